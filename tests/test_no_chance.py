"""A run of the tests says something about the code, and nothing about the day, the machine or luck."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import real_guide
from hypothesis import given
from hypothesis import settings as written_out
from hypothesis import strategies as st
from real_guide import RealGuideReadError

import thoroughness
from thoroughness import examples

TESTS = Path(__file__).parent
#: Calls that give something else in each run, by the module they come from; `Random` is fine with a seed.
CHANCE = {
    "random": None,  # all of it: the module's own functions share one state that nobody has seeded
    "uuid": {"uuid1", "uuid4"},
    "secrets": None,
    "os": {"urandom", "getpid"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "dates": {"local_now", "local_today"},
}
#: What stands in every source that has such a call.
_PERHAPS = re.compile("|".join(name for owner, names in CHANCE.items() for name in names or [owner]))
#: Who may, and why.
EXCUSED = {
    ("test_one_clock.py", "local_today"): "tests the clock itself, which stands still there",
    ("editions/test_public_records.py", "local_today"): "the command runs as a process; all days lie weeks away",
    ("editions/test_public_pictures.py", "local_today"): "the command runs as a process; midnight changes no answer",
    ("browser/town_in_public.py", "local_now"): "the edition is built by a process with the machine's clock",
    ("desk/test_corrections_at_the_desk.py", "local_now"): "the same; only how that run ends is looked at",
    ("desk/test_publishing_at_the_desk.py", "local_now"): "the same; what is old or new there is so by hours or days",
}


def calls_of_chance(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each call whose answer is another one in the next run."""
    if not _PERHAPS.search(source):
        return  # to read them all takes seconds
    tree = ast.parse(source)
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    origins = {
        alias.asname or alias.name: (node.module or "").rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name):
                owner = origins.get(name, "")
            case ast.Attribute(attr=name, value=ast.Name(id=owner)) if owner in modules or owner in origins:
                pass
            case ast.Attribute(attr=name, value=ast.Attribute(attr="date" | "datetime" as owner)):
                pass
            case _:
                continue
        if owner not in CHANCE or (name == "Random" and node.args):
            continue
        names = CHANCE[owner]
        if names is None or name in names:
            yield node.lineno, name


def sources() -> list[Path]:
    return sorted(TESTS.rglob("*.py"))


@pytest.mark.parametrize(
    "line",
    [
        "import random\nrandom.choice('ab')",
        "import random\nrandom.Random()",
        "from random import Random\nRandom()",
        "from random import shuffle\nshuffle([])",
        "import uuid\nuuid.uuid4()",
        "import time\ntime.time()",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "from ratgeber_tools.data.dates import local_today\nlocal_today()",
    ],
)
def test_the_guard_sees_chance(line: str) -> None:
    assert list(calls_of_chance(line))


@pytest.mark.parametrize(
    "line",
    ["import random\nrandom.Random(7)", "import uuid\nuuid.uuid5(x, 'a')", "def test(random): random.shuffle([])"],
)
def test_the_guard_lets_pass_what_is_the_same_every_time(line: str) -> None:
    assert not list(calls_of_chance(line))


def test_no_test_asks_for_the_time_or_for_chance() -> None:
    found = {
        (path.relative_to(TESTS).as_posix(), name): line
        for path in sources()
        for line, name in calls_of_chance(path.read_text(encoding="utf-8"))
    }
    assert {place: line for place, line in found.items() if place not in EXCUSED} == {}
    assert set(EXCUSED) <= set(found), "an excuse nobody needs any more"


def test_every_property_test_lets_the_profile_say_how_much_it_draws() -> None:
    """Written-out settings would draw as much at night as by day."""
    imported = [
        path.relative_to(TESTS).as_posix()
        for path in sources()
        if "hypothesis" in (text := path.read_text(encoding="utf-8"))  # to read them all takes seconds
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module == "hypothesis"
        if {"settings", "seed"} & {alias.name for alias in node.names}
    ]
    assert imported == ["test_no_chance.py", "thoroughness.py"]


DRAWING = """
import sys
sys.path[:0] = {paths!r}
import thoroughness
thoroughness.load_profile()
{before}
from hypothesis import given, strategies as st
drawn = []
@thoroughness.examples(30)
@given(st.text(), st.integers())
def test(text, number):
    drawn.append((text, number))
test()
few = []
@thoroughness.examples(5, by_night=20)
@given(st.integers())
def test_with_few(number):
    few.append(number)
test_with_few()
print(len(drawn), len(few), ascii(drawn))
"""


def drawn(before: str = "", **environment: str) -> str:
    program = DRAWING.format(paths=[str(TESTS), str(TESTS / "guard")], before=before)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "HYPOTHESIS_PROFILE": "ratgeber", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_property_test_draws_the_same_whatever_ran_before_it() -> None:
    """Hypothesis tries constants of the modules that are loaded; those depend on which tests ran before."""
    assert drawn() == drawn("import ratgeber_tools.data.agenda, ratgeber_tools.readers.word, ratgeber_tools.guide")


def test_the_thorough_profile_draws_anew_and_many_times_as_much() -> None:
    first, second = (
        drawn(HYPOTHESIS_PROFILE="gruendlich", HYPOTHESIS_FACTOR="3", PYTHONHASHSEED="1") for _ in range(2)
    )
    assert first != second
    by_day, by_night = (tuple(map(int, each.split()[:2])) for each in (drawn(), first))
    assert by_day == (30, 5)
    assert by_night == (90, 60), "what a test draws less by day must not be taken from the night"


def test_a_test_that_draws_by_chance_is_refused() -> None:
    @written_out(derandomize=False)
    @given(st.just(0))
    def anew(number: int) -> None: ...

    @examples(1)
    @given(st.just(0))
    def same(number: int) -> None: ...

    assert thoroughness.is_repeatable(same)
    assert thoroughness.is_repeatable(anew) == thoroughness.is_thorough()


def test_whoever_opens_the_real_guide_is_refused() -> None:
    for reach in (lambda: os.listdir(real_guide.REAL), lambda: (Path(real_guide.REAL) / "index.md").read_bytes()):
        with pytest.raises(RealGuideReadError, match="a guide of its own"):
            reach()
    assert len(real_guide.refused) == 2
    real_guide.refused.clear()


def test_a_process_started_by_a_test_is_refused_too() -> None:
    program = f"import os; os.listdir({real_guide.REAL!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RealGuideReadError" in done.stderr
