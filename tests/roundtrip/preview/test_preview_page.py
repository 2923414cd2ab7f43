"""The page that shows a merge: no word is missing on it, and everybody can tell what comes and what goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from ratgeber_tools.document import (
    Code,
    CodeBlock,
    Container,
    Document,
    Foreign,
    Image,
    Math,
    NoteReference,
    Paragraph,
    Role,
    Subscript,
    Superscript,
    Text,
    Verbatim,
)
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.roundtrip.preview.comparison import compare
from ratgeber_tools.roundtrip.preview.page import preview_page
from ratgeber_tools.roundtrip.preview.words import PlainWords, harmless
from strategies import documents
from thoroughness import examples

BASE = "# Anmeldung\n\nSie melden Ihr Kind im Rathaus an.\n\n- Ausweis\n- Geburtsurkunde\n\nDanach kommt ein Brief.\n"
VOID = {"br", "hr", "meta"}


class Reading(HTMLParser):
    """The page's words without those of some elements, and how its elements are nested."""

    def __init__(self, *left_out: str) -> None:
        super().__init__(convert_charrefs=True)
        self.left_out = (*left_out, "style", "title", "unseen")
        self.open: list[str] = []
        self.text = ""
        self.headings: list[int] = []
        self.identifiers: list[str] = []
        self.tags: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.add(tag)
        self.identifiers += [value] if (value := attributes.get("id")) else []
        self.targets += [value] if (value := attributes.get("href")) else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append("unseen" if attributes.get("class") == "unseen" else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "unseen"), tag

    def handle_data(self, data: str) -> None:
        if not set(self.open) & set(self.left_out):
            self.text += data


def read_page(page: str, *left_out: str) -> Reading:
    reading = Reading(*left_out)
    reading.feed(page)
    reading.close()
    assert reading.open == []
    return reading


def shown(ours: Document, merged: Document, *report: str) -> str:
    return preview_page(compare(ours, merged), title="Anmeldung", report=report)


def texts(value: object) -> Iterator[str]:
    """Every text a reader sees, wherever in a document it stands."""
    match value:
        case Text(text) | Code(text) | Superscript(text) | Subscript(text) | Math(text) | Foreign(text=text):
            yield text
        case CodeBlock(text=text) | Verbatim(source=text):
            yield text
        case Role(content=text) | Image(alt=text):
            yield text
        case Document(blocks=blocks, notes=notes):
            yield from texts((blocks, *notes.values()))
        case tuple():
            for inner in value:
                yield from texts(inner)
        case _ if is_dataclass(value):
            if isinstance(value, Container):
                yield value.argument
            for field in fields(value):
                yield from texts(getattr(value, field.name))
        case _:
            pass


def assert_holds(page_text: str, document: Document) -> None:
    found = [harmless(text) for text in texts(document)]
    for word in {word for text in found for word in text.split()}:
        assert page_text.count(word) >= sum(text.count(word) for text in found), word


def assert_nothing_is_lost(ours: Document, merged: Document) -> None:
    page = shown(ours, merged)
    assert_holds(read_page(page, "del").text, merged)
    assert_holds(read_page(page, "ins").text, ours)
    headings = read_page(page).headings
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    identifiers = read_page(page).identifiers
    assert len(identifiers) == len(set(identifiers))


_QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking whole documents takes minutes
LENIENT = examples(12, by_night=20, phases=_QUICK)


@LENIENT
@given(documents(), documents())
def test_every_word_of_both_versions_is_on_the_page(ours: Document, merged: Document) -> None:
    assert_nothing_is_lost(ours, merged)


@LENIENT
@given(documents(), documents(), st.randoms(use_true_random=False))
def test_every_word_is_there_when_blocks_move_come_and_go(one: Document, other: Document, random: object) -> None:
    mixed = [*one.blocks, *other.blocks]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert_nothing_is_lost(one, replace(one, blocks=tuple(mixed[: len(one.blocks) + 1])))


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(0, 4))):
        word = draw(st.sampled_from(re.findall(r"\w+", text)))
        text = re.sub(rf"\b{word}\b", draw(st.sampled_from(["Haus", "Weg zur Schule", "bald.\n\nDann"])), text, count=1)
    return text


@LENIENT
@given(edited(BASE), edited(BASE))
def test_every_word_of_a_merge_is_there_conflicts_included(our_text: str, their_text: str) -> None:
    ours = myst.read(our_text).document
    merged = merge(myst.read(BASE).document, ours, myst.read(their_text).document)
    assert_nothing_is_lost(ours, merged.document)
    page = read_page(shown(ours, merged.document))
    assert sum(name.startswith("konflikt-") and name.count("-") == 1 for name in page.identifiers) == merged.conflicts


def changed(*changes: tuple[str, str]) -> Document:
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return myst.read(text).document


def test_a_changed_word_is_marked_for_eyes_and_ears() -> None:
    page = shown(changed(), changed(("Brief", "Anruf")))
    assert '<del><span class="unseen">gestrichen: </span>Brief</del>' in page
    assert '<ins><span class="unseen">eingefügt: </span>Anruf</ins>' in page


def test_a_blank_that_goes_with_a_word_goes_from_the_page_too() -> None:
    ours, merged = (Document((Paragraph(children=(Text(words),)),)) for words in ("zur Schule Schule.", "zur Schule."))
    assert "zur Schule." in read_page(shown(ours, merged), "del").text


