"""`ratgeber check --extern`, against a server of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.data_files import write_data
from local_server import Page, serve
from ratgeber_tools.cli import main, outside_links
from ratgeber_tools.cli.outside_links import KEPT_FOR, NoNetworkError, check_outside_links
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load
from ratgeber_tools.web import ServerAnswer

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the machine knows nothing of the server in this test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def write(folder: Path, text: str, *, head: str = "") -> Path:
    guide = folder / "ratgeber"
    guide.mkdir(exist_ok=True)
    (guide / "a.md").write_text(f"{head}# A\n\n{text}\n", encoding="utf-8")
    return guide


def check(guide: Path, now: datetime = NOW) -> tuple[list[Finding], int, int]:
    return check_outside_links(load(guide), guide.parent / "_build" / "adressen.json", now=now)


def test_dead_moved_and_troubled_pages_are_told_apart(tmp_path: Path) -> None:
    pages = {
        "/gut": Page(),
        "/alt": Page((301,), location="/gut"),
        "/zu": Page((403,)),
    }
    with serve(pages) as site:
        text = "\n\n".join(f"[Seite]({site.address}/{name})" for name in ("gut", "weg", "alt", "zu"))
        findings, addresses, asked = check(write(tmp_path, text))
    assert [(finding.line, finding.code) for finding in findings] == [
        (5, Code.ADDRESS_GONE),
        (7, Code.ADDRESS_MOVED),
        (9, Code.ADDRESS_UNANSWERED),
    ]
    assert findings[1].text.endswith(f"{site.address}/gut")
    assert (addresses, asked) == (4, 4)


def test_addresses_of_sources_and_data_are_asked_too(tmp_path: Path) -> None:
    with serve({}) as site:
        head = f"---\nquellen:\n  - titel: Q\n    adresse: {site.address}/q\n    vertrauen: amtlich\n---\n"
        guide = write(tmp_path, "Text.", head=head)
        write_data(guide / "daten", kommune=f"# {site.address}/kommentar\nweb: {site.address}/k\n")
        findings, addresses, _ = check(guide)
    assert [(finding.path and finding.path.name, finding.line) for finding in findings] == [
        ("a.md", 4),
        ("kommune.yaml", 2),
    ]
    assert addresses == 2


def test_good_answers_are_kept_for_a_week_and_bad_ones_are_not(tmp_path: Path) -> None:
    with serve({"/gut": Page()}) as site:
        guide = write(tmp_path, f"[Gut]({site.address}/gut) [Weg]({site.address}/weg)")
        assert [check(guide, NOW + later)[2] for later in (timedelta(), KEPT_FOR / 2, KEPT_FOR)] == [2, 1, 2]


@pytest.mark.parametrize("content", ["", "kein JSON", "[]", '{"x": 1}', '{"x": {"status": 200}}'])
def test_a_damaged_store_is_only_work_to_be_done_again(tmp_path: Path, content: str) -> None:
    with serve({"/gut": Page()}) as site:
        guide = write(tmp_path, f"[Gut]({site.address}/gut)")
        (tmp_path / "_build").mkdir()
        (tmp_path / "_build" / "adressen.json").write_text(content, encoding="utf-8")
        assert check(guide)[2] == 1
        assert check(guide)[2] == 0
    assert list(json.loads((tmp_path / "_build" / "adressen.json").read_text())) == [f"{site.address}/gut"]


def test_an_excepted_address_is_not_even_asked(tmp_path: Path) -> None:
    with serve({}) as site:
        guide = write(tmp_path, f"[Weg]({site.address}/weg)")
        (guide / "redaktion").mkdir()
        (guide / "redaktion" / "pruefungen.yaml").write_text(
            f"ausnahmen:\n  - code: adresse-tot\n    worte: {site.address}/weg\n    grund: Nur im Amt erreichbar.\n",
            encoding="utf-8",
        )
        assert check(guide) == ([], 0, 0)
        assert site.requests == []


def test_if_nobody_answers_it_is_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = ServerAnswer(None, problem="keine Verbindung")
    monkeypatch.setattr(outside_links, "ask_all", lambda asked: [(address, silent) for address in asked])
    guide = write(tmp_path, "[A](https://a.example) [B](https://b.example)")
    with pytest.raises(NoNetworkError, match="Keine der 2 Adressen"):
        check(guide)


def test_the_command_tells_findings_and_never_fails_for_other_peoples_servers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve({}) as site:
        assert main(["check", str(write(tmp_path, f"[Weg]({site.address}/weg)")), "--extern"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Warnung [adresse-tot]" in lines[0]
    assert lines[-1] == "1 Adresse, davon 1 Adresse jetzt gefragt: keine Fehler, 1 Warnung."


def test_an_ordinary_check_asks_no_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve({}) as site:
        main(["check", str(write(tmp_path, f"[Weg]({site.address}/weg)"))])
        assert site.requests == []
    assert "adresse-tot" not in capsys.readouterr().out
