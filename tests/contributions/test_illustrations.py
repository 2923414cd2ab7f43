from __future__ import annotations

from collections.abc import Mapping

import pytest

from picture_makers import emf, jpeg, png
from ratgeber_tools.contributions.illustrations import illustrate
from ratgeber_tools.contributions.rewriting import images
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Container,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Link,
    ListItem,
    Paragraph,
    Picture,
    Row,
    Strong,
    Table,
    Text,
)
from ratgeber_tools.errors import MissingProgramError
from ratgeber_tools.findings import Code

PICTURE = Image("a", "Ein Weg")


def shown(*blocks: Block, **notes: tuple[Block, ...]) -> Document:
    return Document(blocks, notes)


def supplied(**data: bytes) -> list[Picture]:
    return [Picture(name, content) for name, content in data.items()]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Text("Hier "), PICTURE)),
        Paragraph((Strong((Emphasis((PICTURE,)),)),)),
        Paragraph((Link("https://example.org", (PICTURE,)), CrossReference("x", (PICTURE,)))),
        Heading(2, (Text("Weg "), PICTURE)),
        Figure(PICTURE, (Text("Abb."),)),
        BulletList((ListItem((Paragraph((PICTURE,)),)),)),
        Table((Row((Cell((Paragraph((PICTURE,)),)),)),), caption=(PICTURE,)),
        BlockQuote((Container("tipp", (Figure(PICTURE),)),)),
        DefinitionList((Definition((PICTURE,), (Paragraph((PICTURE,)),)),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_picture_is_found_and_exchanged_wherever_it_stands(block: Block) -> None:
    done = illustrate(shown(block), supplied(a=png()), folder="bilder")
    [name] = done.files
    assert name.startswith("ein-weg-")
    assert name.endswith(".png")
    placed = [place.image for place in images(done.document)]
    assert placed
    assert set(placed) == {Image(f"bilder/{name}", "Ein Weg")}
    assert done.findings == ()


def test_a_picture_in_a_footnote_is_found_too() -> None:
    done = illustrate(shown(a=(Paragraph((PICTURE,)),)), supplied(a=png()), folder="bilder")
    assert len(done.files) == 1


def test_bytes_that_fit_are_written_as_they_came() -> None:
    done = illustrate(shown(Figure(PICTURE)), supplied(a=jpeg()), folder="bilder")
    assert list(done.files.values()) == [jpeg()]


def test_a_picture_shown_twice_is_written_once() -> None:
    done = illustrate(shown(Figure(PICTURE), Figure(Image("a", "Anders"))), supplied(a=png()), folder="bilder")
    assert len(done.files) == 1


def test_a_picture_nobody_shows_is_not_written() -> None:
    assert illustrate(shown(Paragraph((Text("x"),))), supplied(a=png()), folder="bilder").files == {}


def test_a_missing_alternative_text_is_marked() -> None:
    document = shown(Heading(1, (Text("Schulweg"),)), Figure(Image("a", " ")))
    done = illustrate(document, supplied(a=png()), folder="bilder", alt_placeholder="BITTE BESCHREIBEN")
    assert [place.image.alt for place in images(done.document)] == ["BITTE BESCHREIBEN"]
    assert next(iter(done.files)).startswith("schulweg-")


def test_without_a_placeholder_the_alternative_text_stays_empty() -> None:
    done = illustrate(shown(Figure(Image("a", ""))), supplied(a=png()), folder="bilder")
    assert [place.image.alt for place in images(done.document)] == [""]
    assert next(iter(done.files)).startswith("bild-")


def test_a_file_that_is_no_picture_goes_and_its_caption_stays() -> None:
    document = shown(Figure(PICTURE, (Text("Unser Weg"),)), Paragraph((PICTURE,)), Figure(PICTURE))
    done = illustrate(document, supplied(a=b"MZ a program"), folder="bilder")
    assert done.document.blocks == (Paragraph((Text("Unser Weg"),)),)
    assert done.files == {}
    assert [(finding.code, finding.words) for finding in done.findings] == [(Code.PICTURE_DROPPED, "Ein Weg")] * 3


def test_a_picture_without_data_goes_with_a_report() -> None:
    done = illustrate(shown(Figure(PICTURE)), [], folder="bilder")
    assert done.document.blocks == ()
    assert [finding.code for finding in done.findings] == [Code.PICTURE_DROPPED]


def test_a_changed_picture_is_reported_as_changed() -> None:
    done = illustrate(shown(Figure(PICTURE)), supplied(a=jpeg(exif={0x013B: "Somebody"})), folder="bilder")
    [finding] = done.findings
    assert finding.code is Code.PICTURE_CHANGED
    assert "verborgene Angaben" in finding.text


def test_a_drawing_keeps_its_bytes_where_nothing_converts_it() -> None:
    done = illustrate(shown(Figure(PICTURE)), supplied(a=emf()), folder="bilder")
    [(name, data)] = done.files.items()
    assert (data, name.rpartition(".")[2]) == (emf(), "emf")


def test_a_drawing_becomes_a_png_where_something_converts_it() -> None:
    def convert(drawings: Mapping[str, bytes]) -> Mapping[str, bytes]:
        assert drawings == {"a": emf()}
        return {"a": png()}

    done = illustrate(shown(Figure(PICTURE)), supplied(a=emf(), b=png()), folder="bilder", convert_drawings=convert)
    assert list(done.files.values()) == [png()]


def test_a_drawing_nobody_can_convert_goes_with_the_reason() -> None:
    def convert(drawings: Mapping[str, bytes]) -> Mapping[str, bytes]:
        raise MissingProgramError("LibreOffice fehlt.")

    document = shown(Figure(PICTURE, (Text("Plan"),)), Figure(Image("b", "Foto")))
    done = illustrate(document, supplied(a=emf(), b=png()), folder="bilder", convert_drawings=convert)
    assert len(done.files) == 1
    assert [finding.code for finding in done.findings] == [Code.PICTURE_DROPPED]
    assert "LibreOffice fehlt." in done.findings[0].text
