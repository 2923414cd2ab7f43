"""Which office stands behind which function mailbox: `ratgeber/redaktion/rollen.yaml`.

    stellen:
      Jugendamt: jugendamt@example.org
      Amt für Bildung: [schulamt@example.org, bildung@example.org]

Only function mailboxes, never persons: an office answers for what it commits, whoever sits at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ratgeber_tools.data.validation import explain
from ratgeber_tools.data.yaml_tree import Mistake, read_yaml
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import EncodingError, decode

#: Where the table lies, seen from the project's folder.
ROLES = Path("ratgeber", "redaktion", "rollen.yaml")


class RolesError(RatgeberError):
    """The table of offices is missing or wrong; every mistake has a line of its own."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    offices: dict[str, Annotated[tuple[str, ...], BeforeValidator(_as_list)]] = Field(alias="stellen")


@dataclass(frozen=True, slots=True)
class Roles:
    """Offices by mailbox; mailboxes are compared without regard to capitals, as mail does."""

    offices: Mapping[str, str]

    def office_of(self, mail: str) -> str | None:
        """Return the office that commits as `mail`, or None if the table does not know it."""
        return self.offices.get(_folded(mail))

    @property
    def names(self) -> tuple[str, ...]:
        """The offices, each once, in the order of the table."""
        return tuple(dict.fromkeys(self.offices.values()))


def read_roles(root: Path) -> Roles:
    """Read the table of the project at `root`; raise `RolesError` with every mistake in it."""
    path = root / ROLES
    try:
        text = decode(path.read_bytes(), path)
    except FileNotFoundError:
        raise RolesError(
            f"{path} fehlt. Legen Sie die Datei an: je Stelle eine Zeile mit ihrer Funktionsadresse unter „stellen:“."
        ) from None
    except EncodingError as error:
        raise RolesError(str(error)) from None
    tree = read_yaml(text)
    mistakes = list(tree.mistakes)
    offices: dict[str, str] = {}
    try:
        table = _Table.model_validate(tree.values)
    except ValidationError as error:
        mistakes += [Mistake(tree.line_of(wrong.place, 1), wrong.sentence) for wrong in explain(error, _Table)]
    else:
        for office, mailboxes in table.offices.items():
            for index, mailbox in enumerate(mailboxes):
                line = tree.line_of(("stellen", office, index), 1)
                if "@" not in mailbox:
                    mistakes.append(Mistake(line, f"„{mailbox}“ bei „{office}“ ist keine E-Mail-Adresse."))
                elif offices.setdefault(_folded(mailbox), office) != office:
                    other = offices[_folded(mailbox)]
                    mistakes.append(Mistake(line, f"„{mailbox}“ steht bei zwei Stellen: „{other}“ und „{office}“."))
    if mistakes:
        raise RolesError("\n".join(f"{path}:{mistake.line}: {mistake.sentence}" for mistake in mistakes))
    return Roles(offices)


def _folded(mail: str) -> str:
    return mail.strip().casefold()
