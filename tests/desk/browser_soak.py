"""Some real browsers edit one chapter by chance over lines that are cut; what became of every word that was typed.

Words are typed as by a keyboard; everything else is done by the page's own keys, buttons and lists.  A page has
`redaktion` with `view()` and `connection` (its `pending` and `isReady` are asked for), as the editor's has.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from prosemirror.model import Node

from desk.cut_lines import HOST, Line, drawn_line
from desk.desk_network import doubled_in, lost_in
from desk.desk_servers import RunningDesk, running_desk
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import Login

#: After so long without becoming equal nothing will come any more, however busy the machine is.
_PATIENCE_S = 600.0
#: How often somebody looks up from the keys until all of theirs has arrived, and how long at most.
_LOOKS_UP, _LOOKS_UP_S = 0.3, 30.0
_KEYS = {
    "split": ("Enter", ""),
    "join": ("Backspace", ""),
    "deeper": ("ArrowRight", "alt shift"),
    "shallower": ("ArrowLeft", "alt shift"),
    "up": ("ArrowUp", "alt shift"),
    "down": ("ArrowDown", "alt shift"),
    "bold": ("b", "ctrl"),
}
_LISTS = {
    "text": ("Absatz oder Überschrift", "Text"),
    "heading": ("Absatz oder Überschrift", "Zwischenüberschrift"),
    "box": ("Kasten", "Tipp"),
    "no box": ("Kasten", "kein Kasten"),
}
_BUTTONS = {"list": "Liste"}
_DEEDS = (*_KEYS, *_LISTS, *_BUTTONS, "again")

_HANDS = Path(__file__).with_name("soak_hands.js")


@dataclass
class Tab:
    """A browser with the chapter open, and the line it hangs on; `errors` is what it complained of."""

    page: Any
    line: Line
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.wait_for_function("() => window.redaktion?.view?.()?.state.doc.childCount > 0")
        self.page.evaluate(_HANDS.read_text(encoding="utf-8"))

    def hands(self, name: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"given => hands.{name}(...given)", list(arguments))

    @property
    def is_quiet(self) -> bool:
        """Whether all that was done here has arrived."""
        state = self.hands("state")
        return bool(state["ready"]) and not state["waiting"]

    def mend(self) -> None:
        """Have the line whole again and the browser told so, as by the machine it runs on."""
        self.line.mend()
        self.page.evaluate("dispatchEvent(new Event('online'))")


@contextmanager
def tabs_at(
    root: Path, chapter: str, browser: Any, offices: Sequence[Login]
) -> Iterator[tuple[RunningDesk, list[Tab]]]:
    """Run the desk of a project, and open a chapter in a browser of its own for each of `offices`."""
    with ExitStack() as stack:
        lines = [stack.enter_context(drawn_line()) for _ in offices]
        running = stack.enter_context(running_desk(root, doors=[line.port for line in lines]))
        tabs = []
        for line, office in zip(lines, offices, strict=True):
            line.target = running.port
            page = stack.enter_context(browser.new_context()).new_page()
            page.goto(f"http://{HOST}:{line.port}/anmelden?zeichen={running.logins.invite(office)}")
            page.goto(f"http://{HOST}:{line.port}/kapitel/{chapter}")
            tabs.append(Tab(page, line))
        yield running, tabs


@dataclass
class BrowserSoak:
    """What happened; `equal_after_s` is the time from the last line's mending until all say the same, None if never."""

    tabs: Sequence[Tab]
    chance: Random
    words: list[str] = field(default_factory=list)
    cuts: int = 0
    equal_after_s: float | None = None
    #: The same as work of this process, in which the server runs too: what another program does is not in it.
    equal_after_cpu_s: float | None = None
    _documents: list[Node] = field(default_factory=list)

    def run(self, operations: int) -> None:
        for _ in range(operations):
            tab = self.chance.choice(self.tabs)
            happening = self.chance.random()
            if happening < 0.03 and not tab.line.is_cut:
                tab.line.cut()
                self.cuts += 1
            elif happening < 0.12 and tab.line.is_cut:
                tab.mend()
            elif happening < 0.62:
                self._type(tab)
            else:
                self._restructure(tab, self.chance.choice(_DEEDS))
            if self.chance.random() < _LOOKS_UP and not tab.line.is_cut:
                _wait_for(lambda tab=tab: tab.is_quiet, _LOOKS_UP_S)  # type: ignore[misc]
        self._settle()

    def _type(self, tab: Tab) -> None:
        word = f"s{len(self.words):05}x"
        if tab.hands("place", self._place(), ""):
            tab.page.keyboard.insert_text(f" {word} ")
            if tab.hands("says", word):
                self.words.append(word)

    def _restructure(self, tab: Tab, deed: str) -> None:
        if deed in _KEYS:
            where = {"join": "start", "bold": "all"}.get(deed, "")
            tab.hands("press", self._place(), where, *_KEYS[deed])
        elif deed in _LISTS:
            tab.hands("choose", self._place(), *_LISTS[deed])
        elif deed in _BUTTONS:
            tab.hands("click", self._place(), _BUTTONS[deed])
        else:
            tab.hands("again")

    def _place(self) -> list[float]:
        return [self.chance.random(), self.chance.random()]

    def _settle(self) -> None:
        for tab in self.tabs:
            if tab.line.is_cut:
                tab.mend()
        started, worked = time.monotonic(), time.process_time()
        if _wait_for(self._is_equal, _PATIENCE_S):
            self.equal_after_s = time.monotonic() - started
            self.equal_after_cpu_s = time.process_time() - worked

    def _is_equal(self) -> bool:
        states = [tab.hands("state") for tab in self.tabs]
        self._documents = [Node.from_json(SCHEMA, state["doc"]) for state in states]
        is_quiet = all(state["ready"] and not state["waiting"] for state in states)
        return is_quiet and len({json.dumps(state["doc"], sort_keys=True) for state in states}) == 1

    @property
    def document(self) -> Node:
        """Return what the first tab says in the end."""
        return self._documents[0]

    @property
    def lost(self) -> list[str]:
        return lost_in(self.document, self.words)

    @property
    def doubled(self) -> list[str]:
        return doubled_in(self.document, self.words)

    @property
    def boxes(self) -> int:
        """Return how many conflicts there are in the end."""
        found: list[Node] = []
        self.document.descendants(lambda node, *_: found.append(node))  # type: ignore[arg-type,func-returns-value]
        return sum(node.type.name == "box" and node.attrs["name"] == "konflikt" for node in found)

    @property
    def errors(self) -> list[str]:
        return [error for tab in self.tabs for error in tab.errors]


def _wait_for(condition: Callable[[], bool], patience_s: float) -> bool:
    """Say whether a condition became true in time."""
    started = time.monotonic()
    while time.monotonic() - started < patience_s:
        if condition():
            return True
        time.sleep(0.05)
    return False
