"""Publishing at the desk: a button builds, another puts in place, one goes back; nobody has to wait or to stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from desk.served_desks import Browser, ServedDesk, served_desk
from editions.ended_runs import ended_run
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editions import placing, publication
from ratgeber_tools.editions.placing import FOLDER, EditionPlaces, PlacingError
from ratgeber_tools.editions.run_card import EditionRun, RunEnd, RunGoal, read_run, recorded, run_by_now, write_run
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.releases.keeping import ReleaseLog, Withdrawal

T = TypeVar("T")
LOGIN = Login(YOUTH, MAILBOXES[YOUTH])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").write_text('extensions = ["ratgeber_tools.sphinx_ext"]\n', encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    return project


@pytest.fixture
def desk(project: Project) -> Iterator[ServedDesk]:
    with served_desk(project.root) as found:
        found.moment = local_now()
        yield found


@pytest.fixture
def browser(desk: ServedDesk) -> Browser:
    return desk.browser().log_in(MAILBOXES[YOUTH])


def elsewhere(look: Callable[[], T]) -> T:
    """Return what somebody else sees who does not run it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(look).result()


def lay_out(root: Path, words: str, *, built: datetime, chapters: tuple[str, ...] = ("hort",)) -> None:
    """Leave what a build leaves."""
    with publication.building(root) as workshop:
        (workshop / "html").mkdir(parents=True, exist_ok=True)
        (workshop / "html" / "index.html").write_text(f"<h1>{words}</h1>", encoding="utf-8")
        (workshop / "pdf").mkdir(exist_ok=True)
        (workshop / "pdf" / publication.PDF).write_text(words, encoding="utf-8")
        (workshop / publication.EPUB).write_text(words, encoding="utf-8")
        publication.publish(
            root,
            html=workshop / "html",
            pdf=workshop / "pdf" / publication.PDF,
            epub=workshop / publication.EPUB,
            overview=words,
        )
    placing.note_built(root, chapters=chapters, commit="0" * 40, now=built)


def place(root: Path, www: Path, words: str, now: datetime) -> None:
    lay_out(root, words, built=now)
    placing.place(root, EditionPlaces(www), ReleaseLog(), office=YOUTH, now=now)


def shown(www: Path) -> str:
    return (www / "index.html").read_text(encoding="utf-8")


