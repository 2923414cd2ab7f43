"""A record as a form: one field for each value of its model, the kind of the field from there, its label from here.

What pages already call a field (`presentation.fields`) it is called here too.  A value is as somebody types it: a text,
a list of texts, a group of values, or a list of groups; what it may be says the record's model alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from ratgeber_tools.data.absence import MayLack
from ratgeber_tools.data.attestation import CONFIRMATION_KEYS, Attested, Record
from ratgeber_tools.data.consents import Purpose
from ratgeber_tools.data.fields import SEEN_VALUE
from ratgeber_tools.data.persons import ConsentScope
from ratgeber_tools.data.plausibility import collection_named
from ratgeber_tools.data.presentation.fields import FIELDS
from ratgeber_tools.data.steps import TOPIC_TITLES, Step

#: A value as it is typed, whatever its shape.
Typed = str | list["Typed"] | dict[str, "Typed"]

#: The collection of a value that names a chapter, a person, or an appointment of any year.
CHAPTERS, PERSONS, YEARLY = "chapters", "persons", "yearly"


class RecordFieldKind(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "absatz"
    DAY = "tag"
    CHOICE = "auswahl"
    NAMED = "verweis"
    LINES = "zeilen"
    NAMED_LIST = "verweise"
    GROUP = "gruppe"
    GROUPS = "gruppen"


@dataclass(frozen=True, slots=True)
class RecordField:
    """One value of a record: `key` as the data file has it, `parts` of a group.

    `choices` are values with their words; the values of `collection` are the identifiers of its entries.  `may_lack`:
    `absence.ABSENT` may be typed, to say that there is none.
    """

    key: str
    kind: RecordFieldKind
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    collection: str = ""
    parts: tuple[RecordField, ...] = ()
    is_required: bool = False
    may_lack: bool = False

    @property
    def empty(self) -> Typed:
        match self.kind:
            case RecordFieldKind.LINES | RecordFieldKind.NAMED_LIST | RecordFieldKind.GROUPS:
                return []
            case RecordFieldKind.GROUP:
                return {part.key: part.empty for part in self.parts}
            case _:
                return ""


_LONG = frozenset({"wortlaut", "hinweis", "text", "beschreibung", "aussage", "verlauf", "ergebnis", "presse"})
_DAY_HELP = "Zum Beispiel 24.11.2026."
_LINES_HELP = "Je Zeile eine Angabe."
_YES_NO = (("ja", "ja"), ("nein", "nein"))
_CHOICE_WORDS: Mapping[Any, str] = {
    **TOPIC_TITLES,
    Purpose.WEB: "im Internet",
    Purpose.PRINT: "gedruckt",
    ConsentScope.NAME: "der Name",
    ConsentScope.PHOTO: "das Foto",
}

#: What a field is called that no page shows under a name, and a sentence of help: by key, or by model and key.
_LABELS: Mapping[str | tuple[str, str], tuple[str, str]] = {
    "quellen": ("Quellen", ""),
    "zustaendig": ("Zuständig", "Die Stelle, die diese Angabe bestätigen kann."),
    "gueltig_bis": ("Gilt bis", "Der letzte Tag, an dem es gezeigt werden darf. Leer: ein Jahr nach der Bestätigung."),
    "widersprueche": ("Widersprüche", "Was eine andere Quelle sagt."),
    "geltung": ("Gilt", "Bundesweites bestätigt keine Stelle der Stadt; zwei Ämter prüfen es."),
    "hinweis": ("Hinweis für die Redaktion", "Eltern sehen ihn nicht."),
    "titel": ("Titel", ""),
    "name": ("Name", ""),
    "art": ("Art", ""),
    "wert": ("Wert", "So, wie er im Satz steht: 30. Juni, 2.000. Leer: noch unbekannt."),
    "einheit": ("Einheit", "Zum Beispiel Euro. Leer, wenn es keine gibt."),
    "wortlaut": ("Als ganzer Satz", "Für Listen."),
    "rechtsgrundlage": ("Rechtsgrundlage", "Gesetz oder Erlass, mit Paragraf."),
    "strasse": ("Straße und Hausnummer", ""),
    "plz": ("Postleitzahl", ""),
    "ort": ("Ort", ""),
    "stadtteil": ("Stadtteil", ""),
    "gehoert_zu": ("Gehört zu", "Zum Beispiel das Amt, zu dem die Stelle gehört."),
    "themen": ("Womit Eltern kommen", "In ihren Worten, je Zeile eines."),
    "schuljahr": ("Schuljahr", "Zum Beispiel 2026/27."),
    "von": ("Erster Tag", ""),
    "bis": ("Letzter Tag", ""),
    "ende_offen": ("Das Ende ist offen", ""),
    "bekanntgabe": ("Wann und von wem man den Tag erfährt", "Ein ganzer Satz."),
    "erwartet_bis": ("Der Tag sollte bekannt sein bis", ""),
    "uhrzeit": ("Uhrzeit", ""),
    "schule": ("Schule", ""),
    "foerderung": ("Förderung", ""),
    "ausstellung": ("Ausstellung", ""),
    "schulform": ("Schulform", ""),
    "schulform_hinweis": ("Genauer zur Schulform", ""),
    "schulsozialarbeit": ("Schulsozialarbeit an dieser Schule", ""),
    "fachkraft": ("Fachkraft", "Ein Name steht nur dort, wo jemand eingewilligt hat."),
    "langname": ("Ausgeschriebener Name", ""),
    "beschreibung": ("Worum es geht", ""),
    "wer_beantragt": ("Wer beantragt", ""),
    "fakten": ("Stützt sich auf diese Angaben", ""),
    "termine": ("Termine dazu", ""),
    "fristen": ("Fristen", ""),
    "schritte": ("Schritte", ""),
    "abstimmung": ("Wie abgestimmt wird", ""),
    "formulare": ("Formulare", ""),
    "selbstpruefung": ("Was man selbst prüft", _LINES_HELP),
    "beispiele": ("Beispiele", ""),
    "rest_des_topfes": ("Angabe, was noch da ist", ""),
    "offen": ("Noch nicht beschrieben", ""),
    "datei": ("Datei", "Wie sie im Ratgeber heißt."),
    "version": ("Fassung", ""),
    "stand": ("Stand", "Der Tag oder Monat, der auf der Seite steht; sonst: ohne Datum."),
    "jahr": ("Jahr", ""),
    "adresse": ("Internetadresse", "So, wie sie oben im Browser steht."),
    "vertrauen": ("Woher", "Amtlich sind Gesetze, Ministerien und die Stadt selbst."),
    "gesehen_am": ("Zuletzt angesehen am", ""),
    "aussage": ("Was dort steht", ""),
    "quelle": ("Quelle", ""),
    "notiert_am": ("Bemerkt am", ""),
    "thema": ("Gehört zu", ""),
    "text": ("Text", ""),
    "termin": ("An diesem Termin", ""),
    "vor": ("Vor diesem Termin", ""),
    "nach": ("Nach diesem Termin", ""),
    "monat": ("Oder im Monat", "Zum Beispiel Februar."),
    "kapitel": ("Kapitel dazu", ""),
    "dauer": ("Dauer", "Minuten und Sekunden: 4:05."),
    "herunterladen": ("Darf heruntergeladen werden", ""),
    "fremd": ("Bei einem anderen Anbieter", ""),
    "anbieter": ("Anbieter", ""),
    "daten": ("Welche Daten der Anbieter bekommt", ""),
    "untertitel": ("Untertitel", ""),
    "sprache": ("Sprache", "Als Kürzel: de, en, uk."),
    "audiodeskription": ("Fassung mit Audiodeskription", ""),
    "standbild": ("Standbild", ""),
    "ab": ("Ab", "Minuten und Sekunden: 4:05."),
    "beteiligte": ("Beteiligte", "Einrichtungen, keine Privatpersonen; je Zeile eine."),
    "rechte": ("Nutzungsrechte", ""),
    "was": ("Woran", ""),
    "inhaber": ("Wem es gehört", ""),
    "einwilligungen": ("Einwilligungen", ""),
    "zweck": ("Wofür", ""),
    "erteilt_am": ("Erteilt am", ""),
    "widerrufen_am": ("Widerrufen am", ""),
    "umfang": ("Was gezeigt werden darf", ""),
    "beleg": ("Wo die unterschriebene Einwilligung liegt", ""),
    "kurzadresse": ("Kurzadresse", ""),
    "vorfuehrungen": ("Wen man für eine Vorführung fragt", ""),
    "personen": ("Menschen sind zu sehen", ""),
    "tafeln": ("Tafeln", ""),
    "bild": ("Bild", ""),
    "ausleihe": ("Ausleihe", ""),
    "masse": ("Maße der Tafeln", ""),
    "zahl_der_tafeln": ("Zahl der Tafeln", ""),
    "platz": ("Platz, den sie braucht", ""),
    "transport": ("Transport", ""),
    "kosten": ("Kosten", ""),
    "versicherung": ("Versicherung", ""),
    "anfrage": ("Wen man fragt", ""),
    "formular": ("Formular für die Anfrage", ""),
    "material": ("Material für Elternabende", ""),
    "bildrechte": ("Bildrechte und Einwilligungen", ""),
    "presse": ("Angaben für die Presse", ""),
    "gestaltung": ("Farben und Schrift", ""),
    "hell": ("Auf hellem Grund", ""),
    "dunkel": ("Auf dunklem Grund", ""),
    "grund": ("Farbe des Grundes", "Sechs Stellen mit # davor."),
    "schrift": ("Farbe der Schrift", ""),
    "akzent": ("Farbe für Betontes", ""),
    "schriftart": ("Schriftart", ""),
    "eckenradius": ("Runde Ecken", "0 bis 40."),
    "anlass": ("Anlass", ""),
    "zielgruppe": ("Für wen", ""),
    "verlauf": ("Wie es ablief", ""),
    "ergebnis": ("Was dabei herauskam", ""),
    "partner": ("Partner", _LINES_HELP),
    "urheber": ("Von wem das Bild ist", "Wer es aufgenommen oder gezeichnet hat."),
    "lizenz": ("Was wir damit dürfen", "Die Lizenz, oder was vereinbart ist."),
    "herkunft": ("Woher es kommt", "Zum Beispiel: eigene Zeichnung, oder die Internetadresse."),
    "einwilligung_bis": ("Alle haben eingewilligt bis", "Nur, wenn Menschen zu sehen sind."),
    "foto": ("Foto", ""),
    "foto_beschreibung": ("Was auf dem Foto zu sehen ist", "Für alle, die es nicht sehen."),
    "amtlicher_name": ("Amtlicher Name", ""),
    "land": ("Bundesland", ""),
    "titel_des_ratgebers": ("Titel des Ratgebers", ""),
    "web": ("Internet", ""),
    "adresse_des_ratgebers": ("Internetadresse des Ratgebers", ""),
    "adresse_des_redaktionstischs": ("Internetadresse des Redaktionstischs", ""),
    "auskunft": ("Wen man fragt, wenn niemand anderes genannt ist", ""),
    "redaktion": ("Redaktion", ""),
    "stichtag": ("Stichtag der Schulpflicht", ""),
    "kalender_kennung": ("Kennzeichen der Kalender", "Nach der ersten Veröffentlichung nie mehr ändern."),
    "impressum": ("Impressum", ""),
    "herausgeber": ("Herausgeber", ""),
    "vertreten_durch": ("Vertreten durch", ""),
    "inhaltlich_verantwortlich": ("Inhaltlich verantwortlich", ""),
    "umsatzsteuer_nummer": ("Umsatzsteuer-Nummer", ""),
    "druckerei": ("Druckerei", ""),
    "auflage": ("Auflage", ""),
    "kontakt": ("Kontakt", ""),
    "datenschutz": ("Stelle für den Datenschutz", ""),
    ("Imprint", "barrierefreiheit"): ("Stelle, der man Barrieren meldet", ""),
    "gesetz": ("Gesetz, auf das sich das Impressum stützt", ""),
    "datenschutz_aufsicht": ("Aufsicht für den Datenschutz", "Name und Anschrift."),
    "server": ("Wer die Webseiten ausliefert", ""),
    "server_speichert": ("Was der Server speichert, und wie lange", ""),
    "bildnachweis": ("Bildnachweis", ""),
    "erklaerung_zur_barrierefreiheit": ("Erklärung zur Barrierefreiheit", ""),
    "erklaerung_vom": ("Erklärung vom", ""),
    "geprueft_am": ("Geprüft am", ""),
    "pruefverfahren": ("Wie geprüft wurde", ""),
    "pruefergebnis": ("Ergebnis", ""),
    "ombudsstelle": ("Ombudsstelle", ""),
    "broschuere": ("Das gedruckte Heft", ""),
    "erscheint_am": ("Erscheint am", ""),
    "gilt_bis": ("Soll gelten bis", ""),
    "baende": ("Bände", "Je Zeile ein Teil des Ratgebers, der ein eigenes Heft wird."),
    "druckprofil": ("Was die Druckerei verlangt", ""),
    "schnittmarken": ("Schnittmarken", ""),
    "papier_mm": ("Wie dick ein Blatt im Bürodrucker ist, in mm", "0,1 bei 80 g; so weit rücken innere Seiten."),
    "umschlag_getrennt": ("Der Umschlag wird eine eigene Datei", ""),
    "einlegeblatt": ("Jedem Heft liegt das Einlegeblatt bei", ""),
    "foerderhinweise": ("Hinweise auf Geldgeber", ""),
    "geber": ("Geldgeber", ""),
    "emblem": ("Zeichen", "Die Datei, wie sie im Ratgeber heißt."),
    "emblem_beschreibung": ("Was das Zeichen zeigt", ""),
    "teile": ("Farben und Zeichen der Teile", "Je Teil des Ratgebers: sein Ordner, eine Farbe und ein Zeichen."),
    "ordner": ("Ordner", "Zum Beispiel: schulanfang."),
    "farbe": ("Farbe", "Leer: die nächste, die noch kein Teil hat."),
    "zeichen": ("Zeichen", "Das kleine Bild, an dem man den Teil erkennt."),
    "ortsnamen": ("Wörter, die eine andere Stadt ändern müsste", _LINES_HELP),
    ("MediaPicture", "beschreibung"): ("Was auf dem Bild zu sehen ist", "Für alle, die es nicht sehen."),
    ("Film", "titel"): ("Titel des Films", ""),
    ("Film", "wortlaut"): ("Wortlaut zum Lesen", "Je Absatz eine Zeile."),
    ("Film", "kapitel"): ("Kapitelmarken", ""),
    ("Film", "name"): ("Wie der Film hier heißt", ""),
    ("Exhibition", "name"): ("Wie die Ausstellung hier heißt", ""),
    ("Step", "jahr"): ("In welchem Jahr", "0 ist das Jahr, in dem das Kind in die Schule kommt, -1 das davor."),
    ("Step", "von"): ("Oder von", "Tag und Monat: 01.03."),
    ("Step", "bis"): ("Oder bis", "Tag und Monat: 30.06."),
    ("Right", "bis"): ("Bis", ""),
    ("Agreement", "bis"): ("Gilt bis", ""),
    ("Consent", "bis"): ("Gilt bis", ""),
    ("FundingNotice", "wortlaut"): ("Vorgeschriebener Wortlaut", ""),
    ("Captions", "name"): ("Name der Sprache", ""),
    ("Panel", "text"): ("Text", "Je Absatz eine Zeile."),
}  # fmt: skip
#: Who can say so, until when, and by what: these stand below what a record says.
PROVENANCE = ("zustaendig", "gueltig_bis", "quellen")
#: What few need.
RARELY = ("geltung", "widersprueche", "hinweis")


def label_of_key(model: type[BaseModel], attribute: str, key: str) -> tuple[str, str]:
    """Return what a field is called, and a sentence of help."""
    told = FIELDS[model] if issubclass(model, Record) and model in FIELDS else ()
    shown = next((field for field in told if field.attribute == attribute), None)
    own = _LABELS.get((model.__name__, key)) or _LABELS.get(key)
    if shown is None:
        assert own is not None, f"{model.__name__}.{key} has no label"
        return own
    return shown.label, shown.hint or (own[1] if own else "")


@cache
def fields_of(model: type[BaseModel]) -> tuple[RecordField, ...]:
    """Return the fields of a record in the order they are written; what confirming and checking write is none."""
    return tuple(_fields(model, model))


def order_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a record in the order they are written: what it says, then who stands by it."""
    keys = [
        field.alias or name for name, field in model.model_fields.items() if not (field.alias or "").startswith("@")
    ]
    inherited = {field.alias for field in Attested.model_fields.values()} if issubclass(model, Attested) else set()
    return (*(key for key in keys if key not in inherited), *(key for key in keys if key in inherited))


