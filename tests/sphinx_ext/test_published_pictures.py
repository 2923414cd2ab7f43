"""What a picture's file says beside the picture reaches no edition, and nothing in a drawing acts by itself."""

from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin
from sphinx.errors import ExtensionError

from picture_makers import with_chunk
from sphinx_ext.data.data_guide import page_guide
from sphinx_ext.sphinx_building import HEAD, Built, build

#: Stands in every hiding place; what is published is searched for it, inside streams of a PDF as well.
SECRET = b"Haustuer-51.8331-12.2405"
SCRIPT = b"boese_skript"
FORMATS = ("jpg", "png", "gif", "webp", "svg")


def photo(width: int = 60, height: int = 40, *, turned: bool = False) -> bytes:
    """Return a JPEG, red on its left half, with EXIF, GPS, XMP, IPTC, a comment, and bytes after its end."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height))
    tags = Image.Exif()
    tags[0x010E] = SECRET.decode()
    tags[0x013B] = SECRET.decode()
    if turned:
        tags[0x0112] = 6  # to be turned by 90 degrees clockwise
    tags.get_ifd(0x8825)[2] = (51.0, 49.0, 59.1)
    tags.get_ifd(0x8825)[29] = SECRET.decode()
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, exif=tags, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    data = buffer.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + (len(SECRET) + 5).to_bytes(4, "big") + b"\x1c\x02\x78\x00\x18"
    segment = iptc + SECRET
    return data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:] + SECRET


def drawing(more: str = "") -> bytes:
    hidden = base64.b64encode(photo(20, 10)).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40">'
        f"<!-- {SECRET.decode()} --><metadata>{SECRET.decode()}</metadata><script>{SCRIPT.decode()}()</script>"
        f'<rect width="80" height="40" fill="#336699" onload="{SCRIPT.decode()}()"/>'
        f'<image href="https://{SCRIPT.decode()}.example/a.png"/>'
        f'<a xlink:href="javascript:{SCRIPT.decode()}()"><circle r="4"/></a>'
        f'<style>@import "https://{SCRIPT.decode()}.example/a.css";</style>'
        f'<image width="20" height="10" href="data:image/jpeg;base64,{hidden}"/>{more}</svg>'
    ).encode()


def in_format(suffix: str) -> bytes:
    if suffix == "jpg":
        return photo()
    if suffix == "svg":
        return drawing()
    image = Image.new("RGB", (60, 40), "blue")
    tags = Image.Exif()
    tags[0x010E] = SECRET.decode()
    buffer = io.BytesIO()
    if suffix == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        image.save(buffer, "PNG", pnginfo=texts, exif=tags)
        return with_chunk(buffer.getvalue(), b"geHM", SECRET)
    if suffix == "gif":
        image.save(buffer, "GIF", comment=SECRET)
    else:
        image.save(buffer, "WEBP", exif=tags, xmp=SECRET)
    return buffer.getvalue()


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide that shows a picture of each format, and offers each for download."""
    folder = tmp_path / "ratgeber"
    (folder / "bilder").mkdir(parents=True)
    for suffix in FORMATS:
        data = in_format(suffix)
        assert SECRET in data
        (folder / "bilder" / f"bild-{suffix}.{suffix}").write_bytes(data)
    shown = "\n".join(f"![Bild {suffix}](bilder/bild-{suffix}.{suffix})\n" for suffix in FORMATS)
    block = ":::{abbildung} bilder/bild-jpg.jpg\n:alt: Ein Hof\n:::\n"
    offered = "\n".join(f"{{download}}`Bild <bilder/bild-{suffix}.{suffix}>`\n" for suffix in FORMATS)
    (folder / "index.md").write_text(f"{HEAD}# Ratgeber\n\n{shown}\n{block}\n{offered}", encoding="utf-8")
    return folder


def published(built: Built) -> dict[str, bytes]:
    """Return every file of an edition by name; of a PDF all its streams, opened, and its metadata."""
    contents = {}
    for path in built.folder.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                for part in pdf.objects:
                    if isinstance(part, pikepdf.Stream):
                        data += part.read_raw_bytes()
                        if part.get("/Filter") in (None, "/FlateDecode"):
                            data += part.read_bytes()
                data += str(pdf.docinfo).encode()
        contents[path.relative_to(built.folder).as_posix()] = data
    return contents


@pytest.mark.parametrize("builder", ["html", "pdf", "print"])
def test_nothing_hidden_in_a_picture_reaches_an_edition(guide: Path, tmp_path: Path, builder: str) -> None:
    before = {path: path.read_bytes() for path in guide.rglob("*.*")}
    built = build(guide, tmp_path / "bau", builder=builder)
    contents = published(built)
    told = [name for name, data in contents.items() if SECRET in data or base64.b64encode(SECRET)[:-4] in data]
    acting = [name for name, data in contents.items() if SCRIPT in data]
    assert (told, acting) == ([], [])
    assert {path: path.read_bytes() for path in before} == before
    assert any(name.endswith((".jpg", ".pdf")) for name in contents)


