"""The municipality: whatever another town would have to change.  Every value may be unset, and nothing is invented."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.data.absence import MayLack
from ratgeber_tools.data.fields import (
    Frozen,
    GermanDate,
    Identifier,
    Text,
    Texts,
    WebAddress,
    YesNo,
    choice_of,
    mistake,
)
from ratgeber_tools.hues import BY_GERMAN_NAME, Hue
from ratgeber_tools.quotation import quoted


class PartColour(StrEnum):
    """The hues a part can have, as a town writes them (`hues.PARTS`)."""

    PETROL = "petrol"
    VIOLET = "violett"
    BERRY = "beere"
    GREEN = "grün"
    BLUE = "blau"
    BROWN = "braun"


class PartLook(Frozen):
    """How a part of the guide is known at sight, in every edition alike; `folder` is the part's.

    Without a colour it takes the next one that no part has chosen (`hues.part_hues`).
    """

    folder: Text = Field(alias="ordner")
    colour: Annotated[PartColour | None, choice_of(PartColour)] = Field(alias="farbe", default=None)
    sign: Annotated[Pictogram | None, choice_of(Pictogram)] = Field(alias="zeichen", default=None)

    @property
    def hue(self) -> Hue | None:
        return BY_GERMAN_NAME[self.colour] if self.colour is not None else None


def _each_once(looks: tuple[PartLook, ...]) -> tuple[PartLook, ...]:
    """Refuse two entries for one folder: which of them holds would be chance."""
    folders = [look.folder for look in looks]
    for folder in folders:
        if folders.count(folder) > 1:
            raise mistake(f"{quoted(folder)} steht zweimal da. Streichen Sie einen der beiden Einträge.")
    return looks


class FundingNotice(Frozen):
    """What a funder wants to see: emblem and wording are prescribed, so both stay unset until supplied.

    ESF+ asks for the emblem of the Union beside its sentence (Regulation (EU) 2021/1060, Annex IX).
    """

    funder: Text = Field(alias="geber")
    wording: Text = Field(alias="wortlaut", default="")
    emblem: Text = Field(alias="emblem", default="")  # a file below ratgeber/
    emblem_alt: Text = Field(alias="emblem_beschreibung", default="")


class Imprint(MayLack):
    """What the law wants to know; offices and functions, no private persons."""

    publisher: Text = Field(alias="herausgeber", default="")
    represented_by: Text = Field(alias="vertreten_durch", default="")
    responsible: Text = Field(alias="inhaltlich_verantwortlich", default="")
    vat_number: Text = Field(alias="umsatzsteuer_nummer", default="")
    printer: Text = Field(alias="druckerei", default="")
    print_run: Text = Field(alias="auflage", default="")
    contact: Identifier | None = Field(alias="kontakt", default=None)
    data_protection: Identifier | None = Field(alias="datenschutz", default=None)
    accessibility_contact: Identifier | None = Field(alias="barrierefreiheit", default=None)
    legal_basis: Text = Field(alias="gesetz", default="")
    supervisory_authority: Text = Field(alias="datenschutz_aufsicht", default="")
    hosting: Text = Field(alias="server", default="")
    server_logs: Text = Field(alias="server_speichert", default="")
    picture_credits: Text = Field(alias="bildnachweis", default="")


class AccessibilityStatement(MayLack):
    """What the statement on accessibility has to say that only the publisher knows (BGG LSA, BGGVO LSA).

    Whom readers tell about barriers is `Imprint.accessibility_contact`, the ombuds office is one of the contacts.
    """

    prepared_on: GermanDate | None = Field(alias="erklaerung_vom", default=None)
    tested_on: GermanDate | None = Field(alias="geprueft_am", default=None)
    method: Text = Field(alias="pruefverfahren", default="")  # self-assessment, or who has tested
    result: Text = Field(alias="pruefergebnis", default="")
    ombuds_office: Identifier | None = Field(alias="ombudsstelle", default=None)


def _with_point(value: Any) -> Any:
    return value.replace(",", ".") if isinstance(value, str) else value


#: How thick a sheet is, in mm: 0.1 with 80 g/m².
SheetThickness = Annotated[float, BeforeValidator(_with_point), Field(ge=0.05, le=0.5)]


class Brochure(Frozen):
    """How long a printed copy is meant to be read, and how it is made.

    An unset end means unknown, and then no value outlives it.  `volumes` are folders of the parts that become a
    booklet each; all other parts stand in every one of them.  Without any there is one book.  `printer` names a file
    of `press/printers` or `daten/druckereien`; `has_marks` unset leaves crop marks to what it says.
    `sheet_mm` is the thickness of the office printer's paper.  `refers_to_sheet` says that a loose date sheet is handed
    out with every copy, so that print may refer to it.
    """

    appears_on: GermanDate | None = Field(alias="erscheint_am", default=None)
    valid_until: GermanDate | None = Field(alias="gilt_bis", default=None)
    volumes: Texts = Field(alias="baende", default=())
    printer: Identifier = Field(alias="druckprofil", default="standard")
    has_marks: YesNo | None = Field(alias="schnittmarken", default=None)
    sheet_mm: SheetThickness = Field(alias="papier_mm", default=0.1)
    has_separate_cover: YesNo = Field(alias="umschlag_getrennt", default=False)
    refers_to_sheet: YesNo = Field(alias="einlegeblatt", default=False)


class Municipality(Frozen):
    """`kommune.yaml`."""

    name: Text = Field(default="")
    official_name: Text = Field(alias="amtlicher_name", default="")
    state: Text = Field(alias="land", default="")
    guide_title: Text = Field(alias="titel_des_ratgebers", default="")
    web: WebAddress | None = Field(default=None)
    guide_web: WebAddress | None = Field(alias="adresse_des_ratgebers", default=None)
    desk_web: WebAddress | None = Field(alias="adresse_des_redaktionstischs", default=None)  # takes parents' voices
    information: Identifier | None = Field(alias="auskunft", default=None)  # whom to ask when nobody else is named
    editorial_office: Identifier | None = Field(alias="redaktion", default=None)
    cut_off_fact: Identifier | None = Field(alias="stichtag", default=None)  # the fact that says who starts school
    calendar_domain: Text = Field(alias="kalender_kennung", default="")
    imprint: Imprint = Field(alias="impressum", default_factory=Imprint)
    accessibility: AccessibilityStatement = Field(
        alias="erklaerung_zur_barrierefreiheit", default_factory=AccessibilityStatement
    )
    brochure: Brochure = Field(alias="broschuere", default_factory=Brochure)
    funding_notices: tuple[FundingNotice, ...] = Field(alias="foerderhinweise", default=())
    local_names: Texts = Field(alias="ortsnamen", default=())
    parts: Annotated[tuple[PartLook, ...], AfterValidator(_each_once)] = Field(alias="teile", default=())

    @property
    def looks(self) -> dict[str, PartLook]:
        """How parts look, by their folders."""
        return {look.folder: look for look in self.parts}
