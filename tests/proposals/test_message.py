from __future__ import annotations

import pytest

from ratgeber_tools.document import Document, Paragraph, Text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.proposals.message import Accepted, about_chapter, about_problem


def accepted(**changes: object) -> Accepted:
    values: dict[str, object] = {
        "file_name": "Beitrag.docx",
        "title": "Hort",
        "place": "ratgeber/schulanfang/hort.md",
        "is_new": True,
        "document": Document((Paragraph((Text("Drei kurze Wörter"),)),)),
        "findings": (),
        "checked": (),
        "report": "eingang/berichte/schulanfang-hort.bericht.md",
        **changes,
    }
    return Accepted(**values)  # type: ignore[arg-type]


def test_what_was_left_out_is_named_with_its_words() -> None:
    finding = Finding(
        Code.DELETION_DROPPED, "Gestrichener Text wurde weggelassen.", heading="Ferien", words="alte Zeit"
    )
    body = about_chapter(accepted(findings=(finding,))).body
    assert "## Das wurde weggelassen" in body
    assert "Unter „Ferien“: " in body
    assert "„alte Zeit“" in body


def test_hundreds_of_findings_do_not_bury_the_message() -> None:
    finding = Finding(Code.DELETION_DROPPED, "Weg.", words="x")
    body = about_chapter(accepted(findings=(finding,) * 300)).body
    assert "und 288 weitere" in body


def test_mistakes_come_before_warnings_and_hints_stay_out() -> None:
    checked = (
        Finding(Code.SENTENCE_LONG, "Der Satz ist lang.", line=2),
        Finding(Code.SENTENCE_TOO_LONG, "Der Satz ist zu lang.", line=3),
        Finding(Code.PICTURE_MISSING, "Das Bild fehlt.", line=9),
    )
    body = about_chapter(accepted(checked=checked)).body
    assert body.index("Zeile 9: Das Bild fehlt.") < body.index("Zeile 3: Der Satz ist zu lang.")
    assert "Der Satz ist lang." not in body


def test_mistakes_of_one_kind_are_said_together() -> None:
    checked = [Finding(Code.SENTENCE_TOO_LONG, "Der Satz ist zu lang.", line=line) for line in range(1, 14)]
    body = about_chapter(accepted(checked=checked)).body
    assert body.count("Der Satz ist zu lang.") == 3
    assert "Dazu 10 weitere Stellen dieser Art." in body
    assert body.count(Code.SENTENCE_TOO_LONG.remedy) == 1


def test_a_chapter_without_mistakes_says_so() -> None:
    assert "Keine Fehler und keine Warnungen." in about_chapter(accepted()).body


def test_the_reason_for_a_missing_preview_is_said() -> None:
    assert (
        "Eine Vorschau gibt es diesmal nicht: Ein Bild fehlt."
        in about_chapter(accepted(no_preview="Ein Bild fehlt.")).body
    )


@pytest.mark.parametrize("words", ["/close", "/merge jetzt", "- /approve", "> /close"])
def test_words_of_a_file_are_never_orders_to_the_forge(words: str) -> None:
    body = about_problem("x.docx", words).body
    assert not [line for line in body.splitlines() if line.lstrip(" >*-").startswith("/")]


def test_words_of_a_file_call_nobody() -> None:
    assert "@alle" not in about_problem("x.docx", "Fragen Sie @alle.").body
    assert "@alle" not in about_problem("@alle.docx", "Text.").title


def test_where_the_forge_shows_no_pages_one_folder_is_to_be_unpacked_and_one_file_opened() -> None:
    said = accepted(preview="https://plattform.example/7", archive="schulanfang-hort-1a2b/html/schulanfang/hort.html")
    body = about_chapter(said).body
    assert (
        "entpacken Sie daraus nur den Ordner schulanfang-hort-1a2b, und öffnen Sie darin html/schulanfang/hort.html"
        in (" ".join(body.split()))
    )
