"""The guide read as a whole: chapters, lines, anchors."""

from __future__ import annotations

from pathlib import Path

import pytest

from guides import HEAD, HEAD_LINES, make_guide
from ratgeber_tools.checks import run_checks
from ratgeber_tools.document import Figure, Image, Paragraph, Table
from ratgeber_tools.findings import Code
from ratgeber_tools.guide.embedded import links_in, pictures_in
from ratgeber_tools.readers.myst.directives import directive_in


def test_chapters_are_found_in_folders_and_data_is_left_out(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, index="# A", teil__kapitel="# B", daten__notiz="# C", _entwurf__x="# D")
    assert list(guide.chapters) == ["index", "teil/kapitel"]
    assert guide.chapters["index"].is_index
    assert guide.chapters["teil/kapitel"].folder == "teil"


def test_a_chapter_in_another_encoding_is_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "alt.md").write_bytes("# Titel\n\nGrüße\n".encode("cp1252"))
    chapter = make_guide(tmp_path).chapters["alt"]
    assert [(finding.code, finding.line) for finding in chapter.findings] == [(Code.ENCODING, 3)]


def test_windows_line_ends_count_as_lines(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Titel\r\n\r\n[x](y.md)\r\n")
    assert [link.line for link in links_in(make_guide(tmp_path).chapters["a"])] == [3]


def test_a_name_in_decomposed_letters_is_the_same_chapter(tmp_path: Path) -> None:
    (tmp_path / "u\u0308bergang.md").write_text("# A", encoding="utf-8")
    guide = make_guide(tmp_path)
    assert guide.chapter_at("\u00fcbergang.md", "") is not None


def test_headings_get_the_slugs_myst_gives_them(tmp_path: Path) -> None:
    text = "# Über `uns` *heute*\n\n## Was?\n\n## Was?\n\n### {sub}`x` Größe\n\n## 你好\n"
    anchors = make_guide(tmp_path, a=text).chapters["a"].anchors
    assert list(anchors.headings) == ["ueber-uns-heute", "was", "was-1", "groesse"]


def test_targets_before_blocks_and_names_of_directives_are_known(tmp_path: Path) -> None:
    table = ":::{tabelle}\n:kopfzeilen: 1\n:breiten: 50 50\n:name: tab\n\n- - a\n  - b\n- - c\n  - d\n:::\n"
    text = f"(Oben)=\n# A\n\n(absatz)=\nText\n\n{table}"
    anchors = make_guide(tmp_path, a=text).chapters["a"].anchors
    assert set(anchors.targets) == {"oben", "absatz", "tab"}
    assert anchors.has("OBEN")


def test_glossary_words_are_known_guide_wide(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, a="# A\n\n:::{glossar}\nFreier Träger\n: x\n\nHort\n: y\n:::\n")
    assert guide.terms == {"freier träger", "hort"}


def test_a_link_inside_a_verbatim_directive_is_found_with_its_line(tmp_path: Path) -> None:
    text = HEAD + "# A\n\n:::{note}\nHort\n: Siehe [dort](fehlt.md).\n:::\n"
    links = list(links_in(make_guide(tmp_path, a=text).chapters["a"]))
    assert [(link.target, link.line) for link in links] == [("fehlt.md", HEAD_LINES + 5)]


def test_the_second_line_of_a_paragraph_is_named_not_the_first(tmp_path: Path) -> None:
    links = list(links_in(make_guide(tmp_path, a="# A\n\nEin Satz.\nNoch [einer](x.md).\n").chapters["a"]))
    assert links[0].line == 4


def test_links_beside_something_unusual_are_found(tmp_path: Path) -> None:
    text = '# A\n\n<b>fett</b> [x](a.md) [y](b_(1).md "Titel") ![z](c.png)\n'
    chapter = make_guide(tmp_path, a=text).chapters["a"]
    assert [link.target for link in links_in(chapter)] == ["a.md", "b_(1).md"]
    assert [picture.source for picture in pictures_in(chapter)] == ["c.png"]


def test_a_table_with_options_about_its_looks_is_a_table(tmp_path: Path) -> None:
    text = "# A\n\n:::{tabelle}\n:kopfzeilen: 1\n:kopfspalten: 1\n\n- - a\n  - b\n- - c\n  - d [x](y.md)\n:::\n"
    chapter = make_guide(tmp_path, a=text).chapters["a"]
    tables = [placed for placed in chapter.blocks if isinstance(placed.block, Table)]
    assert [placed.line for placed in tables] == [3]
    assert [link.line for link in links_in(chapter)] == [10]


def test_a_figure_with_a_legend_still_has_its_picture(tmp_path: Path) -> None:
    text = "# A\n\n:::{abbildung} b.png\n:alt: Bild\n\nTitel\n\nLegende\n:::\n"
    chapter = make_guide(tmp_path, a=text).chapters["a"]
    assert [placed.block for placed in chapter.blocks if isinstance(placed.block, Figure)] == [
        Figure(image=Image("b.png", "Bild"))
    ]
    assert sum(isinstance(placed.block, Paragraph) for placed in chapter.blocks) == 2


def test_key_points_of_the_head_are_read_like_text(tmp_path: Path) -> None:
    text = "---\nstatus: entwurf\nkurz:\n  - Siehe [dort](x.md).\n---\n# A\n"
    assert [(link.target, link.line) for link in links_in(make_guide(tmp_path, a=text).chapters["a"])] == [("x.md", 3)]


def test_a_directive_is_taken_apart() -> None:
    directive = directive_in("```{figure} a.png\n:alt: x: y\n:name: z\n\nText\n```")
    assert directive is not None
    assert (directive.name, directive.argument, directive.values) == ("figure", "a.png", {"alt": "x: y", "name": "z"})
    assert (directive.body, directive.body_line) == ("\nText", 3)
    assert directive_in("Text") is None


@pytest.mark.parametrize("fence", ["```", ":::", "~~~~"])
def test_options_between_two_lines_of_dashes_are_read_as_sphinx_reads_them(fence: str, tmp_path: Path) -> None:
    typed = f"{fence}{{anlaufstellen}}\n---\nart: beratung\nthema: geld\n---\n{fence}"
    directive = directive_in(typed)
    assert directive is not None
    assert directive.values == {"art": "beratung", "thema": "geld"}
    assert directive.body == ""
    guide = make_guide(tmp_path, a=f"# A\n\n{typed}\n")
    assert [each.text for each in run_checks(guide) if each.code is Code.BLOCK_MISUSED and "Inhalt" in each.text] == []


def test_a_table_with_looks_between_dashes_is_walked_with_its_lines(tmp_path: Path) -> None:
    options = "---\nkopfzeilen: 1\nbreiten: 1, 2\nkopfspalten: 1\n---\n"
    text = f"# A\n\n:::{{tabelle}} Zeiten\n{options}- - Tag\n  - Zeit\n- - Mo\n  - [acht](x.md)\n:::\n"
    chapter = make_guide(tmp_path, a=text).chapters["a"]
    assert [(link.target, link.line) for link in links_in(chapter)] == [("x.md", 12)]
