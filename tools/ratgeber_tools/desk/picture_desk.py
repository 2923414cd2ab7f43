"""The guide's pictures at the desk: whose each is, who is to be seen, until when, where it is used; changed, replaced.

What is noted stands in the same file as for everybody (`data.picture_records`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from textwrap import shorten

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.picture_records import (
    PICTURE_FOLDER,
    RECORDS_FILE,
    PictureRecord,
    PictureRecords,
    load_picture_records,
)
from ratgeber_tools.data.record_edits import RecordFile, merged, problems_in, with_new, with_values
from ratgeber_tools.data.record_fields import Typed, typed_record
from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.desk.handed_in import LARGEST_PICTURE
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.record_desk import RecordSaved
from ratgeber_tools.desk.register import ENDS_SOON, UsePlace
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Guide, path_below
from ratgeber_tools.guide.embedded import pictures_in
from ratgeber_tools.pictures.fitting import UnusablePictureError, make_fit

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"})
#: So many signs are still a name.
_A_FEW_WORDS = 60
#: What a picture put in at the desk bears at the end of its name.
_DIGEST = re.compile(r"-[0-9a-f]{10}$")
#: How much of a drawing is looked at for its title.
_BEGINNING = 4096
_DRAWING_TITLE = re.compile(r'<svg\b[^>]*?\saria-label="(?P<label>[^"]+)"|<title[^>]*>(?P<title>[^<]+)</title>')
_SENTENCE_END = re.compile(r"[.:;!?](?:\s|$)")
_GONE = "Dieses Bild gibt es nicht mehr. Gehen Sie zurück zur Liste."
_UNREADABLE = "Was über die Bilder eingetragen ist, ist gerade nicht lesbar. Sagen Sie es der Redaktion."
_OTHER_KIND = (
    "Das neue Bild ist von einer anderen Art ({new} statt {old}). "
    "Speichern Sie es als {old}, und wählen Sie es noch einmal."
)
_TICK = "Sehen Sie nach, ob die Angaben auch für das neue Bild gelten, und kreuzen Sie es an."


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture: its file below the folder of pictures, what is noted of it, and what is to be done, if anything.

    `mood` is `gut`, `mittel` or `schlecht`; `record` is its own or its folder's; `title` what a drawing says it is
    called, "" for one that does not.
    """

    file: str
    record: PictureRecord | None
    has_own: bool
    word: str
    todo: str
    mood: str
    uses: tuple[UsePlace, ...]
    alts: tuple[str, ...]
    title: str

    @property
    def place(self) -> str:
        return f"/bilder/{self.file}"

    @property
    def source(self) -> str:
        """The address of the picture itself."""
        return f"/api/bild/{PICTURE_FOLDER}/{self.file}"

    @property
    def label(self) -> str:
        """What it is called: what it shows, where a chapter or the drawing says so in a few words.

        Else the first words of what it shows, and of what is in no chapter its file's name in words.
        """
        said = next((each for each in (*self.alts, self.title) if each and len(each) <= _A_FEW_WORDS), "")
        said = said or next((_first_words(each) for each in (*self.alts, self.title) if each), "")
        words = _DIGEST.sub("", self.file.rpartition("/")[2].rpartition(".")[0]).replace("-", " ")
        return said or words[:1].upper() + words[1:]


