"""The translator alone, on doctrees made by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pytest
from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry
from ratgeber_tools.sphinx_ext.pdf.translation import UntranslatableError
from ratgeber_tools.sphinx_ext.pdf.translator import (
    BLOCK_HANDLERS,
    INLINE_HANDLERS,
    Cover,
    TypstSource,
    translate,
)


class FakeSources:
    """A guide of one chapter, `index`; with an address it is printed and leads to the web."""

    address = ""
    drafts: Collection[str] = ()

    def __init__(self, *blocks: nodes.Node) -> None:
        self._document = nodes.document(None, None)  # type: ignore[arg-type]
        section = nodes.section("", nodes.title("", "Titel"), *blocks, ids=["titel"])
        self._document += section

    def doctree(self, docname: str) -> nodes.document:
        return self._document

    def number(self, docname: str, kind: str, identifier: str) -> str:
        return ""

    def picture(self, uri: str) -> str | None:
        return "bilder/001.png" if uri == "bild.png" else None

    def certain_point(self, docname: str) -> str:
        return ""

    def sign(self, docname: str) -> str:
        return ""

    def is_paper(self) -> bool:
        return bool(self.address)

    def has_loose_sheet(self) -> bool:
        return False

    def web_address(self, docname: str) -> str:
        return f"{self.address}{docname}" if self.address else ""

    def is_draft(self, docname: str) -> bool:
        return docname in self.drafts

    def file_name(self, docname: str) -> str:
        return f"{docname}.md"


def translated(*blocks: nodes.Node, titles: Mapping[str, str] | None = None) -> TypstSource:
    return translate(GuideOutline("index"), FakeSources(*blocks), titles or {}, Cover("Titel"))


def lines(*blocks: nodes.Node, titles: Mapping[str, str] | None = None) -> list[str]:
    """The Typst lines of the chapter's blocks; blocks in blocks, which say nothing, are written as one."""
    made = translated(*blocks, titles=titles).text.splitlines()[4:-1]
    return [re.sub(r"\}+", "}", re.sub(r"\{+", "{", line)) for line in made]


def paragraph(*children: nodes.Node | str, line: int = 3) -> nodes.paragraph:
    made = nodes.paragraph("", "", *(nodes.Text(child) if isinstance(child, str) else child for child in children))
    made.line = line
    return made


def internal(target: str, *children: nodes.Node | str) -> nodes.reference:
    inner = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return nodes.reference("", "", *inner, refid=target, internal=True)


def test_every_node_of_our_own_is_known() -> None:
    known = {*BLOCK_HANDLERS, *INLINE_HANDLERS}
    assert set(own.OWN_NODES) - known == {own.ratgeber_box_title}  # set by its box


@pytest.mark.parametrize("node", [nodes.citation(), addnodes.desc(), nodes.pending(None), nodes.system_message()])
def test_an_unknown_block_is_refused_with_chapter_and_line(node: nodes.Element) -> None:
    node.line = 7
    with pytest.raises(UntranslatableError, match=rf"index\.md, Zeile 7: Der Baustein „{type(node).__name__}“"):
        translated(node)


def test_an_unknown_inline_is_refused_with_the_line_of_its_paragraph() -> None:
    with pytest.raises(UntranslatableError, match=r"index\.md, Zeile 3: Der Baustein „citation_reference“"):
        translated(paragraph("Text ", nodes.citation_reference("", "x")))


def test_a_line_of_source_leads_back_to_the_line_of_the_chapter() -> None:
    source = translated(paragraph("a", line=5), paragraph("b", line=9))
    number = source.text.splitlines().index('par({"b"})') + 1
    assert source.origin(number) == ("index", 9)
    assert source.origin(1) is None


def test_a_chapter_begins_a_page_where_the_one_before_it_is_a_draft_and_it_is_none_or_the_other_way_round() -> None:
    names = ("entwurf", "entwurf-2", "fertig", "fertig-2", "entwurf-3")
    sources = FakeSources(paragraph("Text"))
    sources.drafts = {name for name in names if name.startswith("entwurf")}
    outline = GuideOutline("index", tuple(OutlineEntry(name, name, 0) for name in names))
    source = translate(outline, sources, {}, Cover("Titel")).text
    turning = [name for name in names if re.search(rf'chapter\([^)]*"{name}"[^)]*\).*turns-page:true', source)]
    assert turning == ["entwurf", "fertig", "entwurf-3"]


def test_a_chapter_in_plainer_german_is_said_to_be_in_the_web() -> None:
    link = nodes.reference("", "", nodes.Text("Anmeldung"), refuri="%sprachen/de-einfach/anmeldung", internal=True)
    assert lines(paragraph(link)) == ['par({"Anmeldung"};" (im Netz)"})']


