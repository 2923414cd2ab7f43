"""A chapter that goes out, is edited on both sides, comes back several times, and what must hold of it: at random.

One round trip, from its seed: the chapter is exported; up to three reviewers edit the file, some of them twice; the
chapter is edited in between, conflicts are decided or left, commits are made or not, files are read again at any time.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from random import Random

from guide_project import git
from ratgeber_tools import office
from ratgeber_tools.cli import main
from ratgeber_tools.contributions.intake import IntakeStatus, Settings, take_in
from returned_word_files import PUT_IN, Pen, edit_at_random, words_of_file

BOX = re.compile(
    r"^(?P<indent>[ >]*)(?:(?:[-*:]|\d+[.)])[ ]+)*(?P<colons>:{3,})\{konflikt\}.*?^[ >]*(?P=colons)$\n?", re.M | re.S
)
_PLAIN = re.compile(r"[A-ZÄÖÜ][\w ,:„“/-]+[.?!]")


@dataclass(slots=True)
class Figures:
    """What happened: first readings, those with a new conflict, readings of a known file, and what went wrong."""

    first: int = 0
    with_conflict: int = 0
    again: int = 0
    changed_again: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def faults(self) -> list[str]:
        return [*self.changed_again, *self.lost, *self.doubled, *self.refused]


@dataclass(slots=True)
class RoundTrip:
    """One chapter with its reviewers in the project `root`; `edits` is the most a reviewer makes in one file."""

    root: Path
    chapter: Path
    seed: str
    resaves: bool = False
    edits: int = 5
    figures: Figures = field(default_factory=Figures)
    chance: Random = field(init=False)
    pen: Pen = field(init=False)
    sent: Path = field(init=False)
    read: list[tuple[Path, str]] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.pen = Pen("o", self.chance)

    @property
    def text(self) -> str:
        return self.chapter.read_text(encoding="utf-8")

    def run(self) -> Figures:
        name = self.chapter.relative_to(self.root / "ratgeber").with_suffix("").as_posix()
        with chdir(self.root):
            assert main(["export", name, "--nach", "Ausgaben"]) == 0
        self.sent = next((self.root / "Ausgaben").glob("*.docx"))
        self.commit()
        self.known[""] = set(_sentences(self.text))
        reviewers = "tuv"[: self.chance.choice((1, 1, 1, 2, 3))]
        files = {mark: self.edited(self.sent, mark, 1) for mark in reviewers}
        self.edit_chapter(self.chance.randint(0, self.edits - 1))
        self.maybe(0.7, self.commit)
        for mark in reviewers:
            self.come_back(files[mark], mark, self.sent)
            self.between()
            if self.chance.random() < 0.25:
                later = self.edited(files[mark], mark, 2)
                self.edit_chapter(self.chance.randint(0, 1))
                self.come_back(later, mark, files[mark])
                self.between()
        for file, _ in self.read:
            self.read_again(file)
        return self.figures

    def edited(self, source: Path, mark: str, number: int) -> Path:
        target = self.root / f"antwort-{mark}{number}.docx"
        seed, edits = f"{self.seed} {mark}{number}", self.chance.randint(1, self.edits)
        done = edit_at_random(source, target, mark=mark, seed=seed, edits=edits, first_word=100 * number)
        self.log += [f"{mark}{number} {what}" for what in done]
        return self.saved_again(target) if self.resaves and self.chance.random() < 0.5 else target

    def saved_again(self, file: Path) -> Path:
        folder = self.root / f"libreoffice-{file.stem}"
        folder.mkdir()
        return office.convert([file], to="docx", folder=folder)[file]

    def maybe(self, share: float, what: object) -> None:
        if self.chance.random() < share:
            what()  # type: ignore[operator]

    def commit(self) -> None:
        if not (self.root / ".git").is_dir():
            return
        git(self.root, "add", "-A")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", "Stand")

    def between(self) -> None:
        """Go on with the chapter after a reading."""
        self.maybe(0.5, self.commit)
        self.maybe(0.6, self.decide)
        self.edit_chapter(self.chance.choice((0, 0, 1, 2)))
        if self.chance.random() < 0.5:
            self.read_again(self.chance.choice(self.read)[0])
        self.maybe(0.5, self.commit)

    # ------------------------------------------------------------------ reading

    def take_in(self, file: Path) -> IntakeStatus:
        settings = Settings(self.root, None, date(2026, 11, 30), lambda chapter: False)
        (outcome,) = take_in([file], settings)
        if outcome.status is IntakeStatus.FAILED:
            self.figures.refused.append(f"{self.seed}: {file.name}: {outcome.problem}")
        return outcome.status

    def read_again(self, file: Path) -> None:
        before = self.text
        status = self.take_in(file)
        self.figures.again += 1
        if self.text != before or status is not IntakeStatus.UNCHANGED:
            self.figures.changed_again.append(f"{self.seed}: {file.name} ({status.value})")
        self.chapter.write_bytes(before.encode("utf-8"))

    def come_back(self, file: Path, mark: str, source: Path) -> None:
        before, theirs, base = self.text, words_of_file(file), words_of_file(source)
        status = self.take_in(file)
        if status is IntakeStatus.FAILED:
            return
        after = self.text
        self.figures.first += 1
        self.figures.with_conflict += after.count("{konflikt}") > before.count("{konflikt}")
        self.read.append((file, mark))
        self.check(before, after, _known(base), _known(theirs))
        self.maybe(0.7, lambda: self.read_again(file))

    def check(self, before: str, after: str, base: _Known, theirs: _Known) -> None:
        settled = BOX.sub("", after)
        taken_out = base.words - theirs.words
        expected = ({*PUT_IN.findall(before)} - taken_out) | (theirs.words - base.words)
        where = f"{self.seed}: "
        missing = expected - {*PUT_IN.findall(unescape(after))}
        self.figures.lost += [f"{where}{word}" for word in sorted(missing)]
        now, then = Counter(PUT_IN.findall(settled)), Counter(PUT_IN.findall(before))
        self.figures.doubled += [f"{where}{word}" for word in now if now[word] > max(1, then[word])]
        here, there = Counter(_sentences(settled)), Counter(_sentences(before))
        without_links = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", after)
        everything = " ".join(re.sub(r"(?m)^\s*(?:[-*>] |\d+[.)] )?", "", without_links).split())
        asked = "\n".join(box[0] for box in BOX.finditer(after) if box[0] not in before)
        for sentence in self.known[""]:
            counts = there[sentence], theirs.count(sentence)
            if here[sentence] > max(*counts, 1) and base.count(sentence) <= 1:
                self.figures.doubled.append(f"{where}{sentence}")
            if there[sentence] and counts[1] >= base.count(sentence) > 0 and sentence not in everything:
                self.figures.lost.append(f"{where}{sentence}")
            if here[sentence] and base.count(sentence) == 1 and not counts[1] and not _asked(sentence, asked):
                self.figures.back.append(f"{where}{sentence}")

    # ------------------------------------------------------------------ the chapter

    def decide(self) -> None:
        """Decide one conflict: for ours, for theirs, or in own words; only of those in place of a passage."""
        boxes = [match for match in BOX.finditer(self.text) if match[0].lstrip().startswith(":::{konflikt}\n")]
        if not boxes:
            return
        box = self.chance.choice(boxes)
        versions = re.split(r"^\s*\*\*(?:Im Ratgeber|Aus Word)[^*]*:\*\*\n\n", box[0], flags=re.MULTILINE)[1:]
        versions[-1] = re.sub(r"^\s*:{3,}\n*\Z", "", versions[-1], flags=re.MULTILINE)
        said = self.chance.choice([*versions, f"{box['indent']}{self.pen.sentence()}\n"]).rstrip("\n")
        said = "" if said.strip() == "(gestrichen)" else f"{said}\n"
        text = self.text
        self.write(f"{text[: box.start()]}{said}{text[box.end() :]}")
        self.log.append(f"entschieden: {said[:60]}")

    def write(self, text: str) -> None:
        self.chapter.write_text(re.sub(r"\n{3,}", "\n\n", text), encoding="utf-8", newline="\n")

    def edit_chapter(self, edits: int) -> None:
        for _ in range(edits):
            head, body = re.match(r"(---\n.*?\n---\n)?(.*)", self.text, re.DOTALL).groups()  # type: ignore[union-attr]
            parts = re.split(r"\n{2,}", body.strip("\n"))
            what = self.chance.choice(_EDITS)(self, parts)
            if what is not None:
                self.log.append(f"Ratgeber {what}")
                self.write(f"{head or ''}\n" + "\n\n".join(part for part in parts if part.strip()) + "\n")

    def plain(self, parts: Sequence[str]) -> int | None:
        """Return the place of a paragraph outside boxes."""
        inside, places = False, []
        for at, part in enumerate(parts):
            opens, closes = len(re.findall(r"^\s*:::\{", part, re.M)), len(re.findall(r"^\s*:::$", part, re.M))
            if not inside and not opens and not closes and re.match(r"[A-ZÄÖÜ]", part):
                places.append(at)
            inside = (inside or opens > closes) and not closes > opens
        return self.chance.choice(places) if places else None

    def a_list(self, parts: Sequence[str]) -> int | None:
        places = [at for at, part in enumerate(parts) if re.fullmatch(r"(- .*\n?)+", part)]
        return self.chance.choice(places) if places else None

    def change_word(self, parts: list[str]) -> str | None:
        at = self.plain(parts) if self.chance.random() < 0.7 else self.a_list(parts)
        if at is None:
            return None
        words = list(re.finditer(r"(?<![\w{`\[(*_/.])[A-Za-zÄÖÜäöüß]{2,}(?![\w}`\])*_/])", parts[at]))
        if not words:
            return None
        word = self.chance.choice(words)
        new = self.chance.choice((self.pen.word(), f"{word[0]} {self.pen.word()}"))
        parts[at] = f"{parts[at][: word.start()]}{new}{parts[at][word.end() :]}"
        return f"Wort {word[0]} → {new}"

    def change_sentence(self, parts: list[str]) -> str | None:
        at = self.plain(parts)
        if at is None:
            return None
        lines = parts[at].split("\n")
        line = self.chance.randrange(len(lines))
        kind = self.chance.choice(("weg", "neu", "anders"))
        said = lines[line]
        lines[line : line + 1] = {"weg": [], "neu": [said, self.pen.sentence()], "anders": [self.pen.sentence()]}[kind]
        parts[at] = "\n".join(lines)
        return f"Satz {kind}: {said}"

    def change_paragraph(self, parts: list[str]) -> str | None:
        at, other = self.plain(parts), self.plain(parts)
        if at is None or other is None:
            return None
        said = parts[at]
        match self.chance.choice(("neu", "weg", "verschoben", "geteilt", "verbunden", "Liste")):
            case "neu":
                parts.insert(at, self.pen.sentence())
            case "weg":
                del parts[at]
            case "verschoben":
                parts.insert(other, parts.pop(at))
            case "geteilt":
                parts[at] = said.replace("\n", "\n\n", 1)
            case "verbunden" if at + 1 < len(parts) and re.match(r"[A-ZÄÖÜ]", parts[at + 1]):
                parts[at : at + 2] = [f"{said}\n{parts[at + 1]}"]
            case _:
                parts[at] = "\n".join(f"- {line}" for line in said.split("\n"))
        return f"Absatz: {said[:50]}"

    def change_items(self, parts: list[str]) -> str | None:
        at = self.a_list(parts)
        if at is None:
            return None
        items = parts[at].split("\n")
        item = items.pop(self.chance.randrange(len(items)))
        match self.chance.choice(("neu", "weg", "verschoben", "Absatz")):
            case "neu":
                items = [*items, item, f"- {self.pen.sentence()}"]
            case "verschoben":
                items.insert(self.chance.randint(0, len(items)), item)
            case "Absatz" if not item.startswith("- ["):
                parts.insert(at + 1, item.removeprefix("- "))
            case _:
                pass
        parts[at] = "\n".join(items)
        return f"Punkt: {item}"


_EDITS = (
    RoundTrip.change_word, RoundTrip.change_word, RoundTrip.change_word, RoundTrip.change_sentence,
    RoundTrip.change_sentence, RoundTrip.change_paragraph, RoundTrip.change_items,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """The text of a Word file, and the words somebody put in."""

    text: str
    words: set[str]

    def count(self, sentence: str) -> int:
        return len(re.findall(rf"(?<!\w){re.escape(sentence)}", self.text))


def _known(paragraphs: Sequence[str]) -> _Known:
    text = "\n".join(paragraphs)
    return _Known(text, {*PUT_IN.findall(text)})


def _asked(sentence: str, boxes: str) -> bool:
    """Say whether `boxes` hold what became of `sentence`: two words that stood side by side in it still do.

    What a reviewer made of a sentence may stand beside it as a question; then it is not back, but still to be decided.
    """
    words = re.findall(r"\w+", sentence)
    return any(re.search(rf"\b{one}\s+{other}\b", boxes) for one, other in pairwise(words))


def _sentences(text: str) -> list[str]:
    """Return the sentences of a chapter that stand in a line of their own without any mark."""
    lines = (re.sub(r"^\s*(?:[-*] (?:\[.\] )?|\d+[.)] )?", "", line).strip() for line in text.splitlines())
    return [line for line in lines if _PLAIN.fullmatch(line)]


def project(root: Path, name: str, text: str, *, data: Path | None = None, versioned: bool = True) -> Path:
    """Make a project with one chapter, in git if `versioned`, and return the chapter's file.

    `data` is a guide whose data the chapter needs.
    """
    chapter = root / "ratgeber" / f"{name}.md"
    chapter.parent.mkdir(parents=True)
    if data is not None:
        for folder in ("daten", "redaktion"):
            shutil.copytree(data / folder, root / "ratgeber" / folder)
    chapter.write_text(text, encoding="utf-8", newline="\n")
    (root / "conf.py").write_text("", encoding="utf-8")
    if not versioned:
        return chapter
    git(root, "init", "--quiet", "-b", "main")
    git(root, "config", "user.name", "Redaktion")
    git(root, "config", "user.email", "redaktion@stadt.example")
    return chapter
