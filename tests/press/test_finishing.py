from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ratgeber_tools.press.extent import Extent, PrintedChapter
from ratgeber_tools.press.finishing import FileIdentity, finish, with_cover, without_cover, without_label
from ratgeber_tools.press.preflight import inspect
from ratgeber_tools.press.printers import load_printer
from ratgeber_tools.press.report import VolumeReport, as_markdown
from ratgeber_tools.press.standard import RULES, judge
from ratgeber_tools.typesetting.typesetter import Mode, stage, typeset

PRINTER = load_printer("standard")
MOMENT = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
IDENTITY = FileIdentity("Titel", MOMENT, "ISO Coated v2")
SOURCE = """#import "theme/theme.typ": *
#show: guide.with(title: "Titel", subtitle: "Untertitel", mark: "Probedruck")
#{
part(number: 1, plain: "Teil", names: ("teil",), "Teil")
part-contents(("kapitel", "Kapitel", "Ein Satz."))
chapter(level: 2, plain: "Kapitel", names: ("kapitel",), draft: true, "Kapitel")
par({ "Ein Absatz mit "; external("https://ratgeber.example/", "Verweis"); note("n", par("Fußnote.")) })
info-box(kind: "frist", lines: 2, title: "Frist", par("Bald."))
info-box(kind: "redaktionsnotiz", lines: 2, title: "Notiz", checklist((false, "Prüfen"), (true, "Fertig")))
data-table(columns: (1fr, 2fr), head: (head-cell("Kopf"), head-cell("Wert")), cell("a"), cell("b"))
listing("Code")
formula(alt: "x", $x = 1$)
quotation(attribution: "jemand", par("Zitat."))
divider
word-index((("A", (("Anmeldung", ("kapitel",)),)),))
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("satz")
    return typeset(stage(folder / "satz", SOURCE, {}), timestamp=MOMENT, mode=Mode.PRESS)


@pytest.fixture(scope="module")
def finished(pages: bytes) -> bytes:
    return finish(pages, PRINTER, IDENTITY, is_labelled=True)


def test_everything_the_theme_sets_is_fit_for_the_press(finished: bytes) -> None:
    inspection = inspect(finished, PRINTER)
    assert inspection.is_fit, inspection
    assert set(inspection.spaces) == {"DeviceCMYK"}


def test_every_rule_of_pdf_x_4_holds(finished: bytes) -> None:
    assert [verdict.reason for verdict in judge(finished, inspect(finished, PRINTER)) if not verdict.holds] == []


def test_the_same_pages_give_the_same_file(pages: bytes, finished: bytes) -> None:
    assert finish(pages, PRINTER, IDENTITY, is_labelled=True) == finished


def test_the_file_is_for_paper_alone(finished: bytes) -> None:
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        assert not {"/StructTreeRoot", "/Outlines", "/Names", "/MarkInfo", "/ViewerPreferences"} & set(pdf.Root.keys())
        assert all("/Annots" not in page.obj for page in pdf.pages)


def test_the_output_intent_carries_the_printers_profile(finished: bytes) -> None:
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == PRINTER.profile.read_bytes()


def test_without_a_label_the_file_says_nothing_of_pdf_x(pages: bytes) -> None:
    plain = finish(pages, PRINTER, IDENTITY, is_labelled=False)
    assert b"GTS_PDFXVersion" not in plain
    assert "das Etikett" in " ".join(verdict.reason for verdict in judge(plain, inspect(plain, PRINTER)))


def test_a_label_can_be_taken_off_again(pages: bytes, finished: bytes) -> None:
    plain = without_label(finished)
    assert b"GTS_PDFXVersion" not in plain
    failed = [verdict for verdict in judge(plain, inspect(plain, PRINTER)) if not verdict.holds]
    assert [verdict.reason for verdict in failed] == ["in den XMP-Angaben fehlt das Etikett"]


def test_words_of_a_trial_stay_among_the_keywords(pages: bytes) -> None:
    with pikepdf.open(
        io.BytesIO(finish(pages, PRINTER, replace(IDENTITY, keywords="Probedruck"), is_labelled=False))
    ) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == "Probedruck"


def test_other_programs_find_nothing_wrong(tmp_path: Path, finished: bytes) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf fehlt: keine zweite Meinung zum Aufbau der Datei")
    (tmp_path / "druck.pdf").write_bytes(finished)
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "druck.pdf")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def break_annotations(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://x.example")))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def break_state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(T=Dictionary(TR=Name.Identity))


def break_stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents.OPI = Dictionary()


def break_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def break_group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def break_trapped(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def break_boxes(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.ArtBox = pdf.pages[0].obj.TrimBox


def break_catalog(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def break_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def break_fonts(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.obj.Resources.Font.H = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.contents_add(b"0 0 0 0.5 k BT /H 9 Tf (x) Tj ET")


def break_colours(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"1 0 0 rg 0 0 9 9 re f")


BREAKS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "Im Katalog": break_catalog,
    "Ihr Farbprofil": break_profile,
    "Titel, Daten, Kennung": break_metadata,
    "Titel, Daten und": break_trapped,
    "Jede Seite": break_boxes,
    "Auf keiner Seite": break_annotations,
    "Alle Farben": break_colours,
    "Alle Schriften": break_fonts,
    "Kein Grafikzustand": break_state,
    "Alle Daten": break_stream,
    "Transparenz": break_group,
}


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_noticed(finished: bytes, rule: str) -> None:
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        BREAKS[rule](pdf)
        buffer = io.BytesIO()
        pdf.save(buffer, force_version="1.6")
    broken = buffer.getvalue()
    failed = [verdict.rule.sentence for verdict in judge(broken, inspect(broken, PRINTER)) if not verdict.holds]
    assert any(sentence.startswith(rule) for sentence in failed), failed


def test_another_version_of_pdf_is_noticed(finished: bytes) -> None:
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, force_version="2.0")
    assert "PDF 2.0" in judge(buffer.getvalue(), inspect(finished, PRINTER))[0].reason


def test_a_cover_apart_and_the_rest_make_the_whole_again(tmp_path: Path) -> None:
    main = stage(tmp_path / "satz", SOURCE, {})
    whole = typeset(main, timestamp=MOMENT, mode=Mode.PRESS, settings={"cover": "separate"})
    inner, cover = without_cover(whole)

    def sizes(data: bytes) -> list[int]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [len(page.Contents.read_bytes()) for page in pdf.pages]

    assert len(sizes(cover)) == 4
    assert len(sizes(inner)) % 4 == 0
    assert sizes(with_cover(inner, cover)) == sizes(whole)
    assert inspect(finish(inner, PRINTER, IDENTITY, is_labelled=False), PRINTER).is_fit


# ------------------------------------------------------------------------------------------------- report


def report(finished: bytes, **changes: object) -> str:
    inspection = inspect(finished, PRINTER)
    rows = (("Lang", 3, 4, 700, 30), ("Mittel", 7, 2, 200, 90), ("Kurz", 9, 1, 10, 10))
    chapters = tuple(PrintedChapter(*row) for row in rows)
    volume = VolumeReport(
        "Ratgeber", "druck.pdf", Extent(chapters, 10, 2), inspection, judge(finished, inspection), True, True, ()
    )
    return as_markdown([replace(volume, **changes)], PRINTER)  # type: ignore[arg-type]


def test_the_report_says_what_to_cut_for_four_pages_less(finished: bytes) -> None:
    text = report(finished)
    assert "12 Seiten (3 Bogen zu 4 Seiten), davon 2 Seiten „Notizen“." in text
    assert "wenn Sie 2 Seiten sparen" in text
    assert text.index("- „Lang“: 30 Wörter (Seite 6)") < text.index("- „Mittel“: 90 Wörter (Seite 8)")
    assert "| Lang | 3 | 4 | 700 | 30 |" in text


def test_the_report_says_whether_the_file_may_go(finished: bytes) -> None:
    assert "**Kann an die Druckerei.**" in report(finished)
    assert f"{len(RULES)} Regeln sind an ihr geprüft, alle erfüllt" in report(finished)
    trial = report(finished, is_labelled=False, trial_reasons=("Frist: unbestätigt",))
    assert "**Probedruck:**" in trial
    assert "- Frist: unbestätigt" in trial
    assert "wären alle erfüllt" in trial


def test_the_report_names_every_rule_that_does_not_hold(pages: bytes) -> None:
    text = report(finish(pages, PRINTER, IDENTITY, is_labelled=False), is_labelled=False)
    assert f"Nicht erfüllt: 1 von {len(RULES)} Regeln." in text
    assert text.count("- NEIN:") == 1
