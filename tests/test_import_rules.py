"""Who may import whom: the table of the architecture, read from the source with `ast`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "ratgeber_tools"

#: Package or module -> parts of `ratgeber_tools` it may import besides itself.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "findings": set(),
    "document": set(),
    "hues": set(),
    "artwork": {"hues"},
    "dialect": {"hues"},
    "template_words": {"dialect"},
    "traversal": {"document"},
    "prose": set(),
    "search": set(),
    "outline": {"document", "traversal"},
    "files": {"findings", "errors"},
    "staging": {"files", "errors"},
    "readers": {"document", "traversal", "outline", "dialect", "template_words", "findings", "errors", "quotation"},
    "writers": {
        "document", "traversal", "outline", "dialect", "template_words", "hues", "prose", "findings", "errors",
        "quotation",
    },
    "office": {"sandbox", "linked_content", "files", "errors"},
    "sandbox": set(),
    "keyless": set(),
    "linked_content": set(),
    "spelling": {"keyless", "errors"},
    "web": set(),
    "quotation": set(),
    "voices": set(),
    "calling": set(),
    "git_refusals": set(),
    "history": {"git_refusals", "keyless", "errors"},
    "forge_orders": set(),
    "branches": {"files", "forge_orders", "git_refusals", "history", "keyless", "errors"},
    "cache": {"findings", "calling"},
    "checked": {"cache", "checks", "guide", "data"},
    "containment": set(),
    "pictures": {"errors"},
    "offering": {"containment"},
    "data": {"artwork", "hues", "voices", "files", "staging", "findings", "errors", "quotation", "calling"},
    "guide": {
        "artwork", "containment", "offering", "files", "data", "cache", "readers", "prose", "document", "traversal",
        "dialect", "findings", "errors",
    },
    "contributions": {
        "containment", "offering", "files", "staging", "readers", "writers", "office", "guide", "editorial",
        "fact_sheets", "roundtrip", "pictures", "prose", "document", "traversal", "outline", "dialect", "findings",
        "errors", "quotation", "calling",
    },
    "editorial": {
        "files", "guide", "data", "prose", "readers", "writers", "history", "document", "traversal", "dialect",
        "findings", "errors", "quotation", "calling",
    },
    "releases": {
        "containment", "offering", "files", "editorial", "guide", "data", "prose", "history", "dialect", "findings",
        "errors", "quotation", "calling",
    },
    "fact_sheets": {
        "files", "editorial", "guide", "data", "prose", "readers", "writers", "document", "traversal", "dialect",
        "findings", "errors", "quotation", "calling",
    },
    "newsroom": {
        "files", "checks", "releases", "editorial", "guide", "data", "readers", "writers", "prose", "history",
        "document", "traversal", "dialect", "findings", "errors", "quotation", "calling",
    },
    "roundtrip": {
        "containment", "files", "editorial", "guide", "data", "prose", "readers", "writers", "history", "document",
        "traversal", "outline", "dialect", "findings", "errors", "quotation",
    },
    "languages": {
        "files", "guide", "data", "readers", "writers", "document", "traversal", "outline", "dialect", "findings",
        "errors", "quotation",
        "roundtrip",  # which paragraph is which, when its words have changed
    },
    "editions": {
        "containment", "offering", "files", "newsroom", "releases", "editorial", "guide", "data", "history", "document",
        "branches",  # an edition is put into the branch a forge serves
        "languages", "writers",  # its pages in other languages
        "keyless",
        "traversal", "dialect", "findings", "errors", "quotation", "calling",
    },
    "checks": {
        "containment", "offering", "files", "guide", "data", "releases", "editorial", "readers", "prose", "spelling",
        "calling",
        "web", "pictures", "document", "traversal", "dialect", "findings", "errors", "quotation",
        "languages",  # whether catalogues can be read, and are of chapters there are
    },
    "proposals": {
        "files", "branches", "forge_orders", "history", "contributions", "guide", "writers", "document", "traversal",
        "dialect", "findings", "errors", "quotation",
    },
    "preview": {"guide", "checks", "findings", "errors", "calling"},
    "typesetting": {"artwork", "cache", "files", "dialect", "hues", "errors", "findings"},
    "press": {"files", "hues", "errors", "findings", "quotation"},
    "exports": {"files", "data", "findings", "errors"},
    "sphinx_ext": {
        "artwork", "containment", "offering", "files", "guide", "data", "editions", "checks", "typesetting", "press",
        "exports", "search", "pictures", "prose", "languages", "writers", "document", "dialect", "hues", "findings",
        "errors", "quotation", "voices",
    },
    "desk": {
        "voices",
        "sphinx_ext",  # the text looks as the page will
        "contributions",  # what comes in from outside takes the import's way
        # the newsroom's pages act on the same records as the command line
        "newsroom", "releases", "proposals", "fact_sheets", "editions", "exports", "preview", "prose", "staging",
        "calling", "checked", "checks", "keyless", "office", "pictures", "search", "writers",
        "typesetting",  # drawings become pictures for Word
        "outline",  # versions of a passage line by line on their cards
        "languages",  # what is translated at the desk goes into the same catalogues
        "containment", "files", "branches", "history", "roundtrip", "editorial", "guide", "data", "readers", "document",
        "traversal", "dialect", "findings", "errors", "quotation",
    },
    "cli": {
        "files", "cache", "checked", "web", "desk", "keyless", "languages",
        "branches", "proposals",
        "contributions", "editorial", "releases", "fact_sheets", "newsroom", "roundtrip", "editions", "checks",
        "preview", "guide", "data", "readers", "writers", "office",
        "history", "typesetting", "press", "exports", "document", "outline", "dialect", "findings", "errors",
        "quotation", "calling",
    },
}  # fmt: skip

#: Foreign library -> the only places that may import it.
GUARDED: dict[str, tuple[str, ...]] = {
    "sphinx": ("sphinx_ext",),
    "docutils": ("sphinx_ext",),
    "typst": ("typesetting",),
    "pikepdf": ("typesetting", "press"),
    "segno": ("typesetting",),
    "docx": ("writers/word",),
    "lxml": ("readers/word", "readers/pasted", "pictures", "languages/exchange/"),
    "babel": ("languages/",),
    "markdown_it": ("readers/myst", "sphinx_ext/closed_parser"),
    "mdit_py_plugins": (),  # plugins come through MyST alone
    "myst_parser": ("readers/myst", "sphinx_ext"),
    # what is read from a file that people or programs write: records, heads, releases, the manifest of an edition
    "pydantic": (
        "data/",
        "guide/front_matter",
        "editorial/",
        "releases/",
        "fact_sheets/values",
        "newsroom/open_points",
        "editions/manifest",
        "checks/personal_data",
        "languages/catalogue",
        "desk/head_fields",
    ),
    "pydantic_core": ("data/", "releases/entries"),
    "ruamel": ("data/yaml_", "roundtrip/outgoing"),
    "PIL": (
        "pictures/",
        "press/",
        "typesetting/contact_sheet",
        "typesetting/share_pictures",
        "typesetting/visual_samples",
        "typesetting/ebook_cover",
        "typesetting/type_metrics",
        "checks/picture_sizes",
        "readers/word/returned/pictures",
    ),
    "icalendar": ("exports/",),
    "prosemirror": ("desk/",),
    "starlette": ("desk/server/",),
    "jinja2": ("desk/server/pages/frame", "sphinx_ext/epub/book"),
    "uvicorn": ("desk/server/",),
    "webauthn": ("desk/login/passkeys",),
    "joserfc": ("desk/login/provider",),
    "psycopg": ("desk/store/postgres",),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imported_names(path: Path) -> tuple[str, ...]:
    return tuple(_imported_names(path))


def _imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_the_architecture_allows(path: Path) -> None:
    here = part_of(path)
    if here == "__init__":
        return
    assert here in ALLOWED, f"{here} is not in the table of the architecture"
    relative = path.relative_to(PACKAGE).as_posix()
    for name in imported_names(path):
        parts = name.split(".")
        if parts[0] == "ratgeber_tools":
            target = parts[1]
            assert target == here or target in ALLOWED[here], f"{relative} imports {name}"
            if {here, target} <= {"readers", "writers"}:
                assert here == target, f"{relative}: readers and writers never import each other"
        elif parts[0] in GUARDED:
            assert relative.startswith(GUARDED[parts[0]]), f"{relative} imports {name}"


@pytest.mark.parametrize("library", GUARDED)
def test_a_guarded_library_is_used_in_every_place_that_may(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any(name.split(".")[0] == library for name in imported_names(path))
    }
    unused = [place for place in GUARDED[library] if not any(user.startswith(place) for user in users)]
    assert unused == [], f"nobody there imports {library} any more"


def test_no_package_of_the_table_is_missing_its_own_room() -> None:
    rooms = {part_of(path) for path in modules()} - {"__init__"}
    assert rooms <= set(ALLOWED)


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["import", "--help"]])
def test_the_command_starts_without_sphinx(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from ratgeber_tools.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'sphinx', 'docutils', 'typst', 'pikepdf'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
