"""The pages the law wants one click away from every other: without them there is no public edition.

Imprint: § 5 DDG; data protection: Art. 13 GDPR; statement on accessibility: Directive (EU) 2016/2102, Art. 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from ratgeber_tools.guide import Chapter
from ratgeber_tools.guide.anchors import target_name

#: Targets of these chapters, and what links to them say.
LEGAL_CHAPTERS = (
    ("impressum", "Impressum"),
    ("datenschutz", "Datenschutz"),
    ("barrierefreiheit", "Erklärung zur Barrierefreiheit"),
)


def missing_legal(pages: Iterable[Chapter]) -> tuple[str, ...]:
    """Return what none of `pages` is, in the words of the links."""
    targets = {target_name(target) for page in pages for target in page.anchors.targets}
    return tuple(words for target, words in LEGAL_CHAPTERS if target not in targets)
