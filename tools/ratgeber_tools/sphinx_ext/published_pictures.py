"""Files on their way into any edition: pictures as cleaned copies, downloads only where they may be offered.

Place and time of a photo, thumbnails, comments, scripts and foreign addresses in drawings end here, whichever builder
follows and whether a picture is shown or offered for download; the author's file stays as it is.  What cannot be
cleaned, lies outside, or is the editors' own (`offering`) is left out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from ratgeber_tools.containment import is_inside
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.offering import may_be_shown, objection
from ratgeber_tools.pictures.fitting import UnusablePictureError
from ratgeber_tools.pictures.kept import forget_unused, publishable
from ratgeber_tools.sphinx_ext.builders import is_final
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.record_files import RECORD_FILE
from ratgeber_tools.sphinx_ext.data.shown.portraits import PORTRAIT
from ratgeber_tools.sphinx_ext.faults import note_fault
from ratgeber_tools.sphinx_ext.public.pictures import line_of, put_words, take_out
from ratgeber_tools.sphinx_ext.reporting import report

#: Where the picture's node keeps what the author wrote, for messages.
AUTHORS_PATH = "rg-pfad"

_FOLDER = "veroeffentlichte-bilder"
_ELSEWHERE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")
#: Files that are pictures by their name.
_PICTURE_SUFFIXES = frozenset(
    f".{name}"
    for name in "jpg jpeg jpe png gif webp svg svgz tif tiff bmp heic heif avif jp2 jxl psd dng".split()  # noqa: SIM905
)


class PublishCleanedPictures(SphinxTransform):
    """Runs after pictures were led to what was released, and before Sphinx collects the files."""

    default_priority = 75

    def apply(self, **kwargs: object) -> None:
        for image in list(self.document.findall(nodes.image)):
            path = image["uri"]
            if not _ELSEWHERE.match(path) and not self._lead(image, "uri", path):
                take_out(image)
        for link in list(self.document.findall(addnodes.download_reference)):
            path = unquote(link["reftarget"])
            if _ELSEWHERE.match(path):
                continue
            is_picture = Path(path).suffix.lower() in _PICTURE_SUFFIXES
            if not self._may_go(link, path) or (is_picture and not self._lead(link, "reftarget", path)):
                put_words(link, link.astext())

    def _may_go(self, link: nodes.Element, path: str) -> bool:
        """Say whether a file may be offered for download; report it if not."""
        docname = self.env.current_document.docname
        source = Path(self.env.relfn2path(path, docname)[1])
        below = _path_in_guide(source, self.env)
        if not source.is_file() and below is not None and may_be_shown(below):
            return True  # whoever looks for it says that it is missing
        is_named = RECORD_FILE in link["classes"]
        sentence = objection(below or f"/{source.name}", is_picture=is_named)
        if sentence:
            place = Path(self.env.doc2path(docname))
            report(Finding(Code.FILE_INTERNAL, sentence, path=place, line=line_of(link)))
        return not sentence

    def _lead(self, node: nodes.Element, attribute: str, path: str) -> bool:
        """Let the node point at the cleaned copy; say whether the picture may stay."""
        docname = self.env.current_document.docname
        relative, absolute = self.env.relfn2path(path, docname)
        source = Path(absolute)
        if path.endswith(".*"):  # Sphinx would look for whatever fits, behind our back
            return False
        if not source.is_file():
            return True  # whoever looks for it says that it is missing
        self.env.note_dependency(relative)
        reason = ""
        below = _path_in_guide(source, self.env)
        if PORTRAIT not in node["classes"] and below is None:
            reason = "Sie liegt nicht im Ratgeber, oder eine Verknüpfung führt aus ihm hinaus."
        elif below is not None and not may_be_shown(below):
            reason = objection(below, is_picture=True)
        else:
            try:
                published = publishable(source, Path(self.env.doctreedir) / _FOLDER)
                node[AUTHORS_PATH] = path
                node[attribute] = "/" + os.path.relpath(published, self.env.srcdir).replace(os.sep, "/")
            except UnusablePictureError as error:
                reason = str(error)
        if reason:
            sentence = f"Das Bild {source.name} wird nicht veröffentlicht. {reason}"
            place = Path(self.env.doc2path(docname))
            finding = Finding(Code.PICTURE_FORMAT, sentence, path=place, line=line_of(node))
            if is_final(self.app):  # paper is not mended the next day; pages of the web do without it
                note_fault(self.app, finding)
            else:
                report(finding)
        return not reason


def _path_in_guide(path: Path, environment: BuildEnvironment) -> str | None:
    """Return the path below the sources, or below the guide whose records name the file; None if it lies in neither."""
    roots = (Path(environment.srcdir), data_domain(environment).folder.parent)
    found = (path.resolve().relative_to(root.resolve()).as_posix() for root in roots if is_inside(path, root))
    return next(found, None)


def _forget_unused(app: Sphinx, error: Exception | None) -> None:
    """Remove cleaned copies of pictures that no page shows any more; a build that failed does not know."""
    if error is None:
        used = {part for name in (*app.env.images, *app.env.dlfiles) for part in Path(name).parts}
        forget_unused(Path(app.doctreedir) / _FOLDER, used)


def setup_published_pictures(app: Sphinx) -> None:
    app.add_transform(PublishCleanedPictures)
    app.connect("build-finished", _forget_unused)
