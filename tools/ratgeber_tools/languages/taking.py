"""What came back of a chapter goes into its catalogue: each unit for itself, nothing over somebody else's words.

A unit is taken if its words changed since they went out, its places are all there, and the catalogue still has what
went out.  If somebody has changed the catalogue meanwhile, theirs stays and the returned words are kept beside it as a
remark, until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, TranslationState, merged
from ratgeber_tools.languages.exchange.offers import ReturnedUnit, digest_of
from ratgeber_tools.languages.tagged import TaggedText, TagMistake, untag
from ratgeber_tools.languages.units import TranslationUnit, is_key, key_of


@dataclass(frozen=True, slots=True)
class TakenTranslation:
    """The catalogue with what was taken, how many units that were, and what a person has to look at."""

    catalogue: Catalogue
    taken: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class TranslatedBy:
    """Who has translated, and when; `state` is what their words count as."""

    office: str
    day: date
    state: TranslationState = TranslationState.TRANSLATED


def take(
    catalogue: Catalogue,
    units: Sequence[TranslationUnit],
    returned: Iterable[ReturnedUnit],
    by: TranslatedBy,
    *,
    path: Path,
) -> TakenTranslation:
    """Return the catalogue with the words of a returned file; `units` are the chapter's by now, `path` is the file."""
    known = {unit.key: unit for unit in units}
    entries: dict[str, TranslationEntry] = {}
    findings: list[Finding] = []
    taken = 0
    for unit in returned:
        if not unit.text.strip():
            continue
        outcome = take_unit(catalogue, known, unit, by)
        if isinstance(outcome, str):
            findings.append(Finding(Code.TRANSLATION_REFUSED, _at(unit) + outcome, path=path, words=unit.text))
        elif outcome is not None:
            entry, sentence = outcome
            entries[entry.key] = entry
            taken += not sentence
            if sentence:
                findings.append(Finding(Code.TRANSLATION_CONFLICT, _at(unit) + sentence, path=path, words=unit.text))
    return TakenTranslation(merged(catalogue, entries.values()), taken, tuple(findings))


def _at(unit: ReturnedUnit) -> str:
    words = TaggedText(unit.german).plain
    short = words if len(words) <= 60 else words[:57].rstrip() + " …"
    return f"{unit.place}, „{short}“: " if unit.place else f"„{short}“: "


def take_unit(
    catalogue: Catalogue, known: Mapping[str, TranslationUnit], unit: ReturnedUnit, by: TranslatedBy
) -> tuple[TranslationEntry, str] | str | None:
    """Return the entry to write and what to say of it, a refusal, or None where nothing changed."""
    key = unit.key if is_key(unit.key) else key_of(unit.german)
    text = " ".join(unit.text.split())
    now = known.get(key)
    if now is None and key_of(unit.german) != key:
        return (
            "Der deutsche Satz ist weder im Kapitel noch in der Datei so, wie er hinausging; bitte von Hand übertragen."
        )
    entry = catalogue.by_key.get(key)
    german = unit.german if now is None else now.german.text
    places = () if now is None else now.german.signatures
    if entry is not None and entry.key == key and now is None:
        german, places = entry.german, entry.places
    if entry is not None and digest_of(text) == digest_of(entry.text):
        return None
    if unit.base and digest_of(text) == unit.base:
        return None  # came back as it went out; what somebody has written since is newer
    if now is not None:
        made = untag(text, now.german)
        if isinstance(made, TagMistake):
            return made.sentence
    if entry is not None and entry.key == key and digest_of(entry.text) != unit.base:
        beside = entry.model_copy(update={"remark": with_remark(entry.remark, f"Auch zurückgekommen: {text}")})
        return beside, (
            "Im Ratgeber steht inzwischen eine andere Übersetzung. Sie bleibt; die zurückgekommene steht als Bemerkung "
            "daneben, bis jemand entscheidet."
        )
    return (
        TranslationEntry(
            quelle=key, deutsch=german, text=text, stand=by.state, von=by.office, am=by.day, stellen=places,
            bemerkung=unit.remark, auch=() if entry is None or entry.key != key else entry.also,
        ),
        "",
    )  # fmt: skip


def with_remark(remark: str, more: str) -> str:
    """Return a remark with one more sentence, once."""
    return remark if more in remark else " ".join(filter(None, (remark, more)))


def checked(catalogue: Catalogue, keys: Iterable[str], office: str) -> Iterator[TranslationEntry]:
    """Yield the entries an office has read: what another office has translated is checked by that.

    What a machine has drafted is translated from then on, by this office, for nobody has read it before: a second one
    checks it.  The office's own translations are not among them: four eyes are asked for.
    """
    wanted = set(keys)
    for entry in catalogue.entries:
        if entry.key not in wanted or entry.by == office or entry.state is TranslationState.CHECKED:
            continue
        if entry.state is TranslationState.MACHINE:
            drafted = f"Entwurf: {entry.by}." if entry.by else ""
            remark = with_remark(entry.remark, drafted)
            yield entry.model_copy(update={"state": TranslationState.TRANSLATED, "by": office, "remark": remark})
        else:
            yield entry.model_copy(update={"state": TranslationState.CHECKED, "checked_by": office})
