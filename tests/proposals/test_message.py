from __future__ import annotations

import pytest

from ratgeber_tools.document import Document, Figure, Image, Paragraph, Text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.proposals.message import Accepted, about_chapter, about_problem, under_headings


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
    assert body.index("Das Bild fehlt.") < body.index("Der Satz ist zu lang.")
    assert "Zeile" not in body
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


@pytest.mark.parametrize("archive", ["schulanfang-hort-1a2b/html/schulanfang/hort.html", ""])
def test_where_a_desk_runs_the_message_leads_there_as_well(archive: str) -> None:
    said = accepted(preview="https://plattform.example/7", archive=archive, desk="https://redaktion.example/")
    assert "[Redaktionstisch öffnen](https://redaktion.example/word)" in " ".join(about_chapter(said).body.split())
    assert "Redaktionstisch" not in about_chapter(accepted(preview="https://plattform.example/7", archive=archive)).body


def test_a_finding_is_placed_by_the_heading_above_it() -> None:
    text = "---\nstatus: entwurf\n---\n\n# Hort\n\nText.\n\n## Essen\n\nEin sehr langer Satz.\n"
    [placed] = under_headings([Finding(Code.SENTENCE_TOO_LONG, "Der Satz ist zu lang.", line=11)], text)
    assert "Unter „Essen“: Der Satz ist zu lang." in about_chapter(accepted(checked=(placed,))).body


def test_what_only_editors_can_mend_is_counted_in_the_authors_words() -> None:
    checked = [
        Finding(Code.PICTURE_RECORD, "Zu bilder/a.jpg steht nichts in bilder.yaml.", line=3),
        Finding(Code.TYPED_VALUE, "„7 Uhr“ ist getippt.", line=4),
    ]
    body = " ".join(about_chapter(accepted(checked=checked)).body.split())
    assert "Um 2 Stellen kümmert sich die Redaktion" in body
    assert "yaml" not in body
    assert "Rolle" not in body


@pytest.mark.parametrize(
    "words", ["Mobil 0171 1234567", "frau.muster@gmx.de", "Frau Muster hilft", "Claudia Muster hilft"]
)
def test_persons_come_first_and_keep_the_proposal_a_draft(words: str) -> None:
    message = about_chapter(accepted(document=Document((Paragraph((Text(words),)),))))
    assert message.title == "Erst klären: Neues Kapitel: Hort"
    assert message.is_draft
    assert message.body.startswith("## Erst klären, dann zusammenführen")


def test_a_photograph_is_asked_about_first() -> None:
    photo = Figure(Image("bilder/hort.jpg", "Kinder im Hort"))
    body = " ".join(about_chapter(accepted(document=Document((photo,)))).body.split())
    assert "Das Foto „Kinder im Hort“: Wem gehört es? Wer ist darauf zu sehen? Dürfen wir es zeigen?" in body


def test_a_drawing_shows_nobody() -> None:
    assert not about_chapter(accepted(document=Document((Figure(Image("bilder/weg.png", "Weg")),)))).is_draft


def test_the_message_asks_whether_the_title_is_right() -> None:
    assert "Stimmt das?" in about_chapter(accepted()).body
