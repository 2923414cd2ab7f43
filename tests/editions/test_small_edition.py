"""The public edition of a guide of which little is released yet: a good one, that leads nowhere in vain."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from released_guide import PROJECT, run_ratgeber

from data.data_files import write_data
from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.editions.legal import missing_legal
from ratgeber_tools.editions.public_text import public_head
from ratgeber_tools.guide import load

START = """# {kommune}`titel_des_ratgebers`

Was suchen Sie?

{.rg-wege}
- **[Mein Kind kommt in die Schule](teil/index.md)**

  Anmelden und mehr.
- **[Wir haben ein Problem](hilfe.md)**

  Sagen Sie, was los ist.

Ein Kind ist in Gefahr? Hier stehen die [Notrufe](notrufe.md).

## Außerdem

- [Anhang](anhang.md): Listen.

```{toctree}
:hidden:

teil/index
hilfe
notrufe
anhang
```
"""
CHAPTER = """# Anmeldung

Wie es weitergeht, steht unter [Hort](hort.md) und unter [Hilfe](../hilfe.md#ziel-hilfe).

- [Anhang](../anhang.md)
"""
HEAD = """---
status: entwurf
zustaendig: Schulamt
stand: 24.11.2026
quellen:
  - titel: Eigene Zusammenstellung, fachlich zu prüfen
    stand: 24.11.2026
    vertrauen: abgeleitet
---

"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project.create(tmp_path_factory.mktemp("klein") / "p")
    shutil.copyfile(PROJECT / "conf.py", made.root / "conf.py")
    (made.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    write_data(made.guide / "daten", kommune="name: Musterstadt\ntitel_des_ratgebers: Rat für Musterstadt\n")
    made.write("index", START, head="")
    made.write("teil/index", "# Teil A\n\n```{toctree}\nanmeldung\nhort\n```\n", head="")
    made.write("teil/anmeldung", CHAPTER, head=HEAD)
    for name, title in (("teil/hort", "Hort"), ("hilfe", "Hilfe"), ("notrufe", "Notrufe"), ("anhang", "Anhang")):
        made.write(name, f"(ziel-{title.lower()})=\n# {title}\n\nText.\n")
    made.commit(SCHOOL)
    made.act_as(YOUTH)
    votes = ("--beschluss", "P 1", "--ja", "3", "--nein", "0", "--enthalten", "0")
    done = run_ratgeber(made.root, "freigeben", "teil/anmeldung", *votes, "--ohne-seite")
    assert done.returncode == 0, done.stdout + done.stderr
    made.commit(YOUTH)
    return made


def test_without_the_legal_pages_there_is_no_edition(project: Project) -> None:
    done = run_ratgeber(project.root, "public")
    assert done.returncode == 1
    assert "noch nicht öffentlich: Impressum, Datenschutz, Erklärung zur Barrierefreiheit." in done.stderr
    assert not (project.root / "_build" / "public").exists()


@pytest.fixture(scope="module")
def built(project: Project) -> Path:
    done = run_ratgeber(project.root, "public", "--trotzdem")
    assert done.returncode == 0, done.stdout + done.stderr
    return project.root / "_build" / "public"


def source(built: Path, name: str) -> str:
    return (built / "html" / f"{name}.html").read_text(encoding="utf-8")


def words(built: Path, name: str) -> str:
    match = re.search(r"<article.*?</article>", source(built, name), re.DOTALL)
    assert match is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", match[0])).replace("\u00ad", "").split())


def test_the_guide_is_called_as_its_data_say(built: Path) -> None:
    page = source(built, "index")
    assert "<title>Rat für Musterstadt</title>" in page
    assert '<meta property="og:title" content="Rat für Musterstadt">' in page
    assert "| Rat für Musterstadt | html/index.html |" in (built / "STAND.md").read_text(encoding="utf-8")
    assert "titel_des_ratgebers" not in page


def test_the_start_page_shows_cards_with_a_page_behind_them_and_no_others(built: Path) -> None:
    text = words(built, "index")
    assert "Mein Kind kommt in die Schule" in text
    for gone in ("Problem", "Sagen Sie", "Außerdem", "Anhang"):
        assert gone not in text
    assert "Notrufe (erscheint noch)" in text, "a sentence that says more keeps its words"


def test_the_start_page_lists_what_there_is(built: Path) -> None:
    assert "Das steht schon im Ratgeber Teil A Anmeldung Weitere Kapitel erscheinen noch." in words(built, "index")
    assert 'href="teil/anmeldung.html"' in source(built, "index")


def test_a_reference_to_what_is_not_released_says_so(built: Path) -> None:
    text = words(built, "teil/anmeldung")
    assert "unter Hort (erscheint noch) und unter Hilfe (erscheint noch) ." in text.replace(").", ") .")
    assert "Anhang (erscheint noch)" in text


def test_an_index_page_is_public_with_its_chapter(built: Path) -> None:
    assert "Anmeldung" in words(built, "teil/index")
    assert "Hort" not in words(built, "teil/index")


def test_every_page_says_which_legal_page_is_missing(built: Path) -> None:
    for name in ("index", "teil/anmeldung"):
        assert "Noch nicht veröffentlicht: Impressum, Datenschutz," in source(built, name)


def test_what_is_still_to_be_checked_does_not_stand_beside_a_release(built: Path) -> None:
    text = words(built, "teil/anmeldung")
    assert "Freigegeben am" in text
    assert "zu prüfen" not in text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Eigene Zusammenstellung, fachlich zu prüfen", "Eigene Zusammenstellung"),
        ("Auskunft, noch rechtlich zu prüfen", "Auskunft"),
        ("So sind Zeugnisse zu prüfen", "So sind Zeugnisse zu prüfen"),
    ],
)
def test_only_the_editors_remark_goes_from_a_source(typed: str, shown: str) -> None:
    head = HEAD.replace("Eigene Zusammenstellung, fachlich zu prüfen", typed)
    (found,) = public_head(f"{head}# A\n", Path("a.md")).sources
    assert found.title == shown


def test_legal_pages_are_known_by_their_targets(project: Project) -> None:
    project.write("recht", "(impressum)=\n# Wer das macht\n\n(Datenschutz)=\n## Daten\n")
    pages = load(project.guide)
    (project.guide / "recht.md").unlink()
    assert missing_legal(pages) == ("Erklärung zur Barrierefreiheit",)