def labels_in(fields: Sequence[RecordField]) -> dict[str, str]:
    """Return the labels by key, those of parts after those of the record itself."""
    found: dict[str, str] = {}
    for field in fields:
        found.setdefault(field.key, field.label)
    for field in fields:
        for key, label in labels_in(field.parts).items():
            found.setdefault(key, label)
    return found


def _fields(model: type[BaseModel], root: type[BaseModel]) -> Iterator[RecordField]:
    by_key = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
    for key in order_of(model):
        name, field = by_key[key]
        if key in CONFIRMATION_KEYS or key == SEEN_VALUE:
            continue
        label, sentence = label_of_key(model, name, key)
        made = _field(key, field.annotation, label, root)
        may_lack = (
            issubclass(model, MayLack)
            and not field.is_required()
            and name not in Attested.model_fields
            and made.kind not in (RecordFieldKind.GROUP, RecordFieldKind.GROUPS)
            and made.choices != _YES_NO
        )
        yield replace(made, help=sentence or made.help, is_required=field.is_required(), may_lack=may_lack)


def _field(key: str, annotation: Any, label: str, root: type[BaseModel]) -> RecordField:
    kind = _bare(annotation)
    collection = _collection(root, key, kind)
    if get_origin(kind) in (tuple, frozenset):
        inner = _bare(get_args(kind)[0])
        if _is(inner, BaseModel):
            return RecordField(key, RecordFieldKind.GROUPS, label, parts=tuple(_fields(inner, root)))
        if collection or _is(inner, Enum):
            return RecordField(key, RecordFieldKind.NAMED_LIST, label, choices=_choices(inner), collection=collection)
        return RecordField(key, RecordFieldKind.LINES, label, _LINES_HELP)
    if _is(kind, BaseModel):
        return RecordField(key, RecordFieldKind.GROUP, label, parts=tuple(_fields(kind, root)))
    if collection:
        return RecordField(key, RecordFieldKind.NAMED, label, collection=collection)
    if _is(kind, Enum) or kind is bool:
        return RecordField(key, RecordFieldKind.CHOICE, label, choices=_YES_NO if kind is bool else _choices(kind))
    if kind is date:
        return RecordField(key, RecordFieldKind.DAY, label, _DAY_HELP)
    return RecordField(key, RecordFieldKind.LONG if key in _LONG else RecordFieldKind.TEXT, label)


