"""Minutes that are kept: `ratgeber/redaktion/protokolle/<Tag>.md`, one file for each meeting, committed with the rest.

    ---
    sitzung: 30.11.2026
    seit: 19.10.2026
    anwesend: [Jugendamt, Schulamt]
    genehmigt_am: 07.12.2026
    genehmigt_von: Jugendamt
    ---

    # Protokoll der Sitzung vom 30.11.2026

What is below the head is the minutes as text; a meeting that has voted and whose minutes are still to be written has
a head alone.  Offices stand for people.  What has been signed off is not written any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from ratgeber_tools import document as doc
from ratgeber_tools import files
from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.yaml_edit import written_key, written_value
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.dialect import head_end
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.newsroom.minutes.outline import MinutesOutline
from ratgeber_tools.newsroom.papers import REMARKS, minutes_record
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer

#: Where they lie, seen from the project's folder: where no chapters are.
MINUTES = Path("ratgeber", "redaktion", "protokolle")
_SUFFIX = ".md"
_DAY, _SINCE, _PRESENT, _SIGNED_ON, _SIGNED_BY = "sitzung", "seit", "anwesend", "genehmigt_am", "genehmigt_von"


class KeptMinutesError(RatgeberError):
    """The minutes are not there, cannot be read, or may not be written any more; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class KeptMinutes:
    """The minutes of the meeting of `day` on what became of the guide from the day `since` on.

    `text` is Markdown, "" as long as they are not written; `signed_by` is the office that signed them off.
    """

    day: date
    since: date
    present: tuple[str, ...] = ()
    text: str = ""
    signed_by: str = ""
    signed_on: date | None = None

    @property
    def title(self) -> str:
        return f"Protokoll der Sitzung vom {format_date(self.day)}"

    @property
    def remarks(self) -> str:
        """What the group itself had to say, a paragraph each."""
        blocks = reader.read(self.text).document.blocks
        titles = [doc.plain_text(block.children) if isinstance(block, doc.Heading) else "" for block in blocks]
        if REMARKS not in titles:
            return ""
        behind = blocks[titles.index(REMARKS) + 1 :]
        said = takewhile(lambda block: isinstance(block, doc.Paragraph), behind)
        return "\n\n".join(doc.plain_text(block.children) for block in said if isinstance(block, doc.Paragraph))

    @property
    def document(self) -> doc.Document:
        """The minutes as a writer takes them, with who has signed them off or a place to do so."""
        written = reader.read(self.text).document
        return replace(written, blocks=(*written.blocks, *_sign_off(self)))


def _sign_off(minutes: KeptMinutes) -> tuple[doc.Block, ...]:
    words = "Am: ____________________     Für die Steuergruppe: " + "_" * 40
    if minutes.signed_on is not None:
        words = f"Genehmigt am {format_date(minutes.signed_on)} durch {minutes.signed_by}."
    return doc.Heading(2, (doc.Text("Genehmigt"),)), doc.Paragraph((doc.Text(words),))


def minutes_path(root: Path, day: date) -> Path:
    return root / MINUTES / f"{day.isoformat()}{_SUFFIX}"


def every_minutes(root: Path) -> tuple[KeptMinutes, ...]:
    """Return all minutes of the project at `root`, newest first; raises `KeptMinutesError` for one with mistakes."""
    paths = sorted((root / MINUTES).glob(f"*{_SUFFIX}"), reverse=True)
    return tuple(map(_read, paths))


def minutes_of(root: Path, day: date) -> KeptMinutes | None:
    """Return the minutes of the meeting of a day, None if there are none; raises `KeptMinutesError`."""
    path = minutes_path(root, day)
    return _read(path) if path.is_file() else None


def last_meeting(root: Path, *, before: date) -> date | None:
    """Return the day of the last meeting before a day."""
    return next((each.day for each in every_minutes(root) if each.day < before), None)


