"""`ratgeber vorschau` at its edges: a port somebody else has, and Ctrl+C at any moment."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from ratgeber_tools.cli import main, preview_command


class Interrupted:
    """Stands for Sphinx: whoever waits for it presses Ctrl+C."""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def build(self) -> None:
        raise KeyboardInterrupt


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "conf.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ratgeber_tools.cli.warm_sphinx.WarmSphinx", Interrupted)
    return tmp_path


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_control_c_ends_it_cleanly_even_while_it_builds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vorschau"]) == 0
    assert capsys.readouterr().out.endswith("\nVorschau beendet.\n")


def test_a_chosen_port_in_use_is_told_with_one_that_is_free(
    project: Path, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vorschau", "--port", str(taken)]) == 1
    said = capsys.readouterr().err
    assert f"Der Port {taken} ist belegt" in said
    assert "ratgeber vorschau --port" in said


def test_without_a_choice_the_next_port_is_taken_and_told(
    project: Path, taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preview_command, "DEFAULT_PORT", taken)
    assert main(["vorschau"]) == 0
    assert f"Der Port {taken} ist belegt, vielleicht von einer anderen Vorschau" in capsys.readouterr().out