def _collection(root: type[BaseModel], key: str, kind: Any) -> str:
    """Return the kind of record that a value names, "" for one that names none."""
    if root is Step and key in ("termin", "vor", "nach"):
        return YEARLY
    if root is Step and key == "kapitel":
        return CHAPTERS
    if key == "fachkraft":
        return PERSONS
    return "" if _is(kind, BaseModel) else collection_named(root, key)


def _choices(kind: Any) -> tuple[tuple[str, str], ...]:
    if not _is(kind, Enum):
        return ()
    return tuple((str(choice.value), _CHOICE_WORDS.get(choice, str(choice.value))) for choice in kind)


def _is(kind: Any, wanted: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, wanted)


def _bare(annotation: Any) -> Any:
    """Return a type without what is noted of it, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif type(None) in get_args(annotation):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


# ---------------------------------------------------------------------------------------------- what is typed


def typed(field: RecordField, value: Any) -> Typed:
    """Return a value of a data file as it is typed in the form; what has no place there is nothing."""
    match field.kind:
        case RecordFieldKind.LINES | RecordFieldKind.NAMED_LIST:
            lines = [line for each in _listed(value) if (line := _line(each))]
            return [_chosen(field, line) for line in lines]
        case RecordFieldKind.GROUP:
            inner = value if isinstance(value, dict) else {}
            return {part.key: typed(part, inner.get(part.key)) for part in field.parts}
        case RecordFieldKind.GROUPS:
            return [
                {part.key: typed(part, each.get(part.key)) for part in field.parts}
                for each in _listed(value)
                if isinstance(each, dict)
            ]
        case _:
            return _chosen(field, _line(value))


def typed_record(fields: Sequence[RecordField], values: Mapping[str, Any]) -> dict[str, Typed]:
    """Return every value of a record as it is typed in the form."""
    return {field.key: typed(field, values.get(field.key)) for field in fields}


def without_empty(value: Typed) -> Any:
    """Return a value without what is left empty in it; None if nothing is left."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, list):
        return [said for each in value if (said := without_empty(each)) is not None] or None
    return {key: said for key, each in value.items() if (said := without_empty(each)) is not None} or None


def _chosen(field: RecordField, words: str) -> str:
    """Capitals of a choice do not matter."""
    return next((choice for choice, _ in field.choices if choice.casefold() == words.casefold()), words)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value else []


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
