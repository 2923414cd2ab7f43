"""A page that sends somebody to an emergency number has that number."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from guide.guides import HEAD, make_guide
from ratgeber_tools.checks import emergency
from ratgeber_tools.findings import Code

OFFICES = "polizei:\n  name: Polizei\n  art: Notfall\n  telefon:{}\namt:\n  name: Amt\n  art: Amt\n"
PAGE = f"{HEAD}# Notrufe\n\n{{kontakt}}`amt`\n\n{{kontakt}}`polizei telefon`\n\n:::{{kontakt}} polizei\n:::\n"


@pytest.mark.parametrize(("phone", "expected"), [("", 1), (' "110"', 0)])
def test_a_page_without_its_emergency_number_is_an_error_told_once(tmp_path: Path, phone: str, expected: int) -> None:
    write_data(tmp_path / "daten", anlaufstellen=OFFICES.format(phone))
    findings = list(emergency.check(make_guide(tmp_path, notrufe=PAGE)))
    assert [finding.code for finding in findings] == [Code.EMERGENCY_INCOMPLETE] * expected
    assert all(finding.line for finding in findings)
