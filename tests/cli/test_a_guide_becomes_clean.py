"""The way of a whole guide to the press, walked with the commands people type: from a trial print to the labelled file.

Everything lies far ahead, so that the day on which the test runs says nothing.
"""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from data.data_files import write_data
from guide_project import HEAD, SCHOOL, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.press.fineness import inks_of
from ratgeber_tools.press.painting import Paint, PaintKind
from ratgeber_tools.press.preflight import inspect
from ratgeber_tools.press.printers import load_printer

ROOT = Path(__file__).parents[2]
ADDRESS = "https://bund.example.org/notruf"
#: What nobody has to find out: a phone there is none of, a plan there is none of, a day somebody will tell.
DATA = {
    "anlaufstellen": """
        amt:
          name: Schulamt
          art: Amt
          telefon: 0340 204-2040
          zustaendig: amt
        jugend:
          name: Jugendamt
          art: Amt
          telefon: 0340 204-2051
          zustaendig: jugend
        rat:
          name: Elternrat
          art: Vertretung
          telefon: gibt es nicht
          email: rat@eltern.example.org
          zustaendig: amt
        notruf:
          name: Rettungsdienst
          art: Notfall
          telefon: 112
          geltung: bundesweit
          gueltig_bis: 31.12.2099
          quellen: [{titel: Bund, adresse: "https://bund.example.org/notruf", stand: 01/2020, vertrauen: amtlich}]
        """,
    "fakten": """
        stichtag:
          titel: Stichtag
          wert: 30. Juni
          zustaendig: amt
          quellen: [{titel: Gesetz, vertrauen: amtlich}]
        plan:
          titel: Plan der Schulwege
          wert: gibt es nicht
          zustaendig: amt
        """,
    "schulen": """
        linde:
          name: Lindenschule
          schulform: Grundschule
          strasse: Weg 1
          telefon: gibt es nicht
          zustaendig: amt
          quellen: [{titel: Amt, vertrauen: amtlich}]
        """,
    "schulsozialarbeit": """
        linde:
          schule: linde
          schulsozialarbeit: gibt es nicht
          zustaendig: amt
        """,
    "termine": """
        tage:
          titel: Anmeldetage
          art: Anmeldung
          bekanntgabe: Die Tage nennt die Schule im Januar.
          zustaendig: amt
        """,
    "schritte": """
        untersuchung:
          titel: Untersuchung
          thema: schulanfang
          jahr: -1
          bekanntgabe: Den Tag nennt das Amt.
          fakten: stichtag
        """,
    "kommune": """
        titel_des_ratgebers: Ratgeber
        auskunft: amt
        redaktion: amt
        stichtag: stichtag
        adresse_des_ratgebers: https://eltern.example.org
        broschuere: {erscheint_am: 01.03.2090, gilt_bis: 31.07.2091, einlegeblatt: ja}
        foerderhinweise:
          - geber: Land
            wortlaut:
            emblem:
            emblem_beschreibung:
        impressum: {herausgeber: Musterstadt, umsatzsteuer_nummer: gibt es nicht}
        """,
}
CHAPTERS = {
    "teil/anmeldung": "# Anmeldung\n\nPlan: {fakt}`plan`\n\nFragen Sie: {kontakt}`rat`\n\n"
    ":::{was-ist-wann-dran}\n:::\n\n:::{termine}\n:::\n",
    "teil/schulen": "# Schulen\n\n:::{schulverzeichnis}\n:::\n\n:::{schulsozialarbeit}\n:::\n",
    "teil/notrufe": "(notrufe)=\n# Notrufe\n\n- Rettungsdienst: {kontakt}`notruf telefon`\n",
    "teil/impressum": "# Impressum\n\n- Herausgegeben von: {kommune}`herausgeber`\n"
    "- Nummer für die Umsatzsteuer: {kommune}`umsatzsteuer_nummer`\n\n:::{foerderhinweise}\n:::\n",
}
EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20H0z" fill="#003399"/></svg>'
)
UNFINISHED = "\nDie Liste der Bezirke folgt noch.\n"


@dataclass(frozen=True)
class Walk:
    """What the commands said on the way, and the folder of the project."""

    root: Path
    first: str
    refused: str
    printed: str
    booklet: str

    def words(self, folder: str) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (self.root / "_build" / folder).rglob("main.typ"))


def said(*command: str) -> tuple[int, str]:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = main([*command])
    return code, told.getvalue()


