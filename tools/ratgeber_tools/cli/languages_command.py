"""`ratgeber sprachen`: how far each language is; chapters go out to who translates them, and come back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.named_places import about_new_folder, keep_what_is_there, overwrite_option
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.guide import Guide
    from ratgeber_tools.languages.taking import TranslatedBy

EXAMPLES = (
    "sprachen ausgeben uk schulanfang/anmeldung --nach Blätter",
    "sprachen einlesen anmeldung-uk.docx --stelle Netzwerkstelle",
    "sprachen unveraendert alle anmeldung 3 --stelle Schulamt",
)
_KINDS = ("word", "xliff", "po", "tmx")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "auftrag",
        nargs="*",
        metavar="AUFTRAG",
        help="„ausgeben SPRACHE KAPITEL“ schreibt eine Datei zum Übersetzen (ohne KAPITEL: von jedem Kapitel eine), "
        "„einlesen DATEI“ nimmt eine zurückgekommene auf, „geprueft SPRACHE KAPITEL“ sagt, dass eine zweite Stelle "
        "alles Übersetzte gelesen hat, „veraltet SPRACHE KAPITEL“ zeigt, was sich im Deutschen geändert hat, "
        "„unveraendert SPRACHE KAPITEL NR“ sagt, dass ein Satz noch dasselbe bedeutet (als SPRACHE auch „alle“), "
        "„entwerfen SPRACHE KAPITEL“ lässt Offenes von einer Maschine übersetzen, „mitnehmen“ bringt die Übersetzungen "
        "umbenannter Kapitel zu ihnen, „blatt SPRACHE KAPITEL“ schreibt ein PDF für den Schalter, Deutsch und die "
        "andere Sprache nebeneinander, „pdf SPRACHE“ den Ratgeber mit allem Geprüften, "
        "„einfach KAPITEL“ sagt, dass ein Kapitel in Einfacher Sprache zum Original "
        "passt (ohne KAPITEL: zeigt, was älter ist; ganz ohne Angabe steht da, wie weit jede Sprache ist)",
    )
    parser.add_argument(
        "--dateiart", choices=_KINDS, default=_KINDS[0], metavar="ART",
        help="womit übersetzt wird: word, xliff, po oder tmx (word)",
    )  # fmt: skip
    parser.add_argument("--nach", type=Path, metavar="ORDNER", help="wohin die Dateien kommen (sonst: hierher)")
    parser.add_argument(
        "--stelle", default="", metavar="STELLE", help="wer übersetzt oder geprüft hat; eine Stelle, keine Person"
    )
    parser.add_argument(
        "--ja",
        action="store_true",
        help="zu entwerfen: schickt die Sätze wirklich an den Dienst, der dafür Geld nehmen kann",
    )
    parser.add_argument(
        "--mit-luecken", action="store_true",
        help="bei „blatt“: druckt auch, wenn Sätze noch nicht geprüft sind; sie bleiben rechts leer",
    )  # fmt: skip
    overwrite_option(parser)
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.guide import load

    guide = load(project_root() / "ratgeber")
    match arguments.auftrag:
        case []:
            for line in _overview(guide):
                print(line)
            return 0
        case ["ausgeben", language, *chapters]:
            return _send_out(arguments, guide, language, chapters)
        case ["einfach", *chapters]:
            from ratgeber_tools.cli.plain_output import hold_beside, plain_overview

            if chapters:
                return hold_beside(guide, _known_chapters(guide, chapters))
            for line in plain_overview(guide):
                print(line)
            return 0
        case ["einlesen", name]:
            return _take_in(guide, Path(name), _by(arguments))
        case ["blatt", language, chapter]:
            return _write_sheet(arguments, guide, language, chapter)
        case ["pdf", language]:
            return _write_language(arguments, language)
        case ["geprueft", language, *chapters] if chapters:
            return _note_checked(guide, language, chapters, _by(arguments))
        case ["veraltet", language, *chapters]:
            return _show_old(guide, language, chapters)
        case ["unveraendert", language, chapter, *numbers] if numbers:
            return _note_same_meaning(arguments, guide, language, chapter, numbers)
        case ["entwerfen", language, *chapters] if chapters:
            return _draft(guide, language, chapters, is_sent=arguments.ja)
        case ["mitnehmen"]:
            return _move_along(guide)
    arguments.misuse(
        "So geht es: ausgeben SPRACHE KAPITEL, einlesen DATEI --stelle STELLE, geprueft SPRACHE KAPITEL --stelle "
        "STELLE, veraltet SPRACHE KAPITEL, unveraendert SPRACHE KAPITEL NR --stelle STELLE, entwerfen SPRACHE KAPITEL, "
        "mitnehmen, blatt SPRACHE KAPITEL, pdf SPRACHE, einfach KAPITEL."
    )
    return 2


def _by(arguments: argparse.Namespace) -> TranslatedBy:
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.languages.taking import TranslatedBy

    if not arguments.stelle.strip():
        arguments.misuse(
            "Es fehlt --stelle: Welche Stelle hat übersetzt oder geprüft? Ein Amt oder Büro, keine Person."
        )
    return TranslatedBy(arguments.stelle.strip(), local_today())


def _known_language(language: str) -> str:
    from ratgeber_tools.data.validation import closest
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.languages.tongues import TONGUES

    words = {tongue.german_name.casefold(): tag for tag, tongue in TONGUES.items()}
    tag = words.get(language.casefold(), language.lower())
    if tag not in TONGUES:
        choices = ", ".join(f"{tag} ({tongue.german_name})" for tag, tongue in TONGUES.items())
        hint = closest(language, [*words, *TONGUES])
        raise InputError(f"Die Sprache {quoted(language)} gibt es hier nicht.{hint} Möglich sind: {choices}.")
    return tag


def _known_chapters(guide: Guide, typed: Iterable[str]) -> tuple[str, ...]:
    from ratgeber_tools.dialect import is_plain
    from ratgeber_tools.guide.chapter_names import chapter_called

    names = [chapter_called(words, guide.chapters, folder=guide.folder, here=Path.cwd()) for words in typed]
    return tuple(names) or tuple(name for name in guide.chapters if not is_plain(name))


def _overview(guide: Guide) -> Iterator[str]:
    from ratgeber_tools.languages.progress import LanguageProgress, progress_by_language, told
    from ratgeber_tools.languages.tongues import TONGUES

    found = progress_by_language(guide)
    if not found:
        yield "Noch ist nichts übersetzt."
        yield f"So geht eine Tabelle zum Übersetzen hinaus: {program()} sprachen ausgeben uk schulanfang/anmeldung"
        return
    for language, by_chapter in found.items():
        yield f"{TONGUES[language].german_name} ({language}): {told(sum(by_chapter.values(), LanguageProgress()))}"
        for name, progress in by_chapter.items():
            if progress.missing < progress.units:
                yield f"  {name}: {told(progress)}"


def _send_out(arguments: argparse.Namespace, guide: Guide, typed: str, chapters: list[str]) -> int:
    from ratgeber_tools import files
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.languages.ageing import standings
    from ratgeber_tools.languages.catalogue import load_catalogue
    from ratgeber_tools.languages.exchange.kinds import KINDS
    from ratgeber_tools.languages.exchange.offers import offer
    from ratgeber_tools.languages.units import units_of

    language = _known_language(typed)
    kind = KINDS[arguments.dateiart]
    target: Path = arguments.nach or Path.cwd()
    written: dict[Path, bytes] = {}
    sentences = []
    for name in _known_chapters(guide, chapters):
        chapter = guide.chapters[name]
        found = standings(units_of(chapter), load_catalogue(guide.folder, language, name))
        if not found:
            continue
        path = target / kind.file_name(name, language)
        written[path] = kind.write(offer(language, name, chapter.title or name, found), local_today())
        open_units = sum(not standing.is_current for standing in found)
        sentences.append(f"{chapter.title or name}: {len(found)} Sätze, {open_units} davon offen → {path}")
    keep_what_is_there(
        written,
        overwrites=arguments.ueberschreiben,
        is_ours=lambda path: path.read_bytes() == written[path],
        why="Vielleicht steht schon eine Übersetzung darin.",
    )
    is_new = about_new_folder(target)
    for path, content in written.items():
        files.write_whole(path, content)
    for sentence in sentences:
        print(sentence)
    first = next(iter(written))
    print(f"{is_new}Kommt eine Datei zurück: {program()} sprachen einlesen {first.name} --stelle STELLE")
    return 0


def _write_language(arguments: argparse.Namespace, typed: str) -> int:
    from ratgeber_tools import files
    from ratgeber_tools.cli.language_files import language_file

    language = _known_language(typed)
    path = (arguments.nach or Path.cwd()) / f"elternratgeber-{language}.pdf"
    pdf, chapters = language_file(project_root(), language)
    keep_what_is_there([path], overwrites=arguments.ueberschreiben, is_ours=lambda there: there.read_bytes() == pdf)
    is_new = about_new_folder(path.parent)
    files.write_whole(path, pdf)
    print(f"{is_new}{len(chapters)} Kapitel, nur Geprüftes übersetzt → {path}")
    return 0


def _write_sheet(arguments: argparse.Namespace, guide: Guide, typed: str, words: str) -> int:
    from ratgeber_tools import files
    from ratgeber_tools.cli.counter_sheets import counter_sheet
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.languages.tongues import TONGUES

    language = _known_language(typed)
    [name] = _known_chapters(guide, (words,))
    path = (arguments.nach or Path.cwd()) / f"{name.replace('/', '-')}-{language}-blatt.pdf"
    sheet = counter_sheet(guide, language, name, local_today(), with_gaps=arguments.mit_luecken)
    keep_what_is_there(
        [path], overwrites=arguments.ueberschreiben, is_ours=lambda there: there.read_bytes() == sheet.pdf
    )
    is_new = about_new_folder(path.parent)
    files.write_whole(path, sheet.pdf)
    gaps = f", ungeprüft und rechts leer: {sheet.missing}" if sheet.missing else ""
    print(f"{is_new}Deutsch und {TONGUES[language].german_name}, A4{gaps} → {path}")
    return 0


def _take_in(guide: Guide, path: Path, by: TranslatedBy) -> int:
    from ratgeber_tools.checks.personal_data import require_impersonal
    from ratgeber_tools.cli.output import print_findings, short
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.languages.intake import take_file

    if not path.is_file():
        raise InputError(f"Die Datei {quoted(path.name)} gibt es nicht. Nennen Sie sie mit ihrem Ordner.")
    require_impersonal(by.office, "Tragen Sie bei --stelle ein Amt oder Büro ein, keine Person.")
    outcomes = take_file(guide, path, by)
    for outcome in outcomes:
        print_findings(outcome.findings)
        sentences = "1 Satz" if outcome.taken == 1 else f"{outcome.taken} Sätze"
        print(f"{outcome.chapter} ({outcome.language}): {sentences} übernommen.")
    changed = [short(outcome.path).as_posix() for outcome in outcomes if outcome.path.is_file()]
    if changed:
        print("Es gilt, sobald das eingecheckt ist:")
        print(f"  git add {' '.join(changed)}")
        print(f'  git commit -m "Übersetzung aufgenommen" -- {" ".join(changed)}')
    return 0


def _note_checked(guide: Guide, typed: str, chapters: list[str], by: TranslatedBy) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.languages.reviewing import note_checked

    language = _known_language(typed)
    for name in _known_chapters(guide, chapters):
        outcome = note_checked(guide, language, name, by.office)
        print(f"{name} ({language}): {outcome.checked} Sätze als geprüft eingetragen.")
        if outcome.adopted:
            print(
                f"  {outcome.adopted} hatte eine Maschine entworfen; sie gelten jetzt als von {by.office} übersetzt. "
                "Gedruckt werden sie, wenn auch eine andere Stelle sie gelesen hat."
            )
        if outcome.own:
            print(
                f"  {outcome.own} hat {by.office} selbst übersetzt; die muss eine andere Stelle prüfen, "
                "denn vier Augen sehen mehr als zwei."
            )
        if outcome.checked or outcome.adopted:
            print(f'  git commit -m "Übersetzung geprüft" -- {short(outcome.path).as_posix()}')
    return 0


def _known_languages(guide: Guide, typed: str) -> tuple[str, ...]:
    from ratgeber_tools.languages.catalogue import languages_of

    return languages_of(guide.folder) if typed.casefold() == "alle" else (_known_language(typed),)


def _show_old(guide: Guide, typed: str, chapters: list[str]) -> int:
    from ratgeber_tools.languages.tagged import TaggedText
    from ratgeber_tools.languages.unchanged_meaning import changed_sentences

    languages = _known_languages(guide, typed)
    is_any = False
    for name in _known_chapters(guide, chapters):
        for each in changed_sentences(guide, name, languages):
            is_any = True
            print(f"{name}, Satz {each.number} ({', '.join(each.languages)}):")
            print(f"  vorher: {TaggedText(each.before).plain}")
            print(f"  jetzt:  {each.unit.german.plain}")
            if each.refusal:
                print(f"  {each.refusal}")
    if not is_any:
        print("Keine Übersetzung ist veraltet.")
    else:
        print(f"Ist der Sinn derselbe: {program()} sprachen unveraendert {typed} KAPITEL SATZ --stelle STELLE")
    return 0


def _note_same_meaning(
    arguments: argparse.Namespace, guide: Guide, typed: str, chapter: str, numbers: list[str]
) -> int:  # fmt: skip
    from ratgeber_tools.checks.personal_data import require_impersonal
    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.languages.unchanged_meaning import changed_sentences, note_same_meaning

    by = _by(arguments)
    require_impersonal(by.office, "Tragen Sie bei --stelle ein Amt oder Büro ein, keine Person.")
    languages = _known_languages(guide, typed)
    [name] = _known_chapters(guide, [chapter])
    old = {str(each.number): each for each in changed_sentences(guide, name, languages)}
    unknown = [number for number in numbers if number not in old]
    if unknown:
        raise InputError(
            f"Satz {', '.join(unknown)} ist nicht veraltet. Welche es sind, zeigt: {program()} sprachen veraltet "
            f"{typed} {name}"
        )
    kept = note_same_meaning(guide, name, languages, {old[number].unit.key for number in numbers}, by)
    for sentence in kept.refused:
        print(sentence)
    print(f"{name}: {count(kept.kept, 'Übersetzung gilt', 'Übersetzungen gelten')} weiter.")
    if kept.paths:
        print("Es gilt, sobald das eingecheckt ist:")
        print(f'  git commit -m "Sinn unverändert" -- {" ".join(short(path).as_posix() for path in kept.paths)}')
    return 1 if kept.refused else 0


def _draft(guide: Guide, typed: str, chapters: list[str], *, is_sent: bool) -> int:
    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.languages.machine.drafting import cost
    from ratgeber_tools.languages.machine.drafts import draft_chapter, glossary_of, open_units
    from ratgeber_tools.languages.machine.services import chosen_service

    language = _known_language(typed)
    names = _known_chapters(guide, chapters)
    service = chosen_service()
    asked = [unit for name in names for unit in open_units(guide, language, name)]
    print(f"{count(len(asked), 'Satz ist', 'Sätze sind')} offen: {cost(asked)} Zeichen gehen an {service.name}.")
    if not is_sent or not asked:
        if asked:
            print("Der Dienst kann dafür Geld nehmen. Mit --ja werden sie verschickt; bisher ist nichts verschickt.")
        return 0
    glossary = glossary_of(guide, language)
    if glossary and not service.takes_glossary:
        print(f"{service.name} kennt kein Glossar: Achten Sie beim Lesen auf die Wörter aus „Wörter der Schule“.")
    paths = []
    for name in names:
        done = draft_chapter(guide, language, name, service, local_today(), glossary)
        print(f"{name} ({language}): {count(done.drafted, 'Satz', 'Sätze')} entworfen, maschinell und ungeprüft.")
        for draft in done.refused:
            print(f"  {quoted(draft.unit.german.plain)} bleibt deutsch: {draft.refusal}")
        paths += [short(done.path).as_posix()] if done.drafted else []
    if paths:
        print("Es gilt, sobald das eingecheckt ist:")
        print(f"  git add {' '.join(paths)}")
        print(f'  git commit -m "Maschinelle Entwürfe" -- {" ".join(paths)}')
    return 0


def _move_along(guide: Guide) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.languages.moved_chapters import move_along, stray_catalogues

    moved = move_along(guide)
    for before, now in moved:
        print(f"{short(before).as_posix()} → {short(now).as_posix()}")
    for stray in stray_catalogues(guide):
        print(f"{short(stray.path).as_posix()}: Zu keinem Kapitel ohne Übersetzung passen diese Sätze.")
    if moved:
        paths = " ".join(short(path).as_posix() for pair in moved for path in pair)
        print("Es gilt, sobald das eingecheckt ist:")
        print(f"  git add -A -- {paths}")
        print(f'  git commit -m "Übersetzungen zu ihren Kapiteln" -- {paths}')
    elif not tuple(stray_catalogues(guide)):
        print("Jede Übersetzung liegt bei ihrem Kapitel.")
    return 0
