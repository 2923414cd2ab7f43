"""The command line as a whole: one word for one thing, German throughout, examples that work, forgiving of slips."""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide_project import git
from ratgeber_tools.cli import COMMANDS, Command, main, main_parser, parser_of
from ratgeber_tools.cli.german_parser import in_german
from ratgeber_tools.cli.tool_version import version_line

each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)

#: What an option of a command takes, and what that is called in the help; one word for one thing.
#: The options that take no value are below.
VALUES: dict[str, str] = {
    "--am": "DATUM",  # the day something happened: an office answered, a meeting decided
    "--heute": "DATUM",
    "--seit": "DATUM",
    "--laeuft-ab-vor": "DATUM",
    "--gueltig-bis": "DATUM",
    "--faellig": "MONAT",
    "--stelle": "STELLE",  # the office it is about: who is asked, confirms, gives back
    "--zurueck-an": "STELLE",
    "--an": "STELLE",  # who a file goes to
    "--bis": "DATUM",  # until when it is to be back
    "--nach": "ORDNER ABSCHNITT",  # where things go; a section of the guide is a folder too
    "--heft": "SEITEN",
    "--als": "DATEI",  # the file it is written to
    "--einlesen": "DATEI",
    "--herkunft": "WOHER",  # how an answer came, and from whom
    "--ordner": "ORDNER",  # another guide
    "--html": "ORDNER",
    "--kontaktbogen": "ORDNER",
    "--kapitel": "KAPITEL",
    "--ersetzt": "KAPITEL",
    "--name": "NAME TEXT",
    "--nur": "NAME",
    "--fassung": "FASSUNG",
    "--hochladen": "GEGENSTELLE",
    "--zweig": "ZWEIG",
    "--gegenueber": "ZWEIG",  # where the work that is judged set out from
    "--seiten": "ZWEIG",
    "--nachricht-an": "PLATTFORM",
    "--adresse": "ADRESSE",
    "--datenbank": "ADRESSE",
    "--lauf": "ADRESSE",
    "--port": "PORT",
    "--lauscht": "IP",
    "--amt": "STELLE",  # the office somebody who checked a value belongs to
    "--quelle": "ADRESSE",  # the official page it was checked against
    "--antworten": "DATEI",
    "--postfach": "STELLE=ADRESSE",
    "--anwesend": "STELLE",
    "--beschluss": "PROTOKOLL",
    "--grund": "TEXT",
    "--ja": "N",
    "--nein": "N",
    "--enthalten": "N",
    "--dateiart": "ART",  # which program a file is for
}
SWITCHES = {
    "--mit-luecken",
    "--help", "--vorschau", "--ohne-vorschau", "--alle", "--ueberschreiben", "--ersetzen", "--ohne-reparatur",
    "--ein-dokument", "--beispiel", "--lesbarkeit", "--offen", "--neu", "--hinweise", "--extern", "--vollstaendig",
    "--bestaetigt", "--unbestaetigt", "--widerspruechlich", "--abgelaufen", "--unbekannt", "--schuljahr",
    "--verwendung", "--unbenutzt", "--ausfuehrlich", "--oeffnen", "--zurueckziehen", "--einzeln", "--gruendlich",
    "--beheben", "--nur-hochladen", "--geprueft", "--belegt", "--trotzdem", "--ansehen", "--ohne-seite",
    "--heft", "--entwurf", "--schulen", "--einsetzen", "--nur-einsetzen", "--zurueck",
    "--berichtigung", "--ablegen", "--redaktion", "--gestaltung", "--ein-bild", "--ja",
}  # fmt: skip
#: The answers to the questions of `einrichten`, each an option named after what is asked.
TEXT = "TEXT"
#: What stands behind a command without an option.
PLACES = {
    "DATEI",
    "NEUE-DATEI",
    "KAPITEL",
    "AUSGABE",
    "SEITE",
    "ANGABE",
    "bestaetigen|pruefen KENNUNG|festhalten",
    "eintragen STELLE ADRESSE",
    "aufraeumen | DATEI",
    "AUFTRAG",  # what is to be done, where a command can do several things
}
#: Names of former times; they are understood, and in no help.
FORMER = {
    "--von", "--durch", "--datum", "--ziel", "--datei", "--pruefen", "--alles", "--mend", "--ersetzen",
}  # fmt: skip
ENGLISH = re.compile(
    r"\b(usage|positional|arguments?|options|optional|show|this|message|exit|error|invalid|choice|choose|from|the|"
    r"following|are|required|expected|one|at|least|most|unrecognized|ambiguous|could|match|not|allowed|with|value|"
    r"default|unexpected|ignored|explicit|unknown|parser|maybe|you|meant)\b",
)


