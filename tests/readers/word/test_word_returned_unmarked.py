"""Returned files whose bookmarks are gone, all or some: words tell what is what, as far as they are clear."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from returned_files import came_back as back
from returned_files import paragraph_with, run, swap, without_marks

from ratgeber_tools.document import Container, Document, Paragraph, Role, Text
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import Returned

SOURCE = """# Anmeldung

Bis zum {fakt}`frist` melden Sie Ihr Kind in der Schule an[^a].

Zweiter Absatz mit [Verweis](hort.md) und {begriff}`Hort`.

- eins
- zwei

:::{checkliste} Zum Mitnehmen
- [ ] Ausweis
- [x] Foto
:::

| Wort | Sinn |
|---|---|
| Hort | Betreuung |
| – | – |

:::{schulverzeichnis}
:::

***

Am Schluss ein Satz.

[^a]: Die Fußnote steht hier.
"""


def came_back(folder: Path, *edits: Callable[[str], str]) -> Returned:
    return back(folder, SOURCE, *edits)


def chapter() -> Document:
    return myst.read(SOURCE).document


def test_a_text_without_any_marks_is_still_the_chapter(tmp_path: Path) -> None:
    returned = came_back(tmp_path, without_marks)
    assert returned.known == 1  # the footnote lies in a part of its own
    assert returned.document == chapter()
    assert returned.findings == ()


def test_an_edit_in_a_text_without_marks_is_the_only_change(tmp_path: Path) -> None:
    returned = came_back(tmp_path, without_marks, swap("melden Sie Ihr Kind", "melden Sie bitte Ihr Kind"))
    assert [(a, b) for a, b in zip(chapter().blocks, returned.document.blocks, strict=True) if a != b][1:] == []
    changed = returned.document.blocks[1]
    assert isinstance(changed, Paragraph)
    assert Role("fakt", "frist") in changed.children
    assert changed.lines == chapter().blocks[1].lines


def test_known_counts_paragraphs_found_by_their_marks(tmp_path: Path) -> None:
    everything = back(tmp_path, SOURCE, swap("Am Schluss", "Zum Schluss")).known

    def unmark(xml: str) -> str:
        found = paragraph_with(xml, "Zweiter Absatz")
        return xml.replace(found, without_marks(found))

    assert came_back(tmp_path, unmark).known == everything - 1


def test_a_paragraph_pasted_over_keeps_its_lines_and_records(tmp_path: Path) -> None:
    def paste(xml: str) -> str:
        found = paragraph_with(xml, "melden Sie")
        return xml.replace(found, without_marks(found))

    returned = came_back(tmp_path, paste)
    assert returned.document == chapter()
    assert returned.document.blocks[1].lines == chapter().blocks[1].lines
    assert returned.findings == ()


def test_a_paragraph_without_its_own_mark_is_known_by_those_of_its_records(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, "melden Sie")
        bare = re.sub(r'<w:bookmarkStart w:id="\d+" w:name="_rg_2"/>', "", found)
        return xml.replace(found, bare.replace(" melden Sie Ihr Kind in der Schule an", ": Kind anmelden"))

    returned = came_back(tmp_path, edit)
    assert returned.document.blocks[1].lines == chapter().blocks[1].lines
    assert returned.known == came_back(tmp_path, swap("Am Schluss", "Zum Schluss")).known


def test_a_record_in_a_new_text_is_known_by_its_words(tmp_path: Path) -> None:
    def rewrite(xml: str) -> str:
        found = paragraph_with(xml, "melden Sie")
        return xml.replace(found, f"<w:p>{run('Völlig anders: frist, dann ist Schluss.')}</w:p>")

    returned = came_back(tmp_path, rewrite)
    assert returned.document.blocks[1] == Paragraph(
        (Text("Völlig anders: "), Role("fakt", "frist"), Text(", dann ist Schluss."))
    )


TWO = """# Zwei

Von {fakt}`tag` an.

Und {fakt}`wert` auch.
"""


def both_alike(folder: Path, *edits: Callable[[str], str]) -> Returned:
    """Return what came back of a chapter whose two records show the same words."""
    from returned_files import COVER

    from ratgeber_tools.readers.word.returned import read_returned
    from ratgeber_tools.writers.word.export import StandInWords, write

    document = myst.read(TWO).document
    sent, returned = folder / "hin.docx", folder / "zurück.docx"
    sent.write_bytes(write(document, cover=COVER, words=StandInWords(lambda inline: "1. März", lambda block: "…")))
    import zipfile

    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(returned, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                for edit in edits:
                    data = edit(data.decode()).encode()
            new.writestr(name, data)
    return read_returned(returned, sent=sent, chapter=document)


def test_a_record_whose_words_could_be_two_is_reported_and_never_silently_text(tmp_path: Path) -> None:
    def rewrite(xml: str) -> str:
        first, second = paragraph_with(xml, "Von"), paragraph_with(xml, "Und")
        return xml.replace(first, f"<w:p>{run('Irgendwann ab 1. März geht es los.')}</w:p>").replace(second, "")

    returned = both_alike(tmp_path, rewrite)
    assert {finding.code for finding in returned.findings} == {Code.PROTECTED_CHANGED}
    assert {finding.words for finding in returned.findings} == {"1. März"}


def test_records_with_the_same_words_are_told_apart_by_their_paragraphs(tmp_path: Path) -> None:
    returned = both_alike(tmp_path, without_marks)
    assert returned.document == myst.read(TWO).document
    assert returned.findings == ()


def test_a_record_typed_over_without_its_mark_is_reported(tmp_path: Path) -> None:
    def typed(xml: str) -> str:
        found = paragraph_with(xml, "melden Sie")
        sealed = re.search(r"<w:bookmarkStart[^>]*/><w:sdt>.*?</w:sdt><w:bookmarkEnd[^>]*/>", found, re.DOTALL)
        assert sealed is not None
        return xml.replace(found, found.replace(sealed[0], run("31. Mai")))

    returned = came_back(tmp_path, typed)
    assert [finding.code for finding in returned.findings] == [Code.PROTECTED_CHANGED]
    assert returned.findings[0].words == "frist"


def test_a_list_of_records_without_its_mark_is_known_by_its_words(tmp_path: Path) -> None:
    def paste(xml: str) -> str:
        found = paragraph_with(xml, "{schulverzeichnis}")
        return xml.replace(found, "").replace(
            paragraph_with(xml, "Am Schluss"), without_marks(found) + paragraph_with(xml, "Am Schluss")
        )

    returned = came_back(tmp_path, paste)
    kinds = [type(block) for block in returned.document.blocks]
    assert kinds.index(type(chapter().blocks[6])) >= 0
    assert chapter().blocks[6] in returned.document.blocks
    assert returned.findings == ()


def test_boxes_in_a_text_without_marks_stay_boxes(tmp_path: Path) -> None:
    returned = came_back(tmp_path, without_marks, swap(">Foto<", ">Passfoto<"))
    box = returned.document.blocks[4]
    assert isinstance(box, Container)
    assert (box.name, box.argument) == ("checkliste", "Zum Mitnehmen")
