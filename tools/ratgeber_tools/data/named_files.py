"""Files that records name: forms, films, captions, pictures.  All of them lie below `ratgeber/`."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.funding import Funding
from ratgeber_tools.data.records import Key, Records


def named_files(records: Records) -> Iterator[tuple[Key, str]]:
    """Yield every file a record names, as typed, with the record."""
    for key, record in records.everything():
        for file in _files_of(record):
            yield key, file


def _files_of(record: Record) -> Iterator[str]:
    if isinstance(record, Funding):
        yield from (form.file for form in record.forms)
    elif isinstance(record, Film):
        yield from (file for file in (record.file, record.described_film) if file)
        yield from (captions.file for captions in record.captions)
        if record.poster is not None:
            yield record.poster.file
    elif isinstance(record, Exhibition):
        yield from (panel.picture.file for panel in record.panels if panel.picture is not None)
        yield from (form.file for form in record.material)
        if record.lending.form is not None:
            yield record.lending.form.file
