"""The file that goes to reviewers: valid for Word in every construct, pleasant to read, links that lead somewhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from lxml import etree

from ratgeber_tools.document import Block as DocumentBlock
from ratgeber_tools.document import CodeBlock, Container, CrossReference, Inline, Link, Verbatim, plain_text
from ratgeber_tools.outline import lay_out
from ratgeber_tools.readers import myst
from ratgeber_tools.writers.word.column_widths import CellText, column_widths
from ratgeber_tools.writers.word.export import Division, ExportHeader, FilePart, StandInWords, write, write_several

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x04\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)

CHAPTER = """# Alles auf einmal {kommune}`name`

(ziel)=
Ein Absatz mit **fettem**, *schrägem*, ~~gestrichenem~~ Text, `Code`, H{sub}`2`O, m{sup}`2`, $a^2$, {fakt}`beitrag`,
[Webseite](https://example.org/), [Verweis](#ziel), [Kapitel](hort.md), {fremd}`merhaba <tr>`,
{fremd}`مرحبا <ar>`[^a] und noch einmal[^a].\\
Neue Zeile.

### Dritte Ebene

#### Vierte Ebene

- eins
  1. innen
  2. zwei
- [ ] offen
- [x] erledigt

3. drei
4. vier

:::{checkliste} Zum Mitnehmen
- [ ] Ausweis
:::

:::{frist} anmeldung
:::

:::{wichtig}
Nicht vergessen.[^b]

| A | B |
|---|---|
| 1 | 2 |
:::

:::{fremdsprache}
:sprache: ar
مرحبا
:::

> Ein Zitat.

Begriff
: Erklärung

---

:::{tabelle} Beiträge
:kopfzeilen: 1
- - {zeilen=2} Wer
  - {spalten=2} Wie viel
- - Kita
  - Hort
- - Alle
  - {spalten=2}
:::

```{figure} bild.png
:alt: Ein "Strich" & mehr

Die *Unterschrift*
```

```python
print("<b>")
```

:::{schulverzeichnis}
:::

% ein Kommentar

[^a]: Die Fußnote mit [Link](https://example.org/note).

    Zweiter Absatz.

    - eins
[^b]: Noch eine.
"""


def shown(inline: Inline) -> str:
    return plain_text((inline,)) or "Wort"


def shown_block(block: DocumentBlock) -> str:
    match block:
        case Verbatim(source=text) | CodeBlock(text=text):
            return text
        case Container(name=name, argument=argument):
            return f"{name}: {argument}\nTelefon 116 111" if argument else name
        case _:
            return "…"


WORDS = StandInWords(shown, shown_block)
COVER = ExportHeader("2026-11-24-alles-1", "Alles", date(2026, 11, 24), "Netzwerkstelle")


def single(text: str = CHAPTER) -> bytes:
    return write(myst.read(text).document, cover=COVER, words=WORDS, pictures={"bild.png": PICTURE})


def several() -> bytes:
    document = myst.read(CHAPTER + "\n# Zweites\n\nText.[^c]\n\n[^c]: Dritte.\n").document
    second = next(unit.number for unit in lay_out(document).units if plain_text(unit.words) == "Zweites")

    def leads_to(inline: Inline, number: int) -> int | None:
        return second if isinstance(inline, Link | CrossReference) else None

    parts = (FilePart("", WORDS, {"bild.png": PICTURE}), FilePart("Zweites & Letztes", WORDS))
    division = Division(parts, lambda number: int(number >= second), leads_to, {1: "Title"})
    return write_several(document, cover=COVER, division=division)


FILES = {"single": single, "several": several, "empty": lambda: single("")}


@pytest.fixture(params=sorted(FILES))
def package(request: pytest.FixtureRequest) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(FILES[request.param]()))


def roots(package: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    for name in package.namelist():
        if name.endswith(".xml"):
            yield name, etree.fromstring(package.read(name))


# ---------------------------------------------------------------------------------------------- valid


def test_the_file_opens(package: zipfile.ZipFile) -> None:
    assert docx.Document(package.fp).sections


def test_every_relationship_leads_to_a_part_that_is_there(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    found = 0
    for rels in (name for name in names if name.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(rels))
        for relation in etree.fromstring(package.read(rels)):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                assert posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in names
                found += 1
    assert found > 5


def test_every_reference_to_a_relationship_has_one(package: zipfile.ZipFile) -> None:
    for name, root in roots(package):
        rels = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
        known = (
            {relation.get("Id") for relation in etree.fromstring(package.read(rels))}
            if rels in package.namelist()
            else set()
        )
        used = {value for element in root.iter() for key, value in element.attrib.items() if key.startswith(R)}
        assert used <= known, name


def test_every_part_has_a_content_type(package: zipfile.ZipFile) -> None:
    types = etree.fromstring(package.read("[Content_Types].xml"))
    extensions = {entry.get("Extension") for entry in types}
    parts = {entry.get("PartName") for entry in types}
    for name in package.namelist():
        if name != "[Content_Types].xml":
            assert f"/{name}" in parts or name.rpartition(".")[2] in extensions


def test_ids_and_names_are_unique(package: zipfile.ZipFile) -> None:
    bookmarks: list[tuple[str, str]] = []
    drawings: list[str] = []
    for _, root in roots(package):
        bookmarks += [(mark.get(f"{W}id"), mark.get(f"{W}name")) for mark in root.iter(f"{W}bookmarkStart")]
        ends = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]
        assert Counter(ends) == Counter(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart"))
        drawings += [element.get("id") for element in root.iter("{*}docPr")]
        for tag in ("footnote", "abstractNum", "num"):
            key = f"{W}id" if tag == "footnote" else f"{W}{tag}Id"
            numbers = [element.get(key) for element in root if element.tag == f"{W}{tag}"]
            assert len(numbers) == len(set(numbers)), tag
        styles = [element.get(f"{W}styleId") for element in root.iter(f"{W}style")]
        assert len(styles) == len(set(styles))
    assert len({number for number, _ in bookmarks}) == len(bookmarks)
    assert len({name for _, name in bookmarks}) == len(bookmarks)
    assert all(len(name) <= 40 for _, name in bookmarks)
    assert len(drawings) == len(set(drawings))


def test_styles_lists_notes_and_links_in_the_text_exist(package: zipfile.ZipFile) -> None:
    parts = dict(roots(package))
    styles = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")}
    lists = {number.get(f"{W}numId") for number in parts["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    notes = parts.get("word/footnotes.xml")
    known = set() if notes is None else {note.get(f"{W}id") for note in notes}
    names = {mark.get(f"{W}name") for root in parts.values() for mark in root.iter(f"{W}bookmarkStart")}
    for name, root in parts.items():
        for tag, possible in (("pStyle", styles), ("rStyle", styles), ("tblStyle", styles), ("numId", lists)):
            used = {element.get(f"{W}val") for element in root.iter(f"{W}{tag}")}
            assert used <= possible, (name, tag)
        assert {element.get(f"{W}id") for element in root.iter(f"{W}footnoteReference")} <= known
        assert {element.get(f"{W}anchor") for element in root.iter(f"{W}hyperlink")} - {None} <= names


#: Order of children, ECMA-376 part 1: 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.4.82, 17.6.17, 17.15.1.78, 17.5.2.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textDirection outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing sz szCs highlight u shd vertAlign rtl cs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
    "sdtPr": "rPr alias tag id lock",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "settings": "zoom trackRevisions defaultTabStop defaultTableStyle characterSpacingControl footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "numbering": "abstractNum num",
}


def test_elements_stand_in_the_order_word_asks_for(package: zipfile.ZipFile) -> None:
    for name, root in roots(package):
        for element in root.iter():
            tag = str(element.tag)
            order = ORDERS.get(tag.removeprefix(W)) if tag.startswith(W) else None
            if order is None:
                continue
            children = [str(child.tag).removeprefix(W) for child in element]
            assert set(children) <= set(order.split()), (name, tag, children)
            places = [order.split().index(child) for child in children]
            assert places == sorted(places), (name, tag, children)


def test_cells_end_with_a_paragraph_and_rows_cover_the_grid(package: zipfile.ZipFile) -> None:
    for _, root in roots(package):
        for cell in root.iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"
        for table in root.iter(f"{W}tbl"):
            columns = len(table.find(f"{W}tblGrid"))
            for row in table.findall(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
                assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == columns


def test_words_xml_cannot_hold_do_not_break_the_file() -> None:
    data = write(
        myst.read("# Titel\x0bmit\x01 Zeichen\n\n![Bild\x02](bild.png)\n").document,
        cover=ExportHeader("x", "Titel\x0b", date(2026, 11, 24)),
        words=WORDS,
        pictures={"bild.png": PICTURE},
    )
    assert docx.Document(io.BytesIO(data)).paragraphs


# ---------------------------------------------------------------------------------------------- pleasant


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def test_the_header_names_chapter_day_and_way_back() -> None:
    words = "".join(re.findall(r"<w:t[^>]*>([^<]*)", part(single(), "word/header1.xml")))
    assert "„Alles“ · Stand 24.11.2026" in words
    assert "zurück an Netzwerkstelle." in words


def test_changes_are_tracked_and_pages_numbered() -> None:
    assert "<w:trackRevisions/>" in part(single(), "word/settings.xml")
    footer = part(single(), "word/footer1.xml")
    assert ' w:instr=" PAGE "' in footer
    assert ' w:instr=" NUMPAGES "' in footer


def test_each_of_several_parts_has_a_section_and_those_with_a_title_a_header() -> None:
    document = etree.fromstring(part(several(), "word/document.xml").encode("utf-8"))
    sections = list(document.iter(f"{W}sectPr"))
    assert [len(section.findall(f"{W}headerReference")) for section in sections] == [0, 1]
    ends = [section.getparent().getparent() for section in sections[:-1]]
    assert all(not list(end.iter(f"{W}bookmarkStart")) for end in ends)  # LibreOffice would lose them
    assert "Zweites &amp; Letztes" in part(several(), "word/header1.xml")


def test_a_reference_to_another_chapter_is_a_link_only_where_that_is_in_the_file() -> None:
    assert "_rg_" not in "".join(
        re.findall(r'w:anchor="[^"]*"[^>]*>[^<]*<w:r>.{0,80}Kapitel', part(single(), "word/document.xml"))
    )
    assert re.search(r'w:anchor="_rg_\d+">(?:(?!</w:hyperlink>).)*>Kapitel<', part(several(), "word/document.xml"))


def test_the_second_sign_of_a_note_names_the_number_of_the_first() -> None:
    assert "(siehe Fußnote 1)" in part(single(), "word/document.xml")


def test_the_details_of_a_record_are_locked_and_its_name_is_bold() -> None:
    document = part(single(), "word/document.xml")
    assert re.search(r"<w:b/></w:rPr><w:t[^>]*>frist: anmeldung</w:t>", document)
    locked = re.findall(r"<w:sdtContent>(.*?)</w:sdtContent>", document)
    assert any("Telefon 116 111" in passage for passage in locked)


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    document = part(single(), "word/document.xml")
    assert document.count("<w:tblHeader/>") == 2
    assert document.count("<w:cantSplit/>") == document.count("<w:tr>")


def test_a_high_picture_leaves_room_on_its_page() -> None:
    width, height = map(
        int, re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', part(single(), "word/document.xml")).groups()
    )  # type: ignore[union-attr]
    assert height == 4 * width
    assert height <= 125 * 36_000


def test_equal_arguments_give_equal_bytes() -> None:
    assert single() == single()
    assert several() == several()


# ---------------------------------------------------------------------------------------------- columns


def test_no_word_is_broken_where_there_is_room() -> None:
    cells = [CellText(0, 1, "Nummer"), CellText(1, 1, "Schullaufbahnerklärung"), CellText(2, 1, "Wort " * 40)]
    widths = column_widths(cells, columns=3, total=9070)
    assert sum(widths) == 9070
    assert widths[0] < widths[1] < widths[2]
    assert widths[1] > 22 * 125


def test_columns_that_need_more_than_there_is_share_it() -> None:
    widths = column_widths([CellText(at, 1, "x" * 60) for at in range(4)], columns=4, total=9070)
    assert sum(widths) == 9070
    assert min(widths) > 2000


def test_an_empty_table_has_equal_columns() -> None:
    assert column_widths([], columns=2, total=9070) == [4535, 4535]
