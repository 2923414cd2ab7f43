"""Notes survive what happens to their chapter: Word and back, a merge, git, moved paragraphs; each is found again."""

from __future__ import annotations

from contextlib import chdir
from datetime import date
from pathlib import Path
from random import Random

import pytest

from desk.desk_network import MOMENT
from desk.hands import move_to_top, place_of
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.contributions.intake import IntakeStatus, Settings, take_in
from ratgeber_tools.desk.margin.deeds import add_note, answer_note
from ratgeber_tools.desk.margin.placing import PlacedNote, placed_notes
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.history import find_repository
from thoroughness import is_thorough
from word_editing import edit

CHAPTER = "teil/hort"
WRITER, SCHOOLS = Login(YOUTH, MAILBOXES[YOUTH]), Login(SCHOOL, MAILBOXES[SCHOOL])


def chapter(count: int) -> str:
    paragraphs = (
        f"Absatz {n:03} sagt hier etwas über Ort{n:03}x und Zeit{n:03}x.\nDanach steht noch Satz{n:03}x da.\n"
        for n in range(count)
    )
    return "# Hort\n\n" + "\n".join(paragraphs)


class Story:
    """One chapter with a note on every paragraph, and what happens to it."""

    def __init__(self, root: Path, count: int, seed: int) -> None:
        self.project = Project.create(root)
        self.project.write("index", f"# Ratgeber\n\n```{{toctree}}\n{CHAPTER}\n```\n", head="")
        self.path = self.project.write(CHAPTER, chapter(count))
        (root / "conf.py").write_text("", encoding="utf-8")
        self.project.commit(SCHOOL)
        self.count, self.chance = count, Random(seed)
        store = SqliteStore(root / "_redaktion" / "redaktion.sqlite")
        self.desk = Desk((root / "ratgeber").resolve(), store, find_repository(root), lambda: MOMENT)

    def some(self, share: float) -> list[int]:
        return sorted(self.chance.sample(range(self.count), round(self.count * share)))

    def annotate(self) -> None:
        """Write the notes at the desk, and answer some of them."""
        room = self.desk.open(CHAPTER)
        for n in range(self.count):
            at = place_of(room.document, f"etwas über Ort{n:03}x")
            add_note(room, WRITER, (room.version, at, at + len(f"etwas über Ort{n:03}x")), f"Stimmt Ort{n:03}x?")
        by_words = {each.note.words[0]: each.note.key for each in placed_notes(room.document)}
        for n in self.some(0.3):
            answer_note(room, SCHOOLS, by_words[f"Stimmt Ort{n:03}x?"], f"Ja{n:03}x.")
        self.desk.save(CHAPTER, WRITER)
        self.desk.close(CHAPTER)

    def replace(self, *changes: tuple[str, str]) -> None:
        text = self.path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.path.write_text(text, encoding="utf-8", newline="\n")

    def through_word(self) -> None:
        """Send it out, have it edited in Word and in git at the same time, and take it in again: a merge of three."""
        root = self.project.root
        with chdir(root):
            assert main(["export", CHAPTER, "--nach", "Ausgaben"]) == 0
        (sent,) = (root / "Ausgaben").glob("*.docx")
        self.project.commit(SCHOOL)
        words = [(f"Satz{n:03}x da.", f"Satz{n:03}x hier.") for n in self.some(0.2)]
        quoted = [(f"hier etwas über Ort{n:03}x und", f"hier manches über Ort{n:03}x und") for n in self.some(0.1)]
        back = edit(sent, root / "zurueck.docx", *words, *quoted)
        self.replace(*((f"Absatz {n:03} sagt", f"Absatz {n:03} meint") for n in self.some(0.2)))
        self.project.commit(SCHOOL)
        (outcome,) = take_in([back], Settings(root, None, date(2026, 11, 30), lambda _chapter: False))
        assert outcome.status is not IntakeStatus.FAILED, outcome.problem
        self.project.commit(SCHOOL)

    def through_git(self) -> None:
        """Change it on two branches and merge them."""
        root = self.project.root
        half = self.count // 2
        git(root, "checkout", "--quiet", "-b", "anders")
        self.replace(*((f"und Zeit{n:03}x", f"oder Zeit{n:03}x") for n in self.some(0.2) if n < half))
        self.project.commit(SCHOOL)
        git(root, "checkout", "--quiet", "main")
        self.replace(*((f"und Zeit{n:03}x", f"samt Zeit{n:03}x") for n in self.some(0.2) if n > half))
        self.project.commit(SCHOOL)
        git(root, "merge", "--quiet", "anders")

    def move(self) -> None:
        """Move paragraphs to the beginning at the desk; their notes stay behind."""
        room = self.desk.open(CHAPTER)
        for n in self.some(0.3):
            way = move_to_top(f"Ort{n:03}x und" if f"Ort{n:03}x und" in room.document.text_content else f"Zeit{n:03}x")(
                room.document
            )
            assert way is not None
            assert room.append(way.steps, WRITER, "")
        self.desk.save(CHAPTER, WRITER)
        self.desk.close(CHAPTER)

    def lost(self) -> list[str]:
        """Return the notes that are not there once, with their answers, and at their words."""
        room = self.desk.open(CHAPTER)
        found: dict[str, list[PlacedNote]] = {}
        for each in placed_notes(room.document):
            found.setdefault(each.note.words[0], []).append(each)
        wrong = []
        for n in range(self.count):
            notes = found.get(f"Stimmt Ort{n:03}x?", [])
            stands = [
                note.anchor is not None and f"Ort{n:03}x" in room.document.text_between(*note.anchor) for note in notes
            ]
            if stands != [True] or notes[0].note.office != YOUTH:
                wrong.append(f"{n}: {len(notes)} {stands}")
        return wrong


@pytest.mark.parametrize(("count", "seed"), [(50, seed) for seed in range(4)] if is_thorough() else [(8, 0)])
def test_every_note_is_there_once_at_its_words_after_word_merge_git_and_moving(
    count: int, seed: int, tmp_path: Path
) -> None:
    story = Story(tmp_path, count, seed)
    story.annotate()
    story.through_word()
    story.through_git()
    story.move()
    assert story.lost() == []
