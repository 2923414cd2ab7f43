"""argparse in German: headings, help, and one sentence for each kind of wrong use, with the nearest word there is."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

#: Above the examples at the end of a command's help; lines below it stay as they are.
EXAMPLES_TITLE = "Beispiele:"

_NUMBER = re.compile(r"-\d+|-\d*\.\d+")


class GermanParser(argparse.ArgumentParser):
    """A parser whose own words are German; `examples` are lines for the end of the help, without the program's name.

    Options are not abbreviated: what is short enough today may mean two things tomorrow.
    """

    def __init__(self, *, prog: str, description: str, program: str = "", examples: Iterable[str] = ()) -> None:
        lines = [f"  {program} {example}" for example in examples]
        super().__init__(
            prog=prog,
            description=description,
            epilog="\n".join([EXAMPLES_TITLE, *lines]) if lines else None,
            formatter_class=_GermanHelp,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="zeigt diese Hilfe")

    def understand(self, words: Sequence[str]) -> argparse.Namespace:
        """Return what `words` say; ends with a usage message and exit code 2 where they cannot be understood.

        A mistyped option comes first: what argparse says instead (“required: --nach”) follows from it.
        """
        for word in _options(words):
            if word not in self._option_string_actions:
                self.error(f"Die Option {word} gibt es hier nicht.{self._nearest_option(word)}")
        return self.parse_args(words)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {in_german(message)} Hilfe: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)

    def _nearest_option(self, word: str) -> str:
        from ratgeber_tools.data.validation import closest

        shown = (
            name
            for name, action in self._option_string_actions.items()
            if action.help != argparse.SUPPRESS and name.startswith("--")
        )
        return closest(f"--{word.lstrip('-')}", shown)


def former_name(parser: argparse._ActionsContainer, name: str, action: argparse.Action) -> None:
    """Let `parser` understand `name`, an option's or a place's name of former times; it is in no help."""
    if isinstance(action, argparse._StoreTrueAction):
        parser.add_argument(
            name, dest=action.dest, action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    else:
        parser.add_argument(
            name,
            dest=action.dest,
            nargs=action.nargs,
            const=action.const,
            type=action.type or str,
            default=argparse.SUPPRESS,
            help=argparse.SUPPRESS,
        )


def in_german(message: str) -> str:
    """Return argparse's `message` as a German sentence; one that is German already comes back with a full stop."""
    where, found = "", message
    if match := re.fullmatch(r"argument (?P<where>.+?): (?P<what>.+)", message, re.DOTALL):
        where, found = f"{match['where']}: ", match["what"]
    for pattern, german in _MESSAGES:
        if match := pattern.fullmatch(found):
            return _sentence(where + german(match))
    return _sentence(where + found)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _unknown_choice(match: re.Match[str]) -> str:
    from ratgeber_tools.data.validation import closest

    choices = [choice.strip("'") for choice in match["choices"].split(", ")]
    value = match["value"].strip("'\"")
    return f"„{value}“ gibt es nicht; möglich sind {', '.join(choices)}.{closest(value, choices)}"


def _no_value(match: re.Match[str]) -> str:
    kinds = {"int": "keine ganze Zahl", "float": "keine Zahl"}
    return f"„{match['value'][1:-1]}“ ist {kinds.get(match['kind'], 'hier nicht möglich')}"


def _plain(german: str) -> Callable[[re.Match[str]], str]:
    return lambda match: german.format(*match.groups())


#: argparse's sentences (stable from Python 3.11 to 3.14) and ours; programmers' mistakes are not among them.
_MESSAGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(english, re.DOTALL), german)
    for english, german in (
        (r"the following arguments are required: (.+)", _plain("Es fehlt: {}")),
        (r"one of the arguments (.+) is required", _plain("Es fehlt eines von: {}")),
        (r"unrecognized arguments: (.+)", _plain("Damit kann der Befehl nichts anfangen: {}")),
        (r"expected one argument", _plain("Hier fehlt ein Wert")),
        (r"expected at most one argument", _plain("Hier geht nur ein Wert")),
        (r"expected at least one argument", _plain("Hier fehlt mindestens ein Wert")),
        (r"expected (\d+) arguments?", _plain("Hier müssen {} Werte stehen")),
        (r"ignored explicit argument '?(.*?)'?", _plain("Diese Option hat keinen Wert („{}“ ist zu viel)")),
        (r"not allowed with argument (.+)", _plain("geht nicht zusammen mit {}")),
        (r"ambiguous option: (.+) could match (.+)", _plain("{} kann vieles heißen: {}")),
        (r"unexpected option string: (.+)", _plain("Die Option {} gibt es hier nicht")),
        (r"invalid choice: (?P<value>.+?)(?:, maybe you meant .+?)? \(choose from (?P<choices>.+)\)", _unknown_choice),
        (r"unknown parser (?P<value>.+) \(choices: (?P<choices>.+)\)", _unknown_choice),
        (r"invalid (?P<kind>\S+) value: (?P<value>.+)", _no_value),
        (r"can't open '(.+)': .+", _plain("{} lässt sich nicht öffnen")),
    )
)


def _options(words: Iterable[str]) -> Iterable[str]:
    """Yield what looks like an option, without its value, as argparse would see it."""
    for word in words:
        if word == "--":
            return
        if word.startswith("-") and word != "-" and not _NUMBER.fullmatch(word):
            name, _, _ = word.partition("=")
            if " " not in name:
                yield name if name.startswith("--") or name != "-h" else "-h"


class _GermanHelp(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[argparse._MutuallyExclusiveGroup], prefix: str | None = None) -> None:  # noqa: E501  # fmt: skip
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith(EXAMPLES_TITLE) else super()._fill_text(text, width, indent)
