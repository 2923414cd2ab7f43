"""`ratgeber protokoll`: what became of the guide since a day, on one page for the next meeting."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cache.store import PLACE
from ratgeber_tools.cli.arguments import day
from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.named_places import overwrite_option
from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.newsroom.minutes.outline import MinutesOutline

EXAMPLES = (
    "protokoll --seit 24.11.2026",
    "protokoll --seit 24.11.2026 --als protokoll.docx",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seit", type=day, required=True, metavar="DATUM", help="ab diesem Tag, etwa der Sitzung")
    parser.add_argument(
        "--als", type=Path, metavar="DATEI", help="schreibt in diese Datei: .docx für Word, .md oder .html"
    )
    overwrite_option(parser)
    full = parser.add_argument(
        "--vollstaendig", action="store_true", help="jeden Satz, auch wenn es mehr als eine Seite wird"
    )
    former_name(parser, "--alles", full)
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")


def run(arguments: argparse.Namespace) -> int:
    """Print the minutes as Markdown, or write them."""
    from ratgeber_tools.cli.output import WORD, hand_out
    from ratgeber_tools.data.dates import format_date, local_today
    from ratgeber_tools.editions.newsroom import offices, read_survey
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.guide.kept import load_kept
    from ratgeber_tools.newsroom.minutes.outline import outline
    from ratgeber_tools.newsroom.minutes.reading import read_minutes
    from ratgeber_tools.newsroom.minutes.written import as_html, as_markdown
    from ratgeber_tools.newsroom.papers import minutes_paper
    from ratgeber_tools.writers.word.paper import write_paper

    today = arguments.heute or local_today()

    def as_word(outline: MinutesOutline) -> bytes:
        return write_paper(minutes_paper(outline), title=outline.title, day=today)

    writers: dict[str, Callable[[MinutesOutline], str | bytes]] = {".md": as_markdown, ".html": as_html, WORD: as_word}
    ending = ".md" if arguments.als is None else arguments.als.suffix.lower()
    if ending not in writers:
        raise InputError(f"„{arguments.als}“: Das Protokoll gibt es als .docx, .md und .html.")
    if arguments.seit > today:
        raise InputError(f"Der {format_date(arguments.seit)} liegt in der Zukunft.")
    root = project_root()
    guide = load_kept(root / "ratgeber", place=root / PLACE)
    survey = read_survey(root, guide, today=today)
    found = read_minutes(root, survey, offices(root, guide), since=arguments.seit)
    hand_out(
        writers[ending](outline(found, in_full=arguments.vollstaendig)),
        arguments.als,
        overwrites=arguments.ueberschreiben,
    )
    return 0
