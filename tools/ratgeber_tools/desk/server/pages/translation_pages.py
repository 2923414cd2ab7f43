"""Languages at the desk: how far each is, a chapter sentence by sentence, and what changed in the German.

GET  /sprachen                          every language
GET  /sprachen/LANGUAGE                 its chapters
GET  /sprachen/LANGUAGE/NAME            the sentences; zeigen=STATE: only those
POST /sprachen/LANGUAGE/NAME            text-KEY, deutsch-KEY, war-KEY, erledigt-KEY of each field; and tun:
                                        speichern | geprueft | gleich, with a blank and a KEY for one sentence
GET  /sprachdatei/LANGUAGE/KIND/NAME    a file to translate in
POST /sprachdatei                       datei: one that came back
GET  /sinn/NAME                         sentences whose German has changed since they were translated
POST /sinn/NAME                         satz (several): these mean what they meant
POST /sprachen                          translations of renamed chapters go along
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.computing import surveyed
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.translating import SentenceField, Translating, difference
from ratgeber_tools.desk.word_files import LARGEST_FILE
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.languages.exchange.offers import OfferState
from ratgeber_tools.languages.progress import LanguageProgress, parts_of
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.typed import TypedOutcome, TypedUnit
from ratgeber_tools.languages.units import is_key

PLACE = "/sprachen"
_FILES = {"word": "Word-Tabelle", "xliff": "XLIFF", "po": "PO-Datei", "tmx": "Übersetzungsspeicher (TMX)"}
_NO_FILE = "Wählen Sie eine Datei aus."
_NOTHING = "Es hat sich nichts geändert."
_CHANGED = "Hier hat inzwischen jemand etwas anderes geschrieben. Lesen Sie es noch einmal."
_OWN = "Was Ihre Stelle selbst übersetzt hat, prüft eine andere Stelle."


@dataclass(slots=True)
class TranslationPages:
    """Answers at the addresses above."""

    frame: PageFrame
    work: Translating

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        page, deed = self.frame.page, self.frame.deed
        return [
            page(PLACE, self._languages),
            deed(PLACE, self._bring_along, right=DeskRight.WRITE),
            deed("/sprachdatei", self._upload, right=DeskRight.WRITE, files=1, largest=LARGEST_FILE),
            page("/sprachdatei/{language}/{kind}/{name:path}", self._file),
            page("/sinn/{name:path}", self._meanings),
            deed("/sinn/{name:path}", self._keep_meanings, right=DeskRight.WRITE),
            page(f"{PLACE}/{{language}}", self._chapters),
            page(f"{PLACE}/{{language}}/{{name:path}}", self._sentences),
            deed(f"{PLACE}/{{language}}/{{name:path}}", self._save, right=DeskRight.WRITE),
        ]

    # ------------------------------------------------------------------ lists

    async def _languages(self, _request: Request, _login: Login) -> PageView:
        return await surveyed(self._languages_view)

    def _languages_view(self) -> PageView:
        languages = []
        for tongue in TONGUES.values():
            rows = self.work.progress(tongue.tag)
            total = sum((progress for _, _, progress in rows), LanguageProgress())
            languages.append({"tongue": tongue, "total": total, "parts": parts_of(total)})
        return PageView("sprachen.html", {"languages": languages, "strays": self.work.strays()})

    async def _bring_along(self, _request: Request, login: Login, _form: SentForm) -> Done:
        number, alert = await run_in_threadpool(self.work.bring_along, login)
        return Done(PLACE, alert or ("Die Übersetzungen liegen jetzt bei ihren Kapiteln." if number else _NOTHING))

    async def _chapters(self, request: Request, _login: Login) -> PageView:
        return await surveyed(self._chapters_view, request.path_params["language"])

    def _chapters_view(self, language: str) -> PageView:
        rows = [
            {"name": name, "title": title, "parts": parts_of(progress), "units": progress.units, "old": progress.old}
            for name, title, progress in self.work.progress(language)
        ]
        return PageView("sprache.html", {"tongue": self.work.tongue(language), "rows": rows})

    # ------------------------------------------------------------------ sentences

    async def _sentences(self, request: Request, login: Login) -> PageView:
        language, name = request.path_params["language"], request.path_params["name"]
        chosen = request.query_params.get("zeigen", "")
        return await run_in_threadpool(self._sentences_view, language, name, chosen, login)

    def _sentences_view(
        self,
        language: str,
        name: str,
        chosen: str,
        login: Login,
        typed: dict[str, str] | None = None,
        told: dict[str, str] | None = None,
    ) -> PageView:
        chapter = self.work.chapter(language, name, login.office)
        kept, sentences = typed or {}, told or {}
        fields = [
            {"it": replace(each, text=kept.get(each.key, each.text)), "told": sentences.get(each.key, "")}
            for each in chapter.fields
            if _is_chosen(each, chosen) or each.key in sentences
        ]
        return PageView(
            "saetze.html",
            {
                "chapter": chapter,
                "fields": fields,
                "parts": parts_of(chapter.progress),
                "chosen": chosen,
                "states": [state.value for state in OfferState],
                "files": _FILES,
                "to_check": sum(each["it"].may_check for each in fields),  # type: ignore[attr-defined]
                "place": f"{PLACE}/{language}/{name}",
            },
        )

    async def _save(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        language, name = request.path_params["language"], request.path_params["name"]
        return await run_in_threadpool(self._saved, language, name, login, form)

    def _saved(self, language: str, name: str, login: Login, form: SentForm) -> Done | PageView:
        deed, _, key = form.text("tun").partition(" ")
        chosen = form.text("zeigen")
        units = _typed(form)
        outcome, alert = self.work.enter(language, name, units, login)
        said = [alert] if alert else _told(outcome)
        if deed == "geprueft":
            said += self._checked(language, name, key, units, login)
        elif deed == "gleich" and key:
            kept, alert = self.work.keep_meaning(name, {key}, login, (language,))
            said += [alert] if alert else [*kept.refused, *(["Die Übersetzung gilt weiter."] if kept.kept else [])]
        troubles = {**outcome.refused, **outcome.beside}
        if troubles:
            typed = {unit.key: unit.typed for unit in units if unit.key in outcome.refused}
            view = self._sentences_view(language, name, chosen, login, typed, troubles)
            number = len(troubles)
            return view.because(
                " ".join([*said, "Ein Satz braucht noch etwas." if number == 1 else f"{number} Sätze brauchen etwas."])
            )
        query = f"?zeigen={quote(chosen)}" if chosen else ""
        return Done(f"{PLACE}/{language}/{quote(name)}{query}{f'#s-{key}' if key else ''}", " ".join(said) or _NOTHING)

    def _checked(self, language: str, name: str, key: str, units: list[TypedUnit], login: Login) -> list[str]:
        seen = {unit.key: unit.base for unit in units if not key or unit.key == key}
        outcome, alert = self.work.check(language, name, seen, login)
        if alert:
            return [alert]
        said = []
        if outcome.checked:
            said.append("Ein Satz ist geprüft." if outcome.checked == 1 else f"{outcome.checked} Sätze sind geprüft.")
        if outcome.adopted:
            said.append(
                "Entwürfe einer Maschine gelten jetzt als von Ihrer Stelle übersetzt; prüfen muss sie eine andere."
            )
        return [*said, *([_OWN] if outcome.own else []), *([_CHANGED] if outcome.changed else [])]

    # ------------------------------------------------------------------ meanings

    async def _meanings(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._meanings_view, request.path_params["name"])

    def _meanings_view(self, name: str) -> PageView:
        titles = dict(self.work.desk.titles())
        rows = [
            {
                "it": each,
                "pieces": difference(each.before, each.unit.german.text),
                "names": [TONGUES[tag].german_name for tag in each.languages],
            }
            for each in self.work.changed(name)
        ]
        return PageView("sinn.html", {"name": name, "title": titles.get(name, name), "rows": rows})

    async def _keep_meanings(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name, keys = request.path_params["name"], form.texts("satz")
        if not keys:
            return (await run_in_threadpool(self._meanings_view, name)).because("Kreuzen Sie an, was gleich blieb.")
        kept, alert = await run_in_threadpool(self.work.keep_meaning, name, set(keys), login)
        number = f"{kept.kept} Übersetzungen gelten" if kept.kept != 1 else "Eine Übersetzung gilt"
        return Done(f"/sinn/{quote(name)}", " ".join([alert or f"{number} weiter.", *kept.refused]))

    # ------------------------------------------------------------------ files

    async def _file(self, request: Request, _login: Login) -> Response:
        asked = request.path_params
        name, content = await run_in_threadpool(self.work.file, asked["language"], asked["name"], asked["kind"])
        headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def _upload(self, request: Request, login: Login, form: SentForm) -> Done:
        upload = form.file("datei")
        if upload is None:
            raise RefusedError(_NO_FILE)
        data = await upload.read()
        taken, findings, alert = await run_in_threadpool(self.work.take_in, data, upload.filename or "", login)
        number = "Ein Satz ist" if taken == 1 else f"{taken} Sätze sind"
        said = [alert or f"{number} aufgenommen.", *(each.text for each in findings)]
        language = form.text("sprache")
        return Done(f"{PLACE}/{language}" if language in TONGUES else PLACE, " ".join(said))


def _is_chosen(each: SentenceField, chosen: str) -> bool:
    return not chosen or each.state.value == chosen


def _typed(form: SentForm) -> list[TypedUnit]:
    keys = [name.removeprefix("text-") for name in form.names if name.startswith("text-")]
    return [
        TypedUnit(
            key, form.text(f"deutsch-{key}"), " ".join(form.text(f"text-{key}").split()), form.text(f"war-{key}"),
            settles=bool(form.text(f"erledigt-{key}")),
        )
        for key in dict.fromkeys(keys)
        if is_key(key)
    ]  # fmt: skip


def _told(outcome: TypedOutcome) -> list[str]:
    if not outcome.taken:
        return []
    return ["Ein Satz ist gespeichert." if outcome.taken == 1 else f"{outcome.taken} Sätze sind gespeichert."]
