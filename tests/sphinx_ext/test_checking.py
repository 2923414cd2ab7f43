"""The guide's checks inside Sphinx: told once, in German, in the right place."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx_building import HEAD, Built, build, build_pages, build_text

from ratgeber_tools.sphinx_ext.closed_parser import ClosedParser

HEAD_LINES = HEAD.count("\n")


def test_findings_are_warnings_with_document_and_line(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=HEAD + "# A\n\nTODO\n")
    assert built.warnings == [
        f"a.md:{HEAD_LINES + 3}: WARNING: Hier steht noch der Platzhalter „TODO“. Ersetzen Sie den Platzhalter; "
        "was niemand weiß, wird eine leere Angabe in daten/ oder eine Redaktionsnotiz. [ratgeber.platzhalter]"
    ]


def test_a_finding_can_be_switched_off_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "index.md").write_text("# A\n\nTODO\n", encoding="utf-8")
    built = build(tmp_path / "r", tmp_path / "bau", suppress_warnings=["ratgeber.platzhalter"])
    assert built.warnings == []


@pytest.mark.parametrize(
    "text",
    [
        "[x](#nirgends)\n",
        "[x](fehlt.md)\n",
        "[x](index.md#nirgends)\n",
        "{ref}`nirgends`\n",
        "{numref}`nirgends`\n",
        "{doc}`nirgends`\n",
        "{begriff}`nirgends`\n",
        "Zwei Zeilen,\ndie zweite mit [x](#nirgends).\n",
        "- Liste\n- [x](fehlt.md)\n",
        "| [x](fehlt.md) |\n|---|\n| b |\n",
        "#### Zu tief\n",
        "[a](#eins), [b](#zwei)\n",
    ],
)
def test_what_sphinx_or_myst_would_repeat_is_told_once(tmp_path: Path, text: str) -> None:
    built = build_text(tmp_path, text)
    assert len(built.warnings) == 1 + text.count("#zwei")
    assert all("[ratgeber." in warning for warning in built.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "---\nstatus: entwurf\nzustaendig: a: b\nstand: 24.11.2026\n---\n# A\n",
        HEAD + "## A\n",
        HEAD + "(x)=\n# A\n\n(x)=\n## B\n",
    ],
)
def test_mistakes_of_a_whole_file_are_told_once(tmp_path: Path, text: str) -> None:
    assert [warning.rpartition(" ")[2][:10] for warning in build_pages(tmp_path, a=text).warnings] == ["[ratgeber."]


def test_a_target_in_two_chapters_is_told_once(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=HEAD + "(x)=\n# A\n", b=HEAD + "(x)=\n# B\n")
    assert [warning.rpartition(" ")[2] for warning in built.warnings] == ["[ratgeber.ziel-doppelt]"]


def test_a_missing_picture_ends_the_build_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ExtensionError, match="2 Bilder fehlen"):
        build_text(tmp_path, "![Da](fehlt.png) ![Dort](auch.png)\n")
    assert not (tmp_path / "bau" / "html" / "index.html").exists()


def test_a_second_build_tells_again_what_nobody_has_mended(tmp_path: Path) -> None:
    first = build_text(tmp_path, ":::{tippp}\nText\n:::\n")
    second = build(tmp_path / "ratgeber", tmp_path / "bau")
    assert first.warnings == second.warnings
    assert "[ratgeber.baustein-unbekannt]" in first.warnings[0]


def test_a_second_build_of_a_good_guide_reads_nothing(tmp_path: Path) -> None:
    first = build_pages(tmp_path, a=HEAD + "# A\n")
    second: Built = build(tmp_path / "ratgeber", tmp_path / "bau")
    assert not first.app.env.reread_always
    assert not second.warnings
    assert second.app.env.all_docs == first.app.env.all_docs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":::{wichitg}\nx\n:::\n", "Den Baustein {wichitg} gibt es nicht. Meinten Sie „wichtig“?"),
        ("{begrif}`x`\n", "Die Auszeichnung {begrif}`…` gibt es nicht. Meinten Sie „begriff“?"),
        (":::{redaktionsnotiz}\n:arrt: x\n\ny\n:::\n", "kennt die Zeile „:arrt:“ nicht; möglich sind: art, name, von."),
        ("[^1] [^2]\n\n[^1]: a\n", "Die Fußnote „2“ hat keinen Text."),
        ("[^a]\n", "Die Fußnote „a“ hat keinen Text."),
        ("[^1]\n\n[^1]: a\n[^1]: b\n", "Die Fußnote „1“ steht zweimal da."),
        ("[^1]\n\n[^1]: a\n[^2]: b\n", "Auf die Fußnote „2“ verweist nichts."),
        ("```{toctree}\nnichts\n```\n", "Das Inhaltsverzeichnis nennt „nichts“, aber dieses Kapitel gibt es nicht."),
        (":::{glossar}\nA\n: x\n\nA\n: y\n:::\n", "Das Wort „A“ ist zweimal erklärt"),
        ("[a]\n\n[a]: x.md\n[a]: y.md\n", "zweimal angegeben"),
        ("{download}`x.pdf`\n", "Die Datei zum Herunterladen gibt es nicht"),
    ],
)
def test_what_only_the_engine_notices_is_told_in_german(tmp_path: Path, text: str, words: str) -> None:
    assert any(words in warning for warning in build_text(tmp_path, text).warnings)


def test_a_chapter_in_no_table_of_contents_is_told(tmp_path: Path) -> None:
    built = build_pages(tmp_path, index="# A\n", a=HEAD + "# A\n")
    assert "Das Kapitel steht in keinem Inhaltsverzeichnis" in built.warnings[0]


def test_what_has_no_translation_keeps_its_words_in_a_german_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = ClosedParser.parse

    def parse(self: ClosedParser, text: str, document: nodes.document) -> None:
        logging.getLogger("sphinx.next_version").warning("nobody knows this yet", location=("index", 3))
        sound(self, text, document)

    monkeypatch.setattr(ClosedParser, "parse", parse)
    built = build_text(tmp_path, "Text\n")
    assert built.warnings == ["index.md:3: WARNING: Sphinx meldet: nobody knows this yet"]
