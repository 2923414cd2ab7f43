"""The only place that writes to git: commits on branches of their own, made in a work tree beside the person's.

Whoever sits at the computer keeps their files, their branch and their index as they are.  Branches with people's
contributions are only ever added.  One is moved only while it holds nothing but the commit this tool made of a file
that is kept (`made_here`), to what the tool makes of that file today; if somebody moves it meanwhile, theirs stays.
No push is forced, but so, and for a branch of finished pages that holds nothing anybody typed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from ratgeber_tools import keyless
from ratgeber_tools.errors import MissingProgramError, RatgeberError
from ratgeber_tools.files import abandoned_folders, is_temporary, temporary_folder
from ratgeber_tools.forge_orders import harmless
from ratgeber_tools.git_refusals import in_german, is_overtaken
from ratgeber_tools.history import Repository, blob_id

_TIMEOUT_S = 300
#: Orders of git that talk to another machine.
_TALKING = frozenset({"push", "fetch", "ls-remote", "pull", "clone"})
#: How often a push is tried anew when somebody else was quicker.
_ATTEMPTS = 5
_NAMELESS = "Ratgeber"
_TREE = "stand"
NO_MAIL = "ratgeber@localhost"


class BranchError(RatgeberError):
    """git refused to write; the German sentence says what to do."""


class OvertakenError(BranchError):
    """A push came too late: somebody else was quicker."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who a commit is from: an office's name and its mailbox."""

    name: str
    mail: str


class Settled(Enum):
    """How a person's folder stands to what was pushed, and what brings it there."""

    SAME = "Ihr Ordner hat jetzt denselben Stand."
    BEHIND = "In Ihren Ordner holt es: git pull"
    APART = "In Ihren Ordner holt es: git pull --rebase"


