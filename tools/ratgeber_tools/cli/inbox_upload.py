"""`ratgeber eingang --nur-hochladen`: what an earlier run has made here is uploaded; nothing is read or built."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ratgeber_tools import branches
from ratgeber_tools.cli.preview_invitation import inviting
from ratgeber_tools.cli.progress import announce
from ratgeber_tools.errors import RatgeberError, kept_details, our_mistake
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals import forge as forges
from ratgeber_tools.proposals import handing_over
from ratgeber_tools.proposals.branch import PREFIX
from ratgeber_tools.proposals.message import Message


def upload(root: Path, repository: Repository, arguments: argparse.Namespace) -> int:
    """Deliver every kept proposal; return 1 if one could not be, after all others are done."""
    cards = handing_over.cards(root / handing_over.KEPT)
    if not cards:
        print("Es gibt nichts hochzuladen: Kein früherer Lauf hat hier Vorschläge gemacht.")
        return 0
    other = _other_side(root, repository, arguments)
    failed = 0
    delivered: list[handing_over.Kept] = []
    for number, card in enumerate(cards, start=1):
        try:
            kept = handing_over.read_card(card)
            announce(number, len(cards), kept.file_name)
            delivery, page = handing_over.deliver(kept, repository, other)
        except RatgeberError as error:  # the others must not wait for this one
            print(error, file=sys.stderr)
            failed += 1
            continue
        except Exception as error:  # our bug must not cost the others either
            about = f"{our_mistake(error, about=card.parent.name)} {kept_details(error)}".rstrip()
            print(about, file=sys.stderr)
            failed += 1
            continue
        delivered.append(kept)
        print(f"{kept.file_name}: {delivery.value}")
        print(f"  Zweig: {kept.branch}")
        if page:
            print(f"  Vorschlag: {page}")
    for kept in delivered:
        try:
            handing_over.tell_neighbours(kept, other)
        except RatgeberError as error:
            print(error, file=sys.stderr)
            failed += 1
    if failed:
        print(
            f"{failed} von {len(cards)} Vorschlägen ließen sich nicht hochladen; sie sind aufgehoben. "
            "Derselbe Befehl versucht es wieder."
        )
    return 1 if failed else 0


def _other_side(root: Path, repository: Repository, arguments: argparse.Namespace) -> handing_over.OtherSide:
    remote, kind = arguments.hochladen, arguments.nachricht_an
    there = branches.tips(repository, prefix=PREFIX, remote=remote)
    if kind is None:
        return handing_over.OtherSide(remote, there)

    def has_request(branch: str) -> bool:
        return forges.has_request(kind, branch, variables=os.environ)

    def open_request(branch: str, message: Message) -> str:
        return forges.open_request(kind, message, branch=branch, target=arguments.zweig, variables=os.environ)

    def comment(branch: str, text: str) -> bool:
        return forges.comment(kind, text, branch=branch, variables=os.environ)

    return handing_over.OtherSide(remote, there, has_request, open_request, comment, inviting(root, repository))