def note_presence(root: Path, day: date, offices: Sequence[str], *, since: date) -> Path | None:
    """Write down that `offices` are present at the meeting of `day`; return the file, None if it says so already.

    `since` counts where nothing is known of that meeting yet.  Minutes that are signed off stay as they are.
    """
    with files.held(minutes_path(root, day)):
        known = minutes_of(root, day) or KeptMinutes(day, since)
        present = tuple(dict.fromkeys([*known.present, *offices]))
        if present == known.present or known.signed_on is not None:
            return None
        return _write(root, replace(known, present=present))


def keep_minutes(
    root: Path, day: date, outline: MinutesOutline, *, since: date, present: Sequence[str], remarks: str
) -> Path:
    """Write the minutes of a meeting anew and return their file; raises `KeptMinutesError` if they are signed off."""
    with files.held(minutes_path(root, day)):
        known = minutes_of(root, day)
        if known is not None and known.signed_on is not None:
            raise KeptMinutesError(
                f"Das Protokoll vom {format_date(day)} ist schon genehmigt und bleibt, wie es ist. "
                "Nehmen Sie einen anderen Tag."
            )
        minutes = KeptMinutes(day, since, tuple(dict.fromkeys(present)))
        record = minutes_record(outline, title=minutes.title, present=minutes.present, remarks=remarks)
        return _write(root, replace(minutes, text=writer.write(record)))


def sign_off(root: Path, day: date, office: str, *, today: date) -> Path:
    """Write down that an office signs the minutes of a meeting off; return their file.

    Raises `KeptMinutesError` for minutes that are not there, not written yet, or signed off.
    """
    with files.held(minutes_path(root, day)):
        known = minutes_of(root, day)
        if known is None or not known.text:
            raise KeptMinutesError(f"Für die Sitzung vom {format_date(day)} gibt es noch kein Protokoll.")
        if known.signed_on is not None:
            raise KeptMinutesError(
                f"Das Protokoll ist schon genehmigt, am {format_date(known.signed_on)} durch {known.signed_by}."
            )
        return _write(root, replace(known, signed_by=office, signed_on=today))


def _write(root: Path, minutes: KeptMinutes) -> Path:
    head: dict[str, str | Sequence[str]] = {_DAY: format_date(minutes.day), _SINCE: format_date(minutes.since)}
    if minutes.present:
        head[_PRESENT] = minutes.present
    if minutes.signed_on is not None:
        head |= {_SIGNED_ON: format_date(minutes.signed_on), _SIGNED_BY: minutes.signed_by}
    lines = ["---", *(f"{written_key(key)}: {written_value(value)}" for key, value in head.items()), "---"]
    path = minutes_path(root, minutes.day)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = f"\n{minutes.text.strip()}\n" if minutes.text else ""
    files.write_whole(path, "\n".join(lines) + "\n" + body)
    return path


def _read(path: Path) -> KeptMinutes:
    lines = files.read_text(path).splitlines()
    end = head_end(lines) if lines else None
    if end is None or end == len(lines):
        raise _wrong(path, "Oben fehlen die Angaben zur Sitzung, zwischen zwei Zeilen mit drei Strichen.")
    tree = read_yaml("\n".join(lines[1:end]), first_line=2)
    values = tree.values
    day, since = parse_date(str(values.get(_DAY, ""))), parse_date(str(values.get(_SINCE, "")))
    if tree.mistakes or day is None or since is None:
        mistake = tree.mistakes[0].sentence if tree.mistakes else f"„{_DAY}“ und „{_SINCE}“ müssen ein Tag sein."
        raise _wrong(path, mistake)
    present = values.get(_PRESENT, [])
    return KeptMinutes(
        day,
        since,
        (present,) if isinstance(present, str) else tuple(map(str, present or ())),
        "\n".join(lines[end + 1 :]).strip(),
        str(values.get(_SIGNED_BY, "")),
        parse_date(str(values.get(_SIGNED_ON, ""))),
    )


def _wrong(path: Path, sentence: str) -> KeptMinutesError:
    return KeptMinutesError(f"{path}: {sentence} Stellen Sie die Datei mit „git checkout“ wieder her.")
