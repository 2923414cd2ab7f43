"""Catalogues out to those who translate, and back: XLIFF 2.0, TMX 1.4b and gettext's .po; Word is beside them.

A file carries each unit with its key, its German, what the catalogue has for it and a digest of that, so that what
comes back is told from what went out, and from what somebody else has changed meanwhile (`taking`).
"""
