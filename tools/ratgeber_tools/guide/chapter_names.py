"""What people call a chapter: its name, the last part of it, its file, with whatever slashes; one place for all."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from ratgeber_tools.dialect import is_plain, slug
from ratgeber_tools.errors import TargetError

_MOST_CANDIDATES = 8


def chapter_called(words: str, known: Iterable[str], *, folder: Path, here: Path | None = None) -> str:
    """Return the name among `known` of the chapter someone calls `words`.

    That is its name (`schulanfang/anmeldung`) or, where no other chapter ends so, the last part of it (`anmeldung`),
    which is never a chapter in plainer German if its original ends so too;
    with or without `.md` and the guide's folder in front, with `\\` for `/`, whatever the case and with umlauts spelled
    out; or the path of its file as seen from `here`.  `folder` is the guide's.  Raises `TargetError` with the
    candidates if there is no such chapter, or more than one.
    """
    names = list(dict.fromkeys(known))
    typed = _tidy(words)
    readings = [typed, typed.removeprefix(f"{folder.name}/")]
    if here is not None and (path := (here / words.replace("\\", "/")).resolve()).is_relative_to(folder.resolve()):
        readings.append(_tidy(path.relative_to(folder.resolve()).as_posix()))
    for reading in readings:
        if reading in names:
            return reading
    for reading in readings:
        found = [name for name in names if _folded(name) == _folded(reading)]
        found = found or [name for name in names if _folded(name)[-len(_folded(reading)) :] == _folded(reading)]
        meant = [name for name in found if not is_plain(name)] or found
        if len(meant) == 1:
            return meant[0]
        if found:
            raise TargetError(f"„{words}“ heißen mehrere Kapitel. Nennen Sie eines davon: {_listed(found)}.")
    near = _near(readings[-1], names)
    hint = f"Meinten Sie {' oder '.join(f'„{name}“' for name in near)}?" if near else _SHAPE
    raise TargetError(f"Das Kapitel „{words}“ gibt es nicht. {hint}")


_SHAPE = "Ein Kapitel heißt wie seine Datei: schulanfang/anmeldung."


def _tidy(words: str) -> str:
    text = unicodedata.normalize("NFC", words.strip()).replace("\\", "/")
    return text.removeprefix("./").strip("/").removesuffix(".md")


def _folded(name: str) -> tuple[str, ...]:
    return tuple(slug(part) for part in name.split("/"))


def _near(typed: str, names: list[str]) -> list[str]:
    """Return the names most like `typed`, of which people often leave out the folder."""
    tails = {name.rpartition("/")[2]: name for name in names}
    found = difflib.get_close_matches(typed, names, n=3, cutoff=0.6)
    found += [tails[tail] for tail in difflib.get_close_matches(typed.rpartition("/")[2], tails, n=3, cutoff=0.7)]
    return list(dict.fromkeys(found))[:3]


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_CANDIDATES
    return ", ".join(names[:_MOST_CANDIDATES]) + (f" und {more} weitere" if more > 0 else "")
