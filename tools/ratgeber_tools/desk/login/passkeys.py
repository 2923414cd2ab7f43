"""Passkeys: what the browser is asked, and whether its answer is one (W3C WebAuthn, checked by `webauthn`).

A question holds once: it is kept as a digest with the browser that got it, and taken by the first answer.  Who answers
has shown to their device that it is them (user verification); that is why a passkey is enough alone.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ratgeber_tools.desk.store.interface import Login, Passkey, Store
from ratgeber_tools.errors import RatgeberError

QUESTION_HOLDS = timedelta(minutes=5)
#: A mailbox is used by an office of people, each with a phone and a computer.
MOST_PASSKEYS = 40
_LONGEST_NAME = 60
_NAME = "Redaktion des Elternratgebers"
_NOBODY = Login("", "")


class PasskeyError(RatgeberError):
    """A passkey was not accepted."""


_NOT_ACCEPTED = (
    "Das hat mit dem Passkey nicht geklappt. Versuchen Sie es noch einmal, oder lassen Sie sich einen Link schicken."
)


@dataclass(frozen=True, slots=True)
class Passkeys:
    """The passkeys of a desk at `address` (a page's origin), whose host is `domain`."""

    store: Store
    now: Callable[[], datetime]
    domain: str
    address: str

    # ------------------------------------------------------------------ to log in

    def question(self, browser: str) -> str:
        """Return what to ask the browser (JSON) so that it logs in with any passkey it has for us."""
        options = generate_authentication_options(
            rp_id=self.domain, user_verification=UserVerificationRequirement.REQUIRED
        )
        self._keep(options.challenge, browser)
        return options_to_json(options)

    def answered(self, answer: str, browser: str) -> Passkey:
        """Return the passkey that has answered the question of this browser; raises `PasskeyError`."""
        credential = _read(answer)
        passkey = self.store.passkey(_text(credential, "id"))
        challenge = self._take(credential, browser)
        if passkey is None:
            raise PasskeyError(_NOT_ACCEPTED)
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.domain,
                expected_origin=self.address,
                credential_public_key=base64url_to_bytes(passkey.public_key),
                credential_current_sign_count=passkey.uses,
                require_user_verification=True,
            )
        except _MISTAKES:
            raise PasskeyError(_NOT_ACCEPTED) from None
        self.store.note_passkey(passkey.id, verified.new_sign_count)
        return passkey

    # ------------------------------------------------------------------ to make one

    def question_to_make(self, login: Login, browser: str) -> str:
        """Return what to ask the browser (JSON) so that it makes a passkey; raises `PasskeyError` if there are many."""
        there = self.store.passkeys(login.mail)
        if len(there) >= MOST_PASSKEYS:
            raise PasskeyError(
                f"Zu dieser Adresse gibt es schon {len(there)} Passkeys. Entfernen Sie zuerst einen, den niemand mehr "
                "braucht."
            )
        options = generate_registration_options(
            rp_id=self.domain,
            rp_name=_NAME,
            user_name=login.mail,
            user_display_name=login.office,
            user_id=sha256(login.mail.encode("utf-8")).digest(),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=_descriptors(there),
        )
        self._keep(options.challenge, browser)
        return options_to_json(options)

    def made(self, answer: str, name: str, login: Login, browser: str) -> Passkey:
        """Keep the passkey the browser has made, and return it; raises `PasskeyError`."""
        credential = _read(answer)
        challenge = self._take(credential, browser)
        try:
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.domain,
                expected_origin=self.address,
                require_user_verification=True,
            )
        except _MISTAKES:
            raise PasskeyError(_NOT_ACCEPTED) from None
        moment = self.now()
        passkey = Passkey(
            bytes_to_base64url(verified.credential_id),
            login.mail,
            bytes_to_base64url(verified.credential_public_key),
            verified.sign_count,
            " ".join(name.split())[:_LONGEST_NAME] or f"Passkey vom {moment:%d.%m.%Y}",
            moment.timestamp(),
        )
        if not self.store.add_passkey(passkey):
            raise PasskeyError("Diesen Passkey gibt es hier schon.")
        return passkey

    # ------------------------------------------------------------------ within

    def _keep(self, challenge: bytes, browser: str) -> None:
        until = (self.now() + QUESTION_HOLDS).timestamp()
        self.store.add_invitation(_digest(challenge, browser), _NOBODY, until)

    def _take(self, credential: dict[str, Any], browser: str) -> bytes:
        """Return the challenge an answer speaks of, if it was this browser's and nobody has answered it yet."""
        try:
            said = json.loads(base64url_to_bytes(_text(credential.get("response"), "clientDataJSON")))
            challenge = base64url_to_bytes(_text(said, "challenge"))
        except (ValueError, binascii.Error):
            raise PasskeyError(_NOT_ACCEPTED) from None
        if self.store.take_invitation(_digest(challenge, browser), self.now().timestamp()) is None:
            raise PasskeyError(_NOT_ACCEPTED)
        return challenge


#: What `webauthn` raises for an answer that is none; the last three for values of a kind it did not expect.
_MISTAKES = (WebAuthnException, ValueError, TypeError, KeyError)


def _read(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer)
    except (ValueError, RecursionError):
        credential = None
    if not isinstance(credential, dict):
        raise PasskeyError(_NOT_ACCEPTED)
    return credential


def _text(holder: object, name: str) -> str:
    value = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(value, str):
        raise PasskeyError(_NOT_ACCEPTED)
    return value


def _descriptors(passkeys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in passkeys]


def _digest(challenge: bytes, browser: str) -> str:
    """Return another digest than that of any login link: those are of printable tokens."""
    return sha256(b"\0passkey\0" + challenge + b"\0" + browser.encode("utf-8", "replace")).hexdigest()
