"""What other programs see of our environment while they read what anybody may have sent in: everything but keys.

Builds and LibreOffice get a list of what they need, which is stricter.  Git reads settings, and perhaps keys, that
nobody can list; it gets everything but what looks like a key.  Only where it talks to another machine may it have them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache

_NAME = re.compile(r"TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|SCHLUESSEL|CREDENTIAL|JWT|_KEY\Z|_PAT\Z", re.IGNORECASE)
#: An address with a name and a word before the host, or a head of a request: so the forge hands its token over.
_VALUE = re.compile(r"://[^/\s@]*@|\bauthorization:", re.IGNORECASE)

#: All of the environment a build needs: where programs, libraries, settings and temporary files are (also on Windows),
#: and what is asked for in the handbook.
_PASSED_ON = frozenset(
    {
        "PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONWARNINGS",
        "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TEMP", "TMP", "TZ",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
        "PROGRAMDATA", "NUMBER_OF_PROCESSORS", "DICPATH", "SOURCE_DATE_EPOCH", "RATGEBER_PERSONEN",
    }
)  # fmt: skip


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return those of `variables` (as a rule the environment) that hold no key."""
    given = os.environ if variables is None else variables
    kept = {name: value for name, value in given.items() if not _holds_a_key(name, value)}
    if any(name.startswith("GIT_CONFIG_VALUE_") for name in given.keys() - kept.keys()):
        kept.pop("GIT_CONFIG_COUNT", None)  # git stops where it counts more settings than it finds
    return kept


def build_environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what of `variables` (as a rule the environment) a build gets to see.

    A build reads what anybody may have sent in: no key of the forge, no password is there to be read.  Messages are
    English in UTF-8 whatever the machine speaks, because the extension translates them from English.
    """
    given = os.environ if variables is None else variables
    kept = {name: value for name, value in given.items() if name.upper() in _PASSED_ON}
    return {**kept, "PYTHONUTF8": "1", "LANGUAGE": "en", "LC_ALL": "C.UTF-8"}


@lru_cache(maxsize=1024)
def _holds_a_key(name: str, value: str) -> bool:
    """Say whether a variable looks like a key; git is started hundreds of times with the same few."""
    return bool(_NAME.search(name) or _VALUE.search(value))
