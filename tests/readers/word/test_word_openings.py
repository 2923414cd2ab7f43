"""What a document opens with: its title, a letterhead, a by-line, the head of a mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import found, outline, p, package, r, read_body, read_bytes

from ratgeber_tools.findings import Code

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
BOLD, BIG = "<w:b/>", '<w:b/><w:sz w:val="40"/>'
SENTENCE = "Hier steht ein ganzer Absatz, der lang genug ist, um für jeden Leser laufender Text zu sein."


def with_title(folder: Path, title: str, body: str) -> Path:
    """Write a Word file whose properties call it `title`."""
    import io
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(body))) as source, zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "_rels/.rels":
                link = f'<Relationship Id="core" Type="{CORE_KIND}" Target="docProps/core.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
            target.writestr(name, content)
        target.writestr("docProps/core.xml", CORE.format(title))
    path = folder / "beitrag.docx"
    path.write_bytes(data.getvalue())
    return path


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Leitfaden Einschulung", "Leitfaden Einschulung"),
        ("Microsoft Word - Brief.docx", ""),
        ("Dokument1", ""),
        ("Beitrag zum Elternratgeber", ""),
        ("   ", ""),
    ],
)
def test_the_title_among_the_properties_is_one_that_somebody_gave(tmp_path: Path, written: str, title: str) -> None:
    path = with_title(tmp_path, written, p("Text."))
    assert read_bytes(tmp_path, path.read_bytes()).title == title


def test_a_first_heading_that_the_properties_call_the_title_is_it(tmp_path: Path) -> None:
    body = p("Schulstart", style="berschrift1") + p(SENTENCE) + p("Hort", style="berschrift1") + p("Text.")
    path = with_title(tmp_path, "Schulstart", body)
    assert outline(read_bytes(tmp_path, path.read_bytes())) == ["# Schulstart", SENTENCE, "## Hort", "Text."]


def test_a_first_heading_with_another_directly_below_is_the_title(tmp_path: Path) -> None:
    body = p("Schulstart", style="berschrift1") + p("Anmeldung", style="berschrift1") + p("Text.")
    body += p("Hort", style="berschrift1") + p("Text.")
    assert outline(read_body(tmp_path, body)) == ["# Schulstart", "## Anmeldung", "Text.", "## Hort", "Text."]


def test_a_line_set_larger_than_all_headings_is_the_title(tmp_path: Path) -> None:
    body = p(r("Schulstart", BIG)) + p("Anmeldung", style="berschrift1") + p(SENTENCE)
    body += p("Hort", style="berschrift1") + p("Text.")
    assert outline(read_body(tmp_path, body)) == ["# Schulstart", "## Anmeldung", SENTENCE, "## Hort", "Text."]


def test_a_letterhead_in_capitals_is_no_title(tmp_path: Path) -> None:
    body = p(r("STADT DESSAU-ROSSLAU")) + p(r("Amt für Bildung", BOLD)) + p(r("Merkblatt zur Einschulung", BIG))
    assert outline(read_body(tmp_path, body + p(SENTENCE)))[-2:] == ["# Merkblatt zur Einschulung", SENTENCE]


@pytest.mark.parametrize("line", ["Von Erika Muster", "Stand: März 2026", "Dessau-Roßlau, 3. März 2026", "März 2026"])
@pytest.mark.parametrize("first", [True, False])
def test_a_by_line_is_no_heading(tmp_path: Path, line: str, first: bool) -> None:
    title = p(r("Der Schulanfang", BIG))
    by_line = p(r(line, BOLD))
    lines = outline(read_body(tmp_path, (by_line + title if first else title + by_line) + p(SENTENCE)))
    assert [line for line in lines if line.startswith("#")] == ["# Der Schulanfang"]


def test_a_title_that_begins_like_a_by_line_is_one(tmp_path: Path) -> None:
    body = p(r("Von der Kita in die Schule", BIG)) + p(SENTENCE)
    assert outline(read_body(tmp_path, body))[0] == "# Von der Kita in die Schule"


MAIL = (
    p(r("Von:\tMuster, Erika")) + p(r("Gesendet:\tMontag, 2. März 2026 10:00")) + p(r("An:\tRedaktion"))
    + p(r("Betreff:\tAW: Neue Zeiten im Hort")) + p("Hallo,") + p(SENTENCE)
    + p("Mit freundlichen Grüßen") + p("Erika Muster") + p("Telefon 0340 123")
)  # fmt: skip


def test_the_head_and_the_signature_of_a_mail_are_left_out_and_told_in_full(tmp_path: Path) -> None:
    result = read_body(tmp_path, MAIL)
    assert outline(result) == ["Hallo,", SENTENCE]
    assert result.title == "Neue Zeiten im Hort"
    head, signature = found(result, Code.CONTENT_DROPPED)
    assert "Muster, Erika" in head.words
    assert "Erika Muster Telefon 0340 123" in signature.words


def test_a_quoted_mail_stays_and_is_said(tmp_path: Path) -> None:
    quoted = p("-----Ursprüngliche Nachricht-----") + p("Die Zeiten haben sich geändert.")
    result = read_body(tmp_path, MAIL + quoted)
    assert outline(result)[-1] == "Die Zeiten haben sich geändert."
    assert any("zitierte E-Mail" in finding.text for finding in found(result, Code.CONTENT_REVIEW))


def test_a_letter_keeps_its_end_and_is_asked_about(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(SENTENCE) + p("Mit freundlichen Grüßen") + p("Erika Muster"))
    assert outline(result)[-1] == "Erika Muster"
    assert "wie ein Brief" in found(result, Code.CONTENT_REVIEW)[0].text


def test_taken_literally_a_mail_is_text(tmp_path: Path) -> None:
    assert len(outline(read_body(tmp_path, MAIL, repair=False))) == 9
