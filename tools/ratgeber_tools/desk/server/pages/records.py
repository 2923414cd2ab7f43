"""The pages of the data: find a record, see who stands by it and where it is used, change it, confirm it, look it up.

    GET  /angaben                          the list; ?worte= ?art= ?zustand= ?stelle=
    POST /angaben/bestaetigen              several at once, by their owner
    GET  /angaben/nachsehen                what can be held against an official source today, by source; POST notes it
    GET  /angaben/neu                      ?worte=: which record says so already, else which kind is to be made of them
    GET  /angaben/neu/ART                  an empty form; POST makes the record
    GET  /angaben/ART/NAME                 a record;  …/aendern  its form;  …/verlauf  what became of it
    POST /angaben/ART/NAME/ende | beleg | …/aendern

A form for a chapter's text (`fuer=text`) ends on the record's page, which bears what is put into the text
(`data-rolle`, `data-inhalt`); the editor shows these pages in a frame of its own page, so they may be framed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.data.dates import local_day, parse_date
from ratgeber_tools.data.grades import official_sources, said_digest, standing_sources
from ratgeber_tools.data.persons import persons_now
from ratgeber_tools.data.record_fields import PROVENANCE, RARELY, RecordField, RecordFieldKind, Typed
from ratgeber_tools.desk.from_words import chip_of, kinds_for, saying
from ratgeber_tools.desk.grade_words import grade_of, state_word
from ratgeber_tools.desk.record_desk import RecordDesk, RecordSaved
from ratgeber_tools.desk.record_forms import (
    OLD_FORM,
    as_text,
    at_path,
    from_text,
    prefilled,
    said,
    seen_today,
    shown_form,
    sources_in,
    typed_from,
)
from ratgeber_tools.desk.record_history import history_of
from ratgeber_tools.desk.register import (
    FILTER_WORDS,
    KINDS,
    TOWN,
    Register,
    RegisterFilter,
    RegisterRow,
    by_kind,
    kind_of,
)
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.guards import POLICY
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.sheet_entries import SheetEntryView
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import roles_or_none
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.quotation import quoted

_LONGEST_WORDS = 200
_FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_CHANGED = "{label} hat jemand geändert, seit Sie die Seite geöffnet haben. Sehen Sie noch einmal hin."
_NO_DAY = "„{typed}“ ist kein Tag. Schreiben Sie zum Beispiel 31.07.2027, oder lassen Sie das Feld leer."
_NOT_SAVED = "Noch nicht gespeichert. Sehen Sie nach, was unten rot steht."
_CLASH = "Noch nicht gespeichert: Jemand hat inzwischen dasselbe geändert. Beides steht unten; Ihres steht im Feld."
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class FormOfAnswer:
    """A record's form opened for an office's answer: what the office wrote, where it is sent, and what comes after."""

    words: str
    action: str
    back: str


@dataclass(frozen=True, slots=True)
class RecordPages:
    """Shows and writes the records of a desk's guide."""

    desk: Desk
    frame: PageFrame

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        page, deed = self.frame.page, self.frame.deed
        write, comment = DeskRight.WRITE, DeskRight.COMMENT
        one = "/angaben/{stem}/{identifier}"
        return [
            page("/angaben", self._list),
            deed("/angaben/bestaetigen", self._confirm, right=comment),
            page("/angaben/nachsehen", self._sources),
            deed("/angaben/nachsehen", self._look_up, right=write),
            page("/angaben/neu", self._choose, right=write),
            page("/angaben/neu/{stem}", self._empty, right=write),
            deed("/angaben/neu/{stem}", self._add, right=write),
            page(one, self._one),
            page(f"{one}/aendern", self._form, right=write),
            deed(f"{one}/aendern", self._change, right=write),
            page(f"{one}/verlauf", self._history),
            deed(f"{one}/ende", self._end, right=write),
            deed(f"{one}/beleg", self._add_source, right=write),
        ]

    # ------------------------------------------------------------------ the list

    async def _list(self, request: Request, login: Login) -> PageView:
        asked = request.query_params
        words, stem = asked.get("worte", "").strip()[:_LONGEST_WORDS], asked.get("art", "")
        state = next((each for each in RegisterFilter if each.value == asked.get("zustand", "")), None)
        owner = asked.get("stelle", "")

        def find() -> PageView:
            register = self._register(login)
            is_asked = bool(words or stem or state or owner)
            rows = register.find(words, stem, state, owner) if is_asked else []
            may = self._may(login, DeskRight.COMMENT)
            return PageView(
                "angaben.html",
                {
                    "words": words, "stem": stem, "state": state.value if state else "", "owner": owner,
                    "kinds": KINDS, "states": [(each.value, FILTER_WORDS[each]) for each in RegisterFilter],
                    "owners": register.owners(), "is_asked": is_asked, "count": len(rows),
                    "groups": [(kind, [self._line(row, register) for row in found]) for kind, found in by_kind(rows)],
                    "mine": [row.place for row in rows if may and register.may_confirm(row)],
                    "overview": [] if is_asked else self._overview(register),
                    "my_office": register.office_identifier or "",
                    "seen": {row.place: self._seen(row) for row in rows},
                },
            )  # fmt: skip

        return await run_in_threadpool(find)

    def _overview(self, register: Register) -> list[tuple[str, str, int]]:
        """Return what there is to do: its words, its list, how many."""
        mine = register.office_identifier
        found = [
            (FILTER_WORDS[each], urlencode({"zustand": each.value}), len(register.find(wanted=each)))
            for each in RegisterFilter
        ]
        if mine:
            own = register.find(wanted=RegisterFilter.UNCONFIRMED, owner=mine)
            query = urlencode({"zustand": RegisterFilter.UNCONFIRMED.value, "stelle": mine})
            found.insert(0, ("kann Ihre Stelle bestätigen", query, len(own)))
        return [each for each in found if each[2]]

    def _line(self, row: RegisterRow, register: Register) -> dict[str, Any]:
        word, mood = state_word(row)
        entry = row.entry
        return {
            "place": row.place, "label": row.label, "value": row.value, "word": word, "mood": mood,
            "office": entry.office if entry else "", "end": entry.end if entry else None,
            "missing": ", ".join(row.missing),
            "contradictions": [each.statement for each in entry.record.contradictions] if entry else [],
        }  # fmt: skip

    def _seen(self, row: RegisterRow) -> str:
        """Return how a form names a record and what it said when somebody looked."""
        digest = said_digest(row.entry.record) if row.entry else ""
        return f"{row.kind.stem}/{row.key.identifier}@{digest}"

    def _chosen(self, register: Register, named: Sequence[str]) -> list[RegisterRow]:
        """Return the records a form names; raises `RatgeberError` for one that says something else by now."""
        rows = []
        for each in named:
            place, _, digest = each.partition("@")
            stem, _, identifier = place.partition("/")
            row = register.row(stem, identifier)
            if row.entry is None or said_digest(row.entry.record) != digest:
                raise RatgeberError(_CHANGED.format(label=quoted(row.label)))
            rows.append(row)
        return rows

    async def _confirm(self, request: Request, login: Login, form: SentForm) -> Done:
        until, back = form.text("bis"), _own(form.text("zurueck"))
        last = parse_date(until) if until else None
        if until and last is None:
            raise RatgeberError(_NO_DAY.format(typed=until[:30]))

        def confirm() -> str:
            register = self._register(login)
            return RecordDesk(self.desk, register, login).confirm(self._chosen(register, form.texts("was")), last)

        return Done(back, await run_in_threadpool(confirm))

    async def _sources(self, request: Request, login: Login) -> PageView:
        def find() -> PageView:
            register = self._register(login)
            sources = [
                (address, _title(rows, address), [(self._seen(row), self._line(row, register)) for row in rows])
                for address, rows in register.to_check().items()
            ]
            return PageView("angaben_nachsehen.html", {"sources": sources, "may_write": self._writes(login)})

        return await run_in_threadpool(find)

    async def _look_up(self, request: Request, login: Login, form: SentForm) -> Done:
        back = _own(form.text("zurueck"))

        def look() -> str:
            register = self._register(login)
            rows = self._chosen(register, form.texts("was"))
            return RecordDesk(self.desk, register, login).look_up(rows, form.text("adresse"))

        return Done(back, await run_in_threadpool(look))

    # ------------------------------------------------------------------ one record

    async def _one(self, request: Request, login: Login) -> Response:
        taken = request.query_params.get("worte", "")[:_LONGEST_WORDS]
        is_for_text = request.query_params.get("fuer") == "text"

        def find() -> PageView:
            register = self._register(login)
            row = register.row(**_named(request))
            record = register.records.get(row.key) if row.kind.stem != TOWN else None
            entry = row.entry
            attested = entry.record if entry else None
            names = self._names(register)
            place = register.file_of(row.kind.stem, row.key.identifier)
            values = place.said(place.text()) or {}
            own = [each for each in place.fields if each.key not in (*PROVENANCE, *RARELY)]
            official = official_sources(attested.sources) if attested else ()
            return PageView(
                "angabe.html",
                {
                    "row": row, "line": self._line(row, register), "grade": grade_of(row, register),
                    "parents": register.seen_by_parents(row), "attested": attested,
                    "said_values": [(each.label, _said_lines(each, values[each.key], names)) for each in own if values],
                    "owner": entry.office if entry else "",
                    "standing": standing_sources(attested) if attested else (),
                    "official": [
                        (each, register.has_checked(attested, each.address or "")) for each in official
                    ] if attested else [],
                    "chapters": register.chapters_using(row), "users": register.records_using(row),
                    "may_write": self._writes(login), "seen": self._seen(row),
                    "may_confirm": self._may(login, DeskRight.COMMENT) and register.may_confirm(row),
                    "is_over": line_is_over(row),
                    "chip": chip_of(row, record, taken) if is_for_text else None,
                },
            )  # fmt: skip

        return self._framed(request, login, await run_in_threadpool(find))

    async def _history(self, request: Request, login: Login) -> PageView:
        def find() -> PageView:
            register = self._register(login)
            row = register.row(**_named(request))
            place = register.file_of(row.kind.stem, row.key.identifier)
            roles = roles_or_none(self.desk.folder.parent)
            names = self._names(register)
            changes = history_of(place, self.desk.repository, roles.author_of, names)
            return PageView("angabe_verlauf.html", {"row": row, "changes": changes})

        return await run_in_threadpool(find)

    async def _end(self, request: Request, login: Login, form: SentForm) -> Done:
        named = _named(request)

        def end() -> Done:
            register = self._register(login)
            row = register.row(**named)
            sentence = RecordDesk(self.desk, register, login).end(reason=form.text("grund")[:500], **named)
            return Done(row.place if row.entry is not None else f"/angaben?art={row.kind.stem}", sentence)

        return await run_in_threadpool(end)

    async def _add_source(self, request: Request, login: Login, form: SentForm) -> Done:
        named = _named(request)

        def add() -> str:
            register = self._register(login)
            problems = RecordDesk(self.desk, register, login).add_source(
                register.row(**named), form.text("titel"), form.text("adresse")
            )
            if problems:
                raise RatgeberError(" ".join(each for found in problems.values() for each in found))
            return "Die Quelle ist eingetragen; heute haben Sie sie gesehen."

        return Done(f"/angaben/{named['stem']}/{named['identifier']}", await run_in_threadpool(add))

    # ------------------------------------------------------------------ forms

    async def _form(self, request: Request, login: Login) -> Response:
        def find() -> PageView:
            register = self._register(login)
            row = register.row(**_named(request))
            place = register.file_of(row.kind.stem, row.key.identifier)
            values = place.said(place.text()) or {}
            return self._form_view(
                register, place.fields, values, values, row=row, may=self._may_confirm(login, register, row)
            )

        return self._framed(request, login, await run_in_threadpool(find))

    async def _change(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        named = _named(request)
        return await run_in_threadpool(lambda: self.changed(login, form, named["stem"], named["identifier"]))

    def changed(
        self, login: Login, form: SentForm, stem: str, identifier: str, answer: FormOfAnswer | None = None
    ) -> Done | PageView:
        """Write what a record's form sent, or return it again with what is wrong; `answer`: it goes on there."""
        register = self._register(login)
        row = register.row(stem, identifier)
        fields = register.file_of(stem, identifier).fields
        base = from_text(form.text("vorher"), fields)
        if base is None:
            raise RatgeberError(OLD_FORM)
        seen = frozenset(form.texts("angesehen"))
        mine = seen_today(typed_from(fields, form, base), seen, register.today)
        may = self._may_confirm(login, register, row)
        if more := form.text("mehr"):
            return self._form_view(
                register, fields, _with_row(fields, mine, more), base, row=row, may=may, answer=answer, seen=seen
            )
        saved = RecordDesk(self.desk, register, login).change(stem, identifier, base, mine, seen)
        if not saved.is_written:
            return self._not_saved(register, fields, saved, row=row, may=may, answer=answer, seen=seen)
        sentence = saved.told
        if may and form.text("bestaetigt"):
            again = self._register(login)
            confirmed = RecordDesk(self.desk, again, login).confirm([again.row(stem, identifier)])
            sentence = f"{saved.sentence} {confirmed}"
        return Done(answer.back if answer else row.place, sentence)

    def form_for(self, login: Login, entry: SheetEntryView, answer: FormOfAnswer) -> PageView:
        """Return a record's form filled in with what an office has answered, and what is wrong with it."""
        register = self._register(login)
        row, fields = entry.row, register.file_of(entry.row.kind.stem, entry.row.key.identifier).fields
        may = self._may_confirm(login, register, row)
        return self._form_view(
            register, fields, entry.values, entry.now, row=row, may=may, problems=entry.problems, answer=answer
        )

    def not_entered(self, login: Login, entry: SheetEntryView, saved: RecordSaved, answer: FormOfAnswer) -> PageView:
        """Return a record's form with what kept an office's answer from it."""
        register = self._register(login)
        fields = register.file_of(entry.row.kind.stem, entry.row.key.identifier).fields
        may = self._may_confirm(login, register, entry.row)
        return self._not_saved(register, fields, saved, row=entry.row, may=may, answer=answer)

    def register(self, login: Login) -> Register:
        """Return the data as they are now, as an office sees them."""
        return self._register(login)

    async def _choose(self, request: Request, login: Login) -> Response:
        words = " ".join(request.query_params.get("worte", "").split())[:_LONGEST_WORDS]
        more = {key: request.query_params[key] for key in ("fuer",) if request.query_params.get(key) == "text"}

        def find() -> PageView:
            register = self._register(login)
            known = saying(register, words) if words else []
            likely = kinds_for(words) if words else []
            others = [kind for kind in KINDS if kind.stem != TOWN and kind not in [each.kind for each in likely]]
            return PageView(
                "angabe_neu.html",
                {
                    "words": words, "is_for_text": bool(more),
                    "known": [(self._line(row, register), urlencode({**more, "worte": words})) for row in known],
                    "likely": [
                        (each.kind, urlencode({**more, "worte": words, **each.values})) for each in likely
                    ],
                    "others": [(kind, urlencode({**more, "worte": words} if words else more)) for kind in others],
                },
            )  # fmt: skip

        return self._framed(request, login, await run_in_threadpool(find))

    async def _empty(self, request: Request, login: Login) -> Response:
        stem = request.path_params["stem"]
        given = {key: value[:_LONGEST_WORDS] for key, value in request.query_params.items()}

        def find() -> PageView:
            register = self._register(login)
            kind = kind_of(stem)
            fields = register.file_of(kind.stem, None).fields
            values = prefilled(fields, given)
            if "zustaendig" in values and not values["zustaendig"]:
                values["zustaendig"] = register.office_identifier or ""
            return self._form_view(
                register, fields, values, {}, stem=stem, words=given.get("worte", ""), text=given.get("fuer") == "text"
            )

        return self._framed(request, login, await run_in_threadpool(find))

    async def _add(self, request: Request, login: Login, form: SentForm) -> Done | PageView | Response:
        stem, words, is_for_text = request.path_params["stem"], form.text("worte"), form.text("fuer") == "text"

        def add() -> Done | PageView:
            register = self._register(login)
            fields = register.file_of(kind_of(stem).stem, None).fields
            mine = typed_from(fields, form, {})
            if more := form.text("mehr"):
                return self._form_view(
                    register, fields, _with_row(fields, mine, more), {}, stem=stem, words=words, text=is_for_text
                )
            saved = RecordDesk(self.desk, register, login).add(stem, mine)
            if not saved.is_written:
                return self._not_saved(register, fields, saved, stem=stem, words=words, text=is_for_text)
            query = f"?{urlencode({'fuer': 'text', 'worte': words})}" if is_for_text else ""
            return Done(f"/angaben/{stem}/{saved.identifier}{query}", saved.sentence)

        done = await run_in_threadpool(add)
        return self._framed(request, login, done) if isinstance(done, PageView) else done

    def _not_saved(
        self, register: Register, fields: Sequence[RecordField], saved: RecordSaved, **more: Any
    ) -> PageView:
        view = self._form_view(
            register, fields, saved.values, saved.base, problems=saved.problems, conflicts=saved.conflicts, **more
        )
        return view.because(_CLASH if saved.conflicts else _NOT_SAVED)

    def _form_view(
        self,
        register: Register,
        fields: Sequence[RecordField],
        values: Mapping[str, Typed],
        base: Mapping[str, Typed],
        *,
        row: RegisterRow | None = None,
        stem: str = "",
        problems: Mapping[str, Sequence[str]] = {},
        conflicts: Mapping[str, Typed] = {},
        words: str = "",
        text: bool = False,
        may: bool = False,
        answer: FormOfAnswer | None = None,
        seen: Collection[str] = (),
    ) -> PageView:
        names = self._names(register)
        kind = row.kind if row else kind_of(stem)
        shown = [each for each in fields if each.collection != "persons" or register.persons.entries]
        return PageView(
            "angabe_formular.html",
            {
                "row": row, "kind": kind, "values": values, "before": as_text(base) if base else "",
                "own": [each for each in shown if each.key not in (*PROVENANCE, *RARELY)],
                "provenance": [each for each in shown if each.key in PROVENANCE],
                "rarely": [each for each in shown if each.key in RARELY],
                **shown_form(fields, problems, conflicts, names, _kept(register.choices)),
                "words": words, "is_for_text": text, "may_confirm": may,
                "seen_again": [(mark, title, mark in seen) for mark, title in sources_in(base)],
                "said_by_office": answer.words if answer else "",
                "back": answer.back if answer else row.place if row else "/angaben",
                "action": answer.action if answer else f"{row.place}/aendern" if row else f"/angaben/neu/{stem}",
            },
        )  # fmt: skip

    # ------------------------------------------------------------------ what they share

    def _register(self, login: Login) -> Register:
        return Register(self.desk.guide.load(), self._today(), login.office, persons_now())

    def _today(self) -> date:
        return local_day(self.desk.now())

    def _names(self, register: Register) -> dict[str, dict[str, str]]:
        return {kind.collection: dict(register.choices(kind.collection)) for kind in KINDS}

    def _may(self, login: Login, right: DeskRight) -> bool:
        return self.frame.gate.logins.may(login, right)

    def _writes(self, login: Login) -> bool:
        return self._may(login, DeskRight.WRITE)

    def _may_confirm(self, login: Login, register: Register, row: RegisterRow) -> bool:
        return self._may(login, DeskRight.COMMENT) and register.may_confirm(row)

    def _framed(self, request: Request, login: Login, view: PageView) -> Response:
        """Return a page that a chapter's page may show in a frame: the editor asks for a record there."""
        answer = self.frame.answer(request, login, view)
        answer.headers["Content-Security-Policy"] = _FRAMED
        return answer


def line_is_over(row: RegisterRow) -> bool:
    return state_word(row)[0] in ("gilt nicht mehr", "vorbei")


def _named(request: Request) -> dict[str, str]:
    return {key: request.path_params[key] for key in ("stem", "identifier")}


def _own(place: str) -> str:
    """Return where to go back to: a page of the data."""
    return place if place.startswith("/angaben") and "//" not in place and "\\" not in place else "/angaben"


def _title(rows: Sequence[RegisterRow], address: str) -> str:
    """Return what the source at an address is called."""
    sources = (source for row in rows if row.entry for source in row.entry.record.sources)
    return next((source.title for source in sources if source.address == address), address)


def _said_lines(field: RecordField, value: Typed, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a value as the lines of a page, none for one that is not there."""
    if field.kind in (RecordFieldKind.GROUPS, RecordFieldKind.LINES, RecordFieldKind.NAMED_LIST):
        assert isinstance(value, list)
        return [words for each in value if (words := said(field, each, names))]
    words = said(field, value, names)
    return [words] if words else []


def _with_row(fields: Sequence[RecordField], values: dict[str, Typed], path: str) -> dict[str, Typed]:
    """Return values with an empty row at the end of the list at `path`."""
    *outer, last = path.split(".")
    here: Any = values
    for step in outer:
        if isinstance(here, list):
            here = here[int(step)] if step.isdigit() and int(step) < len(here) else {}
        else:
            here = here.get(step, {})
    try:
        field = at_path(fields, path)[1]
    except (StopIteration, AssertionError):
        return values
    if isinstance(here, dict) and isinstance(here.get(last), list):
        here[last].append({part.key: part.empty for part in field.parts} if field.parts else "")
    return values


def _kept(find: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Return the same, asked once for each collection."""
    found: dict[str, _Answer] = {}

    def answer(collection: str) -> _Answer:
        if collection not in found:
            found[collection] = find(collection)
        return found[collection]

    return answer
