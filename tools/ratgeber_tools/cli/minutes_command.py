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
    from datetime import date

    from ratgeber_tools.newsroom.minutes.outline import MinutesOutline

EXAMPLES = (
    "protokoll --seit 24.11.2026",
    "protokoll --seit 24.11.2026 --als protokoll.docx",
    "protokoll --seit 24.11.2026 --ablegen --anwesend Jugendamt",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seit", type=day, metavar="DATUM", help="ab diesem Tag; ohne Angabe seit der letzten abgelegten Sitzung"
    )
    parser.add_argument(
        "--als", type=Path, metavar="DATEI", help="schreibt in diese Datei: .docx für Word, .md oder .html"
    )
    overwrite_option(parser)
    full = parser.add_argument(
        "--vollstaendig", action="store_true", help="jeden Satz, auch wenn es mehr als eine Seite wird"
    )
    former_name(parser, "--alles", full)
    parser.add_argument(
        "--ablegen", action="store_true", help="hebt es beim Ratgeber auf; am Redaktionstisch wird es genehmigt"
    )
    parser.add_argument(
        "--anwesend", action="append", metavar="STELLE", help="zu --ablegen: eine Stelle, die dabei war; auch mehrmals"
    )
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Print the minutes as Markdown, or write them."""
    from ratgeber_tools.cli.output import WORD, hand_out, short
    from ratgeber_tools.data.dates import format_date, local_today
    from ratgeber_tools.editions.newsroom import offices, read_survey
    from ratgeber_tools.editorial.office_names import office_name
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.guide.kept import load_kept
    from ratgeber_tools.newsroom.meeting.kept_minutes import keep_minutes, last_meeting
    from ratgeber_tools.newsroom.minutes.events import chapter_titles
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
    if arguments.ablegen and arguments.als is not None:
        arguments.misuse("--ablegen hat seinen eigenen Ort; nehmen Sie es ohne --als.")
    if arguments.anwesend and not arguments.ablegen:
        arguments.misuse("--anwesend gehört zu --ablegen.")
    root = project_root()
    since: date | None = arguments.seit or last_meeting(root, before=today)
    if since is None:
        arguments.misuse("Noch liegt kein Protokoll da. Nennen Sie mit --seit den Tag, ab dem erzählt wird.")
    assert since is not None, "misuse ends the command"
    if since > today:
        raise InputError(f"Der {format_date(since)} liegt in der Zukunft.")
    guide = load_kept(root / "ratgeber", place=root / PLACE)
    survey = read_survey(root, guide, today=today)
    found = read_minutes(root, survey, offices(root, guide), since=since)
    if arguments.ablegen:
        outlined = outline(found, in_full=arguments.vollstaendig, titles=chapter_titles(guide))
        present = [office_name(each, survey.offices.names, guide.data.records) for each in arguments.anwesend or ()]
        path = keep_minutes(root, today, outlined, since=since, present=present, remarks="")
        name = short(path).as_posix()
        print(f"Abgelegt: {name}")
        print(f'  git add "{name}"')
        print(f'  git commit -m "Protokoll der Sitzung vom {format_date(today)}" -- "{name}"')
        return 0
    hand_out(
        writers[ending](outline(found, in_full=arguments.vollstaendig)),
        arguments.als,
        overwrites=arguments.ueberschreiben,
    )
    return 0
