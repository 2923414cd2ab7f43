"""What every store promises, asked of each: SQLite, and a real Postgres where one is installed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.desk_network import OFFICE
from desk.postgres_server import MISSING, PostgresServer, postgres_server, programs
from patience import PATIENCE_S
from ratgeber_tools.desk.store import Login, SqliteStore, Store, StoredBase, StoredStep
from ratgeber_tools.desk.store.interface import Passkey, StoreError
from ratgeber_tools.desk.store.postgres import PostgresStore
from ratgeber_tools.desk.store.sql import SqlStore, Transaction

CHAPTER = "teil/hört"
BASE = StoredBase(0, {"type": "doc", "content": ["ä\u0000", "😀"]}, "digest")
Opening = Callable[[], Store]


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    found = programs()
    if found is None:
        pytest.skip(MISSING)
    with postgres_server(found) as server:
        yield server


@pytest.fixture
def on_postgres(postgres: PostgresServer) -> Iterator[Opening]:
    address = postgres.new_database()
    yield from _opening(lambda: PostgresStore(address))


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opening]:
    """Yield what opens one and the same store, as a second server would."""
    if request.param == "postgres":
        yield request.getfixturevalue("on_postgres")
    else:
        yield from _opening(lambda: SqliteStore(tmp_path / "desk.sqlite"))


def _opening(make: Opening) -> Iterator[Opening]:
    stores: list[Store] = []

    def open_one() -> Store:
        stores.append(make())
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opening) -> Store:
    return opened()


def step(words: str) -> StoredStep:
    return StoredStep({"words": words}, OFFICE.office, OFFICE.mail, "tab-00001", "2026-11-30T12:00:00+01:00")


def test_a_room_is_made_once_and_begins_with_its_base(store: Store) -> None:
    assert store.open_room(CHAPTER, BASE)
    assert not store.open_room(CHAPTER, StoredBase(0, {"type": "doc"}, "anders"))

    assert (store.rooms(), store.version(CHAPTER)) == ([CHAPTER], 0)
    assert (store.base(CHAPTER), store.announced_base(CHAPTER)) == (BASE, None)
    assert store.snapshot(CHAPTER, 0) == (0, BASE.document)


def test_of_a_room_that_is_not_there_nothing_is_known(store: Store) -> None:
    assert (store.base(CHAPTER), store.version(CHAPTER), store.steps(CHAPTER, 0)) == (None, 0, [])
    assert store.snapshot(CHAPTER, 5) is None
    assert not store.append(CHAPTER, 0, [step("a")])
    store.forget(CHAPTER, 5)


def test_steps_come_back_as_they_were_put_in(opened: Opening) -> None:
    store = opened()
    store.open_room(CHAPTER, BASE)
    assert store.append(CHAPTER, 0, [step("ä„“\u0000"), step("😀")], request="request-1")
    assert store.append(CHAPTER, 2, [step("drei")])

    later = opened()
    assert later.version(CHAPTER) == 3
    assert later.steps(CHAPTER, 0) == [step("ä„“\u0000"), step("😀"), step("drei")]
    assert later.steps(CHAPTER, 1, 2) == [step("😀")]
    assert later.is_answered(CHAPTER, "request-1")
    assert not later.is_answered(CHAPTER, "request-2")
    assert not later.is_answered("teil/anderes", "request-1")


def test_who_comes_second_is_told_so_and_leaves_nothing_behind(opened: Opening) -> None:
    first, second = opened(), opened()
    first.open_room(CHAPTER, BASE)
    assert first.append(CHAPTER, 0, [step("eins")])

    assert not second.append(CHAPTER, 0, [step("zwei")], request="request-2")
    assert not second.append(CHAPTER, 5, [step("zwei")])

    assert second.steps(CHAPTER, 0) == [step("eins")]
    assert not second.is_answered(CHAPTER, "request-2")


def test_many_at_once_give_versions_without_a_gap(opened: Opening) -> None:
    stores = [opened() for _ in range(3)]
    stores[0].open_room(CHAPTER, BASE)

    def write(store: Store, name: int) -> None:
        for number in range(20):
            while not store.append(CHAPTER, store.version(CHAPTER), [step(f"{name}-{number}")]):
                pass

    threads = [threading.Thread(target=write, args=(store, name)) for name, store in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)

    words = [each.step["words"] for each in stores[0].steps(CHAPTER, 0)]
    assert sorted(words) == sorted(f"{name}-{number}" for name in range(3) for number in range(20))
    assert stores[0].version(CHAPTER) == len(words)


def test_a_visit_knows_when_the_one_before_it_ended(store: Store) -> None:
    def visit(now: float, mail: str = "a@example.org") -> float:
        return store.note_visit(mail, now, pause=60.0, first=1.0)

    assert (visit(100.0), visit(150.0), visit(200.0)) == (1.0, 1.0, 1.0)
    assert visit(500.0, "b@example.org") == 1.0
    assert (visit(600.0), visit(620.0)) == (200.0, 200.0)


def test_a_base_is_announced_and_then_settled(store: Store) -> None:
    store.open_room(CHAPTER, BASE)
    after = StoredBase(3, {"type": "doc", "content": []}, "neu")
    store.announce_base(CHAPTER, after)
    assert (store.base(CHAPTER), store.announced_base(CHAPTER)) == (BASE, after)

    store.settle_base(CHAPTER, after)
    assert (store.base(CHAPTER), store.announced_base(CHAPTER)) == (after, None)


def test_the_version_of_a_moment_is_known(store: Store) -> None:
    store.open_room(CHAPTER, BASE)
    for at, moment in enumerate(("2026-11-01T09:00:00+01:00", "2026-11-01T10:00:00+01:00")):
        store.append(CHAPTER, at, [replace(step("a"), moment=moment)])

    assert store.version_at(CHAPTER, "2026-11-01T08:59:59+01:00") == 0
    assert store.version_at(CHAPTER, "2026-11-01T09:30:00+01:00") == 1
    assert store.version_at(CHAPTER, "2026-11-02T00:00:00+01:00") == 2
    assert (store.base_digest(CHAPTER), store.base_digest("teil/anderes")) == ("digest", "")


def test_what_no_version_needs_is_forgotten_and_nothing_else(store: Store) -> None:
    for chapter in (CHAPTER, "teil/anderes"):
        store.open_room(chapter, BASE)
        store.append(chapter, 0, [step("eins"), step("zwei")], request="request-1")
        store.append(chapter, 2, [step("drei"), step("vier")], request="request-2")
        for version in (1, 3):
            store.keep_snapshot(chapter, version, {"version": version})

    store.forget(CHAPTER, 2)

    assert store.snapshot(CHAPTER, 2) == (1, {"version": 1})
    assert store.snapshot(CHAPTER, 0) is None
    assert store.steps(CHAPTER, 0) == [step("zwei"), step("drei"), step("vier")]
    assert store.steps("teil/anderes", 0)[0] == step("eins")
    assert store.is_answered(CHAPTER, "request-2")


def test_an_invitation_holds_once_and_not_for_ever(opened: Opening) -> None:
    store, other = opened(), opened()
    store.add_invitation("a", OFFICE, until=100.0)
    store.add_invitation("b", OFFICE, until=10.0)

    assert store.take_invitation("b", now=50.0) is None
    assert other.take_invitation("a", now=50.0) == OFFICE
    assert store.take_invitation("a", now=50.0) is None


def test_a_session_ends_by_itself_or_when_it_is_ended(store: Store) -> None:
    store.add_session("a", OFFICE, until=100.0)

    assert store.session("a", now=100.0) == OFFICE
    assert store.session("a", now=101.0) is None
    store.end_session("a")
    assert store.session("a", now=1.0) is None


def test_a_session_in_use_holds_longer_and_one_that_has_ended_never_comes_back(store: Store) -> None:
    store.add_session("digest", OFFICE, until=100.0)
    store.prolong_session("digest", until=200.0)
    assert store.session("digest", now=150.0) == OFFICE

    store.end_session("digest")
    store.prolong_session("digest", until=200.0)
    assert store.session("digest", now=150.0) is None


def test_all_sessions_of_a_mailbox_end_and_no_others(store: Store) -> None:
    other = Login("Schulamt", "schulamt@example.org")
    for digest, login in (("eins", OFFICE), ("zwei", OFFICE), ("drei", other)):
        store.add_session(digest, login, until=100.0)

    store.end_sessions(OFFICE.mail)

    assert [store.session(each, now=50.0) for each in ("eins", "zwei", "drei")] == [None, None, other]


def test_a_passkey_is_kept_once_counts_its_uses_and_is_dropped_by_its_owner_alone(store: Store) -> None:
    passkey = Passkey("kennung", OFFICE.mail, "schlüssel", 0, "Telefon", 1.5)
    assert store.add_passkey(passkey)
    assert not store.add_passkey(replace(passkey, mail="fremd@example.org"))

    store.note_passkey("kennung", 2**32 - 1)
    store.drop_passkey("kennung", "fremd@example.org")

    assert store.passkeys(OFFICE.mail) == [store.passkey("kennung")] == [replace(passkey, uses=2**32 - 1)]
    store.drop_passkey("kennung", OFFICE.mail)
    assert store.passkey("kennung") is None


def test_a_paper_is_kept_until_its_end_replaced_and_dropped(store: Store) -> None:
    store.put_paper("stimme", "a", {"worte": "ä\u0000"}, 10)
    store.put_paper("stimme", "b", {}, 20)
    store.put_paper("link", "a", {}, 20)
    assert store.paper("stimme", "a", 9) == {"worte": "ä\u0000"}
    assert store.paper("stimme", "a", 10) is None
    assert list(store.papers("stimme", 9)) == ["a", "b"]
    store.put_paper("stimme", "a", {"worte": "neu"}, 30)
    assert store.papers("stimme", 20) == {"a": {"worte": "neu"}}
    store.drop_old_papers(20)
    assert store.papers("link", 0) == {}
    store.drop_paper("stimme", "a")
    assert store.papers("stimme", 0) == {}


def test_what_is_claimed_is_claimed_once_whoever_asks(opened: Opening) -> None:
    assert [store.claim_paper("brief", "30.11.", 10) for store in (opened(), opened())] == [True, False]


def test_a_store_belongs_to_one_guide_folder(opened: Opening) -> None:
    assert opened().belongs_to("eins")
    assert opened().belongs_to("eins")
    assert not opened().belongs_to("zwei")


def test_of_what_another_thread_has_begun_nobody_sees_half_and_nobody_is_turned_away(opened: Opening) -> None:
    store = opened()
    assert isinstance(store, SqlStore)
    store.open_room(CHAPTER, BASE)
    seen: list[object] = []

    def ask() -> None:
        seen.append(store.rooms())
        store.add_session("anderer", OFFICE, until=100.0)
        store.forget(CHAPTER, 0)
        seen.append(store.session("anderer", now=50.0))

    asking = threading.Thread(target=ask)

    def half(orders: Transaction) -> None:
        orders.execute("INSERT INTO room VALUES ('halb', 0)")
        asking.start()
        asking.join(0.2)  # long enough to see half of it, where that can be seen
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store._in_transaction(half)
    asking.join(PATIENCE_S)

    assert seen == [[CHAPTER], OFFICE]


def test_threads_that_write_and_read_at_once_all_get_through(opened: Opening) -> None:
    store = opened()
    for name in range(4):
        store.open_room(f"teil/{name}", BASE)
    broken: list[str] = []

    def write(name: int) -> None:
        chapter = f"teil/{name}"
        for at in range(0, 40, 2):
            store.append(chapter, at, [step("a"), step("b")], request=f"request-{at}")
            store.keep_snapshot(chapter, at, {})
            if len(store.steps(chapter, 0)) != store.version(chapter):
                broken.append(chapter)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)

    assert broken == []
    assert [store.version(f"teil/{name}") for name in range(4)] == [40] * 4


def test_who_asks_the_store_from_within_a_transaction_is_refused_and_nothing_has_changed(store: Store) -> None:
    assert isinstance(store, SqlStore)
    orders_within: list[Callable[[], object]] = [store.rooms, lambda: store.open_room("teil/zwei", BASE)]
    for order in orders_within:

        def work(orders: Transaction, order: Callable[[], object] = order) -> None:
            orders.execute("INSERT INTO room VALUES ('halb', 0)")
            order()

        with pytest.raises(RuntimeError, match="within a transaction"):
            store._in_transaction(work)

    assert store.rooms() == []


# ---------------------------------------------------------------------- what only a database on its own can do


def test_a_server_hears_at_once_what_another_has_written(on_postgres: Opening) -> None:
    first, second = on_postgres(), on_postgres()
    heard: queue.Queue[tuple[str, bool]] = queue.Queue()
    first.open_room(CHAPTER, BASE)
    first.watch(lambda chapter, is_saved: heard.put((chapter, is_saved)))
    while heard.empty():  # until it listens
        second.append(CHAPTER, second.version(CHAPTER), [step("da")])
    assert heard.get() == (CHAPTER, False)
    while not heard.empty():
        heard.get()

    first.append(CHAPTER, first.version(CHAPTER), [step("eigenes")])
    second.settle_base(CHAPTER, BASE)

    while (found := heard.get(timeout=PATIENCE_S)) == (CHAPTER, False):
        pass
    assert found == (CHAPTER, True)


def test_a_database_that_starts_again_is_found_again(postgres: PostgresServer, on_postgres: Opening) -> None:
    store = on_postgres()
    store.open_room(CHAPTER, BASE)
    postgres.stop()
    try:
        with pytest.raises(StoreError, match="antwortet nicht"):
            store.append(CHAPTER, 0, [step("verloren?")], request="request-1")
    finally:
        postgres.start()

    assert store.append(CHAPTER, 0, [step("wieder da")], request="request-1")
    assert store.steps(CHAPTER, 0) == [step("wieder da")]


def test_a_database_nobody_serves_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="antwortet nicht"):
        PostgresStore(f"host={tmp_path} dbname=x user=redaktion")
