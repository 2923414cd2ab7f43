"""The desk's clone of a guide, somebody else's, and the forge between them."""

from __future__ import annotations

from pathlib import Path

from desk import hands
from desk.desk_network import MOMENT, OFFICE
from guide_project import HEALTH, SCHOOL, Project, git
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.guide_forge import GuideForge
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.history import find_repository

NAME = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\n\nZweiter Absatz.\n\nDritter Absatz.\n"


class Sides:
    """`here` is the desk's clone, `other` somebody else's; the chapter says `text` in both."""

    def __init__(self, folder: Path, text: str = TEXT) -> None:
        first = Project.create(folder / "erstes")
        (first.root / ".gitignore").write_text("/_build/\n", encoding="utf-8")
        first.write("index", "# Ratgeber\n", head="")
        first.write(NAME, text)
        first.commit(SCHOOL)
        git(folder, "clone", "--quiet", "--bare", str(first.root), "plattform.git")
        self.forge = folder / "plattform.git"
        git(folder, "clone", "--quiet", "plattform.git", "tisch")
        git(folder, "clone", "--quiet", "plattform.git", "andere")
        self.here, self.other = (Project(folder / name, first.now) for name in ("tisch", "andere"))
        self.store = SqliteStore(folder / "desk.sqlite")
        self.desk = Desk(self.here.guide, self.store, find_repository(self.here.root), lambda: MOMENT)
        found = GuideForge.of(self.desk.repository)
        assert found is not None
        self.exchange = found.exchange

    def write(self, word: str, *, after: str) -> None:
        room = self.desk.open(NAME)
        way = hands.typing(word, after=after)(room.document)
        assert way is not None
        assert room.append(list(way.steps), OFFICE, "tab-00001")

    def elsewhere(self, text: str, name: str = NAME) -> None:
        """Have somebody bring a chapter to the forge."""
        git(self.other.root, "pull", "--quiet", "--ff-only")
        self.other.write(name, text)
        self.other.commit(HEALTH)
        git(self.other.root, "push", "--quiet")

    @property
    def there(self) -> str:
        return git(self.forge, "show", f"HEAD:ratgeber/{NAME}.md")

    @property
    def text(self) -> str:
        return (self.here.guide / f"{NAME}.md").read_text(encoding="utf-8")
