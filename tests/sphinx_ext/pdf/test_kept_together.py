"""What belongs together stands on one page: entries, rows, rows under one merged cell; measured on the printed page."""

from __future__ import annotations

import datetime
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from data.data_files import write_data
from ratgeber_tools.typesetting.typesetter import Mode, typeset
from sphinx_ext.pdf.pdf_building import build, can_read_text

pytestmark = pytest.mark.skipif(not can_read_text(), reason="needs poppler")

WORDS = "Grundtext mit einigen Wörtern, damit die Zelle mehrere Zeilen hat und nicht nur eine einzige."

#: Height of the type area in points, and where it ends on a page with 3 mm of bleed above.
TYPE_AREA = 172 * 72 / 25.4
FOOT = (3 + 19 + 172) * 72 / 25.4


def rows() -> str:
    """Rows of one to five lines, so that each kind meets the foot of a page somewhere."""
    return "\n".join(f"| Anfang-{n} | {' '.join([WORDS] * (1 + n % 3))} Ende-{n} |" for n in range(40))


def entries() -> str:
    return "\n\n".join(
        f"Wort-{n}\n: {WORDS}\n\n  - Punkt eins\n  - Punkt zwei\n\n  {' '.join([WORDS] * (n % 3))} Schluss-{n}"
        for n in range(40)
    )


def short_lists() -> str:
    """Lists of entries under headings at many heights of a page."""
    return "\n\n".join(f"## Titel-{n}\n\nName-{n}\n: {WORDS * (1 + n % 3)}\n\n  Schluss" for n in range(40))


def merged_rows() -> str:
    """Groups of three rows under one merged cell."""
    rows = [
        f"- - {{zeilen=3}}Gruppe-{n}\n  - Erste-{n} {WORDS}\n- - {WORDS}\n- - Letzte-{n} {WORDS}" for n in range(30)
    ]
    return "\n".join(["```{tabelle}", "- - Gruppe", "  - Inhalt", *rows, "```"])


def lists() -> str:
    """Lists of two to nine items, so that the last of each kind meets the head of a page somewhere."""
    return "\n\n".join(
        f"Liste {n}.\n\n"
        + "\n".join(
            f"{'1.' if n % 2 else '-'} {WORDS * (1 + n % 2) if item < n % 8 else ''} {name}-{n}"
            for item, name in enumerate([*["Punkt"] * (n % 8), "Vorletzter", "Letzter"])
        )
        for n in range(60)
    )


def after_headings() -> str:
    return "\n\n".join(f"## Abschnitt {n}\n\nFolgt{n} ein Satz{':' if n % 2 else '.'}\n\n- Punkt" for n in range(6))


def trees() -> str:
    """Trees longer than half a page, each ending in a question of its own, at many heights of a page."""
    return "\n\n".join(
        f"{' '.join([WORDS] * (1 + n % 5))}\n\n```{{entscheidung}} Baum {n}\nBaum-{n}?\n\n"
        + "\n".join(f"- {answer}: {WORDS}" for answer in ("Eins", "Zwei", "Drei", "Vier"))
        + f"\n- Nein: Frage-{n}?\n\n  - Ja: {WORDS}\n  - Nein: Antwort-{n} {WORDS}\n```"
        for n in range(12)
    )


CHAPTERS = {
    "tabelle": f"# Zeilen\n\n| Kopf | Inhalt |\n|---|---|\n{rows()}\n",
    "eintraege": f"# Einträge\n\n{entries()}\n",
    "telefone": f"# Telefone\n\n{short_lists()}\n",
    "baeume": f"# Bäume\n\n{trees()}\n",
    "listen": f"# Listen\n\n{lists()}\n",
    "gruppen": f"# Gruppen\n\n{merged_rows()}\n",
    "abstand": f"# Abstände\n\n{after_headings()}\n",
    "opposite": "# Wörter\n\n" + "\n\n".join(f"{'x' * n} {'Wort unbestätigt ' * 8}" for n in range(12)) + "\n",
    "trennung": "# Trennung\n\n| A | B |\n|---|---|\n"
    + "\n".join(f"| Eins | {'Wort ' * (8 + n % 9)}{'x' * (n % 7)} Schulpflicht und Grundschule |" for n in range(40))
    + "\n",
    # each a line longer than the one before it, so that they end at many heights of a page
    **{f"kapitel-{n}": "# Kapitel\n\n" + "\\\n".join(["Zeile"] * (10 + n)) + "\n" for n in range(16)},
}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zusammen")
    guide = folder / "ratgeber"
    write_data(guide / "daten")
    names = "\n".join(CHAPTERS)
    (guide / "index.md").write_text(f"# Ratgeber\n\n```{{toctree}}\n{names}\n```\n", encoding="utf-8")
    for name, text in CHAPTERS.items():
        (guide / f"{name}.md").write_text(text, encoding="utf-8")
    made = build(guide, folder, ratgeber_fassung="druck", ratgeber_daten=str(guide / "daten"))
    moment = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
    path = folder / "presse.pdf"
    path.write_bytes(typeset(made.pdf.parent / "satz" / "main.typ", timestamp=moment, mode=Mode.PRESS))
    return path


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def pages_of(pdf: Path, words: str) -> dict[int, int]:
    """Return, for each number, the page on which `words` with that number stands."""
    found = {}
    for page, text in enumerate(run("pdftotext", "-raw", pdf, "-").split("\f"), start=1):
        found.update({int(number): page for number in re.findall(rf"\b{words}-(\d+)\b", text)})
    return found


