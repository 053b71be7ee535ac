"""A document as text that a person can review; what goldens are made of.

Invariant: nothing is left out that a reader of the brief sees; what cannot be seen has a sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from briefwright.model import document as doc
from briefwright.model.document import Document, Inlines

AROUND = {doc.Emph: "*", doc.Strong: "**", doc.Strikeout: "~~", doc.Superscript: "^", doc.Subscript: "~"}
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Mn"}
"""Categories of what cannot be seen: white space, controls, formats, and marks that sit on a letter."""


def visible(text: str) -> str:
    """Text with the code point of whatever cannot be seen, the plain space aside: `<00A0>`."""
    return "".join(f"<{ord(c):04X}>" if c != " " and unicodedata.category(c) in UNSEEN else c for c in text)


def words(content: Inlines) -> str:
    """Inlines as text: notes as [1], emphasis as *…*, languages as {zh: …}."""
    out = []
    for node in content:
        match node:
            case doc.Str(text=text) | doc.Code(text=text):
                out.append(text)
            case doc.SoftBreak():
                out.append(" ")
            case doc.LineBreak():
                out.append(" / ")
            case doc.Note(number=number):
                out.append(f"[{number}]")
            case doc.Link(url=url, content=inner):
                out.append(f"{words(inner)} <{url}>")
            case doc.Span(content=inner, language=language, identifier=identifier):
                text = f"{{{language}: {words(inner)}}}" if language else words(inner)
                out.append(f"{text}({identifier})" if identifier.startswith("q") else text)
            case _:
                out.append(f"{AROUND[type(node)]}{words(node.content)}{AROUND[type(node)]}")
    return "".join(out)


def lines(blocks: Iterable[doc.Block], indent: str = "") -> Iterator[str]:
    """Blocks as lines of text, indented by their nesting."""
    for block in blocks:
        match block:
            case doc.Para(content=content, name=name):
                yield f"{indent}{f'<{name}> ' if name else ''}{words(content)}"
            case doc.Header(level=level, content=content, identifier=identifier):
                yield f"{indent}{'#' * level} {words(content)} ({identifier})"
            case doc.BulletList(items=items):
                for item in items:
                    yield from _item(item, f"{indent}- ")
            case doc.OrderedList(items=items, start=start):
                for number, item in enumerate(items, start):
                    yield from _item(item, f"{indent}{number}. ")
            case doc.BlockQuote(content=content, identifier=identifier, language=language):
                yield f"{indent}quote {identifier}{f' {language}' if language else ''}:"
                yield from lines(content, indent + "  | ")
            case doc.Table():
                yield f"{indent}table: {block.label} {words(block.caption)}".rstrip()
                yield f"{indent}  {' | '.join(words(cell) for cell in block.head)}"
                yield f"{indent}  {' | '.join(block.alignments)}"
                for row in block.rows:
                    yield f"{indent}  {' | '.join(words(cell) for cell in row)}"
            case doc.Figure():
                picture = block.picture if isinstance(block.picture, str) else " / ".join(block.picture.words)
                yield f"{indent}figure {picture}: {block.described}"
                yield f"{indent}  {block.label} {words(block.caption)} ({words(block.credit)})"
            case doc.Div(content=content, name=name, identifier=identifier):
                yield f"{indent}{name}{f' {identifier}' if identifier else ''}:"
                yield from lines(content, indent + "  ")
            case doc.HorizontalRule():
                yield f"{indent}* * *"


def _item(blocks: tuple[doc.Block, ...], lead: str) -> Iterator[str]:
    for number, line in enumerate(lines(blocks)):
        yield (lead if number == 0 else " " * len(lead)) + line


def dump(document: Document) -> str:
    """A document as text."""
    head = [f"title: {words(document.title)}", f"subtitle: {words(document.subtitle)}"]
    head += [f"{name}: {getattr(document, name)}" for name in ("date_text", "authors", "handling", "embargo")]
    body = [line for part in document.parts for line in (f"\n== {part.name}", *lines(part.blocks))]
    notes = [f"[{note.number}] {words(note.content)}" for note in document.notes]
    return "\n".join([*head, *body, "\n== notes", *notes]) + "\n"
