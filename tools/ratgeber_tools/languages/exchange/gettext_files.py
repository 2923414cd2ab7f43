"""gettext's .po, what people who translate software work with: one file a chapter and language, written by babel.

The key is the context (`msgctxt`), so that an entry is found again whatever a tool does to its German.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.exchange.offers import OfferState, ReturnedTranslation, ReturnedUnit, TranslationOffer
from ratgeber_tools.quotation import quoted

SUFFIX = ".po"
_BASE = "ratgeber-stand: "
#: The chapter, among the header's lines: tools keep this one and its blanks.
_PROJECT = "ratgeber"
_FUZZY = frozenset({OfferState.OLD, OfferState.DRAFT})


def write_gettext(offered: TranslationOffer) -> bytes:
    """Return the file; equal offers give equal bytes.  What is old or a machine's is fuzzy."""
    catalog = Catalog(
        project=_PROJECT, version=offered.chapter, fuzzy=False, creation_date=None, revision_date=None,
        last_translator="", language_team="", header_comment=f"# {offered.title}",
    )  # fmt: skip
    catalog.mime_headers = [  # no days: equal offers give equal files
        ("Project-Id-Version", f"{_PROJECT} {offered.chapter}"),
        ("Language", offered.language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    for unit in offered.units:
        places = [f"<{number}>: {place}" for number, place in enumerate(unit.places, start=1)]
        catalog.add(
            unit.german,
            unit.text,
            context=unit.key,
            auto_comments=[unit.kind, *places, f"{_BASE}{unit.base}"],
            user_comments=[unit.remark] if unit.remark else [],
            flags=["fuzzy"] if unit.state in _FUZZY else [],
            previous_id=unit.german_before or [],
        )
    written = BytesIO()
    write_po(written, catalog, width=0, include_previous=True)
    return written.getvalue()


def read_gettext(path: Path, data: bytes) -> tuple[ReturnedTranslation, ...]:
    """Return what came back; raises `InputError` where a line is no line of a .po file."""
    try:
        catalog = read_po(BytesIO(data), abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError) as error:
        line = f", Zeile {error.lineno + 1}" if isinstance(error, PoFileError) else ""
        raise InputError(
            f"{quoted(path.name)}{line}: Das ist keine Zeile einer .po-Datei in UTF-8. "
            "Bitten Sie um die Datei noch einmal."
        ) from error
    units = []
    for message in catalog:
        if message.id:
            base = next((said.removeprefix(_BASE) for said in message.auto_comments if said.startswith(_BASE)), "")
            units.append(
                ReturnedUnit(
                    message.context or "", str(message.id), str(message.string), base,
                    " ".join(message.user_comments), f"Zeile {message.lineno}",
                )
            )  # fmt: skip
    chapter = str(catalog.version or "") if catalog.project == _PROJECT else ""
    return (ReturnedTranslation(str(catalog.locale_identifier or ""), chapter, tuple(units)),)
