"""`bilder/bilder.yaml`: whose a picture is, what we may do with it, where it comes from, and who is to be seen.

    weg-zur-schule.svg:            # the file, seen from the folder bilder
      urheber: Redaktion des Ratgebers
      lizenz: für diesen Ratgeber gemacht
      herkunft: eigene Zeichnung
      personen: nein
    schulanfang/hort/:             # a folder: for every file in it that has no entry of its own
      …
      personen: ja
      einwilligung_bis: 31.07.2028

Whose consent it is stays in the files of the office that collected it.  A consent counts until its last day; an
edition leaves out a picture whose consent does not last as long as the edition does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from ratgeber_tools.data.fields import Frozen, GermanDate, Text, YesNo
from ratgeber_tools.data.validation import ProblemKind, explain
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding

PICTURE_FOLDER = "bilder"
RECORDS_FILE = "bilder.yaml"

_CODES = {
    ProblemKind.UNKNOWN_KEY: Code.DATA_UNKNOWN,
    ProblemKind.MISSING_KEY: Code.DATA_MISSING,
    ProblemKind.WRONG_VALUE: Code.DATA_VALUE,
}


_YES_NO: TypeAdapter[bool] = TypeAdapter(YesNo)


class PictureRecord(Frozen):
    """What is known of one picture, or of all in a folder."""

    author: Text = Field(alias="urheber", min_length=1)
    licence: Text = Field(alias="lizenz", min_length=1)
    origin: Text = Field(alias="herkunft", min_length=1)
    shows_people: YesNo = Field(alias="personen")
    consent_until: GermanDate | None = Field(alias="einwilligung_bis", default=None)

    def may_be_shown_on(self, day: date) -> bool:
        """Say whether everyone to be seen has agreed."""
        return not self.shows_people or (self.consent_until is not None and day <= self.consent_until)

    def obstacle(self, day: date | None) -> str:
        """Return why it may not be shown until `day`, None while that is unknown; nothing if it may."""
        if not self.shows_people:
            return ""
        if self.consent_until is None:
            return "Für die Menschen auf dem Bild ist keine Einwilligung eingetragen."
        if day is None:
            return "Auf dem Bild sind Menschen zu sehen, und wie lange das Heft gilt, ist nicht festgelegt."
        if day <= self.consent_until:
            return ""
        return f"Die Einwilligung der Menschen auf dem Bild gilt bis {_day(self.consent_until)}, nötig ist {_day(day)}."


@dataclass(frozen=True, slots=True)
class PictureRecords:
    """Entries by file or folder below `bilder`, each with its 1-based line in `path`, and what is to be mended.

    `broken` are entries that are there and cannot be used; their findings say why.  `peopled` are those of them that
    do not clearly say that nobody is to be seen.  After a mistake in the syntax entries may be missing
    (`is_whole` is false).
    """

    path: Path
    entries: Mapping[str, PictureRecord]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()
    peopled: frozenset[str] = frozenset()
    is_whole: bool = True

    def key_of(self, file: str) -> str | None:
        """Return the entry for `file` (below `bilder`): its own, or that of the nearest folder; None without one."""
        known = {*self.entries, *self.broken}
        return next((key for key in _keys(file) if key in known), None)

    def obstacle(self, file: str, day: date | None) -> str:
        """Return why an edition that lasts until `day` leaves out `file` (below `bilder`); nothing if it shows it.

        `day` is None while nobody has said how long the edition lasts.  Where it cannot be read whether people have
        agreed, they are not shown; a picture nobody has noted anything about is, and a check says so.
        """
        key = self.key_of(file)
        record = self.entries.get(key or "")
        if record is not None:
            return record.obstacle(day)
        if key in self.peopled or (key is None and not self.is_whole):
            return f"{PICTURE_FOLDER}/{RECORDS_FILE} ist an dieser Stelle nicht zu lesen."
        return ""


def load_picture_records(guide_folder: Path) -> PictureRecords:
    """Read the file; none is an empty one.  Raises `OSError` when it is there and cannot be opened."""
    path = guide_folder / PICTURE_FOLDER / RECORDS_FILE
    return picture_records_of(path.read_bytes() if path.is_file() else None, path)


def picture_records_of(data: bytes | None, path: Path) -> PictureRecords:
    """Return what the bytes of the file `path` note, nothing for None."""
    if data is None:
        return PictureRecords(path, {}, {})
    text, mistakes = readable(data, path)
    if mistakes:
        return PictureRecords(path, {}, {}, tuple(mistakes), is_whole=False)
    tree = read_yaml(text)
    findings = [Finding(Code.DATA_SYNTAX, slip.sentence, path=path, line=slip.line) for slip in tree.mistakes]
    entries: dict[str, PictureRecord] = {}
    for name, values in tree.values.items():
        try:
            entries[name] = PictureRecord.model_validate(_filled(values))
        except ValidationError as error:
            for slip in explain(error, PictureRecord):
                sentence = f"{name}: {slip.sentence}"
                line = tree.line_of((name, *slip.place), 1)
                findings.append(Finding(_CODES[slip.kind], sentence, path=path, line=line))
    lines = {name: tree.line_of((name,), 1) for name in tree.values}
    findings.sort(key=lambda finding: finding.line or 0)
    broken = frozenset(tree.values) - frozenset(entries)
    peopled = frozenset(name for name in broken if not _shows_nobody(tree.values[name]))
    return PictureRecords(path, entries, lines, tuple(findings), broken, peopled, is_whole=not tree.mistakes)


def _filled(values: object) -> object:
    """Leave out what is empty, so that it is told as missing."""
    return {key: value for key, value in values.items() if value} if isinstance(values, dict) else {}


def _shows_nobody(values: object) -> bool:
    """Say whether an entry that is wrong elsewhere says so all the same."""
    try:
        return isinstance(values, dict) and not _YES_NO.validate_python(values.get("personen"))
    except ValidationError:
        return False


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _keys(file: str) -> Iterator[str]:
    yield file
    folder = file.rpartition("/")[0]
    while folder:
        yield f"{folder}/"
        folder = folder.rpartition("/")[0]