class TestWhatIsPutInPlace:
    def test_the_folder_holds_what_was_built_last_and_one_step_goes_back(self, tmp_path: Path) -> None:
        root, www, now = tmp_path / "projekt", tmp_path / "www", local_now()
        root.mkdir()
        for hours, words in enumerate(("eins", "zwei")):
            place(root, www, words, now + timedelta(hours=hours))
        assert shown(www) == "<h1>zwei</h1>"
        placing.place_again(root, EditionPlaces(www), ReleaseLog(), office=SCHOOL, now=now)
        assert shown(www) == "<h1>eins</h1>"
        assert [each.office for each in placing.placed(root)] == [SCHOOL, YOUTH, YOUTH]

    def test_five_editions_are_kept_and_always_the_one_parents_read(self, tmp_path: Path) -> None:
        root, www, now = tmp_path / "projekt", tmp_path / "www", local_now()
        root.mkdir()
        for hours in range(7):
            place(root, www, str(hours), now + timedelta(hours=hours))
        assert len(placing.kept(root)) == placing.MOST_KEPT
        assert placing.in_place(root) == placing.kept(root)[0]

    def test_an_edition_with_what_was_withdrawn_since_does_not_go_out_again(self, tmp_path: Path) -> None:
        root, www, now = tmp_path / "projekt", tmp_path / "www", local_now()
        root.mkdir()
        for hours, words in enumerate(("eins", "zwei")):
            place(root, www, words, now + timedelta(hours=hours))
        log = ReleaseLog((Withdrawal("hort", "0" * 40, now + timedelta(minutes=30), SCHOOL, "Frist falsch"),))
        with pytest.raises(PlacingError, match="zurückgenommen wurde: „hort“"):
            placing.place_again(root, EditionPlaces(www), log, office=YOUTH, now=now)
        assert shown(www) == "<h1>zwei</h1>"

    def test_an_edition_of_another_day_does_not_go_out(self, tmp_path: Path) -> None:
        lay_out(tmp_path, "alt", built=local_now())
        with pytest.raises(PlacingError, match="von einem anderen Tag"):
            placing.place(
                tmp_path, EditionPlaces(tmp_path / "www"), ReleaseLog(), office="", now=local_now() + timedelta(days=2)
            )

    def test_a_branch_that_is_served_as_pages_gets_them(self, project: Project, tmp_path: Path) -> None:
        git(tmp_path, "init", "--quiet", "--bare", "dort.git")
        git(project.root, "remote", "add", "origin", str(tmp_path / "dort.git"))
        lay_out(project.root, "neu", built=local_now())
        placing.place(project.root, EditionPlaces(branch="pages"), ReleaseLog(), office="", now=local_now())
        assert git(tmp_path / "dort.git", "show", "pages:index.html") == "<h1>neu</h1>"

    @pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync fehlt hier; das Einsetzen damit ist NICHT geprüft")
    def test_a_place_for_rsync_gets_them_and_loses_what_is_gone(self, tmp_path: Path) -> None:
        root, there, now = tmp_path / "projekt", tmp_path / "dort", local_now()
        root.mkdir()
        there.mkdir()
        (there / "zurueckgenommen.html").write_text("alt", encoding="utf-8")
        for hours, words in enumerate(("eins", "zwei")):
            lay_out(root, words, built=now + timedelta(hours=hours))
            placing.place(
                root, EditionPlaces(rsync=f"{there}/"), ReleaseLog(), office=YOUTH, now=now + timedelta(hours=1)
            )
            assert shown(there) == f"<h1>{words}</h1>"
        assert [path.name for path in there.iterdir()] == ["index.html"]
        assert (there / "index.html").stat().st_mode & 0o777 == 0o644
        placing.place_again(root, EditionPlaces(rsync=f"{there}/"), ReleaseLog(), office=YOUTH, now=now)
        assert shown(there) == "<h1>eins</h1>"

    @pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync fehlt hier; das Einsetzen damit ist NICHT geprüft")
    def test_a_place_rsync_cannot_reach_is_one_sentence_and_nothing_counts_as_placed(self, tmp_path: Path) -> None:
        lay_out(tmp_path, "neu", built=local_now())
        nowhere = EditionPlaces(rsync=str(tmp_path / "fehlt" / "auch" / "nicht"))
        with pytest.raises(PlacingError, match="mit rsync ging nicht"):
            placing.place(tmp_path, nowhere, ReleaseLog(), office=YOUTH, now=local_now())
        assert placing.placed(tmp_path) == []

    @pytest.mark.parametrize("place", ["oben/unten", "/"])
    def test_a_folder_that_could_be_anything_is_refused(self, place: str) -> None:
        with pytest.raises(PlacingError, match=FOLDER):
            EditionPlaces.of({FOLDER: place})


class TestACard:
    def test_says_how_far_a_run_is_and_how_it_ended(self, tmp_path: Path) -> None:
        with recorded(tmp_path, RunGoal.BUILD, 2, local_now) as log:
            log.step("Webseiten bauen")
            run = elsewhere(lambda: run_by_now(tmp_path, local_now()))
            assert run is not None
            assert (run.doing, run.step, run.end) == ("Webseiten bauen", 1, RunEnd.NOT_YET)
        assert ended_run(tmp_path).end is RunEnd.DONE

    def test_keeps_why_a_run_was_refused(self, tmp_path: Path) -> None:
        with pytest.raises(RatgeberError), recorded(tmp_path, RunGoal.BUILD, 2, local_now):
            raise RatgeberError("Es fehlt etwas.")
        assert (ended_run(tmp_path).end, ended_run(tmp_path).sentences) == (RunEnd.REFUSED, ("Es fehlt etwas.",))

    def test_of_a_run_nobody_lives_in_any_more_says_that_it_was_broken_off(self, tmp_path: Path) -> None:
        write_run(tmp_path, EditionRun(RunGoal.BUILD, local_now().isoformat(), process=4_000_000))
        assert ended_run(tmp_path).end is RunEnd.BROKEN_OFF

    def test_of_a_run_that_was_laid_out_and_never_began_says_so_also_by_a_clock_set_back(self, tmp_path: Path) -> None:
        laid_out = local_now()
        write_run(tmp_path, EditionRun(RunGoal.BUILD, laid_out.isoformat(), YOUTH))
        ends = [
            run.end if (run := run_by_now(tmp_path, laid_out + passed)) is not None else None
            for passed in (timedelta(minutes=1), timedelta(minutes=2), -timedelta(days=1))
        ]
        assert ends == [RunEnd.NOT_YET, RunEnd.BROKEN_OFF, RunEnd.BROKEN_OFF]

    def test_goes_on_with_what_the_desk_has_laid_out(self, tmp_path: Path) -> None:
        write_run(tmp_path, EditionRun(RunGoal.BUILD, local_now().isoformat(), YOUTH))
        with recorded(tmp_path, RunGoal.BUILD, 2, local_now):
            pass
        assert ended_run(tmp_path).office == YOUTH


