"""The head of a chapter that is new: what is known of it, which is what its author said in the template's fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from ratgeber_tools.dialect import AUDIENCE_LABEL, OFFICE_LABEL, SOURCES_LABEL, is_allowed_address

_ADDRESS = re.compile(r"https?://[^\s<>;„“\"]*[^\s<>;„“\".,)]")


def new_head(today: date, particulars: Iterable[tuple[str, str]] = ()) -> str:
    """Return the head without its fences: a draft since `today`, with what `particulars` (label, words) say of it.

    Nobody has looked at the sources an author names, so they are as good as hearsay until somebody does.
    """
    said = dict(particulars)
    office = said.get(OFFICE_LABEL, "")
    lines = ["status: entwurf", f"zustaendig: {_text(office) if office else 'offen'}", f"stand: {today:%d.%m.%Y}"]
    if audience := said.get(AUDIENCE_LABEL, ""):
        lines.append(f"zielgruppe: {_text(audience)}")
    if sources := list(_sources(said.get(SOURCES_LABEL, ""))):
        lines += ["quellen:", *sources]
    return "\n".join(lines)


def _sources(words: str) -> Iterator[str]:
    for part in re.split(r"\s*;\s*", words):
        if not part:
            continue
        address = _ADDRESS.search(part)
        title = part
        if address is not None and is_allowed_address(address[0]):
            title = part.replace(address[0], "").strip(" ,:()–-") or address[0]
        yield f"  - titel: {_text(title)}"
        if address is not None and is_allowed_address(address[0]):
            yield f"    adresse: {_text(address[0])}"
        yield "    vertrauen: sekundär"


def _text(words: str) -> str:
    """Return words as YAML takes them on one line, whatever signs are in them: JSON's strings are YAML's."""
    return json.dumps(words, ensure_ascii=False)
