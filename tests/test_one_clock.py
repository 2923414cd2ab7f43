"""One clock: between midnight and two o'clock a server in UTC is a day behind the guide's, and must not be heard.

The clock stands at 23:30 UTC of 24 November 2026 in these tests: half past midnight of the 25th in Germany.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from data.data_files import write_data
from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.checked import check_folder
from ratgeber_tools.checks import picture_records
from ratgeber_tools.cli import main
from ratgeber_tools.data import dates
from ratgeber_tools.data.dates import GUIDE_ZONE, local_day, local_today, start_of_day
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load

PACKAGE = Path(__file__).parent.parent / "tools" / "ratgeber_tools"
LATE = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
SERVERS_DAY, GUIDES_DAY = "24.11.2026", "25.11.2026"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of the day before, at half past eleven at night by a server's clock."""
    monkeypatch.setattr(dates, "local_now", lambda: LATE.astimezone(GUIDE_ZONE))
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Teil\n\n```{toctree}\n:glob:\n*\n```\n", head="")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    project.now = LATE
    monkeypatch.chdir(project.root)
    return project


def contribution(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_heading("Brotdose", level=1)
    document.add_paragraph("Packen Sie am Abend.")
    document.save(str(path))
    return path


def test_the_guides_day_is_germanys_in_winter_and_in_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    for moment, day in (
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ):
        monkeypatch.setattr(dates, "local_now", lambda moment=moment: moment.astimezone(GUIDE_ZONE))
        assert (local_day(moment), local_today()) == (day, day)
    assert start_of_day(date(2026, 11, 25)) == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert start_of_day(date(2026, 7, 2)) == datetime(2026, 7, 1, 22, 0, tzinfo=UTC)


def test_a_moment_without_a_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        local_day(LATE.replace(tzinfo=None))


def test_import_dates_a_new_chapter_with_the_guides_day(project: Project) -> None:
    path = contribution(project.root.parent / "a.docx")
    assert main(["import", str(path), "--nach", "teil"]) == 0
    assert f"stand: {GUIDES_DAY}\n" in (project.guide / "teil" / "brotdose.md").read_text(encoding="utf-8")


def test_the_inbox_dates_a_new_chapter_with_the_guides_day(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    contribution(project.root / "eingang" / "teil" / "a.docx")
    project.commit(YOUTH)
    assert main(["eingang", "--ohne-vorschau"]) == 0, capsys.readouterr()
    (branch,) = git(project.root, "for-each-ref", "--format=%(refname)", "refs/heads/beitrag").split()
    assert f"stand: {GUIDES_DAY}\n" in git(project.root, "show", f"{branch}:ratgeber/teil/brotdose.md")


def test_an_exported_file_names_the_guides_day(project: Project) -> None:
    assert main(["export", "teil/hort", "--nach", str(project.root.parent / "hin")]) == 0
    with zipfile.ZipFile(project.root.parent / "hin" / "teil-hort.docx") as archive:
        words = "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))
    assert GUIDES_DAY in words
    assert SERVERS_DAY not in words.replace(f"Stand: {SERVERS_DAY}", "")  # the chapter's own, of its head


def show_people(project: Project) -> None:
    """Put a picture into the chapter whose consent ends with the server's day."""
    (project.guide / "bilder").mkdir()
    (project.guide / "bilder" / "weg.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    rights = "urheber: Redaktion\n  lizenz: frei\n  herkunft: gezeichnet"
    records = f"weg.svg:\n  {rights}\n  personen: ja\n  einwilligung_bis: {SERVERS_DAY}\n"
    (project.guide / "bilder" / "bilder.yaml").write_text(records, encoding="utf-8")
    project.write("teil/hort", "# Hort\n\n![Weg](../bilder/weg.svg)\n")


def test_a_consent_that_ended_with_the_servers_day_is_over(project: Project) -> None:
    show_people(project)
    assert Code.PICTURE_CONSENT in {finding.code for finding in picture_records.check(load(project.guide))}


def test_what_a_check_has_found_is_not_kept_over_midnight(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    show_people(project)
    with monkeypatch.context() as evening:
        evening.setattr(dates, "local_now", lambda: start_of_day(date(2026, 11, 25)) - timedelta(minutes=30))
        assert Code.PICTURE_CONSENT not in {finding.code for finding in check_folder(project.guide).findings}
    assert Code.PICTURE_CONSENT in {finding.code for finding in check_folder(project.guide).findings}


def test_a_calendar_notes_the_guides_day_and_leaves_out_what_ended_with_the_servers(project: Project) -> None:
    confirmed = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 25.11.2026\n"
    write_data(
        project.guide / "daten",
        kommune="kalender_kennung: ratgeber-musterstadt\n",
        termine=f"herbst:\n  titel: Herbstferien\n  art: Ferien\n  von: 18.10.2027\n  bis: 22.10.2027\n{confirmed}",
    )
    project.commit(SCHOOL)
    assert main(["kalender"]) == 0
    ledger = project.guide / "redaktion" / "kalender" / "ferien.yaml"
    assert GUIDES_DAY in ledger.read_text(encoding="utf-8")  # the day of the confirmation has come, and is noted


def test_minutes_and_status_name_the_day_of_a_commit_by_the_guides_clock(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("teil/hort", "# Hort\n\nDer Hort hat zu.\n")
    project.commit(YOUTH)  # at 23:31 UTC of the day before, by the server's offset
    assert main(["protokoll", "--seit", GUIDES_DAY]) == 0
    minutes = capsys.readouterr().out
    assert f"geändert am {GUIDES_DAY} durch {YOUTH}" in minutes
    assert main(["status", "--als", "json"]) == 0
    status = capsys.readouterr().out
    assert '"2026-11-25"' in status
    assert "2026-11-24" not in status.replace("\n", "")


def test_minutes_count_a_release_to_the_day_it_was_by_the_guides_clock(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.release("teil/hort", YOUTH, day=date(2026, 11, 24))
    assert main(["protokoll", "--seit", GUIDES_DAY]) == 0
    assert "freigegeben am" in capsys.readouterr().out
    project.withdraw("teil/hort", SCHOOL)
    assert main(["protokoll", "--seit", GUIDES_DAY]) == 0
    assert f"zurückgezogen am {GUIDES_DAY}" in capsys.readouterr().out


def test_a_decision_of_the_guides_day_is_not_in_the_future(project: Project) -> None:
    project.act_as(YOUTH)
    votes = ["--ja", "3", "--nein", "0", "--enthalten", "0"]
    assert (
        main(["freigeben", "teil/hort", "--beschluss", "Protokoll 7", *votes, "--datum", GUIDES_DAY, "--ohne-seite"])
        == 0
    )
    entries = list((project.guide / "redaktion" / "freigaben").rglob("*.yaml"))
    assert entries
    for entry in entries:  # the chapter's and those of the pages above it
        assert "2026-11-25T00:30:00+01:00" in entry.read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------- nobody else asks for the day

#: The only module that may ask a machine for the moment, or turn a moment into a day.
CLOCK = "data/dates.py"


#: What stands in every source that asks for it.
_PERHAPS = re.compile(r"today|now\b|timestamp|[a-z]time\(|\.date\(|astimezone|ZoneInfo")


def _asks(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    owner = ast.unparse(function.value)
    match function.attr:
        case "today" | "utcnow":
            return owner in {"date", "datetime", "datetime.date", "datetime.datetime"}
        case "now":
            return owner in {"datetime", "datetime.datetime"}
        case "localtime" | "gmtime" | "ctime" | "strftime" | "asctime":
            return owner == "time"
        case "fromtimestamp":  # without a zone it is the machine's
            return "date" in owner and not any(keyword.arg == "tz" for keyword in call.keywords)
        case "date":  # of a moment: the day where it was made, not the guide's
            return not call.args and not call.keywords
        case "astimezone":
            return not call.args and not call.keywords
        case _:
            return False


def asking_places(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if _PERHAPS.search(text) else ():  # to read them all takes seconds
        if isinstance(node, ast.Call) and _asks(node):
            yield f"{path.name}, line {node.lineno}: {ast.unparse(node)}"
        elif (isinstance(node, ast.Name) and node.id == "ZoneInfo") or (
            isinstance(node, ast.Attribute) and ast.unparse(node) == "zoneinfo.ZoneInfo"
        ):
            yield f"{path.name}, line {node.lineno}: a time zone of its own"


@pytest.mark.parametrize("line", ["date.today()", "datetime.now()", "x.moment.date()", "datetime.fromtimestamp(3)",
                                  "time.localtime()", "now.astimezone()", "ZoneInfo('UTC')"])  # fmt: skip
def test_the_guard_sees_every_way_to_ask(line: str, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(line, encoding="utf-8")
    assert list(asking_places(path))


def test_only_the_one_clock_asks_the_machine_for_the_day() -> None:
    sources = [*PACKAGE.rglob("*.py"), PACKAGE.parent.parent / "conf.py"]
    assert [place for path in sources if path != PACKAGE / CLOCK for place in asking_places(path)] == []
