"""All that answers below `/sitzung`."""

from __future__ import annotations

from starlette.routing import Route

from ratgeber_tools.desk.meeting import DeskMeeting
from ratgeber_tools.desk.preview import DeskPreview
from ratgeber_tools.desk.server.pages.frame import PageFrame
from ratgeber_tools.desk.server.pages.meeting import MeetingPages
from ratgeber_tools.desk.server.pages.minutes import MinutesPages
from ratgeber_tools.desk.server.pages.projector import ProjectorPages
from ratgeber_tools.desk.server.sockets import Sockets


def meeting_routes(frame: PageFrame, meeting: DeskMeeting, sockets: Sockets, preview: DeskPreview) -> list[Route]:
    return [
        *MeetingPages(frame, meeting, sockets).routes(),
        *ProjectorPages(frame, meeting, preview).routes(),
        *MinutesPages(frame, meeting).routes(),
    ]
