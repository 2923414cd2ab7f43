"""The head of a chapter: who answers for it, how far it is, where its facts come from.

    ---
    status: entwurf
    zustaendig: Amt für Bildung und Schulentwicklung
    stand: 24.11.2026
    kurz:
      - Sie melden Ihr Kind rund eineinhalb Jahre vor dem Schulstart an.
    quellen:
      - titel: Einschulung in die Grundschule
        adresse: https://example.org/
        vertrauen: amtlich
    ---

Every mistake becomes a finding, all at once; what is right is used all the same.  “Freigegeben” is no status: whether
a chapter is released is never said in the chapter itself, because saying it would change what was released.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from ratgeber_tools import dialect
from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.data.fields import Confidence, Frozen, GermanDate, Texts, choice_of, mistake
from ratgeber_tools.data.validation import ProblemKind, closest, explain
from ratgeber_tools.data.yaml_tree import Tree, YamlTree, read_yaml
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide.booklet import Share

#: “Das Wichtigste in höchstens fünf Sätzen.”
MOST_KEY_POINTS = 5

#: A short address is read aloud, typed from paper, and drawn as a code.
LONGEST_SHORT_NAME = 30

#: What every chapter has to say, and how to explain it to someone who has not.
REQUIRED = {
    "status": "wie weit das Kapitel ist: entwurf, fachprüfung oder steuergruppe",
    "zustaendig": "das Amt oder die Stelle, die für den Inhalt geradesteht",
    "stand": "der Tag, an dem der Inhalt zuletzt geprüft wurde, zum Beispiel 24.11.2026",
}


class Status(StrEnum):
    """How far a chapter is on its way to the steering group's vote."""

    DRAFT = "entwurf"
    EXPERT_REVIEW = "fachprüfung"
    STEERING_GROUP = "steuergruppe"


#: What readers of the pages and authors read for it.
STATUS_WORDS = {
    Status.DRAFT: "Entwurf, noch nicht geprüft",
    Status.EXPERT_REVIEW: "in der fachlichen Prüfung",
    Status.STEERING_GROUP: "liegt der Steuergruppe vor",
}


def sentences_of(text: str) -> list[str]:
    """Split a text into sentences: at a full stop, question or exclamation mark before a capital letter.

    A stop after a single letter or a number (“z. B. Hort”, “1. März”) ends no sentence.
    """
    return re.split(r"(?<=[.!?…])(?<!\b\w\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ„(])", " ".join(text.split()))


def _as_sentences(value: Any) -> Any:
    return sentences_of(value) if isinstance(value, str) else value


def _at_most_five(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(value) > MOST_KEY_POINTS:
        raise mistake(f"Es sind {len(value)} Sätze, höchstens {MOST_KEY_POINTS} sind vorgesehen. Kürzen Sie.")
    return value


def _web_address(value: str) -> str:
    if not re.match(r"(?i)https?://[^\s/]", value) or not dialect.is_allowed_address(value):
        raise mistake(f"„{value}“ ist keine Internetadresse. Sie beginnt mit https:// oder http://.")
    return value


def _short_name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value) or len(value) > LONGEST_SHORT_NAME:
        raise mistake(
            f"„{value}“ geht nicht. Eine Kurzadresse hat höchstens {LONGEST_SHORT_NAME} Zeichen: "
            "kleine Buchstaben ohne Umlaute, Ziffern und Striche dazwischen."
        )
    return value


def _or_nothing(value: Any) -> Any:
    return "" if value is None else value


class HeadSource(Frozen):
    """Where a chapter's facts come from; `as_of` is free text, because many sources only say “um 2024”."""

    title: str = Field(alias="titel")
    address: Annotated[str, AfterValidator(_web_address)] | None = Field(alias="adresse", default=None)
    as_of: str = Field(alias="stand", default="")
    confidence: Annotated[Confidence, choice_of(Confidence)] = Field(alias="vertrauen")


class HeadWaiver(Frozen):
    """A finding that is meant to stay; `words` narrow it down, an empty `reason` is told by the checks."""

    code: Annotated[str, AfterValidator(str.strip)]
    words: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="worte", default="")
    reason: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="grund", default="")


