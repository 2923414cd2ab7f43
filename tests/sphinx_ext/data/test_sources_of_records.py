"""A chapter closes with the sources of its head and of the records it shows, alike in the web and in the PDF."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from sphinx_ext.data.data_guide import CONFIRMED, DataGuide
from sphinx_ext.sphinx_building import Built

HEAD = """---
status: entwurf
zustaendig: Amt
stand: 24.11.2026
kurz: ["Bis zum {fakt}`frist`."]
quellen: [{titel: Kopf, adresse: "https://a.example/kopf", vertrauen: amtlich}]
---
"""
FACTS = (
    "frist:\n  titel: Frist\n  wert: 1. März\n"
    + CONFIRMED
    + "  quellen:\n    - {titel: Gesetz, adresse: 'https://b.example/gesetz', stand: '2026', vertrauen: amtlich}\n"
    + "    - {titel: Noch einmal, adresse: 'http://www.a.example/kopf/', vertrauen: Presse}\n"
)
DATES = "".join(
    f"t{n}:\n  titel: T{n}\n  art: Ferien\n  von: {n + 1:02}.01.2027\n{CONFIRMED}"
    f"  quellen: [{{titel: Q{n}, adresse: 'https://c.example/{n}', vertrauen: amtlich}}]\n"
    for n in range(7)
)


def guide_of(folder: Path, text: str, **data: str) -> DataGuide:
    return DataGuide(folder, {"a": f"{HEAD}# A\n\n{text}\n"}, fakten=FACTS, **data)


def closing_items(built: Built) -> list[str]:
    box = list(next(built.doctree("a").findall(nodes.section)).children)[-1]
    return [item.astext() for item in box.findall(nodes.list_item)]


def test_sources_of_records_follow_those_of_the_head_each_once(tmp_path: Path) -> None:
    """The fact is asked for in the head's key points alone."""
    assert closing_items(guide_of(tmp_path, "Text.").build()) == ["Kopf (amtlich)", "Gesetz (amtlich, Stand: 2026)"]


def test_the_web_links_them_and_the_pdf_prints_them(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, "Text.")
    assert 'href="https://b.example/gesetz"' in guide.build().article("a")
    source = (guide.build(builder="pdf").folder / "satz" / "main.typ").read_text(encoding="utf-8")
    assert '"https://b.example/gesetz"' in source


def test_parents_are_not_told_how_far_the_editors_trust_a_source(tmp_path: Path) -> None:
    items = closing_items(guide_of(tmp_path, "Text.").build(edition="oeffentlich"))
    assert items == ["Kopf", "Gesetz (Stand: 2026)"]


def test_the_many_sources_of_a_list_are_one_line(tmp_path: Path) -> None:
    built = guide_of(tmp_path, ":::{termine}\n:::", termine=DATES).build()
    assert closing_items(built)[2:] == ["Für die Listen auf dieser Seite: 7 weitere Quellen, im Netz: c.example (7)"]


def test_a_new_source_of_a_record_reaches_the_page(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, "Text.")
    guide.build()
    guide.data(fakten=FACTS.replace("titel: Gesetz", "titel: Neues Gesetz"))
    assert "Neues Gesetz (amtlich, Stand: 2026)" in closing_items(guide.build())


def test_a_new_source_of_a_rule_reaches_the_page_that_shows_what_is_due(tmp_path: Path) -> None:
    steps = "s:\n  titel: S\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: regel\n"
    rule = (
        FACTS + "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED + "regel:\n  titel: R\n  wert: ja\n" + CONFIRMED
    )
    data = {"schritte": steps, "kommune": "stichtag: stichtag\n"}
    guide = guide_of(tmp_path, ":::{was-ist-wann-dran}\n:jahrgang: 2028\n:::", **data)
    guide.data(fakten=rule, **data)
    assert "Erlass (amtlich)" not in closing_items(guide.build())
    guide.data(fakten=rule + "  quellen: [{titel: Erlass, vertrauen: amtlich}]\n", **data)
    assert "Erlass (amtlich)" in closing_items(guide.build())
