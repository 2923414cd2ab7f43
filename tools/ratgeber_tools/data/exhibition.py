"""The travelling exhibition: its panels as text, where to find it, how to borrow it, and how it looks.

Where it stands and when are appointments (`termine.yaml`, key `ausstellung`), each with its own owner and end.
"""

from __future__ import annotations

from pydantic import Field

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.design import Design
from ratgeber_tools.data.fields import Frozen, Identifier, Text, Texts, WebAddress
from ratgeber_tools.data.funding import Form
from ratgeber_tools.data.media import MediaPicture


class Panel(Frozen):
    """One panel as readable text; `text` has an entry a paragraph."""

    title: Text = Field(alias="titel")
    text: Texts = Field(default=())
    picture: MediaPicture | None = Field(alias="bild", default=None)


class Lending(Frozen):
    """What a school or an office has to know before it borrows the exhibition."""

    size: Text = Field(alias="masse", default="")
    number: Text = Field(alias="zahl_der_tafeln", default="")
    space: Text = Field(alias="platz", default="")
    transport: Text = Field(default="")
    cost: Text = Field(alias="kosten", default="")
    insurance: Text = Field(alias="versicherung", default="")
    contact: Identifier | None = Field(alias="anfrage", default=None)
    form: Form | None = Field(alias="formular", default=None)


#: The terms in the order a borrower asks for them.
LENDING_TERMS = (
    ("size", "Maße der Tafeln"),
    ("number", "Zahl der Tafeln"),
    ("space", "Platz, den sie braucht"),
    ("transport", "Transport"),
    ("cost", "Kosten"),
    ("insurance", "Versicherung"),
)


class Exhibition(Attested):
    name: Text = Field()
    title: Text = Field(alias="titel", default="")
    description: Text = Field(alias="beschreibung", default="")
    panels: tuple[Panel, ...] = Field(alias="tafeln", default=())
    lending: Lending = Field(alias="ausleihe", default_factory=Lending)
    material: tuple[Form, ...] = Field(alias="material", default=())
    picture_rights: Text = Field(alias="bildrechte", default="")
    press: Text = Field(alias="presse", default="")
    short_address: WebAddress | None = Field(alias="kurzadresse", default=None)
    design: Design = Field(alias="gestaltung", default_factory=Design)

    @property
    def label(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        return bool(self.title or self.description or self.panels)


def missing_in(exhibition: Exhibition) -> tuple[str, ...]:
    """Return what somebody still has to supply before the page is whole."""
    needed = (
        ("Titel", exhibition.title),
        ("Worum es geht", exhibition.description),
        ("Texte und Bilder der Tafeln", exhibition.panels),
        *((words, getattr(exhibition.lending, name)) for name, words in LENDING_TERMS),
        ("Wen man für die Ausleihe fragt", exhibition.lending.contact),
        ("Formular für die Anfrage", exhibition.lending.form),
        ("Material für Elternabende", exhibition.material or exhibition.has_no("material")),
        ("Bildrechte und Einwilligungen", exhibition.picture_rights or exhibition.has_no("picture_rights")),
        ("Angaben für die Presse", exhibition.press or exhibition.has_no("press")),
        ("Kurzadresse", exhibition.short_address or exhibition.has_no("short_address")),
        ("Farben und Schrift", exhibition.design.is_set),
    )
    return tuple(words for words, value in needed if not value)
