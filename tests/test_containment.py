"""Names and links that would lead out of the folder they are meant for do not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from ratgeber_tools.containment import is_inner_name, is_inside, links_out
from ratgeber_tools.contributions.returns import ReturnOptions, drafts
from ratgeber_tools.document import plain_text
from ratgeber_tools.errors import InputError, RatgeberError
from ratgeber_tools.guide import load
from ratgeber_tools.proposals.inbox import collect
from ratgeber_tools.readers import myst
from ratgeber_tools.releases.entries import parse_events
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write
from sphinx_ext.sphinx_building import HEAD, build

#: Names a file, a command line or an upload might give.
HOSTILE = (
    "../x", "../../x", "a/../../x", "/etc/x", "a//b", "", ".", "..", "./a", "a/.git/x", ".git/config", "a/b/..",
    "C:/x", "C:x", "\\\\server\\x", "..\\x", "a\0b", "a\nb", "a|b", "a?b", "a*",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_out_is_none(name: str) -> None:
    assert not is_inner_name(name)


@pytest.mark.parametrize("name", ["a", "schulanfang/hort", "hilfe/größe-ß", "a/b/c.md", "bilder/Weg zur Schule.png"])
def test_names_of_chapters_and_files_are_names(name: str) -> None:
    assert is_inner_name(name)


def returned(guide: Path, name: str) -> tuple[Path, str]:
    """Store an export, and let its card name another chapter."""
    source = b"# Hort\n\nDer Hort kostet Geld.\n"
    document = myst.read(source.decode()).document
    day = date(2026, 11, 24)
    identifier = outgoing.identifier_of("hort", source, day)
    words = StandInWords(lambda inline: plain_text((inline,)) or "…", lambda block: "…")
    sent = write(document, cover=ExportHeader(identifier, "Hort", day), words=words)
    base = outgoing.store(guide, identifier=identifier, chapter="hort", source=source, sent=sent, day=day)
    card = base.sent.with_name("ausgabe.yaml")
    card.write_text(card.read_text(encoding="utf-8").replace("kapitel: hort", f"kapitel: '{name}'"), encoding="utf-8")
    assert name in card.read_text(encoding="utf-8")
    return base.sent, identifier


@pytest.mark.parametrize("name", ["../../x", "../x", "a/../../x", "/srv/x", "..\\x"])
def test_a_card_that_names_a_chapter_elsewhere_writes_and_reads_nothing(tmp_path: Path, name: str) -> None:
    guide = tmp_path / "p" / "ratgeber"
    guide.mkdir(parents=True)
    (tmp_path / "x.md").write_text("# Fremd\n", encoding="utf-8")
    (tmp_path / "p" / "x.md").write_text("# Fremd\n", encoding="utf-8")
    sent, identifier = returned(guide, name)
    with pytest.raises(RatgeberError):
        drafts(sent, sent, identifier, ReturnOptions(tmp_path / "p"))
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == "# Fremd\n"


@pytest.mark.parametrize("name", ["../../x", "/srv/x", "..\\x"])
def test_a_chapter_named_on_the_command_line_lies_in_the_guide(tmp_path: Path, name: str) -> None:
    guide = tmp_path / "p" / "ratgeber"
    guide.mkdir(parents=True)
    sent, identifier = returned(guide, "hort")
    with pytest.raises(RatgeberError, match="kein Name eines Kapitels"):
        drafts(sent, sent, identifier, ReturnOptions(tmp_path / "p", chapter=name))


def test_a_release_that_names_a_file_elsewhere_is_a_mistake() -> None:
    blob = "0" * 40
    line = (
        f"- {{art: freigabe, kapitel: a, blob: '{blob}', dateien: {{../../x.png: '{blob}'}}, "
        "zeitpunkt: '2026-11-24T10:15:00+01:00', stelle: Amt, datum: '2026-11-24', beschluss: P, ja: '1', nein: '0', "
        "enthalten: '0', ersetzt: []}\n"
    )
    events, mistakes = parse_events(line)
    assert events == []
    assert any("kein Pfad einer Datei in ratgeber/" in mistake.sentence for mistake in mistakes)


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")


def test_a_link_is_inside_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "da.txt").write_text("x", encoding="utf-8")
    link(tmp_path / "a" / "nach-innen", tmp_path / "a" / "da.txt")
    link(tmp_path / "a" / "nach-aussen", tmp_path)
    link(tmp_path / "a" / "kreis", tmp_path / "a" / "kreis")
    assert is_inside(tmp_path / "a" / "nach-innen", tmp_path / "a")
    assert not is_inside(tmp_path / "a" / "nach-aussen" / "b", tmp_path / "a")
    assert {path.name for path in links_out(tmp_path / "a")} == {"nach-aussen", "kreis"}


@pytest.mark.parametrize(
    "place", ["eingang/frech.docx", "eingang/schulanfang/frech.docx"]
)  # fmt: skip
def test_a_link_in_the_inbox_is_not_followed(tmp_path: Path, place: str) -> None:
    (tmp_path / "geheim.docx").write_bytes(b"PK")
    link(tmp_path / "p" / place, tmp_path / "geheim.docx")
    (tmp_path / "p" / "eingang" / "gut.docx").write_bytes(b"PK")
    link_out, good = sorted(collect(tmp_path / "p"), key=lambda parcel: parcel.name)
    assert re.search(r"frech\.docx: Das ist eine Verknüpfung, .* löschen Sie die Verknüpfung", link_out.problem)
    assert (link_out.place, good.name, good.problem) == (Path(place), "gut.docx", "")


def test_a_folder_of_the_inbox_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "privat").mkdir()
    (tmp_path / "privat" / "geheim.docx").write_bytes(b"PK")
    link(tmp_path / "p" / "eingang" / "schulanfang", tmp_path / "privat")
    (parcel,) = collect(tmp_path / "p")
    assert "Das ist eine Verknüpfung" in parcel.problem
    assert parcel.place == Path("eingang", "schulanfang")


@pytest.mark.parametrize("place", ["frech.md", "teil/frech.md", "daten/fakten.yaml", "bilder/frech.png"])
def test_a_link_in_the_guide_ends_reading_and_building_with_a_sentence(tmp_path: Path, place: str) -> None:
    guide = tmp_path / "ratgeber"
    guide.mkdir()
    (tmp_path / "geheim").write_text(f"{HEAD}# Planwort\n", encoding="utf-8")
    (guide / "index.md").write_text(f"{HEAD}# Ratgeber\n", encoding="utf-8")
    link(guide / place, tmp_path / "geheim")
    with pytest.raises(InputError, match="Das ist eine Verknüpfung, die aus dem Ratgeber hinausführt"):
        load(guide)
    with pytest.raises(ExtensionError, match="Das ist eine Verknüpfung"):
        build(guide, tmp_path / "bau", ratgeber_pruefen=False)
    assert not list((tmp_path / "bau" / "html").glob("*.html"))
