"""The only caller of a forge's interface: opens the merge request for a branch, asks for it, and writes below it.

GitLab:           POST {CI_API_V4_URL}/projects/{CI_PROJECT_ID}/merge_requests, header PRIVATE-TOKEN
Forgejo, GitHub:  POST {GITHUB_API_URL}/repos/{GITHUB_REPOSITORY}/pulls, header Authorization

Comments: POST …/merge_requests/{iid}/notes, and …/issues/{number}/comments, for a request is an issue too.

The same addresses list requests (GET).  GitLab and GitHub filter by branch; Forgejo knows no such filter, so every page
is looked through: GitLab api/merge_requests.md, docs.github.com/rest/pulls, Forgejo's swagger `repoListPullRequests`.

Addresses are those each forge sets for its CI jobs.  The token comes from RATGEBER_TOKEN, which the town's IT sets.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.proposals.message import Message

TOKEN = "RATGEBER_TOKEN"
_TIME_LIMIT_S = 60
#: What the forges answer if a request for this branch is open already: GitLab 409, GitHub 422, Forgejo 409.
_OPEN_ALREADY = frozenset({409, 422})
#: What states of a request that is not settled begin with: GitLab opened and locked (being merged), the others open.
_STILL_OPEN = ("open", "locked")
_ON_A_PAGE = 50
#: More requests than any town will have; a forge that answers with the same page for ever must not hold us.
_MOST_PAGES = 400
_STRANGE = "Die Plattform antwortet anders als erwartet. Bitte melden Sie das der IT."


class ForgeError(RatgeberError):
    """The forge refused, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Forge:
    """How one kind of forge is asked: the variables that say where, the header of its token, the words it wants."""

    address: tuple[str, str, str]  # variable of the interface's address, path with {}, variable that goes into it
    headers: Callable[[str], Mapping[str, str]]
    payload: Callable[[Message, str, str], Mapping[str, Any]]
    link: str  # where the answer names the page of the request
    listing: Callable[[str, str], Mapping[str, str]]  # project, branch → which requests to list, open and closed ones
    branch_of: Callable[[Mapping[str, Any]], str]
    comments: Callable[[Mapping[str, Any]], str]  # request → path with {} at which one adds a comment to it


