"""Builds small guides with the project's own `conf.py` for the tests beside this file."""

from __future__ import annotations

import io
import re
import warnings as python_warnings
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from docutils import nodes
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from sphinx.application import Sphinx
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace

ROOT = Path(__file__).parents[2]
KLEIN = ROOT / "tests" / "guides" / "klein"
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


class CompiledTemplates(BytecodeCache):
    """The theme's templates as Jinja compiled them for an earlier build: nearly half the time of a small one."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])  # unless the source is another by now

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


ENVIRONMENT = partial(SandboxedEnvironment, bytecode_cache=CompiledTemplates())


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
    quick = patch("sphinx.jinja2glue.SandboxedEnvironment", ENVIRONMENT)
    with python_warnings.catch_warnings(), docutils_namespace(), quick:
        python_warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # myst-parser 5.2 still uses what goes
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
