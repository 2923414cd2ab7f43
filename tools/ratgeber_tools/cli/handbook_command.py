"""`ratgeber handbuch`: the handbook as web pages and as a PDF, by the guide's own builders."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.project import project_root

#: Both seen from the project's folder.
SOURCE = Path("docs", "handbuch")
TARGET = Path("_build", "handbuch")
#: builder -> what an author calls it, and the file to open.
RESULTS = {"html": ("Web", "html/index.html"), "pdf": ("PDF", "pdf/handbuch.pdf")}
SETTINGS = {
    "ratgeber_pruefen": "0",  # the checks are about what parents read
    "ratgeber_entwurf_zeigen": "0",  # nobody releases a handbook
    "ratgeber_pdf_name": "handbuch",
    "ratgeber_subtitle": "Schreiben, prüfen, freigeben, veröffentlichen",
    "ratgeber_edition": "",
    "project": "Handbuch zum Elternratgeber",
    "html_title": "Handbuch zum Elternratgeber",
}


EXAMPLES = ("handbuch",)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ausfuehrlich", action="store_true", help="zeigt auch, was Sphinx selbst meldet (englisch)")


def run(arguments: argparse.Namespace) -> int:
    """Build both, print every mistake once, say where they lie; return 1 if there was a mistake."""
    from ratgeber_tools.cli.build_command import as_lines
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.cli.sphinx_process import Job, SphinxMessage, run_sphinx

    root = project_root()
    settings = {**SETTINGS, "ratgeber_daten": str(root / "ratgeber" / "daten")}
    job = Job(root / SOURCE, root / TARGET, settings=settings)
    messages: dict[SphinxMessage, None] = {}
    built, failures = [], []
    for builder, (name, file) in RESULTS.items():
        outcome = run_sphinx(builder, root, verbose=arguments.ausfuehrlich, job=job)
        messages.update(dict.fromkeys(outcome.messages))
        if outcome.failure is None:
            built.append(f"{name}: {short(job.target / file)}")
        else:
            failures.append(f"{name} nicht gebaut: {outcome.failure}")
    for line in (*as_lines(messages), *failures, *built):
        print(line)
    return 1 if messages or failures else 0
