"""Options and skips all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Documents take long to draw, and a machine may be busy with something else; neither says anything about the code.
settings.register_profile(
    "ratgeber", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("ratgeber")


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for marker, program, reason in NEEDS:
        for item in items:
            if program is None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return the one browser of the session: Playwright cannot be started a second time while it runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
