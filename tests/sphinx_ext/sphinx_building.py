"""Builds small guides with the project's own `conf.py` for the tests beside this file."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences

from quick_sphinx import quick_sphinx

ROOT = Path(__file__).parents[2]
KLEIN = ROOT / "tests" / "guides" / "klein"
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


@dataclass(frozen=True)
class Built:
    """What one run left: the folder with the pages, the warnings as `file:line: text`, and what was read."""

    folder: Path
    warnings: list[str]
    app: Sphinx

    def doctree(self, name: str = "index") -> nodes.document:
        return self.app.env.get_doctree(name)

    def page(self, name: str = "index") -> str:
        return (self.folder / f"{name}.html").read_text(encoding="utf-8")

    def article(self, name: str = "index") -> str:
        """Return what the chapter itself is on its page."""
        match = re.search(r"<article.*?</article>", self.page(name), re.DOTALL)
        assert match is not None
        return match[0]


def build(guide: Path, target: Path, *, builder: str = "html", **settings: object) -> Built:
    """Build `guide` with the project's settings; errors of Sphinx pass through."""
    warnings = io.StringIO()
    with quick_sphinx():
        app = Sphinx(
            guide,
            ROOT,
            target / builder,
            target / "doctrees",
            builder,
            confoverrides={"nitpicky": True, **settings},
            status=None,
            warning=warnings,
        )
        app.build()
    text = strip_escape_sequences(warnings.getvalue()).replace(f"{guide}/", "")
    return Built(target / builder, [line for line in text.splitlines() if line.strip()], app)


def build_pages(folder: Path, **pages: str) -> Built:
    """Build a guide from these pages (`teil__a` is `teil/a.md`); `index` is made up where it is not given."""
    guide = folder / "ratgeber"
    names = [name.replace("__", "/") for name in pages if name != "index"]
    pages.setdefault("index", "# Ratgeber\n\n```{toctree}\n" + "\n".join(names) + "\n```\n")
    for name, text in pages.items():
        path = guide / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build(guide, folder / "bau")


def build_text(folder: Path, text: str) -> Built:
    """Build a guide of one page with this MyST below its title."""
    return build_pages(folder, index=f"# Titel\n\n{text}")
