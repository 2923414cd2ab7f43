"""Does every page that sends somebody to an emergency number have that number?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.disclosure import lacks_its_number, missing_number
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.record_uses import record_uses


def check(guide: Guide) -> Iterator[Finding]:
    told = set()
    for use in record_uses(guide):
        key = use.key_in(guide.data.records)
        record = guide.data.records.get(key) if key is not None else None
        if not isinstance(record, ContactPoint) or not lacks_its_number(record):
            continue
        if (use.chapter.name, record.identifier) not in told:
            told.add((use.chapter.name, record.identifier))
            yield Finding(Code.EMERGENCY_INCOMPLETE, missing_number(record), path=use.chapter.path, line=use.line)
