"""Print with a gap is a trial print, says so on every page, and lists why; the clean file has none."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from ratgeber_tools.data.withheld import list_beside
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.sphinx_ext.data.missing.trial_print import PrintObstacle, as_text, print_obstacles
from sphinx_ext.data.data_guide import CONFIRMED, OFFICE, DataGuide, page_guide
from sphinx_ext.sphinx_building import Built

LASTING = "frist:\n  titel: Frist\n  wert: 1. März\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
TOWN = "broschuere: {gilt_bis: 31.07.2028}\nauskunft: amt\nredaktion: amt\n"
CLEAN = {"fakten": LASTING, "kommune": TOWN}


def built_for_print(guide: DataGuide, *, released: bool = True, edition: str = "druck") -> Built:
    """Build a guide whose pages are all released, unless said otherwise."""
    if not released:
        return guide.build(builder="pdf", edition=edition)
    manifest = guide.target / "fassung.json"
    guide.target.mkdir(exist_ok=True)
    pages = {path.stem: PublicPage() for path in guide.source.glob("*.md")}
    write_manifest(Manifest(pages=pages), manifest)
    return guide.build(builder="pdf", edition=edition, ratgeber_manifest=str(manifest))


def obstacles(built: Built) -> tuple[PrintObstacle, ...]:
    names = sorted(built.app.env.found_docs)
    return print_obstacles(built.app.env, {name: built.doctree(name) for name in names})


def pdf_of(built: Built) -> Path:
    return next(built.folder.glob("*.pdf"))


def page_texts(built: Built) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(pdf_of(built)), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").removesuffix("\f").split("\f")


needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")


def test_a_print_edition_that_shows_everything_is_no_trial_print(tmp_path: Path) -> None:
    built = built_for_print(page_guide(tmp_path, "{fakt}`frist`", **CLEAN))
    assert obstacles(built) == ()
    assert "Probedruck" not in (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    assert not list_beside(pdf_of(built)).exists()


@pytest.mark.parametrize(
    ("text", "data", "line"),
    [
        (
            ":::{schulverzeichnis}\n:::",
            {"schulen": "a:\n  name: Schule A\n  schulform: Gymnasium\n  gueltig_bis: 31.12.2027\n" + CONFIRMED},
            "Schule A [schulen.yaml: a]: gilt kürzer als die Broschüre; fragen: Schulamt; in index.md",
        ),
        ("{fakt}`weg`", {}, "weg: unbekannt; fragen: Schulamt; in index.md"),
        (
            "{kommune}`herausgeber`",
            {},
            "herausgeber [kommune.yaml: herausgeber]: unbekannt; fragen: Schulamt; in index.md",
        ),
        (
            "Text",
            {"kommune": TOWN.replace("31.07.2028", "")},
            "Laufzeit der Broschüre [kommune.yaml: broschuere, gilt_bis]: "
            "Laufzeit der Broschüre ist nicht festgelegt; fragen: Schulamt",
        ),
        (
            "Text",
            {"kommune": TOWN + "foerderhinweise:\n  - geber: ESF+\n"},
            "Förderhinweis ESF+ [kommune.yaml: foerderhinweise]: Wortlaut oder Zeichen fehlt; fragen: Schulamt",
        ),
        (
            ":::{schulverzeichnis}\n:::",
            {"schulen": "a:\n  name: Schule A\n  schulform: Gymnasium\n"},
            "Schule A [schulen.yaml: a]: unbestätigt; fragen: Schulamt; in index.md",
        ),
        (
            ":::{schulsozialarbeit}\n:::",
            {"schulen": "a:\n  name: Schule A\n  schulform: Gymnasium\n  gueltig_bis: 31.12.2028\n" + CONFIRMED},
            "Schulsozialarbeit an: Schule A [schulsozialarbeit.yaml: a]: unbekannt; fragen: Schulamt; in index.md",
        ),
        (  # the record is confirmed, one of its values is not known
            ":::{kontakt} b\n:::",
            {
                "schulen": "b:\n  name: Schule B\n  schulform: Gymnasium\n  strasse: Weg 1\n  gueltig_bis: 31.12.2028\n"
                + CONFIRMED
            },
            "Schule B, Telefon: bitte erfragen (Schulamt, Telefon 0340 204-2040): unbekannt; "
            "fragen: Schulamt; in index.md",
        ),
    ],
)
def test_one_gap_makes_the_whole_file_a_trial_print_that_says_why(
    tmp_path: Path, text: str, data: dict[str, str], line: str
) -> None:
    built = built_for_print(page_guide(tmp_path, text, **CLEAN | data))
    assert line in [obstacle.as_line() for obstacle in obstacles(built)]
    assert f"- {line}\n" in list_beside(pdf_of(built)).read_text(encoding="utf-8")


PLAN = "regel:\n  titel: Regel\n  wert: ja\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
CUT_OFF = "stichtag:\n  titel: Stichtag\n  wert: 30. Juni\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
SCHOOL = "a:\n  name: Schule A\n  schulform: Gymnasium\n  strasse: Weg 1\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
STEP = "schritt:\n  titel: Untersuchung\n  thema: schulanfang\n  jahr: -1\n  fakten: regel\n"
DAY = "tage:\n  titel: Anmeldetage\n  art: Anmeldung\n  bekanntgabe: Die Stadt nennt sie im Januar.\n" + CONFIRMED


@pytest.mark.parametrize(
    ("text", "data"),
    [
        pytest.param(
            "Plan: {fakt}`plan`", {"fakten": "plan:\n  titel: Plan\n  wert: gibt es nicht\n" + CONFIRMED},
            id="a value there is none of",
        ),
        pytest.param(
            ":::{schulverzeichnis}\n:::", {"schulen": SCHOOL.replace("strasse", "telefon: gibt es nicht\n  strasse")},
            id="a school without a phone, of whose operator and other optional fields nobody knows anything",
        ),
        pytest.param(
            "Fragen Sie: {kontakt}`rat`",
            {"anlaufstellen": OFFICE + "rat:\n  name: Rat\n  art: Amt\n  telefon: gibt es nicht\n" + CONFIRMED},
            id="somebody in a sentence who has no phone",
        ),
        pytest.param(
            ":::{schulsozialarbeit}\n:::",
            {
                "schulen": SCHOOL + SCHOOL.replace("a:", "b:", 1),
                "schulsozialarbeit": "a:\n  schule: a\n  schulsozialarbeit: gibt es nicht\n" + CONFIRMED
                + "b:\n  schule: b\n  telefon: 0340 1\n" + CONFIRMED,
            },
            id="social work that there is none of, or of which only the phone is known",
        ),
        pytest.param(
            ":::{was-ist-wann-dran}\n:::",
            {"fakten": LASTING + PLAN + CUT_OFF, "schritte": STEP + "  bekanntgabe: Den Tag nennt das Amt.\n"},
            id="a step whose day somebody tells",
        ),
        pytest.param("{termin}`tage`\n\n:::{termine}\n:::", {"termine": DAY}, id="days that somebody tells"),
        pytest.param(
            "{kommune}`umsatzsteuer_nummer`", {"kommune": TOWN + "impressum: {umsatzsteuer_nummer: gibt es nicht}\n"},
            id="a line of the imprint that does not apply",
        ),
    ],
)  # fmt: skip
def test_what_need_not_be_known_keeps_no_file_from_being_clean(tmp_path: Path, text: str, data: dict[str, str]) -> None:
    lasting = {name: value.replace("bestaetigt_am: 01", "gueltig_bis: 31.12.2028\n  bestaetigt_am: 01")
               if "gueltig_bis" not in value else value for name, value in data.items()}  # fmt: skip
    town = {"kommune": TOWN + "stichtag: stichtag\n"} if "schritte" in data else {}
    built = built_for_print(page_guide(tmp_path, text, **CLEAN | town | lasting))
    assert [obstacle.as_line() for obstacle in obstacles(built)] == []
    assert "bitte erfragen" not in (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")


def test_a_day_that_should_be_known_when_the_booklet_appears_is_missing_in_it(tmp_path: Path) -> None:
    late = DAY + "  erwartet_bis: 31.01.2027\n"
    town = TOWN.replace("{gilt", "{erscheint_am: 01.02.2027, gilt")
    built = built_for_print(page_guide(tmp_path, ":::{termine}\n:::", **CLEAN | {"termine": late, "kommune": town}))
    assert [obstacle.entry.what for obstacle in obstacles(built)] == ["Anmeldetage"]


@needs_pdftotext
def test_every_page_says_that_it_is_a_trial_print(tmp_path: Path) -> None:
    pages = {"a": "# Kapitel A\n\nNichts aus den Daten.\n", "b": "# Kapitel B\n\n{fakt}`weg`\n"}
    built = built_for_print(DataGuide(tmp_path, pages, **CLEAN))
    texts = page_texts(built)
    assert len(texts) == 3  # cover, contents, two short chapters
    assert [number for number, text in enumerate(texts, 1) if "Probedruck" not in text] == []
    with pikepdf.open(pdf_of(built)) as pdf:
        assert pdf.docinfo["/Keywords"] == "Probedruck"


def test_a_place_that_says_to_ask_is_a_gap_whatever_it_stands_for(tmp_path: Path) -> None:
    """Also where no record is asked for, as in the steps of a programme that nobody has supplied."""
    funding = "plus:\n  name: PLUS+\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
    built = built_for_print(page_guide(tmp_path, ":::{foerderung} plus\n:::", **CLEAN, foerderung=funding))
    lines = [obstacle.as_line() for obstacle in obstacles(built)]
    assert any("Fristen" in line and "unbekannt" in line for line in lines)


def test_one_record_on_two_pages_is_one_reason_with_both(tmp_path: Path) -> None:
    pages = {"a": "# A\n\n{fakt}`betrag`\n", "b": "# B\n\n{fakt}`betrag` {fakt}`betrag`\n"}
    unsure = "betrag:\n  titel: Betrag\n  wert: 2\n  zustaendig: amt\n  quellen: [{titel: Z, vertrauen: Presse}]\n"
    built = built_for_print(DataGuide(tmp_path, pages, **CLEAN | {"fakten": unsure}))
    (obstacle,) = obstacles(built)
    assert obstacle.as_line() == "Betrag [fakten.yaml: betrag]: unbestätigt; fragen: Schulamt; in a.md, b.md"


def test_a_chapter_that_is_not_released_makes_a_trial_print_too(tmp_path: Path) -> None:
    built = built_for_print(page_guide(tmp_path, "Text", **CLEAN), released=False)
    assert [obstacle.as_line() for obstacle in obstacles(built)] == ["Titel: ist nicht freigegeben; in index.md"]
    assert "Kapitel, die nicht freigegeben sind: 1\n" in as_text(obstacles(built))


def test_print_leaves_the_notes_of_the_editors_out(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, ":::{redaktionsnotiz}\nplanwort\n:::", **CLEAN)
    built = built_for_print(guide, released=False)
    assert "planwort" not in (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    working = built_for_print(guide, released=False, edition="arbeitsfassung")
    assert "planwort" in (working.folder / "satz" / "main.typ").read_text(encoding="utf-8")


def test_other_editions_are_never_trial_prints(tmp_path: Path) -> None:
    built = built_for_print(page_guide(tmp_path, "{fakt}`weg`", **CLEAN), edition="oeffentlich")
    assert obstacles(built) == ()
    assert "Probedruck" not in (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")


def test_a_second_build_says_the_same_and_a_mended_one_takes_the_list_away(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "{fakt}`weg`", **CLEAN)
    lists = [list_beside(pdf_of(built_for_print(guide))).read_text(encoding="utf-8") for _ in range(2)]
    assert lists[0] == lists[1]
    assert re.search(r"^- weg: unbekannt", lists[0], re.MULTILINE)
    guide.data(fakten=LASTING.replace("frist:", "weg:"), kommune=TOWN)
    assert not list_beside(pdf_of(built_for_print(guide))).exists()
