"""Typesetting: Typst source in, PDF out.  `typesetter` is the only module that calls Typst."""
