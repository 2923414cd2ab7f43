"""The services that translate: DeepL, and whatever address speaks as LibreTranslate does.

None is asked unless the environment names it:

    RATGEBER_DEEPL_SCHLUESSEL           the key of an account at DeepL
    RATGEBER_LIBRETRANSLATE_ADRESSE     where a LibreTranslate answers, and if it wants one,
    RATGEBER_LIBRETRANSLATE_SCHLUESSEL  its key
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.machine.drafting import TranslationService

DEEPL_KEY = "RATGEBER_DEEPL_SCHLUESSEL"
LIBRETRANSLATE_ADDRESS = "RATGEBER_LIBRETRANSLATE_ADRESSE"
LIBRETRANSLATE_KEY = "RATGEBER_LIBRETRANSLATE_SCHLUESSEL"
#: Seconds one request may take, and the bytes of an answer.
_TIME_LIMIT_S, _LARGEST = 60.0, 8_000_000
#: Texts in one request: DeepL takes fifty.
_AT_ONCE = 50
_NONE = (
    f"Kein Übersetzungsdienst ist eingestellt. Setzen Sie {DEEPL_KEY} (DeepL) oder {LIBRETRANSLATE_ADDRESS} "
    "(LibreTranslate) in der Umgebung; ohne das wird nichts verschickt."
)
_REFUSALS = {
    403: "Der Schlüssel gilt dort nicht.",
    429: "Der Dienst hat zu viel zu tun. Versuchen Sie es später noch einmal.",
    456: "Das Kontingent ist aufgebraucht.",
}


@dataclass(frozen=True, slots=True)
class DeepL:
    """DeepL, by its REST interface, version 2; `address` is its own unless a test has another."""

    key: str
    address: str = ""
    name: str = "DeepL"
    takes_glossary: bool = True

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> Sequence[str]:  # fmt: skip
        """Return a translation of each text; the glossary is made there for this once, and taken away again."""
        kept = self._make_glossary(source, target, glossary) if glossary else ""
        try:
            return [text for part in _parts(texts) for text in self._translated(part, source, target, kept)]
        finally:
            if kept:  # what is translated is not lost because a glossary stays there
                with contextlib.suppress(InputError):
                    self._ask("DELETE", f"/v2/glossaries/{kept}")

    def _translated(self, texts: Sequence[str], source: str, target: str, glossary: str) -> list[str]:
        asked = {
            "text": list(texts),
            "source_lang": source.upper(),
            "target_lang": {"en": "EN-GB"}.get(target, target.upper()),
            "tag_handling": "xml",
            "formality": "prefer_more",
            **({"glossary_id": glossary} if glossary else {}),
        }
        return _texts(self.name, [each.get("text") for each in _listed(self._ask("POST", "/v2/translate", asked))])

    def _make_glossary(self, source: str, target: str, glossary: Mapping[str, str]) -> str:
        lines = "\n".join(f"{german}\t{words}" for german, words in glossary.items())
        asked = {
            "name": "Elternratgeber",
            "source_lang": source,
            "target_lang": target,
            "entries": lines,
            "entries_format": "tsv",
        }
        return str(self._ask("POST", "/v2/glossaries", asked).get("glossary_id", ""))

    def _ask(self, method: str, path: str, asked: Mapping[str, Any] | None = None) -> dict[str, Any]:
        # keys of accounts without a fee end so, and have a server of their own (DeepL's documentation)
        host = self.address or f"https://api{'-free' if self.key.endswith(':fx') else ''}.deepl.com"
        return _ask(self.name, method, f"{host}{path}", asked, {"Authorization": f"DeepL-Auth-Key {self.key}"})


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """A LibreTranslate, at the town's own server or elsewhere; it knows no glossary."""

    address: str
    key: str = ""
    name: str = "LibreTranslate"
    takes_glossary: bool = False

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> Sequence[str]:  # fmt: skip
        """Return a translation of each text; as HTML, which has no elements without an end."""
        found: list[str] = []
        for part in _parts(texts):
            asked = {
                "q": [_as_html(text) for text in part],
                "source": source,
                "target": target,
                "format": "html",
                **({"api_key": self.key} if self.key else {}),
            }
            answer = _ask(self.name, "POST", f"{self.address.rstrip('/')}/translate", asked, {})
            found += _texts(self.name, answer.get("translatedText"))
        return found


def _as_html(text: str) -> str:
    return text.replace("/>", "></x>")


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _AT_ONCE):
        yield texts[start : start + _AT_ONCE]


def _listed(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = answer.get("translations")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _texts(name: str, found: Any) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InputError(f"{name} hat etwas geantwortet, was keine Übersetzung ist. Es wurde nichts übernommen.")
    return found


def _ask(
    name: str, method: str, address: str, asked: Mapping[str, Any] | None, headers: Mapping[str, str]
) -> dict[str, Any]:  # fmt: skip
    """Return what a service answers; raises `InputError` with what to do next."""
    if urlsplit(address).scheme not in ("https", "http"):
        raise InputError(f"Die Adresse von {name} muss mit https:// beginnen.")
    data = None if asked is None else json.dumps(asked).encode("utf-8")
    request = urllib.request.Request(
        address, data=data, method=method, headers={"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_TIME_LIMIT_S) as answer:
            body = answer.read(_LARGEST)
        found = json.loads(body) if body.strip() else {}
    except urllib.error.HTTPError as error:
        with error:
            said = _REFUSALS.get(error.code, f"Er antwortet mit {error.code}; vielleicht kennt er die Sprache nicht.")
        raise InputError(f"{name} hat abgelehnt: {said} Es wurde nichts übernommen.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(
            f"{name} ist nicht zu erreichen oder antwortet unverständlich. Es wurde nichts übernommen."
        ) from error
    return found if isinstance(found, dict) else {}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes to the address it was given for, and to no other."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def chosen_service(variables: Mapping[str, str] | None = None) -> TranslationService:
    """Return the service the environment names, DeepL first; raises `InputError` where it names none."""
    given = os.environ if variables is None else variables
    if key := given.get(DEEPL_KEY, "").strip():
        return DeepL(key)
    if address := given.get(LIBRETRANSLATE_ADDRESS, "").strip():
        return LibreTranslate(address, given.get(LIBRETRANSLATE_KEY, "").strip())
    raise InputError(_NONE)
