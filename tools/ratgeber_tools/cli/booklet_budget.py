"""`ratgeber check --heft 80`: whether the short booklet keeps to a number of pages, and what takes the most."""

from __future__ import annotations

import json
from pathlib import Path

from ratgeber_tools.cli.output import count
from ratgeber_tools.cli.print_command import BOOKLET_BUILDER, SUMMARY, booklet_job
from ratgeber_tools.cli.sphinx_process import run_sphinx
from ratgeber_tools.errors import InputError
from ratgeber_tools.press.extent import PAGES_PER_SHEET
from ratgeber_tools.quotation import quoted


def tell_budget(root: Path, most: int) -> int:
    """Set the booklet from all chapters as they are, say how long it is, and return 1 if that is more than `most`.

    Raises `InputError` if no booklet has that many pages or if the chapters cannot be set.
    """
    if most < PAGES_PER_SHEET:
        raise InputError(f"Ein Heft hat mindestens {PAGES_PER_SHEET} Seiten. Nennen Sie eine größere Zahl.")
    job = booklet_job(root, is_draft=True)
    outcome = run_sphinx(BOOKLET_BUILDER, root, job=job)
    if outcome.failure is not None:
        raise InputError(f"Das Kurzheft lässt sich nicht setzen: {outcome.failure}")
    summary = json.loads((job.target / BOOKLET_BUILDER / SUMMARY).read_text(encoding="utf-8"))
    (volume,) = summary["volumes"]
    pages = volume["pages"]
    if pages <= most:
        print(f"Das Kurzheft hat {count(pages, 'Seite', 'Seiten')}; {most} dürfen es sein.")
        return 0
    longest = ", ".join(
        f"{quoted(each['title'])} ({str(each['length']).replace('.', ',')})" for each in volume["chapters"]
    )
    print(
        f"Das Kurzheft hat {count(pages, 'Seite', 'Seiten')}, {pages - most} mehr als {most}. "
        f"Am längsten sind: {longest}. Kürzer wird ein Kapitel mit „kurzheft: kern“ oder „kurzheft: kasten“ in seinem "
        "Kopf, oder setzen Sie ein Stück in den Baustein {nur-netz}."
    )
    return 1
