"""A desk in one file: made while people type, and every acknowledged word is there when it is taken out again."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import hands
from desk.desk_network import MOMENT, OFFICE, words_in
from desk.postgres_server import MISSING, postgres_server, programs
from guide_project import SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.desk.backup.archive import BackupContents
from ratgeber_tools.desk.backup.making import back_up
from ratgeber_tools.desk.backup.restoring import RestoreError, restore
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store import SqliteStore, Store
from ratgeber_tools.desk.store.opening import open_store
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.history import find_repository

NAME = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\n\nZweiter Absatz.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "projekt")
    (made.root / "conf.py").touch()
    (made.root / ".gitignore").write_text("/_redaktion/\n/_build/\n", encoding="utf-8")
    made.write("index", "# Ratgeber\n", head="")
    made.write(NAME, TEXT)
    made.commit(SCHOOL)
    return made


@pytest.fixture
def store(project: Project) -> Iterator[Store]:
    opened = open_store(project.root)
    yield opened
    opened.close()


@pytest.fixture
def desk(project: Project, store: Store) -> Desk:
    return desk_of(project.root, store)


def desk_of(root: Path, store: Store) -> Desk:
    return Desk(root / "ratgeber", store, find_repository(root), lambda: MOMENT)


def write(desk: Desk, word: str, *, after: str) -> None:
    room = desk.open(NAME)
    way = hands.typing(word, after=after)(room.document)
    assert way is not None
    assert room.append(list(way.steps), OFFICE, "tab-00001")


def save_to(target: Path, project: Project, store: Store) -> tuple[Path, BackupContents]:
    return back_up(project.root, store, find_repository(project.root), target, MOMENT)


def anew(source: Path, folder: Path, database: str = "") -> tuple[Desk, Store]:
    """Take a backup out on another machine, as the handbook says it."""
    with tarfile.open(source) as tar:
        tar.extract("ratgeber.bundle", folder.parent, filter="data")
    git(folder.parent, "clone", "--quiet", "ratgeber.bundle", folder.name)
    store = open_store(folder, database)
    restore(folder, store, find_repository(folder), source)
    return desk_of(folder, store), store


def words_anew(source: Path, folder: Path) -> list[str]:
    desk, store = anew(source, folder)
    words = words_in(desk.open(NAME).document)
    desk.close(NAME)
    store.close()
    return words


def test_every_acknowledged_word_and_every_file_comes_back(project: Project, desk: Desk, store: Store) -> None:
    write(desk, "gesichert", after="Hort")
    desk.save(NAME, OFFICE)
    write(desk, "ungesichert", after="Zweiter")
    project.write("neues", "# Neu\n")
    project.write_file("bilder/haus.png", b"\x89PNG")

    path, contents = save_to(project.root.parent, project, store)

    assert path.name == "redaktion-2026-11-30-120000.tar.gz"
    assert (contents.rooms, contents.steps) == (1, 2)
    assert contents.loose == ("ratgeber/bilder/haus.png", "ratgeber/neues.md")
    restored = project.root.parent / "anderswo"
    words = words_anew(path, restored)
    assert words.count("gesichert") == words.count("ungesichert") == 1
    text = (restored / "ratgeber" / f"{NAME}.md").read_text(encoding="utf-8")
    assert text.count("gesichert") == 2, "both words, once each"
    assert (restored / "ratgeber" / "bilder" / "haus.png").read_bytes() == b"\x89PNG"
    assert "# Neu" in (restored / "ratgeber" / "neues.md").read_text(encoding="utf-8")


def test_what_waits_for_somebody_to_look_at_it_comes_back(project: Project, desk: Desk, store: Store) -> None:
    waiting = project.root / "_redaktion" / "faktenblaetter" / "antworten" / "abc.json"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("{}\n", encoding="utf-8")
    desk.open(NAME)
    source, contents = save_to(project.root.parent / "sicherung.tar.gz", project, store)
    assert "_redaktion/faktenblaetter/antworten/abc.json" in contents.loose
    found, other = anew(source, project.root.parent / "neu")
    other.close()
    assert (found.folder.parent / waiting.relative_to(project.root)).read_text(encoding="utf-8") == "{}\n"


def test_the_backup_needs_nobody_to_stop(
    project: Project, desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types and saves after the store was copied and before the files are read."""
    write(desk, "vorher", after="Hort")
    genuine = SqliteStore.copy_to

    def copy_to(itself: SqliteStore, path: Path) -> None:
        genuine(itself, path)
        write(desk, "nachher", after="Zweiter")
        desk.save(NAME, OFFICE)

    monkeypatch.setattr(SqliteStore, "copy_to", copy_to)
    path, contents = save_to(project.root.parent, project, store)

    assert contents.steps == 1
    words = words_anew(path, project.root.parent / "anderswo")
    assert (words.count("vorher"), words.count("nachher")) == (1, 1)
    assert "Konflikt" not in " ".join(words)


def test_a_desk_that_lives_is_not_overwritten(project: Project, desk: Desk, store: Store) -> None:
    write(desk, "alt", after="Hort")
    path, _ = save_to(project.root.parent, project, store)
    write(desk, "neuer", after="Zweiter")

    with pytest.raises(RestoreError) as refused:
        restore(project.root, store, find_repository(project.root), path)

    assert "1 Kapitel mit 2 Änderungen, die letzte 30.11.2026, 12:00 Uhr" in str(refused.value)
    assert "In der Sicherung: Stand 30.11.2026, 12:00 Uhr: 1 Kapitel mit 1 Änderungen" in str(refused.value)
    assert "neuer" in words_in(desk.open(NAME).document)


