"""Options and skips all tests share."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, settings

# Documents take long to draw, and a machine may be busy with something else; neither says anything about the code.
settings.register_profile(
    "ratgeber", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("ratgeber")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return
    without = pytest.mark.skip(reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(without)
