"""The start page as a way in: cards that look like what they lead to, and what comes next."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx_ext.data.data_guide import CONFIRMED, DataGuide
from sphinx_ext.sphinx_building import HEAD

PART = "# Teil\n\n```{{toctree}}\n:caption: Zuerst\n\n{0}\n```\n"
CARDS = "{.rg-wege}\n- **[Eins](a/eins.md)**\n\n  Worum es geht.\n- **[Zwei](b/index.md)**\n- **[Anderswo](https://example.org)**\n"
TOWN = (
    "name: Stadt\nteile:\n  - ordner: a\n    farbe: beere\n    zeichen: haus\n"
    "  - ordner: b\n    farbe: blau\n    zeichen: bus\n"
)


def day(name: str, first: str, more: str = "", kind: str = "Anmeldung") -> str:
    return f"{name}:\n  titel: {name.title()}\n  art: {kind}\n  von: {first}\n{more or CONFIRMED}"


def guide(folder: Path, start: str, **data: str) -> DataGuide:
    toctree = "\n```{toctree}\n:hidden:\n\na/index\nb/index\n```\n"
    for name in "ab":
        (folder / "ratgeber" / name).mkdir(parents=True)
    made = DataGuide.__new__(DataGuide)
    made.source, made.target = folder / "ratgeber", folder / "bau"
    made.write(
        **{
            "index": f"# Ratgeber\n\nWorum es geht.\n\n{start}{toctree}",
            "a/index": PART.format("eins"),
            "a/eins": HEAD.removesuffix("---\n") + "zeichen: uhr\n---\n# Eins\n",
            "b/index": PART.format("zwei"),
            "b/zwei": "# Zwei\n",
        }
    )
    made.data(kommune=TOWN, **data)
    return made


def test_a_card_has_the_hue_of_its_part_and_the_pictogram_of_its_page(tmp_path: Path) -> None:
    page = guide(tmp_path, CARDS).build().article()
    first, second, third = re.findall(r'<li class="rg-(\w+)">(<svg.*?</svg>)?', page)[:3]
    assert (first[0], second[0], third[0]) == ("berry", "blue", "slate")
    assert first[1] != second[1]
    assert third[1] == ""


def test_the_search_is_what_one_sees_first_and_is_not_at_the_head_as_well(tmp_path: Path) -> None:
    page = guide(tmp_path, CARDS).build().page()
    assert page.count('role="search"') == 1
    assert page.index("</header>") < page.index('role="search"') < page.index("<article>")


def test_a_part_opens_with_a_drawing_and_names_its_steps(tmp_path: Path) -> None:
    built = guide(tmp_path, CARDS).build()
    page = built.article("a/index")
    assert '<h2 class="caption">Zuerst</h2>' in page
    assert re.search(r'<li class="toctree-l1"><svg class="rg-zeichen".*?</svg><a [^>]*>Eins</a>', page)
    drawn = re.search(r'<img class="rg-bild" src="\.\./([^"]+)"', page)
    assert drawn is not None
    assert (built.folder / drawn[1]).is_file()


def test_what_comes_next_is_what_parents_may_see_three_at_once(tmp_path: Path) -> None:
    days = (
        day("vorbei", "30.11.2026")
        + day("zeitung", "02.12.2026", "  quellen: [{titel: Zeitung, vertrauen: Presse}]\n  zustaendig: amt\n")
        + day("vier", "05.12.2026")
        + day("drei", "04.12.2026")
        + day("zwei", "03.12.2026")
        + day("eins", "01.12.2026")
        + day("schuljahr", "02.12.2026", kind="Schuljahr")
    )
    article = guide(tmp_path, ":::{naechste-termine}\n:::\n", termine=days).build(edition="oeffentlich").article()
    listed = article.partition('class="rg-naechste')[2].partition("</ul>")[0]
    assert re.findall(r"<li([^>]*)>.*?<strong>(\w+)</strong>", listed, re.DOTALL) == [
        ("", "Eins"),
        ("", "Zwei"),
        ("", "Drei"),
        (' class="rg-spaeter" hidden="hidden"', "Vier"),
    ]
    assert "Stand: 1. Dezember 2026" in article
    assert ">Jetzt dran</h2>" in article


def test_where_nothing_comes_next_nothing_is_said(tmp_path: Path) -> None:
    article = guide(tmp_path, ":::{naechste-termine}\n:::\n").build(edition="oeffentlich").article()
    assert "Jetzt dran" not in article
