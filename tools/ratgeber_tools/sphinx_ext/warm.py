"""Sphinx kept warm: a process that has everything imported and builds each time a line comes in.

Run as `python -m ratgeber_tools.sphinx_ext.warm SOURCE CONFIGURATION TARGET [NAME=VALUE …]`; answers each line on
standard input (a JSON object there names another `source`, `target` and `settings`) with one line of JSON on standard
output: `warnings` as in Sphinx's warning file, `failure` (how the
exception would be printed) or null.  Each build is a new application, which reads only what changed and whose features
all begin anew; what takes long, importing them, happens once.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils


def build(source: Path, configuration: Path, target: Path, settings: dict[str, str]) -> dict[str, str | None]:
    """Build `target/html` once; never raises, since the next save may mend what was wrong."""
    warnings = io.StringIO()
    locale.translators.clear()  # Sphinx would hang each build's catalogues behind those of the builds before
    failure = None
    try:
        with patch_docutils(configuration), docutils_namespace():
            app = Sphinx(
                source,
                configuration,
                target / "html",
                target / "doctrees",
                "html",
                confoverrides=dict(settings),
                status=io.StringIO(),
                warning=warnings,
            )
            app.build()
    except SphinxError as error:
        failure = f"  {type(error).__module__}.{type(error).__name__}: {error}"
    except Exception:
        failure = traceback.format_exc()
    return {"warnings": warnings.getvalue(), "failure": failure}


def main(arguments: Sequence[str], orders: TextIO, answers: TextIO) -> None:
    """Build until `orders` ends."""
    source, configuration, target = (Path(argument) for argument in arguments[:3])
    settings = dict(argument.partition("=")[::2] for argument in arguments[3:])
    for line in orders:
        if line.startswith("{"):
            order = json.loads(line)
            done = build(Path(order["source"]), configuration, Path(order["target"]), order["settings"])
        else:
            done = build(source, configuration, target, settings)
        answers.write(json.dumps(done) + "\n")
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else prints must not get between the answers
    main(sys.argv[1:], sys.stdin, answers)