def done(*command: str) -> str:
    code, told = said(*command)
    assert code == 0, told
    return told


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    project = Project.create(tmp_path_factory.mktemp("stadt"))
    shutil.copy(ROOT / "conf.py", project.root)
    write_data(project.guide / "daten", **DATA)
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    names = "\n".join(name.partition("/")[2] for name in CHAPTERS)
    project.write("teil/index", f"# Teil\n\n```{{toctree}}\n{names}\n```\n", head="")
    for name, text in CHAPTERS.items():
        project.write(name, text, head=HEAD.replace("---\n\n", "kurzheft: ganz\n---\n\n"))
    project.write("teil/impressum", CHAPTERS["teil/impressum"] + UNFINISHED)
    project.commit(SCHOOL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        first = done("print")
        votes = ("--beschluss", "Protokoll 1", "--ja", "3", "--nein", "0", "--enthalten", "0", "--ohne-seite")
        project.act_as(YOUTH)
        code, refused = said("freigeben", "teil", *votes)
        assert code == 1

        confirm = ("fakten", "bestaetigen")
        until = ("--am", "01.01.2020", "--gueltig-bis", "31.12.2099")
        own = ("anlaufstellen/amt", "anlaufstellen/rat", "stichtag", "plan", "schulen/linde", "schulsozialarbeit/linde")
        done(*confirm, *own, "--stelle", "amt", *until)
        done(*confirm, "jugend", "--stelle", "jugend", *until)
        for office in ("amt", "jugend"):
            done("fakten", "pruefen", "notruf", "--amt", office, "--quelle", ADDRESS)
        town = project.guide / "daten" / "kommune.yaml"
        notice = ("wortlaut: Gefördert.", "emblem: zeichen.svg", "emblem_beschreibung: Ein Zeichen")
        text = town.read_text(encoding="utf-8")
        for line in notice:
            text = text.replace(f"    {line.partition(':')[0]}:\n", f"    {line}\n")
        town.write_text(text, encoding="utf-8")
        project.write_file("zeichen.svg", EMBLEM)
        project.write(
            "teil/impressum", CHAPTERS["teil/impressum"], head=HEAD.replace("---\n\n", "kurzheft: ganz\n---\n\n")
        )
        project.commit(SCHOOL)
        project.act_as(YOUTH)
        done("freigeben", "teil", *votes)
        project.commit(YOUTH)
        return Walk(project.root, first, refused, done("print"), done("print", "--heft"))


def test_before_it_is_a_trial_print_that_says_why(walk: Walk) -> None:
    assert "Das ist ein Probedruck" in walk.first
    assert "PDF/X-4" not in walk.first.splitlines()[0]


def test_a_sentence_that_says_the_text_is_not_finished_keeps_the_chapter_from_being_released(walk: Walk) -> None:
    assert "„folgt noch“ steht noch da" in walk.refused


@pytest.mark.parametrize(
    ("printed", "file"),
    [("printed", "print/elternratgeber-druck.pdf"), ("booklet", "heft/elternratgeber-kurzheft-druck.pdf")],
)
def test_in_the_end_there_is_a_press_file_with_its_label_and_no_finding(walk: Walk, printed: str, file: str) -> None:
    told = getattr(walk, printed)
    assert "PDF/X-4)" in told
    assert "Probedruck" not in told
    assert "Warnung" not in told
    assert "Fehler" not in told
    with pikepdf.open(walk.root / "_build" / file) as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert "Probedruck" not in str(pdf.docinfo.get("/Keywords", ""))
    assert not list((walk.root / "_build" / file).parent.glob("*probedruck*"))


def test_the_loose_sheet_is_a_press_file_with_a_title_of_its_own(walk: Walk) -> None:
    assert "Geprüft: einlageblatt.pdf, PDF/X-4" in walk.printed
    with pikepdf.open(walk.root / "_build" / "print" / "einlageblatt.pdf") as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert str(pdf.docinfo["/Title"]) == "Ratgeber: Termine und Beträge"
        assert len(pdf.Root.OutputIntents) == 1


def test_no_word_of_the_press_file_stands_where_the_knife_may_cut(walk: Walk) -> None:
    data = (walk.root / "_build" / "print" / "elternratgeber-druck.pdf").read_bytes()
    outside: list[tuple[int, str]] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, _, right, _ = (float(side) for side in pdf.pages[0].trimbox)
    safe = 3 * 72 / 25.4

    def look(page: int, painted: Sequence[Paint]) -> None:
        for paint in painted:
            box = paint.box
            inside = left + safe <= box.left and box.right <= right - safe
            if paint.kind is PaintKind.WORDS and paint.text.strip() and not inside:
                outside.append((page, paint.text))

    inspect(data, load_printer("standard"), look=look)
    assert outside == []


def test_links_and_small_words_are_printed_with_one_ink(walk: Walk) -> None:
    data = (walk.root / "_build" / "print" / "elternratgeber-druck.pdf").read_bytes()
    coloured: set[str] = set()

    def look(page: int, painted: Sequence[Paint]) -> None:
        for paint in painted:
            is_fine = paint.size <= 8.5 or "example.org" in paint.text
            if paint.kind is PaintKind.WORDS and paint.text.strip() and is_fine and inks_of(paint.colour) > 1:
                coloured.add(f"{paint.text} ({paint.size:.1f} pt)")

    inspect(data, load_printer("standard"), look=look)
    assert coloured == set()


@pytest.mark.parametrize("folder", ["druck", "heft-bau"])
def test_parents_read_what_there_is_and_what_there_is_not(walk: Walk, folder: str) -> None:
    words = walk.words(folder)
    for expected in (
        "gibt es nicht",
        "gibt es hier nicht",
        "Hier gibt es keine Schulsozialarbeit.",
        "Die Tage nennt die Schule im Januar.",
        "Den Tag nennt das Amt.",
        "rat@eltern.example.org",
    ):
        assert expected in words
    for unwanted in ("bitte erfragen", "Noch offen", "noch offen", "(vorbei)", "folgt noch"):
        assert unwanted not in words


@pytest.mark.parametrize("folder", ["druck", "heft-bau"])
def test_the_cohorts_are_those_that_act_while_the_booklet_is_read(walk: Walk, folder: str) -> None:
    words = walk.words(folder)
    assert [year for year in range(2085, 2100) if f"Einschulung {year}" in words] == [2091, 2092]
