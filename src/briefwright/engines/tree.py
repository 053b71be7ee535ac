"""Document nodes to pandoc's JSON tree and back.

Takes `model.document` inlines; gives pandoc JSON (API 1.23). Invariant: a `Str` goes in and comes out with every
character it had, white space too; nothing here is Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from briefwright.model import document as doc
from briefwright.model.document import Inlines

API = [1, 23, 1]
Json = Any
QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
WRAPPED: dict[str, Callable[[Inlines], doc.Inline]] = {
    "Emph": doc.Emph, "Strong": doc.Strong, "Strikeout": doc.Strikeout, "SmallCaps": doc.SmallCaps,
    "Superscript": doc.Superscript, "Subscript": doc.Subscript,
}  # fmt: skip


def text(words: str) -> Json:
    """A `Str`."""
    return {"t": "Str", "c": words}


def node(kind: str, content: Json = None) -> Json:
    """A node with its content."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(identifier: str = "", classes: Iterable[str] = (), **pairs: str) -> Json:
    """Pandoc's `Attr`; underscores in names become hyphens, empty values are left out."""
    return [identifier, list(classes), [[k.replace("_", "-"), v] for k, v in pairs.items() if v]]


def document(blocks: list[Json], meta: dict[str, Json]) -> bytes:
    """A whole document as bytes for `-f json`."""
    tree = {"pandoc-api-version": API, "meta": meta, "blocks": blocks}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def decode(nodes: Iterable[Json]) -> Inlines:
    """Inlines of a pandoc tree as document nodes; neighbouring words and spaces become one `Str`."""
    out: list[doc.Inline] = []
    for each in nodes:
        for inline in _decode(each):
            last = out[-1] if out else None
            if isinstance(inline, doc.Str) and isinstance(last, doc.Str):
                out[-1] = doc.Str(last.text + inline.text, exact=True)
            else:
                out.append(inline)
    return tuple(out)


def _decode(each: Json) -> Inlines:
    kind, content = each["t"], each.get("c")
    if kind == "Str":
        return (doc.Str(content, exact=True),)
    if kind in ("Space", "SoftBreak"):
        return (doc.Str(" ", exact=True),)
    if kind == "LineBreak":
        return (doc.LineBreak(),)
    if kind in WRAPPED:
        return (WRAPPED[kind](decode(content)),)
    if kind == "Link":
        return (doc.Link(content[2][0], decode(content[1])),)
    if kind == "Quoted":
        opening, closing = QUOTES[content[0]["t"]]
        return (doc.Str(opening, exact=True), *decode(content[1]), doc.Str(closing, exact=True))
    if kind in ("Span", "Cite"):
        return decode(content[1])
    if kind == "Code":
        return (doc.Str(content[1], exact=True),)
    return ()