def test_two_definitions_of_one_word_are_two_paragraphs() -> None:
    definitions = [nodes.definition("", paragraph(text)) for text in ("Erstens.", "Zweitens.")]
    item = nodes.definition_list_item("", nodes.term("", "Wort"), *definitions)
    assert lines(nodes.definition_list("", item)) == [
        'definitions(first:3,end:0,({"Wort"},{par({"Erstens."})};{par({"Zweitens."})}))'
    ]


def test_a_term_may_have_a_classifier() -> None:
    item = nodes.definition_list_item(
        "", nodes.term("", "Wort"), nodes.classifier("", "Amt"), nodes.definition("", paragraph("Sinn."))
    )
    assert lines(nodes.definition_list("", item)) == ['definitions(first:2,end:0,({"Wort"};", ";{"Amt"},{"Sinn."}))']


def test_a_note_nobody_refers_to_is_refused() -> None:
    note = nodes.footnote("", nodes.label("", "1"), paragraph("verloren"), ids=["n1"])
    with pytest.raises(UntranslatableError, match="verweist keine Stelle"):
        translated(note)


def test_a_note_that_refers_to_itself_ends() -> None:
    note = nodes.footnote("", paragraph("siehe ", nodes.footnote_reference("", "1", refid="n1")), ids=["n1"])
    made = lines(paragraph("Text", nodes.footnote_reference("", "1", refid="n1")), note)
    assert made == ['par({"Text";note("index#n1",{"siehe ";note-again("index#n1")})})']


def test_a_note_in_a_title_hangs_behind_the_title_so_that_the_contents_do_not_repeat_it() -> None:
    title = nodes.title("", "Kapitel", nodes.footnote_reference("", "1", refid="n1"))
    note = nodes.footnote("", paragraph("Fuß"), ids=["n1"])
    section = nodes.section("", title, paragraph("x"), note, ids=["k"])
    assert lines(section)[0] == (
        'section(level:2,depth:1,names:("index#k",),notes:{note("index#n1",{"Fuß"})},{"Kapitel"})'
    )


@pytest.mark.parametrize(
    ("before", "after", "is_quoted"),
    [("Mehr im Kapitel ", ".", True), ("Mehr im Kapitel „", "“.", False), ("", " hilft.", False)],
)
def test_a_title_is_quoted_where_it_stands_in_a_sentence(before: str, after: str, is_quoted: bool) -> None:
    parts = [part for part in (before, internal("titel", "Titel"), after) if part]
    made = lines(paragraph(*parts), titles={"index#titel": "Titel"})
    assert ('"„";{"Titel"};"“"' in made[0]) is is_quoted


def test_an_authors_own_words_for_a_reference_are_not_quoted() -> None:
    made = lines(paragraph("Mehr ", internal("titel", "weiter hinten")), titles={"index#titel": "Titel"})
    assert made == ['par({"Mehr ";reference("index#titel",{"weiter hinten"})})']


def test_a_reference_to_a_place_that_is_not_printed_is_refused() -> None:
    with pytest.raises(UntranslatableError, match=r"index\.md, Zeile 3: Der Verweis auf „index“"):
        translated(paragraph(internal("fehlt", "dort")))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "seite.html", "//x.example"])
def test_an_address_that_is_not_allowed_is_refused(address: str) -> None:
    with pytest.raises(UntranslatableError, match="Berichtigen Sie die Adresse"):
        translated(paragraph(nodes.reference("", "Text", refuri=address)))


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ({"uri": "bild.png"}, "fehlt der Alternativtext"),
        ({"uri": "bild.png", "alt": "  "}, "fehlt der Alternativtext"),
        ({"uri": "fehlt.png", "alt": "Bild"}, "„fehlt.png“ fehlt"),
        ({"uri": "https://x.example/b.png", "alt": "Bild"}, "liegt im Internet"),
        ({"uri": "data:image/png;base64,AAAA", "alt": "Bild"}, "liegt im Internet"),
        ({"uri": "bild.png", "alt": "Bild", "width": "breit"}, "keine Länge"),
    ],
)
def test_a_picture_that_cannot_be_set_is_refused(attributes: dict[str, str], sentence: str) -> None:
    image = nodes.image("", **attributes)
    image.line = 4
    with pytest.raises(UntranslatableError, match=rf"index\.md, Zeile 4: .*{sentence}"):
        translated(image)


def test_a_picture_keeps_its_words_and_its_width() -> None:
    image = nodes.image("", uri="bild.png", alt='Ein "Bild"', width="50%")
    assert lines(image) == ['picture(width:50%,image(alt:"Ein \\"Bild\\"","/bilder/001.png"))']


def test_spans_move_the_cells_of_later_rows() -> None:
    def entry(text: str, **attributes: int) -> nodes.entry:
        return nodes.entry("", paragraph(text), **attributes)

    group = nodes.tgroup("", *(nodes.colspec(colwidth=1, stub=1 if column == 1 else 0) for column in range(3)), cols=3)
    group += nodes.tbody(
        "", nodes.row("", entry("a", morerows=1), entry("b", morecols=1)), nodes.row("", entry("c"), entry("d"))
    )
    (line,) = lines(nodes.table("", group, classes=["colwidths-given"]))
    assert 'cell(span-rows:2,{"a"})' in line
    assert 'head-cell(span-columns:2,{"b"})' in line  # begins in the column that is a head
    assert 'head-cell({"c"}),cell({"d"})' in line


