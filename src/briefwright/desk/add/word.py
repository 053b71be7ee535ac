"""A DOCX, through pandoc.

Takes the bytes of a file; gives `Line`s. Tracked changes are taken as accepted, comments and notes are not the text.
Invariant: characters are the file's; nothing of the file's properties is taken for what the document says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefwright.desk.add.lines import Line, folded
from briefwright.engines import pandoc


def docx_lines(content: bytes) -> tuple[tuple[Line, ...], dict[str, Any]]:
    """Blocks in order, and the title, author and date that the document shows in their own styles.

    Raises Failure when pandoc cannot read it.
    """
    read = ["--from=docx+styles", "--to=json", "--sandbox", "--track-changes=accept", "--wrap=none"]
    tree = json.loads(pandoc.run(read, content, tolerate=("[WARNING]",)))
    meta = tree.get("meta", {})
    lines: list[Line] = []
    said: dict[str, Any] = {}
    for key in ("title", "subtitle", "author", "date", "abstract"):
        for text in _meta(meta.get(key)):
            kind = {"title": "title", "subtitle": "standfirst", "author": "byline", "abstract": "standfirst"}.get(
                key, ""
            )
            lines.append(Line(len(lines) + 1, text, kind))
            if key == "title":
                said["title"] = folded(text)
            elif key == "author":
                said.setdefault("author", []).append({"literal": text})
    for kind, text in _blocks(tree.get("blocks", []), ""):
        if text.strip():
            lines.append(Line(len(lines) + 1, text.strip(), kind))
    return tuple(lines), said


def _meta(value: Any) -> Iterator[str]:
    if not value:
        return
    if value["t"] == "MetaList":
        for each in value["c"]:
            yield from _meta(each)
    elif value["t"] == "MetaInlines":
        yield _words(value["c"]).strip()
    elif value["t"] == "MetaBlocks":
        yield from (text for _, text in _blocks(value["c"], ""))


STYLES = {"caption": "caption", "imagecaption": "caption", "tablecaption": "caption", "subtitle": "standfirst"}


def _blocks(blocks: list[Any], kind: str) -> Iterator[tuple[str, str]]:
    for block in blocks:
        tag, content = block["t"], block.get("c")
        if tag in ("Para", "Plain"):
            yield kind, _words(content)
        elif tag == "Header":
            yield kind or "heading", _words(content[2])
        elif tag == "BlockQuote":
            yield from _blocks(content, kind)
        elif tag in ("BulletList", "OrderedList"):
            for item in content if tag == "BulletList" else content[1]:
                yield from _blocks(item, kind)
        elif tag == "Div":
            style = dict(content[0][2]).get("custom-style", "").replace(" ", "").lower()
            yield from _blocks(content[1], kind or STYLES.get(style, ""))
        elif tag == "Figure":
            yield from _blocks(content[1][1], kind or "caption")
        elif tag == "Table":
            yield kind or "table", folded(_everything(content))
        elif tag == "LineBlock":
            yield kind, "\n".join(_words(line) for line in content)


def _words(inlines: list[Any]) -> str:
    out: list[str] = []
    for inline in inlines:
        tag, content = inline["t"], inline.get("c")
        if tag == "Str":
            out.append(content)
        elif tag in ("Space", "SoftBreak"):
            out.append(" ")
        elif tag == "LineBreak":
            out.append("\n")
        elif tag in ("Code", "Math"):
            out.append(content[1])
        elif tag in ("Span", "Link", "Quoted", "Cite"):
            inner = _words(content[1])
            double = tag == "Quoted" and content[0]["t"] == "DoubleQuote"
            out.append(f"“{inner}”" if double else f"‘{inner}’" if tag == "Quoted" else inner)
        elif tag not in ("Note", "Image", "RawInline") and isinstance(content, list):
            out.append(_words(content))
    return "".join(out)


def _everything(node: Any) -> str:
    """Every word below a node, for showing what was left out."""
    if isinstance(node, dict):
        if node.get("t") == "Str":
            return str(node["c"])
        return " " if node.get("t") == "Space" else _everything(node.get("c"))
    return " ".join(filter(None, map(_everything, node))) if isinstance(node, list) else ""
