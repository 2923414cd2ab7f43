"""Phone numbers: as printed, and as a phone dials them."""

from __future__ import annotations

import re

#: Germany's country code; national numbers begin with 0.
COUNTRY_CODE = "+49"


def dial_address(phone: str) -> str:
    """Return the `tel:` address (RFC 3966) of a number as typed.

    National numbers get the country code so that they work from abroad; short ones (116 111) have none.
    """
    digits = re.sub(r"[^\d+]", "", phone)
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    if digits.startswith("0"):
        return f"tel:{COUNTRY_CODE}{digits[1:]}"
    return f"tel:{digits}"
