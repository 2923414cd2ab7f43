"""Posting to a running desk as its page does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from desk.desk_servers import PATIENCE_S, Stay, Visitor
from ratgeber_tools.desk.server.logins import COOKIE


def post(visitor: Visitor, path: str, body: bytes, *, origin: str | None = None) -> tuple[int, Any]:
    """Return status and answer: parsed where it is JSON, else the text."""
    headers = {"Cookie": f"{COOKIE}={visitor.cookie}", "Origin": origin or visitor.running.origin}
    request = urllib.request.Request(f"{visitor.running.origin}{path}", data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            status, text = error.code, error.read().decode()
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text


def send_form(visitor: Visitor, place: str, **fields: str | list[str]) -> tuple[int, str, str]:
    """Send a form as a page does; return the status, the page to go on with, "" for none, and this one."""
    kind = "application/x-www-form-urlencoded"
    return _sent(visitor, place, urlencode(fields, doseq=True).encode(), kind)


def _sent(visitor: Visitor, place: str, data: bytes, kind: str) -> tuple[int, str, str]:
    headers = {
        "Cookie": f"{COOKIE}={visitor.cookie}",
        "Origin": visitor.running.origin,
        "Content-Type": kind,
    }
    request = urllib.request.Request(f"{visitor.running.origin}{place}", data=data, headers=headers, method="POST")
    try:
        answer = urllib.request.build_opener(Stay).open(request, timeout=PATIENCE_S)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def send_files(visitor: Visitor, place: str, files: Mapping[str, bytes], **fields: str) -> tuple[int, str, str]:
    """Send a form with files in it, by the names of their fields; as `send_form`."""
    edge = "----grenze"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, data in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="datei"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return _sent(
        visitor, place, b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
    )
