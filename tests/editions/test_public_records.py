"""The public edition of a small guide with records, from the command line to the last file: only what it may show."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from released_guide import PROJECT, run_ratgeber

from data.data_files import write_data
from desk.desk_servers import Visitor, running_desk
from desk.word_visits import WordVisit
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.cli.public_command import _about_records
from ratgeber_tools.data.dates import format_date, local_today
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editions.committed_records import load_committed
from ratgeber_tools.editions.stage import StagedEdition, stage

TODAY = local_today()
NEXT_YEAR = TODAY.year + 1
OWNED = "  zustaendig: amt\n"
SOURCE = '  quellen: [{titel: "%s", adresse: "https://stadt.example/%s", vertrauen: amtlich}]\n'

FACTS = f"""
anmeldung:
  titel: Anmeldefrist
  wert: 1. März
  gueltig_bis: 31.12.{NEXT_YEAR}
  hinweis: planwort-hinweis
{OWNED}{SOURCE % ("Quelle der Anmeldung", "anmeldung")}
unsicher:
  titel: Essensgeld
  wert: planwort-unsicher
{OWNED}{SOURCE % ("planwort-quelle", "planwort-adresse")}
alt:
  titel: Alter Satz
  wert: planwort-alt
  gueltig_bis: {format_date(TODAY - timedelta(days=1))}
  bestaetigt_durch: amt
  bestaetigt_am: {format_date(TODAY - timedelta(days=30))}
{OWNED}
strittig:
  titel: Klassengröße
  wert: planwort-strittig
  bestaetigt_durch: amt
  bestaetigt_am: {format_date(TODAY - timedelta(days=30))}
  widersprueche:
    - aussage: planwort-widerspruch
      notiert_am: {format_date(TODAY - timedelta(days=1))}
{OWNED}"""
#: Shown by a source of today, until somebody at the desk writes another value.
EVIDENCED = "".join(
    f"{name}:\n  titel: {name.capitalize()}\n  wert: {value}\n{OWNED}"
    f"  quellen: [{{titel: Satzung, adresse: 'https://stadt.example/{name}', stand: {format_date(TODAY)}, "
    "vertrauen: amtlich}]\n"
    for name, value in (("buch", "alter Preis"), ("stift", "alter Preis"), ("heft", "alter Preis"), ("ranzen", "rot"))
)
DATES = f"""
herbst:
  titel: Herbstferien
  art: Ferien
  von: 18.10.{NEXT_YEAR}
  bis: 22.10.{NEXT_YEAR}
{OWNED}{SOURCE % ("Ferienordnung", "ferien")}
winter:
  titel: Winterferien
  art: Ferien
  von: 07.02.{NEXT_YEAR}
  bis: 12.02.{NEXT_YEAR}
{OWNED}{SOURCE % ("planwort-zeitung", "planwort-blatt")}"""
CHAPTER = (
    "# Anmeldung\n\nFrist: {fakt}`anmeldung`. Geld: {fakt}`unsicher`. Satz: {fakt}`alt`. Größe: {fakt}`strittig`.\n\n"
    "Buch: {fakt}`buch`. Stift: {fakt}`stift`. Heft: {fakt}`heft`. Ranzen: {fakt}`ranzen`.\n\n"
    ":::{termine}\n:art: Ferien\n:::\n\n:::{kontakt} amt\n:::\n"
)
OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-2040\n  zustaendig: amt\n"


class Guide:
    """The project, and what its public edition shows."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @property
    def folder(self) -> Path:
        return self.project.root / "_build" / "public"

    def publish(self) -> str:
        done = run_ratgeber(self.project.root, "public", "--trotzdem")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def confirm(self, *names: str) -> None:
        day = format_date(TODAY)
        done = run_ratgeber(self.project.root, "fakten", "bestaetigen", *names, "--stelle", "amt", "--am", day)
        assert done.returncode == 0, done.stdout + done.stderr

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.project.guide / "daten" / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def words(self, name: str = "anmeldung") -> str:
        source = (self.folder / "html" / f"{name}.html").read_text(encoding="utf-8")
        match = re.search(r"<article.*?</article>", source, re.DOTALL)
        assert match is not None
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "", match[0])).split())

    def pdf_words(self) -> str:
        command = ["pdftotext", str(self.folder / "elternratgeber.pdf"), "-"]
        return " ".join(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split())

    def calendar(self, name: str = "ferien") -> dict[str, tuple[date, int]]:
        """Return first day and number of every event, as another program reads them."""
        text = (self.folder / "html" / "kalender" / f"{name}.ics").read_text(encoding="utf-8")
        events = IcsCalendarStream.calendar_from_ics(text).events
        return {(event.uid or "").split("@")[0]: (event.dtstart, event.sequence or 0) for event in events}

    def texts(self) -> Iterator[tuple[str, str]]:
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            yield path.relative_to(self.folder).as_posix(), path.read_bytes().decode("utf-8", "replace")


