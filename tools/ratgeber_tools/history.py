"""The guide's history: the only reader of git; what is written to it goes through `branches`.

Reads what is committed and never changes anything.  Paths are POSIX paths relative to the repository's top folder, as
git names them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ratgeber_tools import keyless
from ratgeber_tools.errors import MissingProgramError, RatgeberError
from ratgeber_tools.git_refusals import in_german

_TIMEOUT_S = 120
_SHA1_LENGTH = 40
_FIELD = "\x1f"
_RECORD = "\x1e"
_LOG_FORMAT = f"{_RECORD}%H{_FIELD}%ae{_FIELD}%aI"


class HistoryError(RatgeberError):
    """The repository cannot answer; the German sentence says what to fetch or mend."""


@dataclass(frozen=True, slots=True)
class ChapterCommit:
    """One commit as far as a chapter is concerned: its id, the author's mail address, and when."""

    commit: str
    author_mail: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class BranchCommit:
    """A commit of a branch: who wrote it (an office and its mailbox), when, and what its message says."""

    commit: str
    author: str
    author_mail: str
    moment: datetime
    message: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Lines one commit added to a file; `name` is the file's, as git names it."""

    change: ChapterCommit
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """What git says of a commit's signature: whether it is good and the key is known, and whose key it is."""

    is_good: bool
    is_there: bool
    signer: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file before and after: names and blob ids, None on the side where it is not there."""

    old_name: str | None
    new_name: str | None
    old_blob: str | None
    new_blob: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What one commit did to one file: blob ids in each parent and afterwards, None where the file was not there."""

    change: ChapterCommit
    name: str
    before: tuple[str | None, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """A git work tree; make one with `find_repository`."""

    top: Path
    #: Where git keeps what all work trees of the repository share; None: git has to be asked.
    _common: Path | None = field(default=None, repr=False, compare=False)
    #: What was asked once and stays: that there are commits.
    _known: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def relative(self, path: Path) -> str:
        """Return `path` as git names it; raises `HistoryError` when it lies outside the work tree."""
        try:
            return path.resolve().relative_to(self.top).as_posix()
        except ValueError:
            raise HistoryError(f"{path} liegt nicht im Git-Ordner {self.top}; bitte den Pfad prüfen.") from None

    def is_shallow(self) -> bool:
        """Say whether the clone was made with `--depth` and older content may be missing."""
        if self._common is not None:  # gitrepository-layout(5): git writes down there where history ends
            ends = self._common / "shallow"
            return ends.is_file() and ends.stat().st_size > 0
        return self._text("rev-parse", "--is-shallow-repository").strip() == "true"

    def has_commits(self) -> bool:
        if "commits" not in self._known and self._run("rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
            self._known.add("commits")
        return "commits" in self._known

    def current_author_mail(self) -> str:
        """Return the mail address git would sign a commit with now (environment before settings), or ""."""
        done = self._run("var", "GIT_AUTHOR_IDENT")
        ident = done.stdout.decode("utf-8", "replace")
        if done.returncode or "<" not in ident:
            return ""
        return ident.split("<", 1)[1].split(">", 1)[0].strip()

    def configured_mail(self) -> str:
        """Return the mail address of git's settings, or ""; no variable of a run counts."""
        settings = _without_identity(os.environ)
        done = _git(self.top, "config", "user.email", environment=settings)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def commit_of(self, revision: str) -> str:
        """Return the commit `revision` names, "" if there is none."""
        done = self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return done.stdout.decode("ascii").strip() if done.returncode == 0 else ""

    def is_part_of(self, older: str, newer: str) -> bool:
        """Say whether `newer` holds all commits that lead to `older`."""
        return self._run("merge-base", "--is-ancestor", older, newer).returncode == 0

    def changed_on(self, revision: str, *, since: str = "HEAD") -> tuple[str, ...]:
        """Return the files the commits of `revision` change that `since` does not have."""
        listed = self._text("diff", "--name-only", "--no-renames", "-z", f"{since}...{revision}", "--")
        return tuple(name for name in listed.split("\0") if name)

    def first_subject(self, revision: str, *, since: str = "HEAD") -> str:
        """Return the first line of the oldest commit of `revision` that `since` does not have, "" if there is none."""
        lines = self._text("log", "--format=%s", f"{since}..{revision}", "--").splitlines()
        return lines[-1] if lines else ""

    def commits_beyond(self, revision: str, *, since: str = "HEAD") -> tuple[BranchCommit, ...]:
        """Return the commits of `revision` that `since` does not have, the oldest first."""
        listed = self._text("log", "--reverse", "-z", "--format=%H%n%an%n%ae%n%aI%n%B", f"{since}..{revision}", "--")
        lines = (entry.split("\n", 4) for entry in listed.split("\0") if entry.strip())
        return tuple(
            BranchCommit(commit, name, mail, datetime.fromisoformat(moment), message.strip())
            for commit, name, mail, moment, message in lines
        )

    def blob_of_file(self, path: Path) -> str:
        """Return the blob id the file's present content has or would have, line endings as git would store them."""
        name = self.relative(path)
        return self._text("hash-object", f"--path={name}", "--", str(path)).strip()

    def committed_blob(self, path: Path, *, revision: str = "HEAD") -> str | None:
        """Return the blob id of `path` at `revision`, or None when it is not there."""
        done = self._run("rev-parse", "--verify", "--quiet", f"{revision}:{self.relative(path)}")
        return done.stdout.decode("ascii").strip() if done.returncode == 0 else None

    def read_blobs(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """Return the content of each blob that exists and is whole; the others are missing from the answer.

        git does not hold content against its id when it reads (seen with 2.39), so this does: a stored object that
        was altered counts as missing.
        """
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        done = self._run("cat-file", "--batch", stdin=("\n".join(wanted) + "\n").encode("ascii"))
        if done.returncode == 0:
            found = dict(_batch(done.stdout))
        else:
            # One damaged object ends the whole batch; asked one by one, the others still answer.
            answers = ((blob, self._run("cat-file", "blob", blob)) for blob in wanted)
            found = {blob: answer.stdout for blob, answer in answers if answer.returncode == 0}
        return {blob: content for blob, content in found.items() if blob_id(content, like=blob) == blob}

    def tree(self, folder: Path, *, revision: str = "HEAD") -> Mapping[str, str]:
        """Return every file below `folder` at `revision` with its blob id; empty where there is none."""
        if not self.has_commits():
            return {}
        listing = self._text("ls-tree", "-r", "-z", "--full-tree", revision, "--", self.relative(folder))
        entries = (entry.partition("\t") for entry in listing.split("\0") if entry)
        return {name: head.split(" ")[2] for head, _, name in entries if head.split(" ")[1] == "blob"}

    def reachable(self, blobs: Iterable[str], *, revision: str = "HEAD") -> frozenset[str]:
        """Return those of `blobs` that a commit leading to `revision` contains, from one walk of the history."""
        wanted = frozenset(blobs)
        if not wanted or not self.has_commits():
            return frozenset()
        return wanted.intersection(
            self._text("rev-list", "--objects", "--no-object-names", "--missing=allow-any", revision).split()
        )

    def last_change(self, *paths: Path) -> ChapterCommit | None:
        """Return the last commit that changed one of `paths`, or None when they were never committed.

        A merge counts where its content is neither parent's: somebody typed it to settle a conflict.
        """
        changes = self.last_changes(paths)
        return next(iter(changes.values()), None)  # the walk meets the newest commit first

    def last_changes(self, paths: Iterable[Path] = ()) -> Mapping[str, ChapterCommit]:
        """Return the last commit of each file below `paths` (default: everywhere), from one walk of the history.

        Files come in the order the walk meets them, the one changed last first.
        """
        if not self.has_commits():
            return {}
        names = [self.relative(path) for path in paths]
        return _first_change_of_each(
            self._text("log", "-c", f"--format={_LOG_FORMAT}", "--name-only", "-z", "HEAD", "--", *names)
        )

    def revision_before(self, moment: datetime) -> str | None:
        """Return the commit the work stood at just before `moment` (with time zone), None if there was none yet.

        Of the days on which things reached HEAD, not of those on which somebody wrote them on a branch.
        """
        if not self.has_commits():
            return None
        found = self._text(
            "rev-list", "--max-count=1", "--first-parent", f"--before={moment.timestamp() - 1:.0f}", "HEAD"
        )
        return found.strip() or None

    def merge_base(self, revision: str) -> str:
        """Return the commit from which HEAD and `revision` (a branch, a commit) went separate ways.

        Raises `HistoryError` where `revision` is not known here, or the two have nothing in common here.
        """
        if not self.has_commits() or self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
            raise HistoryError(
                f"Einen Zweig oder Stand „{revision}“ gibt es hier nicht. Holen Sie ihn mit „git fetch“, "
                "oder nennen Sie einen anderen."
            )
        done = self._run("merge-base", "HEAD", revision)
        if done.returncode:
            raise HistoryError(
                f"„{revision}“ und der Stand hier haben keine gemeinsame Geschichte. Ist der Ordner eine flache Kopie, "
                "holt „git fetch --unshallow“ den Rest."
            )
        return done.stdout.decode("ascii").strip()

    def compare(self, folder: Path, *, since: str | None) -> tuple[FileChange, ...]:
        """Return every file below `folder` that HEAD has otherwise than the revision `since` (None: than nothing).

        A file renamed and little changed is one change; git finds it by likeness of content.
        """
        if not self.has_commits():
            return ()
        base = since or self._text("hash-object", "-t", "tree", os.devnull).strip()
        found = self._text(
            "diff-tree", "-r", "-z", "--find-renames", "--no-abbrev", base, "HEAD", "--", self.relative(folder)
        )
        return tuple(_file_changes(found))

    def changes_since(self, revision: str | None, *paths: Path) -> Mapping[str, tuple[ChapterCommit, ...]]:
        """Return the commits after `revision` (None: all) of each file below `paths`, newest first, from one walk."""
        if not self.has_commits():
            return {}
        span = f"{revision}..HEAD" if revision is not None else "HEAD"
        names = [self.relative(path) for path in paths]
        found: dict[str, list[ChapterCommit]] = {}
        for name, change in _changes(
            self._text("log", "-c", f"--format={_LOG_FORMAT}", "--name-only", "-z", span, "--", *names)
        ):
            found.setdefault(name, []).append(change)
        return {name: tuple(changes) for name, changes in found.items()}

    def additions(self, folder: Path) -> Iterator[Addition]:
        """Yield the lines each commit leading to HEAD added to the files below `folder`, newest first.

        What a merge alone put there, which was in none of its sides, has no commit here.
        """
        if not self.has_commits():
            return
        log = self._text(
            "log", f"--format={_LOG_FORMAT}", "--patch", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
            "--no-renames", "--no-merges", "--src-prefix=a/", "--dst-prefix=b/", "HEAD", "--", self.relative(folder),
        )  # fmt: skip
        for record in log.split(_RECORD)[1:]:
            head, _, patch = record.partition("\n")
            commit, mail, moment = head.split(_FIELD)
            change = ChapterCommit(commit, mail, datetime.fromisoformat(moment))
            yield from (Addition(change, name, lines) for name, lines in _added(patch))

    def signatures(self, commits: Iterable[str], *, signers: Path) -> Mapping[str, Signature]:
        """Return what git says of the signature of each commit; `signers` are the keys known, in git's own format.

        A key that is not among them, or not valid on the day of the commit, makes no good signature.
        """
        wanted = list(dict.fromkeys(commits))
        if not wanted:
            return {}
        setting = f"gpg.ssh.allowedSignersFile={signers}"
        answer = self._text("-c", setting, "log", "--no-walk=unsorted", "--format=%H%x1f%G?%x1f%GS", *wanted, "--")
        fields = (line.split(_FIELD) for line in answer.splitlines() if line.count(_FIELD) == 2)
        return {commit: Signature(state == "G", state != "N", signer) for commit, state, signer in fields}

    def edits(self, names: Iterable[str], *, since: str | None = None) -> tuple[Edit, ...]:
        """Return what each commit after `since` (None: all) did to the files `names`, newest first.

        Of a merge only files that are as in none of its parents: somebody typed them to settle a conflict.
        """
        if not self.has_commits():
            return ()
        span = f"{since}..HEAD" if since is not None else "HEAD"
        log = self._text(
            "log", "-c", f"--format={_LOG_FORMAT}", "--raw", "--no-abbrev", "--no-renames", "-z", span, "--", *names
        )
        return tuple(_edits(log))

    def every_edit(self, folder: Path) -> tuple[Edit, ...]:
        """Return what each commit of any branch here, own or fetched, did to the files below `folder`, newest first."""
        if not self.has_commits():
            return ()
        log = self._text(
            "log", "-c", f"--format={_LOG_FORMAT}", "--raw", "--no-abbrev", "--no-renames", "-z", "--branches",
            "--remotes", "HEAD", "--", self.relative(folder),
        )  # fmt: skip
        return tuple(_edits(log))

    def co_authors(self, commits: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the mail addresses of those who have written a commit with its author, as its message names them."""
        wanted = list(dict.fromkeys(commits))
        if not wanted:
            return {}
        trailers = "%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"
        log = self._text("log", "--no-walk=unsorted", f"--format=%H%x1f{trailers}", *wanted, "--")
        found: dict[str, tuple[str, ...]] = {}
        for line in log.splitlines():
            commit, *others = line.split(_FIELD)
            found[commit] = tuple(each.rpartition("<")[2].rstrip(">") for each in others if "<" in each)
        return found

    def holders(self, commit: str) -> tuple[str, ...]:
        """Return the branches, own and fetched, that hold a commit, by the names git shows."""
        listed = self._text("for-each-ref", f"--contains={commit}", "--format=%(refname)", "refs/heads", "refs/remotes")
        names = (name.removeprefix("refs/heads/").removeprefix("refs/remotes/") for name in listed.split())
        return tuple(name for name in names if not name.endswith("/HEAD"))

    def sizes(self, blobs: Iterable[str]) -> Mapping[str, int]:
        """Return the size of each blob that is here, in bytes."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        asked = ("cat-file", "--batch-check=%(objectname) %(objectsize)")
        answer = self._run(*asked, stdin=("\n".join(wanted) + "\n").encode("ascii")).stdout.decode("ascii", "replace")
        fields = (line.split(" ") for line in answer.splitlines())
        return {blob: int(size) for blob, size in (entry for entry in fields if len(entry) == 2) if size.isdigit()}

    def number_of_commits(self, revision: str, *, since: str) -> int:
        """Return how many commits `revision` has that `since` does not have."""
        return int(self._text("rev-list", "--count", f"{since}..{revision}", "--").strip())

    def previous_names(self, path: Path) -> tuple[str, ...]:
        """Return the names `path` had before, newest first; git finds renames by likeness of content."""
        name = self.relative(path)
        log = self._text("log", "--follow", "--name-status", "--format=", "-z", "HEAD", "--", name)
        return tuple(dict.fromkeys(old for old in _renamed_from(log) if old != name))

    def blobs_of(self, path: Path) -> frozenset[str]:
        """Return the blob ids the file had in the commits that lead to HEAD, also under the names it had before.

        A side of a merge of which nothing was taken into the file does not count.
        """
        options = ("--follow", "--raw", "--no-abbrev", "--format=", "-z")
        log = self._text("log", *options, "HEAD", "--", self.relative(path))
        return frozenset(change.new_blob for change in _file_changes(log) if change.new_blob is not None)

    def is_clean(self, path: Path) -> bool:
        """Say whether the file's content is what HEAD has."""
        return path.is_file() and self.committed_blob(path) == self.blob_of_file(path)

    def uncommitted(self, *paths: Path) -> tuple[str, ...]:
        """Return the files at or below `paths` that are not as HEAD has them: changed, new or gone."""
        names = [self.relative(path) for path in paths]
        status = self._text("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", *names)
        return tuple(sorted(entry[3:] for entry in status.split("\0") if entry))

    def _text(self, *arguments: str) -> str:
        done = self._run(*arguments)
        if done.returncode:
            raise _unanswered(done.stderr)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _run(self, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        return _git(self.top, *arguments, stdin=stdin)


#: What git has answered in this process: the top folder of a work tree, and where git keeps what is shared.
_found: dict[Path, Path] = {}


def find_repository(folder: Path) -> Repository | None:
    """Return the repository `folder` lies in, or None; raises `MissingProgramError` without git."""
    top = _top_known(folder)
    if top is not None:
        return Repository(top, _found[top])
    done = _git(folder, "rev-parse", "--show-toplevel", "--git-common-dir")
    if done.returncode:
        if b"not a git repository" in done.stderr:
            return None
        raise _unanswered(done.stderr)
    named, common = done.stdout.decode("utf-8").rstrip("\n").rsplit("\n", 1)
    top = Path(named).resolve()
    _found[top] = (folder / common).resolve()
    return Repository(top, _found[top])


def _top_known(folder: Path) -> Path | None:
    """Return the top folder if git has named it before and nothing has changed that it goes by."""
    if any(name in os.environ for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")) or not folder.is_dir():
        return None
    here = folder.resolve()
    nearest = next((place for place in (here, *here.parents) if (place / ".git").exists()), None)
    return nearest if nearest in _found and _found[nearest].is_dir() else None


def _without_identity(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a run without those that say who somebody is, or set git's settings."""
    setting = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
    others = ("EMAIL", "GIT_CONFIG_PARAMETERS")
    return {name: value for name, value in variables.items() if not name.startswith(setting) and name not in others}


def _git(
    folder: Path, *arguments: str, stdin: bytes | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--no-optional-locks", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    environment = {**keyless.environment(environment), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            command, input=stdin, capture_output=True, env=environment, timeout=_TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        raise MissingProgramError(
            "Das Programm git fehlt. Bitte git installieren; ohne git lässt sich nur die Arbeitsfassung bauen."
        ) from None
    except subprocess.TimeoutExpired:
        raise HistoryError(
            f"git hat nach {_TIMEOUT_S} Sekunden nicht geantwortet ({' '.join(arguments[:2])}); bitte noch einmal."
        ) from None


def _unanswered(words: bytes) -> HistoryError:
    return HistoryError(f"git konnte nicht antworten. {in_german(words.decode('utf-8', 'replace'))}")


def _batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Split the answer of `cat-file --batch`: a head line with id, kind and size, then the content and a newline."""
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        head = output[position:end].decode("ascii", "replace").split(" ")
        position = end + 1
        if len(head) != 3:  # "<id> missing"
            continue
        size = int(head[2])
        if head[1] == "blob":
            yield head[0], output[position : position + size]
        position += size + 1


def blob_id(content: bytes, *, like: str = "") -> str:
    """Return git's id for `content`: the hash of a head with its size and the content.

    SHA-256 if `like`, another id of the repository, is long; else SHA-1.
    """
    algorithm = "sha1" if len(like) <= _SHA1_LENGTH else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _added(patch: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each file of a patch without context with the lines added to it."""
    name, lines = "", list[str]()
    in_head = True
    for line in patch.split("\n"):
        if line.startswith("diff --git "):
            if lines:
                yield name, tuple(lines)
            name, lines, in_head = "", [], True
        elif line.startswith("@@"):
            in_head = False
        elif in_head and line.startswith("+++ b/"):
            name = line.removeprefix("+++ b/").rstrip("\t")
        elif not in_head and line.startswith("+"):
            lines.append(line[1:])
    if lines:
        yield name, tuple(lines)


def _first_change_of_each(log: str) -> dict[str, ChapterCommit]:
    changes: dict[str, ChapterCommit] = {}
    for name, change in _changes(log):
        changes.setdefault(name, change)
    return changes


def _changes(log: str) -> Iterator[tuple[str, ChapterCommit]]:
    """Yield each file of each commit in a log of `_LOG_FORMAT`."""
    for record in log.split(_RECORD)[1:]:
        head, _, names = record.partition("\0")
        commit, mail, moment = head.rstrip("\n").split(_FIELD)
        change = ChapterCommit(commit, mail, datetime.fromisoformat(moment))
        for name in names.split("\0"):
            if clean := name.strip("\n"):
                yield clean, change


def _file_changes(output: str) -> Iterator[FileChange]:
    """Read `diff-tree -z` or `log --raw -z`.

    Each entry is a head of modes, ids and status with one name behind it, two after a rename or copy.
    """
    fields = iter(output.split("\0"))
    for head in fields:
        if not head.lstrip("\n").startswith(":"):
            continue
        _, _, old_blob, new_blob, status = head.split(" ")
        old_name = new_name = next(fields)
        if status[0] in "RC":
            new_name = next(fields)
        is_new, is_gone = status[0] in "AC", status[0] == "D"
        yield FileChange(
            None if is_new else old_name,
            None if is_gone else new_name,
            None if is_new else old_blob,
            None if is_gone else new_blob,
        )


def _renamed_from(log: str) -> Iterator[str]:
    fields = iter(log.split("\0"))
    for part in fields:
        status = part.strip("\n")
        if status.startswith(("R", "C")):
            yield next(fields, "")
            next(fields, None)
        elif status:
            next(fields, None)


def _edits(log: str) -> Iterator[Edit]:
    """Read `log -c --raw -z`: as many colons as parents, modes, ids (parents first), status, and the name behind."""
    for record in log.split(_RECORD)[1:]:
        head, _, rest = record.partition("\0")
        commit, mail, moment = head.rstrip("\n").split(_FIELD)
        change = ChapterCommit(commit, mail, datetime.fromisoformat(moment))
        fields = iter(rest.split("\0"))
        for part in fields:
            entry = part.strip("\n")
            if not entry.startswith(":"):
                continue
            parents = len(entry) - len(entry.lstrip(":"))
            ids = [None if not blob.strip("0") else blob for blob in entry.lstrip(":").split(" ")[parents + 1 : -1]]
            yield Edit(change, next(fields), tuple(ids[:-1]), ids[-1])
