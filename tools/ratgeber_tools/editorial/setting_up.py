"""Setting a guide up for a town: what has to be known of it, and the lines of `kommune.yaml` that then say it.

Every question has a key of the file; what is there already is offered again.  Comments, order and line ends stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.loading import parse_file
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.validation import closest
from ratgeber_tools.data.yaml_edit import UneditableError, set_values
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.findings import has_errors

#: Seen from the project's folder.
TOWN = Path("ratgeber", "daten", "kommune.yaml")
IMPRINT = "impressum"
_WRAPPER = "kommune"
_HEADER = "# Was an diesem Ratgeber örtlich ist. Leer heißt: noch unbekannt.\n"


@dataclass(frozen=True, slots=True)
class SetupQuestion:
    """`key` is the file's, in the entry `impressum` if `is_legal`; `is_office` wants an entry of anlaufstellen.yaml."""

    key: str
    words: str
    is_legal: bool = False
    is_office: bool = False


QUESTIONS = (
    SetupQuestion("name", "Wie heißt die Stadt oder Gemeinde?"),
    SetupQuestion("amtlicher_name", "Wie heißt sie amtlich?"),
    SetupQuestion("land", "In welchem Land liegt sie?"),
    SetupQuestion("titel_des_ratgebers", "Wie heißt der Ratgeber?"),
    SetupQuestion("web", "Welche Internetadresse hat die Stadt?"),
    SetupQuestion("adresse_des_ratgebers", "Unter welcher Internetadresse wird der Ratgeber stehen?"),
    SetupQuestion("redaktion", "Welche Stelle gibt den Ratgeber heraus und sammelt die Beiträge?", is_office=True),
    SetupQuestion("auskunft", "Welche Stelle fragt man, wenn niemand anderes genannt ist?", is_office=True),
    SetupQuestion("herausgeber", "Wer ist Herausgeber?", is_legal=True),
    SetupQuestion("vertreten_durch", "Wer vertritt den Herausgeber (die Funktion, kein Name)?", is_legal=True),
    SetupQuestion("inhaltlich_verantwortlich", "Welche Stelle steht für den Inhalt ein?", is_legal=True),
    SetupQuestion("umsatzsteuer_nummer", "Nummer für die Umsatzsteuer, wenn es eine gibt?", is_legal=True),
    SetupQuestion("kontakt", "Welche Stelle steht im Impressum als Kontakt?", is_legal=True, is_office=True),
    SetupQuestion("gesetz", "Auf welches Gesetz stützt sich das Impressum?", is_legal=True),
    SetupQuestion("datenschutz", "Welche Stelle ist für den Datenschutz da?", is_legal=True, is_office=True),
    SetupQuestion("datenschutz_aufsicht", "Wie heißt die Aufsicht über den Datenschutz?", is_legal=True),
    SetupQuestion("barrierefreiheit", "Welcher Stelle meldet man Barrieren?", is_legal=True, is_office=True),
    SetupQuestion("server", "Wer liefert die Webseiten aus?", is_legal=True),
    SetupQuestion("server_speichert", "Was speichert der Server beim Aufruf, und wie lange?", is_legal=True),
)


def answers_there(root: Path) -> Mapping[str, str]:
    """Return what `kommune.yaml` answers already, by key; unset values are left out."""
    values = read_yaml(_text(root)).values
    legal = values.get(IMPRINT)
    legal = legal if isinstance(legal, Mapping) else {}
    found = {each.key: (legal if each.is_legal else values).get(each.key) for each in QUESTIONS}
    return {key: value for key, value in found.items() if isinstance(value, str) and value.strip()}


def with_answers(root: Path, answers: Mapping[str, str], records: Records) -> str:
    """Return the text of `kommune.yaml` with `answers`, words by key; nothing is written.

    An office may be called by name or identifier.  Raises `InputError` for an answer the file cannot have,
    `TargetError` if its text cannot be changed.
    """
    text = _text(root)
    known = {each.key: each for each in QUESTIONS}
    for key in answers:
        if key not in known:
            raise InputError(f"Nach „{key}“ fragt niemand.{closest(key, known)}")
    values = {key: _answer(known[key], words, records) for key, words in answers.items()}
    try:
        text = _with_values(text, {key: value for key, value in values.items() if not known[key].is_legal})
        legal = {key: value for key, value in values.items() if known[key].is_legal}
        text = set_values(_with_imprint(text), IMPRINT, legal) if legal else text
    except UneditableError as error:
        raise TargetError(f"{root / TOWN}: {error} Tragen Sie es von Hand ein.") from error
    _require_valid(text)
    return text


def write(root: Path, text: str) -> None:
    """Write `kommune.yaml`; raises `TargetError`."""
    (root / TOWN).parent.mkdir(parents=True, exist_ok=True)
    files.write_whole(root / TOWN, text)


def _text(root: Path) -> str:
    path = root / TOWN
    return files.decode(path.read_bytes(), path) if path.is_file() else f"{_HEADER}name:\n{IMPRINT}:\n  herausgeber:\n"


def _answer(question: SetupQuestion, words: str, records: Records) -> str:
    words = " ".join(words.split())
    if not question.is_office or words in records.contacts or not words:
        return words
    name = Offices.of(records).named(words)
    identifier = next((key for key, contact in records.contacts.items() if contact.name == name), None)
    if identifier is None:
        names = [*records.contacts, *(contact.name for contact in records.contacts.values())]
        raise InputError(
            f"Die Stelle „{words}“ kennt der Ratgeber nicht.{closest(words, names)} Tragen Sie sie zuerst in "
            "daten/anlaufstellen.yaml ein."
        )
    return identifier


def _with_values(text: str, values: Mapping[str, str]) -> str:
    """Set keys of the first level: the whole file becomes one entry for as long as that takes."""
    if not values:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    indented = [f"  {line}" if line.strip() else line for line in text.split(newline)]
    changed = set_values(newline.join([f"{_WRAPPER}:", *indented]), _WRAPPER, values)
    return newline.join(line.removeprefix("  ") for line in changed.split(newline)[1:])


def _with_imprint(text: str) -> str:
    """Add the entry for legal particulars where the file has none, or an empty one."""
    if isinstance(read_yaml(text).values.get(IMPRINT), Mapping):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else newline
    return f"{text}{gap}{IMPRINT}:{newline}  herausgeber:{newline}"


def _require_valid(text: str) -> None:
    findings = parse_file(text.encode(), TOWN).findings
    if has_errors(findings):
        raise InputError("\n".join(f"{TOWN.as_posix()}: {finding.text}" for finding in findings))
