"""Word import beside pandoc, mammoth and MarkItDown: a batch of small contributions, one large file, and twice that.

Each side does its whole job: read, write Markdown, write the pictures; MarkItDown has no files for pictures, it drops
them.  MarkItDown, mammoth and we take the batch in one process; pandoc has no batch, so it starts once per file, as its
users start it.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.contributions import write_contribution
from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers

SMALL_FILES = 40
LARGE_PAGES, LARGE_PICTURES = 300, 100

_MAMMOTH = """
import pathlib, sys, mammoth
target = pathlib.Path(sys.argv[1])
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    count = 0
    def keep(image):
        global count
        count += 1
        picture = target / f"{path.stem}-{count}.png"
        with image.open() as source:
            picture.write_bytes(source.read())
        return {"src": picture.name}
    with path.open("rb") as source:
        done = mammoth.convert_to_markdown(source, convert_image=mammoth.images.img_element(keep))
    (target / f"{path.stem}.md").write_text(done.value, encoding="utf-8")
"""

_MARKITDOWN = """
import pathlib, sys
from markitdown import MarkItDown
converter = MarkItDown(enable_plugins=False)
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    (pathlib.Path(sys.argv[1]) / f"{path.stem}.md").write_text(converter.convert(path).markdown, encoding="utf-8")
"""

# The corpus has files with the same title, which one section of the guide cannot take in: convert, not import.
_CONVERT = """
import pathlib, sys
from ratgeber_tools.contributions.file_conversion import convert_file
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    convert_file(path, pathlib.Path(sys.argv[1]) / f"{path.stem}.md")
"""


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Return the rows of the import, the corpus beside the project included where it is there."""
    small = [
        write_contribution(scratch / f"beitrag-{number:02}.docx", pages=3, pictures=2) for number in range(SMALL_FILES)
    ]
    large = write_contribution(scratch / "gross.docx", pages=LARGE_PAGES, pictures=LARGE_PICTURES)
    double = write_contribution(scratch / "doppelt.docx", pages=2 * LARGE_PAGES, pictures=2 * LARGE_PICTURES)
    rows = [
        _side_by_side(f"Import, {SMALL_FILES} kleine Beiträge", small, scratch, peers, repeats=3),
        _side_by_side(f"Import, {LARGE_PAGES} Seiten, {LARGE_PICTURES} Bilder", [large], scratch, peers, repeats=3),
        compare(
            "Import, doppelte Größe",
            [_ours("ratgeber", [large], scratch / "einfach"), _ours("ratgeber (doppelt)", [double], scratch / "zwei")],
            repeats=3,
        ),
    ]
    corpus = root.parent / "shared" / "word-corpus" / "pandoc"
    if corpus.is_dir():
        files = sorted(corpus.glob("*.docx"))
        target = scratch / "umgewandelt"
        ours = Side("ratgeber", [sys.executable, "-c", _CONVERT, target, *files], before=_emptied(target))
        title = f"Umwandeln, Wortkorpus ({len(files)} Dateien)"
        rows.append(compare(title, [ours, *_peer_sides(files, scratch, peers)], repeats=3))
    return rows


def _side_by_side(title: str, files: Sequence[Path], scratch: Path, peers: Peers, *, repeats: int) -> Row:
    return compare(
        title, [_ours("ratgeber", files, scratch / "projekt"), *_peer_sides(files, scratch, peers)], repeats=repeats
    )


def _peer_sides(files: Sequence[Path], scratch: Path, peers: Peers) -> list[Side]:
    mammoth = scratch / "mammoth"
    markitdown = scratch / "markitdown"
    pandoc = scratch / "pandoc"
    calls = "; ".join(
        f"{shlex.quote(str(peers.pandoc))} --track-changes=all --extract-media={shlex.quote(str(pandoc / path.stem))} "
        f"-t commonmark_x -o {shlex.quote(str(pandoc / path.stem))}.md {shlex.quote(str(path))}"
        for path in files
    )
    return [
        Side("mammoth", [peers.python, "-c", _MAMMOTH, mammoth, *files], before=_emptied(mammoth)),
        Side("markitdown", [peers.python, "-c", _MARKITDOWN, markitdown, *files], before=_emptied(markitdown)),
        Side("pandoc", ["sh", "-c", calls], before=_emptied(pandoc)),
    ]


def _ours(name: str, files: Sequence[Path], project: Path) -> Side:
    """Import into an empty project of its own."""

    def prepare() -> None:
        _emptied(project)()
        (project / "ratgeber" / "schulanfang").mkdir(parents=True)
        (project / "conf.py").touch()
        (project / "ratgeber" / "schulanfang" / "index.md").write_text("# Schulanfang\n", encoding="utf-8")

    command = [sys.executable, "-m", "ratgeber_tools.cli", "import", *files, "--nach", "schulanfang", "--ersetzen"]
    return Side(name, command, cwd=project, before=prepare)


def _emptied(folder: Path) -> Callable[[], None]:
    def empty() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    return empty
