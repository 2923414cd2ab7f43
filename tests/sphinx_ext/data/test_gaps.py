"""A page without a value reads well: what says nothing goes, what says something stays, and the page counts once."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS
from sphinx_ext.data.data_guide import CONFIRMED, FACTS, OFFICE, UNSURE, DataGuide, page_guide, words_of
from sphinx_ext.sphinx_building import Built

NOTE = "1 Angabe fehlt noch. Schulamt fragen: 0340 204-2040"
#: Of `betrag` parents see nothing; `frist` is confirmed.
FRIST_ENDS = "Angaben ohne Zeichen sind bestätigt oder geprüft"


def public(folder: Path, text: str, **data: str) -> str:
    built = page_guide(folder, text, **data).build(edition="oeffentlich")
    assert built.warnings == []
    return words_of(built).removeprefix("Titel ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # a sentence that is only the name of the value goes
        ("Vorn.\nHöchstens: {fakt}`betrag`\n\nHinten.", "Vorn. Hinten. " + NOTE),
        ("{wortlaut}`betrag`\n\nHinten.", "Hinten. " + NOTE),
        ("Das gilt. {wortlaut}`betrag` Mehr dazu im Amt.", "Das gilt. Mehr dazu im Amt. " + NOTE),
        # one that makes sense without stays, and is not broken
        ("Es gibt {fakt}`betrag` im Jahr.", "Es gibt (noch offen) im Jahr. " + NOTE),
        ("Rufen Sie bei Fragen an: {fakt}`betrag`", "Rufen Sie bei Fragen an: (noch offen) " + NOTE),
        # items, lists and the line that leads to them
        ("Das kostet es:\n\n- Geld: {fakt}`betrag`\n\nEnde.", "Ende. " + NOTE),
        ("Das kostet es:\n\n- Geld: {fakt}`betrag`\n- Zeit\n", "Das kostet es: Zeit " + NOTE),
        ("Vorn. Das kostet es:\n\n- {wortlaut}`betrag`\n", "Vorn. " + NOTE),
        # rows and tables
        ("| Was | Preis |\n|---|---|\n| A | {fakt}`betrag` |\n| B | frei |\n", "Was Preis B frei " + NOTE),
        ("| Was | Preis |\n|---|---|\n| A | {fakt}`betrag` |\n\nEnde.", "Ende. " + NOTE),
        ("| Was | a | b |\n|---|---|---|\n| A | {fakt}`betrag` | ja |\n", "Was a b A – ja " + NOTE),
        # boxes and sections with nothing but their title
        (":::{frist} Geld\n{wortlaut}`betrag`\n:::\n\nEnde.", "Ende. " + NOTE),
        ("Vorn.\n\n## Kosten\n\n{wortlaut}`betrag`\n\n## Wege\n\nZu Fuß.", "Vorn. Wege Zu Fuß. " + NOTE),
    ],
)
def test_what_says_nothing_without_the_value_goes_and_the_rest_stays(tmp_path: Path, text: str, shown: str) -> None:
    assert public(tmp_path, text) == shown


def test_a_link_to_a_section_that_is_gone_leads_to_where_it_was(tmp_path: Path) -> None:
    text = "Siehe [Kosten](#kosten).\n\n(kosten)=\n## Kosten\n\n{wortlaut}`betrag`\n\n## Wege\n\nZu Fuß."
    built = page_guide(tmp_path, text).build(edition="oeffentlich")
    assert built.warnings == []
    assert 'href="#kosten"' in built.article()
    assert 'id="kosten"' in built.article()
    assert page_guide(tmp_path_of(tmp_path), text).build(builder="pdf", edition="oeffentlich").warnings == []


def tmp_path_of(folder: Path) -> Path:
    (folder / "noch-einer").mkdir()
    return folder / "noch-einer"


def test_the_key_points_say_what_is_known_and_nothing_else(tmp_path: Path) -> None:
    head = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\nkurz:\n  - Es gibt {fakt}`betrag` im Jahr.\n"
    head += "  - Fragen Sie.\n---\n"
    built = DataGuide(tmp_path, {"a": f"{head}# A\n\nText.\n"}).build(edition="oeffentlich")
    assert "Das Wichtigste Fragen Sie. Text." in words_of(built, "a")
    assert "fehlt" not in words_of(built, "a")  # a page says below what it knows; here it never needed it


def test_a_page_counts_all_that_is_missing_once(tmp_path: Path) -> None:
    shown = public(tmp_path, "- {wortlaut}`betrag`\n\n## B\n\nText.\n\n- Geld: {fakt}`betrag`\n")
    assert shown == "B Text. 2 Angaben fehlen noch. Schulamt fragen: 0340 204-2040"


@pytest.mark.parametrize(
    ("office", "town", "asked"),
    [
        # the office itself where its contact is confirmed, else the editors, else the information
        (OFFICE, "redaktion: netz\n", "Schulamt fragen: 0340 204-2040"),
        (OFFICE.replace(CONFIRMED, ""), "redaktion: netz\nauskunft: auskunft\n", "Netz fragen: netz @ stadt . example"),
        (OFFICE.replace(CONFIRMED, ""), "auskunft: auskunft\n", "Auskunft fragen: 0340 1"),
        (OFFICE.replace(CONFIRMED, ""), "name: Stadt\n", ""),
    ],
)
def test_the_button_leads_to_somebody_who_can_be_reached(tmp_path: Path, office: str, town: str, asked: str) -> None:
    contacts = office + "netz:\n  name: Netz\n  art: Amt\n  email: netz@stadt.example\n" + CONFIRMED
    contacts += "auskunft:\n  name: Auskunft\n  art: Amt\n  telefon: 0340 1\n" + CONFIRMED
    shown = public(tmp_path, "Text.\n\n{wortlaut}`betrag`", anlaufstellen=contacts, kommune=town)
    assert shown == f"Text. 1 Angabe fehlt noch. {asked}".strip()


def test_a_number_nobody_misses_is_not_counted(tmp_path: Path) -> None:
    contacts = OFFICE + "neu:\n  name: Neues Amt\n  art: Amt\n  email: neu@stadt.example\n" + CONFIRMED
    assert "fehlt" not in public(tmp_path, ":::{kontakt} neu\n:::", anlaufstellen=contacts)


def test_somebody_is_named_without_the_number_that_is_missing(tmp_path: Path) -> None:
    contacts = OFFICE + "neu:\n  name: Neues Amt\n  art: Amt\n"
    assert public(tmp_path, "Das weiß hier: {kontakt}`neu`.", anlaufstellen=contacts).startswith(
        "Das weiß hier: Neues Amt."
    )


def test_nothing_is_said_in_place_of_what_nobody_wrote(tmp_path: Path) -> None:
    contacts = OFFICE + "neu:\n  name: Neues Amt\n  art: Amt\n"
    text = "- **Für Eltern:** {kontakt}`neu`\n- **Preis:** {fakt}`betrag` im Jahr\n"
    shown = public(tmp_path, text, anlaufstellen=contacts)
    assert shown.startswith("Für Eltern: Neues Amt Preis: (noch offen) im Jahr 2 Angaben")


def seen_by_parents(built: Built) -> str:
    """Return the words of a working page without what only editors see."""
    doctree = built.doctree()
    for node in list(doctree.findall(nodes.Element)):
        if EDITORS_CLASS in node["classes"] and node.parent is not None:
            node.parent.remove(node)
    return " ".join(doctree.astext().split())


@pytest.mark.parametrize(
    "text",
    [
        "Vorn.\nHöchstens: {fakt}`betrag`\n\nHinten.",
        "Es gibt {fakt}`betrag` im Jahr.",
        "Das kostet es:\n\n- Geld: {fakt}`betrag`\n- Zeit\n",
        "| Was | Preis |\n|---|---|\n| A | {fakt}`betrag` |\n| B | frei |\n",
        "Vorn.\n\n## Kosten\n\n{wortlaut}`betrag`\n\n## Wege\n\nZu Fuß.",
    ],
)
def test_the_working_page_is_the_public_one_under_the_editors_marks(tmp_path: Path, text: str) -> None:
    guide = page_guide(tmp_path, text)
    working = guide.build()
    assert "2.000 Euro" in words_of(working)
    assert "?" in words_of(working)
    public_page = guide.build(edition="oeffentlich")
    assert seen_by_parents(working) == " ".join(public_page.doctree().astext().split())


def test_paper_asks_beside_the_value_as_ever(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "Es gibt {fakt}`betrag` im Jahr.").build(edition="druck")
    assert "Es gibt bitte erfragen (Schulamt, Telefon 0340 204-2040 ) im Jahr." in words_of(built)


def test_a_contradiction_is_for_editors(tmp_path: Path) -> None:
    facts = FACTS + "streit:\n  titel: Streit\n  wert: drei\n" + UNSURE
    facts += "  widersprueche: [{aussage: vier, notiert_am: 01.11.2026}]\n"
    guide = page_guide(tmp_path, "Text.\n\nEs sind: {fakt}`streit`", fakten=facts)
    assert "drei ≠" in words_of(guide.build())
    assert words_of(guide.build(edition="oeffentlich")) == f"Titel Text. {NOTE}"