FORGES: Mapping[str, Forge] = {
    "gitlab": Forge(
        ("CI_API_V4_URL", "/projects/{}/merge_requests", "CI_PROJECT_ID"),
        lambda token: {"PRIVATE-TOKEN": token},
        lambda message, branch, target: {
            "title": f"Draft: {message.title}" if message.is_draft else message.title,
            "description": message.body,
            "source_branch": branch,
            "target_branch": target,
            "remove_source_branch": True,
        },
        "web_url",
        lambda project, branch: {"source_branch": branch, "state": "all"},
        lambda request: str(request["source_branch"]),
        lambda request: f"/projects/{{}}/merge_requests/{int(request['iid'])}/notes",
    ),
    "forgejo": Forge(
        ("GITHUB_API_URL", "/repos/{}/pulls", "GITHUB_REPOSITORY"),
        lambda token: {"Authorization": f"token {token}"},
        lambda message, branch, target: _pull(message, branch, target),
        "html_url",
        lambda project, branch: {"state": "all"},
        lambda request: str(request["head"]["ref"]),
        lambda request: f"/repos/{{}}/issues/{int(request['number'])}/comments",
    ),
    "github": Forge(
        ("GITHUB_API_URL", "/repos/{}/pulls", "GITHUB_REPOSITORY"),
        lambda token: {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"},
        lambda message, branch, target: _pull(message, branch, target),
        "html_url",
        lambda project, branch: {"head": f"{project.partition('/')[0]}:{branch}", "state": "all"},
        lambda request: str(request["head"]["ref"]),
        lambda request: f"/repos/{{}}/issues/{int(request['number'])}/comments",
    ),
}


def open_request(kind: str, message: Message, *, branch: str, target: str, variables: Mapping[str, str]) -> str:
    """Open a merge request and return the address of its page, "" if there is one for this branch already.

    `kind` is a key of `FORGES`, `variables` the environment.  Raises `ForgeError`.
    """
    forge = FORGES[kind]
    try:
        answer = _asked(forge, "", variables, forge.payload(message, branch, target))
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _OPEN_ALREADY:
                return ""
            raise ForgeError(
                f"Die Plattform hat die Nachricht zu {branch} nicht angenommen (Antwort {error.code}). "
                f"Prüfen Sie, ob {TOKEN} noch gilt und Vorschläge anlegen darf."
            ) from None
    return str(answer.get(forge.link, ""))


def has_request(kind: str, branch: str, *, variables: Mapping[str, str]) -> bool:
    """Say whether there is a merge request for `branch`, open or closed; arguments and errors as of `open_request`.

    One somebody has closed counts: they do not want it again.
    """
    return any(True for _ in _requests(kind, branch, variables))


def is_settled(kind: str, branch: str, *, variables: Mapping[str, str]) -> bool:
    """Say whether `branch` had merge requests and none is open any more; arguments and errors as of `open_request`."""
    states = [str(request.get("state", "")) for request in _requests(kind, branch, variables)]
    return bool(states) and not any(state.startswith(_STILL_OPEN) for state in states)


def comment(kind: str, text: str, *, branch: str, variables: Mapping[str, str]) -> bool:
    """Add a comment (Markdown) to the newest merge request for `branch`, so that whoever watches it hears of it.

    False if there is none; arguments and errors as of `open_request`.
    """
    request = next(_requests(kind, branch, variables), None)
    if request is None:
        return False
    forge = FORGES[kind]
    try:
        _asked(forge, "", variables, {"body": text}, path=forge.comments(request))
    except urllib.error.HTTPError as error:
        with error:
            raise ForgeError(
                f"Die Plattform hat die Nachricht zu {branch} nicht angenommen (Antwort {error.code}). "
                f"Prüfen Sie, ob {TOKEN} noch gilt und unter Vorschläge schreiben darf."
            ) from None
    except (KeyError, TypeError, ValueError):
        raise ForgeError(_STRANGE) from None
    return True


def _requests(kind: str, branch: str, variables: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield every merge request for a branch; forges list the newest first."""
    forge = FORGES[kind]
    project = variables.get(forge.address[2], "")
    for page in range(1, _MOST_PAGES):
        size = {"per_page": _ON_A_PAGE, "limit": _ON_A_PAGE, "page": page}
        query = urllib.parse.urlencode({**forge.listing(project, branch), **size})
        try:
            found = _asked(forge, f"?{query}", variables)
            requests = [request for request in found if forge.branch_of(request) == branch]
        except urllib.error.HTTPError as error:
            with error:
                raise ForgeError(
                    f"Die Plattform sagt nicht, ob es zu {branch} schon einen Vorschlag gibt (Antwort {error.code}). "
                    f"Prüfen Sie, ob {TOKEN} noch gilt und Vorschläge lesen darf."
                ) from None
        except (KeyError, TypeError):
            raise ForgeError(_STRANGE) from None
        yield from requests
        if not found:
            return


def _asked(
    forge: Forge, query: str, variables: Mapping[str, str], payload: Mapping[str, Any] | None = None, *, path: str = ""
) -> Any:
    """Send `payload`, or nothing, and return the answer; raises `ForgeError`, and `HTTPError` for a refusal."""
    base, usual, inside = forge.address
    missing = [name for name in (base, inside, TOKEN) if not variables.get(name)]
    if missing:
        raise ForgeError(
            f"Für die Nachricht auf der Plattform fehlt {', '.join(missing)}. Wie die IT das einrichtet, steht im "
            "Handbuch unter „Für die IT“."
        )
    request = urllib.request.Request(
        variables[base].rstrip("/") + (path or usual).format(variables[inside]) + query,
        data=None if payload is None else json.dumps(payload).encode("utf-8"),
        headers={
            "Content-Type": "application/json",
            "User-Agent": "ratgeber",
            **forge.headers(variables[TOKEN]),
        },
        method="GET" if payload is None else "POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIME_LIMIT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        raise
    except (OSError, ValueError) as error:
        raise ForgeError(f"Die Plattform antwortet nicht ({error}). Versuchen Sie es später noch einmal.") from None


def _pull(message: Message, branch: str, target: str) -> Mapping[str, Any]:
    # Forgejo keeps what is called so from being merged; GitHub has drafts only where the town pays for them.
    title = f"WIP: {message.title}" if message.is_draft else message.title
    return {"title": title, "body": message.body, "head": branch, "base": target}
