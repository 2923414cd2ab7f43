"""Sphinx's message catalogues, each once: a process that builds often would ask one after the other for ever.

`sphinx.locale.init` hangs the catalogues of every application behind those of the ones before it, so that a word
nobody has translated is looked up once for every build there ever was: the thousandth ends with a RecursionError.
A preview that stays open and the tests build that often.
"""

from __future__ import annotations

from typing import Any

from sphinx import locale
from sphinx.application import Sphinx


def setup_catalogues(app: Sphinx) -> None:
    """Leave every catalogue in its chain once, where it stood first."""
    for translator in locale.translators.values():
        _drop_repeated(translator)


def _drop_repeated(translator: Any) -> None:
    """gettext gives out copies that share the messages of one file, so equal files are told by these."""
    seen = {id(getattr(translator, "_catalog", None))}
    last, following = translator, translator._fallback
    while following is not None:
        messages = id(getattr(following, "_catalog", None))
        if messages not in seen:
            seen.add(messages)
            last._fallback = following
            last = following
        following = following._fallback
    last._fallback = None
