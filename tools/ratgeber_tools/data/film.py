"""Films about the work at schools: what a page needs so that everyone can watch, read or hear them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.consents import Agreement
from ratgeber_tools.data.fields import Frozen, Identifier, Text, Texts, WebAddress, YesNo, mistake
from ratgeber_tools.data.media import MediaPicture, Right, Seconds

#: What browsers play, by the end of the file's name.
FILM_TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}
CAPTION_SUFFIX = ".vtt"


def _film_file(value: str) -> str:
    if not value.lower().endswith(tuple(FILM_TYPES)):
        raise mistake(f"„{value}“ spielt nicht jeder Browser. Nehmen Sie eine Datei, die auf .mp4 oder .webm endet.")
    return value


def _caption_file(value: str) -> str:
    if not value.lower().endswith(CAPTION_SUFFIX):
        raise mistake(f"„{value}“ sind keine Untertitel für das Netz. Nehmen Sie eine Datei im Format WebVTT (.vtt).")
    return value


FilmFile = Annotated[Text, AfterValidator(_film_file)]
CaptionFile = Annotated[Text, AfterValidator(_caption_file)]


class Captions(Frozen):
    """Subtitles for people who do not hear the film, in one language (BCP 47)."""

    file: CaptionFile = Field(alias="datei")
    language: Text = Field(alias="sprache", default="de")
    label: Text = Field(alias="name", default="Deutsch")


class FilmChapter(Frozen):
    """A portrait or another part, from `start` on."""

    start: Seconds = Field(alias="ab")
    title: Text = Field(alias="titel")


class Elsewhere(Frozen):
    """The film at a third party: who that is, where, and which data it gets from whoever opens it."""

    provider: Text = Field(alias="anbieter")
    address: WebAddress = Field(alias="adresse")
    data: Text = Field(alias="daten", default="")


class Film(Attested):
    """A film; everything but what it is called here may still be missing."""

    name: Text = Field()
    title: Text = Field(alias="titel", default="")
    description: Text = Field(alias="beschreibung", default="")
    duration: Seconds | None = Field(alias="dauer", default=None)
    file: FilmFile = Field(alias="datei", default="")
    is_downloadable: YesNo = Field(alias="herunterladen", default=False)
    elsewhere: Elsewhere | None = Field(alias="fremd", default=None)
    captions: tuple[Captions, ...] = Field(alias="untertitel", default=())
    described_film: FilmFile = Field(alias="audiodeskription", default="")  # the same film with a voice that describes
    poster: MediaPicture | None = Field(alias="standbild", default=None)
    chapters: tuple[FilmChapter, ...] = Field(alias="kapitel", default=())
    transcript: Texts = Field(alias="wortlaut", default=())  # a paragraph each
    participants: Texts = Field(alias="beteiligte", default=())  # institutions, no private persons
    rights: tuple[Right, ...] = Field(alias="rechte", default=())
    consents: tuple[Agreement, ...] = Field(alias="einwilligungen", default=())
    short_address: WebAddress | None = Field(alias="kurzadresse", default=None)
    screenings: Identifier | None = Field(alias="vorfuehrungen", default=None)  # whom to ask for one

    @property
    def label(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        return bool(self.title or self.description or self.file or self.elsewhere)


#: What a page of a film needs: the attribute, and what it is called when it is missing.
NEEDED = (
    ("title", "Titel"),
    ("description", "Worum es geht"),
    ("duration", "Dauer"),
    ("poster", "Standbild mit Beschreibung"),
    ("captions", "Untertitel"),
    ("described_film", "Fassung mit Audiodeskription"),
    ("chapters", "Kapitelmarken für die Porträts"),
    ("transcript", "Wortlaut zum Lesen"),
    ("participants", "Beteiligte"),
    ("rights", "Nutzungsrechte mit Ende"),
    ("consents", "Einwilligungen mit Ende"),
    ("short_address", "Kurzadresse"),
    ("screenings", "Kontakt für Vorführungen"),
)


def missing_in(film: Film) -> tuple[str, ...]:
    """Return what somebody still has to supply, in the words of `NEEDED`."""
    source = () if film.file or film.elsewhere else ("Film-Datei oder Adresse",)
    alt = ("Beschreibung des Standbilds",) if film.poster is not None and not film.poster.alt else ()
    return (*source, *(words for name, words in NEEDED if not getattr(film, name) and not film.has_no(name)), *alt)