@pytest.mark.parametrize(
    ("first", "last", "count"), [("Anfang", "Ende", 40), ("Wort", "Schluss", 40), ("Erste", "Letzte", 30)]
)
def test_a_row_an_entry_and_rows_under_one_cell_are_not_torn(press: Path, first: str, last: str, count: int) -> None:
    begins, ends = pages_of(press, first), pages_of(press, last)
    assert len(begins) == len(ends) == count
    assert len(set(begins.values())) > 2
    assert [number for number in begins if begins[number] != ends[number]] == []


def test_no_item_of_a_list_stands_alone_at_the_head_of_a_page(press: Path) -> None:
    before, last = pages_of(press, "Vorletzter"), pages_of(press, "Letzter")
    assert len(before) == len(last) == 60
    assert len(set(last.values())) > 4
    assert [number for number in last if before[number] != last[number]] == []


def test_a_tree_may_end_a_page_but_its_last_question_stands_with_its_answers(press: Path) -> None:
    begins, asks, ends = (pages_of(press, words) for words in ("Baum", "Frage", "Antwort"))
    assert len(begins) == len(ends) == 12
    assert asks == ends
    assert [number for number in begins if begins[number] != ends[number]] != []


def test_a_heading_stays_with_the_first_entry_below_it(press: Path) -> None:
    headings, names = pages_of(press, "Titel"), pages_of(press, "Name")
    assert len(names) == 40
    assert {number: headings[number] for number in names} == names


def test_a_short_chapter_begins_on_the_page_where_the_one_before_it_ends(tmp_path: Path) -> None:
    guide = tmp_path / "ratgeber"
    write_data(guide / "daten")
    (guide / "index.md").write_text("# Ratgeber\n\n```{toctree}\neins\nzwei\n```\n", encoding="utf-8")
    (guide / "eins.md").write_text(f"# Eins\n\nErste-1 {WORDS}\n", encoding="utf-8")
    (guide / "zwei.md").write_text(f"# Zwei\n\nErste-2 {WORDS}\n", encoding="utf-8")
    made = build(guide, tmp_path, ratgeber_daten=str(guide / "daten"))
    first = pages_of(made.pdf, "Erste")
    assert first[1] == first[2]


def test_no_chapter_leaves_two_fifths_of_a_page_empty_before_it(press: Path) -> None:
    space = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for page in ElementTree.fromstring(run("pdftotext", "-bbox", press, "-")).iter(f"{space}page"):
        words = [(float(word.attrib["yMax"]), word.text or "") for word in page.iter(f"{space}word")]
        pages.append(sorted(word for word in words if word[0] < FOOT))
    before_a_chapter = [
        (FOOT - page[-1][0]) / TYPE_AREA
        for page, following in pairwise(pages)
        if page and following and following[0][1] == "Kapitel" and "Zeile" in {word for _, word in page}
    ]
    assert len(before_a_chapter) > 2
    assert max(before_a_chapter) < 0.4


def test_no_word_is_broken_in_a_table_that_has_room(press: Path) -> None:
    text = run("pdftotext", "-layout", press, "-")
    assert re.findall(r"(?:Schul|Grund)[\u00ad-]+ *$", text, re.MULTILINE) == []


def test_a_sentence_that_announces_a_list_stands_as_close_under_a_heading_as_any(press: Path) -> None:
    root = ElementTree.fromstring(run("pdftotext", "-bbox", press, "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    gaps = {}
    for page in root.iter(f"{space}page"):
        words = [(word.text or "", float(word.attrib["yMax"])) for word in page.iter(f"{space}word")]
        for (text, foot), (_, heading) in zip(words[2:], words[:-2], strict=True):
            if match := re.fullmatch(r"Folgt(\d)", text):
                gaps[int(match[1])] = round(foot - heading, 1)
    assert len(gaps) == 6
    assert len(set(gaps.values())) == 1, gaps


def test_a_word_that_would_say_the_opposite_is_never_broken(press: Path) -> None:
    text = run("pdftotext", "-layout", press, "-")
    assert text.count("unbestätigt") >= 30
    assert re.findall(r"un\u00ad|unbe\u00ad|unbestä\u00ad", text) == []
