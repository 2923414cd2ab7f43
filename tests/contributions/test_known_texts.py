"""Which texts a contribution may go on from is known from the runs of words it shares with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.contributions.known_texts import KnownTexts, Runs, runs_of, share
from ratgeber_tools.document import Document
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.readings import place_of, reading_of

SHORT = "Im Hort sind Kinder nach der Schule gut aufgehoben, bis sie abgeholt werden."
LONGER = f"{SHORT} Er hat bis 17 Uhr auf, freitags bis 16 Uhr, und in den Ferien den ganzen Tag."
OTHER = "Ein Antrag auf Ermäßigung liegt im Amt, und wer Fragen hat, ruft dort an."


def document(text: str) -> Document:
    return myst.read(text).document


def said(text: str) -> Runs:
    return runs_of(document(text))


@pytest.fixture
def texts(tmp_path: Path) -> KnownTexts:
    return KnownTexts(tmp_path)


def test_a_run_that_comes_twice_counts_twice() -> None:
    assert share(said("a b c"), said("a b c, a b c")) == pytest.approx(1 / 4)
    assert share(said("a b c, a b c"), said("a b c")) == 1


def near(texts: KnownTexts, text: str) -> list[tuple[str, str, float]]:
    return [(found.chapter, found.source, found.share) for found in texts.near(lambda: said(text))]


def test_the_text_of_which_most_is_there_comes_first_and_one_that_shares_nothing_never(texts: KnownTexts) -> None:
    texts.tell("hort/lang", "lang", document(LONGER))
    texts.tell("hort/kurz", "kurz", document(SHORT))
    texts.tell("antrag", "antrag", document(OTHER))
    first, second = near(texts, SHORT)
    assert first == ("hort/kurz", "kurz", 1)
    assert second == ("hort/lang", "lang", pytest.approx(11 / 28))


def test_what_was_kept_in_the_guide_is_known_and_what_is_told_comes_on_top(tmp_path: Path, texts: KnownTexts) -> None:
    reading = reading_of("antrag", document(OTHER), before=b"", after=OTHER.encode(), source="antrag")
    place = place_of(tmp_path, "beitrag-antrag", "0123456789abcdef")
    place.parent.mkdir(parents=True)
    place.write_bytes(reading.content())
    assert near(texts, f"{OTHER} {SHORT}") == [("antrag", "antrag", 1)]
    texts.tell("hort", "hort", document(SHORT))
    assert sorted(near(texts, f"{OTHER} {SHORT}")) == [("antrag", "antrag", 1), ("hort", "hort", 1)]


def test_a_guide_that_knows_nothing_asks_for_no_words(texts: KnownTexts) -> None:
    def never() -> Runs:
        raise AssertionError

    assert texts.near(never) == []


def test_a_damaged_file_is_named(tmp_path: Path, texts: KnownTexts) -> None:
    place = place_of(tmp_path, "beitrag-antrag", "0123456789abcdef")
    place.parent.mkdir(parents=True)
    place.write_bytes(b"{}")
    with pytest.raises(InputError, match="die Datei ist beschädigt"):
        texts.near(lambda: said(OTHER))
