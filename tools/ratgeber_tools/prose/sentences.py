"""Where German sentences end: the blanks that may become line breaks without changing what a reader sees.

Pure and linear in the text's length.  A wrong break costs nothing but beauty (it is a soft break, shown as a blank);
a missing one makes a line two sentences long.  The rules were written against the table in the tests.
"""

from __future__ import annotations

import re
from itertools import pairwise

_OPENING = "\"'„‚“‘»«›‹([{¿¡"
_CLOSING = "\"'“”‘’»«›‹)]}"

#: Short for words within a sentence: what follows is never a new one, although it may be a noun, `Sie` or `Ihr`.
_MEDIAL = """
    allg anm ausschl bes bez bezgl bspw bsp bzgl bzw ca dipl dr ebd ehem eigtl einschl engl entspr ev evtl exkl fam
    frl geb gebr gegr gem gesch gest gez ggf ggfs griech hl hr hrn fr hrsg ing inh inkl insb insbes internat jur kath
    kfm lat lt mag med mind mr mrs ms näml od österr phil prof rd rer russ röm sog sogen soz spez st staatl städt
    stellv südl nördl östl westl techn türk u ukr urspr v verh versch vgl vorauss vorl vorm wg wiss z zb zt zw zzgl
    abb abs hausnr kap lfd nr nrn plz tab tel uabs ziff
"""
#: Short for things: they may end a sentence; the word that follows decides.
_NOMINAL = """
    abschn abt anh anl apr art aufl aug bd bearb betr bl chr co dez einw erg f fa feb febr ff flg gr grds
    hbf jan jh jhd jhs jg jgst jul jun kl kom konf kr lit max mdl min mio mob mrd mtl mwst
    nachm nov okt op par pf pl pos präs qm red ref reg rk rn s sek sep sept std str tgl tsd
    verf vers vert wdh zi
"""
#: Short for the end of a list: they often end a sentence; any capital letter begins a new one.
_FINAL = "usw usf etc dgl uvm uva oä uä ev ad"

_WEEKDAYS = "Mo Di Mi Do Fr Sa So"  # with a capital: `so.` is a word

#: Words that begin a sentence (or stand before no noun): what comes before them was an end.
_STARTERS = """
    ab aber alle alles als also am an auch auf aus außerdem beachten bei beide beim bevor bis bitte bringen da dabei
    dadurch dafür daher damit danach dann daran darauf darf darum das dass dazu dem den denn der deren des deshalb
    deswegen die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einige er
    erst es etwa falls fast fragen für geben gegen gehen gibt gilt haben hat hier ich ihm ihnen ihr ihre ihrem ihren
    ihrer ihres im immer in ist jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinen können lassen lesen
    machen man manche manchmal mehr meist meistens melden mit muss müssen nach nehmen nein nicht nichts noch nun nur
    ob oder oft ohne rufen schon sehr seit sich sie sind so sobald solange sollen sollte sollten sonst soweit statt
    suchen trotzdem um und uns unser unsere unten unter viele vielleicht vom von vor wann war waren warum was weil
    weitere weiter welche welcher welches wenn wer werden wie wir wird wo wobei wofür während über zu zudem zuerst
    vermutlich wahrscheinlich zuletzt zum zunächst zur zusätzlich zwar
"""
_MONTHS = """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    jan jän feb febr mär apr jun jul aug sept sep okt nov dez
"""
_MEDIAL_WORDS, _NOMINAL_WORDS, _FINAL_WORDS, _WEEKDAY_WORDS, _STARTING_WORDS, _MONTH_WORDS = (
    frozenset(words.split()) for words in (_MEDIAL, _NOMINAL, _FINAL, _WEEKDAYS, _STARTERS, _MONTHS)
)

#: Words with a number after them: `Klasse 10.` ends a sentence where `die 10. Klasse` does not.
_NUMBERED = re.compile(
    r"(?:abs|absatz|abschnitt|anlage|artikel|buch|etage|gleis|haus|jahrgang|kapitel|klassen?|klassenstufen?|linie|nr|"
    r"nummer|paragraf|platz|punkt|raum|satz|schuljahrgang|schuljahrgänge|seite|stufe|tabelle|teil|zimmer|"
    r"\w*(?:stra(?:ß|ss)e|str|platz|weg|allee|ring|gasse|ufer|markt|damm|promenade))\Z"
)

