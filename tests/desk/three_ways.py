"""One chapter changed in three ways at once: at the desk, by a Word file that comes back, and by a push to the forge.

A round sends the chapter out, and then types and saves at the desk, takes in the returned file as `ratgeber import`
does, commits that as a person does, pushes from another clone, and has the desk talk with the forge: one after the
other in a drawn order, or all at once.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from prosemirror.transform import Transform

from desk.desk_network import OFFICE, words_in
from desk.forge_sides import NAME, Sides
from desk.hands import place_of
from desk.word_contributions import exported
from guide_project import HEALTH, MAILBOXES, YOUTH, git
from patience import PATIENCE_S
from ratgeber_tools.branches import BranchError
from ratgeber_tools.contributions.intake import Settings, take_in
from ratgeber_tools.desk.schema import SCHEMA
from word_editing import edit

_PARAGRAPHS = 20
_OLD_WORDS = 12
#: So many changes put a word in another's place, where two may meet; the others put one in.
_REPLACING = 0.1
TEXT = "# Hort\n\n" + "".join(
    f"Anfang{number} {' '.join(f'alt{number}v{each}' for each in range(_OLD_WORDS))} Ende{number}.\n\n"
    for number in range(_PARAGRAPHS)
)
_NEW = re.compile(r"\b[diu]\d{4}x\b")
_TRIES = 40


@dataclass
class ThreeWays:
    """`words` are those that somebody was told are in; `refusals` what had to be done again, by what was said."""

    folder: Path
    chance: Random
    is_concurrent: bool = False
    words: list[str] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    failures: list[BaseException] = field(default_factory=list)
    _typed: int = 0

    def __post_init__(self) -> None:
        self.sides = Sides(self.folder, TEXT)

    def close(self) -> None:
        self.sides.store.close()

    def run(self, rounds: int) -> None:
        for _ in range(rounds):
            self._round()
        self._settle()

    def _round(self) -> None:
        file = exported(self.sides.here.root, NAME)
        desk = [self._typing(), self._save, self._typing(), self._save]
        others = [self._returning(file), self._pushing(), self._exchange]
        if self.is_concurrent:
            threads = [
                threading.Thread(target=self._all, args=(deeds,)) for deeds in (desk, *([each] for each in others))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE_S)
        else:
            deeds = [*desk, *others]
            self.chance.shuffle(deeds)
            self._all(deeds)
        if self.failures:
            raise self.failures[0]

    def _all(self, deeds: list[Callable[[], None]]) -> None:
        try:
            for deed in deeds:
                deed()
        except BaseException as error:
            self.failures.append(error)

    # ------------------------------------------------------------------ what somebody changes

    def _change(self, kind: str) -> tuple[str, str, str]:
        """Return what stands there, what is to stand there, and the word that is new."""
        word = f"{kind}{self._typed:04}x"
        self._typed += 1
        number = self.chance.randrange(_PARAGRAPHS)
        if self.chance.random() < _REPLACING:
            return f"alt{number}v{self.chance.randrange(_OLD_WORDS)} ", f"{word} ", word
        return f"Anfang{number} ", f"Anfang{number} {word} ", word

    def _typing(self) -> Callable[[], None]:
        old, new, word = self._change("d")

        def type_it() -> None:
            room = self.sides.desk.open(NAME)
            if old not in room.document.text_content:
                return
            at = place_of(room.document, old)
            way = Transform(room.document).replace_with(at, at + len(old), SCHEMA.text(new))
            if room.append(list(way.steps), OFFICE, "tab-00001"):
                self.words.append(word)

        return type_it

    def _save(self) -> None:
        self.sides.desk.open(NAME)
        self.sides.desk.save(NAME, OFFICE)

    def _returning(self, file: Path) -> Callable[[], None]:
        old, new, word = self._change("i")
        try:
            edit(file, file, (old, new))
        except AssertionError:  # these words went, or stand in a conflict
            return lambda: None
        here = self.sides.here
        settings = Settings(
            here.root, None, here.now.date(), lambda _draft: True, offices=lambda: frozenset(MAILBOXES), office=YOUTH
        )  # fmt: skip

        def take_it_in() -> None:
            for _ in range(_TRIES):
                (outcome,) = take_in([file], settings)
                if outcome.is_good:
                    break
                self.refusals[f"import: {outcome.problem}"] += 1
            else:
                raise AssertionError(outcome.problem)
            self.words.append(word)
            self._commit_here()

        return take_it_in

    def _commit_here(self) -> None:
        """Commit all there is as a person does, again while another git is at work."""
        root = self.sides.here.root
        for _ in range(_TRIES):
            try:
                git(root, "add", "--all")
                if git(root, "status", "--porcelain"):
                    git(root, "-c", f"user.email={MAILBOXES[YOUTH]}", "commit", "--quiet", "--message=Zurück aus Word")
            except AssertionError as refused:
                self.refusals["git commit"] += 1
                last = refused
                time.sleep(0.02)
            else:
                return
        raise last

    def _pushing(self) -> Callable[[], None]:
        old, new, word = self._change("u")
        other = self.sides.other
        path = other.guide / f"{NAME}.md"

        def push() -> None:
            for _ in range(_TRIES):
                git(other.root, "fetch", "--quiet")
                git(other.root, "reset", "--quiet", "--hard", "origin/main")
                text = path.read_text(encoding="utf-8")
                if old not in text:
                    return
                path.write_text(text.replace(old, new, 1), encoding="utf-8")
                other.commit(HEALTH)
                try:
                    git(other.root, "push", "--quiet")
                except AssertionError:
                    self.refusals["git push"] += 1
                else:
                    self.words.append(word)
                    return
            raise AssertionError("the push was never taken")

        return push

    def _exchange(self) -> None:
        try:
            self.sides.exchange()
        except BranchError as error:
            self.refusals[f"forge: {error}"] += 1

    def _settle(self) -> None:
        """Have all that is under way arrive: what was refused is tried again, as the desk does by itself."""
        for _ in range(_TRIES):
            self._save()
            self._commit_here()
            self._exchange()
            if self.is_clean() and git(self.sides.here.root, "rev-parse", "HEAD") == git(
                self.sides.forge, "rev-parse", "HEAD"
            ):
                break
        self._save()  # what the forge had is in the chapter by now, and comes into the room
        self._exchange()

    # ------------------------------------------------------------------ what became of it

    def is_clean(self) -> bool:
        return git(self.sides.here.root, "status", "--porcelain") == ""

    @property
    def conflicts(self) -> int:
        return self.sides.text.count("{konflikt}")

    def check(self) -> list[str]:
        """Return what is wrong, in words; nothing is."""
        room = self.sides.desk.open(NAME)
        places = {
            "room": " ".join(words_in(room.document)), "folder": self.sides.text, "forge": self.sides.there,
        }  # fmt: skip
        wrong = [
            f"{word} is lost: {place}" for place, text in places.items()
            for word in self.words if word not in _NEW.findall(text)
        ]  # fmt: skip
        once = Counter(_NEW.findall(" ".join(words_in(room.document, boxes=False))))
        wrong += [f"{word} stands there {times} times" for word, times in once.items() if times > 1]
        wrong += ["the folder is not clean"] * (not self.is_clean())
        for repository in (self.sides.here.root, self.sides.forge):
            wrong += ["a repository is broken"] * ("error" in git(repository, "fsck", "--full"))
        return wrong
