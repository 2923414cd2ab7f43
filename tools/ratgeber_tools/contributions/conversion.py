"""A contribution becomes MyST: read, illustrated, written, proofread; all in memory, nothing is written to disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ratgeber_tools import traversal
from ratgeber_tools.calling import program
from ratgeber_tools.contributions.example_left import with_example_told
from ratgeber_tools.contributions.foreign_files import refuse_foreign
from ratgeber_tools.contributions.illustrations import DrawingConverter, illustrate
from ratgeber_tools.contributions.proofreading import proven
from ratgeber_tools.contributions.table_styles import with_heads
from ratgeber_tools.document import Document, iterate_blocks
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.findings import Finding
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers import ReadResult, word
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.fact_sheets import sheet_identity
from ratgeber_tools.readers.word.left_out import INSTRUCTIONS_DROPPED
from ratgeber_tools.writers import myst

#: What we read ourselves.
OWN_SUFFIXES = (".docx", ".docm", ".dotx")
#: What LibreOffice turns into .docx for us.
FOREIGN_SUFFIXES = (".odt", ".doc", ".rtf", ".fodt", ".ott")
SUFFIXES = (*OWN_SUFFIXES, *FOREIGN_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A file as the reader understood it, not yet placed anywhere."""

    path: Path
    result: ReadResult

    @property
    def title(self) -> str:
        """The words of the first top-level heading, empty if there is none."""
        return traversal.title_of(iterate_blocks(self.result.document.blocks))


@dataclass(frozen=True, slots=True)
class Conversion:
    """A contribution as MyST: the document behind it, its text, the picture files (name → bytes), and findings."""

    document: Document
    text: str
    pictures: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def read_contribution(path: Path, *, repair: bool = True) -> Contribution:
    """Read a contribution of any kind we know; raise `InputError` or `MissingProgramError` if that cannot be done.

    `repair` says whether structure that an author faked (bold lines as headings, typed bullets) becomes real.
    """
    with as_docx(path) as docx:
        export = export_identifier(docx)
        if export is not None:
            raise InputError(
                f"{path}: Das ist ein Kapitel, das zum Gegenlesen hinausging (Ausgabe {export}), kein neuer Beitrag. "
                f'Führen Sie es so mit dem Ratgeber zusammen: {program()} import "{path}"'
            )
        return read_docx(docx, path, repair=repair)


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """Yield the .docx file to read for a file of any kind we know; it may be gone afterwards.

    Raises `InputError` or `MissingProgramError` if there is none.
    """
    refuse_foreign(path)
    if not path.is_file():
        what = "ist ein Ordner" if path.is_dir() else "gibt es nicht"
        raise InputError(f"{path}: Diese Datei {what}. Prüfen Sie den Namen und den Ordner.")
    if path.suffix.lower() not in FOREIGN_SUFFIXES:
        yield path
        return
    with temporary_folder("beitrag") as folder:
        yield _converted(path, folder)


def read_docx(docx: Path, original: Path, *, repair: bool = True) -> Contribution:
    """Read a .docx file that stands for `original`; refuse a fact sheet, which has a command of its own.

    A document nobody has written in is refused as well: empty, or our template as it was handed out.
    """
    if sheet_identity(docx) is not None:
        raise InputError(
            f"{original}: Das ist ein Faktenblatt, kein Beitrag. Lesen Sie es so ein: "
            f'{program()} faktenblatt --einlesen "{original}" --am TT.MM.JJJJ --herkunft "…"'
        )
    result = with_example_told(word.read(docx, repair=repair))
    if repair and original.suffix.lower() in FOREIGN_SUFFIXES:
        result = replace(result, document=with_heads(result.document))
    contribution = Contribution(original, result)
    refuse_unwritten(contribution)
    return contribution


def refuse_unwritten(contribution: Contribution) -> None:
    """Raise `InputError` for a document without a word of its author's."""
    name, result = quoted(contribution.path.name), contribution.result
    if not result.document.blocks and not result.document.notes:
        if any(finding.text == INSTRUCTIONS_DROPPED for finding in result.findings):
            raise InputError(
                f"Die Vorlage ist noch leer: In {name} hat noch niemand etwas geschrieben. Schreiben Sie den Beitrag "
                "auf die Seite nach der Anleitung, speichern Sie, und nehmen Sie die Datei dann noch einmal."
            )
        dropped = "".join(f"{finding.text} " for finding in result.findings if finding.words)
        raise InputError(
            f"{name} enthält keinen Text. {dropped}Vielleicht ist es nicht die Datei, die Sie meinten: "
            "Öffnen Sie sie in Word, und sehen Sie nach."
        )


def convert(
    contribution: Contribution,
    *,
    picture_folder: str,
    front_matter: str = "",
    alt_placeholder: str = "",
    convert_drawings: DrawingConverter | None = None,
    standard_figures: bool = False,
) -> Conversion:
    """Return the contribution as MyST that points at its pictures as `picture_folder/name`.

    `front_matter` is the chapter's head without its fences.  The other options are those of `illustrate` and of
    `writers.myst.write`.  A block that does not read back as it was meant is written as plain words, with a finding.
    """
    illustrated = illustrate(
        contribution.result.document,
        contribution.result.pictures,
        folder=picture_folder,
        alt_placeholder=alt_placeholder,
        convert_drawings=convert_drawings,
    )
    document = replace(illustrated.document, front_matter=front_matter)
    written = proven(document, partial(myst.write, standard_figures=standard_figures))
    findings = (*contribution.result.findings, *illustrated.findings, *written.findings)
    return Conversion(document, written.text, illustrated.files, findings)


def _converted(path: Path, folder: Path) -> Path:
    """Let LibreOffice turn a file of another word processor into .docx."""
    from ratgeber_tools import office  # Word files need none of it

    try:
        converted = office.convert([path], to="docx", folder=folder)
    except MissingProgramError:
        raise MissingProgramError(
            f"{path.name}: Dateien mit der Endung {path.suffix} wandelt LibreOffice um, und das ist hier nicht "
            "installiert. Speichern Sie die Datei als Word-Dokument (.docx) und nehmen Sie diese."
        ) from None
    if path not in converted:
        raise InputError(
            f"{path.name}: LibreOffice kann die Datei nicht lesen; sie ist beschädigt oder mit einem Kennwort "
            "geschützt. Öffnen Sie sie selbst und speichern Sie sie als Word-Dokument (.docx) ohne Kennwort."
        )
    return converted[path]
