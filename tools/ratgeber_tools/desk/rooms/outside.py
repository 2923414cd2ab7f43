"""Who has changed a chapter outside the desk: the office that committed it since room and chapter last agreed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ratgeber_tools.branches import NO_MAIL
from ratgeber_tools.history import HistoryError, Repository

#: Says which office an address belongs to, None for one of nobody's.
OfficeOf = Callable[[str], str | None]
#: So many of a chapter's last commits are looked at for the one both had in common.
_MOST_COMMITS = 50


def committed_mail(repository: Repository, path: Path, is_base: Callable[[bytes], bool], office_of: OfficeOf) -> str:
    """Return an address of the one office that has committed what a chapter has beyond the content that `is_base`.

    "" where several have, or somebody of no office, where it is not committed, and where git cannot tell.
    """
    try:
        mails = _mails_since(repository, path, is_base)
    except HistoryError:  # a name that is missing holds up no saving
        return ""
    offices = {office_of(mail) for mail in mails}
    return mails[0] if len(offices) == 1 and None not in offices else ""


def _mails_since(repository: Repository, path: Path, is_base: Callable[[bytes], bool]) -> list[str]:
    if not repository.is_clean(path):
        return []
    name = repository.relative(path)
    edits = repository.edits([name])[:_MOST_COMMITS]
    contents = repository.read_blobs(edit.after for edit in edits if edit.after)
    base = next(
        (
            edit.change.commit
            for edit in edits
            if edit.after and edit.after in contents and is_base(contents[edit.after])
        ),
        None,
    )
    if base is None:
        return []
    later = repository.edits([name], since=base)
    # where the desk has put two branches together, a merge of its own stands beside the commits it is made of
    return [edit.change.author_mail for edit in later if len(edit.before) == 1 or edit.change.author_mail != NO_MAIL]
