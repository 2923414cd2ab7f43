"""What MyST can only say in raw HTML (checklist boxes, struck-out words) becomes nodes every builder understands."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox, ratgeber_strikethrough


class ReplaceCheckboxes(SphinxTransform):
    """`- [ ]`: MyST puts `<input type="checkbox">` at the start of the item."""

    default_priority = 100

    def apply(self, **kwargs: object) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            source = raw.astext()
            if source.startswith('<input class="task-list-item-checkbox"'):
                raw.replace_self(ratgeber_checkbox("", checked='checked="checked"' in source))


class ReplaceStrikethrough(SphinxTransform):
    """`~~weg~~`: MyST puts `<s>` and `</s>` around the words, as siblings."""

    default_priority = 100

    def apply(self, **kwargs: object) -> None:
        for opening in [raw for raw in self.document.findall(nodes.raw) if raw.astext() == "<s>"]:
            parent = opening.parent
            struck = ratgeber_strikethrough()
            depth = 1
            for sibling in parent.children[parent.index(opening) + 1 :]:
                parent.remove(sibling)
                if isinstance(sibling, nodes.raw) and sibling.astext() in ("<s>", "</s>"):
                    depth += 1 if sibling.astext() == "<s>" else -1
                    if not depth:
                        break
                    continue
                struck += sibling
            opening.replace_self(struck)


def setup_raw_html(app: Sphinx) -> None:
    app.add_transform(ReplaceCheckboxes)
    app.add_transform(ReplaceStrikethrough)
