"""One chapter's page again and again, from text that is not saved: Sphinx stays as it is after a build.

Run as `python -m ratgeber_tools.sphinx_ext.live_pages SOURCE CONFIGURATION TARGET [NAME=VALUE …]`.  Each line on
standard input is an order, `{"chapter": NAME, "text": SOURCE}`; each is answered with one line, `{"page": file below
TARGET/html}` or `{"failure": how the exception would be printed}`.

The guide is copied to `TARGET/ratgeber` and built there once; an order reads one chapter and writes its page, which is
a twentieth of the work of a build.  Chapters saved meanwhile are read with it.  Whatever else has changed, data or
pictures or which chapters there are, takes a new build.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils

#: A file's name below the guide's folder -> when it was changed, and its size.
_Files = dict[str, tuple[int, int]]


class LivePages:
    """The guide in `source`, built below `target`; `settings` override those of the configuration."""

    def __init__(self, source: Path, configuration: Path, target: Path, settings: dict[str, str]) -> None:
        self._source = source
        self._copy = target / "ratgeber"
        self._configuration = configuration
        self._target = target
        self._settings = settings
        self._seen: _Files = {}
        self._app: Sphinx | None = None
        self._around = contextlib.ExitStack()

    def page(self, chapter: str, text: str) -> str:
        """Build the page of a chapter that says `text`; return its file below `html`.  Raises what Sphinx raises."""
        changed = self._take_over()
        try:
            app = self._app if changed is not None and self._app is not None else self._begin()
            (self._copy / f"{chapter}.md").write_text(text, encoding="utf-8", newline="\n")
            for name in sorted({*(changed or ()), chapter}):
                self._read(app, name)
            self._write(app, chapter)
        except BaseException:
            self._app = None  # whatever it has of this chapter by now: the next order begins anew
            raise
        return f"{app.builder.get_target_uri(chapter)}"

    def _take_over(self) -> frozenset[str] | None:
        """Bring the copy up to date; return which chapters are others by now, None if not chapters alone."""
        now: _Files = {}
        for path in self._source.rglob("*"):
            if path.is_file():
                state = path.stat()
                now[path.relative_to(self._source).as_posix()] = (state.st_mtime_ns, state.st_size)
        gone = [name for name in self._seen if name not in now]
        changed = [name for name, state in now.items() if self._seen.get(name) != state]
        if not self._seen:
            shutil.rmtree(self._copy, ignore_errors=True)
        for name in gone:
            (self._copy / name).unlink(missing_ok=True)
        for name in changed:
            (self._copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self._source / name, self._copy / name)
        are_chapters = not gone and all(name in self._seen and name.endswith(".md") for name in changed)
        self._seen = now
        return frozenset(name.removesuffix(".md") for name in changed) if are_chapters else None

    def _begin(self) -> Sphinx:
        self._around.close()
        locale.translators.clear()
        self._around.enter_context(patch_docutils(self._configuration))
        self._around.enter_context(docutils_namespace())
        app = Sphinx(
            self._copy,
            self._configuration,
            self._target / "html",
            self._target / "doctrees",
            "html",
            confoverrides=dict(self._settings),
            status=io.StringIO(),
            warning=io.StringIO(),
        )
        app.build()
        self._app = app
        return app

    @staticmethod
    def _read(app: Sphinx, name: str) -> None:
        if name not in app.env.found_docs:
            return
        app.builder.phase = BuildPhase.READING
        app.events.emit("env-purge-doc", app.env, name)
        app.env.clear_doc(name)
        app.builder.read_doc(name)

    @staticmethod
    def _write(app: Sphinx, name: str) -> None:
        app.builder.phase = BuildPhase.RESOLVING
        doctree = app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)
        app.builder.prepare_writing({name})
        app.builder.phase = BuildPhase.WRITING
        app.builder.write_doc_serialized(name, doctree)
        app.builder.write_doc(name, doctree)


def main(arguments: Sequence[str], orders: TextIO, answers: TextIO) -> None:
    """Answer until `orders` ends; what an order raises is answered, since the next text may be another."""
    source, configuration, target = (Path(argument) for argument in arguments[:3])
    pages = LivePages(source, configuration, target, dict(each.partition("=")[::2] for each in arguments[3:]))
    for line in orders:
        order = json.loads(line)
        try:
            answer = {"page": pages.page(order["chapter"], order["text"])}
        except SphinxError as error:
            answer = {"failure": str(error)}
        except Exception:
            answer = {"failure": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else prints must not get between the answers
    main(sys.argv[1:], sys.stdin, answers)
