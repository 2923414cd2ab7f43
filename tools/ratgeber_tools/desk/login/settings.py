"""What a desk that is served for several people is told: its address, its mail server, what else logs in.

All from the environment, as a service manager sets it; passwords lie in files that only the service may read, and the
environment names those.  A setting that is wrong is refused before anything listens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from ratgeber_tools import files
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.proposals.signed_link import KEY, checked_key

_DESK = "RATGEBER_REDAKTION_"
ADDRESS = f"{_DESK}ADRESSE"
LISTENS = f"{_DESK}LAUSCHT"
_PROXIES = f"{_DESK}VERMITTLER"
_MAIL = "RATGEBER_MAIL_"
_PASSKEYS = "RATGEBER_PASSKEYS"
_OIDC = "RATGEBER_OIDC_"
_YES, _NO = "ja", "nein"
#: Where plain http is no danger: nothing leaves the computer.
_OWN_HOSTS = frozenset({"localhost", "127.0.0.1"})
_OWN_PROXIES = "127.0.0.1,::1"
_PORTS = {"starttls": 587, "tls": 465, "keine": 25}

Network = IPv4Network | IPv6Network


class SettingsError(RatgeberError):
    """A setting of the served desk is missing or wrong."""


class Encryption(StrEnum):
    """How the line to the mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "keine"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in, and from whom they are."""

    host: str
    port: int
    encryption: Encryption
    sender: str
    account: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """An OpenID provider; `groups` is the claim whose groups are offices, "" where the mail address decides."""

    issuer: str
    client: str
    secret: str
    name: str
    groups: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    """`address` is how people reach the desk, without a path: scheme, host and port if it is not the usual one."""

    address: str
    proxies: tuple[Network, ...] = ()
    mail: MailServer | None = None
    has_passkeys: bool = False
    provider: ProviderSettings | None = None
    #: What signs links to the pages of proposals; None where the forge makes none.
    preview_key: bytes | None = field(default=None, repr=False)

    @property
    def scheme(self) -> str:
        return urlsplit(self.address).scheme

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def host(self) -> str:
        """The host and, where it is not the scheme's own, the port: what a browser says in `Host`."""
        return urlsplit(self.address).netloc

    @property
    def domain(self) -> str:
        return urlsplit(self.address).hostname or ""


def read_settings(address: str, variables: Mapping[str, str]) -> Served:
    """Return what a desk at `address` is told by the environment; raises `SettingsError`."""

    def given(name: str, default: str = "") -> str:
        return variables.get(name, "").strip() or default

    return Served(
        _web_address(address, ADDRESS),
        _networks(given(_PROXIES, _OWN_PROXIES)),
        _mail_server(given),
        _is_on(given(_PASSKEYS, _NO)),
        _provider(given),
        _preview_key(given),
    )


_Given = Callable[..., str]


def _web_address(address: str, name: str) -> str:
    """Return an address without its last slash, if a browser may be sent there."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # raises for what is no port
    except ValueError:
        parts = urlsplit("")
    is_plain = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_HOSTS)
    if not parts.hostname or not is_safe or not (is_plain or name != ADDRESS):
        raise SettingsError(
            f"{name}: „{address}“ taugt nicht als Adresse. Sie beginnt mit https:// und endet nach dem Namen des "
            "Rechners, zum Beispiel https://redaktion.example.org; http:// geht nur mit localhost."
        )
    return address.rstrip("/") if name != ADDRESS else f"{parts.scheme}://{parts.netloc.lower()}"


def _networks(listed: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each.strip()) for each in listed.split(",") if each.strip())
    except ValueError:
        raise SettingsError(
            f"{_PROXIES}: „{listed}“ ist keine Liste von IP-Adressen. Schreiben Sie zum Beispiel 127.0.0.1 oder "
            "10.89.0.0/24, mehrere mit Komma."
        ) from None


def _is_on(word: str) -> bool:
    if word.casefold() not in (_YES, _NO):
        raise SettingsError(f"{_PASSKEYS}: „{word}“ ist weder „{_YES}“ noch „{_NO}“.")
    return word.casefold() == _YES


def _mail_server(given: _Given) -> MailServer | None:
    place = given(f"{_MAIL}SERVER")
    if not place:
        return None
    word = given(f"{_MAIL}SICHERUNG", Encryption.STARTTLS.value).casefold()
    if word not in _PORTS:
        raise SettingsError(f"{_MAIL}SICHERUNG: „{word}“ gibt es nicht; es gibt {', '.join(_PORTS)}.")
    try:
        parts = urlsplit(f"//{place}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.netloc != place:
        raise SettingsError(
            f"{_MAIL}SERVER: „{place}“ ist kein Mailserver. Schreiben Sie zum Beispiel mail.example.org."
        )
    sender = given(f"{_MAIL}ABSENDER")
    if "@" not in sender or any(mark in sender for mark in "\r\n<>, "):
        raise SettingsError(f"{_MAIL}ABSENDER fehlt oder ist keine E-Mail-Adresse. Nehmen Sie eine Funktionsadresse.")
    account = given(f"{_MAIL}KONTO")
    password = _secret(given, f"{_MAIL}KENNWORT_DATEI") if account else ""
    return MailServer(host, port or _PORTS[word], Encryption(word), sender, account, password)


def _provider(given: _Given) -> ProviderSettings | None:
    issuer = given(f"{_OIDC}ANBIETER")
    if not issuer:
        return None
    issuer_name = f"{_OIDC}ANBIETER"
    client = given(f"{_OIDC}KENNUNG")
    if not client:
        raise SettingsError(f"{_OIDC}KENNUNG fehlt: unter welchem Namen der Anbieter den Redaktionstisch kennt.")
    secret = _secret(given, f"{_OIDC}GEHEIMNIS_DATEI")
    _web_address(issuer, issuer_name)
    name, groups = given(f"{_OIDC}NAME", "dem Konto der Stadt"), given(f"{_OIDC}GRUPPEN")
    return ProviderSettings(issuer, client, secret, name, groups)


def _preview_key(given: _Given) -> bytes | None:
    name = f"{KEY}_DATEI"
    if given(name):
        return checked_key(_secret(given, name), name)
    return checked_key(given(KEY))


def _secret(given: _Given, name: str) -> str:
    path = given(name)
    if not path:
        raise SettingsError(f"{name} fehlt: die Datei, in der das Kennwort steht.")
    try:
        secret = files.read_text(Path(path)).strip()
    except (OSError, RatgeberError):
        raise SettingsError(f"{name}: Die Datei {path} lässt sich nicht lesen. Darf der Dienst das?") from None
    if not secret:
        raise SettingsError(f"{name}: Die Datei {path} ist leer.")
    return secret
