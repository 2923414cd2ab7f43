"""What becomes of a web page's parts in a book: the browser's go, files beside web pages are found in the web."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from ratgeber_tools.sphinx_ext.data.shown.film_player import ratgeber_film
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS, PARENTS_CLASS
from ratgeber_tools.sphinx_ext.epub.adapting import DRAFT_CLASS, adapt
from ratgeber_tools.sphinx_ext.nodes import ratgeber_birthday_form

SITE = "https://stadt.example/r/"
PAGE = f"{SITE}hort.html"


def link(address: str, words: str = "Termine") -> nodes.reference:
    return nodes.reference(words, words, refuri=address, internal=False)


def paragraph(*children: nodes.Node, classes: tuple[str, ...] = ()) -> nodes.paragraph:
    return nodes.paragraph("", "", *children, classes=list(classes))


def adapted(*children: nodes.Node, site: str = "", draft: str = "") -> nodes.section:
    section = nodes.section("", nodes.title("Hort", "Hort"), *children, ids=["hort"])
    document = new_document("hort")
    document += section
    adapt(document, site=site, page=PAGE if site else "", draft=draft)
    return section


def links_of(section: nodes.section) -> list[str]:
    return [str(each["refuri"]) for each in section.findall(nodes.reference)]


def calendar() -> list[nodes.Node]:
    steps = nodes.definition_list("", classes=["rg-kalenderhilfe"])
    return [paragraph(link("../kalender/ferien.ics"), classes=("rg-kalender",)), steps]


def test_a_calendar_is_found_at_its_whole_address() -> None:
    assert links_of(adapted(*calendar(), site=SITE)) == [f"{SITE}kalender/ferien.ics"]


def test_without_an_address_no_calendar_is_offered_and_no_help_with_it() -> None:
    assert [type(child) for child in adapted(*calendar()).children] == [nodes.title]


def test_a_subscription_and_calendars_of_others_stay_as_they_are() -> None:
    addresses = ["webcal://stadt.example/r/kalender/ferien.ics", "https://land.example/kalender/ferien.ics"]
    assert links_of(adapted(*(paragraph(link(each)) for each in addresses), site=SITE)) == addresses


def test_a_film_is_its_still_and_the_way_to_it() -> None:
    film = ratgeber_film("", nodes.image(uri="standbild.png", alt="Zwei Kinder"), label="Ankommen", mime="video/mp4")
    shown = adapted(film, site=SITE)
    assert [type(child) for child in shown.children[1:]] == [nodes.image, nodes.paragraph]
    assert links_of(shown) == [PAGE]
    without = adapted(ratgeber_film("", label="Ankommen", mime="video/mp4"))
    assert without.children[1].astext() == "Diesen Film gibt es im Netz: Ankommen."


def test_a_download_leads_to_the_page_it_lies_beside_or_says_where_it_is() -> None:
    def file() -> nodes.paragraph:
        return paragraph(addnodes.download_reference("", "", nodes.Text("Antrag"), filename="antrag.pdf"))

    assert links_of(adapted(file(), site=SITE)) == [PAGE]
    assert adapted(file()).children[1].astext() == "Antrag (in der Webfassung)"


def test_forms_choices_and_what_parents_would_read_instead_are_gone() -> None:
    told = adapted(
        ratgeber_birthday_form(),
        nodes.container("", paragraph(nodes.Text("Alle zeigen")), classes=["rg-auswahl"]),
        paragraph(nodes.Text("für die Redaktion"), classes=(EDITORS_CLASS,)),
        paragraph(nodes.Text("für Eltern"), classes=(PARENTS_CLASS,)),
    )
    assert [child.astext() for child in told.children[1:]] == ["für die Redaktion"]


def test_a_draft_says_so_right_below_its_title() -> None:
    marked = adapted(paragraph(nodes.Text("Betreuung.")), draft="Ein Entwurf.").children[1]
    assert isinstance(marked, nodes.paragraph)
    assert (marked.astext(), marked["classes"]) == ("Ein Entwurf.", [DRAFT_CLASS])
