"""Words that a git forge takes for an order, made words again: they read the same and do nothing.

Titles and names of files come from whoever sent them, and end up in commits and merge requests.  A word joiner
(U+2060, no width, no break) goes where an order would be recognised.  Sources: GitLab (closing patterns, quick
actions, skipping pipelines, references), GitHub (linking by keywords, skipping workflow runs), Forgejo (automatically
linked references, skipping actions).
"""

from __future__ import annotations

import re

_JOINER = "\N{WORD JOINER}"

#: Every place is an empty match where the joiner goes.
_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # @name, @all, @group/name; with Forgejo also @1h, which books time
        r"(?<=@)(?=[\w./-])",
        # #1, !3, group/project#1 and everything a closing word could stand before
        r"(?<=[#!])(?=\d)",
        r"(?<=\bGH)(?=-\d)",
        # a closing word before an address or a key of another tracker, which have to stay as they are
        r"(?<=\b\w)(?=(?<=c)los(?:e[sd]?|ing)\b[\s:]|(?<=f)ix(?:e[sd]|ing)?\b[\s:]|(?<=r)esolv(?:e[sd]?|ing)\b[\s:]"
        r"|(?<=i)mplement(?:s|ed|ing)?\b[\s:]|(?<=r)eopen(?:s|ed|ing)?\b[\s:])",
        # [skip ci], [ci skip], [ci-skip], [no ci], [skip actions], [actions skip], [skip azp] …
        r"(?<=\[)(?!\u2060)(?=[^\]\n]*\b(?:skip|no|ci|actions)\b[^\]\n]*\]|[^\]\n]*(?:skip|ci)[_-](?:skip|ci)[^\]\n]*\])",
        r"(?<=\*\*\*)(?=NO_CI\*\*\*)",
        # lines that are orders to git's readers: skip-checks: true, Co-authored-by: …, Changelog: …
        r"^(?=\s*(?:skip-checks|co-authored-by|signed-off-by|changelog|approved-by|reviewed-by)\s*:)",
        # /merge, /assign, /close … at the start of a line, also in a quotation or a list
        r"^(?=[\s>*+-]*/\w)",
        # Draft: and WIP: hold a request back
        r"\A(?=\s*[\[(]?(?:draft|wip)\b)",
    )
)


def harmless(text: str) -> str:
    """Return `text` reading the same, with nothing in it that a forge would act on; done twice it is the same."""
    for places in _PLACES:
        text = places.sub(_JOINER, text)
    return text