_CANDIDATE = re.compile(rf"(?P<end>[.!?…]+)(?P<close>[{re.escape(_CLOSING)}]*) (?=[^\s])")
#: Everything up to the last blank or opening mark; what follows is a token.  From the front: a search for a token that
#: ends the text would begin anew at every letter.
_BEFORE_TOKEN = re.compile(rf"(?:.*[\s{re.escape(_OPENING)}])?", re.DOTALL)
_WORD = re.compile(r"[^\W_]*\Z")
_LETTERS = re.compile(r"(?<![\w.])[^\W\d_](?:\.\s?[^\W\d_])+\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_DATE_PART = re.compile(r"\d{1,2}(?:\.\d{1,2})?\Z")
_FOLLOWING = re.compile(rf"(?P<opening>[{re.escape(_OPENING)}]*)(?P<word>[^\W_]*)")

_WINDOW = 60  # characters looked at before a period; longer words are no abbreviations


def breaks(text: str) -> list[int]:
    """Return the positions of the blanks in `text` that end a sentence, ascending; each is a single blank."""
    found: list[int] = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        blank = candidate.end() - 1
        if _ends_sentence(text, candidate, start):
            found.append(blank)
            start = blank + 1
    return found


def split(text: str) -> list[str]:
    """Return the sentences of `text`; joined with blanks they are `text` again."""
    edges = [-1, *breaks(text), len(text)]
    return [text[before + 1 : after] for before, after in pairwise(edges)]


def _ends_sentence(text: str, candidate: re.Match[str], start: int) -> bool:
    """Say whether the sentence that began at `start` ends at `candidate`."""
    end, close = candidate["end"], candidate["close"]
    following = _FOLLOWING.match(text, candidate.end())
    word = following["word"] if following else ""
    if word[:1].islower() or text[candidate.end()] in "–—-/&+=":
        return False  # „…“ sagte er; Ja! – rief sie
    if not word and following and not following["opening"] and text[candidate.end()] in ".,;:!?…":
        return False
    before = text[max(start, candidate.start() - _WINDOW) : candidate.start()]
    if close and before.endswith("("):
        return False  # das (!) Wichtigste
    if "…" in end or end.startswith(".."):
        return _is_starter(word)  # Wir … Eltern
    if end != ".":
        return True
    return _period_ends(before, close=close, word=word, is_label=candidate.start() - len(before) == start)


def _period_ends(before: str, *, close: str, word: str, is_label: bool) -> bool:
    """Say whether a period is a full stop: it may be an abbreviation's, an ordinal's or an initial's.

    `before` is what stands before it in its sentence, cut; `is_label` says that it is not cut: a number or a letter
    that is all of it is an item's label.  `word` is the word after it.
    """
    token = _BEFORE_TOKEN.sub("", before, count=1)
    is_label = is_label and before == token
    letters = _LETTERS.search(before) if "." in before else None
    if letters:  # z. B., i. d. R.
        name = re.sub(r"[.\s]", "", letters[0]).casefold()
        return not close and name in _FINAL_WORDS and not word[:1].isdigit()
    name = _WORD.search(token)[0] if token else ""  # type: ignore[index]  # matches the empty string too
    if name.isdigit():
        return _number_ends(before, token, word=word, is_label=is_label)
    if name == token and (len(name) == 1 or _ROMAN.match(name)):  # U. Meier, Friedrich II., but: Plan B.
        return not is_label and name.isupper() and _is_starter(word)
    folded = name.casefold()
    if folded in _FINAL_WORDS:
        return ")" not in close and not word[:1].isdigit()
    if folded in _NOMINAL_WORDS or name in _WEEKDAY_WORDS or folded.endswith("str"):
        return not close and _is_starter(word)
    return folded not in _MEDIAL_WORDS


def _number_ends(before: str, token: str, *, word: str, is_label: bool) -> bool:
    """Say whether a period after a number ends a sentence, or makes an ordinal or a date: 3. Klasse, 1. 3. 2027."""
    if is_label or word.casefold() in _MONTH_WORDS:
        return False
    if not _DATE_PART.match(token):  # a year, a school year, an amount
        return True
    if _is_starter(word):
        return True
    previous = before[: len(before) - len(token)].rstrip(" ").rpartition(" ")[2].rstrip(".").casefold()
    return word[:1].isupper() and _NUMBERED.match(previous) is not None


def _is_starter(word: str) -> bool:
    return word[:1].isupper() and word.casefold() in _STARTING_WORDS
