"""The guide's other side, a forge: what others brought there comes here, what was saved here goes there.

It never waits for anybody who types: `exchange` is called beside the server's work, and again until it has gone well.
Nothing is forced and nothing overwritten.  Where both sides have changed a chapter so that git cannot put it together,
it is merged as a return from Word is; where even that cannot be, both sides stay as they are, and a sentence says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ratgeber_tools import branches, files
from ratgeber_tools.branches import Author, OvertakenError
from ratgeber_tools.desk.out_of_editor import as_in_chapter, normal_form
from ratgeber_tools.desk.rooms.room import DESK
from ratgeber_tools.desk.rooms.safe_merge import merge_safely
from ratgeber_tools.desk.rooms.saving import unplaced
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.history import Repository
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.merge import VersionSource
from ratgeber_tools.roundtrip.patching.proven import patch

_ATTEMPTS = 5
_MESSAGE = "Zusammengeführt: der Redaktionstisch und die Plattform"
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n.*?^---\r?\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GuideForge:
    """`branch` at `remote`, to which the branch that is checked out goes; make one with `of`."""

    repository: Repository
    remote: str
    branch: str

    @classmethod
    def of(cls, repository: Repository | None) -> GuideForge | None:
        """Return the other side of a repository, None if there is none."""
        found = branches.upstream_of(repository) if repository is not None else None
        return cls(repository, *found) if repository is not None and found is not None else None

    def exchange(self) -> None:
        """Fetch what is there, bring both together, and push; raises `BranchError`, and nothing is lost."""
        for attempt in range(1, _ATTEMPTS + 1):
            there = branches.remote_commits(self.repository, self.remote, beginning=self.branch).get(self.branch, "")
            here = self._brought_together(there)
            if here in ("", there):
                return
            try:
                branches.push_commit(self.repository, here, self.branch, remote=self.remote)
            except OvertakenError:
                if attempt == _ATTEMPTS:
                    raise
            else:
                return

    def _brought_together(self, there: str) -> str:
        """Take the folder to a commit that has all of `there` too, and return it."""
        while True:
            here = self.repository.commit_of("HEAD")
            if not there or (here and self.repository.is_part_of(there, here)):
                return here
            fits = not here or self.repository.is_part_of(here, there)
            joined = there if fits else self._joined(there)
            with files.held(self.repository.top / ".git"):  # nobody saves a chapter while files change
                if self.repository.commit_of("HEAD") == here:
                    branches.go_on_to(self.repository, joined)
                    return joined

    def _joined(self, there: str) -> str:
        return branches.join(self.repository, there, message=_MESSAGE, author=Author("", ""), resolve=_merged)


def _merged(name: str, base: bytes, theirs: bytes, ours: bytes) -> bytes | None:
    """Return a chapter with what both sides did to it; None for what is none, or whose heads both sides changed."""
    heads = [_head(source) for source in (base, theirs, ours)]
    head = _merged_head(*heads)
    if not name.endswith(".md") or head is None:
        return None
    source = head + theirs[len(heads[1]) :]
    try:
        before, there, here = (reader.read(each.decode("utf-8-sig")).document for each in (base, source, ours))
        # what the forge has is the chapter by now, the desk's is the other version, and a conflict calls it so
        merged = merge_safely(
            normal_form(before), unplaced(normal_form(there)), unplaced(normal_form(here)), VersionSource(DESK)
        ).document
        return patch(source, as_in_chapter(replace(merged, front_matter=there.front_matter), there))
    except (RatgeberError, UnicodeDecodeError):
        return None


def _head(source: bytes) -> bytes:
    found = _HEAD.match(source)
    return found[0] if found else b""


def _merged_head(base: bytes, theirs: bytes, ours: bytes) -> bytes | None:
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else None
