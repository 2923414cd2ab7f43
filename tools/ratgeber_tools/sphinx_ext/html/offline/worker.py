"""The service worker: what a device keeps of the guide, file by file, and how it is brought up to date.

The script is `static/ratgeber-offline.js` with a list of files filled in.  Each file has a digest of its content, so
that an edition in which one page has changed makes a device load that page alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.places import ContactKind, ContactPoint
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.html.offline.manifest import MANIFEST, is_kept
from ratgeber_tools.sphinx_ext.html.offline.offline_page import ALWAYS_RIGHT
from ratgeber_tools.sphinx_ext.html.offline.offline_page import PAGE as OFFLINE_PAGE
from ratgeber_tools.sphinx_ext.html.search.indexing import FOLDER as SEARCH_FOLDER
from ratgeber_tools.sphinx_ext.html.search.indexing import SCRIPT as SEARCH_SCRIPT
from ratgeber_tools.sphinx_ext.html.sharing.host_rules import WORKER
from ratgeber_tools.sphinx_ext.html.sharing.take_along import QR_FOLDER

#: Has the device keep the guide; the worker itself lies above all pages, for it sees only what lies below it.
DEVICE_SCRIPT = "ratgeber-geraet.js"
_STATIC = Path(__file__).parent / "static"
#: Larger pictures are left to the network: what is kept must not cost a family its data allowance.
_LARGEST_PICTURE = 60_000
#: Pages beside the chapters that are read without the internet.
_FURTHER_PAGES = ("search", "genindex", OFFLINE_PAGE)
#: What a page loads by itself; a picture in a folded part is loaded when somebody opens it.
_LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*? href|script[^>]*? src|img[^>]*? src)="([^"]+)"')


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Write the worker beside the pages; last of all, when every file is as it will be published."""
    builder = page_builder(app)
    if exception is not None or builder is None:
        return
    target = Path(builder.outdir, WORKER)
    if not is_kept(app):
        target.unlink(missing_ok=True)
        return
    pages = [builder.get_target_uri(name) for name in (*sorted(app.env.found_docs), *_FURTHER_PAGES)]
    folder = Path(builder.outdir)
    files = {name: _digest(folder, name) for name in (*pages, *_parts(folder, pages)) if _path(folder, name).is_file()}
    today = data_domain(app.env).view.today
    write_whole(target, worker_script(files, day=today, emergency=_emergency_pages(app, builder)))


def worker_script(files: dict[str, str], *, day: date, emergency: Iterable[str]) -> str:
    """Return the script that keeps `files`, digests by address as seen from the start page.

    `day` is that of the edition; `emergency` are the pages with numbers one rings in need.
    """
    version = hashlib.sha256(json.dumps([files, day.isoformat()]).encode()).hexdigest()[:16]
    values = {
        "VERSION": version,
        "DAY": format_date(day),
        "FILES": files,
        "EMERGENCY": sorted(emergency),
        "OFFLINE_PAGE": f"{OFFLINE_PAGE}.html",
        "ALWAYS_RIGHT": ALWAYS_RIGHT,
    }
    script = (_STATIC / WORKER).read_text(encoding="utf-8")
    for name, value in values.items():
        script = script.replace(f'"@{name}@"', json.dumps(value, ensure_ascii=False))
    return script


def _digest(folder: Path, address: str) -> str:
    return hashlib.sha256(_path(folder, address).read_bytes()).hexdigest()[:12]


def _path(folder: Path, address: str) -> Path:
    return folder / unquote(address.partition("?")[0])


def _parts(folder: Path, pages: Iterable[str]) -> Iterator[str]:
    """Yield what the pages load by themselves, each once: style sheets, scripts, drawings, and all the search has.

    Without its texts a result would be its title alone; all of them together weigh less than a photo.
    """
    seen = set()
    for page in pages:
        path = _path(folder, page)
        if not path.is_file():
            continue
        for address in _LOADED.findall(path.read_text(encoding="utf-8")):
            if address.startswith(("/", "data:")):
                continue  # on the page that is shown for every address; other pages load the same
            whole = normpath((PurePosixPath(page).parent / address).as_posix())
            if whole not in seen and not whole.startswith(QR_FOLDER) and _is_light(folder, whole):
                seen.add(whole)
                yield whole
    yield f"_static/{SEARCH_SCRIPT}"
    yield from sorted(path.relative_to(folder).as_posix() for path in (folder / "_static" / SEARCH_FOLDER).glob("*.js"))
    yield MANIFEST


def _is_light(folder: Path, address: str) -> bool:
    path = _path(folder, address)
    return path.is_file() and (path.suffix in (".css", ".js") or path.stat().st_size <= _LARGEST_PICTURE)


def _emergency_pages(app: Sphinx, builder: StandaloneHTMLBuilder) -> set[str]:
    """Return the addresses of the pages that show a number of kind `Notfall`."""
    domain = data_domain(app.env)
    return {
        builder.get_target_uri(page)
        for page, asked in domain.data["uses"].items()
        if page in app.env.found_docs and any(_is_emergency(query.answer(domain.view)) for query in asked)
    }


def _is_emergency(answer: object) -> bool:
    records = (getattr(each, "record", None) for each in (answer if isinstance(answer, tuple) else (answer,)))
    return any(isinstance(record, ContactPoint) and record.kind is ContactKind.EMERGENCY for record in records)


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Every public page can be the first one a device sees."""
    if is_kept(app):
        app.builder.add_js_file(DEVICE_SCRIPT, defer="defer")  # type: ignore[attr-defined]
        context["is_kept"] = True


def add_static_folder(app: Sphinx, config: Config) -> None:
    config.html_static_path = [*config.html_static_path, str(_STATIC / DEVICE_SCRIPT)]


def setup_worker(app: Sphinx) -> None:
    app.connect("config-inited", add_static_folder)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", keep, priority=900)  # behind whatever still writes files