def test_nothing_changed_is_one_sentence_before_the_chapter() -> None:
    page = shown(changed(), changed())
    assert "Am Kapitel ändert sich nichts." in page
    assert not {"ins", "del"} & read_page(page).tags


def test_the_report_is_on_top_and_conflicts_lead_to_their_place() -> None:
    base, ours, theirs = changed(), changed(("Rathaus", "Amt")), changed(("Rathaus", "Schulamt"))
    page = shown(ours, merge(base, ours, theirs).document, "Eine Notiz <b>fehlt</b>.")
    text = read_page(page).text
    assert text.index("Zu entscheiden: 1") < text.index("Eine Notiz <b>fehlt</b>.") < text.index("Im Ratgeber:")
    reading = read_page(page)
    assert "#konflikt-1" in reading.targets
    assert {target[1:] for target in reading.targets if target.startswith("#")} <= set(reading.identifiers)
    assert "b" not in reading.tags


def test_a_conflict_shows_both_versions_and_what_one_makes_of_the_other() -> None:
    base, ours, theirs = changed(), changed(("Rathaus", "Amt")), changed(("Rathaus", "Schulamt"))
    page = shown(ours, merge(base, ours, theirs).document)
    assert page.count('<div class="version">') == 2
    box = page[page.index('<section class="conflict"') : page.index("</section>")]
    mine, other = box.split('<div class="version">')[1:]
    assert "Amt" in mine
    assert "Schulamt" not in mine
    assert "<ins" in other
    assert "Schulamt" in other


def test_a_conflict_takes_the_place_of_what_it_is_about() -> None:
    base, ours, theirs = changed(), changed(("Rathaus", "Amt")), changed(("Rathaus", "Schulamt"))
    page = shown(ours, merge(base, ours, theirs).document)
    assert page.count("Ihr Kind") == 2
    assert "Gestrichen" not in page


def test_words_of_the_file_are_no_markup_and_drive_nothing() -> None:
    merged = replace(changed(), blocks=(*changed().blocks, Paragraph(children=(Text("<script>x\x1b[31m\u202e"),))))
    page = preview_page(compare(changed(), merged), title="<script>", report=["<script>\x07"])
    assert "script" not in read_page(page).tags
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", page)


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    merged = myst.read(BASE + "\n![Weg](bilder/weg.png)\n\n[Amt](https://example.org) [X](javascript:alert)\n").document
    page = shown(changed(), merged)
    reading = read_page(page)
    assert not reading.tags & {"script", "img", "link", "iframe", "object", "svg", "form"}
    assert not re.search(r"url\(|@import|\son\w+=|javascript:[^<]*\">", page)


def test_long_stretches_that_stay_are_folded_but_not_short_ones() -> None:
    long = "\n\n".join(f"Absatz {number} mit Wörtern, die niemand noch einmal lesen will." for number in range(30))
    ours = myst.read(f"# T\n\n{long}\n\n## Ende\n\nalt\n").document
    merged = myst.read(f"# T\n\n{long}\n\n## Ende\n\nneu\n").document
    page = shown(ours, merged)
    folded = page[page.index("<details>") : page.index("</details>")]
    assert "Absatz 20" in folded
    assert "Ende" not in folded
    assert "<details>" not in shown(changed(), changed(("Brief", "Anruf")))


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("Danach kommt ein Brief.", "## Danach kommt ein Brief.", "Überschrift (Ebene 2) statt Absatz"),
        ("- Ausweis\n- Geburtsurkunde", "1. Ausweis\n2. Geburtsurkunde", "Nummerierte Liste statt Aufzählung"),
        ("- Ausweis", "- [x] Ausweis", "Kästchen angekreuzt"),
        ("\nDanach kommt ein Brief.\n", "", "Gestrichen"),
        ("- Geburtsurkunde\n", "- Geburtsurkunde\n- Impfausweis\n", "Neu"),
    ],
)
def test_what_no_word_shows_is_named(old: str, new: str, label: str) -> None:
    assert f'<p class="label">{label}</p>' in shown(changed(), changed((old, new)))


def test_records_are_shown_in_the_words_of_the_guide() -> None:
    class Words(PlainWords):
        def of_inline(self, inline: object) -> str:
            return "28. Februar" if isinstance(inline, Role) else ""

    document = myst.read("# T\n\nBis {fakt}`anmeldefrist`.\n").document
    page = preview_page(compare(document, document), title="T", report=[], shown=Words())
    assert '<span class="record">28. Februar</span>' in page
    assert "fakt: anmeldefrist" in preview_page(compare(document, document), title="T", report=[])


def test_a_sign_without_a_note_leads_nowhere() -> None:
    document = Document(blocks=(Paragraph(children=(Text("a"), NoteReference("9"))),))
    assert read_page(shown(document, document)).targets == []


def test_every_table_has_a_name_of_its_own() -> None:
    table = ":::{tabelle}\n:kopfzeilen: 1\n\n- - a\n  - b\n- - c\n  - d\n:::\n\n"
    document = myst.read(f"# T\n\n{table}{table}").document
    page = shown(document, document)
    assert 'aria-label="Tabelle 1"' in page
    assert 'aria-label="Tabelle 2"' in page
