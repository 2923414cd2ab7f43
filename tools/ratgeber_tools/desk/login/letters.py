"""The letter with the link to log in, and how it is handed to the mail server: by a few threads, never by a request.

Nobody waits for the mail server: an answer that took longer for an address that is known would tell who has an account.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from threading import BoundedSemaphore

from ratgeber_tools.desk.login.settings import Encryption, MailServer

_TIME_LIMIT_S = 20
#: Letters under way at once, waiting ones included; more are not written, and the log says so.
_MOST_WAITING = 50
_log = logging.getLogger("ratgeber.redaktion")


def login_letter(
    server: MailServer, mailbox: str, office: str, link: str, minutes: int, moment: datetime
) -> EmailMessage:
    """Return the letter to an office's mailbox; plain text, and nothing of the reader in it but the office."""
    return letter_to(
        server,
        mailbox,
        "Ihr Link zum Redaktionstisch",
        f"Guten Tag,\n\njemand möchte sich am Redaktionstisch des Elternratgebers anmelden als:\n{office}\n\n"
        f"Öffnen Sie diesen Link in demselben Browser, in dem Sie ihn angefordert haben:\n\n{link}\n\n"
        f"Er gilt {minutes} Minuten und einmal.\n\n"
        "Haben Sie sich nicht anmelden wollen? Dann tun Sie nichts: Ohne den Browser, der gefragt hat, nützt der Link "
        "niemandem.\n",
        moment,
    )


def invitation_letter(
    server: MailServer, mailbox: str, office: str, link: str, minutes: int, moment: datetime
) -> EmailMessage:
    """Return the letter with which somebody who administers the desk lets an office in."""
    return letter_to(
        server,
        mailbox,
        "Einladung an den Redaktionstisch",
        f"Guten Tag,\n\nam Redaktionstisch wird der Elternratgeber geschrieben. Sie sind eingeladen als:\n{office}\n\n"
        f"Öffnen Sie diesen Link:\n\n{link}\n\n"
        f"Er gilt {minutes} Minuten und einmal. Danach melden Sie sich mit dieser E-Mail-Adresse an, und es kommt ein "
        "neuer.\n",
        moment,
    )


def letter_to(server: MailServer, mailbox: str, subject: str, text: str, moment: datetime) -> EmailMessage:
    """Return a letter of the desk to a mailbox; plain text."""
    letter = EmailMessage()
    letter["From"] = server.sender
    letter["To"] = mailbox
    letter["Subject"] = subject
    letter["Date"] = format_datetime(moment)
    letter["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text, cte="quoted-printable")
    return letter


def hand_in(server: MailServer, letter: EmailMessage) -> None:
    """Give one letter to the mail server; raises `OSError` and `smtplib.SMTPException`."""
    context = ssl.create_default_context()
    if server.encryption is Encryption.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIME_LIMIT_S, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_TIME_LIMIT_S)
    with line:
        if server.encryption is Encryption.STARTTLS:
            line.starttls(context=context)
        if server.account:
            line.login(server.account, server.password)
        line.send_message(letter)


@dataclass(slots=True)
class Postbox:
    """Hands letters in one after the other, beside everything else."""

    server: MailServer
    hand_in: Callable[[MailServer, EmailMessage], None] = hand_in
    _workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "post"))
    _places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_MOST_WAITING))

    def post(self, letter: EmailMessage) -> None:
        """Have a letter handed in; what goes wrong stands in the log, without the address."""
        if not self._places.acquire(blocking=False):
            _log.warning("Eine Mail wurde nicht verschickt: Der Mailserver nimmt seit Längerem keine an.")
            return
        self._workers.submit(self._hand_in, letter)

    def _hand_in(self, letter: EmailMessage) -> None:
        try:
            self.hand_in(self.server, letter)
        except (OSError, smtplib.SMTPException) as error:
            # the exception's own words may hold the mailbox
            _log.warning("Eine Mail wurde nicht verschickt (%s, %s).", self.server.host, type(error).__name__)
        finally:
            self._places.release()

    def close(self) -> None:
        """Wait for what is under way."""
        self._workers.shutdown(cancel_futures=True)
