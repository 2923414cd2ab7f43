"""The `ratgeber` command: argument parsing and exit codes, nothing else.

Exit codes: 0 done, 1 the job could not be done or findings of severity error remain, 2 wrong use.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from ratgeber_tools.calling import program
from ratgeber_tools.cli.german_parser import GermanParser
from ratgeber_tools.errors import RatgeberError, kept_details, our_mistake


class Command:
    """One sub-command: its name, one line of help, and the module with `configure(parser)`, `run(arguments)`
    and `EXAMPLES`, lines for its help without the program's name.

    The module is imported only when its command is called, so `ratgeber --help` stays quick.
    """

    def __init__(self, name: str, summary: str, module: str) -> None:
        self.name = name
        self.summary = summary
        self.module = f"ratgeber_tools.cli.{module}"


COMMANDS: tuple[Command, ...] = (
    Command("import", "nimmt Word-Beiträge auf und führt gegengelesene Kapitel zusammen", "import_command"),
    Command("eingang", "macht aus Dateien in eingang/ Vorschläge: Zweig, Vorschau, Nachricht", "inbox_command"),
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
    Command("redaktion", "öffnet die Kapitel zum gemeinsamen Schreiben im Browser", "desk_command"),
    Command("einrichten", "fragt, was die Stadt ausmacht, und trägt Angaben und Postfächer ein", "setup_command"),
    Command("freigeben", "gibt ein Kapitel frei oder nimmt die Freigabe zurück", "release_command"),
    Command("sprachen", "gibt Kapitel zum Übersetzen aus und nimmt Übersetzungen auf", "languages_command"),
    Command("rollen", "zeigt, welche Stelle mit welcher Adresse freigibt, und trägt eine ein", "roles_command"),
    Command("public", "baut die öffentliche Fassung aus dem, was freigegeben ist", "public_command"),
    Command("print", "baut alles, was auf Papier kommt: Druckdateien, Heft, Einlegeblatt, Karten", "print_command"),
    Command("handbuch", "baut das Handbuch (HTML und PDF)", "handbook_command"),
    Command("test", "lässt die Tests des Werkzeugs laufen", "test_command"),
    Command("editor", "baut den Editor der Redaktion neu (braucht npm)", "editor_command"),
    Command("lint", "prüft Stil und Typen des Werkzeugs", "lint_command"),
    Command("bilder", "nimmt von jeder Art Seite Bilder auf, am Telefon und am Bildschirm", "screenshots_command"),
    Command("benchmark", "misst die Geschwindigkeit, neben anderen Werkzeugen", "benchmark_command"),
    Command("ziele", "zeigt, was make kann", "targets_command"),
)


def parser_of(command: Command) -> GermanParser:
    """Return the parser of a command, with what its module asks for and the module's `EXAMPLES`."""
    module = importlib.import_module(command.module)
    parser = GermanParser(
        prog=f"{program()} {command.name}",
        description=command.summary[0].upper() + command.summary[1:] + ".",
        program=program(),
        examples=module.EXAMPLES,
    )
    module.configure(parser)
    return parser


def main_parser() -> GermanParser:
    """Return the parser of `ratgeber` itself, which only knows the commands' names."""
    parser = GermanParser(
        prog=program(),
        description="Schreibt und veröffentlicht den Elternratgeber.",
        program=program(),
        examples=("check", "import 'Beitrag Hort.docx' --nach schulanfang", "import --help"),
    )
    parser.add_argument("--version", action="store_true", help="sagt, welcher Stand des Werkzeugs das ist")
    commands = parser.add_argument_group("Befehle")
    for command in COMMANDS:
        commands.add_argument(command.name, nargs="?", help=command.summary)
    parser.usage = f"{program()} [-h] [--version] BEFEHL ..."
    return parser


def _without_command(arguments: Sequence[str]) -> int:
    from ratgeber_tools.data.validation import closest

    parser = main_parser()
    if "--version" in arguments[:1]:
        from ratgeber_tools.cli.tool_version import version_line

        print(version_line())
        return 0
    if not arguments:
        parser.error("Es fehlt ein Befehl.")
    if not arguments[0].startswith("-"):
        hint = closest(arguments[0], [command.name for command in COMMANDS])
        parser.error(f"Den Befehl „{arguments[0]}“ gibt es nicht.{hint}")
    parser.understand(arguments)
    parser.error("Der Befehl steht zuerst.")


def _leave_unsaid() -> None:
    """Keep Python from complaining, as it ends, about output that the disk does not take."""
    try:
        sys.stdout.flush()
    except OSError:
        _forget_output()


def _forget_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a cp1252 console must not die of an arrow or a Turkish name
            stream.reconfigure(errors="replace")
    command = next((entry for entry in COMMANDS if arguments and entry.name == arguments[0]), None)
    if command is None:
        return _without_command(arguments)
    parser = parser_of(command)
    try:
        code = int(importlib.import_module(command.module).run(parser.understand(arguments[1:])))
        sys.stdout.flush()
        return code
    except RatgeberError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output went away (`| head`); Python must not try to flush into it
        _forget_output()
        return 0
    except KeyboardInterrupt:
        print("Abgebrochen.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"{our_mistake(error, about=parser.prog)} {kept_details(error)}".rstrip(), file=sys.stderr)
        _leave_unsaid()
        return 1
    except Exception as error:  # our bug: no author has to read a traceback
        print(f"{our_mistake(error, about=f'ratgeber {command.name}')} {kept_details(error)}".rstrip(), file=sys.stderr)
        return 1
