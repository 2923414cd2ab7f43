"""The pages of people who are named in the guide: what each agreed to; for those alone who may write.

    GET  /personen           everybody
    GET  /personen/neu       an empty form; POST adds somebody
    GET  /personen/NAME      one, with a form; POST changes it, keeps a signed consent or a photo (`tun=einwilligung`,
                             `tun=foto`), or notes a withdrawal (`tun=widerruf`, `nummer`)
    GET  /personen/NAME/foto, /personen/NAME/einwilligung/N

Nothing of this is in the project: see `person_desk`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.persons import Person
from ratgeber_tools.data.record_fields import Typed, fields_of
from ratgeber_tools.desk.consent_files import NOT_SET_UP, ConsentFiles
from ratgeber_tools.desk.handed_in import LARGEST_PICTURE
from ratgeber_tools.desk.person_desk import PersonDesk
from ratgeber_tools.desk.record_desk import RecordSaved
from ratgeber_tools.desk.record_forms import OLD_FORM, as_text, from_text, prefilled, shown_form, typed_from
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.pages.picture_pages import NOT_SAVED
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError

_FIELDS = tuple(field for field in fields_of(Person) if field.key != "foto")
_CONSENTS = "personen"


@dataclass(frozen=True, slots=True)
class PersonPages:
    """Shows and changes the file of persons that this machine is told of."""

    desk: Desk
    frame: PageFrame

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        write, page = DeskRight.WRITE, self.frame.page
        one = "/personen/{name}"
        return [
            page("/personen", self._list, right=write),
            page("/personen/neu", self._empty, right=write),
            self.frame.deed("/personen/neu", self._add, right=write),
            page(one, self._one, right=write),
            self.frame.deed(one, self._change, right=write, files=1, largest=LARGEST_PICTURE),
            page(f"{one}/foto", self._photo, right=write),
            page(f"{one}/einwilligung/{{number:int}}", self._consent, right=write),
        ]

    def _open(self) -> PersonDesk:
        return PersonDesk.open(local_day(self.desk.now()))

    async def _list(self, _request: Request, _login: Login) -> PageView:
        kept = ConsentFiles.of(_CONSENTS)
        rows = await run_in_threadpool(self._open().rows) if kept.is_set_up else []
        return PageView("personen.html", {"rows": rows, "not_set_up": "" if kept.is_set_up else NOT_SET_UP})

    async def _empty(self, _request: Request, _login: Login) -> PageView:
        self._open()
        return self._view("", prefilled(_FIELDS, {}), {})

    async def _add(self, _request: Request, _login: Login, form: SentForm) -> Done | PageView:
        def add() -> Done | PageView:
            mine = typed_from(_FIELDS, form, {})
            if form.text("mehr"):
                return self._view("", _with_consent(mine), {})
            saved = self._open().add({**mine, "foto": ""})
            return self._after("", saved)

        return await run_in_threadpool(add)

    async def _one(self, request: Request, _login: Login) -> PageView:
        name = request.path_params["name"]

        def find() -> PageView:
            said = self._open().said(name)
            return self._view(name, said, said)

        return await run_in_threadpool(find)

    async def _change(self, request: Request, _login: Login, form: SentForm) -> Done | PageView:
        name = request.path_params["name"]
        sent = form.file("datei")
        data = await sent.read() if sent is not None else None

        def change() -> Done | PageView:
            people = self._open()
            row = people.row(name)
            match form.text("tun"):
                case "widerruf":
                    number = form.text("nummer")
                    return Done(row.place, people.withdraw(name, int(number) if number.isdecimal() else -1))
                case "einwilligung" | "foto" as what:
                    if data is None:
                        raise RatgeberError("Wählen Sie die Datei aus.")
                    if what == "foto":
                        people.keep_photo(name, data)
                        return Done(row.place, "Das Foto liegt jetzt hier, außerhalb des Ratgebers.")
                    ConsentFiles.of(_CONSENTS).keep(name, data)
                    return Done(row.place, "Die Einwilligung liegt jetzt hier, außerhalb des Ratgebers.")
            base = from_text(form.text("vorher"), fields_of(Person))
            if base is None:
                raise RatgeberError(OLD_FORM)
            mine = {**typed_from(_FIELDS, form, base), "foto": base["foto"]}
            if form.text("mehr"):
                return self._view(name, _with_consent(mine), base)
            return self._after(name, people.change(name, base, mine))

        return await run_in_threadpool(change)

    def _after(self, name: str, saved: RecordSaved) -> Done | PageView:
        if saved.is_written:
            return Done(f"/personen/{saved.identifier}", saved.sentence)
        view = self._view(name, saved.values, saved.base, saved.problems, saved.conflicts)
        return view.because(NOT_SAVED)

    def _view(
        self,
        name: str,
        values: Mapping[str, Typed],
        base: Mapping[str, Typed],
        problems: Mapping[str, Sequence[str]] = {},
        conflicts: Mapping[str, Typed] = {},
    ) -> PageView:
        return PageView(
            "person.html",
            {
                "row": self._open().row(name) if name else None,
                "fields": _FIELDS, "values": values, "before": as_text(base) if base else "",
                **shown_form(_FIELDS, problems, conflicts),
                "consents": self._open().agreed(name) if name else [],
                "kept": range(1, len(ConsentFiles.of(_CONSENTS).of_name(name)) + 1) if name else (),
            },
        )  # fmt: skip

    async def _photo(self, request: Request, _login: Login) -> Response:
        return FileResponse(await run_in_threadpool(self._open().photo, request.path_params["name"]))

    async def _consent(self, request: Request, _login: Login) -> Response:
        path = ConsentFiles.of(_CONSENTS).numbered(request.path_params["name"], request.path_params["number"])
        return FileResponse(path, filename=f"einwilligung{path.suffix}")


def _with_consent(values: dict[str, Typed]) -> dict[str, Typed]:
    consents = values["einwilligungen"]
    assert isinstance(consents, list)
    field = next(each for each in _FIELDS if each.key == "einwilligungen")
    return {**values, "einwilligungen": [*consents, {part.key: part.empty for part in field.parts}]}
