"""`ratgeber fakten`: what the register holds, what is open with whom, and who stands by a value."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.arguments import OTHER_GUIDE, day
from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.data.inventory import RegisterEntry
    from ratgeber_tools.data.loading import LoadResult

CONFIRM = "bestaetigen"
CHECK = "pruefen"
NOTE = "festhalten"


EXAMPLES = (
    "fakten --laeuft-ab-vor 01.08.2027 --stelle Jugendamt",
    "fakten bestaetigen anmeldefrist --stelle landesschulamt --am 24.11.2026",
    "fakten pruefen polizei-notruf --amt netzwerkstelle --quelle https://www.gesetze-im-internet.de/notrufv/__1.html",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "auftrag",
        nargs="*",
        metavar="bestaetigen|pruefen KENNUNG|festhalten",
        help="trägt ein, dass die zuständige Stelle den Wert bestätigt oder jemand ihn an der Quelle geprüft hat; "
        "„festhalten“ schreibt zu jeder Quelle, für welchen Wert sie steht",
    )
    states = parser.add_argument_group("Was gezeigt wird (ohne Angabe: eine Übersicht)")
    states.add_argument("--alle", action="store_true", help="jeden Eintrag mit seinem Zustand")
    states.add_argument("--bestaetigt", action="store_true", help="was die zuständige Stelle bestätigt hat")
    states.add_argument(
        "--geprueft", action="store_true", help="was zwei Ämter an einer amtlichen Quelle geprüft haben"
    )
    states.add_argument("--belegt", action="store_true", help="was nur in einer amtlichen Quelle mit Tag steht")
    states.add_argument("--unbestaetigt", action="store_true", help="was niemand bestätigt hat und nichts belegt")
    states.add_argument("--widerspruechlich", action="store_true", help="wozu Quellen Verschiedenes sagen")
    states.add_argument("--abgelaufen", action="store_true", help="was nicht mehr gilt")
    states.add_argument("--unbekannt", action="store_true", help="was noch niemand gefunden hat")
    states.add_argument("--laeuft-ab-vor", type=day, metavar="DATUM", help="was vor diesem Tag endet")
    states.add_argument("--schuljahr", action="store_true", help="was sich mit dem nächsten Schuljahr ändert")
    states.add_argument("--verwendung", action="store_true", help="wo jeder Eintrag verwendet wird")
    states.add_argument("--unbenutzt", action="store_true", help="was nirgends verwendet wird")
    office = parser.add_argument(
        "--stelle",
        metavar="STELLE",
        help="nur Einträge, für die diese Stelle zuständig ist, Name oder Kennung; beim Bestätigen: wer bestätigt",
    )
    former_name(parser, "--durch", office)
    confirming = parser.add_argument_group("Zum Bestätigen und Prüfen")
    confirming.add_argument("--am", type=day, metavar="DATUM", help="der Tag der Bestätigung oder Prüfung")
    confirming.add_argument("--gueltig-bis", type=day, metavar="DATUM", help="bis wann die Stelle dafür einsteht")
    confirming.add_argument("--amt", metavar="STELLE", help="aus welchem Amt ist, wer geprüft hat")
    confirming.add_argument("--quelle", metavar="ADRESSE", help="amtliche Quelle des Eintrags, an der geprüft wurde")
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")
    parser.add_argument("--ordner", type=Path, metavar="ORDNER", help=OTHER_GUIDE)


def run(arguments: argparse.Namespace) -> int:
    """Print what was asked for, or write a confirmation; findings in the data files come first and end with 1."""
    from ratgeber_tools.cli.output import print_findings
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.data.loading import load_records
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.findings import has_errors

    guide: Path = arguments.ordner or project_root() / "ratgeber"
    if not (guide / "daten").is_dir():
        raise TargetError(f"In {guide} gibt es keinen Ordner „daten“. Nennen Sie den Ordner eines Ratgebers.")
    today = arguments.heute or local_today()
    loaded = load_records(guide / "daten")
    print_findings(loaded.findings)
    if arguments.auftrag[:1] == [NOTE]:
        return _note(arguments, loaded)
    if arguments.auftrag:
        is_check = arguments.auftrag[0] == CHECK
        return _check(arguments, loaded, today) if is_check else _confirm(arguments, loaded, today)
    if arguments.schuljahr:
        _print_school_year(loaded, today)
    elif arguments.verwendung or arguments.unbenutzt:
        _print_uses(arguments, loaded, guide, today)
    else:
        _print_entries(arguments, loaded, today)
    return 1 if has_errors(loaded.findings) else 0


def _note(arguments: argparse.Namespace, loaded: LoadResult) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.confirming import note_values
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.findings import has_errors

    if has_errors(loaded.findings):
        raise InputError("In den Daten sind noch Fehler; sie stehen oben. Beheben Sie sie, dann geht es.")
    if arguments.auftrag[1:]:
        raise InputError(f"„{NOTE}“ gilt für alle Einträge. Schreiben Sie nur: {program()} fakten {NOTE}")
    changed = note_values(loaded.records)
    said = ", ".join(str(short(path)) for path in changed)
    print(f"Geändert: {said}" if changed else "Bei jeder Quelle steht schon, für welchen Wert sie gilt.")
    return 0


def _confirm(arguments: argparse.Namespace, loaded: LoadResult, today: date) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.attestation import Attested
    from ratgeber_tools.data.confirming import confirm, find_record
    from ratgeber_tools.editorial.office_names import office_identifier
    from ratgeber_tools.errors import InputError

    action, *names = arguments.auftrag
    if action != CONFIRM or not names or not arguments.stelle or arguments.am is None:
        raise InputError(
            f"Zum Bestätigen schreiben Sie: {program()} fakten bestaetigen KENNUNG --stelle STELLE --am 24.11.2026"
        )
    keys = [find_record(loaded.records, name) for name in names]
    changed = confirm(
        loaded.records,
        keys,
        office=office_identifier(arguments.stelle, loaded.records),
        day=arguments.am,
        today=today,
        valid_until=arguments.gueltig_bis,
    )
    for key in keys:
        record = loaded.records.get(key)
        assert isinstance(record, Attested)
        print(f"Bestätigt: {key.identifier} ({record.label})")
        for contradiction in record.contradictions:
            if contradiction.noted_on <= arguments.am:
                print(f"  Damit geklärt: {contradiction.statement}")
            else:
                print(f"  Noch offen, weil später bemerkt: {contradiction.statement}")
    print("Geändert: " + ", ".join(str(short(path)) for path in changed))
    return 0


def _check(arguments: argparse.Namespace, loaded: LoadResult, today: date) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.attestation import Attested
    from ratgeber_tools.data.confirming import check, find_record
    from ratgeber_tools.data.grades import said_digest
    from ratgeber_tools.editorial.office_names import office_identifier
    from ratgeber_tools.errors import InputError

    names = arguments.auftrag[1:]
    if not names or not arguments.amt or not arguments.quelle:
        raise InputError(
            f"Zum Prüfen schreiben Sie: {program()} fakten pruefen KENNUNG --amt STELLE --quelle ADRESSE "
            "(und --am 24.11.2026, wenn es nicht heute war)"
        )
    keys = [find_record(loaded.records, name) for name in names]
    office = office_identifier(arguments.amt, loaded.records)
    changed = check(
        loaded.records, keys, office=office, address=arguments.quelle, day=arguments.am or today, today=today
    )
    for key in keys:
        record = loaded.records.get(key)
        assert isinstance(record, Attested)
        digest = said_digest(record)
        others = {entry.office for entry in record.checks if entry.digest == digest} - {office}
        rest = "zwei Ämter, damit gilt es" if others else "es fehlt noch eine Prüfung aus einem anderen Amt"
        print(f"Geprüft: {key.identifier} ({record.label}), {rest}")
    print("Geändert: " + ", ".join(str(short(path)) for path in changed))
    return 0


def _print_entries(arguments: argparse.Namespace, loaded: LoadResult, today: date) -> None:
    from ratgeber_tools.cli.output import say
    from ratgeber_tools.data.inventory import by_office, ending_before, inventory
    from ratgeber_tools.data.states import State

    wanted = {
        state
        for state, chosen in (
            (State.CONFIRMED, arguments.bestaetigt),
            (State.CHECKED, arguments.geprueft),
            (State.EVIDENCED, arguments.belegt),
            (State.UNCONFIRMED, arguments.unbestaetigt),
            (State.CONTRADICTORY, arguments.widerspruechlich),
            (State.EXPIRED, arguments.abgelaufen),
            (State.UNKNOWN, arguments.unbekannt),
        )
        if chosen or arguments.alle
    }
    entries = _of_office(inventory(loaded.records, today), arguments.stelle, loaded)
    if arguments.laeuft_ab_vor is not None:
        _print_lines(ending_before(entries, arguments.laeuft_ab_vor))
        return
    if not wanted and arguments.stelle is None:
        _print_overview(entries)
        return
    for office, group in by_office(entry for entry in entries if not wanted or entry.state in wanted).items():
        say(f"\n{office or 'Ohne zuständige Stelle'}")
        _print_lines(group)


def _of_office(entries: Iterable[RegisterEntry], office: str | None, loaded: LoadResult) -> list[RegisterEntry]:
    from ratgeber_tools.editorial.office_names import office_identifier

    wanted = None if office is None else office_identifier(office, loaded.records)
    return [entry for entry in entries if wanted is None or entry.record.owner == wanted]


def _print_overview(entries: list[RegisterEntry]) -> None:
    from ratgeber_tools.cli.output import say
    from ratgeber_tools.data.inventory import by_office

    for office, group in by_office(entries).items():
        say(f"{office or 'Ohne zuständige Stelle'}: {_counts(group)}")
    say(f"\nZusammen {len(entries)}: {_counts(entries)}")


def _counts(entries: Iterable[RegisterEntry]) -> str:
    from collections import Counter

    counts = Counter(entry.state for entry in entries)
    return ", ".join(f"{number} {state.value}" for state, number in sorted(counts.items())) or "nichts"


def _print_lines(entries: Iterable[RegisterEntry]) -> None:
    from ratgeber_tools.cli.output import say, short
    from ratgeber_tools.data.dates import format_date

    for entry in entries:
        value = f": {entry.value}" if entry.value else ""
        end = f", bis {format_date(entry.end)}" if entry.end is not None else ""
        place = f"{short(entry.origin.path)}:{entry.origin.line}"
        say(f"  {place}: {entry.key.identifier} – {entry.record.label}{value} ({entry.state_in_words}{end})")
        for contradiction in entry.record.contradictions:
            say(f"      Widerspruch: {contradiction.statement}")


def _print_school_year(loaded: LoadResult, today: date) -> None:
    from ratgeber_tools.cli.output import say
    from ratgeber_tools.data.inventory import school_year_changes

    changes = school_year_changes(loaded.records, today)
    year = changes.year
    for title, entries in (
        (f"Endet vor dem oder im Schuljahr {year}", changes.ending),
        (f"Für das Schuljahr {year} noch unbekannt", changes.unknown),
        (f"Für das Schuljahr {year} noch nicht bestätigt", changes.unconfirmed),
    ):
        say(f"\n{title}: {len(entries) or 'nichts'}")
        _print_lines(entries)
    say(f"\nFür das Schuljahr {year} noch nicht angelegt: {len(changes.missing) or 'nichts'}")
    for entry, successor in changes.missing:
        say(f"  {successor} (wie {entry.key.identifier} – {entry.record.label}); fragen: {entry.office or '?'}")


def _print_uses(arguments: argparse.Namespace, loaded: LoadResult, guide: Path, today: date) -> None:
    from ratgeber_tools.cli.output import say
    from ratgeber_tools.data.inventory import inventory, uses_in_data
    from ratgeber_tools.guide import load
    from ratgeber_tools.guide.record_uses import listed_collections, record_uses

    chapters = load(guide, data=loaded)
    in_data = uses_in_data(loaded.records)
    in_chapters: dict[object, list[str]] = {}
    for use in record_uses(chapters):
        key = use.key_in(loaded.records)
        if key is not None:
            in_chapters.setdefault(key, []).append(f"{use.chapter.name}.md:{use.line}")
    listed = listed_collections(chapters)
    for entry in _of_office(inventory(loaded.records, today), arguments.stelle, loaded):
        places = [
            *in_chapters.get(entry.key, []),
            *(f"{chapter.name}.md (Liste)" for chapter in listed.get(entry.key.collection, ())),
            *in_data.get(entry.key, ()),
        ]
        if arguments.unbenutzt and not places:
            say(f"  {entry.key.identifier} – {entry.record.label}")
        elif arguments.verwendung:
            say(f"  {entry.key.identifier}: {', '.join(places) or 'nirgends'}")
