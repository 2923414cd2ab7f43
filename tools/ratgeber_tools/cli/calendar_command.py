"""`ratgeber kalender`: write the calendars parents subscribe to."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.named_places import about_new_folder, keep_what_is_there, overwrite_option
from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "kalender",
    "kalender --nach Ausgaben",
)


def configure(parser: argparse.ArgumentParser) -> None:
    to = parser.add_argument("--nach", type=Path, metavar="ORDNER", help="wohin die Kalender kommen (_build/kalender)")
    former_name(parser, "--ziel", to)
    overwrite_option(parser)
    parser.add_argument("--ordner", type=Path, metavar="ORDNER", help="ein anderer Ratgeber als ratgeber/ im Projekt")


def run(arguments: argparse.Namespace) -> int:
    """Write the public calendars and note in the ledgers what is in them; print where they lie."""
    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.data.disclosure import Edition, View
    from ratgeber_tools.editions.committed_records import load_committed
    from ratgeber_tools.exports.calendar_files import LEDGERS, calendar_files, is_our_calendar, publish_calendars

    guide: Path = arguments.ordner or project_root() / "ratgeber"
    target: Path = arguments.nach or guide.parent / "_build" / "kalender"
    loaded, uncommitted = load_committed(guide)
    if uncommitted:
        names = ", ".join(path.as_posix() for path in uncommitted)
        print(f"Die Kalender zeigen, was zuletzt eingecheckt wurde. Noch nicht eingecheckt: {names}.")
    view = View(loaded.records, Edition.PUBLIC, local_today())
    paths = [target / name for name in calendar_files(view, guide)]
    keep_what_is_there(paths, overwrites=arguments.ueberschreiben, is_ours=is_our_calendar)
    is_new = about_new_folder(target)
    written = publish_calendars(view, guide, target)
    if written:
        print(is_new, end="")
    print(f"{count(len(written), 'Kalender', 'Kalender')} mit bestätigten Terminen in {short(target)}.")
    if written:
        print(f"Bitte auch {short(guide / LEDGERS)} festhalten, damit spätere Berichtigungen ankommen.")
    return 0
