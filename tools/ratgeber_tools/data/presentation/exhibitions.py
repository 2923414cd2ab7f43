"""What is said of an exhibition: panels to read, where it stands, how to borrow it."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.exhibition import LENDING_TERMS
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.presentation.films import about, to_supply
from ratgeber_tools.data.presentation.places import place_entry
from ratgeber_tools.data.presentation.statements import form, right_words
from ratgeber_tools.data.presentation.values import (
    Asking,
    Block,
    Bullets,
    DateTable,
    Directory,
    Ending,
    Entry,
    Item,
    Lines,
    NotYet,
    Open,
    Paragraph,
    Part,
    ShownPicture,
    labelled,
)
from ratgeber_tools.data.presentation_queries import ExhibitionAnswer
from ratgeber_tools.data.queries import Shown


def exhibition_parts(answer: ExhibitionAnswer) -> Iterator[Part]:
    """Yield the parts.  Dates have owners of their own, so they are told even while the rest may not be shown."""
    exhibition, disclosure = answer.exhibition.record, answer.exhibition.disclosure

    def part(name: str, heading: str, *blocks: Block) -> Part:
        return Part(name, heading, blocks if disclosure.is_shown else ())

    lines = about(exhibition.title, exhibition.description, (), exhibition.short_address, disclosure)
    yield part("inhalt", "Worum es geht", lines)
    panels = tuple(_panels(answer))
    yield part("tafeln", "Die Tafeln", *((Directory(panels, "tafeln"),) if panels else ()))
    yield Part("standort", "Wo sie steht", tuple(_tour(answer)))
    yield Part("ausleihe", "Ausleihen", tuple(_lending(answer)))
    material = tuple(Item(form(entry)) for entry in exhibition.material)
    yield part("material", "Material", *((Bullets(material),) if material else ()))
    rights = labelled(("Bildrechte", exhibition.picture_rights), ("Presse", exhibition.press))
    yield part("rechte", "Bildrechte und Presse", *((Lines(rights),) if rights else ()))
    if answer.missing:
        yield Part("offen", "Noch offen", to_supply(answer.missing, disclosure.ask))


def _panels(answer: ExhibitionAnswer) -> Iterator[Entry]:
    """Every panel as text; its picture only where it may be shown, but always with whose it is."""
    for panel, picture in zip(answer.exhibition.record.panels, answer.pictures, strict=True):
        body: list[Block] = []
        if picture is not None:
            body.append(ShownPicture(picture, "; ".join(map(right_words, picture.rights))))
        elif panel.picture is not None:
            body.append(Paragraph(("Das Bild dieser Tafel ist hier nicht zu sehen: Einwilligung oder Recht fehlt.",)))
        yield Entry(panel.title, (*body, *(Paragraph((words,)) for words in panel.text)))


def _tour(answer: ExhibitionAnswer) -> Iterator[Block]:
    """“Zurzeit” takes itself back when the last day has passed."""
    whom = answer.exhibition.disclosure.ask
    if not answer.tour:
        yield Paragraph(("Wo die Ausstellung steht und wohin sie geht: ", NotYet(), ", ", Asking(whom), "."))
        return
    for shown in answer.now:
        words = f"Zurzeit: {shown.record.place or shown.record.title}, {shown.record.period}"
        yield Paragraph((Ending((words,), shown.record.last_day, ("Wo sie zurzeit steht, ", Asking(whom))),))
    yield DateTable(answer.tour, "Wann und wo")


def _lending(answer: ExhibitionAnswer) -> Iterator[Block]:
    lending, disclosure = answer.exhibition.record.lending, answer.exhibition.disclosure
    terms = [(label, getattr(lending, name) if disclosure.is_shown else "") for name, label in LENDING_TERMS]
    if known := labelled(*terms):
        yield Lines(known)
    if unknown := tuple(label for label, value in terms if not value):
        yield Open(unknown, disclosure.ask)
    if lending.form is not None and disclosure.is_shown:
        yield Paragraph(("Anfrage: ", *form(lending.form)))
    if answer.lender is not None:
        place: Shown[Place] = Shown(answer.lender.record, answer.lender.disclosure)
        yield place_entry(place)
