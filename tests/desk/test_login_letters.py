"""The letter with the link: what stands in it, and how it gets to a mail server, or does not."""

from __future__ import annotations

import email
import email.policy
import logging
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from desk.desk_network import MOMENT, OFFICE
from patience import PATIENCE_S
from ratgeber_tools.desk.login.letters import Postbox, hand_in, login_letter
from ratgeber_tools.desk.login.settings import Encryption, MailServer

LINK = "https://redaktion.stadt.example/anmelden?zeichen=" + "x" * 43 + "&weiter=%2Fkapitel%2Fschulanfang%2Fanmeldung"


@contextmanager
def mail_server(answers: dict[str, str] | None = None) -> Iterator[tuple[MailServer, list[bytes]]]:
    """Yield a mail server on a port of this computer, and the letters it has taken; `answers` are laid over its own."""
    taken: list[bytes] = []
    known = {"ehlo": "250 hier", "mail": "250 ja", "rcpt": "250 ja", "data": "354 bitte", "quit": "221 ja"}

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 hier")
            for heard in self.rfile:
                order = heard[:4].decode("ascii").lower()
                self._say({**known, **(answers or {})}.get(order, "502 nein"))
                if order == "data":
                    letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                    taken.append(letter)
                    self._say("250 angenommen")

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode("ascii"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield MailServer("127.0.0.1", server.server_address[1], Encryption.NONE, "redaktion@stadt.example"), taken
        server.shutdown()
        thread.join()


def letter_for(server: MailServer, office: str = OFFICE.office) -> EmailMessage:
    return login_letter(server, OFFICE.mail, office, LINK, 15, MOMENT)


def test_the_letter_arrives_with_its_link_whole() -> None:
    with mail_server() as (server, taken):
        hand_in(server, letter_for(server, "Amt für Bildung"))

    (arrived,) = (email.message_from_bytes(each, policy=email.policy.default) for each in taken)
    text = arrived.get_content()
    assert (arrived["To"], arrived["From"]) == (OFFICE.mail, "redaktion@stadt.example")
    assert LINK in text.split()
    assert "Amt für Bildung" in text
    assert "in demselben Browser" in text
    assert all(len(line) <= 998 for each in taken for line in each.splitlines())


def test_no_letter_is_sent_in_the_clear_where_the_line_was_to_be_encrypted() -> None:
    with mail_server() as (server, taken):
        encrypted = MailServer(server.host, server.port, Encryption.STARTTLS, server.sender)
        with pytest.raises(Exception, match="STARTTLS"):
            hand_in(encrypted, letter_for(server))
    assert taken == []


def test_what_the_mail_server_refuses_stands_in_the_log_without_the_mailbox(caplog: pytest.LogCaptureFixture) -> None:
    with mail_server({"rcpt": "550 jugendamt@example.org gibt es nicht"}) as (server, _):
        postbox = Postbox(server)
        with caplog.at_level(logging.WARNING):
            postbox.post(letter_for(server))
            postbox.close()
    assert "Eine Mail wurde nicht verschickt" in caplog.text
    assert OFFICE.mail not in caplog.text


def test_letters_that_wait_take_only_so_much_room(caplog: pytest.LogCaptureFixture) -> None:
    held, sent = threading.Event(), []
    server = MailServer("mail.example.org", 25, Encryption.NONE, "redaktion@stadt.example")

    def slow(_server: MailServer, letter: EmailMessage) -> None:
        held.wait(PATIENCE_S)
        sent.append(letter)

    postbox = Postbox(server, slow)
    letter = letter_for(server)
    for _ in range(60):
        postbox.post(letter)
    held.set()
    postbox._workers.shutdown()
    assert len(sent) == 50
    assert caplog.text.count("nimmt seit Längerem keine an") == 10
