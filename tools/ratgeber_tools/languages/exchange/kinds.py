"""The kinds of file translations go out and come back in: one line a kind, by the name people call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ratgeber_tools import files
from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.exchange import gettext_files, tmx, word_table, xliff
from ratgeber_tools.languages.exchange.offers import ReturnedTranslation, TranslationOffer
from ratgeber_tools.quotation import quoted


@dataclass(frozen=True, slots=True)
class ExchangeKind:
    """`write` makes a file of a chapter, `read` what came back in one."""

    suffix: str
    write: Callable[[TranslationOffer, date], bytes]
    read: Callable[[Path], tuple[ReturnedTranslation, ...]]

    def file_name(self, chapter: str, language: str) -> str:
        """Return what the file of a chapter is called: `schulanfang-anmeldung-uk.docx`."""
        return f"{chapter.replace('/', '-')}-{language}{self.suffix}"


KINDS: Mapping[str, ExchangeKind] = MappingProxyType(
    {
        "word": ExchangeKind(word_table.SUFFIX, word_table.write_word_table, word_table.read_word_table),
        "xliff": ExchangeKind(
            xliff.SUFFIX,
            lambda offered, _: xliff.write_xliff(offered),
            lambda path: xliff.read_xliff(path, files.read_bytes(path)),
        ),
        "po": ExchangeKind(
            gettext_files.SUFFIX,
            lambda offered, _: gettext_files.write_gettext(offered),
            lambda path: gettext_files.read_gettext(path, files.read_bytes(path)),
        ),
        "tmx": ExchangeKind(
            tmx.SUFFIX,
            lambda offered, _: tmx.write_tmx([offered]),
            lambda path: tmx.read_tmx(path, files.read_bytes(path)),
        ),
    }
)
#: What else agencies call an XLIFF.
_OTHER_SUFFIXES = {".xliff": ".xlf"}


def read_returned_file(path: Path) -> tuple[ReturnedTranslation, ...]:
    """Return what came back in a file, of whatever kind; raises `InputError` for one of none, or that is damaged."""
    suffix = path.suffix.lower()
    wanted = _OTHER_SUFFIXES.get(suffix, suffix)
    kind = next((kind for kind in KINDS.values() if kind.suffix == wanted), None)
    if kind is None:
        raise InputError(
            f"{quoted(path.name)} ist keine Datei mit Übersetzungen. Gelesen werden Word (.docx), XLIFF 2.0 (.xlf), "
            ".po und .tmx."
        )
    return kind.read(path)
