"""Signed consents as files: beside the file of persons, outside the project, for nobody but this machine's user.

Whose consent it is must never be in a repository: what is committed once cannot be taken back.  Where no file of
persons is set up, no consent is kept here, and the page says who can change that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.persons import persons_path, require_outside
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.dialect import slug

#: No consent may be larger, in bytes: a few pages scanned.
LARGEST_CONSENT = 10_000_000
NOT_SET_UP = (
    "Hier können noch keine Einwilligungen liegen: Es ist kein Ort dafür eingerichtet. "
    "Fragen Sie, wer den Redaktionstisch betreibt."
)
_FOLDER = "einwilligungen"
#: How a file begins -> its ending; nothing else is kept.
_KINDS = ((b"%PDF-", ".pdf"), (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"))


@dataclass(frozen=True, slots=True)
class ConsentFiles:
    """The files of one kind, `bilder` or `personen`, in `folder`; None where there is no place for them."""

    kind: str
    folder: Path | None

    @classmethod
    def of(cls, kind: str) -> ConsentFiles:
        path = persons_path()
        return cls(kind, None if path is None else path.parent / _FOLDER / kind)

    @property
    def is_set_up(self) -> bool:
        return self.folder is not None

    def of_name(self, name: str) -> list[Path]:
        """Return the files kept for a picture or person, the oldest first."""
        if self.folder is None or not self.folder.is_dir():
            return []
        stem = _stem(name)
        found = [path for path in self.folder.iterdir() if path.stem.rpartition("-")[0] == stem]
        return sorted(found, key=_number)

    def numbered(self, name: str, number: int) -> Path:
        """Return one of the files of a name, counted from 1; raises `RefusedError` for one there is not."""
        found = next((path for path in self.of_name(name) if _number(path) == number), None)
        if found is None:
            raise RefusedError("Diese Einwilligung liegt hier nicht.")
        return found

    def keep(self, name: str, data: bytes) -> None:
        """Keep a file beside those there are; raises `RefusedError` for what is no scan or PDF, or has no place."""
        if self.folder is None:
            raise RefusedError(NOT_SET_UP)
        ending = next((ending for begins, ending in _KINDS if data.startswith(begins)), None)
        if ending is None or len(data) > LARGEST_CONSENT:
            raise RefusedError("Eine Einwilligung ist eine PDF-Datei oder ein Foto (JPEG, PNG) von höchstens 10 MB.")
        require_outside(self.folder / "x")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with files.held(self.folder):
            number = max((_number(path) for path in self.of_name(name)), default=0) + 1
            path = self.folder / f"{_stem(name)}-{number}{ending}"
            files.replace(path, data, expected=None)
            path.chmod(0o600)


def _stem(name: str) -> str:
    return slug(name, longest=120) or "x"


def _number(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else 0