@contextmanager
def work_tree(repository: Repository, revision: str) -> Iterator[Path]:
    """Yield a folder outside the project with the files of `revision`; it and what killed runs left go."""
    _forget_abandoned(repository)
    with temporary_folder("zweig") as folder:
        tree = folder / _TREE
        _git(repository.top, "worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _git(repository.top, "worktree", "remove", "--force", str(tree))


def _forget_abandoned(repository: Repository) -> None:
    """Have git forget work trees of runs that were killed; the person's own are left alone, wherever they lie."""
    listed = _git(repository.top, "worktree", "list", "--porcelain").splitlines()
    known = {Path(line.removeprefix("worktree ")) for line in listed if line.startswith("worktree ")}
    gone = {folder / _TREE for folder in abandoned_folders()}
    for tree in known:
        if tree in gone or (is_temporary(tree.parent) and not tree.exists()):
            _git(repository.top, "worktree", "remove", "--force", str(tree))


def commit_all(tree: Path, *, branch: str, message: str, author: Author) -> str:
    """Commit every change in the work tree `tree` and let the new branch `branch` point at it; return the commit.

    Raises `BranchError` if there is a branch of that name already.
    """
    _git(tree, "add", "--all")
    _git(tree, "commit", "--quiet", "--no-verify", "--file=-", stdin=harmless(message), author=author)
    _git(tree, "branch", "--no-track", branch, "HEAD")
    return _git(tree, "rev-parse", "HEAD").strip()


def staged(tree: Path) -> str:
    """Return what git calls the state of the work tree `tree` with every change in it."""
    _git(tree, "add", "--all")
    return _git(tree, "write-tree").strip()


@dataclass(frozen=True, slots=True)
class Made:
    """The one commit a branch has beyond where it began: paths are git's, seen from the repository's folder."""

    commit: str
    parent: str
    author: Author
    message: str
    state: str
    changed: frozenset[str]
    removed: tuple[str, ...]


def tips(repository: Repository, *, prefix: str, remote: str | None) -> dict[str, str]:
    """Return branch → commit of the branches that begin with `prefix`, at `remote` or else here; they are here then."""
    listed = (
        _git(repository.top, "for-each-ref", "--format=%(objectname)%09%(refname)", "refs/heads")
        if remote is None
        else _git(repository.top, "ls-remote", "--heads", remote)
    )
    found = {}
    for line in listed.splitlines():
        commit, name = line.split("\t", 1)
        if (branch := name.removeprefix("refs/heads/")).startswith(prefix):
            found[branch] = commit
    if remote is None or not found:
        return found
    here = _git(repository.top, "rev-list", "--no-walk", "--ignore-missing", *found.values()).split()
    missing = [f"refs/heads/{branch}" for branch, commit in found.items() if commit not in here]
    if missing:
        _git(repository.top, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, *missing)
    return found


def tracked_tips(repository: Repository, *, prefix: str) -> dict[str, str]:
    """Return branch → commit of the branches that begin with `prefix`, as other sides had them when last fetched.

    Asks nobody.  Where two sides have the same branch, origin's counts.
    """
    listed = _git(repository.top, "for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/remotes")
    found: dict[str, str] = {}
    for line in listed.splitlines():
        commit, _, name = line.partition(" ")
        remote, _, branch = name.partition("/")
        if branch.startswith(prefix) and (remote == "origin" or branch not in found):
            found[branch] = commit
    return found


def made_here(repository: Repository, commit: str, *, base: str) -> Made | None:
    """Return the commit if it is the only one that is not in `base` and began there; else None."""
    beyond = _git(repository.top, "rev-list", "--parents", f"{base}..{commit}", "--").split("\n")[:2]
    only = beyond[0].split()
    if any(beyond[1:]) or len(only) != 2 or only[0] != commit:
        return None
    said = _git(repository.top, "show", "--no-patch", "--format=%T%x00%an%x00%ae%x00%B", commit)
    state, name, mail, message = said.split("\0", 3)
    listed = _git(repository.top, "diff-tree", "-r", "-z", "--no-renames", "--name-status", only[1], commit).split("\0")
    changes = dict(zip(listed[1::2], listed[0::2], strict=False))
    removed = tuple(name for name, how in changes.items() if how == "D")
    return Made(commit, only[1], Author(name, mail), message, state, frozenset(changes), removed)


def differing(repository: Repository, older: str, newer: str) -> frozenset[str]:
    """Return the paths, seen from the repository's folder, that two commits have differently."""
    return frozenset(_git(repository.top, "diff", "--no-renames", "--name-only", "-z", older, newer).split("\0")) - {""}


def move_branch(repository: Repository, branch: str, commit: str, *, instead_of: str, remote: str | None) -> bool:
    """Have a branch point at `commit`, here and at `remote`; False, and nothing is moved, if it is no more at
    `instead_of` where it is looked for."""
    if remote is not None:
        lease = f"--force-with-lease=refs/heads/{branch}:{instead_of}"
        try:
            _git(repository.top, "push", "--quiet", lease, remote, f"{commit}:refs/heads/{branch}")
        except BranchError:
            if tips(repository, prefix=branch, remote=remote).get(branch) == instead_of:
                raise
            return False
    if tips(repository, prefix=branch, remote=None).get(branch) != commit:
        _git(repository.top, "branch", "--quiet", "--no-track", "--force", branch, commit)
    return True


def is_checked_out(repository: Repository, branch: str) -> bool:
    """Say whether somebody has a branch before them, in this folder or in another work tree of it."""
    listed = _git(repository.top, "worktree", "list", "--porcelain").splitlines()
    return f"branch refs/heads/{branch}" in listed


def forget_branch(repository: Repository, branch: str) -> str | None:
    """Remove a branch here, whatever is at a remote; return where it pointed, None if there was none."""
    found = _git(repository.top, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").strip()
    if found:
        _git(repository.top, "update-ref", "-d", f"refs/heads/{branch}", found)
    return found or None


def own_branches(repository: Repository) -> frozenset[str]:
    """Return the names of all branches here."""
    return frozenset(_git(repository.top, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split())


def tracked_branches(repository: Repository) -> frozenset[str]:
    """Return the names of all branches other sides had when they were last fetched; asks nobody."""
    return frozenset(_git(repository.top, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes").split())


def remote_branches(repository: Repository, remote: str) -> frozenset[str]:
    """Return the names of all branches at `remote`; asks the other side, changes nothing."""
    there = _git(repository.top, "ls-remote", "--heads", remote).splitlines()
    return frozenset(line.partition("\trefs/heads/")[2] for line in there)


def copy_alone(repository: Repository, target: Path) -> None:
    """Make a copy of what is committed, with its history, that knows no other side: nothing goes anywhere from it."""
    _git(repository.top, "clone", "--quiet", "--no-tags", str(repository.top), str(target))
    _git(target, "remote", "remove", "origin")


def push_branch(repository: Repository, branch: str, *, remote: str) -> None:
    """Bring a new branch to `remote`; one that is there already is never overwritten."""
    _git(repository.top, "push", "--quiet", remote, f"refs/heads/{branch}:refs/heads/{branch}")


def take_back(repository: Repository, branch: str, *, remote: str | None) -> None:
    """Remove a branch made a moment ago, here and at `remote`; one that somebody has meanwhile moved there stays."""
    if remote is not None:
        take_back_there(repository, branch, remote=remote)
    remove_own(repository, branch)


def take_back_there(repository: Repository, branch: str, *, remote: str) -> None:
    """Remove at `remote` a branch that was pushed a moment ago; it stays here, and there if somebody has moved it."""
    remove_there(repository, branch, _commit_of(repository, branch), remote=remote)


def remove_there(repository: Repository, branch: str, commit: str, *, remote: str) -> None:
    """Remove a branch at `remote` that stands at `commit`; raises `BranchError` if it stands elsewhere by now."""
    lease = f"--force-with-lease=refs/heads/{branch}:{commit}"
    _git(repository.top, "push", "--quiet", lease, remote, f":refs/heads/{branch}")


def remove_own(repository: Repository, branch: str) -> None:
    """Remove a branch here, whether it was merged or not."""
    _git(repository.top, "branch", "--quiet", "-D", branch)


def _commit_of(repository: Repository, branch: str) -> str:
    return _git(repository.top, "rev-parse", f"refs/heads/{branch}").strip()


def remote_commits(repository: Repository, remote: str, *, beginning: str) -> Mapping[str, str]:
    """Return the branches at `remote` whose names begin so, each with its commit, which is fetched."""
    listed = _git(repository.top, "ls-remote", "--heads", remote, f"refs/heads/{beginning}*").splitlines()
    found = {name: commit for commit, _, name in (line.partition("\trefs/heads/") for line in listed)}
    if found:
        _git(repository.top, "fetch", "--quiet", remote, *(f"refs/heads/{name}" for name in found))
    return found


def fetch_branch(repository: Repository, branch: str, *, remote: str) -> str:
    """Fetch a branch of `remote` and return its commit; nothing here is moved."""
    _git(repository.top, "fetch", "--quiet", remote, f"refs/heads/{branch}")
    return _git(repository.top, "rev-parse", "FETCH_HEAD").strip()


def write_bundle(repository: Repository, branch: str, path: Path) -> None:
    """Write what `branch` has beyond HEAD to one file, for another clone of the project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _git(repository.top, "bundle", "create", "--quiet", str(path), f"refs/heads/{branch}", "^HEAD")


def read_bundle(repository: Repository, branch: str, path: Path) -> None:
    """Make the branch a bundle holds a branch here; raises `BranchError` if one of that name is here already."""
    name = f"refs/heads/{branch}"
    _git(repository.top, "fetch", "--quiet", str(path), f"{name}:{name}")


def write_whole_bundle(repository: Repository, path: Path) -> None:
    """Write all branches and tags with their history to one file, from which the project can be cloned."""
    _git(repository.top, "bundle", "create", "--quiet", str(path), "HEAD", "--branches", "--tags")


def read_whole_bundle(repository: Repository, path: Path) -> None:
    """Take in what a bundle holds: its commits, and the branches there are none of here; none here is moved."""
    listed = _git(repository.top, "bundle", "list-heads", str(path)).splitlines()
    names = [name for _, _, name in (line.partition(" ") for line in listed)]
    own = own_branches(repository)
    new = [name for name in names if name.startswith("refs/heads/") and name.removeprefix("refs/heads/") not in own]
    _git(repository.top, "fetch", "--quiet", "--no-tags", str(path), "HEAD", *(f"{name}:{name}" for name in new))


def go_on_to(repository: Repository, commit: str) -> None:
    """Take the branch that is checked out, and the folder, forward to a commit; changed files are not overwritten."""
    _git(repository.top, "merge", "--quiet", "--ff-only", commit)


def upstream_of(repository: Repository) -> tuple[str, str] | None:
    """Return remote and branch the branch that is checked out goes to; None where there is no other side."""
    here = _git(repository.top, "branch", "--show-current").strip()
    if not here:
        return None
    form = "--format=%(upstream:remotename) %(upstream:remoteref)"
    remote, _, name = _git(repository.top, "for-each-ref", form, f"refs/heads/{here}").strip().partition(" ")
    if name:
        return None if remote == "." else (remote, name.removeprefix("refs/heads/"))
    remotes = _git(repository.top, "remote").split()
    if "origin" in remotes:
        return "origin", here
    return (remotes[0], here) if len(remotes) == 1 else None


#: Makes one file of three versions: the one both sides set out from, theirs and ours; None where nobody can.
Resolve: TypeAlias = Callable[[str, bytes, bytes, bytes], bytes | None]


def join(
    repository: Repository,
    theirs: str,
    *,
    message: str,
    author: Author,
    resolve: Resolve,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> str:
    """Return a commit with all that HEAD and `theirs` have, made beside the person's folder; nothing here is moved.

    What git cannot put together goes to `resolve`.  Raises `BranchError` where that cannot either.  Files of `contents`
    (by their names in git) hold what is said there, whatever the two sides have.
    """
    with work_tree(repository, "HEAD") as tree:
        try:
            _git(tree, "merge", "--quiet", "--no-ff", "--no-commit", theirs)
        except BranchError:
            names = _git(tree, "diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
            if not names:
                raise
            for name in names:
                if name not in contents:
                    _resolve(tree, name, resolve)
        for name, content in contents.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(content)
            _git(tree, "add", "--", name)
        _git(tree, "commit", "--quiet", "--no-verify", "--file=-", stdin=harmless(message), author=author)
        return _git(tree, "rev-parse", "HEAD").strip()


def _resolve(tree: Path, name: str, resolve: Resolve) -> None:
    staged = _git(tree, "ls-files", "--stage", "-z", "--", name).split("\0")[:-1]
    sides = {line.split("\t")[0].split()[2]: line.split()[1] for line in staged}
    content = None
    if sides.keys() == {"1", "2", "3"}:  # else one side has removed it, or both have made it
        base, ours, theirs = (
            _git(tree, "cat-file", "blob", sides[number]).encode("utf-8", "surrogateescape") for number in "123"
        )
        content = resolve(name, base, theirs, ours)
    if content is None:
        raise BranchError(
            f"{name}: Hier und dort wurde Verschiedenes geändert, das sich nicht von selbst zusammenführen lässt. "
            "Es ist nichts verloren. Führen Sie es von Hand zusammen: git pull --no-rebase, dann git push"
        )
    (tree / name).write_bytes(content)
    _git(tree, "add", "--", name)


def put_aside(repository: Repository, branch: str, commit: str, name: str, *, message: str, author: Author) -> str:
    """Have the branch `branch`, which stands at `commit`, be called `name` here, with one commit more that says why.

    It changes no file.  Raises `BranchError` if there is a branch called `name`; then nothing is changed.
    """
    made = _git(
        repository.top, "commit-tree", f"{commit}^{{tree}}", "-p", commit, stdin=harmless(message), author=author
    ).strip()  # fmt: skip
    _git(repository.top, "branch", "--no-track", name, made)
    forget_branch(repository, branch)
    return made


def make_branch(repository: Repository, name: str, commit: str) -> None:
    """Have a new branch point at a commit; raises `BranchError` if there is one called so."""
    _git(repository.top, "branch", "--no-track", name, commit)


def push_commit(repository: Repository, commit: str, branch: str, *, remote: str) -> None:
    """Have `branch` at `remote` go on to a commit; raises `OvertakenError` if somebody else was quicker."""
    _git(repository.top, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")


def forget_abandoned(repository: Repository) -> None:
    """Have git forget work trees that killed runs left."""
    _forget_abandoned(repository)


def commit_files(
    repository: Repository,
    paths: Sequence[Path],
    *,
    message: str,
    author: Author,
    remote: str,
    branch: str,
    resting_on: Mapping[str, str] | None = None,
    is_signed: bool = False,
) -> str:
    """Put files onto the tip of `branch` at `remote` as one commit, whatever else has got there meanwhile.

    The person's own branch and files are left alone; `settle` sees to them.  `resting_on` are blobs the files speak
    of, with what each is called; `is_signed` has git sign with the person's key.  Returns the commit that has the
    files now.  Raises `BranchError`, too if somebody else has changed one of the files there since HEAD, or if a blob
    of `resting_on` is not there yet.
    """
    contents = {repository.relative(path): path.read_bytes() for path in paths}
    for attempt in range(1, _ATTEMPTS + 1):
        _git(repository.top, "fetch", "--quiet", remote, f"refs/heads/{branch}")
        _require_there(repository, resting_on or {})
        with work_tree(repository, "FETCH_HEAD") as tree:
            _lay_out(tree, contents, repository)
            if not _git(tree, "status", "--porcelain").strip():
                return _git(tree, "rev-parse", "HEAD").strip()
            _git(tree, "add", "--", *contents)
            signed = ["--gpg-sign"] if is_signed else []
            stdin = harmless(message)
            _git(tree, "commit", *signed, "--quiet", "--no-verify", "--file=-", stdin=stdin, author=author)
            commit = _git(tree, "rev-parse", "HEAD").strip()
            try:  # from the person's folder: the other side's address may be seen from there
                _git(repository.top, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
            except OvertakenError:
                if attempt == _ATTEMPTS:
                    raise
            else:
                return commit
    raise AssertionError("the last attempt returns or raises")


def commit_here(
    repository: Repository, *paths: Path, message: str, author: Author, others: Sequence[Author] = ()
) -> str:
    """Commit files as they lie in the folder, onto the branch that is checked out; return the commit.

    Whatever else is changed or added in the folder stays as it is.  `others` have written it too (`Co-authored-by`).
    Raises `BranchError`, as where somebody is in the middle of a merge.
    """
    names = [repository.relative(path) for path in paths]
    trailers = "".join(f"\nCo-authored-by: {other.name} <{other.mail}>" for other in others)
    words = harmless(message) + (f"\n{trailers}" if trailers else "")
    _git(repository.top, "add", "--intent-to-add", "--", *names)
    _git(
        repository.top, "commit", "--quiet", "--no-verify", "--only", "--file=-", "--", *names,
        stdin=words, author=author,
    )  # fmt: skip
    return _git(repository.top, "rev-parse", "HEAD").strip()


def settle(repository: Repository, paths: Sequence[Path], *, commit: str, remote: str, branch: str) -> Settled:
    """Make a person's folder hold the files of `paths`, pushed as `commit`, the way git keeps them, so that the next
    pull works.

    Where the branch pushed to is checked out, clean, and only behind, it is taken to `commit`, as a pull would.  Else
    each file becomes what HEAD has (gone, if it has none); one that was changed since it was pushed stays.
    """
    for path in paths:
        if path.is_file() and repository.blob_of_file(path) == repository.committed_blob(path, revision=commit):
            _as_in_head(repository, path)
    behind = _is_ancestor(repository, "HEAD", commit)
    if behind and _is_checked_out(repository, remote, branch) and _is_clean(repository):
        try:
            _git(repository.top, "merge", "--quiet", "--ff-only", commit)
        except BranchError:  # a file nobody has added yet is in the way; git has left everything as it was
            return Settled.BEHIND
        return Settled.SAME
    return Settled.BEHIND if behind or _is_ancestor(repository, commit, "HEAD") else Settled.APART


def publish_folder(repository: Repository, folder: Path, *, message: str, remote: str, branch: str) -> None:
    """Make the files of `folder` all that `branch` at `remote` holds, as one commit without a past.

    For branches a forge serves as web pages.  This push is forced: such a branch holds nothing but what was built.
    """
    with temporary_folder("index") as scratch:
        index = {"GIT_INDEX_FILE": str(scratch / "index")}
        _git(repository.top, f"--work-tree={folder}", "add", "--all", "--force", ".", extra=index, inside=folder)
        tree = _git(repository.top, "write-tree", extra=index).strip()
    commit = _git(repository.top, "commit-tree", tree, stdin=harmless(message)).strip()
    _git(repository.top, "push", "--quiet", "--force", remote, f"{commit}:refs/heads/{branch}")


def _require_there(repository: Repository, blobs: Mapping[str, str]) -> None:
    there = repository.reachable(blobs, revision="FETCH_HEAD")
    missing = dict.fromkeys(name for blob, name in blobs.items() if blob not in there)
    if missing:
        raise BranchError(
            f"Diese Fassung ist dort noch nicht eingecheckt: {', '.join(missing)}. Laden Sie Ihren Stand zuerst hoch "
            "(git pull --rebase, git push), und geben Sie dann frei."
        )


def _as_in_head(repository: Repository, path: Path) -> None:
    name = repository.relative(path)
    _git(repository.top, "reset", "--quiet", "HEAD", "--", name)
    if repository.committed_blob(path) is not None:
        _git(repository.top, "checkout", "--quiet", "HEAD", "--", name)
        return
    path.unlink()
    for folder in path.parents:
        if folder == repository.top or any(folder.iterdir()):
            break
        folder.rmdir()


def _is_checked_out(repository: Repository, remote: str, branch: str) -> bool:
    """Say whether the branch that is checked out is `branch` of `remote`, by its upstream or else by its name."""
    here = _git(repository.top, "branch", "--show-current").strip()
    if not here:
        return False
    upstream = _git(
        repository.top, "for-each-ref", "--format=%(upstream:remotename) %(upstream:remoteref)", f"refs/heads/{here}"
    ).strip()
    return upstream == f"{remote} refs/heads/{branch}" if upstream else here == branch


def _is_clean(repository: Repository) -> bool:
    return not _git(repository.top, "status", "--porcelain", "--untracked-files=no").strip()


def _is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    return _git(repository.top, "rev-list", "--count", f"{newer}..{older}").strip() == "0"


def _lay_out(tree: Path, contents: Mapping[str, bytes], repository: Repository) -> None:
    for name, content in contents.items():
        path = tree / name
        there = blob_id(path.read_bytes()) if path.exists() else None
        known = (blob_id(content), repository.committed_blob(repository.top / name))
        if there is not None and there not in known:
            raise BranchError(f"{name} hat dort inzwischen jemand geändert. Holen Sie zuerst den neuesten Stand.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _git(
    folder: Path,
    *arguments: str,
    stdin: str = "",
    author: Author | None = None,
    extra: Mapping[str, str] | None = None,
    inside: Path | None = None,
) -> str:
    environment = _identity(folder, author) if arguments[0].startswith("commit") else _quiet()
    if arguments[0] in _TALKING:  # a person's helper for passwords may look for them there
        environment = {**os.environ, **environment}
    command = ["git", "-c", "core.quotePath=false", "-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgSign=false"]
    git_folder = ["-C", str(folder)] if inside is None else [f"--git-dir={_git_folder(folder)}"]
    try:
        done = subprocess.run(
            [*command, *git_folder, *arguments],
            cwd=inside,
            input=stdin.encode("utf-8"),
            capture_output=True,
            env={**environment, **(extra or {})},
            timeout=_TIMEOUT_S,
            check=False,
        )
    except FileNotFoundError:
        raise MissingProgramError("Das Programm git fehlt. Bitte git installieren.") from None
    except subprocess.TimeoutExpired:
        raise BranchError(f"git hat nach {_TIMEOUT_S} Sekunden nicht geantwortet; bitte noch einmal.") from None
    if done.returncode:
        raise _explain(done.stderr.decode("utf-8", "replace"), arguments)
    return done.stdout.decode("utf-8", "surrogateescape")


def _git_folder(folder: Path) -> str:
    return _git(folder, "rev-parse", "--absolute-git-dir").strip()


def _identity(folder: Path, author: Author | None) -> dict[str, str]:
    """Return the environment of a git call: the author, and a committer where the machine has none of its own."""
    environment = _quiet()
    if author is not None:
        environment |= {"GIT_AUTHOR_NAME": author.name or _NAMELESS, "GIT_AUTHOR_EMAIL": author.mail or NO_MAIL}
    if not _is_known_here(folder):
        environment.setdefault("GIT_COMMITTER_NAME", _NAMELESS)
        environment.setdefault("GIT_COMMITTER_EMAIL", environment.get("GIT_AUTHOR_EMAIL") or NO_MAIL)
        environment.setdefault("GIT_AUTHOR_NAME", _NAMELESS)
        environment.setdefault("GIT_AUTHOR_EMAIL", environment["GIT_COMMITTER_EMAIL"])
    return environment


def _quiet() -> dict[str, str]:
    """Return an environment in which git speaks English to us and never asks for a password."""
    return {**keyless.environment(), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def _is_known_here(folder: Path) -> bool:
    """Say whether git's settings name somebody to commit as; a machine of the forge has no settings."""
    names = ("user.name", "user.email")
    return all(
        subprocess.run(
            ["git", "-C", str(folder), "config", name], env=_quiet(), capture_output=True, check=False
        ).returncode
        == 0
        for name in names
    )


def _explain(words: str, arguments: Sequence[str]) -> BranchError:
    sentence = in_german(words)
    if arguments[0] == "push":
        failed = OvertakenError if is_overtaken(words) else BranchError
        return failed(f"Das Hochladen ging nicht. {sentence}")
    if arguments[0] in ("fetch", "ls-remote"):
        return BranchError(f"Der Stand dort ließ sich nicht holen. {sentence}")
    return BranchError(sentence)
