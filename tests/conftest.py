"""Options and skips all tests share."""

from __future__ import annotations

import shutil

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return
    without = pytest.mark.skip(reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(without)
