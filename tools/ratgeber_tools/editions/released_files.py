"""Where released pictures and forms lie in the public edition's sources.

Two chapters may have released different contents of one picture; each keeps showing its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.offering import may_be_shown
from ratgeber_tools.releases.keeping import Release


def place_files(releases: Iterable[Release]) -> Mapping[tuple[str, str], str]:
    """Return a path in the sources for every released (path, content); the content released last keeps its path.

    Files that may not go to readers have none, even where an older release names them.
    """
    ordered = sorted(releases, key=lambda release: release.moment)
    newest = {path: blob for release in ordered for path, blob in release.files.items()}
    return {
        (path, blob): path if newest[path] == blob else _beside(path, blob)
        for release in ordered
        for path, blob in release.files.items()
        if may_be_shown(path)
    }


def missing_pictures(release: Release, page: Chapter, guide: Guide) -> Iterator[str]:
    """Yield the pictures a released page shows that are not part of its release."""
    for attachment in attachments_in(page, guide):
        if attachment.is_picture and attachment.path not in release.files:
            yield attachment.path


def _beside(path: str, blob: str) -> str:
    place = PurePosixPath(path)
    return place.with_name(f"{place.stem}-{blob[:10]}{place.suffix}").as_posix()
