"""Which office stands behind which function mailbox: `ratgeber/redaktion/rollen.yaml`.

    stellen:
      Jugendamt: jugendamt@example.org
      Amt für Bildung: [schulamt@example.org, bildung@example.org]
    signaturen: verlangt
    berichtigungen:
      beschluss: Protokoll 3, TOP 2
      stellen: Amt für Bildung
      woerter: 20
    rechte:
      Amt für Bildung: [schreiben, entscheiden]

Only function mailboxes, never persons: an office answers for what it commits, whoever sits at the desk.

What decides about the public edition is the table as committed (`read_committed_roles`): a line somebody is just
trying out must let nobody release anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ratgeber_tools.calling import program
from ratgeber_tools.data.fields import choice_of
from ratgeber_tools.data.validation import explain
from ratgeber_tools.data.yaml_tree import Mistake, read_yaml
from ratgeber_tools.editorial.rights import USUAL, DeskRight, with_included
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import EncodingError, decode
from ratgeber_tools.history import HistoryError, Repository
from ratgeber_tools.quotation import quoted

#: Where the table lies, seen from the project's folder.
ROLES = Path("ratgeber", "redaktion", "rollen.yaml")
#: Whose signatures count, in git's format of allowed signers: a mailbox, the kind of key, the key.
SIGNERS = ROLES.with_name("unterschriften")
#: Who counts as the author of what an address without an office has changed: no office of the table, so each may
#: release it.
EDITORS = "Redaktion"


def how_to_enter(office: str = "STELLE", mailbox: str = "ADRESSE") -> str:
    """Return the command that enters an office with its mailbox."""
    return f"{program()} rollen eintragen {office} {mailbox}"


#: What a table may have in which nobody stands yet.
_BESIDE_OFFICES = frozenset({"signaturen", "rechte", "berichtigungen"})


class RolesError(RatgeberError):
    """The table of offices is missing or wrong; every mistake has a line of its own."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _none_as_empty(value: Any) -> Any:
    return {} if value is None else value


class Signatures(StrEnum):
    """Whether the commit that enters a release has to be signed by its office."""

    NONE = "keine"
    REQUIRED = "verlangt"


class _CorrectionsRule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: Annotated[str, Field(min_length=1)] = Field(alias="beschluss")
    offices: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(alias="stellen")
    words: Annotated[int, Field(ge=1, le=100)] = Field(alias="woerter", default=20)


class _RolesTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    signatures: Annotated[Signatures, choice_of(Signatures)] = Field(alias="signaturen", default=Signatures.NONE)
    offices: Annotated[
        dict[str, Annotated[tuple[str, ...], BeforeValidator(_as_list)]], BeforeValidator(_none_as_empty)
    ] = Field(alias="stellen")
    rights: Annotated[
        dict[str, Annotated[tuple[Annotated[DeskRight, choice_of(DeskRight)], ...], BeforeValidator(_as_list)]],
        BeforeValidator(_none_as_empty),
    ] = Field(alias="rechte", default_factory=dict)
    corrections: _CorrectionsRule | None = Field(alias="berichtigungen", default=None)


@dataclass(frozen=True, slots=True)
class CorrectionsRule:
    """Which offices may release a correction alone, up to how many words, and where that was decided."""

    reference: str
    offices: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Roles:
    """Offices by mailbox; mailboxes are compared without regard to capitals, as mail does."""

    offices: Mapping[str, str]
    needs_signatures: bool = False
    #: What an office may do at the desk, with what that includes; an office that is missing may do the usual.
    rights: Mapping[str, frozenset[DeskRight]] = field(default_factory=dict)
    #: None where two offices stand behind every release.
    corrections: CorrectionsRule | None = None

    def office_of(self, mail: str) -> str | None:
        """Return the office that commits as `mail`, or None if the table does not know it."""
        return self.offices.get(_folded(mail))

    def author_of(self, mail: str) -> str:
        """Return who counts as the author of what `mail` has committed: its office, else the `EDITORS`."""
        return self.office_of(mail) or EDITORS

    def rights_of(self, mail: str) -> frozenset[DeskRight]:
        """Return what the office behind a mailbox may do at the desk: nothing if the table does not know it."""
        office = self.office_of(mail)
        return frozenset() if office is None else self.rights.get(office, USUAL)

    def mailboxes_of(self, office: str) -> tuple[str, ...]:
        """Return the mailboxes of an office in the order of the table."""
        return tuple(mailbox for mailbox, name in self.offices.items() if name == office)

    @property
    def names(self) -> tuple[str, ...]:
        """The offices, each once, in the order of the table."""
        return tuple(dict.fromkeys(self.offices.values()))


