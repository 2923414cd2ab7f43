"""Is every folder that has a colour or a sign in the data a part of the guide?

A typing error would leave the part without its colour, and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.records import MUNICIPALITY_FILE
from ratgeber_tools.data.validation import closest
from ratgeber_tools.dialect import is_plain
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted


def check(guide: Guide) -> Iterator[Finding]:
    inside = [name for name in guide.chapters if "/" in name]
    folders = {name.rpartition("/")[0] if is_plain(name) else name.partition("/")[0] for name in inside}
    for look in guide.data.records.municipality.parts:
        if look.folder not in folders:
            sentence = (
                f"{quoted(look.folder)} unter „teile“ ist kein Ordner mit Kapiteln.{closest(look.folder, folders)} "
                f"Möglich sind: {', '.join(sorted(folders))}."
            )
            yield Finding(Code.DATA_REFERENCE, sentence, path=guide.folder / "daten" / MUNICIPALITY_FILE)
