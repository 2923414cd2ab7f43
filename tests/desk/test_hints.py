"""What the checks say of a chapter while it is written stands at the block it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools import document as doc
from ratgeber_tools.desk.hints import hints
from ratgeber_tools.desk.into_editor import as_json, as_node
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.guide import Guide, load

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\n---\n\n"
CHAPTER = f"""{HEAD}# Anmeldung

Wir helfen Ihnen gern.

[Zum Hort](hort.md)

- Bringen Sie die Geburtsurkunde mit.
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder: Path = tmp_path_factory.mktemp("projekt") / "ratgeber"
    folder.mkdir()
    (folder / "anmeldung.md").write_text(CHAPTER, encoding="utf-8")
    (folder / "hort.md").write_text(f"{HEAD}# Hort\n\n[nirgends](fehlt.md)\n", encoding="utf-8")
    return load(folder)


def _hints_of(guide: Guide, *blocks: doc.Block) -> list[tuple[int | None, str]]:
    chapter = guide.chapters["anmeldung"]
    node = as_node(doc.Document((*chapter.document.blocks, *blocks)))
    return [(hint.block, hint.text) for hint in hints(node, chapter, guide)]


def _link(target: str) -> doc.Paragraph:
    return doc.Paragraph((doc.Link(target, (doc.Text("mehr dazu"),)),))


def test_a_chapter_in_order_gets_no_hint_and_nothing_of_other_chapters(guide: Guide) -> None:
    assert _hints_of(guide) == []


def test_a_mistake_typed_just_now_stands_at_its_block(guide: Guide) -> None:
    [(block, text)] = _hints_of(guide, _link("schule.md"))
    assert block == 4
    assert "schule.md" in text


def test_a_hint_keeps_its_block_behind_paragraphs_that_are_still_empty(guide: Guide) -> None:
    chapter = guide.chapters["anmeldung"]
    values = as_json(doc.Document((*chapter.document.blocks, _link("schule.md"))))
    values["content"].insert(1, {"type": "paragraph"})
    [hint] = hints(SCHEMA.node_from_json(values), chapter, guide)
    assert hint.block == 5


def test_a_mistake_in_a_footnote_is_told_of_without_ending_anything(guide: Guide) -> None:
    chapter = guide.chapters["anmeldung"]
    blocks = (*chapter.document.blocks, doc.Paragraph((doc.Text("Siehe"), doc.NoteReference("1"))))
    node = as_node(doc.Document(blocks, {"1": (_link("schule.md"),)}))
    assert any("schule.md" in hint.text for hint in hints(node, chapter, guide))
