"""Releasing and withdrawing: what has to be true, on repositories made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import CLOCK, HEALTH, SCHOOL, YOUTH, Project, git
from ratgeber_tools.editorial.roles import ROLES, RolesError
from ratgeber_tools.errors import RatgeberError, TargetError
from ratgeber_tools.guide import load
from ratgeber_tools.history import find_repository
from ratgeber_tools.releases import deciding
from ratgeber_tools.releases.deciding import ReleaseRefusedError, find_chapter, withdraw, withdraw_all
from ratgeber_tools.releases.keeping import (
    Event,
    Release,
    Votes,
    Withdrawal,
    read_committed_log,
    read_log,
    uncommitted,
)

LONG = "# Anmeldung\n\n" + "".join(f"Das ist der Satz Nummer {number}.\n" for number in range(12))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("anmeldung", LONG)
    made.commit(SCHOOL)
    return made


def refusal(project: Project, name: str = "anmeldung", office: str = YOUTH, **more: object) -> str:
    with pytest.raises(ReleaseRefusedError) as caught:
        project.release(name, office, **more)  # type: ignore[arg-type]
    assert read_log(project.root).events == ()
    return str(caught.value)


def test_a_release_holds_the_committed_content_and_the_decision(project: Project) -> None:
    entry = project.release("anmeldung")
    event = entry.event
    assert isinstance(event, Release)
    assert event.blob == git(project.root, "rev-parse", "HEAD:ratgeber/anmeldung.md")
    assert (event.office, event.decision, event.votes) == (YOUTH, "Protokoll 7, TOP 3", Votes(9, 1, 2))
    assert read_log(project.root).current("anmeldung") == event


def test_only_one_file_is_written_and_nothing_is_committed(project: Project) -> None:
    head = git(project.root, "rev-parse", "HEAD")
    entry = project.release("anmeldung", commit=False)
    assert git(project.root, "rev-parse", "HEAD") == head
    assert git(project.root, "status", "--porcelain", "-uall") == f"?? {entry.path.relative_to(project.root)}"


def test_a_chapter_with_open_changes_is_refused(project: Project) -> None:
    project.write("anmeldung", "# Anders\n")
    assert "noch nicht eingecheckt sind" in refusal(project)


def test_a_chapter_never_committed_is_refused(project: Project) -> None:
    project.write("neu", "# Neu\n")
    assert "noch nicht eingecheckt. Das tun git add" in refusal(project, "neu")


def test_pictures_and_forms_are_released_with_the_chapter(project: Project) -> None:
    project.write_file("bilder/weg.svg", b"<svg/>")
    project.write_file("bilder/intern.svg", b"<svg/>")
    project.write_file("formulare/antrag.pdf", b"%PDF")
    project.write(
        "teil/bild",
        "# Bild\n\n![Weg](../bilder/weg.svg)\n\n[Antrag](../formulare/antrag.pdf) und [Text](../anmeldung.md)\n\n"
        ":::{redaktionsnotiz}\n![x](../bilder/intern.svg)\n:::\n",
    )
    project.commit(SCHOOL)
    event = project.release("teil/bild").event
    assert isinstance(event, Release)
    assert set(event.files) == {"bilder/weg.svg", "formulare/antrag.pdf"}
    assert event.files["bilder/weg.svg"] == git(project.root, "rev-parse", "HEAD:ratgeber/bilder/weg.svg")


def test_a_picture_that_is_not_committed_is_named(project: Project) -> None:
    project.write("bild", "# Bild\n\n![Weg](bilder/weg.svg)\n\n![Fort](bilder/fort.svg)\n")
    project.commit(SCHOOL)
    project.write_file("bilder/weg.svg", b"<svg/>")
    sentence = refusal(project, "bild")
    assert "weg.svg: Die Datei ist noch nicht eingecheckt" in sentence
    assert "fort.svg: Die Datei fehlt" in sentence


def test_a_picture_outside_the_guide_is_refused(project: Project) -> None:
    project.write("bild", "# Bild\n\n![Weg](../weg.svg)\n")
    (project.root / "weg.svg").write_bytes(b"<svg/>")
    project.commit(SCHOOL)
    assert "liegt nicht im Ratgeber" in refusal(project, "bild")


def test_a_conflict_left_in_the_chapter_is_refused_wherever_it_stands(project: Project) -> None:
    project.write("anmeldung", "# Anmeldung\n\n- a\n\n  :::{konflikt}\n  so oder so\n  :::\n")
    project.commit(SCHOOL)
    assert "steht noch ein Kasten „Konflikt“" in refusal(project)


def test_text_drawn_in_from_another_file_is_refused(project: Project) -> None:
    project.write("anmeldung", "# Anmeldung\n\n```{include} rest.md\n```\n")
    project.commit(SCHOOL)
    assert "Den Baustein {include} gibt es nicht" in refusal(project)


def test_every_reason_is_told_at_once(project: Project) -> None:
    project.write("anmeldung", "# Anmeldung\n\n:::{konflikt}\nx\n:::\n")
    sentence = refusal(project, reference=" ", votes=Votes(1, 2, 0))
    assert len(sentence.splitlines()) == 4


@pytest.mark.parametrize("votes", [Votes(2, 5, 0), Votes(3, 3, 1), Votes(0, 0, 4)])
def test_what_was_voted_down_is_not_released(project: Project, votes: Votes) -> None:
    assert "ist die Freigabe nicht beschlossen" in refusal(project, votes=votes)


def test_a_decision_of_tomorrow_is_refused(project: Project) -> None:
    assert "liegt in der Zukunft" in refusal(project, day=CLOCK.date().replace(day=30))


def test_an_unknown_author_is_named_and_refused(project: Project) -> None:
    assert "fremd@anderswo.example gehört zu keiner Stelle" in refusal(project, office="fremd@anderswo.example")


@pytest.mark.parametrize("office", [YOUTH, SCHOOL, HEALTH])
def test_what_an_unknown_address_changed_every_office_may_release_and_is_told_whose_address_it_was(
    project: Project, office: str
) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", "# Anders\n")
    project.commit("fremd@anderswo.example")
    (warning,) = deciding.warnings([project.release("anmeldung", office)])
    assert "die Adresse fremd@anderswo.example" in warning
    assert "zählt als Redaktion" in warning
    assert "ratgeber rollen eintragen STELLE fremd@anderswo.example" in warning


def test_an_unknown_address_is_told_once_whatever_it_changed(project: Project) -> None:
    for name in ("hort", "weg", "ende"):
        project.write(name, "# Titel\n")
    project.commit("fremd@anderswo.example")
    (warning,) = deciding.warnings(project.release_all("anmeldung", "hort", "weg"))
    assert warning.startswith("Geändert hat „hort“, „weg“ die Adresse fremd@anderswo.example.")


def test_where_every_author_is_known_there_is_nothing_to_warn_of(project: Project) -> None:
    assert project.release("anmeldung").strangers == ()


@pytest.mark.parametrize("table", [None, "", "stellen:\n", "# noch niemand\n"])
def test_without_any_office_the_next_command_is_named(tmp_path: Path, table: str | None) -> None:
    project = Project.create(tmp_path / "leer")
    project.write("anmeldung", LONG)
    if table is None:
        (project.root / ROLES).unlink()
    else:
        (project.root / ROLES).write_text(table, encoding="utf-8")
    project.commit(SCHOOL)
    with pytest.raises(RatgeberError) as caught:
        project.release("anmeldung")
    sentence = str(caught.value)
    assert "ratgeber rollen eintragen STELLE ADRESSE" in sentence
    assert "\n" not in sentence


def test_an_office_entered_but_not_committed_releases_nothing_and_is_told_so(project: Project) -> None:
    table = project.root / ROLES
    table.write_text(table.read_text(encoding="utf-8") + "  Hort: hort@stadt.example\n", encoding="utf-8")
    sentence = refusal(project, office="hort@stadt.example")
    assert "hort@stadt.example gehört zu keiner Stelle" in sentence
    assert "rollen.yaml ist geändert, aber nicht eingecheckt" in sentence
    git(project.root, "checkout", "--quiet", "--", str(ROLES))
    table.write_text(table.read_text(encoding="utf-8").replace("jugendamt@", "andere@"), encoding="utf-8")
    assert project.release("anmeldung", YOUTH, commit=False).event.office == YOUTH


def test_a_table_never_committed_does_not_count(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "ohne")
    project.write("anmeldung", LONG)
    git(project.root, "rm", "--quiet", "--cached", str(ROLES))
    git(project.root, "commit", "--quiet", "-m", "ohne")
    project.act_as(YOUTH)
    with pytest.raises(RolesError, match=r"rollen\.yaml ist noch nicht eingecheckt und zählt darum nicht"):
        project.release("anmeldung")


def test_several_chapters_are_released_by_one_decision(project: Project) -> None:
    project.write("hort", "# Hort\n")
    project.commit(SCHOOL)
    entries = project.release_all("anmeldung", "hort", "anmeldung")
    assert [entry.event.chapter for entry in entries] == ["anmeldung", "hort"]
    assert set(read_log(project.root).released()) == {"anmeldung", "hort"}


def test_of_several_chapters_all_or_none_are_released_and_every_reason_is_told(project: Project) -> None:
    project.write("hort", "# Hort\n")
    project.write("weg", "# Weg\n\n:::{konflikt}\nx\n:::\n")
    project.commit(SCHOOL)
    project.write("hort", "# Hort, anders\n")
    with pytest.raises(ReleaseRefusedError) as caught:
        project.release_all("anmeldung", "hort", "weg", votes=Votes(1, 2, 0))
    told = str(caught.value).splitlines()
    assert len(told) == 3
    assert "hort.md: Die Datei hat Änderungen" in told[0]
    assert "weg.md:9: Hier steht noch ein Kasten „Konflikt“" in told[1]
    assert "nicht beschlossen" in told[2]
    assert read_log(project.root).events == ()


def test_a_reason_that_names_no_chapter_gets_its_name_where_several_are_released(project: Project) -> None:
    project.write("hort", "# Hort\n")
    project.commit(YOUTH)
    with pytest.raises(ReleaseRefusedError, match=r"^„hort“: „Jugendamt“ hat das Kapitel am"):
        project.release_all("anmeldung", "hort")
    assert read_log(project.root).events == ()


def test_where_the_second_file_cannot_be_written_the_first_is_taken_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("hort", "# Hort\n")
    project.commit(SCHOOL)
    first = project.release("anmeldung", HEALTH)
    before = first.path.read_bytes()
    append = deciding.append_event

    def full(root: Path, event: Event) -> Path:
        if event.chapter == "weg":
            raise TargetError("Die Platte ist voll.")
        return append(root, event)

    project.write("weg", "# Weg\n")
    project.commit(SCHOOL)
    monkeypatch.setattr(deciding, "append_event", full)
    with pytest.raises(TargetError):
        project.release_all("anmeldung", "hort", "weg")
    assert first.path.read_bytes() == before
    assert git(project.root, "status", "--porcelain", "-uall") == ""
    assert not (project.guide / "redaktion/freigaben/hort").exists()


def test_several_chapters_are_withdrawn_together_or_not_at_all(project: Project) -> None:
    project.release("anmeldung")
    with pytest.raises(ReleaseRefusedError, match="„hort“ ist nicht freigegeben"):
        withdraw_all(project.root, ["anmeldung", "hort"], "falsch", now=project.now)
    assert not read_log(project.root).is_withdrawn("anmeldung")


def test_the_office_that_changed_the_chapter_does_not_release_alone(project: Project) -> None:
    sentence = refusal(project, office=SCHOOL)
    assert f"„{SCHOOL}“ hat das Kapitel am 24.11.2026 selbst geändert" in sentence
    assert f"{YOUTH}, {HEALTH}" in sentence


def test_the_office_that_changed_the_chapter_may_release_after_another(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    entry = project.release("anmeldung", SCHOOL)
    assert isinstance(entry.event, Release)
    assert read_log(project.root).offices_of(entry.event) == (YOUTH, SCHOOL)


def test_a_release_of_older_content_does_not_count_as_the_second_office(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Neu.\n")
    project.commit(SCHOOL)
    with pytest.raises(ReleaseRefusedError, match="selbst geändert"):
        project.release("anmeldung", SCHOOL)


def test_a_changed_picture_is_a_change_of_the_chapter(project: Project) -> None:
    project.write_file("bilder/weg.svg", b"<svg/>")
    project.write("bild", "# Bild\n\n![Weg](bilder/weg.svg)\n")
    project.commit(SCHOOL)
    project.release("bild", YOUTH)
    project.write_file("bilder/weg.svg", b"<svg></svg>")
    project.commit(YOUTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{YOUTH}“ hat das Kapitel"):
        project.release("bild", YOUTH)


def test_a_commit_of_one_line_by_another_office_does_not_lift_the_rule(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Ganz viele neue Sätze stehen jetzt hier am Ende.\n" * 5)
    project.commit(SCHOOL)
    project.write("anmeldung", LONG + "Ganz viele neue Sätze stehen jetzt hier am Ende.\n" * 5 + "Danke.\n")
    project.commit(HEALTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{SCHOOL}“ hat das Kapitel .*[(]45 von 46 Wörtern"):
        project.release("anmeldung", SCHOOL)
    project.release("anmeldung", HEALTH)


def test_addresses_of_no_office_are_one_author_together(project: Project) -> None:
    """Two editors nobody has entered wrote more than the office; alone neither has."""
    project.release("anmeldung", YOUTH)
    text = LONG
    for mail, words in (
        ("eins@anderswo.example", "Fünf neue Wörter von einer."),
        (SCHOOL, "Diese sechs Wörter schrieb das Amt."),
        ("zwei@anderswo.example", "Fünf neue Wörter vom anderen."),
    ):
        text += f"{words}\n"
        project.write("anmeldung", text)
        project.commit(mail)
    assert project.release("anmeldung", SCHOOL).strangers


def test_whoever_only_took_out_has_changed_it_too(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", "# Anmeldung\n\n")
    project.commit(SCHOOL)
    project.write("anmeldung", "# Anmeldung\n\nDanke.\n")
    project.commit(HEALTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{SCHOOL}“ hat das Kapitel"):
        project.release("anmeldung", SCHOOL)


def test_other_line_breaks_and_moved_sentences_are_nobodys_change(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Ein neuer Satz.\n")
    project.commit(SCHOOL)
    lines = (LONG + "Ein neuer Satz.\n").splitlines()
    project.write("anmeldung", "\n".join(["# Anmeldung", "", *reversed(lines[2:])]).replace("Satz", "\nSatz") + "\n")
    project.commit(HEALTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{SCHOOL}“ hat das Kapitel"):
        project.release("anmeldung", SCHOOL)


def test_a_renaming_is_nobodys_change(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Ein neuer Satz.\n")
    project.commit(SCHOOL)
    git(project.root, "mv", "ratgeber/anmeldung.md", "ratgeber/einschulung.md")
    project.commit(HEALTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{SCHOOL}“ hat das Kapitel .*[(]3 von 3 Wörtern"):
        project.release("einschulung", SCHOOL)


def test_what_was_done_to_a_chapter_that_looks_alike_counts_there(project: Project) -> None:
    project.write("hort", LONG)
    project.commit(YOUTH)
    project.write("anmeldung", "# Anmeldung\n\nGanz anders.\n")
    project.commit(SCHOOL)
    with pytest.raises(ReleaseRefusedError, match=f"„{YOUTH}“ hat das Kapitel .*[(](\\d+) von \\1 Wörtern"):
        project.release("hort", YOUTH)
    project.release("hort", SCHOOL)


def test_merging_is_no_change_of_whoever_merges(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    git(project.root, "checkout", "--quiet", "-b", "seite")
    project.write("anmeldung", LONG + "Ein neuer Satz.\n")
    project.commit(SCHOOL)
    git(project.root, "checkout", "--quiet", "main")
    project.write("anderes", "# Anderes\n")
    project.commit(HEALTH)
    git(project.root, "merge", "--quiet", "--no-edit", "seite")
    with pytest.raises(ReleaseRefusedError, match=f"„{SCHOOL}“ hat das Kapitel .*[(]3 von 3 Wörtern"):
        project.release("anmeldung", SCHOOL)
    project.release("anmeldung", HEALTH)


def test_what_an_unknown_address_changed_counts_for_no_office(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    text = LONG + "Drei neue Wörter.\n"
    project.write("anmeldung", text)
    project.commit(SCHOOL)
    text += "Und vier neue dazu.\n"
    project.write("anmeldung", text)
    project.commit(HEALTH)
    text += "Noch zwei.\n"
    project.write("anmeldung", text)
    project.commit("fremd@anderswo.example")
    project.write("anmeldung", text + "Danke.\n")
    project.commit(YOUTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{HEALTH}“ hat das Kapitel .*[(]4 von 10 Wörtern"):
        project.release("anmeldung", HEALTH)
    project.release("anmeldung", SCHOOL)


def test_where_an_unknown_address_changed_most_an_office_that_came_after_it_may_release_and_is_told(
    project: Project,
) -> None:
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Ganz viele neue Sätze.\n")
    project.commit("fremd@anderswo.example")
    project.write("anmeldung", LONG + "Ganz viele neue Sätze.\nDanke.\n")
    project.commit(SCHOOL)
    (warning,) = deciding.warnings([project.release("anmeldung", SCHOOL)])
    assert warning.startswith("Geändert hat „anmeldung“ die Adresse fremd@anderswo.example.")


def test_an_unknown_address_from_before_the_last_release_is_not_told_again(project: Project) -> None:
    project.write("anmeldung", LONG + "Neu.\n")
    project.commit("fremd@anderswo.example")
    project.release("anmeldung", YOUTH)
    project.write("anmeldung", LONG + "Neu. Und danke.\n")
    project.commit(SCHOOL)
    assert project.release("anmeldung", YOUTH).strangers == ()


def test_whoever_settles_a_merge_conflict_in_own_words_has_changed_the_chapter(project: Project) -> None:
    project.release("anmeldung", HEALTH)
    git(project.root, "checkout", "--quiet", "-b", "seite")
    project.write("anmeldung", LONG + "Seite.\n")
    project.commit(SCHOOL)
    git(project.root, "checkout", "--quiet", "main")
    project.write("anmeldung", LONG + "Haupt.\n")
    project.commit(SCHOOL)
    with pytest.raises(AssertionError, match="CONFLICT"):
        git(project.root, "merge", "seite")
    project.write("anmeldung", LONG + "Beides zusammen in eigenen Worten.\n")
    project.commit(YOUTH)
    with pytest.raises(ReleaseRefusedError, match=f"„{YOUTH}“ hat das Kapitel .*[(]5 von 7 Wörtern"):
        project.release("anmeldung", YOUTH)


def test_the_same_release_twice_is_refused_but_a_new_decision_is_not(project: Project) -> None:
    project.release("anmeldung")
    with pytest.raises(ReleaseRefusedError, match=r"schon freigegeben, am 24\.11\.2026"):
        project.release("anmeldung")
    project.release("anmeldung", reference="Protokoll 9")
    assert len(read_log(project.root).events) == 2


def test_a_release_comes_after_all_known_ones_even_with_a_slow_clock(project: Project) -> None:
    first = project.release("anmeldung").event
    project.now = CLOCK.replace(year=2025)
    second = project.release("anmeldung", HEALTH, day=CLOCK.date().replace(year=2025)).event
    assert second.moment > first.moment
    assert read_log(project.root).current("anmeldung") == second


def test_a_withdrawal_takes_the_chapter_out(project: Project) -> None:
    project.release("anmeldung")
    event = project.withdraw("anmeldung").event
    assert isinstance(event, Withdrawal)
    assert (event.office, event.reason) == (SCHOOL, "Zahl falsch")
    assert read_log(project.root).current("anmeldung") is None


def test_only_what_is_released_can_be_withdrawn(project: Project) -> None:
    with pytest.raises(ReleaseRefusedError, match="ist nicht freigegeben"):
        project.withdraw("anmeldung")


def test_after_a_withdrawal_two_offices_are_needed_again(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.withdraw("anmeldung")
    with pytest.raises(ReleaseRefusedError, match="selbst geändert"):
        project.release("anmeldung", SCHOOL)


def test_a_renamed_chapter_names_what_it_replaces(project: Project) -> None:
    project.release("anmeldung")
    git(project.root, "mv", "ratgeber/anmeldung.md", "ratgeber/einschulung.md")
    project.commit(SCHOOL)
    event = project.release("einschulung").event
    assert isinstance(event, Release)
    assert event.replaces == ("anmeldung",)
    assert set(read_log(project.root).released()) == {"einschulung"}


def test_a_copy_of_a_chapter_replaces_nothing(project: Project) -> None:
    project.release("anmeldung")
    project.write("zweite", LONG)
    project.commit(SCHOOL)
    event = project.release("zweite").event
    assert isinstance(event, Release)
    assert event.replaces == ()
    assert set(read_log(project.root).released()) == {"anmeldung", "zweite"}


def test_a_replaced_name_can_be_given_by_hand(project: Project) -> None:
    project.release("anmeldung")
    (project.guide / "anmeldung.md").unlink()
    project.write("ganz-anders", "# Ganz anders\n")
    project.commit(SCHOOL)
    with pytest.raises(ReleaseRefusedError, match="„nie-da“ wurde nie freigegeben"):
        project.release("ganz-anders", replaces=("nie-da",))
    project.release("ganz-anders", replaces=("anmeldung",))
    assert set(read_log(project.root).released()) == {"ganz-anders"}


def test_a_shallow_clone_is_refused_with_what_to_fetch(project: Project, tmp_path: Path) -> None:
    clone = project.clone(tmp_path / "flach", "--depth=1")
    assert "git fetch --unshallow" in refusal(clone)


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseRefusedError, match="ist kein Git-Ordner"):
        withdraw(tmp_path, "anmeldung", "x", now=CLOCK)


def test_two_clones_that_release_the_same_content_merge_without_conflict(project: Project, tmp_path: Path) -> None:
    first, second = project.clone(tmp_path / "eins"), project.clone(tmp_path / "zwei")
    first.release("anmeldung", YOUTH)
    second.release("anmeldung", HEALTH)
    git(first.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(second.root), "main")
    log = read_log(first.root)
    assert {event.office for event in log.history("anmeldung")} == {YOUTH, HEALTH}
    assert git(first.root, "status", "--porcelain") == ""


def test_two_clones_that_release_different_content_merge_without_conflict(project: Project, tmp_path: Path) -> None:
    first, second = project.clone(tmp_path / "eins"), project.clone(tmp_path / "zwei")
    first.release("anmeldung", YOUTH)
    second.write("hort", "# Hort\n")
    second.commit(SCHOOL)
    second.release("hort", HEALTH)
    git(first.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(second.root), "main")
    assert set(read_log(first.root).released()) == {"anmeldung", "hort"}


def test_a_release_and_a_withdrawal_in_two_clones_merge_and_the_later_one_counts(
    project: Project, tmp_path: Path
) -> None:
    project.release("anmeldung", YOUTH)
    first, second = project.clone(tmp_path / "eins"), project.clone(tmp_path / "zwei")
    first.release("anmeldung", HEALTH)
    second.now = first.now
    second.withdraw("anmeldung")
    git(first.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(second.root), "main")
    assert read_log(first.root).is_withdrawn("anmeldung")


def test_only_committed_releases_count_for_the_public(project: Project) -> None:
    repository = find_repository(project.root)
    assert repository is not None
    entry = project.release("anmeldung", commit=False)
    assert read_committed_log(project.root, repository).events == ()
    assert uncommitted(project.root, repository) == (entry.path.relative_to(project.root),)
    project.commit(YOUTH)
    assert read_committed_log(project.root, repository).events == (entry.event,)
    assert uncommitted(project.root, repository) == ()


@pytest.mark.parametrize(
    "words",
    [
        "teil/hort",
        "teil/hort.md",
        "ratgeber/teil/hort.md",
        "./ratgeber/teil/hort.md",
        "teil\\hort.md",
        "hort",
        "Hort.md",
    ],
)
def test_a_chapter_is_found_by_name_and_by_path(project: Project, words: str) -> None:
    project.write("teil/hort", "# Hort\n")
    assert find_chapter(words, load(project.guide), read_log(project.root), here=project.root) == "teil/hort"


def test_an_unknown_chapter_is_refused_with_the_nearest_name(project: Project) -> None:
    with pytest.raises(ReleaseRefusedError, match=r"„anmeldun“ gibt es nicht\. Meinten Sie „anmeldung“"):
        find_chapter("anmeldun", load(project.guide), read_log(project.root), here=project.root)


def test_a_chapter_that_is_only_in_the_log_is_found(project: Project) -> None:
    project.release("anmeldung")
    (project.guide / "anmeldung.md").unlink()
    assert find_chapter("anmeldung", load(project.guide), read_log(project.root), here=project.root) == "anmeldung"
