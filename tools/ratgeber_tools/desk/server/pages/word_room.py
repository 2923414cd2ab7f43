"""The pages for Word files, proposals, fact sheets and conflicts, put together: they share what waits."""

from __future__ import annotations

from starlette.routing import Route

from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.conflict_views import ConflictViews
from ratgeber_tools.desk.server.pages.frame import PageFrame
from ratgeber_tools.desk.server.pages.proposal_views import ProposalViews
from ratgeber_tools.desk.server.pages.records import RecordPages
from ratgeber_tools.desk.server.pages.sheet_views import SheetViews
from ratgeber_tools.desk.server.pages.signed_pages import SignedPages
from ratgeber_tools.desk.server.pages.word_views import WordViews
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.signed_previews import SignedPreviews
from ratgeber_tools.desk.waiting_sheets import WaitingSheets


def word_routes(desk: Desk, frame: PageFrame, sockets: Sockets, signed: SignedPreviews) -> list[Route]:
    """Return the addresses of all of them; the pages of proposals are those that `signed` links show, too."""
    pages, other = signed.pages, signed.other
    sheets = WaitingSheets(desk.folder.parent, desk.now)
    sheet_views = SheetViews(desk, frame, sheets, RecordPages(desk, frame))
    return [
        *sheet_views.routes(),
        *ProposalViews(desk, frame, sockets, pages, other).routes(),
        *ConflictViews(desk, frame, sockets).routes(),
        *WordViews(desk, frame, sockets, sheet_views, other).routes(),
        *SignedPages(frame, signed, desk.now).routes(),
    ]
