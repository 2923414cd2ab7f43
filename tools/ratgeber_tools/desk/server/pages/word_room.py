"""The pages for Word files, proposals, fact sheets and conflicts, put together: they share what waits."""

from __future__ import annotations

from starlette.routing import Route

from ratgeber_tools.desk.other_side import OtherSideProposals
from ratgeber_tools.desk.proposal_preview import ProposalPages
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


def word_routes(desk: Desk, frame: PageFrame, sockets: Sockets, key: bytes | None = None) -> list[Route]:
    """Return the addresses of all of them; `key` signs links to pages of proposals, None where there are none."""
    repository, root = desk.repository, desk.folder.parent
    other = OtherSideProposals(repository, lambda: desk.now().timestamp()) if repository is not None else None
    pages = ProposalPages(repository, root) if repository is not None else None
    sheets = WaitingSheets(root, desk.now)
    sheet_views = SheetViews(desk, frame, sheets, RecordPages(desk, frame))
    return [
        *sheet_views.routes(),
        *ProposalViews(desk, frame, sockets, pages, other).routes(),
        *ConflictViews(desk, frame, sockets).routes(),
        *WordViews(desk, frame, sockets, sheet_views, other).routes(),
        *SignedPages(frame, SignedPreviews(desk, pages, other, key), desk.now).routes(),
    ]