@dataclass(frozen=True)
class PictureDesk:
    """The pictures of a guide on a day."""

    desk: Desk
    guide: Guide
    today: date

    @property
    def folder(self) -> Path:
        return self.guide.folder / PICTURE_FOLDER

    @cached_property
    def records(self) -> PictureRecords:
        return load_picture_records(self.guide.folder)

    @cached_property
    def rows(self) -> tuple[PictureRow, ...]:
        """Every picture, those first of which something is missing, then those whose consent ends soon."""
        found = [
            path.relative_to(self.folder).as_posix()
            for path in sorted(self.folder.rglob("*"))
            if path.suffix.lower() in SUFFIXES and path.is_file() and is_inside(path, self.folder)
        ]
        rows = [self._row(file) for file in found]
        return tuple(sorted(rows, key=lambda row: (("schlecht", "mittel", "gut").index(row.mood), not row.uses)))

    def row(self, file: str) -> PictureRow:
        """Return a picture; raises `RefusedError` for one there is not."""
        found = next((row for row in self.rows if row.file == file), None) if is_inner_name(file) else None
        if found is None:
            raise RefusedError(_GONE)
        return found

    def _row(self, file: str) -> PictureRow:
        key = self.records.key_of(file)
        record = self.records.entries.get(key or "")
        uses = self._uses.get(file, {})
        word, todo, mood = self._state(key, record)
        places = tuple(UsePlace(f"/kapitel/{name}", self._title(name)) for name in uses)
        alts = tuple(dict.fromkeys(alt for alt in uses.values() if alt))
        return PictureRow(file, record, key == file, word, todo, mood, places, alts, _title_in(self.folder / file))

    def _state(self, key: str | None, record: PictureRecord | None) -> tuple[str, str, str]:
        if record is None:
            said = "Was eingetragen ist, ist unvollständig." if key else "Es ist nicht eingetragen, von wem es ist."
            return "Rechte fehlen", said, "schlecht"
        if not record.shows_people:
            return "geklärt", "", "gut"
        if record.consent_until is None:
            said = "Menschen sind zu sehen; es ist nicht eingetragen, bis wann sie einverstanden sind."
            return "Einwilligung fehlt", said, "schlecht"
        until = format_date(record.consent_until)
        if record.consent_until < self.today:
            said = f"Einverstanden waren alle bis {until}. Eltern sehen das Bild nicht mehr."
            return "Einwilligung abgelaufen", said, "schlecht"
        if record.consent_until - self.today <= ENDS_SOON:
            return "endet bald", f"Einverstanden sind alle nur bis {until}. Fragen Sie noch einmal.", "mittel"
        return f"geklärt bis {until}", "", "gut"

    @cached_property
    def _uses(self) -> Mapping[str, dict[str, str]]:
        """The chapters that show each file, with what they say it shows."""
        found: dict[str, dict[str, str]] = {}
        for chapter in self.guide:
            for picture in pictures_in(chapter):
                path = path_below(chapter.folder, picture.source)
                if path.startswith(f"{PICTURE_FOLDER}/"):
                    alts = found.setdefault(path.removeprefix(f"{PICTURE_FOLDER}/"), {})
                    alts[chapter.name] = alts.get(chapter.name) or picture.alt
        return found

    def _title(self, name: str) -> str:
        return ShownWords(self.guide, self.guide.chapters[name], self.today).title or name

    # ------------------------------------------------------------------ what is noted of one

    def file_of(self, row: PictureRow) -> RecordFile:
        return RecordFile(self.folder / RECORDS_FILE, row.file, PictureRecord)

    def said(self, row: PictureRow) -> dict[str, Typed]:
        """Return what is noted of a picture as a form has it: its own entry, else its folder's, else nothing."""
        place = self.file_of(row)
        values = read_yaml(place.text()).values
        found = values.get(self.records.key_of(row.file) or "")
        return typed_record(place.fields, found if isinstance(found, dict) else {})

    def change(
        self,
        row: PictureRow,
        base: Mapping[str, Typed],
        mine: Mapping[str, Typed],
        login: Login,
        *,
        picture: bytes | None = None,
        is_for_new: bool = False,
    ) -> RecordSaved:
        """Write what is noted of a picture, and another picture in its place, if one was chosen."""
        place = self.file_of(row)
        path = self.folder / row.file
        with self.desk.held(place.path, path):
            text = place.text()
            now = self.said(row)
            both = merged(place.fields, base, mine, now)
            if both.conflicts:
                return RecordSaved(row.file, conflicts=both.conflicts, values=both.values, base=now)
            record, problems = problems_in(both.values, PictureRecord, None)
            if picture is not None and not is_for_new:
                problems = {**problems, "": [_TICK]}
            if record is None or problems:
                return RecordSaved(row.file, problems=problems, values=both.values, base=now)
            try:
                own = place.said(text)
                if own is None and (both.values != now or not row.record):
                    fresh = with_new(text, place, both.values)
                elif own is not None:
                    fresh = with_values(text, place, own, both.values)
                else:
                    fresh = text
            except YamlEditError as error:
                raise RefusedError(_UNREADABLE) from error
            fit = None if picture is None else self._fit(path, picture)
            if fresh != text:
                files.replace(place.path, fresh, expected=text.encode("utf-8") if place.path.is_file() else None)
            if fit is not None:
                files.replace(path, fit, expected=files.read_bytes(path))
            message = f"Bild {row.label}: {'ersetzt' if picture is not None else 'Rechte'}"[:120]
            uncommitted = self.desk.commit([place.path, path], message, login)
        sentence = "Das Bild ist ersetzt, die Angaben sind gespeichert." if picture is not None else "Gespeichert."
        return RecordSaved(row.file, " ".join(filter(None, [sentence, uncommitted])))

    def withdraw(self, row: PictureRow, login: Login) -> str:
        """Note that somebody to be seen no longer agrees: from today on no edition shows the picture."""
        said = self.said(row)
        yesterday = format_date(self.today - timedelta(days=1))
        saved = self.change(row, said, {**said, "personen": "ja", "einwilligung_bis": yesterday}, login)
        if not saved.is_written:
            raise RefusedError("Tragen Sie zuerst ein, von wem das Bild ist und woher es kommt.")
        return "Das Bild wird ab jetzt nirgends mehr gezeigt. Im Netz verschwindet es, sobald neu veröffentlicht ist."

    def _fit(self, path: Path, data: bytes) -> bytes:
        """Return the picture as the guide takes it in the place of a file; raises `RefusedError`."""
        if len(data) > LARGEST_PICTURE:
            raise RefusedError(
                "Das Bild ist größer als 25 MB. Speichern Sie es kleiner, und wählen Sie es noch einmal."
            )
        try:
            fit = make_fit(data)
        except UnusablePictureError as error:
            raise RefusedError(f"Das Bild kann nicht genommen werden: {error}") from None
        old = ".jpg" if path.suffix.lower() == ".jpeg" else path.suffix.lower()
        if fit.extension != old:
            names = {".jpg": "JPEG", ".png": "PNG", ".svg": "SVG"}
            raise RefusedError(_OTHER_KIND.format(new=names.get(fit.extension, fit.extension), old=names.get(old, old)))
        return fit.data


def _first_words(said: str) -> str:
    """Return the beginning of a description: its first sentence, or as many words as are still a name."""
    first = _SENTENCE_END.split(said, maxsplit=1)[0]
    return first if len(first) <= _A_FEW_WORDS else shorten(said, _A_FEW_WORDS, placeholder=" …")


def _title_in(path: Path) -> str:
    """Return the title a drawing bears, "" for none and for what is no drawing."""
    if path.suffix.lower() != ".svg":
        return ""
    beginning = path.read_bytes()[:_BEGINNING].decode("utf-8", "replace")
    found = _DRAWING_TITLE.search(beginning)
    return " ".join(html.unescape(found["label"] or found["title"]).split()) if found else ""
