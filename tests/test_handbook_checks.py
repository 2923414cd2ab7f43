"""The handbook's page on checks: every code, with the severity it has."""

from __future__ import annotations

import re
from pathlib import Path

from ratgeber_tools.editorial.waivers import NEVER_WAIVED
from ratgeber_tools.findings import Code

PAGE = Path(__file__).parent.parent / "docs" / "handbuch" / "pruefungen.md"
ROW = re.compile(r"^\| `(?P<code>[a-z-]+)` \| (?P<severity>Fehler|Warnung|Hinweis) \|", re.MULTILINE)
#: Told by print and press, not by `ratgeber check`; their page is another one.
ELSEWHERE = ("druck-", "heft-", "einlegeblatt-")


def test_every_code_is_explained_with_its_severity() -> None:
    told = {match["code"]: match["severity"] for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    asked = {
        code.identifier: code.severity.value
        for code in Code
        if code.treatment is None and not code.identifier.startswith(ELSEWHERE)
    }
    assert told == asked


def test_what_can_not_be_excepted_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("Von diesen Prüfungen")]
    named = set(re.findall(r"`([a-z-]+)`", line))
    assert named == {code.identifier for code in NEVER_WAIVED if not code.identifier.startswith("ausnahme-")}


def test_the_web_server_is_told_to_let_nobody_in() -> None:
    text = (PAGE.parent / "it.md").read_text(encoding="utf-8")
    (policy,) = [line for line in text.splitlines() if line.startswith("Content-Security-Policy: ")]
    rules = {rule.strip() for rule in policy.partition(": ")[2].split(";")}
    assert rules >= {"default-src 'self'", "form-action 'self'", "object-src 'none'", "base-uri 'none'"}
    decision = (PAGE.parents[1] / "adr" / "0005-eigenes-schlankes-thema.md").read_text(encoding="utf-8")
    assert policy in decision
