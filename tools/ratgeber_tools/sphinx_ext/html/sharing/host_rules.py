"""What a web server says with every page: one table, written for the hosts towns use, into every public edition.

`_headers` is read by Netlify, Cloudflare Pages and others, `.htaccess` by Apache; `nginx.conf` is for
an administrator to include in the `server` block of the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.addresses import base_path
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.edition import stands_alone
from ratgeber_tools.sphinx_ext.html.sharing.missing_page import PAGE as MISSING_PAGE

#: Nothing but files of the site itself: no script and no style inside a page, no frame, no other server.
POLICY = (
    "default-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
#: What a form may be sent to beside the site itself stands in the place of this.
_FORMS = "form-action 'self'"


def headers(desk: str = "") -> Mapping[str, str]:
    """Return what is said with every page; `desk` is the address forms may be sent to beside the site, if any."""
    address = urlsplit(desk)
    taker = f" {address.scheme}://{address.netloc}" if desk else ""
    return {
        "Content-Security-Policy": POLICY.replace(_FORMS, f"{_FORMS}{taker}"),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Strict-Transport-Security": "max-age=31536000",
    }


#: Where no desk takes voices.
HEADERS: Mapping[str, str] = MappingProxyType(headers())
#: Seconds a browser may keep a file before it asks again: a correction has to reach everyone within the hour.
_KEPT_FOR = 3600
#: Kinds of files that servers do not know by themselves.
_TYPES = {
    "ics": "text/calendar",
    "vtt": "text/vtt",
    "atom": "application/atom+xml",
    "webmanifest": "application/manifest+json",
}
#: The same of kinds that are no text and have no characters to name.
_PACKED_TYPES = {"epub": "application/epub+zip"}
#: The service worker (`html.offline`), beside the start page: by it browsers see whether there is a newer edition.
WORKER = "ratgeber-offline.js"


def headers_file(desk: str = "") -> str:
    """Return `_headers`: a path, and below it the lines for it."""
    lines = [
        "/*",
        *(f"  {name}: {value}" for name, value in headers(desk).items()),
        f"  Cache-Control: max-age={_KEPT_FOR}",
    ]
    for suffix, kind in _TYPES.items():
        lines += [f"/*.{suffix}", f"  Content-Type: {kind}; charset=utf-8"]
    for suffix, kind in _PACKED_TYPES.items():
        lines += [f"/*.{suffix}", f"  Content-Type: {kind}"]
    lines += [f"/{WORKER}", "  Cache-Control: no-cache"]
    return "\n".join(lines) + "\n"


def apache_file(base: str = "/", desk: str = "") -> str:
    """Return `.htaccess`; a server without `mod_headers` serves the pages all the same; `base` as below."""
    lines = [f"ErrorDocument 404 {base}{MISSING_PAGE}.html", "AddDefaultCharset utf-8"]
    lines += [f"AddType {kind} .{suffix}" for suffix, kind in {**_TYPES, **_PACKED_TYPES}.items()]
    lines += [f"AddCharset utf-8 .{suffix}" for suffix in _TYPES]
    lines += ["<IfModule mod_headers.c>"]
    lines += [f'  Header always set {name} "{value}"' for name, value in headers(desk).items()]
    lines += [f'  Header set Cache-Control "max-age={_KEPT_FOR}"']
    lines += [f'  <Files "{WORKER}">', '    Header set Cache-Control "no-cache"', "  </Files>", "</IfModule>"]
    return "\n".join(lines) + "\n"


def nginx_file(base: str = "/", desk: str = "") -> str:
    """Return lines for the `server` block; `base` is the path the guide lies below, with slashes around.

    nginx forgets the headers of a block in every block within that sets one; the blocks for kinds of files set none.
    """
    lines = ["# In den server-Block der Seite: include …/nginx.conf;", f"error_page 404 {base}{MISSING_PAGE}.html;"]
    lines += [f'add_header {name} "{value}" always;' for name, value in headers(desk).items()]
    lines += [f"expires {_KEPT_FOR}s;", "charset utf-8;"]
    lines += [
        f"location ~ \\.{suffix}$ {{ types {{ }} default_type '{kind}; charset=utf-8'; }}"
        for suffix, kind in _TYPES.items()
    ]
    lines += [
        f"location ~ \\.{suffix}$ {{ types {{ }} default_type '{kind}'; }}" for suffix, kind in _PACKED_TYPES.items()
    ]
    lines += [f"location ~ /{re.escape(WORKER)}$ {{ expires -1; }}"]
    return "\n".join(lines) + "\n"


def write_rules(app: Sphinx, exception: Exception | None) -> None:
    """Write them beside the pages of the public edition, which is uploaded as it lies there."""
    builder = page_builder(app)
    if exception is not None or builder is None or not stands_alone(app.config):
        return
    base = base_path(app.env)
    desk = data_domain(app.env).view.records.municipality.desk_web or ""
    rules = {"_headers": headers_file(desk), ".htaccess": apache_file(base, desk), "nginx.conf": nginx_file(base, desk)}
    for name, text in rules.items():
        write_whole(Path(builder.outdir, name), text.encode("utf-8"))


def setup_host_rules(app: Sphinx) -> None:
    app.connect("build-finished", write_rules)
