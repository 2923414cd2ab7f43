"""A merged document goes back into its source: what nobody changed keeps its bytes."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from random_edits import edited
from ratgeber_tools.document import Document, iterate_blocks
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.patching import PatchError, patch, proven
from ratgeber_tools.writers import myst as writer
from strategies import documents
from thoroughness import examples

ROOT = Path(__file__).parents[3]
CHAPTERS = sorted((ROOT / "tests" / "guides").rglob("*.md"))

#: As a hand types it, unlike what our writer would write.
TYPED = """\
---
status:   entwurf
---

(anmeldung)=
Anmeldung
=========

Sie melden Ihr Kind im Rathaus an. Zwei Sätze in einer Zeile.

*  Ausweis
*  Geburtsurkunde,
   auch eine Kopie
    * beglaubigt

1) zuerst
2) danach

- [X] fertig
- [ ] offen

|Tag   | Zeit|
|:-----|----:|
|Montag|8 Uhr|
|Dienstag|9 Uhr|

````{tipp} Ein Titel
Im Kasten.

:::{wichtig}
Innen.
:::
````

Kita
: Ort für Kinder.

Hort
: Ort nach der Schule.[^1]

[^1]: Auch in den
    Ferien.

> Ein Zitat.
weiter ohne Zeichen

Schluss.
"""


def read(text: str) -> Document:
    return reader.read(text).document


def patched(source: str, *changes: tuple[str, str]) -> str:
    """Return `source` with the document that `changes` of the text make of it."""
    text = source
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    result = patch(source.encode(), read(text)).decode()
    assert read(result) == read(text)
    return result


def changed_lines(source: str, result: str) -> list[str]:
    lines = difflib.ndiff(source.splitlines(), result.splitlines())
    return sorted(line for line in lines if line[0] in "+-")


def test_a_document_that_did_not_change_keeps_every_byte() -> None:
    assert patched(TYPED) == TYPED


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("Schluss.", "Ende.", ["- Schluss.", "+ Ende."]),
        ("Ausweis", "Pass", ["- *  Ausweis", "+ *  Pass"]),
        ("beglaubigt", "echt", ["-     * beglaubigt", "+     * echt"]),
        ("danach", "dann", ["- 2) danach", "+ 2) dann"]),
        ("[ ] offen", "[x] offen", ["- - [ ] offen", "+ - [x] offen"]),
        ("|8 Uhr|", "|7 Uhr|", ["- |Montag|8 Uhr|", "+ | Montag | 7 Uhr |"]),
        ("Im Kasten.", "Im Kästchen.", ["- Im Kasten.", "+ Im Kästchen."]),
        ("Innen.", "Drinnen.", ["- Innen.", "+ Drinnen."]),
        ("Kita\n", "Kindergarten\n", ["- Kita", "+ Kindergarten"]),
        ("Ort für Kinder", "Haus für Kinder", ["- : Ort für Kinder.", "+ : Haus für Kinder."]),
        ("Ferien.", "Ferienzeit.", ["- [^1]: Auch in den", "-     Ferien.", "+ [^1]: Auch in den Ferienzeit."]),
    ],
)
def test_a_changed_word_changes_the_lines_of_its_own_block_only(old: str, new: str, lines: list[str]) -> None:
    assert changed_lines(TYPED, patched(TYPED, (old, new))) == sorted(lines)


def test_a_new_item_takes_the_sign_of_its_list_and_the_numbers_go_on() -> None:
    assert "*  Ausweis\n*  Foto\n*  Geburtsurkunde" in patched(TYPED, ("*  Geburt", "*  Foto\n*  Geburt"))
    assert "1) zuerst\n2) mitten\n3) danach\n" in patched(TYPED, ("2) danach", "2) mitten\n3) danach"))


def test_a_deleted_block_goes_with_the_lines_around_it() -> None:
    result = patched(TYPED, ("Sie melden Ihr Kind im Rathaus an. Zwei Sätze in einer Zeile.\n\n", ""))
    assert changed_lines(TYPED, result) == ["- ", "- Sie melden Ihr Kind im Rathaus an. Zwei Sätze in einer Zeile."]


def test_a_new_block_stands_between_blank_lines() -> None:
    assert "1) zuerst\n2) danach\n\nNeu.\n\n- [X] fertig" in patched(TYPED, ("- [X] fertig", "Neu.\n\n- [X] fertig"))


def test_a_moved_block_keeps_its_lines() -> None:
    box = TYPED[TYPED.index("````{tipp}") : TYPED.index("Kita\n")]
    result = patched(TYPED, (box, ""), ("Schluss.\n", f"Schluss.\n\n{box}"))
    assert result.endswith(f"Schluss.\n\n{box.rstrip()}\n")


def test_a_box_in_a_box_lengthens_the_fence_around_it() -> None:
    source = ":::{tipp}\nWorte.\n\nMehr.\n:::\n"
    merged = read("::::{tipp}\nWorte.\n\n:::{konflikt}\nEins\n:::\n::::\n")
    result = patch(source.encode(), merged).decode()
    assert result == "::::{tipp}\nWorte.\n\n:::{konflikt}\nEins\n:::\n::::\n"


def test_line_ends_and_byte_order_mark_stay_as_they_are() -> None:
    source = "\ufeff# A\r\n\r\nAlt.\r\n\r\nBleibt.\r\n"
    merged = read("# A\n\nNeu. Und noch.\n\nBleibt.\n")
    assert patch(source.encode(), merged).decode() == "\ufeff# A\r\n\r\nNeu.\r\nUnd noch.\r\n\r\nBleibt.\r\n"


def test_a_new_footnote_comes_at_the_end_and_a_deleted_one_goes() -> None:
    result = patched(TYPED, ("Im Kasten.", "Im Kasten.[^2]"), ("Schluss.\n", "Schluss.\n\n[^2]: Neu.\n"))
    assert result.endswith("Schluss.\n\n[^2]: Neu.\n")
    assert "Ferien" not in patched(TYPED, ("Schule.[^1]\n\n[^1]: Auch in den\n    Ferien.", "Schule."))


def test_a_chapter_without_blocks_takes_new_ones_below_its_head() -> None:
    assert patch(b"---\nstatus: entwurf\n---\n", replace(read("Neu.\n"), front_matter="status: entwurf")).decode() == (
        "---\nstatus: entwurf\n---\n\nNeu.\n"
    )


def test_what_cannot_be_written_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven, "_says", lambda one, other: False)
    with pytest.raises(PatchError, match="von Hand"):
        patch(b"Alt.\n", read("Neu.\n"))


@examples(80, by_night=150)
@given(st.sampled_from(CHAPTERS), st.integers(0, 10**6), st.integers(1, 4))
def test_any_edit_of_a_real_chapter_reads_as_meant_and_leaves_the_other_blocks_alone(
    path: Path, seed: int, edits: int
) -> None:
    source = path.read_bytes()
    ours = read(source.decode("utf-8-sig"))
    merged = edited(ours, seed=seed, edits=edits)
    assume(read(writer.write(merged)) == merged)
    result = patch(source, merged).decode("utf-8-sig")
    assert read(result) == merged
    lines = source.decode("utf-8-sig").splitlines()
    kept = {
        line for block in ours.blocks if block in merged.blocks and block.lines for line in lines[slice(*block.lines)]
    }
    assert kept <= set(result.splitlines())


@examples(20)
@given(documents(), st.integers(0, 10**6), st.integers(1, 3))
def test_any_edit_of_any_document_reads_as_meant(document: Document, seed: int, edits: int) -> None:
    source = writer.write(document)
    ours = read(source)
    assume(ours == document)
    merged = edited(ours, seed=seed, edits=edits)
    assume(read(writer.write(merged)) == merged)
    assert read(patch(source.encode(), merged).decode()) == merged
    assert all(block.lines for block in iterate_blocks(ours.blocks))