def shown(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    return (action for action in parser._actions if action.help != argparse.SUPPRESS)


@each_command
def test_one_word_stands_for_one_thing(command: Command) -> None:
    for action in shown(parser_of(command)):
        if not action.option_strings:
            assert action.metavar in PLACES, action
        elif action.nargs == 0:
            assert action.option_strings[-1] in SWITCHES
        else:
            assert action.metavar in VALUES.get(action.option_strings[-1], TEXT).split(), action


@each_command
def test_every_option_says_what_it_does(command: Command) -> None:
    assert all(action.help for action in shown(parser_of(command)))


@each_command
def test_hidden_options_are_former_names_and_nothing_else(command: Command) -> None:
    hidden = [action for action in parser_of(command)._actions if action.help == argparse.SUPPRESS]
    assert {name for action in hidden for name in action.option_strings} <= FORMER


@each_command
def test_a_day_is_understood_as_it_is_written_here_and_as_iso(command: Command) -> None:
    for action in shown(parser_of(command)):
        if action.metavar == "DATUM":
            assert callable(action.type)
            assert action.type("24.11.2026") == action.type("2026-11-24")


@each_command
def test_every_example_in_the_help_is_understood(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    examples = importlib.import_module(command.module).EXAMPLES
    assert 1 <= len(examples) <= 3
    with pytest.raises(SystemExit):
        main([command.name, "--help"])
    out = capsys.readouterr().out
    for example in examples:
        assert f"  ratgeber {example}\n" in out
        name, *words = shlex.split(example)
        assert name == command.name
        parser_of(command).understand(words)


@each_command
def test_no_help_holds_english(command: Command) -> None:
    assert not ENGLISH.findall(parser_of(command).format_help())


def test_the_help_of_the_tool_itself_names_every_command_and_holds_no_english() -> None:
    text = main_parser().format_help()
    assert all(re.search(rf"^  {command.name} ", text, re.MULTILINE) for command in COMMANDS)
    assert not ENGLISH.findall(text)


#: Calls that are wrong, one for each thing argparse can say, and the sentence for each.
WRONG = [
    (["import"], "Es fehlt: DATEI"),
    (["import", "a", "--nach"], "--nach: Hier fehlt ein Wert."),
    (["import", "a", "--nahc", "x"], "Die Option --nahc gibt es hier nicht. Meinten Sie „--nach“?"),
    (["import", "a", "-nach", "x"], "Die Option -nach gibt es hier nicht. Meinten Sie „--nach“?"),
    (["export", "--nahc", "x"], "Die Option --nahc gibt es hier nicht. Meinten Sie „--nach“?"),
    (["import", "a", "--vor"], "Die Option --vor gibt es hier nicht."),
    (["import", "a", "--vorschau=ja"], "--vorschau: Diese Option hat keinen Wert („ja“ ist zu viel)."),
    (["vorlage", "a", "b"], "Damit kann der Befehl nichts anfangen: b."),
    (["faktenblatt"], "Es fehlt eines von: --stelle --alle --einlesen"),
    (["faktenblatt", "--alle", "--stelle", "x"], "--stelle: geht nicht zusammen mit --alle."),
    (["build", "--fassung", "drcuk"], "möglich sind arbeitsfassung, druck. Meinten Sie „druck“?"),
    (["build", "htlm"], "„htlm“ gibt es nicht; möglich sind html, pdf, epub"),
    (["eingang", "--nachricht-an", "gitlba"], "möglich sind gitlab, forgejo, github. Meinten Sie „gitlab“?"),
    (["vorschau", "--port", "abc"], "--port: „abc“ ist keine ganze Zahl."),
    (["freigeben", "x", "--ja", "viele"], "--ja: „viele“ ist keine Anzahl."),
    (["protokoll", "--seit", "neulich"], "„neulich“ ist kein Datum. Schreiben Sie zum Beispiel 24.11.2026."),
    (["benchmark", "--nur"], "--nur: Hier fehlt mindestens ein Wert."),
    (["redaktion", "sichern"], "Hinter „sichern“ fehlt, wohin."),
    (["redaktion", "einladen", "Amt"], "Zum Einladen fehlt die Adresse des Redaktionstischs"),
    (["redaktion", "--lauscht", "0.0.0.0"], "--lauscht geht nur zusammen mit --adresse"),
    (["redaktion", "sicher", "x"], "Damit kann der Befehl nichts anfangen: sicher x."),
    (["improt"], "Den Befehl „improt“ gibt es nicht. Meinten Sie „import“?"),
    (["Freigabe"], "Den Befehl „Freigabe“ gibt es nicht. Meinten Sie „freigeben“?"),
    (["xyzzy"], "Den Befehl „xyzzy“ gibt es nicht. Hilfe: ratgeber --help"),
    (["--versoin"], "Die Option --versoin gibt es hier nicht. Meinten Sie „--version“?"),
    ([], "Es fehlt ein Befehl."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentence"), WRONG, ids=lambda value: "_".join(value) if isinstance(value, list) else ""
)
def test_wrong_use_ends_with_a_german_sentence_and_the_nearest_word(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert sentence in said
    assert said.startswith("Aufruf: ratgeber")
    assert not ENGLISH.findall(said)


@each_command
def test_whatever_is_left_out_or_too_much_is_told_in_german(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    for action in shown(parser_of(command)):
        for name in action.option_strings:
            for words in ([name], [f"{name}=x"], [name, "x", name, "y"], ["zuviel"] * 3 + [name]):
                with contextlib.suppress(SystemExit):
                    parser_of(command).understand(words)
    assert not ENGLISH.findall(capsys.readouterr().err)


#: What argparse says to programmers only.
PROGRAMMERS = (
    "__call__", "conflicting", "cannot merge", "'required' is an invalid", "invalid option string", "dest= is required",
    "invalid conflict_resolution", "mutually exclusive arguments must", "cannot have multiple", "subcommands",
    "is not callable", 'argument "-" with mode', "show program's version", "%(heading)s", "(default", "deprecated",
    "usage: ", "positional arguments", "options", "show this help", "error: ",
)  # fmt: skip


def sentences_of_argparse() -> list[str]:
    """Return the sentences this Python's argparse can say to whoever calls a command."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call))
    texts = {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return sorted(text for text in texts if not any(word in text for word in PROGRAMMERS))


@pytest.mark.parametrize("text", sentences_of_argparse())
def test_every_sentence_of_argparse_has_a_german_one(text: str) -> None:
    filled = re.sub(r"%\((\w+)\)[sr]|%[sr]", "7", text)
    assert not ENGLISH.findall(in_german(filled))


def test_argparse_sentences_are_found_at_all() -> None:
    assert len(sentences_of_argparse()) > 10


@each_command
def test_helps_fit_eighty_columns(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text, _, examples = parser_of(command).format_help().partition("Beispiele:\n")
    assert examples
    assert max(map(len, text.splitlines())) <= 80


def test_who_calls_the_starter_sees_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATGEBER_AUFRUF", "./elternratgeber")
    command = next(command for command in COMMANDS if command.name == "check")
    assert "./elternratgeber check --hinweise" in parser_of(command).format_help()


def test_the_version_names_the_commit_of_a_checkout_and_whether_it_was_changed(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    package = tmp_path / "tools"
    package.mkdir()
    (package / "modul.py").write_text("eins\n", encoding="utf-8")
    assert "Stand" not in version_line(package)
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "eins")
    commit = git(tmp_path, "rev-parse", "HEAD").strip()
    assert f"(Stand {commit[:10]})" in version_line(package)
    (package / "modul.py").write_text("zwei\n", encoding="utf-8")
    assert f"(Stand {commit[:10]}, hier geändert)" in version_line(package)


def test_the_version_is_told_outside_a_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"Elternratgeber, Werkzeug \d+\.\d+\.\d+, Python 3\.\d+\.\d+", version_line(tmp_path))
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Elternratgeber, Werkzeug ")


def test_former_names_still_do_what_they_did() -> None:
    for words, name, value in (
        (["import", "a", "--von", "x"], "stelle", "x"),
        (["fakten", "bestaetigen", "k", "--durch", "x"], "stelle", "x"),
        (["format", "--pruefen"], "vorschau", True),
        (["vorlage", "a", "--ersetzen"], "ueberschreiben", True),
        (["eingang", "--ziel", "haupt"], "zweig", "haupt"),
        (["kalender", "--ziel", "x"], "nach", Path("x")),
        (["protokoll", "--seit", "1.1.2026", "--alles"], "vollstaendig", True),
        (["lint", "--mend"], "beheben", True),
    ):
        command = next(command for command in COMMANDS if command.name == words[0])
        assert getattr(parser_of(command).understand(words[1:]), name) == value


def test_a_number_and_a_sentence_are_no_mistyped_options() -> None:
    command = next(command for command in COMMANDS if command.name == "freigeben")
    found = parser_of(command).understand(["x", "--zurueckziehen", "--grund", "- die Frist ist falsch"])
    assert found.grund == "- die Frist ist falsch"


def test_what_follows_two_dashes_is_nobodys_option() -> None:
    command = next(command for command in COMMANDS if command.name == "test")
    assert parser_of(command).understand(["tests", "--", "-k", "hort"]).pytest == ["tests", "-k", "hort"]


def test_the_command_starts_as_quickly_as_before() -> None:
    program = "import sys; import ratgeber_tools.cli; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
