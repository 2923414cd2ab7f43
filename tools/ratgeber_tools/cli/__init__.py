"""The `ratgeber` command: argument parsing and exit codes, nothing else.

Exit codes: 0 done, 1 the job could not be done or findings of severity error remain, 2 wrong use.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ratgeber_tools.errors import RatgeberError


class Command:
    """One sub-command: its name, one line of help, and the module with `configure(parser)` and `run(arguments)`.

    The module is imported only when its command is called, so `ratgeber --help` stays quick.
    """

    def __init__(self, name: str, summary: str, module: str) -> None:
        self.name = name
        self.summary = summary
        self.module = f"ratgeber_tools.cli.{module}"


COMMANDS: tuple[Command, ...] = (
    Command("import", "nimmt Word-Beiträge auf und führt gegengelesene Kapitel zusammen", "import_command"),
    Command("eingang", "macht aus Word-Dateien in eingang/ Vorschläge: Zweig, Vorschau, Nachricht", "inbox_command"),
    Command("export", "gibt Kapitel als Word-Dateien zum Gegenlesen aus", "export_command"),
    Command("convert", "wandelt eine Word-Datei in MyST, ohne sie aufzunehmen", "convert_command"),
    Command("vorlage", "schreibt die Word-Vorlage für Beiträge", "template_command"),
    Command("format", "bricht Kapitel nach Sätzen um und ändert sonst nichts", "format_command"),
    Command("check", "prüft die Kapitel", "check_command"),
    Command("status", "zeigt, wie weit jedes Kapitel ist und was bei wem fällig ist", "status_command"),
    Command("protokoll", "schreibt auf, was sich seit einem Tag geändert hat", "minutes_command"),
    Command("fakten", "zeigt, was bestätigt, offen oder abgelaufen ist, und nimmt Bestätigungen auf", "facts_command"),
    Command("faktenblatt", "schreibt je Stelle ein Blatt zum Bestätigen und liest es wieder ein", "fact_sheet_command"),
    Command("kalender", "schreibt die Kalender, die Eltern abonnieren", "calendar_command"),
    Command("build", "baut die Arbeitsfassung (html, pdf oder beides)", "build_command"),
    Command("vorschau", "zeigt die Arbeitsfassung im Browser und baut bei jedem Speichern neu", "preview_command"),
    Command("freigeben", "gibt ein Kapitel frei oder nimmt die Freigabe zurück", "release_command"),
    Command("rollen", "zeigt, welche Stelle mit welcher Adresse freigibt, und trägt eine ein", "roles_command"),
    Command("public", "baut die öffentliche Fassung aus dem, was freigegeben ist", "public_command"),
    Command("print", "baut alles, was auf Papier kommt: Druckdateien, Heft, Einlegeblatt, Karten", "print_command"),
    Command("handbuch", "baut das Handbuch (HTML und PDF)", "handbook_command"),
    Command("test", "lässt die Tests des Werkzeugs laufen", "test_command"),
    Command("lint", "prüft Stil und Typen des Werkzeugs", "lint_command"),
    Command("bilder", "nimmt von jeder Art Seite Bilder auf, am Telefon und am Bildschirm", "screenshots_command"),
    Command("benchmark", "misst die Geschwindigkeit, neben anderen Werkzeugen", "benchmark_command"),
    Command("ziele", "zeigt, was make kann", "targets_command"),
)


class _GermanParser(argparse.ArgumentParser):
    """argparse with German headings and one German sentence for wrong use."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {_in_german(message)} Hilfe: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Aufruf:", 1)

    def format_help(self) -> str:
        text = super().format_help()
        for english, german in (
            ("usage:", "Aufruf:"),
            ("positional arguments:", "Angaben:"),
            ("options:", "Optionen:"),
            ("show this help message and exit", "zeigt diese Hilfe"),
        ):
            text = text.replace(english, german, 1)
        return text


def _in_german(message: str) -> str:
    """Translate argparse's own messages; they are few and have stable wording in Python 3.11 to 3.14."""
    for english, german in (
        ("the following arguments are required:", "Es fehlt:"),
        ("unrecognized arguments:", "Unbekannte Angabe:"),
        ("expected one argument", "braucht einen Wert"),
        ("expected at least one argument", "braucht mindestens einen Wert"),
        ("invalid choice:", "kennt der Befehl nicht:"),
        ("(choose from", "(möglich sind:"),
        ("not allowed with argument", "geht nicht zusammen mit"),
        ("ambiguous option:", "mehrdeutige Option:"),
        ("could match", "könnte sein"),
        ("argument ", ""),
    ):
        message = message.replace(english, german)
    return message.rstrip(".") + "."


def _parser() -> _GermanParser:
    parser = _GermanParser(prog="ratgeber", description="Schreibt und veröffentlicht den Elternratgeber.")
    commands = parser.add_subparsers(dest="command", metavar="BEFEHL", title="Befehle", required=True)
    for command in COMMANDS:
        commands.add_parser(command.name, help=command.summary, add_help=False)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a cp1252 console must not die of an arrow or a Turkish name
            stream.reconfigure(errors="replace")
    command = next((entry for entry in COMMANDS if arguments and entry.name == arguments[0]), None)
    if command is None:
        _parser().parse_args(arguments)
        return 2
    module = importlib.import_module(command.module)
    parser = _GermanParser(
        prog=f"ratgeber {command.name}", description=command.summary[0].upper() + command.summary[1:] + "."
    )
    module.configure(parser)
    try:
        code = int(module.run(parser.parse_args(arguments[1:])))
        sys.stdout.flush()
        return code
    except RatgeberError as error:
        print(f"ratgeber {command.name}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output went away (`| head`); Python must not try to flush into it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Abgebrochen.", file=sys.stderr)
        return 130
