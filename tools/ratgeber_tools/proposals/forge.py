"""The only caller of a forge's interface: opens the merge request for a branch.

GitLab:           POST {CI_API_V4_URL}/projects/{CI_PROJECT_ID}/merge_requests, header PRIVATE-TOKEN
Forgejo, GitHub:  POST {GITHUB_API_URL}/repos/{GITHUB_REPOSITORY}/pulls, header Authorization

Addresses are those each forge sets for its CI jobs.  The token comes from RATGEBER_TOKEN, which the town's IT sets.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.proposals.message import Message

TOKEN = "RATGEBER_TOKEN"
_TIME_LIMIT_S = 60
#: What the forges answer if a request for this branch is open already: GitLab 409, GitHub 422, Forgejo 409.
_OPEN_ALREADY = frozenset({409, 422})


class ForgeError(RatgeberError):
    """The forge refused, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Forge:
    """How one kind of forge is asked: the variables that say where, the header of its token, the words it wants."""

    address: tuple[str, str, str]  # variable of the interface's address, path with {}, variable that goes into it
    headers: Callable[[str], Mapping[str, str]]
    payload: Callable[[Message, str, str], Mapping[str, Any]]
    link: str  # where the answer names the page of the request


FORGES: Mapping[str, Forge] = {
    "gitlab": Forge(
        ("CI_API_V4_URL", "/projects/{}/merge_requests", "CI_PROJECT_ID"),
        lambda token: {"PRIVATE-TOKEN": token},
        lambda message, branch, target: {
            "title": message.title,
            "description": message.body,
            "source_branch": branch,
            "target_branch": target,
            "remove_source_branch": True,
        },
        "web_url",
    ),
    "forgejo": Forge(
        ("GITHUB_API_URL", "/repos/{}/pulls", "GITHUB_REPOSITORY"),
        lambda token: {"Authorization": f"token {token}"},
        lambda message, branch, target: _pull(message, branch, target),
        "html_url",
    ),
    "github": Forge(
        ("GITHUB_API_URL", "/repos/{}/pulls", "GITHUB_REPOSITORY"),
        lambda token: {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"},
        lambda message, branch, target: _pull(message, branch, target),
        "html_url",
    ),
}


def open_request(kind: str, message: Message, *, branch: str, target: str, variables: Mapping[str, str]) -> str:
    """Open a merge request and return the address of its page, "" if there is one for this branch already.

    `kind` is a key of `FORGES`, `variables` the environment.  Raises `ForgeError`.
    """
    forge = FORGES[kind]
    base, path, inside = forge.address
    missing = [name for name in (base, inside, TOKEN) if not variables.get(name)]
    if missing:
        raise ForgeError(
            f"Für die Nachricht auf der Plattform fehlt {', '.join(missing)}. Wie die IT das einrichtet, steht im "
            "Handbuch unter „Für die IT“."
        )
    request = urllib.request.Request(
        variables[base].rstrip("/") + path.format(variables[inside]),
        data=json.dumps(forge.payload(message, branch, target)).encode("utf-8"),
        headers={
            "Content-Type": "application/json",
            "User-Agent": "ratgeber",
            **forge.headers(variables[TOKEN]),
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIME_LIMIT_S) as answer:
            page = json.load(answer).get(forge.link, "")
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _OPEN_ALREADY:
                return ""
            raise ForgeError(
                f"Die Plattform hat die Nachricht zu {branch} nicht angenommen (Antwort {error.code}). "
                f"Prüfen Sie, ob {TOKEN} noch gilt und Vorschläge anlegen darf."
            ) from None
    except (OSError, ValueError) as error:
        raise ForgeError(f"Die Plattform antwortet nicht ({error}). Versuchen Sie es später noch einmal.") from None
    return str(page)


def _pull(message: Message, branch: str, target: str) -> Mapping[str, Any]:
    return {"title": message.title, "body": message.body, "head": branch, "base": target}
