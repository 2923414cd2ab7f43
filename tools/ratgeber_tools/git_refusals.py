"""What git says when it, or the other side, refuses: in German, with what to do next.

git's last line is seldom its reason ("and the repository exists."), and English is nobody's here.  What is not in the
list is quoted: it may be what the town's IT needs.
"""

from __future__ import annotations

import re

#: A token in an address belongs to nobody who reads the sentence.
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
_WHERE = "Welche Adresse eingetragen ist, zeigt: git remote -v"
#: git's words (English, as `LC_ALL=C` has them) → a sentence; the first that fits counts.  Named groups are put in.
_SENTENCES = (
    (
        r"detected dubious ownership in repository at '(?P<folder>[^']+)'",
        "git traut dem Ordner {folder} nicht, weil er jemand anderem gehört. Einmal eingeben: "
        "git config --global --add safe.directory {folder}",
    ),
    (
        r"unknown (?:option|switch)|is not a git command",
        "Ihr git ist zu alt; gebraucht wird 2.30 oder neuer. Welches Sie haben, sagt: git --version",
    ),
    (
        r"No space left on device|disk quota exceeded",
        "Auf dem Datenträger ist kein Platz mehr. Schaffen Sie Platz, und versuchen Sie es noch einmal.",
    ),
    (
        r"\.lock': File exists|Another git process",
        "In diesem Ordner arbeitet gerade ein anderes Programm mit git. Warten Sie, bis es fertig ist, und "
        "versuchen Sie es noch einmal.",
    ),
    (
        r"Read-only file system|could not (?:lock|open|create)\b.*Permission denied|insufficient permission",
        "git darf dort nicht schreiben. Prüfen Sie die Rechte an dem Ordner.",
    ),
    (
        r"failed to sign|Couldn't load public key|Load key|user\.signingkey needs",
        "Die Unterschrift kam nicht zustande. Prüfen Sie, ob der Schlüssel dort liegt, wo ihn "
        "„git config user.signingKey“ nennt.",
    ),
    (
        r"Could not resolve host(?:name)?:? (?P<host>[^\s:;]+)",
        "Der Rechner {host} ist von hier nicht zu finden. Ist das Netz an, und stimmt die Adresse? " + _WHERE,
    ),
    (
        r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED",
        "Ob die Plattform die ist, die sie sein soll, ließ sich nicht prüfen. Rufen Sie einmal „git fetch“ auf, "
        "und fragen Sie bei Zweifel die IT.",
    ),
    (
        r"SSL certificate|certificate verif|schannel|gnutls_handshake",
        "Das Zertifikat der Plattform lässt sich nicht prüfen. Fragen Sie die IT.",
    ),
    (
        r"Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied \("
        r"|Access denied|returned error: 401",
        "Die Plattform lässt Sie nicht hinein: Die Anmeldung fehlt oder stimmt nicht. Rufen Sie einmal „git fetch“ "
        "auf; git fragt dann nach Name und Passwort (oder Token).",
    ),
    (
        r"larger than|exceeds .*limit|GH001|returned error: 413",
        "Eine Datei ist größer, als die Plattform annimmt. Fragen Sie die IT nach der Grenze.",
    ),
    (
        r"protected branch|GH006|GH013|not allowed to|denied to|hook declined|\[remote rejected\]"
        r"|returned error: 403|access to repository not granted",
        "Die Plattform nimmt es nicht an: Ihr Konto darf dort nicht schreiben, oder der Zweig ist geschützt. "
        "Fragen Sie die IT.",
    ),
    (
        r"\[rejected\]|non-fast-forward|fetch first|stale info|failed to update ref|cannot lock ref",
        "Dort hat inzwischen jemand etwas geändert. Holen Sie es mit „git pull“, und versuchen Sie es noch einmal.",
    ),
    (
        r"couldn't find remote ref (?:refs/heads/)?(?P<branch>\S+)",
        "Den Zweig „{branch}“ gibt es dort nicht.",
    ),
    (
        r"does not appear to be a git repository|repository .*not found|returned error: 404|project .*not found",
        f"Unter der Adresse liegt kein Projekt, oder Ihr Konto darf es nicht sehen. {_WHERE}",
    ),
    (
        r"Connection (?:refused|reset|timed out|closed)|Operation timed out|Network is unreachable|No route to host"
        r"|Failed to connect|Couldn't connect|Could not connect|Empty reply|early EOF|hung up|disconnect|RPC failed"
        r"|returned error: 5\d\d|Temporary failure",
        "Die Plattform antwortet nicht. Ist das Netz an? Versuchen Sie es später noch einmal, oder fragen Sie "
        "die IT. " + _WHERE,
    ),
)
#: Lines that only introduce or advise; the reason stands in others.
_NO_REASON = re.compile(r"^(?:hint:|Please make sure|and the repository|To |warning: |Everything up-to-date)")


def in_german(words: str) -> str:
    """Return what git wrote to its error output as German sentences; a token in an address is left out."""
    words = _CREDENTIALS.sub("//", words)
    for pattern, sentence in _SENTENCES:
        if found := re.search(pattern, words, re.IGNORECASE):
            return sentence.format(**found.groupdict())
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    reasons = [line for line in lines if not _NO_REASON.match(line)] or lines
    return f"git sagt dazu: „{reasons[0]}“. Fragen Sie die IT." if reasons else "git sagt nicht, warum."


def is_overtaken(words: str) -> bool:
    """Say whether a push failed only because somebody else was quicker, so that it may be tried again."""
    return "[rejected]" in words or "cannot lock ref" in words or "failed to update ref" in words
