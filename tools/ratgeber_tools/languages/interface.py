"""What pages themselves say, in each language: `oberflaeche/<language>.yaml`, German sentence → that language.

All of it was drafted by a machine; who mends a line mends it for every page.  A sentence without a line stays German.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.languages.tongues import TONGUES

FOLDER = Path(__file__).parent / "oberflaeche"


@cache
def interface_catalogue(language: str) -> Mapping[str, str]:
    """Return what German sentences of our pages are called in a language; nothing for German itself."""
    if language not in TONGUES:
        return {}
    values = read_yaml((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")).values
    return {str(german): str(words) for german, words in values.items() if words}


def interface_words(language: str) -> Callable[[str], str]:
    """Return what says a German sentence in a language."""
    known = interface_catalogue(language)
    return lambda german: known.get(german, german)
