"""Logging in with an account of the town's: OpenID Connect, code flow with PKCE, state and nonce.

What travels through the browser is derived from one secret in its cookie: nothing is kept here, and the answer of
another browser fits none of it.  Signatures and keys are `joserfc`'s; the claims are checked as OpenID Connect Core,
3.1.3.7, says.
"""

from __future__ import annotations

import base64
import hmac
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from ratgeber_tools.desk.login.settings import ProviderSettings
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.errors import RatgeberError

_TIME_LIMIT_S = 10
_LARGEST_ANSWER = 1_000_000
#: Signatures with a key pair only: with a shared secret whoever knows the client's could sign, "none" would anybody.
_ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
_KEPT_S = 3600
_LEEWAY_S = 60
_METADATA = "/.well-known/openid-configuration"


class ProviderError(RatgeberError):
    """The provider did not answer, or not with what lets somebody in."""


_SILENT = "Der Anmeldedienst der Stadt antwortet gerade nicht. Lassen Sie sich stattdessen einen Link schicken."
_WRONG = "Die Anmeldung mit dem Konto der Stadt ist nicht gelungen. Beginnen Sie noch einmal von vorn."
_UNKNOWN = "Dieses Konto gehört zu keiner Stelle des Ratgebers. Fragen Sie die Redaktion, ob es unter „Stellen“ fehlt."


@dataclass(slots=True)
class Provider:
    """An OpenID provider as `settings` say; `back` is the address it sends browsers back to; `now` in seconds."""

    settings: ProviderSettings
    back: str
    now: Callable[[], float] = time.time
    _metadata: tuple[float, dict[str, Any]] | None = field(default=None)
    _keys: KeySet | None = field(default=None)

    def address(self, secret: str) -> str:
        """Return where to send a browser that holds `secret`; raises `ProviderError`."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": self.back,
            "scope": "openid email",
            "state": _derived(secret, "state"),
            "nonce": _derived(secret, "nonce"),
            "code_challenge": _unpadded(sha256(_derived(secret, "verifier").encode("ascii")).digest()),
            "code_challenge_method": "S256",
        }
        place = self._endpoint("authorization_endpoint")
        return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"

    def claims(self, answer: Mapping[str, str], secret: str) -> dict[str, Any]:
        """Return what the provider says of who came back with `answer` (the query); raises `ProviderError`."""
        is_ours = hmac.compare_digest(answer.get("state", "").encode(), _derived(secret, "state").encode())
        if not secret or not is_ours or answer.get("iss", self.settings.issuer) != self.settings.issuer:
            raise ProviderError(_WRONG)
        code = answer.get("code", "")
        if not code:
            raise ProviderError(_WRONG)
        token = self._exchange(code, _derived(secret, "verifier")).get("id_token")
        if not isinstance(token, str):
            raise ProviderError(_WRONG)
        claims = self._verified(token)
        self._check(claims, _derived(secret, "nonce"))
        return claims

    def login(self, claims: Mapping[str, Any], roles: Roles) -> Login:
        """Return which office of the table somebody is; raises `ProviderError` for none."""
        if self.settings.groups:
            listed = claims.get(self.settings.groups)
            groups = [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else []
            offices = [name for name in roles.names if name in groups]
            if len(offices) == 1:
                return Login(offices[0], roles.mailboxes_of(offices[0])[0])
            raise ProviderError(_UNKNOWN)
        mail = claims.get("email")
        office = roles.office_of(mail) if isinstance(mail, str) and claims.get("email_verified") is True else None
        if office is None:
            raise ProviderError(_UNKNOWN)
        return Login(office, str(mail).strip().casefold())

    # ------------------------------------------------------------------ what the provider is asked

    def _exchange(self, code: str, verifier: str) -> dict[str, Any]:
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "code_verifier": verifier,
        }
        methods = self._described().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if "client_secret_basic" in methods:
            pair = f"{quote(self.settings.client, safe='')}:{quote(self.settings.secret, safe='')}"  # RFC 6749, 2.3.1
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode('utf-8')).decode('ascii')}"
        else:
            asked |= {"client_id": self.settings.client, "client_secret": self.settings.secret}
        return _fetch(self._endpoint("token_endpoint"), headers, urlencode(asked).encode("ascii"))

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            try:
                return dict(jwt.decode(token, self._key_set(), list(_ALGORITHMS)).claims)
            except InvalidKeyIdError:  # the provider has new keys
                self._keys = None
                return dict(jwt.decode(token, self._key_set(), list(_ALGORITHMS)).claims)
        except (JoseError, ValueError, TypeError, KeyError):
            raise ProviderError(_WRONG) from None

    def _check(self, claims: Mapping[str, Any], nonce: str) -> None:
        audience = claims.get("aud")
        audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
        is_for_us = (
            claims.get("iss") == self.settings.issuer
            and self.settings.client in audiences
            and claims.get("azp", self.settings.client) == self.settings.client
            and (len(audiences) == 1 or "azp" in claims)
            and claims.get("nonce") == nonce
        )
        until, since = _seconds(claims.get("exp")), _seconds(claims.get("iat"))
        is_of_now = until + _LEEWAY_S > self.now() and 0 < since < self.now() + _LEEWAY_S
        if not is_for_us or not is_of_now:
            raise ProviderError(_WRONG)

    def _described(self) -> dict[str, Any]:
        if self._metadata is None or self.now() - self._metadata[0] > _KEPT_S:
            found = _fetch(self.settings.issuer.rstrip("/") + _METADATA)
            if found.get("issuer") != self.settings.issuer:
                raise ProviderError(_SILENT)
            self._metadata = (self.now(), found)
            self._keys = None
        return self._metadata[1]

    def _endpoint(self, name: str) -> str:
        place = self._described().get(name)
        schemes = ("https",) if urlsplit(self.settings.issuer).scheme == "https" else ("https", "http")
        if not isinstance(place, str) or urlsplit(place).scheme not in schemes:
            raise ProviderError(_SILENT)
        return place

    def _key_set(self) -> KeySet:
        if self._keys is None:
            self._keys = KeySet.import_key_set(_fetch(self._endpoint("jwks_uri")))  # type: ignore[arg-type]
        return self._keys


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Refuse: the addresses are the provider's own words, and a secret goes with the request."""


def _fetch(address: str, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> dict[str, Any]:
    """Return the JSON object at an address; raises `ProviderError`."""
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        answer: IO[bytes]
        with opener.open(request, timeout=_TIME_LIMIT_S) as answer:
            content = answer.read(_LARGEST_ANSWER + 1)
        found = json.loads(content) if len(content) <= _LARGEST_ANSWER else None
    except urllib.error.HTTPError as error:
        error.close()
        raise ProviderError(_WRONG if error.code in (400, 401, 403) else _SILENT) from None
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        raise ProviderError(_SILENT) from None
    if not isinstance(found, dict):
        raise ProviderError(_SILENT)
    return found


def _derived(secret: str, what: str) -> str:
    return _unpadded(hmac.digest(secret.encode("utf-8", "replace"), what.encode("ascii"), "sha256"))


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _seconds(value: object) -> float:
    """Return a moment as a token says it, 0 for what is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
