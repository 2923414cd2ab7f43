"""What was set before is not set again, and nobody could tell: every file is to the byte what setting all gives."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

import picture_makers
from data.data_files import write_data
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.typesetting import kept_files, typesetter
from ratgeber_tools.typesetting.kept_files import KeptFiles
from sphinx_ext.pdf.test_form_files import FORM
from sphinx_ext.sphinx_building import HEAD, build
from thoroughness import is_thorough

_DAY = date(2026, 11, 1)
_TOWN = "name: Stadt {number}\ntitel_des_ratgebers: Ratgeber\nadresse_des_ratgebers: https://stadt.example/r\n"
_DATES = "herbst:\n  titel: Ferien\n  art: Ferien\n  schuljahr: 2026/27\n  von: {day}.10.2026\n  bis: 30.10.2026\n"


class Town:
    """A released guide that somebody changes; `settings` is what `conf.py` and the manifest say."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.guide, self.count = folder, folder / "ratgeber", 0
        self.texts = {
            "anmeldung": f"# Anmeldung\n\nMehr bei [Hort](hort.md). Fragen Sie {{kommune}}`name`.\n\n{FORM}",
            "hort": "# Hort\n\n![Haus](bilder/haus.png)\n\nSiehe [Anmeldung](anmeldung.md).\n",
            "ferien": "# Ferien\n\n:::{jahreskalender}\n:::\n",
        }
        self.released = dict.fromkeys(self.texts, _DAY)
        self.title = "Ratgeber"
        self.town, self.day, self.picture = 0, 12, "red"

    def build(self, name: str, kept: Path | None) -> dict[str, bytes]:
        """Build from nothing beside what is kept; return every file there is."""
        index = "# Ratgeber\n\n```{toctree}\n" + "\n".join(self.released) + "\n```\n"
        for page, text in {"index": index, **{page: HEAD + self.texts[page] for page in self.released}}.items():
            (self.guide / f"{page}.md").parent.mkdir(parents=True, exist_ok=True)
            (self.guide / f"{page}.md").write_text(text, encoding="utf-8")
        for page in self.texts.keys() - self.released.keys():
            (self.guide / f"{page}.md").unlink(missing_ok=True)
        (self.guide / "bilder").mkdir(exist_ok=True)
        (self.guide / "bilder" / "haus.png").write_bytes(picture_makers.png(20, 20, colour=self.picture))
        write_data(self.guide / "daten", kommune=_TOWN.format(number=self.town), termine=_DATES.format(day=self.day))
        pages = {page: PublicPage(released=day) for page, day in self.released.items()}
        write_manifest(Manifest(pages={"index": PublicPage(), **pages}), self.folder / "fassung.json")
        epoch = int((max(self.released.values()) - date(1970, 1, 1)).total_seconds())
        with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(epoch)):
            made = build(
                self.guide, self.folder / name, builder="pdf", exclude_patterns=["daten/**"],
                ratgeber_daten=str(self.guide / "daten"), ratgeber_manifest=str(self.folder / "fassung.json"),
                ratgeber_kapitel_pdfs=True, ratgeber_heute="01.12.2026", ratgeber_title=self.title,
                ratgeber_satz_ablage=str(kept or ""),
            )  # fmt: skip
        return {
            path.relative_to(made.folder).as_posix(): path.read_bytes()
            for path in made.folder.rglob("*")
            if path.suffix in (".pdf", ".docx", ".json") and "satz" not in path.parts[-2]
        }

    # ------------------------------------------------------------------ what happens to it

    def correct(self, chance: Random) -> None:
        self.count += 1
        page = chance.choice(sorted(self.released))
        self.texts[page] = self.texts[page].replace(
            "\n\n", f" {self.count}\n\n" if chance.random() < 0.3 else "\n\n", 1
        )
        self.texts[page] += f"\nDazu {self.count}.\n"
        self.released[page] = max(self.released.values()) + timedelta(days=chance.randrange(2))

    def withdraw(self, chance: Random) -> None:
        if len(self.released) > 1:
            del self.released[chance.choice(sorted(self.released))]

    def release(self, chance: Random) -> None:
        page = chance.choice(sorted(self.texts))
        self.released[page] = max(self.released.values()) + timedelta(days=1)

    def change_a_fact(self, chance: Random) -> None:
        self.town, self.day = chance.randrange(9), chance.randrange(10, 20)

    def change_the_settings(self, chance: Random) -> None:
        self.title = f"Ratgeber {chance.randrange(9)}"

    def change_the_picture(self, chance: Random) -> None:
        self.picture = chance.choice(["blue", "green", "red"])


_EVENTS: tuple[Callable[[Town, Random], None], ...] = (
    Town.correct, Town.correct, Town.withdraw, Town.release, Town.change_a_fact, Town.change_the_settings,
    Town.change_the_picture,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20 if is_thorough() else 1))
def test_after_any_changes_every_file_is_as_from_nothing(tmp_path: Path, seed: int) -> None:
    chance, town, kept = Random(seed), Town(tmp_path), tmp_path / "abgelegt"
    town.build("zuerst", kept)
    for number in range(6 if is_thorough() else 2):
        for event in chance.choices(_EVENTS, k=chance.randrange(1, 4)):
            event(town, chance)
        assert town.build(f"{number}-abgelegt", kept) == town.build(f"{number}-neu", None)


def test_a_corrected_chapter_alone_is_set_again_beside_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, kept = Town(tmp_path), tmp_path / "abgelegt"
    before = town.build("zuerst", kept)
    town.texts["hort"] += "\nDazu.\n"
    town.released["hort"] += timedelta(days=9)
    again: list[str] = []
    compiled = typesetter.Typesetter._compiled
    monkeypatch.setattr(
        typesetter.Typesetter, "_compiled", lambda *given: again.append(given[1].name) or compiled(*given)
    )
    after = town.build("danach", kept)
    assert len(again) == 2, again
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"dateien.json"} == {"elternratgeber.pdf", "kapitel/hort.pdf"}


def test_another_tool_sets_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptFiles(tmp_path)
    assert kept.made(lambda: b"eins", "satz") == b"eins"
    assert kept.made(lambda: b"zwei", "satz") == b"eins"
    monkeypatch.setattr(kept_files, "tool_digest", lambda: "other")
    assert kept.made(lambda: b"zwei", "satz") == b"zwei"
    kept.forget_unused()
    assert len(list(tmp_path.iterdir())) == 2
    KeptFiles(tmp_path).forget_unused()
    assert list(tmp_path.iterdir()) == []
