"""Chapters and editor documents for the tests of the desk."""

from __future__ import annotations

from typing import Any

from prosemirror.model import Node

from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.document import Document
from ratgeber_tools.readers import myst as reader

CHAPTER = """---
titel: Hort
---

# Hort

(anmelden)=
## Anmelden

Bis März muss *alles* **fertig** sein.
Fragen Sie [das **Amt**](https://example.org), {fakt}`hort-frist` gilt.[^a]

- erstens
- zweitens
  - tiefer

1. eins
2. zwei

:::{checkliste} Mitbringen
- [ ] Ausweis
- [x] Heft
:::

| Tag | Zeit |
|-----|------|
| Mo  | 8    |

:::{tabelle} Preise
:kopfzeilen: 1

- - Wort
  - Preis
- - {spalten=2} zusammen
:::

:::{abbildung} bilder/a.png
:alt: Ein Haus

Unterschrift
:::

Begriff
: Erklärung

> Zitat

```text
Code
```

***

```{toctree}
a
```

[^a]: Fußnote.
""".encode()


def read_chapter(source: bytes) -> Document:
    return reader.read(source.decode("utf-8")).document


def node_with(content: list[Any]) -> Node:
    """Return an editor's document, its attributes filled in."""
    return Node.from_json(SCHEMA, {"type": "doc", "content": content})
