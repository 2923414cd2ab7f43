"""Each check's question, answered on guides of a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from picture_makers import with_chunk
from ratgeber_tools.checks import (
    CHECKS,
    alternative_texts,
    front_matter,
    heading_levels,
    links,
    pictures,
    placeholders,
    reading,
    references,
    run_checks,
    table_grids,
    table_headers,
    targets,
    titles,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, load

KLEIN = Path(__file__).parent.parent / "guides" / "klein"
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"
#: Something for each question about language, tables, headings and pictures.
LANGUAGE = """# Das ist.

Frau Musterfrau schreibt unverzüglich den Schüler*innen bzw. dem XYZ, und das wird bis zum 1. März gemacht.

Dieser Satz hat mehr Wörter als er haben soll und hört nicht auf, obwohl er schon lange aufhören könnte und müsste.

| Nur |
|---|
| Schuleingangsuntersuchung |

![Ein Bild](bilder/klein.png)

Wrtx
"""
#: A white pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
HEAD_LINES = HEAD.count("\n")


def guide(folder: Path, **chapters: str) -> Guide:
    for name, text in chapters.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(folder)


def lines(findings: object) -> list[int | None]:
    assert hasattr(findings, "__iter__")
    return [finding.line for finding in findings if isinstance(finding, Finding)]


def test_the_small_guide_has_nothing_to_mend() -> None:
    assert run_checks(load(KLEIN)) == []


def test_every_check_finds_something_in_a_bad_guide(tmp_path: Path) -> None:
    (tmp_path / "kodiert.md").write_bytes(b"---\nstatus: entwurf\nzustaendig: x\nstand: 1.1.2026\n---\n# \xe4\n")
    (tmp_path / "daten").mkdir()
    (tmp_path / "daten" / "fakten.yaml").write_text("a: b: c\n", encoding="utf-8")
    town = "ortsnamen: [Tief]\nteile: [{ordner: nirgends}]\n"
    (tmp_path / "daten" / "kommune.yaml").write_text(town, encoding="utf-8")
    (tmp_path / "daten" / "anlaufstellen.yaml").write_text("polizei: {name: Polizei, art: Notfall}\n", encoding="utf-8")
    (tmp_path / "daten" / "film.yaml").write_text("film: {name: Film, datei: fehlt.mp4}\n", encoding="utf-8")
    bad = guide(
        tmp_path,
        a="(z)=\n# A\n\n#### Tief\n\n![](fehlt.png)\n\n:::{tabelle}\n- - a\n- - b\n  - c\n:::\n\n"
        "[x](nirgends.md) {begriff}`Wort` TODO [d](daten/fakten.yaml)\n\n<div>HTML</div>\n",
        b="(z)=\nkein Titel\n\n" + "Zuständigkeitsregelungen berücksichtigen Voraussetzungen. " * 40 + "\n",
        c=LANGUAGE,
        d="---\nkurzadresse: hort\n---\n# D\n\n:::{konflikt}\nso oder so\n:::\n",
        e="---\nkurzadresse: hort\n---\n# E\n",
        f="# F\n\n:::{tipp}\n:::\n\n:::{glossar}\nText.\n:::\n\nWort[^1].\n\n:::{termine}\n:schuljahr: bald\n:::\n",
        index="# R\n\n```{toctree}\na\n```\n",
        **{"sprachen__de-einfach__h": "# H\n\nEin Satz. Noch ein Satz.\n"},
        g="# Notfall\n\n{kontakt}`polizei telefon`\n\nText folgt noch.\n",
        h="# H\n\n:::{entscheidung}\nOhne Antwort?\n:::\n",
    )
    (tmp_path / "daten" / "suchwoerter.yaml").write_text("a: a\n", encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "klein.png").write_bytes(with_chunk(PNG, b"tEXt", b"Comment\0aufgenommen vor dem Haus"))
    (tmp_path / "bilder" / "Klein.png").write_bytes(PNG)
    (tmp_path / "redaktion").mkdir()
    (tmp_path / "redaktion" / "amtsdeutsch.yaml").write_text("unverzüglich: sofort\n", encoding="utf-8")
    (tmp_path / "sprachen" / "uk").mkdir(parents=True)
    (tmp_path / "sprachen" / "uk" / "weg.yaml").write_text("sprache: uk\nkapitel: weg\nsaetze: []\n", encoding="utf-8")
    silent = [check.__module__ for check in CHECKS if not list(check(bad))]
    assert silent == []


def test_findings_are_sorted_and_none_is_told_twice(tmp_path: Path) -> None:
    bad = guide(tmp_path, b=HEAD + "# B\n\nTODO TODO\n", a=HEAD + "# A\n\n???\n\nTODO\n")
    findings = run_checks(bad)
    assert [(finding.path and finding.path.name, finding.line) for finding in findings] == [
        ("a.md", HEAD_LINES + 3),
        ("a.md", HEAD_LINES + 5),
        ("b.md", HEAD_LINES + 3),
    ]


# ------------------------------------------------------------------------------------------------ head, title


def test_an_index_needs_no_head_and_a_chapter_does(tmp_path: Path) -> None:
    findings = list(front_matter.check(guide(tmp_path, index="# A", teil__index="# B", teil__k="# C")))
    assert [(finding.code, finding.path and finding.path.name) for finding in findings] == [
        (Code.FRONT_MATTER_MISSING, "k.md")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n## B\n", []),
        ("% Notiz\n\n(ziel)=\n# A\n", []),
        ("Setext\n===\n", []),
        ("## B\n\n### C\n", [1]),
        ("", [1]),
        ("Davor.\n\n# A\n", [1]),
        ("# A\n\nText\n\n# B\n", [5]),
        ("#\n\nText\n", [1]),
        ("# A {#ziel}\n\nText\n", []),
    ],
)
def test_a_chapter_begins_with_exactly_one_title(tmp_path: Path, text: str, expected: list[int]) -> None:
    assert lines(titles.check(guide(tmp_path, a=text))) == expected


def test_a_skipped_level_is_named_with_both_levels(tmp_path: Path) -> None:
    findings = list(heading_levels.check(guide(tmp_path, a="# A\n\n### Zu tief\n\n## Gut\n\n### Gut\n\n# Gut\n")))
    assert lines(findings) == [3]
    assert "Zu tief" in findings[0].text
    assert "Ebene 3" in findings[0].text


@pytest.mark.parametrize("text", [":::{tipp}\n## X\n:::\n", "- ## X\n", "> ## X\n"])
def test_a_heading_inside_something_is_named(tmp_path: Path, text: str) -> None:
    findings = list(heading_levels.check(guide(tmp_path, a=f"# A\n\n{text}")))
    assert [finding.code for finding in findings] == [Code.BLOCK_MISUSED]


# --------------------------------------------------------------------------------------------------- pictures


def test_a_picture_needs_words_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "da ist.png").write_bytes(b"x")
    text = (
        "# A\n\n"
        "![Gut](../bilder/da%20ist.png)\n\n"
        "![](/bilder/da%20ist.png)\n\n"
        "![BITTE BESCHREIBEN](weg.png)\n\n"
        ":::{abbildung} ../bilder/da ist.png\nTitel\n:::\n\n"
        "![Fremd](https://example.org/x.png)\n"
    )
    checked = guide(tmp_path, teil__a=text)
    assert lines(alternative_texts.check(checked)) == [5, 7, 9]
    assert lines(pictures.check(checked)) == [7, 13]


# ----------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("table", "is_good"),
    [
        ("| a | b |\n|---|---|\n| c | d |\n", True),
        ("| | |\n|---|---|\n| c | d |\n", False),
        (":::{tabelle}\n:kopfzeilen: 1\n\n- - a\n- - b\n:::\n", True),
        (":::{tabelle}\n:kopfzeilen: 1\n:breiten: 100\n\n- - a\n- - b\n:::\n", True),
        (":::{tabelle}\n:kopfspalten: 1\n\n- - a\n  - b\n- - c\n  - d\n:::\n", False),
        ("```{list-table}\n:header-rows: 1\n\n* - a\n* - b\n```\n", True),
        ("```{list-table}\n* - a\n* - b\n```\n", False),
    ],
)
def test_a_table_needs_a_header_row(tmp_path: Path, table: str, is_good: bool) -> None:
    found = lines(table_headers.check(guide(tmp_path, a=f"# A\n\n{table}")))
    assert found == ([] if is_good else [3])


def test_an_uneven_table_is_named_with_the_line_of_the_row(tmp_path: Path) -> None:
    table = ":::{tabelle}\n:kopfzeilen: 1\n\n- - a\n  - b\n- - c\n- - {spalten=2} d\n:::\n"
    assert lines(table_grids.check(guide(tmp_path, a=f"# A\n\n{table}"))) == [8]


# ------------------------------------------------------------------------------------------- links, references


@pytest.mark.parametrize(
    "target",
    [
        "#hier", "#HIER", "#ueber-uns", "teil/b.md", "teil/b", "./teil/b.md#dort", "/teil/b.md#ein-absatz", "#dort",
        "https://example.org/x#y", "mailto:amt@example.org", "tel:+49340", "datei.pdf", "dort",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_fine(tmp_path: Path, target: str) -> None:
    (tmp_path / "datei.pdf").write_bytes(b"x")
    text = f"(hier)=\n# Über uns\n\n[x]({target})\n"
    checked = guide(tmp_path, a=text, teil__b="# B\n\n(dort)=\n## Dort\n\n## Ein Absatz\n")
    assert list(links.check(checked)) == []


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("teil/c.md", "Meinten Sie „teil/b.md“?"),
        ("b.md", "Die Datei „b.md“ gibt es nicht."),
        ("teil/b.md#drot", "In teil/b.md gibt es „#drot“ nicht. Meinten Sie „dort“?"),
        ("#ein-absatz", "aber in teil/b.md"),
        ("#nichts-davon", "„#nichts-davon“ gibt es nicht."),
        ("ftp://example.org/x", "darf der Ratgeber nicht verweisen"),
        ("//example.org/x", "darf der Ratgeber nicht verweisen"),
        ("../../draussen.md", "gibt es nicht"),
    ],
)
def test_a_broken_link_says_what_is_missing(tmp_path: Path, target: str, words: str) -> None:
    checked = guide(tmp_path, a=f"# A\n\nText\n[x]({target})\n", teil__b="# B\n\n(dort)=\n## Dort\n\n## Ein Absatz\n")
    findings = list(links.check(checked))
    assert lines(findings) == [4]
    assert words in findings[0].text


def test_roles_must_find_what_they_refer_to(tmp_path: Path) -> None:
    text = (
        "(ziel)=\n# A\n\n{begriff}`Hort` {begriff}`Horte <HORT>` {ref}`ziel` {numref}`ziel` {doc}`a`\n\n"
        "{begriff}`Hordt`\n{ref}`x <zeil>`\n{numref}`nichts`\n{doc}`/b`\n"
    )
    checked = guide(tmp_path, a=text, g="# G\n\n:::{glossar}\nHort\n: x\n:::\n")
    findings = list(references.check(checked))
    assert lines(findings) == [6, 7, 8, 9]
    assert "Meinten Sie „hort“?" in findings[0].text
    assert "Meinten Sie „ziel“?" in findings[1].text


def test_a_target_has_one_place_in_the_whole_guide(tmp_path: Path) -> None:
    checked = guide(tmp_path, a="(x)=\n# A\n\n(y)=\n## B\n\n(y)=\n## C\n", b="(X)=\n# B\n")
    findings = list(targets.check(checked))
    assert [(finding.path and finding.path.name, finding.line) for finding in findings] == [("a.md", 7), ("b.md", 1)]


# ----------------------------------------------------------------------------------------------- left-overs


@pytest.mark.parametrize(
    "line",
    ["TODO", "Hier XXX noch", "Preis: ???", "tbd", "Lorem ipsum dolor", "Und […] weiter", r"Und \[...\]", "FIXME: x",
     "BITTE BESCHREIBEN"],
)  # fmt: skip
def test_a_placeholder_is_found(tmp_path: Path, line: str) -> None:
    assert lines(placeholders.check(guide(tmp_path, a=f"# A\n\n{line}\n"))) == [3]


@pytest.mark.parametrize(
    "text",
    [
        "Die Todo-Liste hilft.",
        "Wirklich?? Ja!",
        "Seite XX im Heft",
        "`TODO` heißt das im Formular",
        "https://example.org/TODO",
        "% TODO für später",
        ":::{redaktionsnotiz}\nTODO klären\n:::",
        "```\nTODO\n```",
        "![BITTE BESCHREIBEN](x.png)",
        "[…](x.md) ist ein Verweis"[3:],
    ],
)
def test_what_only_looks_like_a_placeholder_is_left_alone(tmp_path: Path, text: str) -> None:
    assert lines(placeholders.check(guide(tmp_path, a=f"# A\n\n{text}\n"))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>x</div>", [3]),
        ("Ein <b>fettes</b> Wort", [3]),
        ("Zeile<br>Zeile", []),
        ("`<b>` ist Code", []),
        ("<https://example.org/> ist ein Verweis", []),
        ("<!-- <b>Notiz</b> -->", []),
        ("% <b>", []),
        ("3 < 5 und 7 > 6", []),
    ],
)
def test_html_is_found_because_no_edition_would_show_it(tmp_path: Path, text: str, expected: list[int]) -> None:
    found = [each for each in reading.check(guide(tmp_path, a=f"# A\n\n{text}\n")) if each.code is Code.RAW_MARKUP]
    assert list(dict.fromkeys(lines(found))) == expected


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Ä".encode("latin-1"))
    assert [finding.code for finding in reading.check(load(tmp_path))] == [Code.ENCODING]