class FrontMatter(Frozen):
    """The head of a chapter; whatever is missing or wrong in the file has its default here and a finding beside it."""

    status: Annotated[Status, choice_of(Status)] = Status.DRAFT
    responsible: str = Field(alias="zustaendig", default="")
    contributors: Texts = Field(alias="mitwirkende", default=())
    audience: str = Field(alias="zielgruppe", default="")
    as_of: GermanDate | None = Field(alias="stand", default=None)
    review_by: GermanDate | None = Field(alias="pruefen_bis", default=None)
    sources: tuple[HeadSource, ...] = Field(alias="quellen", default=())
    heard_on: GermanDate | None = Field(alias="elternhinweis", default=None)  # last changed because a reader said so
    sign: Annotated[Pictogram | None, choice_of(Pictogram)] = Field(alias="zeichen", default=None)
    short_name: Annotated[str, AfterValidator(_short_name)] = Field(alias="kurzadresse", default="")
    booklet: Annotated[Share, choice_of(Share)] = Field(alias="kurzheft", default=Share.CORE)
    key_points: Annotated[tuple[str, ...], BeforeValidator(_as_sentences), AfterValidator(_at_most_five)] = Field(
        alias="kurz", default=()
    )
    plain_of: str = Field(alias="zu", default="")  # the chapter this one says in plainer German, by its name
    rests_on: Texts = Field(alias="beruht_auf", default=())  # its sentences at that time: `languages.plain`
    waivers: tuple[HeadWaiver, ...] = Field(alias="ausnahmen", default=())


@dataclass(frozen=True, slots=True)
class Head:
    """A chapter's head as read: the values, the 1-based line of each key of the first level, and what to mend."""

    values: FrontMatter
    lines: dict[str, int]
    findings: tuple[Finding, ...]


def without_head(text: str) -> str:
    """Return a chapter's `text` without its head; of one that is never closed nothing is left."""
    lines = text.removeprefix("\ufeff").split("\n")
    end = dialect.head_end(lines)
    return "\n".join(lines if end is None else lines[end + 1 :])


@lru_cache(maxsize=2048)
def read_head(text: str, path: Path) -> Head | None:
    """Read the head of a chapter's `text`, or return None if it has none.

    Remembered, because checks, editions and the Sphinx extension ask for the same heads and YAML is slow to read.
    """
    parts = dialect.split_head(text.removeprefix("\ufeff"))
    if parts is None:
        return None
    source, is_closed = parts
    if not is_closed:
        strokes = len(text.removeprefix("\ufeff").partition("\n")[0].rstrip())
        sentence = (
            "Der Kopf ist nicht geschlossen: Nach der letzten Angabe fehlt eine Zeile mit drei Strichen (---)."
            if strokes == 3
            else f"Der Kopf beginnt mit {strokes} Strichen und ist nicht geschlossen. "
            "Nehmen Sie davor und nach der letzten Angabe je eine Zeile mit drei Strichen (---)."
        )
        return Head(FrontMatter(), {}, (Finding(Code.FRONT_MATTER_SYNTAX, sentence, path=path, line=1),))
    tree = read_yaml(source, first_line=2)
    findings = [
        Finding(Code.FRONT_MATTER_SYNTAX, mistake.sentence, path=path, line=mistake.line) for mistake in tree.mistakes
    ]
    values, mistakes = _validate(tree, path)
    findings += mistakes
    if not tree.mistakes:  # an unreadable entry may be the one that seems to be missing
        findings += _missing(tree, path)
    lines = {str(place[0]): line for place, line in tree.lines.items() if len(place) == 1}
    findings.sort(key=lambda finding: finding.line or 0)
    return Head(values, lines, tuple(findings))


def _validate(tree: YamlTree, path: Path) -> tuple[FrontMatter, list[Finding]]:
    """Return what is right in `tree` and a finding for what is not; a wrong entry of the first level is left out."""
    entries = {key: value for key, value in tree.values.items() if key not in _KEYS or value not in _EMPTY}
    try:
        return FrontMatter.model_validate(entries), []
    except ValidationError as error:
        invalid = list(explain(error, FrontMatter))
    findings = [
        Finding(_CODES[mistake.kind], mistake.sentence, path=path, line=tree.line_of(mistake.place, 1))
        for mistake in invalid
    ]
    wrong = {mistake.place[0] for mistake in invalid}
    return FrontMatter.model_validate({key: value for key, value in entries.items() if key not in wrong}), findings


def _missing(tree: YamlTree, path: Path) -> Iterator[Finding]:
    misspelt = "".join(closest(key, _KEYS) for key in tree.values if key not in _KEYS)
    for key, explanation in REQUIRED.items():
        if not tree.values.get(key) and f"„{key}“" not in misspelt:
            sentence = f"Im Kopf fehlt „{key}“: {explanation}."
            yield Finding(Code.FRONT_MATTER_MISSING, sentence, path=path, line=tree.lines.get((key,), 1))


_KEYS = frozenset(field.alias or name for name, field in FrontMatter.model_fields.items())
_EMPTY: tuple[Tree, ...] = (None, "", [], {})
_CODES = {
    ProblemKind.UNKNOWN_KEY: Code.FRONT_MATTER_UNKNOWN,
    ProblemKind.MISSING_KEY: Code.FRONT_MATTER_MISSING,
    ProblemKind.WRONG_VALUE: Code.FRONT_MATTER_VALUE,
}
