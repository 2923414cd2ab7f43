"""One line of a release file: a YAML flow mapping, written and read here and nowhere else.

    - {art: freigabe, kapitel: schulanfang/anmeldung, blob: 4b825d…, …}

An event is one line and never changes, so that two clones that both add one merge by keeping both lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from ratgeber_tools.containment import is_inner_name
from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.data.validation import explain
from ratgeber_tools.data.yaml_tree import Mistake, read_yaml
from ratgeber_tools.releases.log import Event, Release, Votes, Withdrawal

HEADER = (
    "# Freigaben dieses Inhalts; je Zeile ein Ereignis. Bitte nicht von Hand ändern: Neue Zeilen schreibt\n"
    "# ratgeber freigeben. Wer zwei Stände zusammenführt, behält alle Zeilen.\n"
)
_LIST = "ereignisse"
_BLOB = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.+-]*")


def _mistake(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("ratgeber", "{sentence}", {"sentence": sentence})


def _blob(value: str) -> str:
    if not _BLOB.fullmatch(value):
        raise _mistake(f"„{value}“ ist keine Kennung von Git.")
    return value


def _file_name(value: str) -> str:
    if not is_inner_name(value):
        raise _mistake(f"„{value}“ ist kein Pfad einer Datei in ratgeber/.")
    return value


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise _mistake(f"„{value}“ ist kein Zeitpunkt wie 2026-11-24T10:15:00+01:00.") from None
    if moment.tzinfo is None:
        raise _mistake(f"Bei „{value}“ fehlt die Zeitzone, zum Beispiel +01:00.")
    return moment


def _day(value: Any) -> date:
    day = parse_date(str(value))
    if day is None:
        raise _mistake(f"„{value}“ ist kein Datum wie 2026-11-24.")
    return day


def _count(value: Any) -> int:
    if not (isinstance(value, str) and value.isascii() and value.isdigit()):
        raise _mistake("Hier wird eine Anzahl erwartet.")
    return int(value)


_Blob = Annotated[str, AfterValidator(_blob)]
_FileName = Annotated[str, AfterValidator(_file_name)]
_Moment = Annotated[datetime, BeforeValidator(_moment)]
_Count = Annotated[int, BeforeValidator(_count)]


class _LogEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    chapter: str = Field(alias="kapitel")
    blob: _Blob
    moment: _Moment = Field(alias="zeitpunkt")
    office: str = Field(alias="stelle")


class _ReleaseEntry(_LogEntry):
    kind: Literal["freigabe"] = Field(alias="art")
    files: dict[_FileName, _Blob] = Field(alias="dateien")
    day: Annotated[date, BeforeValidator(_day)] = Field(alias="datum")
    decision: str = Field(alias="beschluss")
    yes: _Count = Field(alias="ja")
    no: _Count = Field(alias="nein")
    abstained: _Count = Field(alias="enthalten")
    replaces: tuple[str, ...] = Field(alias="ersetzt")
    in_spite_of: str = Field(alias="trotzdem", default="")

    def event(self) -> Event:
        return Release(
            chapter=self.chapter,
            blob=self.blob,
            moment=self.moment,
            day=self.day,
            office=self.office,
            decision=self.decision,
            votes=Votes(self.yes, self.no, self.abstained),
            files=self.files,
            replaces=self.replaces,
            in_spite_of=self.in_spite_of,
        )


class _WithdrawalEntry(_LogEntry):
    kind: Literal["ruecknahme"] = Field(alias="art")
    reason: str = Field(alias="grund")

    def event(self) -> Event:
        return Withdrawal(self.chapter, self.blob, self.moment, self.office, self.reason)


_KINDS: dict[str, type[_ReleaseEntry] | type[_WithdrawalEntry]] = {
    "freigabe": _ReleaseEntry,
    "ruecknahme": _WithdrawalEntry,
}


def format_event(event: Event) -> str:
    """Return the event as one line with its line end."""
    head: dict[str, Any] = {
        "art": "freigabe" if isinstance(event, Release) else "ruecknahme",
        "kapitel": event.chapter,
        "blob": event.blob,
    }
    tail: dict[str, Any] = {"zeitpunkt": event.moment.isoformat(timespec="seconds"), "stelle": event.office}
    if isinstance(event, Release):
        head["dateien"] = dict(sorted(event.files.items()))
        tail |= {
            "datum": event.day.isoformat(),
            "beschluss": event.decision,
            "ja": event.votes.yes,
            "nein": event.votes.no,
            "enthalten": event.votes.abstained,
            "ersetzt": list(event.replaces),
        }
        if event.in_spite_of:
            tail["trotzdem"] = event.in_spite_of
    else:
        tail["grund"] = event.reason
    return f"- {_flow(head | tail)}\n"


def parse_events(text: str) -> tuple[list[Event], list[Mistake]]:
    """Read a release file's text; return its events, and what is wrong with its other lines."""
    for number, typed in enumerate(text.splitlines(), start=1):
        if typed.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            return [], [
                Mistake(number, "Hier stehen noch Marken eines Git-Konflikts. Behalten Sie alle Zeilen mit „-“.")
            ]
    tree = read_yaml(f"{_LIST}:\n{text}", first_line=0)
    mistakes = list(tree.mistakes)
    entries = tree.values.get(_LIST)
    if not isinstance(entries, list) or set(tree.values) != {_LIST}:
        return [], mistakes or [Mistake(1, "Hier stehen keine Freigaben.")]
    events: list[Event] = []
    for index, entry in enumerate(entries):
        line = tree.line_of((_LIST, index), 1)
        kind = entry.get("art") if isinstance(entry, Mapping) else None
        model = _KINDS.get(kind) if isinstance(kind, str) else None
        if model is None:
            mistakes.append(Mistake(line, "Dieser Eintrag ist weder eine Freigabe noch eine Rücknahme."))
            continue
        try:
            events.append(model.model_validate(entry).event())
        except ValidationError as error:
            mistakes += [Mistake(line, wrong.sentence) for wrong in explain(error, model)]
    return events, mistakes


def _flow(value: Any) -> str:
    """Return `value` in YAML's flow style; what could be taken for something else stands in quotation marks."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, int) or _PLAIN.fullmatch(value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
