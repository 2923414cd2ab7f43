"""What is said of an exhibition: panels to read, where it stands, how to borrow it."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.exhibition import LENDING_TERMS
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.films import about, to_supply
from ratgeber_tools.data.presentation.places import place_entry
from ratgeber_tools.data.presentation.statements import form, right_words
from ratgeber_tools.data.presentation_queries import ExhibitionAnswer


def exhibition_parts(answer: ExhibitionAnswer) -> Iterator[said.Part]:
    """Yield the parts.  Dates have owners of their own, so they are told even while the rest may not be shown."""
    exhibition, disclosure = answer.exhibition.record, answer.exhibition.disclosure

    def part(name: str, heading: str, *blocks: said.Block, attribute: str = "") -> said.Part:
        is_absent = disclosure.is_shown and exhibition.has_no(attribute)
        return said.Part(name, heading, blocks if disclosure.is_shown else (), is_absent=is_absent)

    lines = about(exhibition.title, exhibition.description, (), exhibition.short_address, disclosure)
    yield part("inhalt", "Worum es geht", lines)
    panels = tuple(_panels(answer))
    yield part("tafeln", "Die Tafeln", *((said.Directory(panels, "tafeln"),) if panels else ()), attribute="panels")
    yield said.Part("standort", "Wo sie steht", tuple(_tour(answer)))
    yield said.Part("ausleihe", "Ausleihen", tuple(_lending(answer)))
    material = tuple(said.Item(form(entry)) for entry in exhibition.material)
    yield part("material", "Material", *((said.Bullets(material),) if material else ()), attribute="material")
    rights = said.labelled(("Bildrechte", exhibition.picture_rights), ("Presse", exhibition.press))
    is_absent = disclosure.is_shown and all(map(exhibition.has_no, ("picture_rights", "press")))
    blocks: said.Blocks = (said.Lines(rights),) if rights and disclosure.is_shown else ()
    yield said.Part("rechte", "Bildrechte und Presse", blocks, is_absent=is_absent)
    if answer.missing:
        yield said.Part(said.OPEN_PART, "Noch offen", to_supply(answer.missing, disclosure.ask))


def _panels(answer: ExhibitionAnswer) -> Iterator[said.Entry]:
    """Every panel as text; its picture only where it may be shown, but always with whose it is."""
    for panel, picture in zip(answer.exhibition.record.panels, answer.pictures, strict=True):
        body: list[said.Block] = []
        if picture is not None:
            body.append(said.ShownPicture(picture, "; ".join(map(right_words, picture.rights))))
        elif panel.picture is not None:
            body.append(said.paragraph("Das Bild dieser Tafel ist hier nicht zu sehen: Einwilligung oder Recht fehlt."))
        yield said.Entry(panel.title, (*body, *(said.paragraph(words) for words in panel.text)))


def _tour(answer: ExhibitionAnswer) -> Iterator[said.Block]:
    """“Zurzeit” takes itself back when the last day has passed."""
    whom = answer.exhibition.disclosure.ask
    if not answer.tour:
        yield said.paragraph(
            "Wo die Ausstellung steht und wohin sie geht: ", said.NotYet(), ", ", said.Asking(whom), "."
        )
        return
    for shown in answer.now:
        words = f"Zurzeit: {shown.record.place or shown.record.title}, {shown.record.period}"
        yield said.paragraph(
            said.Ending((words,), shown.record.last_day, ("Wo sie zurzeit steht, ", said.Asking(whom)))
        )
    yield said.DateTable(answer.tour, "Wann und wo")


def _lending(answer: ExhibitionAnswer) -> Iterator[said.Block]:
    lending, disclosure = answer.exhibition.record.lending, answer.exhibition.disclosure
    terms = [(label, getattr(lending, name) if disclosure.is_shown else "") for name, label in LENDING_TERMS]
    if known := said.labelled(*terms):
        yield said.Lines(known)
    if unknown := tuple(label for label, value in terms if not value):
        yield said.Open(unknown, disclosure.ask)
    if lending.form is not None and disclosure.is_shown:
        yield said.paragraph("Anfrage: ", *form(lending.form))
    if answer.lender is not None:
        yield place_entry(answer.lender)
