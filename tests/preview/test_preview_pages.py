from __future__ import annotations

import json
from pathlib import Path

import pytest

from ratgeber_tools.findings import Code, Finding, Severity
from ratgeber_tools.preview.pages import as_json, missing_page, page_name, phone_page, with_preview
from ratgeber_tools.preview.state import Moment, PreviewRemark, PreviewState, remark_at, remarks_of


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", "index"),
        ("/schulanfang/", "schulanfang/index"),
        ("/schulanfang/geld.html?x=1#y", "schulanfang/geld"),
        ("/schulanfang/f%C3%BCr.html", "schulanfang/für"),
    ],
)
def test_an_address_says_which_chapter_it_shows(address: str, page: str) -> None:
    assert page_name(address) == page


def test_script_and_style_come_before_the_end_of_the_last_body() -> None:
    page = with_preview(b"<body><p>&lt;/body> </body></html>")
    assert page.index(b"vorschau.js") < page.index(b"</body></html>")
    assert page.startswith(b"<body><p>&lt;/body> <link")


def test_remarks_are_parted_into_those_of_this_page_and_others() -> None:
    here = PreviewRemark("a/b", 3, Severity.ERROR, "Satz.", "a/b.md")
    there = PreviewRemark("", 7, Severity.HINT, "Daten.", "daten/fakten.yaml")
    told = json.loads(as_json(Moment(2, 1, "", (here,), (there,)), "a/b"))
    assert [each["satz"] for each in told["hier"]] == ["Satz."]
    assert [(each["ort"], each["adresse"]) for each in told["sonst"]] == [("daten/fakten.yaml", "")]


def test_what_build_and_checks_both_say_is_told_once_and_errors_come_first() -> None:
    error = PreviewRemark("b", 1, Severity.ERROR, "Fehler.")
    hint = PreviewRemark("a", 1, Severity.HINT, "Hinweis.")
    assert Moment(of_build=(error,), of_checks=(hint, error)).remarks() == [error, hint]


def test_a_finding_becomes_a_remark_of_its_chapter_with_what_to_do(tmp_path: Path) -> None:
    finding = Finding(Code.LINK_BROKEN, "Weg.", path=tmp_path / "teil" / "a.md", line=4)
    (remark,) = remarks_of([finding], tmp_path)
    assert (remark.page, remark.line, remark.place) == ("teil/a", 4, "teil/a.md")
    assert remark.sentence == f"Weg. {Code.LINK_BROKEN.remedy}"


def test_a_file_outside_the_guide_is_named_without_its_folder(tmp_path: Path) -> None:
    assert remark_at(tmp_path / "conf.py", None, Severity.ERROR, "x", tmp_path / "ratgeber").place == "conf.py"


def test_whoever_listens_hears_of_each_build_until_the_end() -> None:
    state = PreviewState()
    moments = state.moments(patience_s=0)
    assert next(moments).built == 0
    state.note_build(failure="", remarks=())
    assert next(moments).built == 1
    state.note_checks(())
    assert (next(moments).built, next(moments).checked) == (1, 1)
    state.close()
    assert list(moments) == []


def test_a_page_of_another_site_is_not_put_into_the_frames() -> None:
    assert b'src="/"' in phone_page("//boese.example/x")
    assert b"<script>alert" not in phone_page('/"><script>alert(1)</script>')


def test_a_missing_page_says_why_nothing_newer_was_built() -> None:
    assert b"conf.py ist falsch." in missing_page("/x.html", Moment(failure="conf.py ist falsch."))
    assert "/für.html".encode() in missing_page("/f%C3%BCr.html", Moment())