def test_the_public_edition_gets_cleaned_pictures_too(guide: Path, tmp_path: Path) -> None:
    (tmp_path / "oeffentlich").mkdir()
    other = page_guide(tmp_path / "oeffentlich", "![Foto](bilder/bild-jpg.jpg) ![Plan](bilder/bild-svg.svg)\n")
    shutil.copytree(guide / "bilder", other.source / "bilder")
    contents = published(other.build(edition="oeffentlich"))
    assert [name for name, data in contents.items() if SECRET in data or SCRIPT in data] == []
    assert {Path(name).name for name in contents} >= {"bild-jpg.jpg", "bild-svg.svg"}


def test_every_picture_is_still_to_be_seen(guide: Path, tmp_path: Path) -> None:
    article = build(guide, tmp_path / "bau").article()
    for suffix in FORMATS:
        assert f'alt="Bild {suffix}"' in article


def test_a_photo_that_lies_on_its_side_is_published_upright(tmp_path: Path) -> None:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(photo(60, 40, turned=True))
    (folder / "index.md").write_text(f"{HEAD}# Ratgeber\n\n![Foto](foto.jpg)\n", encoding="utf-8")
    built = build(folder, tmp_path / "bau")
    with Image.open(built.folder / "_images" / "foto.jpg") as image:
        assert image.size == (40, 60)
        assert image.getexif() == {}
        top, bottom = image.getpixel((20, 5)), image.getpixel((20, 55))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[1] < 60, bottom[1] > 200) == (True, True)  # the left half, red, is now on top


def test_a_picture_put_anew_is_published_anew(tmp_path: Path) -> None:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(photo(60, 40))
    (folder / "index.md").write_text(f"{HEAD}# Ratgeber\n\n![Foto](foto.jpg)\n", encoding="utf-8")
    build(folder, tmp_path / "bau")
    (folder / "foto.jpg").write_bytes(photo(90, 40))
    built = build(folder, tmp_path / "bau")
    with Image.open(built.folder / "_images" / "foto.jpg") as image:
        assert image.size == (90, 40)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bild.tiff", b"II*\0" + SECRET),
        ("bild.heic", b"\0\0\0\x18ftypheic" + SECRET),
        ("bild.jpg", b"kein Bild " + SECRET),
        ("bild.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;<!--'
         + SECRET + b"--></svg>"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + SECRET),
    ],
)  # fmt: skip
def test_what_cannot_be_cleaned_is_published_by_nobody(tmp_path: Path, name: str, data: bytes) -> None:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (folder / name).write_bytes(data)
    text = f"{HEAD}# Ratgeber\n\n![Ein Bild]({name})\n\n{{download}}`Bild <{name}>`\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    built = build(folder, tmp_path / "bau")
    assert [name for name, content in published(built).items() if SECRET in content] == []
    assert "Das Bild ist hier nicht zu sehen." in built.article()
    assert any(f"Das Bild {name} wird nicht veröffentlicht." in line for line in built.warnings)


def test_a_picture_asked_for_with_any_ending_does_not_pass_by(tmp_path: Path) -> None:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(photo())
    (folder / "index.md").write_text(f"{HEAD}# Ratgeber\n\n![Foto](foto.*)\n", encoding="utf-8")
    built = build(folder, tmp_path / "bau", ratgeber_pruefen=False)
    assert [name for name, content in published(built).items() if SECRET in content] == []


def linked_picture(tmp_path: Path, name: str) -> Path:
    """Return a guide that shows a picture which lies elsewhere on the machine."""
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (tmp_path / "privat.jpg").write_bytes(photo())
    try:
        (folder / name).symlink_to(tmp_path / "privat.jpg")
    except OSError:
        pytest.skip("this system makes no links")
    text = f"{HEAD}# Ratgeber\n\n![Foto]({name})\n\n{{download}}`Foto <{name}>`\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_link_to_a_picture_of_the_machine_ends_the_build(tmp_path: Path, *, is_checked: bool) -> None:
    folder = linked_picture(tmp_path, "foto.jpg")
    with pytest.raises(ExtensionError, match=r"foto\.jpg: Das ist eine Verknüpfung, die aus dem Ratgeber hinausführt"):
        build(folder, tmp_path / "bau", ratgeber_pruefen=is_checked)
    assert [path for path in (tmp_path / "bau").rglob("*") if path.suffix in (".jpg", ".html")] == []


def test_a_hidden_link_to_a_picture_of_the_machine_is_not_followed(tmp_path: Path) -> None:
    built = build(linked_picture(tmp_path, ".foto.jpg"), tmp_path / "bau", ratgeber_pruefen=False)
    assert list((tmp_path / "bau").rglob("*.jpg")) == []
    assert "<img" not in built.article()
    assert "_downloads" not in built.article()
