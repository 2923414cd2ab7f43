"""Somebody stands by values: an office confirms its own, two offices check one against an official source.

Who may, and on which day, is looked at first; then it is written into the data files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ratgeber_tools import files, staging
from ratgeber_tools.calling import program
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import a_year_later, format_date
from ratgeber_tools.data.grades import Check, official_sources, said_digest
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.records import COLLECTIONS, Key, Records
from ratgeber_tools.data.seen_values import with_noted_values, with_source_seen
from ratgeber_tools.data.states import new_value
from ratgeber_tools.data.validation import closest
from ratgeber_tools.data.yaml_edit import UneditableError, set_values
from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.quotation import quoted

#: Where several data files are staged, beside their folder; hidden, so no chapter is looked for in it.
_STAGING = ".daten.neu"


def find_record(records: Records, name: str) -> Key:
    """Return the record called `name`: an identifier, `fakten/identifier`, or what the record is called in words.

    Raises `InputError` if there is none or more than one.
    """
    file, _, identifier = name.rpartition("/")
    found = [
        key for key, _ in records.attested() if key.identifier == identifier and (not file or _file_stem(key) == file)
    ]
    if not found:
        words = " ".join(name.split()).casefold()
        found = [key for key, record in records.attested() if " ".join(record.label.split()).casefold() == words]
    if len(found) == 1:
        return found[0]
    if not found:
        known = [key.identifier for key, _ in records.attested()]
        raise InputError(f"„{name}“ gibt es in den Daten nicht.{closest(identifier, known)}")
    choices = " oder ".join(f"{_file_stem(key)}/{key.identifier}" for key in found)
    raise InputError(f"„{name}“ gibt es mehrmals. Schreiben Sie {choices}.")


def confirm(
    records: Records, keys: Sequence[Key], *, office: str, day: date, today: date, valid_until: date | None = None
) -> tuple[Path, ...]:
    """Write the confirmation of every record of `keys`, or of none; return the files changed.

    What others confirm or change at the same time stays: the files are read anew once nobody else writes them.
    Raises as `confirmed`, and `BusyError`.
    """
    return _written(
        records,
        keys,
        lambda now: confirmed(now, keys, office=office, day=day, today=today, valid_until=valid_until),
    )


def check(
    records: Records, keys: Sequence[Key], *, office: str, address: str, day: date, today: date
) -> tuple[Path, ...]:
    """Write that `office` has held every record of `keys`, or none, against the source at `address`, as `confirm`.

    Raises as `checked`, and `BusyError`.
    """
    return _written(records, keys, lambda now: checked(now, keys, office=office, address=address, day=day, today=today))


def note_values(records: Records) -> tuple[Path, ...]:
    """Write of what every source and confirmation is that does not say so; return the files changed.

    What somebody has changed since it was confirmed is left as it is: of it nobody knows.  Raises as `check`.
    """
    keys = [key for key, record in records.attested() if not new_value(record)]
    return _written(records, keys, lambda now: _noted(now, keys))


def _noted(records: Records, keys: Sequence[Key]) -> dict[Path, str]:
    texts: dict[Path, str] = {}
    for key in keys:
        path, record = records.origins[key].path, records.get(key)
        assert isinstance(record, Attested)
        before = texts.get(path) or files.read_exactly(path)
        try:
            after = with_noted_values(before, key.identifier, record)
        except YamlEditError as error:
            raise TargetError(f"{path}: {quoted(key.identifier)}: {error}") from error
        if after != before:
            texts[path] = after
    return texts


def _written(records: Records, keys: Sequence[Key], texts_of: Callable[[Records], dict[Path, str]]) -> tuple[Path, ...]:
    """Write what `texts_of` makes of the records as they are once nobody else writes them; return the files."""
    paths = sorted({records.origins[key].path for key in keys})
    if not paths:
        return ()
    with files.held(*paths):
        recover(paths[0].parent)
        before = {path: path.read_bytes() for path in paths}
        now = load_records(paths[0].parent).records
        for key in keys:
            if key not in now.origins:
                raise InputError(f"„{key.identifier}“ hat gerade jemand aus den Daten genommen.")
        texts = texts_of(now)
        write_data({path: text.encode("utf-8") for path, text in texts.items()}, before)
    return tuple(texts)


def write_data(contents: Mapping[Path, bytes], before: Mapping[Path, bytes], beside: Mapping[Path, bytes] = {}) -> None:
    """Write data files of one guide, and files `beside` them, all or none.

    `before` is what the data files must still hold.  Raises `ChangedError` if one does not, and `TargetError`.
    """
    if not contents:
        for path, content in beside.items():
            files.write_whole(path, content)
        return
    first, *others = contents
    publication = staging.Publication(
        first,
        contents[first],
        before[first],
        side_files={**{path: contents[path] for path in others}, **beside},
        expected_beside={path: before[path] for path in others},
    )
    staging.publish(publication, folder=_staging(first.parent))


def recover(data_folder: Path) -> None:
    """Finish what a run that was killed while it wrote several data files has left."""
    staging.recover(_staging(data_folder))


def _staging(data_folder: Path) -> Path:
    return data_folder.parent / _STAGING


def confirmed(
    records: Records, keys: Sequence[Key], *, office: str, day: date, today: date, valid_until: date | None = None
) -> dict[Path, str]:
    """Return the data files as they read with every record of `keys` confirmed; line ends stay as they are.

    Raises `InputError` if the office does not own a record, the value is unknown, or the day lies ahead of `today` or
    behind `valid_until`; `TargetError` if a file cannot be changed.
    """
    for key in keys:
        _check(key, records, office=office, day=day, today=today, valid_until=valid_until)
    values: dict[Key, Mapping[str, str | Sequence[str]]] = {}
    for key in keys:
        record = records.get(key)
        assert record is not None
        said = {"bestaetigt_durch": office, "bestaetigt_am": format_date(day), "bestaetigt_wert": said_digest(record)}
        values[key] = said | ({} if valid_until is None else {"gueltig_bis": format_date(valid_until)})
    return _set(records, values, by_hand="Tragen Sie die Bestätigung von Hand ein.")


def checked(
    records: Records, keys: Sequence[Key], *, office: str, address: str, day: date, today: date
) -> dict[Path, str]:
    """Return the data files as they read once `office` has checked every record of `keys`.

    A second look of one office takes the place of its first; one at a value that has changed since goes with it.  The
    source is noted as seen on that day, for what the record says.
    Raises `InputError` if the office is unknown, a value is, the day lies ahead or a year behind `today`, or `address`
    is no official source of a record; `TargetError` if a file cannot be changed.
    """
    _check_office(office, records)
    _check_day(day, today)
    values: dict[Key, Mapping[str, str | Sequence[str]]] = {}
    for key in keys:
        record = records.get(key)
        assert isinstance(record, Attested)
        _check_known(key, record)
        known = [source.address for source in official_sources(record.sources)]
        if address not in known:
            there = f" Möglich sind: {', '.join(filter(None, known))}." if known else ""
            raise InputError(
                f"„{address}“ ist keine amtliche Quelle von „{key.identifier}“. Tragen Sie sie bei „quellen“ ein "
                f"(vertrauen: amtlich), dann kann daran geprüft werden.{there}"
            )
        if a_year_later(day) < today:
            raise InputError(f"Der {format_date(day)} liegt über ein Jahr zurück. Sehen Sie noch einmal nach.")
        digest = said_digest(record)
        others = [entry for entry in record.checks if entry.office != office and entry.digest == digest]
        mine = Check(office=office, day=day, address=address, digest=digest)
        values[key] = {"pruefungen": [entry.as_typed() for entry in (*others, mine)]}
    by_hand = "Rücken Sie den Eintrag ein wie die anderen."
    texts = _set(records, values, by_hand=by_hand)
    for key in keys:
        path, record = records.origins[key].path, records.get(key)
        assert record is not None
        try:
            texts[path] = with_source_seen(texts[path], key.identifier, type(record), address, day)
        except YamlEditError as error:
            raise TargetError(f"{path}: {error} {by_hand}") from error
    return texts


def _set(records: Records, values: Mapping[Key, Mapping[str, str | Sequence[str]]], *, by_hand: str) -> dict[Path, str]:
    """Return the data files with these values; `by_hand` is what to do about one that cannot be changed."""
    texts: dict[Path, str] = {}
    for key, entry in values.items():
        path = records.origins[key].path
        try:
            texts[path] = set_values(texts.get(path) or files.read_exactly(path), key.identifier, entry)
        except UneditableError as error:
            raise TargetError(f"{path}: {error} {by_hand}") from error
    return texts


def _check(key: Key, records: Records, *, office: str, day: date, today: date, valid_until: date | None) -> None:
    record = records.get(key)
    assert isinstance(record, Attested)
    _check_office(office, records)
    if record.is_nationwide:
        raise InputError(
            f"„{key.identifier}“ gilt bundesweit, das kann keine Stelle der Stadt bestätigen. Zwei Personen aus "
            f"verschiedenen Ämtern prüfen es: {program()} fakten pruefen {key.identifier} --amt AMT --quelle ADRESSE"
        )
    if record.owner != office:
        owner = quoted(record.owner) if record.owner else "noch niemand; tragen Sie „zustaendig“ ein"
        raise InputError(f"„{key.identifier}“ kann {quoted(office)} nicht bestätigen: Zuständig ist {owner}.")
    _check_known(key, record)
    _check_day(day, today)
    if valid_until is not None and valid_until < day:
        raise InputError("„--gueltig-bis“ liegt vor dem Tag der Bestätigung.")


def _check_office(office: str, records: Records) -> None:
    if office not in records.contacts:
        hint = closest(office, records.contacts)
        raise InputError(f"Die Stelle {quoted(office)} gibt es in anlaufstellen.yaml nicht.{hint}")


def _check_known(key: Key, record: Attested) -> None:
    """An office that signs an empty entry has said nothing, and whoever fills it in later would have its word."""
    if not record.is_known:
        raise InputError(f"„{key.identifier}“ hat keinen Wert. Tragen Sie ihn ein, dann kann er bestätigt werden.")


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise InputError(f"Der {format_date(day)} liegt in der Zukunft. Nennen Sie den Tag der Bestätigung.")


def _file_stem(key: Key) -> str:
    return next(Path(entry.file).stem for entry in COLLECTIONS if entry.name == key.collection)
