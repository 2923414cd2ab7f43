"""Each question about language, answered on chapters of a few lines: what it finds, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.checks import (
    abbreviations,
    gendering,
    heading_words,
    long_words,
    officialese,
    passive,
    sentence_lengths,
    table_shapes,
    typed_values,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, load

Check = Callable[[Guide], Iterator[Finding]]


def find(folder: Path, check: Check, text: str, **lists: str) -> list[Finding]:
    (folder / "kapitel.md").write_text(f"# Kapitel\n\n{text}\n", encoding="utf-8")
    (folder / "redaktion").mkdir(exist_ok=True)
    for name, words in lists.items():
        suffix = "txt" if name == "woerter" else "yaml"
        (folder / "redaktion" / f"{name}.{suffix}").write_text(words, encoding="utf-8")
    return list(check(load(folder)))


def codes(findings: list[Finding]) -> list[Code]:
    return [finding.code for finding in findings]


# ------------------------------------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    ("words", "expected"),
    [(18, []), (19, [Code.SENTENCE_LONG]), (20, [Code.SENTENCE_LONG]), (21, [Code.SENTENCE_TOO_LONG])],
)
def test_a_sentence_of_more_than_15_words_is_a_hint_and_of_more_than_20_a_warning(
    tmp_path: Path, words: int, expected: list[Code]
) -> None:
    assert codes(find(tmp_path, sentence_lengths.check, "Wort " * (words - 1) + "Ende.")) == expected


def test_a_long_sentence_is_found_in_its_own_line(tmp_path: Path) -> None:
    text = "Kurz ist gut.\n" + "Lang " * 17 + "ist nicht gut.\nWieder kurz."
    assert [finding.line for finding in find(tmp_path, sentence_lengths.check, text)] == [4]


def test_the_sentence_of_a_fact_is_measured_and_found_at_its_entry(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", fakten=f"\nlang:\n  titel: T\n  zustaendig: amt\n  wortlaut: {'Wort ' * 21}\n")
    (finding,) = find(tmp_path, sentence_lengths.check, "Kurz.")
    assert (finding.path, finding.line) == (tmp_path / "daten" / "fakten.yaml", 2)


@pytest.mark.parametrize("box", [":::{redaktionsnotiz}\n{}\n:::", "```\n{}\n```", ":::{fremdsprache}\n{}\n:::"])
def test_notes_code_and_other_languages_are_not_measured(tmp_path: Path, box: str) -> None:
    assert find(tmp_path, sentence_lengths.check, box.replace("{}", "Wort " * 30)) == []


def test_headings_and_cells_are_no_sentences(tmp_path: Path) -> None:
    text = f"## {'Wort ' * 22}\n\n| A |\n|---|\n| {'Wort ' * 22} |"
    assert find(tmp_path, sentence_lengths.check, text) == []


# ---------------------------------------------------------------------------------------------------- words


def test_a_long_word_is_told_once_unless_the_glossary_explains_it(tmp_path: Path) -> None:
    text = "Schuleingangsuntersuchung, Schuleingangsuntersuchung und Sonderpädagogik-Lehrkräfte."
    assert len(find(tmp_path, long_words.check, text)) == 1
    text += "\n\n:::{glossar}\nSchuleingangsuntersuchung\n: Ein Termin.\n:::"
    assert find(tmp_path, long_words.check, text) == []


@pytest.mark.parametrize(
    ("sentence", "participle"),
    [
        ("Ein Bescheid wird erteilt.", "erteilt"),
        ("Die Kinder werden untersucht.", "untersucht"),
        ("Ihr Kind wurde angemeldet.", "angemeldet"),
        ("Das wird geprüft, sagt das Amt.", "geprüft"),
        ("Sie werden informiert.", "informiert"),
        ("Ihr Kind wird sechs.", ""),
        ("Wer gesund wird, geht wieder hin.", ""),
        ("Wird es Zeit, gegen Masern zu impfen?", ""),
        ("Ihr Kind wird mit dem folgenden Jahr schulpflichtig.", ""),
        ("Das Amt prüft, was Ihr Kind braucht.", ""),
        ("Das Amt wird nach den geänderten Regeln und gesetzlichen Fristen fragen.", ""),
        ("Es wird kalt, wenn Sie gesagt haben, was los ist.", ""),
    ],
)
def test_a_sentence_that_hides_who_acts_is_a_hint(tmp_path: Path, sentence: str, participle: str) -> None:
    findings = find(tmp_path, passive.check, sentence)
    assert [finding.text.rpartition("(")[2] for finding in findings] == ([f"{participle})."] if participle else [])


LIST = "unverzüglich: sofort\nErziehungsberechtigte*: Eltern\nim Rahmen: weglassen\n"


@pytest.mark.parametrize(
    ("sentence", "better"),
    [
        ("Melden Sie das unverzüglich.", ["sofort"]),
        ("Unverzüglich und im Rahmen der Regeln.", ["sofort", "weglassen"]),
        ("Die Erziehungsberechtigten kommen.", ["Eltern"]),
        ("Im Bilderrahmen hängt ein Plan.", []),
        ("Der Rahmen ist rot.", []),
    ],
)
def test_officialese_gets_the_better_word_of_the_list(tmp_path: Path, sentence: str, better: list[str]) -> None:
    findings = find(tmp_path, officialese.check, sentence, amtsdeutsch=LIST)
    assert [finding.text.partition("Besser: ")[2] for finding in findings] == [f"{word}." for word in better]


def test_a_word_of_the_glossary_is_no_officialese(tmp_path: Path) -> None:
    text = "Die Erziehungsberechtigten kommen.\n\n:::{glossar}\nErziehungsberechtigten\n: Eltern.\n:::"
    assert find(tmp_path, officialese.check, text, amtsdeutsch=LIST) == []


def test_a_line_of_the_list_without_a_better_word_is_a_finding(tmp_path: Path) -> None:
    (finding,) = find(tmp_path, officialese.check, "Text.", amtsdeutsch="zeitnah: bald\nseitens:\n")
    assert (finding.code, finding.line) == (Code.DATA_VALUE, 2)


@pytest.mark.parametrize(
    "word",
    [
        "Schüler*innen", "Lehrer:innen", "Erzieher_innen", "SchülerInnen", "Schüler/innen", "Schüler/-innen",
        "Lehrer(in)", "der/die", "Schüler*in", "jede*r", "Er/sie",
    ],
)  # fmt: skip
def test_a_sign_inside_a_word_is_found(tmp_path: Path, word: str) -> None:
    (finding,) = find(tmp_path, gendering.check, f"Hier steht {word} im Satz.")
    assert word in finding.text


@pytest.mark.parametrize(
    "text",
    [
        "Schülerinnen und Schüler", "Montag/Dienstag", "und/oder", "Achtung: in der Schule", "*Lehrerin*", "LittleBird",
        "In der Schule", "Uhrzeit 7:30", "eine Ärztin oder ein Arzt", "Klasse 5/6", "WhatsApp",
        "LinkedIn", "datei_en", "stadt.example/en", "`Schüler*innen`",
    ],
)  # fmt: skip
def test_pairs_and_other_signs_are_left_alone(tmp_path: Path, text: str) -> None:
    assert find(tmp_path, gendering.check, text) == []


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Das gilt z. B. hier.", "zum Beispiel"),
        ("Das gilt z.B. hier.", "zum Beispiel"),
        ("Mutter bzw. Vater.", "oder"),
        ("Kita, Hort usw.", "und so weiter"),
    ],
)
def test_an_abbreviation_is_told_in_full(tmp_path: Path, text: str, full: str) -> None:
    (finding,) = find(tmp_path, abbreviations.check, text)
    assert finding.code is Code.ABBREVIATION
    assert finding.text.endswith(f"Schreiben Sie: {full}.")


@pytest.mark.parametrize("text", ["§ 64 Abs. 2 Nr. 1, Schulgesetz", "Das ist der Plan.", "am 3. 4.", "Kl. steht hier"])
def test_laws_keep_their_abbreviations(tmp_path: Path, text: str) -> None:
    expected = [Code.ABBREVIATION] if text.startswith("Kl.") else []
    assert codes(find(tmp_path, abbreviations.check, text)) == expected


def test_a_word_of_capitals_is_told_once_a_chapter_where_nobody_explains_it(tmp_path: Path) -> None:
    assert codes(find(tmp_path, abbreviations.check, "Fragen Sie das SPZ.\nDas SPZ hilft.")) == [Code.ACRONYM]


@pytest.mark.parametrize(
    "text",
    [
        "Das Sozialpädiatrische Zentrum (SPZ) hilft. Das SPZ ist da.",
        "Es heißt kurz SPZ.",
        "Abgekürzt heißt es SPZ.",
        "Fragen Sie das SPZ.\n\n:::{glossar}\nZentrum\n: Abgekürzt heißt es SPZ.\n:::",
    ],
)
def test_an_explained_word_of_capitals_is_left_alone(tmp_path: Path, text: str) -> None:
    assert find(tmp_path, abbreviations.check, text) == []


def test_a_word_of_the_editors_list_needs_no_explanation(tmp_path: Path) -> None:
    assert find(tmp_path, abbreviations.check, "Ein PDF.", woerter="PDF\n") == []


# --------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    "value",
    ["1. März", "1. März 2027", "01.03.2027", "1.3.2027", "01.03.27",
     "März 2027", "3 Euro", "2.000 €", "10 000 €", "3,50 Euro",
     "0340 204-2040", "+49 340 2042040"],
)  # fmt: skip
def test_a_value_that_can_go_stale_comes_from_the_data(tmp_path: Path, value: str) -> None:
    (finding,) = find(tmp_path, typed_values.check, f"Das gilt für {value} in der Schule.")
    assert f"„{value}“" in finding.text


@pytest.mark.parametrize("text", ["bis 1.3. melden", "bis zum 1.3. melden", "Am 1.3. geht es los"])
def test_a_day_without_a_year_is_one_behind_a_word_of_time(tmp_path: Path, text: str) -> None:
    assert codes(find(tmp_path, typed_values.check, text)) == [Code.TYPED_VALUE]


@pytest.mark.parametrize(
    "text",
    [
        "im März", "Klasse 5", "7.30 Uhr", "6 Jahre", "die 3. Klasse", "112 oder 116 111", "Sagen Sie: „Am 1. März.“",
        "{fakt}`anmeldefrist`", "ein paar Euro", "3. Sie fragen nach.",
        "Punkt 1.2. gilt", "Version 2.0.", "Punkt 2.4.10", "§ 1.2.3",
    ],
)  # fmt: skip
def test_what_does_not_go_stale_may_be_typed(tmp_path: Path, text: str) -> None:
    assert find(tmp_path, typed_values.check, text) == []


# ----------------------------------------------------------------------------------------- headings, tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Gut\n\n## Auch gut?", []),
        ("## Nicht gut.", [3]),
        ("## Gleich\n\n## gleich", [5]),
        ("## A\n\n### Gleich\n\n## B\n\n### Gleich", []),
        ("## " + "x" * 61, [3]),
    ],
)
def test_a_heading_is_short_and_no_sentence_and_the_only_one_of_its_kind(
    tmp_path: Path, text: str, expected: list[int]
) -> None:
    assert [finding.line for finding in find(tmp_path, heading_words.check, text)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("| A | B |\n|---|---|\n| a | b |", ""),
        ("| A | B |\n|---|---|\n| a | {fakt}`x` |", ""),
        ("| A |\n|---|\n| a |", "nur eine Spalte"),
        ("| A | B |\n|---|---|\n| a | |", "Zelle ist leer"),
        ("|A|B|C|D|E|F|\n|---|---|---|---|---|---|\n|a|b|c|d|e|f|", "6 Spalten"),
    ],
)
def test_a_table_fits_a_phone_and_has_no_empty_cell(tmp_path: Path, text: str, words: str) -> None:
    findings = find(tmp_path, table_shapes.check, text)
    assert len(findings) == bool(words)
    assert all(words in finding.text for finding in findings)
