"""An OpenID provider on a port of this computer: signs what a test tells it to, checks what a client must send."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "ratgeber", "ge:heim nis"


@dataclass
class FakeProvider:
    """`claims` are laid over what a good token says; `key` signs, `header` says how."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "eins"})
    key: RSAKey | OctKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "eins"}))
    published: RSAKey | None = None
    is_broken: bool = False
    now: float = 0.0
    sent: int = 0
    #: Code → what the browser was sent with.
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    exchanges: list[dict[str, str]] = field(default_factory=list)

    def authorize(self, address: str) -> str:
        """Let somebody log in who was sent to `address`; return the query their browser comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/anmelden?")
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        self.sent += 1
        code = f"code-{self.sent}"
        self.codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Answer at the token endpoint; None for a client that is none, or a code that is not its own."""
        self.exchanges.append(form)
        pair = base64.b64encode(b"ratgeber:ge%3Aheim%20nis").decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or authorization != f"Basic {pair}" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        if _unpadded(sha256(form["code_verifier"].encode()).digest()) != asked["code_challenge"]:
            return None
        good = {
            "iss": self.issuer, "aud": CLIENT, "sub": "1", "nonce": asked["nonce"], "iat": int(self.now),
            "exp": int(self.now) + 300,
        }  # fmt: skip
        claims = {name: value for name, value in {**good, **self.claims}.items() if value is not None}
        if self.header["alg"] == "none":
            token = ".".join([_unpadded(json.dumps(part).encode()) for part in (self.header, claims)] + [""])
        else:
            token = jwt.encode(self.header, claims, self.key, [self.header["alg"]])
        return {"token_type": "Bearer", "id_token": token}

    def document(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/anmelden",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        key = self.published or self.key
        return {"keys": [key.as_dict(private=False)]} if path == "/keys" and isinstance(key, RSAKey) else None


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    provider = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(provider.document(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(provider.token(form, self.headers.get("Authorization", "")))

        def _answer(self, found: dict[str, Any] | None) -> None:
            content = b"<html>" if provider.is_broken else json.dumps(found).encode()
            self.send_response(400 if found is None else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
