"""The only caller of other people's web servers: does an address still answer, and has it moved?

Only on request (`ratgeber check --extern`).  One server is asked one thing at a time, with a pause; several servers at
once.  Pages are not read: a HEAD request, and a GET whose body is left alone where a server refuses HEAD.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

#: Seconds one request may take, and the pauses before each further attempt.
TIME_LIMIT_S = 15.0
PAUSES_S = (1.0, 4.0)
#: Seconds between two requests to one server.
POLITENESS_S = 0.5
_SERVERS_AT_ONCE = 8
_USER_AGENT = "Mozilla/5.0 (compatible; Elternratgeber; prueft Verweise)"

_PERMANENT = frozenset({301, 308})
#: What a server says that knows only GET, or is in the wrong mood; asked again with GET.
_HEAD_REFUSED = frozenset({400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 503})
#: Worth another attempt.
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What a server said: its status, None for silence; where the page went for good; what kept it from answering."""

    status: int | None
    moved_to: str = ""
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects within http and https, and remembers whether all of them were for good."""

    def __init__(self) -> None:
        self.statuses: list[int] = []

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        self.statuses.append(code)
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.method = req.get_method()
        return following


def ask(address: str, *, time_limit_s: float = TIME_LIMIT_S, pauses_s: Iterable[float] = PAUSES_S) -> ServerAnswer:
    """Ask for one address, again after each of `pauses_s` while the answer may be a passing one."""
    answer = _ask_once(address, time_limit_s)
    for pause in pauses_s:
        if answer.status is not None and answer.status not in _TRANSIENT:
            break
        time.sleep(pause)
        answer = _ask_once(address, time_limit_s)
    return answer


def ask_all(
    addresses: Iterable[str], *, ask_one: Callable[[str], ServerAnswer] = ask, politeness_s: float = POLITENESS_S
) -> Iterator[tuple[str, ServerAnswer]]:
    """Yield each address with its answer as it comes in."""
    by_server: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_server.setdefault(urlsplit(address).netloc.lower(), []).append(address)

    def ask_server(asked: list[str]) -> list[tuple[str, ServerAnswer]]:
        answers: list[tuple[str, ServerAnswer]] = []
        for address in asked:
            if answers:
                time.sleep(politeness_s)
            answers.append((address, ask_one(address)))
        return answers

    with ThreadPoolExecutor(_SERVERS_AT_ONCE) as pool:
        for done in as_completed([pool.submit(ask_server, asked) for asked in by_server.values()]):
            yield from done.result()


def _ask_once(address: str, time_limit_s: float) -> ServerAnswer:
    answer = _request(address, "HEAD", time_limit_s)
    if answer.status in _HEAD_REFUSED:
        answer = _request(address, "GET", time_limit_s)
    return answer


def _request(address: str, method: str, time_limit_s: float) -> ServerAnswer:
    redirects = _Redirects()
    opener = urllib.request.build_opener(redirects)
    try:
        request = urllib.request.Request(_as_ascii(address), method=method, headers={"User-Agent": _USER_AGENT})
        with opener.open(request, timeout=time_limit_s) as response:
            is_moved = bool(redirects.statuses) and all(status in _PERMANENT for status in redirects.statuses)
            return ServerAnswer(response.status, moved_to=response.url if is_moved else "")
    except urllib.error.HTTPError as error:
        with error:
            return ServerAnswer(error.code)
    except TimeoutError:
        return ServerAnswer(None, problem=f"keine Antwort in {time_limit_s:.0f} Sekunden")
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            return ServerAnswer(None, problem=f"keine Antwort in {time_limit_s:.0f} Sekunden")
        return ServerAnswer(None, problem=f"keine Verbindung ({error.reason})")
    except (http.client.HTTPException, OSError, ValueError) as error:
        return ServerAnswer(None, problem=f"keine verständliche Antwort ({type(error).__name__})")


def _as_ascii(address: str) -> str:
    """Return the address as it goes over the line: host in IDNA, the rest with percent signs, without its fragment."""
    parts = urlsplit(urldefrag(address).url)
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    kept = "/%:@!$&'()*+,;=~-._?"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe=kept), quote(parts.query, safe=kept), ""))