def staged(guide: Guide) -> StagedEdition:
    return stage(guide.project.root, guide.project.root / "_build" / "w")


def make_guide(root: Path) -> Guide:
    """One chapter released, one never; what the office has confirmed through the command is committed."""
    project = Project.create(root)
    shutil.copyfile(PROJECT / "conf.py", project.root / "conf.py")
    (project.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    municipality = "name: Musterstadt\nauskunft: amt\nredaktion: amt\nkalender_kennung: ratgeber-musterstadt\n"
    write_data(
        project.guide / "daten", kommune=municipality, fakten=FACTS + EVIDENCED, termine=DATES, anlaufstellen=OFFICE
    )
    project.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\nhort\n```\n", head="")
    project.write("anmeldung", CHAPTER)
    project.write("hort", "# planwort-hort\n\n{fakt}`anmeldung`\n")
    project.commit(SCHOOL)
    project.release("anmeldung", YOUTH)
    made = Guide(project)
    made.confirm("anmeldung", "herbst")
    project.commit(SCHOOL)
    return made


def change_at_the_desk(guide: Guide) -> None:
    """Write new values: by a form without a source and with a look at it, and from a fact sheet with a remark."""
    with running_desk(guide.project.root) as running:
        running.moment = datetime.combine(TODAY, time(12), tzinfo=UTC)
        visit = WordVisit.of(running, Login(YOUTH, MAILBOXES[YOUTH]))
        for name, value, is_seen in (("buch", "planwort-form", False), ("stift", "neuer Preis", True)):
            page = visit.go(f"/angaben/fakten/{name}/aendern")
            fields = {"wert": value, **hidden(page, "vorher")}
            visit.send(visit.place, fields | hidden(page, "angesehen") if is_seen else fields)
        found = re.search(r"/antwort/[^\"]+", visit.send("/word/faktenblatt", {"an": "amt", "als": "link"}))
        assert found is not None
        questions = WordVisit(Visitor(running))
        asked = re.findall(r"<fieldset.*?</fieldset>", questions.go(found[0]), re.DOTALL)
        number = next(at for at, each in enumerate(asked) if "Heft" in each)
        answers = {"antwort": "geaendert", "worte": "planwort-antwort", "anmerkung": "Fragen Sie noch einmal."}
        questions.send(found[0], {f"{key}-{number}": words for key, words in answers.items()})
        waiting = re.search(r"/word/antworten/[^\"]+", visit.go("/word"))
        assert waiting is not None
        page = visit.go(waiting[0])
        (mark,) = set(re.findall(r'name="eintrag" value="([^"]+)"', page))
        visit.send(f"{waiting[0]}/eintragen", {"eintrag": mark, **hidden(page, f"gesehen-{mark}")})


def hidden(page: str, name: str) -> dict[str, str]:
    """Return a field of a form as it would be sent, from a page whose entities are read already."""
    found = re.search(rf'name="{name}" value="(.*?)">', page)
    assert found is not None
    return {name: found[1]}


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return make_guide(tmp_path / "p")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Guide, str]:
    """A guide and what the command said; tests only look at it."""
    made = make_guide(tmp_path_factory.mktemp("angaben") / "p")
    change_at_the_desk(made)
    return made, made.publish()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_web_print_and_calendar_hold_what_is_confirmed_and_nothing_else(published: tuple[Guide, str]) -> None:
    guide, output = published
    stamp = f"bestätigt oder geprüft, Stand {format_date(TODAY)}, und gelten bis 31.12.{NEXT_YEAR}"
    for words in (guide.words(), guide.pdf_words()):
        assert "Frist: 1. März" in words
        assert stamp in words
        assert not re.search("Geld:|Satz:|Größe:", words)
        assert re.search(r"[5-9] Angaben fehlen noch\.", words)  # with the office nobody vouches for
    assert guide.calendar() == {"herbst": (date(NEXT_YEAR, 10, 18), 0)}
    assert [name for name, text in guide.texts() if "planwort" in text or "planwort" in name] == []
    assert "planwort" not in guide.pdf_words()
    assert "Winterferien" not in guide.words()
    assert not [name for name, text in guide.texts() if "07.02." in text or f"{NEXT_YEAR}0207" in text]
    assert "07.02." not in guide.pdf_words()
    assert "nicht eingecheckt" not in output


def test_a_value_changed_at_the_desk_is_not_shown_by_the_source_of_the_old_one(published: tuple[Guide, str]) -> None:
    guide, _ = published
    records = load_committed(guide.project.guide)[0].records.facts
    assert (records["buch"].value, records["heft"].value) == ("planwort-form", "planwort-antwort")  # nothing is lost
    assert not re.search("Buch:|Heft:|alter Preis", guide.words())
    assert "Stift: neuer Preis°" in guide.words()
    assert "Ranzen: rot°" in guide.words()


def test_the_sources_of_what_is_shown_stand_at_the_end_and_no_others(published: tuple[Guide, str]) -> None:
    end = published[0].words().partition("Quellen und Stand")[2]
    assert "Quelle der Anmeldung" in end
    assert "Ferienordnung" in end
    assert "amtlich" not in end  # how far the editors trust it


def test_what_lies_on_a_desk_waits_for_its_commit_and_then_needs_no_release(guide: Guide) -> None:
    guide.edit("fakten.yaml", "wert: 1. März", "wert: 2. April")
    guide.edit("termine.yaml", f"von: 18.10.{NEXT_YEAR}", f"von: 19.10.{NEXT_YEAR}")
    output = guide.publish()
    assert "Frist: 1. März" in guide.words()
    assert not [name for name, text in guide.texts() if "2. April" in text]
    assert guide.calendar() == {"herbst": (date(NEXT_YEAR, 10, 18), 0)}
    assert (
        "Geändert, aber noch nicht eingecheckt und darum nicht dabei: "
        "ratgeber/daten/fakten.yaml, ratgeber/daten/termine.yaml." in output
    )
    assert "Bitte einchecken, damit spätere Berichtigungen die Kalender der Eltern erreichen: " in output
    guide.project.commit(SCHOOL)
    records = staged(guide).records.records
    changed = (records.facts["anmeldung"], records.appointments["herbst"])
    assert not any(View(records, Edition.PUBLIC, TODAY).disclose(each).is_shown for each in changed)
    guide.confirm("anmeldung", "herbst")  # the office had confirmed what was there before
    guide.project.commit(SCHOOL)
    output = guide.publish()
    assert "Frist: 2. April" in guide.words()
    assert "nicht eingecheckt" not in output
    assert guide.calendar() == {"herbst": (date(NEXT_YEAR, 10, 19), 1)}  # the same event, with the next number


def test_files_that_are_new_or_gone_on_the_desk_are_named_too(guide: Guide) -> None:
    data = guide.project.guide / "daten"
    write_data(data, schulen="a:\n  name: A\n  schulform: Gymnasium\n", anlaufstellen=OFFICE)
    (data / "termine.yaml").unlink()
    edition = staged(guide)
    assert edition.records.uncommitted == (Path("ratgeber/daten/schulen.yaml"), Path("ratgeber/daten/termine.yaml"))
    assert sorted(edition.records.records.appointments) == ["herbst", "winter"]
    assert not edition.records.records.schools


def test_a_mistake_in_a_committed_file_is_told_with_its_line_and_holds_nothing_up(guide: Guide) -> None:
    guide.edit("termine.yaml", "art: Ferien", "art: Freien")
    guide.project.commit(SCHOOL)
    first, *_ = _about_records(staged(guide))
    place = guide.project.guide / "daten" / "termine.yaml"
    assert first.startswith(f"{place}:4: Fehler [daten-wert]: „Freien“ geht bei „art“ nicht")
    assert first.endswith("(eingecheckter Stand)")


def test_the_calendar_command_publishes_what_is_committed_too(guide: Guide) -> None:
    guide.edit("termine.yaml", f"von: 18.10.{NEXT_YEAR}", f"von: 19.10.{NEXT_YEAR}")
    done = run_ratgeber(guide.project.root, "kalender")
    assert done.returncode == 0, done.stderr
    assert "Noch nicht eingecheckt: ratgeber/daten/termine.yaml." in done.stdout
    text = (guide.project.root / "_build" / "kalender" / "ferien.ics").read_text(encoding="utf-8")
    assert f"DTSTART;VALUE=DATE:{NEXT_YEAR}1018" in text


def test_a_file_a_record_names_is_taken_as_committed(guide: Guide) -> None:
    form = "plus:\n  name: PLUS+\n  formulare: [{titel: Antrag, datei: formulare/antrag.pdf}]\n"
    write_data(guide.project.guide / "daten", foerderung=form, anlaufstellen=OFFICE)
    guide.project.write_file("formulare/antrag.pdf", b"eingecheckt")
    guide.project.commit(SCHOOL)
    guide.project.write_file("formulare/antrag.pdf", b"Schreibtisch")
    records = staged(guide).records
    assert records.files["formulare/antrag.pdf"] == b"eingecheckt"
    assert records.uncommitted == (Path("ratgeber/formulare/antrag.pdf"),)


def test_without_a_repository_the_files_on_the_disk_are_all_there_is(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", fakten=FACTS, anlaufstellen=OFFICE)
    loaded, uncommitted = load_committed(tmp_path)
    assert sorted(loaded.records.facts) == ["alt", "anmeldung", "strittig", "unsicher"]
    assert uncommitted == ()
