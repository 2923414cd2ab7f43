"""What tests of the editor share: its sources with the packages they need, where npm is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.desk import bundle


@pytest.fixture(scope="session")
def editor_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sources' folder, packages installed; nobody but who changes the editor needs npm."""
    if not bundle.is_buildable():
        pytest.skip("npm and node are not installed: apt-get install npm")
    return bundle.prepare(tmp_path_factory.mktemp("editor"))
