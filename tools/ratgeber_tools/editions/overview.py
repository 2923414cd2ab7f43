"""`STAND.md`: what is in the public edition, chapter by chapter.

It lies beside the pages and may be published with them, so it names only what is public: pages, days and offices, no
minutes, votes, drafts or withdrawals.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editions.stage import StagedEdition


def as_markdown(edition: StagedEdition) -> str:
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: StagedEdition) -> Iterator[str]:
    number = len(edition.chapters)
    yield "# Was in der öffentlichen Fassung steht"
    yield ""
    yield f"{number} {'Seite' if number == 1 else 'Seiten'}, jede in der Fassung, die zuletzt freigegeben wurde."
    yield f"Die neueste Freigabe ist vom {format_date(max(each.release.day for each in edition.chapters))}."
    yield ""
    yield "| Seite | Datei | freigegeben am | durch |"
    yield "|---|---|---|---|"
    for chapter in edition.chapters:
        cells = (
            chapter.title,
            f"html/{chapter.name}.html",
            format_date(chapter.release.day),
            ", ".join(chapter.offices),
        )
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
