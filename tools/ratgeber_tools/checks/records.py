"""Are the data files right, and does every chapter name records that exist?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.records import Records, german_name
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.record_uses import record_uses


def check(guide: Guide) -> Iterator[Finding]:
    yield from guide.data.findings
    for use in record_uses(guide):
        if use.key_in(guide.data.records) is None:
            sentence = unknown_record(use.identifier, use.collections, guide.data.records)
            yield Finding(Code.RECORD_UNKNOWN, sentence, path=use.chapter.path, line=use.line)


def unknown_record(identifier: str, collections: tuple[str, ...], records: Records) -> str:
    """Return the sentence about a record that is not there."""
    known = [name for collection in collections for name in getattr(records, collection)]
    kinds = " oder ".join(german_name(collection) for collection in collections)
    return f"„{identifier}“ gibt es in den Daten nicht ({kinds}).{closest(identifier, known)}"