def test_a_list_of_tasks_keeps_what_is_done_and_what_is_no_task() -> None:
    def item(text: str, checked: bool | None) -> nodes.list_item:
        box = [] if checked is None else [own.ratgeber_checkbox("", checked=checked)]
        return nodes.list_item("", paragraph(*box, text))

    made = lines(
        nodes.bullet_list("", item(" a", True), item(" b", False), item("c", None), classes=["contains-task-list"])
    )
    assert made == [
        'checklist(tight:true,end:0,(true,{"a"}),(false,{"b"}),(none,{"c"}))'.replace('{"', '{"').replace('"}', '"}')
    ]


def test_white_space_at_a_line_end_becomes_one_blank() -> None:
    assert lines(paragraph("eine\nZeile  und\tnoch eine")) == ['par({"eine Zeile und noch eine"})']


def test_a_heading_inside_a_box_is_refused() -> None:
    box = own.ratgeber_box(
        "", own.ratgeber_box_title("", "", nodes.Text("Frist")), nodes.section("", nodes.title("", "x")),
        kind="frist", title="Frist", internal=False,
    )  # fmt: skip
    with pytest.raises(UntranslatableError, match="Ziehen Sie sie heraus"):
        translated(box)


def test_a_picture_alone_in_its_paragraph_is_a_block_and_one_in_a_sentence_is_not() -> None:
    def picture() -> nodes.image:
        return nodes.image("", uri="bild.png", alt="Bild")

    alone, among_words = lines(paragraph(picture())), lines(paragraph("Text ", picture()))
    assert alone == ['{picture(image(alt:"Bild","/bilder/001.png"))}']
    assert among_words == ['par({"Text ";inline-picture(image(alt:"Bild","/bilder/001.png"))})']


def stand(*sources: str) -> own.ratgeber_box:
    items = (nodes.list_item("", paragraph(source)) for source in sources)
    box = own.ratgeber_box("", own.ratgeber_box_title("", "Quellen und Stand"), kind="stand", internal=False)
    box += [nodes.bullet_list("", *items), paragraph("Stand: 1.9.2026")]
    return box


def test_sources_are_run_in_and_hold_on_to_the_end_of_their_chapter() -> None:
    last, end = lines(paragraph("Vorher."), paragraph("Zum Schluss."), stand("Gesetz", "Satzung"))[1:]
    assert last == 'stays-with-next({par({"Zum Schluss."})})'
    assert end == 'provenance(title:{"Quellen und Stand"},{"Gesetz"},{"Satzung"},{"Stand: 1.9.2026"})'


def test_no_heading_is_wrapped_to_hold_on_to_sources() -> None:
    (end,) = lines(stand("Gesetz"))
    assert end.startswith("provenance(")


def test_paper_that_leads_to_the_web_says_how_many_sources_stand_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeSources, "address", "https://ratgeber.example/")
    text = translated(stand("Gesetz", "Satzung")).text
    assert '"2 Quellen, im Netz: ratgeber.example/index"' in text
    assert "Satzung" not in text


def place(record: str) -> own.ratgeber_box:
    title = own.ratgeber_box_title("", "Kontakt")
    name = nodes.paragraph("", "", nodes.strong("", "Schulamt"))
    return own.ratgeber_box("", title, name, kind="kontakt", title="Kontakt", internal=False, record=record)


def test_a_place_stands_in_full_once_and_later_in_one_line_with_that_page() -> None:
    first, again, other = lines(place("amt"), place("amt"), place("hort"))
    assert first.startswith('anchor("einmal#1");info-box(')
    assert again == 'contact-again("einmal#1","Schulamt")'
    assert "info-box(" in other


def form() -> own.ratgeber_box:
    title = own.ratgeber_box_title("", "Vordruck")
    return own.ratgeber_box("", title, paragraph("Name:"), kind="vordruck", title="Vordruck", internal=False)


def section(title: str, *blocks: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *blocks, ids=[title.lower()])


def test_behind_a_sheet_to_fill_in_the_next_section_begins_a_page() -> None:
    calls = [line.partition("(")[0] for line in lines(section("Eins", form()), section("Zwei"), section("Drei"))]
    assert calls == ["section", "info-box", "after-a-sheet", "section", "section"]


def steps() -> nodes.table:
    entry = nodes.entry("", paragraph("Februar"))
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", nodes.row("", entry)), cols=1)
    return nodes.table("", group)


def test_the_steps_of_a_cohort_are_a_line_through_time() -> None:
    of_cohort, of_nobody = lines(own.ratgeber_cohort("", steps()), steps())
    assert of_cohort.startswith("{timeline(")
    assert of_nobody.startswith("{data-table(")
