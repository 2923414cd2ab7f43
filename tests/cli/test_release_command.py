"""`ratgeber freigeben` as an office calls it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.releases.keeping import Release, Votes, Withdrawal, read_log

VOTES = ("--ja", "9", "--nein", "1", "--enthalten", "2")
DECISION = ("--beschluss", "Protokoll 7, TOP 3", *VOTES, "--ohne-seite")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\n```\n", head="")
    made.write("anmeldung", "# Anmeldung\n\nText.\n")
    made.commit(SCHOOL)
    made.act_as(YOUTH)
    monkeypatch.chdir(made.root)
    return made


def test_a_release_is_written_and_says_what_to_commit(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freigeben", "ratgeber/anmeldung.md", *DECISION]) == 0
    (event,) = read_log(project.root).history("anmeldung")
    assert isinstance(event, Release)
    assert (event.office, event.decision, event.votes) == (YOUTH, "Protokoll 7, TOP 3", Votes(9, 1, 2))
    output = capsys.readouterr().out
    path = f"ratgeber/redaktion/freigaben/anmeldung/{event.blob}.yaml"
    assert f"Freigabe von „anmeldung“ durch „{YOUTH}“ notiert." in output
    assert f'git add "{path}"' in output
    assert f'git commit -m "Freigabe: anmeldung (Protokoll 7, TOP 3)" -- "{path}"' in output
    assert "Mit freigegeben, ohne eigenen Beschluss: Übersicht index." in output


def test_the_commands_it_names_work(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["freigeben", "anmeldung", "--beschluss", 'Protokoll "7" $HOME `x`', *VOTES, "--ohne-seite"])
    commands = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip().startswith("git ")]
    assert [os.system(command) for command in commands] == [0, 0]
    assert git(project.root, "status", "--porcelain") == ""


def test_the_day_of_the_decision_may_be_earlier(project: Project) -> None:
    assert main(["freigeben", "anmeldung", *DECISION, "--am", "20.11.2020"]) == 0
    (event,) = read_log(project.root).history("anmeldung")
    assert isinstance(event, Release)
    assert event.day.isoformat() == "2020-11-20"


def test_a_chapter_with_mistakes_is_not_released(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("anmeldung", "# Anmeldung\n\nTODO: Frist nachtragen.\n\n[Hort](hort.md)\n")
    project.commit(SCHOOL)
    project.act_as(YOUTH)
    assert main(["freigeben", "anmeldung", *DECISION]) == 1
    output = capsys.readouterr()
    assert "Platzhalter „TODO“" in output.out
    assert "Die Datei „hort.md“ gibt es nicht" in output.out
    assert "„anmeldung“ hat noch Fehler. Beheben Sie zuerst, was oben steht." in output.err
    assert read_log(project.root).events == ()


def test_mistakes_elsewhere_do_not_stop_a_release(project: Project) -> None:
    project.write("hort", "# Hort\n\nTODO\n")
    assert main(["freigeben", "anmeldung", *DECISION]) == 0


def test_a_withdrawal_is_written(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["freigeben", "anmeldung", *DECISION])
    assert main(["freigeben", "anmeldung", "--zurueckziehen", "--grund", "Frist falsch"]) == 0
    newest = read_log(project.root).history("anmeldung")[-1]
    assert isinstance(newest, Withdrawal)
    assert newest.reason == "Frist falsch"
    assert 'git commit -m "Rücknahme: anmeldung (Frist falsch)"' in capsys.readouterr().out


def test_a_refusal_is_one_sentence_and_no_traceback(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.act_as(SCHOOL)
    assert main(["freigeben", "anmeldung", *DECISION]) == 1
    assert capsys.readouterr().err.startswith("ratgeber freigeben: „Schulamt“ hat das Kapitel am")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["anmeldung"], "Zu einer Freigabe gehört noch: --beschluss, --ja, --nein, --enthalten."),
        (["anmeldung", "--beschluss", "P", "--ja", "1", "--nein", "0"], "gehört noch: --enthalten."),
        (["anmeldung", "--beschluss", "P", "--ja", "viele"], "„viele“ ist keine Anzahl"),
        (["anmeldung", *DECISION, "--am", "bald"], "„bald“ ist kein Datum."),
        (["anmeldung", *DECISION, "--grund", "x"], "--grund gehört zu --zurueckziehen oder zu --trotzdem."),
        (["anmeldung", *DECISION, "--trotzdem"], "Zu --trotzdem gehört --grund"),
        (["anmeldung", "--zurueckziehen"], "Zu einer Rücknahme gehört --grund."),
        (["anmeldung", "--zurueckziehen", "--grund", "x", "--ja", "1"], "--ja gehört zu einer Freigabe"),
    ],
)
def test_wrong_use_ends_with_two_and_a_german_sentence(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["freigeben", *arguments])
    assert caught.value.code == 2
    assert sentence in capsys.readouterr().err
    assert read_log(project.root).events == ()


def test_the_public_edition_of_nothing_is_one_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    old = project.root / "_build" / "public" / "html"
    old.mkdir(parents=True)
    assert main(["public"]) == 1
    assert "ratgeber public: Noch ist kein Kapitel freigegeben" in capsys.readouterr().err
    assert not old.exists()


@pytest.fixture
def part(project: Project) -> Project:
    project.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\nteil/index\n```\n", head="")
    project.write("teil/index", "# Teil\n\n```{toctree}\nhort\nweg\n```\n", head="")
    project.write("teil/hort", "# Hort\n\nText.\n")
    project.write("teil/weg", "# Schulweg\n\nText.\n")
    project.commit(SCHOOL)
    project.act_as(YOUTH)
    return project


def test_a_part_stands_for_its_chapters_and_its_index_page_goes_along(
    part: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freigeben", "teil", *DECISION]) == 0
    assert set(read_log(part.root).released()) == {"index", "teil/index", "teil/hort", "teil/weg"}
    output = capsys.readouterr().out
    assert "Sie zählen, sobald sie eingecheckt sind:" in output
    assert 'git add "ratgeber/redaktion/freigaben"' in output  # nobody reads sixty paths, twice
    commands = [line.strip() for line in output.splitlines() if line.strip().startswith("git ")]
    assert [os.system(command) for command in commands] == [0, 0]
    assert git(part.root, "status", "--porcelain") == ""


def test_where_another_release_waits_only_those_of_this_decision_are_named(
    part: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freigeben", "anmeldung", *DECISION]) == 0
    capsys.readouterr()
    assert main(["freigeben", "teil", *DECISION]) == 0
    output = capsys.readouterr().out
    assert 'git add "ratgeber/redaktion/freigaben"' not in output
    assert "freigaben/teil/hort/" in output


@pytest.mark.parametrize("words", [["anmeldung", "teil/hort"], ["anmeldung, teil/hort"], ["anmeldung,", "teil/hort"]])
def test_several_chapters_are_named_one_by_one_or_between_commas(part: Project, words: list[str]) -> None:
    assert main(["freigeben", *words, *DECISION]) == 0
    assert set(read_log(part.root).released()) == {"anmeldung", "index", "teil/hort", "teil/index"}


def test_of_several_chapters_every_reason_of_each_is_told_and_none_is_released(
    part: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    part.write("teil/hort", "# Hort\n\nTODO\n")
    part.commit(SCHOOL)
    part.write("teil/weg", "# Schulweg\n\nAnderer Text, und zwar sehr viel mehr davon als vorher dastand. TODO\n")
    part.commit(YOUTH)
    assert main(["freigeben", "anmeldung", "teil", *DECISION]) == 1
    output = capsys.readouterr()
    assert output.out.count("Platzhalter „TODO“") == 2
    assert "„teil/hort“ hat noch Fehler." in output.err
    assert "„teil/weg“ hat noch Fehler." in output.err
    assert "„teil/weg“: „Jugendamt“ hat das Kapitel" in output.err
    assert read_log(part.root).events == ()


def test_every_word_that_is_no_chapter_is_told(part: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freigeben", "anmeldung", "nie", "auch-nicht", *DECISION]) == 1
    error = capsys.readouterr().err
    assert "„nie“ gibt es nicht" in error
    assert "„auch-nicht“ gibt es nicht" in error


def test_several_chapters_replace_none(part: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["freigeben", "teil", *DECISION, "--ersetzt", "anmeldung"])
    assert "--ersetzt geht nur mit einem einzigen Kapitel." in capsys.readouterr().err


def test_an_author_nobody_has_entered_is_a_warning(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("anmeldung", "# Anmeldung\n\nAnderer Text.\n")
    project.commit("fremd@anderswo.example")
    project.act_as(YOUTH)
    assert main(["freigeben", "anmeldung", *DECISION]) == 0
    assert "Warnung: Geändert hat „anmeldung“ die Adresse fremd@anderswo.example." in capsys.readouterr().out


def test_a_changed_table_of_offices_is_said_not_to_count(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    table = project.root / ROLES
    table.write_text(table.read_text(encoding="utf-8") + "  Hort: hort@stadt.example\n", encoding="utf-8")
    assert main(["freigeben", "anmeldung", *DECISION]) == 0
    assert "rollen.yaml ist geändert, aber nicht eingecheckt" in capsys.readouterr().out


NOTE = "# Anmeldung\n\nText.\n\n:::{redaktionsnotiz}\n:art: offene Frage\n\nAn das Schulamt: Welche Frist gilt?\n:::\n"


@pytest.fixture
def noted(project: Project) -> Project:
    project.write("anmeldung", NOTE)
    project.commit(SCHOOL)
    project.act_as(YOUTH)
    return project


def test_an_open_note_stops_a_release(noted: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freigeben", "anmeldung", *DECISION]) == 1
    error = capsys.readouterr().err
    assert "ratgeber/anmeldung.md:11: Hier ist noch etwas offen, offene Frage" in error
    assert "Welche Frist gilt?" in error
    assert "--trotzdem --grund" in error
    assert read_log(noted.root).events == ()


def test_a_release_in_spite_of_open_points_says_why_for_good(
    noted: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freigeben", "anmeldung", *DECISION, "--trotzdem", "--grund", "Frist folgt"]) == 0
    assert "Trotzdem: " in capsys.readouterr().out
    release = read_log(noted.root).current("anmeldung")
    assert release is not None
    assert release.in_spite_of == "Frist folgt"


def test_looking_writes_nothing_and_needs_no_decision(noted: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freigeben", "anmeldung", "--ansehen", "--ohne-seite"]) == 0
    output = capsys.readouterr().out
    assert "Nichts geschrieben. Gegen eine Freigabe spricht:" in output
    assert "Welche Frist gilt?" in output
    assert read_log(noted.root).events == ()


def test_links_to_what_is_not_released_are_told(part: Project, capsys: pytest.CaptureFixture[str]) -> None:
    part.write("anmeldung", "# Anmeldung\n\nMehr über den [Hort](teil/hort.md) und den [Weg](teil/weg.md).\n")
    part.commit(SCHOOL)
    part.act_as(YOUTH)
    assert main(["freigeben", "anmeldung", "teil/weg", *DECISION]) == 0
    assert "„anmeldung“ verweist auf 1 Kapitel, das noch nicht freigegeben ist;" in capsys.readouterr().out


def test_an_index_page_that_is_not_committed_stays_as_it_was(part: Project, capsys: pytest.CaptureFixture[str]) -> None:
    part.write("index", "# Ratgeber, neu\n\n```{toctree}\nanmeldung\nteil/index\n```\n", head="")
    assert main(["freigeben", "anmeldung", *DECISION]) == 0
    assert "Die Übersicht „index“ bleibt öffentlich, wie sie war." in capsys.readouterr().out
    assert set(read_log(part.root).released()) == {"anmeldung"}


def test_the_page_is_built_as_parents_will_see_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copyfile(Path(__file__).parents[2] / "conf.py", project.root / "conf.py")
    project.write("anmeldung", "# Anmeldung\n\nHeute anmelden.\n\n<!-- geheim -->\n")
    project.commit(SCHOOL)
    assert main(["freigeben", "anmeldung", "--ansehen"]) == 0
    output = capsys.readouterr().out
    assert "  | Heute anmelden." in output
    assert "geheim" not in output
    assert (project.root / "_build" / "freigabe" / "html" / "anmeldung.html").is_file()


def test_an_office_without_the_right_to_publish_releases_nothing(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.root / ROLES
    path.write_text(f"{path.read_text(encoding='utf-8')}rechte:\n  Jugendamt: schreiben\n", encoding="utf-8")
    project.commit(SCHOOL)
    project.act_as(YOUTH)
    assert main(["freigeben", "anmeldung", *DECISION]) == 1
    assert capsys.readouterr().err == (
        "ratgeber freigeben: „Jugendamt“ darf nichts freigeben und nichts zurückziehen. Wer das ändern will, fragt die "
        "Redaktion. Es steht in ratgeber/redaktion/rollen.yaml unter „rechte“: veröffentlichen.\n"
    )
    assert read_log(project.root).events == ()
