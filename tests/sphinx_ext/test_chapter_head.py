"""What the head of a file adds to its page."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx_building import HEAD, build_pages

from ratgeber_tools.sphinx_ext import nodes as own

FULL = """\
---
status: fachprüfung
zustaendig: Amt für Schule
stand: 24.11.2026
pruefen_bis: 2027-03-01
mitwirkende: [Geheimes Amt]
kurz:
  - Der {begriff}`Hort` ist **wichtig**.
  - Mehr steht [dort](b.md).
quellen:
  - titel: Seite
    adresse: https://example.org/x
    stand: um 2024
    vertrauen: amtlich
  - titel: Anruf
    vertrauen: Einrichtung
---

(ziel)=
# A

Der Text.[^f]

[^f]: Die Fußnote.

## Teil
"""
GLOSSARY = HEAD + "# B\n\n:::{glossar}\nHort\n: x\n:::\n"


def test_key_points_stand_right_behind_the_title(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=FULL, b=GLOSSARY)
    assert built.warnings == []
    section = next(built.doctree("a").findall(nodes.section))
    assert isinstance(section[0], nodes.title)
    box = section[1]
    assert isinstance(box, own.ratgeber_box)
    assert (box["kind"], box["title"]) == ("wichtigste", "Das Wichtigste")
    assert [item.astext() for item in box.findall(nodes.list_item)] == ["Der Hort ist wichtig.", "Mehr steht dort."]


def test_key_points_may_hold_references(tmp_path: Path) -> None:
    article = build_pages(tmp_path, a=FULL, b=GLOSSARY).article("a")
    assert 'href="b.html#term-Hort"' in article
    assert 'href="b.html"' in article
    assert "<strong>wichtig</strong>" in article


def test_a_chapter_closes_with_sources_and_state(tmp_path: Path) -> None:
    section = next(build_pages(tmp_path, a=FULL, b=GLOSSARY).doctree("a").findall(nodes.section))
    box = section[-1]
    assert isinstance(box, own.ratgeber_box)
    assert (box["kind"], box["title"], box["status"]) == ("stand", "Quellen und Stand", "fachprüfung")
    assert [child.astext() for child in box.findall(nodes.paragraph)] == [
        "Seite (amtlich, Stand: um 2024)",
        "Anruf (Einrichtung)",
        "Stand: 24.11.2026",
        "Nächste Prüfung: bis 01.03.2027",
        "Zuständig: Amt für Schule",
        "Bearbeitung: in der fachlichen Prüfung",
    ]
    assert [link["refuri"] for link in box.findall(nodes.reference)] == ["https://example.org/x"]


def test_a_draft_is_marked(tmp_path: Path) -> None:
    assert "Entwurf, noch nicht geprüft" in build_pages(tmp_path, a=HEAD + "# A\n").article("a")


def test_nothing_else_of_the_head_reaches_the_page(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=FULL, b=GLOSSARY)
    assert "Geheimes Amt" not in built.page("a")
    assert not list(built.folder.glob("_sources/**/*.*"))


def test_an_index_without_a_head_stays_as_it_is(tmp_path: Path) -> None:
    assert not list(build_pages(tmp_path, index="# A\n\nText\n").doctree().findall(own.ratgeber_box))


def test_key_points_in_head_and_text_are_told(tmp_path: Path) -> None:
    text = HEAD.replace("---\n", "---\nkurz: [Kopf.]\n", 1) + "# A\n\n:::{wichtigste}\nText.\n:::\n"
    built = build_pages(tmp_path, a=text)
    (warning,) = built.warnings
    assert warning.startswith("a.md:9: WARNING: „Das Wichtigste“ steht zweimal da: hier und als „kurz“ in Zeile 2.")
    assert "Kopf." not in built.article("a")
    assert "Text." in built.article("a")


def test_footnotes_and_anchors_of_the_chapter_survive_the_key_points(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=FULL, b=GLOSSARY + "\n[zum Teil](a.md#teil) und [zum Ziel](a.md#ziel)\n")
    assert built.warnings == []
    assert "Die Fußnote." in built.article("a")
