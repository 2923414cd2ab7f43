"""Write the list of modules and the table of imports in `tools/README.md` from the modules themselves.

`python tools/code_map.py` rewrites what stands between the markers; a test says when that is due.  Standard library
only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
PACKAGE = TOOLS / "ratgeber_tools"
README = TOOLS / "README.md"
BEGIN, END = "<!-- modules -->", "<!-- end of modules -->"
BEGIN_IMPORTS, END_IMPORTS = "<!-- imports -->", "<!-- end of imports -->"


@cache
def _read(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return a module's docstring, "" if it has none, and the names it imports; reading it takes most of the time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return ast.get_docstring(tree) or "", tuple(names)


def first_line(path: Path) -> str:
    """Return the first paragraph of a module's docstring on one line, or "" if it has none."""
    return " ".join(_read(path)[0].split("\n\n")[0].split())


def module_lines(folder: Path, depth: int = 0) -> Iterator[str]:
    """Yield one list line a package and a module below `folder`, packages after the modules beside them."""
    indent = "  " * depth
    for path in sorted(folder.glob("*.py")):
        if path.name not in ("__init__.py", "__main__.py"):
            yield f"{indent}- `{path.name}`: {first_line(path)}"
    for path in sorted(folder.iterdir()):
        if (path / "__init__.py").is_file():
            yield f"{indent}- **`{path.name}/`** {first_line(path / '__init__.py')}".rstrip()
            yield from module_lines(path, depth + 1)


def imported_packages(folder: Path) -> set[str]:
    """Return the parts of `ratgeber_tools` that the modules of a package, at any depth, import besides their own."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        parts = [name.split(".") for name in _read(path)[1]]
        found |= {part[1] for part in parts if part[0] == PACKAGE.name and len(part) > 1}
    return found - {folder.name}


def import_lines() -> Iterator[str]:
    """Yield a table with one row a package: which other packages and which modules beside them it imports."""
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    yield "| Package | imports packages | and modules |"
    yield "|---|---|---|"
    for name in sorted(packages):
        imported = imported_packages(PACKAGE / name)
        cells = (", ".join(f"`{each}`" for each in sorted(part)) for part in (imported & packages, imported - packages))
        yield f"| `{name}` | {' | '.join(cell or '–' for cell in cells)} |"


def between(text: str, begin: str, end: str, lines: Iterator[str]) -> str:
    """Return `text` with `lines` in the place of what stands between two markers."""
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}{after}"


def with_generated_parts(readme: str) -> str:
    """Return the text of the README with a fresh table of imports and a fresh list of modules."""
    with_imports = between(readme, BEGIN_IMPORTS, END_IMPORTS, import_lines())
    return between(with_imports, BEGIN, END, module_lines(PACKAGE))


if __name__ == "__main__":
    README.write_text(with_generated_parts(README.read_text(encoding="utf-8")), encoding="utf-8")
