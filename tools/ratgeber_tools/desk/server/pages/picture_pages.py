"""The pages of the pictures: what is missing first; each with its rights, its people, where it is used.

GET  /bilder             every picture
GET  /bilder/NAME        one, with the form of what is noted of it; POST changes that, replaces the picture, keeps a
                         signed consent, or notes that somebody no longer agrees (`tun=widerruf`)
GET  /bilder-einwilligung/N/NAME   a signed consent; it lies outside the project (`consent_files`)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.record_fields import Typed
from ratgeber_tools.desk.consent_files import NOT_SET_UP, ConsentFiles
from ratgeber_tools.desk.handed_in import LARGEST_PICTURE
from ratgeber_tools.desk.picture_desk import PictureDesk, PictureRow
from ratgeber_tools.desk.record_forms import OLD_FORM, as_text, from_text, shown_form, typed_from
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError

NOT_SAVED = "Noch nicht gespeichert. Sehen Sie nach, was unten rot steht."
_CONSENTS = "bilder"


@dataclass(frozen=True, slots=True)
class PicturePages:
    """Shows and changes the pictures of a desk's guide."""

    desk: Desk
    frame: PageFrame

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        write = DeskRight.WRITE
        return [
            self.frame.page("/bilder", self._list),
            self.frame.page("/bilder/{name:path}", self._one),
            self.frame.deed("/bilder/{name:path}", self._change, right=write, files=2, largest=LARGEST_PICTURE),
            self.frame.page("/bilder-einwilligung/{number:int}/{name:path}", self._consent, right=write),
        ]

    def _pictures(self) -> PictureDesk:
        return PictureDesk(self.desk, self.desk.guide.load(), local_day(self.desk.now()))

    async def _list(self, _request: Request, _login: Login) -> PageView:
        rows = await run_in_threadpool(lambda: self._pictures().rows)
        missing = sum(row.mood == "schlecht" for row in rows)
        return PageView("bilder.html", {"rows": rows, "missing": missing})

    async def _one(self, request: Request, login: Login) -> PageView:
        name = request.path_params["name"]

        def find() -> PageView:
            pictures = self._pictures()
            row = pictures.row(name)
            values = pictures.said(row)
            return self._view(pictures, row, values, values)

        return await run_in_threadpool(find)

    def _view(
        self,
        pictures: PictureDesk,
        row: PictureRow,
        values: Mapping[str, Typed],
        base: Mapping[str, Typed],
        problems: Mapping[str, Sequence[str]] = {},
        conflicts: Mapping[str, Typed] = {},
    ) -> PageView:
        fields = pictures.file_of(row).fields
        kept = ConsentFiles.of(_CONSENTS)
        return PageView(
            "bild.html",
            {
                "row": row, "fields": fields, "values": values, "before": as_text(base),
                **shown_form(fields, problems, conflicts),
                "consents": [(number, path.suffix[1:].upper()) for number, path in _numbered(kept, row.file)],
                "can_keep": kept.is_set_up, "not_set_up": NOT_SET_UP,
            },
        )  # fmt: skip

    async def _change(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name = request.path_params["name"]
        sent, signed = form.file("bild"), form.file("einwilligung")
        picture = await sent.read() if sent is not None else None
        consent = await signed.read() if signed is not None else None

        def change() -> Done | PageView:
            pictures = self._pictures()
            row = pictures.row(name)
            if form.text("tun") == "widerruf":
                return Done(row.place, pictures.withdraw(row, login))
            if form.text("tun") == "einwilligung":
                if consent is None:
                    raise RatgeberError("Wählen Sie die Datei mit der Einwilligung aus.")
                ConsentFiles.of(_CONSENTS).keep(row.file, consent)
                return Done(row.place, "Die Einwilligung liegt jetzt hier, außerhalb des Ratgebers.")
            fields = pictures.file_of(row).fields
            base = from_text(form.text("vorher"), fields)
            if base is None:
                raise RatgeberError(OLD_FORM)
            mine = typed_from(fields, form, base)
            saved = pictures.change(row, base, mine, login, picture=picture, is_for_new=bool(form.text("gilt-auch")))
            if saved.is_written:
                return Done(row.place, saved.sentence)
            view = self._view(pictures, row, saved.values, saved.base, saved.problems, saved.conflicts)
            again = " Wählen Sie das neue Bild noch einmal aus." if picture is not None else ""
            return view.because(NOT_SAVED + again)

        return await run_in_threadpool(change)

    async def _consent(self, request: Request, _login: Login) -> Response:
        path = ConsentFiles.of(_CONSENTS).numbered(request.path_params["name"], request.path_params["number"])
        return FileResponse(path, filename=f"einwilligung{path.suffix}")


def _numbered(kept: ConsentFiles, name: str) -> list[tuple[int, Any]]:
    return list(enumerate(kept.of_name(name), start=1))
