"""Options and skips all tests share."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import real_guide

import prepared_processes
import thoroughness
from patience import PATIENCE_MS
from ratgeber_tools import spelling
from ratgeber_tools.cli import sphinx_process

gc.set_threshold(*prepared_processes.RARELY)  # from now on: items are collected by the thousand, and all stay
real_guide.guard()
thoroughness.load_profile()


# What the terminal or the starter has said must not reach the tests: `./elternratgeber test` names the real project.
for _name in ("COLUMNS", "RATGEBER_AUFRUF", "RATGEBER_PROJEKT"):
    os.environ.pop(_name, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

#: What a marker asks of the machine, whether it is there, and what to say when it is not.
NEEDS = (
    ("office", OFFICE, "LibreOffice is not installed: apt-get install libreoffice-writer-nogui"),
    ("browser", CHROMIUM, "Chromium is not installed: apt-get install chromium"),
)


@pytest.fixture(autouse=True)
def _the_real_guide_stays_unread() -> Iterator[None]:
    """Fail the test that has reached for the real `ratgeber/`, also where its code swallows the refusal."""
    real_guide.refused.clear()
    yield
    assert real_guide.refused == [], "tests have guides of their own"


@pytest.fixture(scope="session", autouse=True)
def _prepared_processes() -> Iterator[None]:
    """Have Sphinx built by processes that are ready: most of what a small build takes is importing."""
    with patch.object(sphinx_process, "subprocess", prepared_processes.in_the_stead_of_subprocess()):
        yield
    prepared_processes.end()


@pytest.fixture(scope="session", autouse=True)
def _remembered_spelling() -> Iterator[None]:
    """Ask hunspell a question once: reading its dictionary takes a tenth of a second, and guides are often the same."""
    answers: dict[tuple[object, ...], subprocess.CompletedProcess[str]] = {}

    def ask(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in more["env"].items() if name != "PYTEST_CURRENT_TEST"}
        question = (*command, more["input"], *sorted(environment.items()))
        if question not in answers:
            answers[question] = subprocess.run(command, **more)
        return answers[question]

    with patch.object(spelling, "subprocess", SimpleNamespace(run=ask, TimeoutExpired=subprocess.TimeoutExpired)):
        yield


@pytest.fixture
def real_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start Sphinx, the tool and hunspell as anybody would, each in a process of its own."""
    monkeypatch.setattr(sphinx_process, "subprocess", subprocess)
    monkeypatch.setattr(spelling, "subprocess", subprocess)
    monkeypatch.setattr(prepared_processes, "CAN_FORK", False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what the machine lacks a program for; refuse property tests that would draw by chance."""
    by_chance = [item.nodeid for item in items if not thoroughness.is_repeatable(getattr(item, "obj", None))]
    if by_chance:
        raise pytest.UsageError(
            "These tests draw anew in each run; let `thoroughness.examples` set them: " + ", ".join(by_chance)
        )
    for marker, program, reason in NEEDS:
        for item in items:
            if program is None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Spare the collector what stays: modules and items, half a million objects, were a tenth of the time."""
    gc.collect()
    gc.freeze()


def _patient(opening: Callable[..., Any]) -> Callable[..., Any]:
    """Have what is opened wait as long as everything in the tests does."""

    def opened(**options: Any) -> Any:
        made = opening(**options)
        made.set_default_timeout(PATIENCE_MS)
        return made

    return opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return the one browser of the session: Playwright cannot be started a second time while it runs."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        browser.new_context = _patient(browser.new_context)
        browser.new_page = _patient(browser.new_page)
        yield browser
        browser.close()
