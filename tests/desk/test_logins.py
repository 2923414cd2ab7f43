"""Links and sessions: what holds, for whom, how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.desk_network import MOMENT, OFFICE
from ratgeber_tools.desk.server.logins import LINK_HOLDS, SERVED_HOLDS, SERVED_IDLE, Logins
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.editorial.rights import DeskRight

BROWSER = "geheimnis-des-browsers"


class Clock:
    moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "desk.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def logins(store: SqliteStore, clock: Clock) -> Logins:
    return Logins(store, clock, idle=SERVED_IDLE, most=SERVED_HOLDS)


def begun(logins: Logins, login: Login = OFFICE) -> str:
    session = logins.begin(logins.invite(login))
    assert session is not None
    return session


def test_a_link_holds_only_in_the_browser_that_asked_and_only_once(logins: Logins) -> None:
    token = logins.invite(OFFICE, BROWSER)

    assert logins.begin(token) is None
    assert logins.begin(token, "anderer-browser") is None
    session = logins.begin(token, BROWSER)
    assert session is not None
    assert logins.login(session) == OFFICE
    assert logins.begin(token, BROWSER) is None


def test_a_link_nobody_asked_for_in_a_browser_holds_in_any(logins: Logins) -> None:
    assert logins.begin(logins.invite(OFFICE), BROWSER) is not None


def test_a_link_ends_after_a_quarter_of_an_hour(logins: Logins, clock: Clock) -> None:
    token = logins.invite(OFFICE, BROWSER)
    clock.moment += LINK_HOLDS + timedelta(seconds=1)
    assert logins.begin(token, BROWSER) is None


def test_a_session_nobody_uses_ends_and_one_in_use_does_not(logins: Logins, clock: Clock) -> None:
    used, forgotten = begun(logins), begun(logins)
    for _ in range(3):
        clock.moment += SERVED_IDLE - timedelta(minutes=1)
        logins.used(used)
    assert logins.login(used) == OFFICE
    assert logins.login(forgotten) is None


def test_no_session_outlives_its_end_however_much_it_is_used(logins: Logins, clock: Clock) -> None:
    session = begun(logins)
    for _ in range(SERVED_HOLDS // timedelta(hours=12)):
        logins.used(session)
        clock.moment += timedelta(hours=12)
    assert logins.login(session) is None


def test_nobody_makes_a_session_younger(logins: Logins, clock: Clock) -> None:
    begin, _, rest = begun(logins).partition(".")
    assert logins.login(f"{int(begin) + 1}.{rest}") is None
    assert [logins.login(wrong) for wrong in ("", "x", f"-1.{rest}", f"²{begin}.{rest}", f"{'9' * 5000}.{rest}")] == [
        None
    ] * 5


def test_the_store_holds_no_token_that_could_be_used(logins: Logins, store: SqliteStore, tmp_path: Path) -> None:
    token = logins.invite(OFFICE, BROWSER)
    session = begun(logins)
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert OFFICE.mail.encode() in kept
    assert not [secret for secret in (token, BROWSER, session, session.partition(".")[2]) if secret.encode() in kept]


def test_logging_out_everywhere_ends_all_sessions_of_the_mailbox(logins: Logins) -> None:
    other = Login("Schulamt", "schulamt@example.org")
    one, two, foreign = begun(logins), begun(logins), begun(logins, other)
    logins.end_everywhere(OFFICE)
    assert [logins.login(each) for each in (one, two, foreign)] == [None, None, other]


def test_who_may_not_come_in_any_more_is_logged_out_at_once(store: SqliteStore, clock: Clock) -> None:
    rights: dict[str, frozenset[DeskRight]] = {OFFICE.mail: frozenset({DeskRight.COMMENT})}
    logins = Logins(store, clock, lambda login: rights.get(login.mail))
    session = begun(logins)
    assert (logins.may(OFFICE, DeskRight.COMMENT), logins.may(OFFICE, DeskRight.WRITE)) == (True, False)
    rights.clear()
    assert logins.login(session) is None
    assert not logins.may(OFFICE, DeskRight.COMMENT)
