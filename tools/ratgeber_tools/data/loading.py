"""`daten/*.yaml` → records and findings: every mistake at once, and whatever is right is used all the same.

A wrong value is left out of its entry.  The entry then loses its confirmation, because it is no longer what the
office has confirmed.  A missing file is an empty one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from ratgeber_tools.data.attestation import CONFIRMATION_KEYS
from ratgeber_tools.data.fields import IDENTIFIER
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.plausibility import check_plausibility
from ratgeber_tools.data.records import COLLECTIONS, MUNICIPALITY_FILE, Key, Origin, Records
from ratgeber_tools.data.validation import Invalid, ProblemKind, explain
from ratgeber_tools.data.yaml_tree import Mistake, Tree, YamlPlace, YamlTree, read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding

_Model = TypeVar("_Model", bound=BaseModel)

_CODES = {
    ProblemKind.UNKNOWN_KEY: Code.DATA_UNKNOWN,
    ProblemKind.MISSING_KEY: Code.DATA_MISSING,
    ProblemKind.WRONG_VALUE: Code.DATA_VALUE,
}


@dataclass(frozen=True, slots=True)
class LoadResult:
    """The records of a folder and what is to be mended in its files, by file and line."""

    records: Records
    findings: tuple[Finding, ...] = ()


class LoadedFile(NamedTuple):
    """One file's entries by identifier, the line of each, and its findings; `digest` is the SHA-256 of its path and
    bytes.

    The municipality is the one entry `kommune`, and has the lines of its keys.
    """

    entries: dict[str, Any]
    lines: dict[str, int]
    findings: tuple[Finding, ...]
    digest: str = ""


def load_records(folder: Path) -> LoadResult:
    """Read every data file of `folder` (usually `ratgeber/daten`).

    Raises `OSError` when a file is there and cannot be opened.
    """
    return assemble(folder, load_files(folder))


def records_of(contents: Mapping[str, bytes], folder: Path) -> LoadResult:
    """Return the records in the bytes of data files, by name; findings and origins name them as files of `folder`."""
    found = {name: parse_file(contents[name], folder / name) for name in file_names() if name in contents}
    return assemble(folder, found)


def load_files(folder: Path, known: Mapping[str, LoadedFile] | None = None) -> dict[str, LoadedFile]:
    """Read the data files of `folder` by name; what is in `known` and has not changed is taken from there.

    Reading YAML takes about a millisecond an entry, so a build that keeps the result is not slowed down by many facts.
    """
    return {file: load_file(folder / file, known=(known or {}).get(file)) for file in file_names()}


def file_names() -> tuple[str, ...]:
    """Return the names of the files a folder may hold."""
    return (MUNICIPALITY_FILE, *(collection.file for collection in COLLECTIONS))


def load_file(path: Path, *, known: LoadedFile | None = None) -> LoadedFile:
    """Read one data file, by its name, unless it is `known` and unchanged; one that does not exist holds nothing."""
    if not path.is_file():
        return LoadedFile({}, {}, ())
    return parse_file(path.read_bytes(), path, known=known)


def parse_file(data: bytes, path: Path, *, known: LoadedFile | None = None) -> LoadedFile:
    """Return what the bytes of the data file `path` say, or `known` if it was read from the same."""
    digest = hashlib.sha256(str(path).encode() + data).hexdigest()
    if known is not None and known.digest == digest:
        return known
    if path.name == MUNICIPALITY_FILE:
        return _load_municipality(data, path)._replace(digest=digest)
    model = next(collection.model for collection in COLLECTIONS if collection.file == path.name)
    return _load_entries(data, path, model)._replace(digest=digest)


def read_entries(path: Path, model: type[_Model]) -> tuple[dict[str, _Model], tuple[Finding, ...]]:
    """Read a file of entries of one kind; raises `OSError` if it cannot be opened."""
    loaded = _load_entries(path.read_bytes(), path, model)
    return loaded.entries, loaded.findings


def _load_municipality(data: bytes, path: Path) -> LoadedFile:
    tree, findings = _read_tree(data, path)
    entry = _entry(tree, (), tree.values, Municipality, path, findings)
    lines = {str(place[-1]): line for place, line in tree.lines.items() if place}
    return LoadedFile({"kommune": entry}, lines, tuple(findings))


def _load_entries(data: bytes, path: Path, model: type[BaseModel]) -> LoadedFile:
    tree, findings = _read_tree(data, path)
    entries: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for identifier, values in tree.values.items():
        line = tree.lines.get((identifier,), 1)
        if not IDENTIFIER.fullmatch(identifier):
            sentence = (
                f"„{identifier}“ ist keine Kennung: Sie besteht aus kleinen Buchstaben ohne Umlaute, Ziffern und „-“."
            )
            findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=line))
            continue
        entry = _entry(tree, (identifier,), values, model, path, findings)
        if entry is not None:
            entries[identifier] = entry
            lines[identifier] = line
    return LoadedFile(entries, lines, tuple(findings))


def assemble(folder: Path, loaded: Mapping[str, LoadedFile]) -> LoadResult:
    """Put the files of one folder together and check what they say about each other."""
    parts: dict[str, Any] = {
        collection.name: loaded[collection.file].entries for collection in COLLECTIONS if collection.file in loaded
    }
    origins = {
        Key(collection.name, identifier): Origin(folder / collection.file, line)
        for collection in COLLECTIONS
        if collection.file in loaded
        for identifier, line in loaded[collection.file].lines.items()
    }
    if MUNICIPALITY_FILE in loaded:
        path = folder / MUNICIPALITY_FILE
        lines = loaded[MUNICIPALITY_FILE].lines
        origins |= {Key("municipality", key): Origin(path, line) for key, line in lines.items()}
    municipality = loaded[MUNICIPALITY_FILE].entries.get("kommune") if MUNICIPALITY_FILE in loaded else None
    records = Records(**parts, municipality=municipality or Municipality(), origins=origins)
    findings = [finding for file in loaded.values() for finding in file.findings]
    findings += check_plausibility(records)
    findings.sort(key=lambda finding: (str(finding.path), finding.line or 0))
    return LoadResult(records, tuple(findings))


def _read_tree(data: bytes, path: Path) -> tuple[YamlTree, list[Finding]]:
    text, findings = readable(data, path)
    tree = read_yaml(text)
    return tree, findings + [_finding(Code.DATA_SYNTAX, mistake, path) for mistake in tree.mistakes]


def _entry(
    tree: YamlTree, place: YamlPlace, values: Tree, model: type[_Model], path: Path, findings: list[Finding]
) -> _Model | None:
    """Validate one entry, or what is right of it; None if too little is."""
    line = tree.line_of(place, 1) if place else 1
    if values is None or values == "":
        values = {}
    if not isinstance(values, dict):
        sentence = f"„{place[-1]}“ soll aus eingerückten Zeilen mit Schlüssel, Doppelpunkt und Wert bestehen."
        findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=line))
        return None
    known = _known(values, str(place[-1]) if place else None)
    try:
        return model.model_validate(known)
    except ValidationError as error:
        invalid = list(explain(error, model))
    for slip in invalid:
        sentence = slip.sentence
        if slip.kind is ProblemKind.MISSING_KEY and len(slip.place) == 1 and place:
            sentence = f"Bei „{place[-1]}“ fehlt „{slip.place[0]}“."
        findings.append(Finding(_CODES[slip.kind], sentence, path=path, line=tree.line_of((*place, *slip.place), line)))
    wrong = {slip.place[0] for slip in invalid} | (set(CONFIRMATION_KEYS) if place else set())
    try:
        return model.model_validate({key: value for key, value in known.items() if key not in wrong})
    except ValidationError:  # something required is missing; said above
        return None


def record_from(
    values: Mapping[str, Tree], model: type[_Model], identifier: str | None
) -> tuple[_Model | None, tuple[Invalid, ...]]:
    """Return the record that values make as they are typed in a file, or what is wrong with them.

    `identifier` is the key they stand under, None for what is a file of its own.
    """
    try:
        return model.model_validate(_known(values, identifier)), ()
    except ValidationError as error:
        return None, tuple(explain(error, model))


def _known(values: Mapping[str, Tree], identifier: str | None) -> dict[str, Any]:
    return _pruned(values) | ({} if identifier is None else {"@kennung": identifier})


def _pruned(values: Mapping[str, Tree]) -> dict[str, Any]:
    """Return `values` without empty ones at any depth: what is left empty is unknown."""
    return {key: _prune(value) for key, value in values.items() if value not in (None, "", [], {})}


def _prune(value: Tree) -> Any:
    if isinstance(value, dict):
        return _pruned(value)
    if isinstance(value, list):
        return [_prune(item) for item in value]
    return value


def _finding(code: Code, slip: Mistake, path: Path) -> Finding:
    return Finding(code, slip.sentence, path=path, line=slip.line)