def read_roles(root: Path) -> Roles:
    """Read the table of the project at `root` as it lies on the disk; raise `RolesError` with every mistake in it.

    A table in which nobody stands yet knows no offices.
    """
    path = root / ROLES
    try:
        return _parse(path.read_bytes(), path)
    except FileNotFoundError:
        raise RolesError(
            f"{path} fehlt. Tragen Sie die erste Stelle ein, das legt die Datei an: {how_to_enter()}"
        ) from None


def roles_or_none(root: Path) -> Roles:
    """Read the table of the project at `root`, for what names offices only: one with mistakes knows nobody."""
    try:
        return read_roles(root)
    except RolesError:
        return Roles({})


def read_committed_roles(root: Path, repository: Repository) -> Roles:
    """Read the table as HEAD has it; raise `RolesError` if it is not there or has mistakes, `HistoryError`."""
    path = root / ROLES
    blob = repository.committed_blob(path)
    if blob is None:
        if path.is_file():
            raise RolesError(uncommitted_roles(root, repository))
        raise RolesError(f"{path} fehlt. Tragen Sie die erste Stelle ein, das legt die Datei an: {how_to_enter()}")
    content = repository.read_blobs([blob]).get(blob)
    if content is None:
        raise HistoryError(
            f"{ROLES.as_posix()}: Git kann den eingecheckten Stand nicht lesen ({blob[:10]}). "
            "Holen Sie den Ordner mit „git clone“ neu."
        )
    return _parse(content, path)


def uncommitted_roles(root: Path, repository: Repository) -> str:
    """Return a sentence that the table on the disk does not count yet, empty where it is as HEAD has it."""
    path = root / ROLES
    if not path.is_file() or repository.is_clean(path):
        return ""
    name = ROLES.as_posix()
    return (
        f"{name} ist geändert, aber nicht eingecheckt; es gilt der eingecheckte Stand. "
        f"Einchecken: git commit -m 'Stelle eingetragen' -- {name}"
        if repository.committed_blob(path) is not None
        else f"{name} ist noch nicht eingecheckt und zählt darum nicht. Einchecken: git add {name}, dann git commit"
    )


def _parse(content: bytes, path: Path) -> Roles:
    try:
        text = decode(content, path)
    except EncodingError as error:
        raise RolesError(str(error)) from None
    tree = read_yaml(text)
    mistakes = list(tree.mistakes)
    offices: dict[str, str] = {}
    rights: dict[str, frozenset[DeskRight]] = {}
    needs_signatures = False
    corrections: CorrectionsRule | None = None
    try:
        table = _RolesTable.model_validate(
            {"stellen": {}, **tree.values} if tree.values.keys() <= _BESIDE_OFFICES else tree.values
        )
    except ValidationError as error:
        mistakes += [Mistake(tree.line_of(wrong.place, 1), wrong.sentence) for wrong in explain(error, _RolesTable)]
    else:
        needs_signatures = table.signatures is Signatures.REQUIRED
        for office, mailboxes in table.offices.items():
            for index, mailbox in enumerate(mailboxes):
                line = tree.line_of(("stellen", office, index), 1)
                if "@" not in mailbox:
                    mistakes.append(Mistake(line, f"„{mailbox}“ bei {quoted(office)} ist keine E-Mail-Adresse."))
                elif offices.setdefault(_folded(mailbox), office) != office:
                    other = offices[_folded(mailbox)]
                    mistakes.append(
                        Mistake(line, f"„{mailbox}“ steht bei zwei Stellen: {quoted(other)} und {quoted(office)}.")
                    )
        for office, given in table.rights.items():
            rights[office] = with_included(given)
            if office not in table.offices:
                line = tree.line_of(("rechte", office), 1)
                mistakes.append(Mistake(line, f"{quoted(office)} hat Rechte, steht aber nicht unter „stellen“."))
        if (rule := table.corrections) is not None:
            corrections = CorrectionsRule(rule.reference, rule.offices, rule.words)
            for office in rule.offices:
                if office not in table.offices:
                    line = tree.line_of(("berichtigungen", "stellen"), 1)
                    mistakes.append(Mistake(line, f"{quoted(office)} steht nicht unter „stellen“."))
    if mistakes:
        raise RolesError("\n".join(f"{path}:{mistake.line}: {mistake.sentence}" for mistake in mistakes))
    return Roles(offices, needs_signatures, rights, corrections)


def _folded(mail: str) -> str:
    return mail.strip().casefold()
