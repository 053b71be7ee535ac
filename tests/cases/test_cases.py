"""A workspace in, readable text out: each folder is a case, `expected.txt` what its briefs say when they are set.

`pytest --accept` rewrites `expected.txt`; a person reads the diff. Every brief is also written as PDF and DOCX, whose
own proof must find nothing lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.model import document as doc
from briefwright.model.document import Document, Inlines

CASES = sorted(path for path in Path(__file__).parent.iterdir() if (path / "briefs").is_dir())
AROUND = {doc.Emph: "*", doc.Strong: "**", doc.Strikeout: "~~", doc.Superscript: "^", doc.Subscript: "~"}


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
                yield f"{indent}figure {block.path}: {block.alt}"
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


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, accept: bool) -> None:
    """The briefs of a workspace say what `expected.txt` says, and nothing of them is lost in either format."""
    workspace = Workspace(case)
    loaded = pipeline.load_library(workspace)
    came = []
    for path in workspace.briefs():
        compiled = pipeline.compile_brief(workspace, path, loaded)
        assert [f"{f.span.line}:{f.span.column} {f.code} {f.message}" for f in (*loaded.faults, *compiled.faults)] == []
        came.append(f"# {path.name}\n\n{dump(pipeline.make_document(compiled))}")
        assert pipeline.produce(workspace, compiled, pipeline.FORMATS).faults == ()
    expected = case / "expected.txt"
    if accept:
        expected.write_text("\n".join(came), encoding="utf-8")
    assert "\n".join(came) == expected.read_text(encoding="utf-8")
