"""Write the list of modules in `tools/README.md` from the modules' own first docstring lines.

`python tools/code_map.py` rewrites the part between the two markers; a test says when that is due.  Standard library
only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
PACKAGE = TOOLS / "ratgeber_tools"
README = TOOLS / "README.md"
BEGIN, END = "<!-- modules -->", "<!-- end of modules -->"


def first_line(path: Path) -> str:
    """Return the first paragraph of a module's docstring on one line, or "" if it has none."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


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


def with_module_list(readme: str) -> str:
    """Return the text of the README with a fresh list between the markers."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "\n".join(module_lines(PACKAGE)) + f"\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_module_list(README.read_text(encoding="utf-8")), encoding="utf-8")