def test_an_empty_place_takes_it_and_goes_on_to_where_it_was(project: Project, desk: Desk, store: Store) -> None:
    clone = project.clone(project.root.parent / "klon")
    write(desk, "neu", after="Hort")
    desk.save(NAME, OFFICE)
    path, contents = save_to(project.root.parent, project, store)

    fresh = open_store(clone.root)
    restore(clone.root, fresh, find_repository(clone.root), path)
    assert git(clone.root, "rev-parse", "HEAD") == contents.commit
    assert fresh.extent()[1] == 1
    fresh.close()


def test_what_would_be_overwritten_is_named_and_stays(project: Project, desk: Desk, store: Store) -> None:
    clone = project.clone(project.root.parent / "klon")
    write(desk, "neu", after="Hort")
    project.write("neues", "# Neu\n")
    path, _ = save_to(project.root.parent, project, store)
    clone.write("neues", "# Ganz anderes\n")

    fresh = open_store(clone.root)
    with pytest.raises(RestoreError, match=r"neues\.md: Diese Datei ist hier anders"):
        restore(clone.root, fresh, find_repository(clone.root), path)
    assert "Ganz anderes" in (clone.guide / "neues.md").read_text(encoding="utf-8")

    (clone.guide / "neues.md").unlink()
    clone.write("index", "# Anders\n", head="")
    clone.commit(SCHOOL)
    project.write("index", "# Auch anders\n", head="")
    project.commit(SCHOOL)
    later, _ = save_to(project.root.parent / "später.tar.gz", project, store)
    with pytest.raises(RestoreError, match="auseinander gegangen"):
        restore(clone.root, fresh, find_repository(clone.root), later)
    assert fresh.rooms() == []
    fresh.close()


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "nothing"])
def test_a_damaged_backup_is_refused_and_nothing_has_changed(
    project: Project, desk: Desk, store: Store, damage: str
) -> None:
    write(desk, "neu", after="Hort")
    path, _ = save_to(project.root.parent, project, store)
    match damage:
        case "cut":
            path.write_bytes(path.read_bytes()[:-200])
        case "changed":
            data = bytearray(gzip.decompress(path.read_bytes()))
            at = data.index(b"SQLite format 3")
            data[at + 5000] ^= 1
            path.write_bytes(gzip.compress(bytes(data)))
        case "other":
            with tarfile.open(path, "w:gz") as tar:
                tar.add(project.guide / "index.md", "inhalt.json")
        case "nothing":
            path.write_text("kein Archiv", encoding="utf-8")
    clone = project.clone(project.root.parent / "klon")
    fresh = open_store(clone.root)

    with pytest.raises(InputError, match="keine Sicherung des Redaktionstischs, oder sie ist beschädigt"):
        restore(clone.root, fresh, find_repository(clone.root), path)
    assert fresh.rooms() == []
    fresh.close()


def test_a_backup_overwrites_nothing_and_leaves_no_half(project: Project, store: Store, tmp_path: Path) -> None:
    taken = tmp_path / "schon-da.tar.gz"
    taken.write_text("die von gestern", encoding="utf-8")

    with pytest.raises(TargetError, match="gibt es schon"):
        save_to(taken, project, store)
    with pytest.raises(TargetError, match="gibt es nicht"):
        save_to(tmp_path / "nirgends" / "neu.tar.gz", project, store)
    assert taken.read_text(encoding="utf-8") == "die von gestern"


def test_the_file_says_what_is_in_it(project: Project, desk: Desk, store: Store) -> None:
    write(desk, "neu", after="Hort")
    path, _ = save_to(project.root.parent, project, store)

    with tarfile.open(path) as tar:
        file = tar.extractfile("inhalt.json")
        assert file is not None
        said = json.load(file)
    assert said["art"] == "Sicherung des Redaktionstischs"
    assert said["stand"] == MOMENT.isoformat()
    assert set(said["pruefsummen"]) == {"redaktion.sqlite", "ratgeber.bundle"}


def test_a_desk_moves_from_postgres_to_a_file_and_back(project: Project) -> None:
    found = programs()
    if found is None:
        pytest.skip(MISSING)
    with postgres_server(found) as server:
        store = open_store(project.root, server.new_database())
        write(desk_of(project.root, store), "neu", after="Hort")
        store.add_session("digest", OFFICE, until=(MOMENT + timedelta(days=1)).timestamp())
        path, _ = save_to(project.root.parent, project, store)
        store.close()
        for folder, database in (("datei", ""), ("datenbank", server.new_database())):
            desk, restored = anew(path, project.root.parent / folder, database)
            assert words_in(desk.open(NAME).document).count("neu") == 1
            assert restored.session("digest", MOMENT.timestamp()) == OFFICE
            assert restored.open_room("neu", restored.base(NAME))  # type: ignore[arg-type]
            restored.close()
            (project.root.parent / "ratgeber.bundle").unlink()


def test_both_are_one_command_each(
    project: Project, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = project.clone(project.root.parent / "klon")
    write(desk, "neu", after="Hort")
    target = project.root.parent / "sicherung.tar.gz"

    monkeypatch.chdir(project.root)
    assert main(["redaktion", "sichern", str(target)]) == 0
    assert "Gesichert und noch einmal gelesen:" in capsys.readouterr().out
    monkeypatch.chdir(clone.root)
    assert main(["redaktion", "wiederherstellen", str(target)]) == 0
    assert "1 Kapitel mit 1 Änderungen am Redaktionstisch" in capsys.readouterr().out
    assert main(["redaktion", "wiederherstellen", str(target)]) == 1
    assert "Hier ist schon ein Redaktionstisch" in capsys.readouterr().err
