"""Is the glossary made of words with their explanations, each word once in the whole guide?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Container, DefinitionList, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock

STRANGERS = "In {glossar} steht je Eintrag das Wort auf einer Zeile und darunter „: “ mit der Erklärung."


def check(guide: Guide) -> Iterator[Finding]:
    first: dict[str, Chapter] = {}
    for chapter in guide:
        for placed in chapter.blocks:
            block = placed.block
            if isinstance(block, Container) and block.name == dialect.GLOSSARY_DIRECTIVE:
                yield from _strangers(block, chapter, placed)
            elif isinstance(block, DefinitionList) and placed.within[-1:] == (dialect.GLOSSARY_DIRECTIVE,):
                for item in block.items:
                    word = plain_text(item.term)
                    if word in first:
                        sentence = f"Das Wort „{word}“ ist zweimal erklärt, auch in {first[word].name}.md."
                        line = item.blocks[0].lines.first if item.blocks and item.blocks[0].lines else placed.line
                        yield Finding(Code.TERM_TWICE, sentence, path=chapter.path, line=line)
                    first.setdefault(word, chapter)


def _strangers(glossary: Container, chapter: Chapter, placed: PlacedBlock) -> Iterator[Finding]:
    others = [block for block in glossary.blocks if not isinstance(block, DefinitionList) and not _is_internal(block)]
    if glossary.argument or glossary.options:  # it takes neither, and reads both as text
        line = chapter.line_of(glossary.argument or f":{glossary.options[0][0]}:", placed)
        yield Finding(Code.BLOCK_MISUSED, STRANGERS, path=chapter.path, line=line)
    elif others or not any(isinstance(block, DefinitionList) for block in glossary.blocks):
        line = next((block.lines.first + 1 for block in others if block.lines is not None), placed.line)
        yield Finding(Code.BLOCK_MISUSED, STRANGERS, path=chapter.path, line=line)


def _is_internal(block: Block) -> bool:
    return isinstance(block, Container) and block.name in dialect.CONTAINERS and dialect.CONTAINERS[block.name].internal