class TestAtTheDesk:
    def test_a_refusal_says_what_is_missing_and_leads_there(self, browser: Browser, project: Project) -> None:
        assert browser.post("/veroeffentlichen/bauen").place == "/veroeffentlichen"
        assert ended_run(project.root).has_nothing_released
        page = browser.ask("/veroeffentlichen").body
        assert "Es ist noch kein Kapitel freigegeben" in page
        assert 'href="/sitzung"' in page

    def test_pages_the_law_wants_are_named_with_the_chapter_they_are_written_in(
        self, browser: Browser, project: Project
    ) -> None:
        project.write("rechtliches/impressum", "(impressum)=\n\n# Impressum\n\nText.\n")
        project.commit(SCHOOL)
        project.release("hort")
        browser.post("/veroeffentlichen/bauen")
        assert ended_run(project.root).missing_legal == ("Impressum", "Datenschutz", "Erklärung zur Barrierefreiheit")
        page = browser.ask("/veroeffentlichen").body
        assert '<a href="/kapitel/rechtliches/impressum">Impressum</a>' in page
        assert "--trotzdem" not in page

    def test_whoever_presses_second_begins_nothing(self, desk: ServedDesk, browser: Browser) -> None:
        with recorded(desk.root, RunGoal.BUILD, 4, local_now):
            begun = read_run(desk.root)
            browser.post("/veroeffentlichen/bauen")
            assert read_run(desk.root) == begun
            page = browser.ask("/veroeffentlichen")
        assert "Es läuft schon" in page.body
        assert page.headers["Refresh"].startswith("5;")
        assert not browser.ask("/veroeffentlichen?still").headers["Refresh"]

    def test_a_run_begun_at_the_command_line_is_seen_and_placed_at_the_desk(
        self, desk: ServedDesk, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        lay_out(desk.root, "Neu", built=local_now())
        publishing = Publishing(desk.desk, {FOLDER: str(tmp_path / "www")})
        assert publishing.begin(RunGoal.PLACE, LOGIN)
        assert ended_run(desk.root).end is RunEnd.DONE
        assert shown(tmp_path / "www") == "<h1>Neu</h1>"
        page = browser.ask("/veroeffentlichen").body
        assert "eingesetzt am" in page
        assert YOUTH in page

    def test_an_edition_is_looked_at_behind_the_login_alone_and_runs_nothing(
        self, desk: ServedDesk, browser: Browser
    ) -> None:
        lay_out(desk.root, "Neu", built=local_now())
        seen = browser.ask("/veroeffentlichen/ansehen/neu/index.html")
        assert "<h1>Neu</h1>" in seen.body
        assert "sandbox" in seen.headers["Content-Security-Policy"]
        assert browser.ask("/veroeffentlichen/ansehen/neu/../../conf.py").status == 404
        assert desk.browser().ask("/veroeffentlichen/ansehen/neu/index.html").status == 303

    def test_what_is_written_down_for_good_is_committed_in_the_offices_name(self, desk: ServedDesk) -> None:
        (desk.root / "ratgeber" / "redaktion" / "adressen.yaml").write_text("hort: hort\n", encoding="utf-8")
        assert Publishing(desk.desk).commit_noted(LOGIN) == ""
        assert git(desk.root, "log", "-1", "--format=%ae") == MAILBOXES[YOUTH]

    def test_whoever_may_not_publish_has_no_button_and_is_refused(self, desk: ServedDesk) -> None:
        table = desk.root / ROLES
        table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {SCHOOL}: schreiben\n", encoding="utf-8")
        browser = desk.browser().log_in(MAILBOXES[SCHOOL])
        page = browser.ask("/veroeffentlichen").body
        assert "<button" not in page
        assert browser.post("/veroeffentlichen/bauen").status == 403
        assert read_run(desk.root) is None


def test_a_run_outlives_the_desk_that_began_it(project: Project, tmp_path: Path) -> None:
    project.release("hort")
    with served_desk(project.root) as desk:
        desk.moment = local_now()
        Publishing(desk.desk).begin(RunGoal.BUILD, LOGIN)
    assert ended_run(project.root).end is RunEnd.REFUSED  # and not broken off
