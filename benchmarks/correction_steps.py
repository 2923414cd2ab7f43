"""One correction as the desk makes it: saved, looked at, released, built, put in place; called by `correcting`.

    python correction_steps.py PROJECT CHAPTER OFFICE MAILBOX

Fails if parents do not read the word at the end.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.correcting import Correcting
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.editions.placing import FOLDER
from ratgeber_tools.editions.run_card import RunEnd
from ratgeber_tools.history import find_repository

#: A word of a paragraph, and the same with a slip; each call puts the other one there.
RIGHT, WRONG = " und ", " undd "
_LOOK_S = 0.1


def main(root: Path, chapter: str, office: str, mailbox: str) -> None:
    store = SqliteStore(root.parent / "redaktion.sqlite")
    desk = Desk(root / "ratgeber", store, find_repository(root), local_now)
    login, publishing = Login(office, mailbox), Publishing(desk)
    correcting = Correcting(desk, publishing)
    path = desk.path_of(chapter)
    text = path.read_text(encoding="utf-8")
    is_wrong = WRONG not in text
    head, end, body = text.partition("\n---\n")
    corrected = body.replace(*((RIGHT, WRONG) if is_wrong else (WRONG, RIGHT)), 1)
    path.write_text(head + end + corrected, encoding="utf-8")
    assert desk.commit([path], "Text", login) == ""
    assert correcting.view(chapter, login).against == ()
    assert correcting.release(chapter, login)
    while (run := publishing.run()) is None or run.end is RunEnd.NOT_YET:
        time.sleep(_LOOK_S)
    assert run.end is RunEnd.DONE, run
    page = (Path(os.environ[FOLDER]) / f"{chapter}.html").read_text(encoding="utf-8")
    assert (WRONG.strip() in page) is is_wrong, chapter


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
