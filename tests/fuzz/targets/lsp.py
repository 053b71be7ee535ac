"""The language server's texts: any edits, any questions, in the server's own functions.

An input is a row of steps: which text, which edit or question, two positions, words. Invariant: an edit gives the text
that the editor has; an answer is an answer, or a renaming that is refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from tests.desk.test_lsp import FILES
from tests.fuzz.harness import Target, Wrong, scratch
from tests.fuzz.mutate import NASTY, Bytes
from tests.support import workspace

from briefwright.desk.lsp import features
from briefwright.desk.lsp.buffers import uri_of
from briefwright.desk.lsp.hover import describe
from briefwright.desk.lsp.room import Room
from briefwright.desk.lsp.server import Server

NAMES = tuple(FILES)
STEP = 8
"""Bytes of a step before its words."""
WORDS = (
    "[@focus#p3]", "[@", "#", "- quote: ", "evidence: [", "\n", "\n      - ", '"', "🧊", "\r\n", "\u2028", "focus",
    "cold", "file: t.csv", "title: ", "passages:", "", "", "", "[@other#p1; @focus#cold]", *NASTY[:60],
)  # fmt: skip


def targets() -> Iterator[Target]:
    """One."""
    yield Target("lsp", run, _corpus, _mutate, tuple(filter(None, WORDS[:20])))


def _step(chance: Random) -> bytes:
    words = chance.choice(WORDS).encode("utf-8", "surrogatepass")[:200]
    return bytes(chance.randrange(256) for _ in range(STEP - 1)) + bytes([len(words)]) + words


@cache
def _corpus() -> list[bytes]:
    return [b"".join(_step(chance) for _ in range(6)) for chance in map(Random, range(12))]


def _mutate(content: bytes, chance: Random, plain: Bytes) -> bytes:
    steps = [bytes(step[0]) + step[1] for step in _steps(content)]
    at = chance.randrange(len(steps) + 1)
    match chance.randrange(4):
        case 0:
            steps.insert(at, _step(chance))
        case 1 if steps:
            del steps[chance.randrange(len(steps))]
        case 2 if steps:
            steps.insert(at, chance.choice(steps))
        case _:
            return plain(content)
    return b"".join(steps[:12])


def _steps(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + STEP <= len(content):
        head = content[at : at + STEP]
        yield head, content[at + STEP : at + STEP + head[-1]]
        at += STEP + head[-1]


class _Quiet(Server):
    """The server without a connection: what it would log is raised, what it would publish is made and kept."""

    def log(self, message: str) -> None:
        raise Wrong(message)

    def can(self, capability: str) -> bool:
        return True

    def changed(self, rooms: Iterable[Room], *, everything: bool) -> None:
        for room in rooms:
            if everything:
                room.forget()

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        pass


@cache
def _server() -> _Quiet:
    workspace(scratch("lsp"), FILES)
    return _Quiet()


features._operations = lambda _server: [types.ResourceOperationKind.Rename]


def run(content: bytes) -> None:
    """Open two texts, follow the steps, close them."""
    server = _server()
    texts = {name: FILES[name] for name in (NAMES[-1], NAMES[0])}
    for name, text in texts.items():
        server.opened(types.DidOpenTextDocumentParams(types.TextDocumentItem(_uri(name), "yaml", 1, text)))
    for number, (head, words) in enumerate(list(_steps(content))[:12]):
        name = (NAMES[-1], NAMES[0])[head[0] % 2]
        start, end = types.Position(head[2] % 40, head[3] % 120), types.Position(head[4] % 40, head[5] % 120)
        if head[1] % 4 < 2:
            new = words.decode("utf-8", "replace")
            texts[name] = _edit(server, name, texts[name], start, end, new, number + 2)
        else:
            _ask(server, name, start, end, words.decode("utf-8", "replace"), head[1] // 4)
    room = server.at(_uri(NAMES[0]))
    if room:
        server._publish(room[0])
    for name in texts:
        server.closed(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(_uri(name))))


def _uri(name: str) -> str:
    return uri_of(scratch("lsp") / name)


def _edit(
    server: Server, name: str, text: str, start: types.Position, end: types.Position, new: str, version: int
) -> str:
    if (start.line, start.character) > (end.line, end.character):
        start, end = end, start
    change = types.TextDocumentContentChangePartial(types.Range(start, end), new)
    document = types.VersionedTextDocumentIdentifier(version, _uri(name))
    server.edited(types.DidChangeTextDocumentParams(document, [change]))
    buffer = server.buffers.get(scratch("lsp") / name)
    assert buffer
    wanted = _cut(text, start)[0] + new.replace("\r\n", "\n").replace("\r", "\n") + _cut(text, end)[1]
    if buffer.text != wanted:
        raise Wrong(f"the editor has {wanted!r}, the server {buffer.text!r}")
    return wanted


def _cut(text: str, at: types.Position) -> tuple[str, str]:
    """The text before and behind a position in UTF-16 code units; inside a character it is its beginning."""
    lines = text.split("\n")
    if at.line >= len(lines):
        return text, ""
    units = lines[at.line].encode("utf-16-le", "surrogatepass")
    before = units[: at.character * 2].decode("utf-16-le", "ignore")
    offset = sum(len(each) + 1 for each in lines[: at.line]) + len(before)
    return text[:offset], text[offset:]


def _ask(server: _Quiet, name: str, start: types.Position, end: types.Position, words: str, kind: int) -> None:
    document: Any = types.TextDocumentIdentifier(_uri(name))
    match kind % 6:
        case 0:
            features.completed(server, types.CompletionParams(document, start))
        case 1:
            features.definition(server, types.DefinitionParams(document, start))
        case 2:
            features.references(server, types.ReferenceParams(types.ReferenceContext(True), document, start))
        case 3:
            features.prepare_rename(server, types.PrepareRenameParams(document, start))
            with contextlib.suppress(JsonRpcException):
                features.renamed(server, types.RenameParams(document, start, words))
        case 4:
            context = types.CodeActionContext([])
            features.mended(server, types.CodeActionParams(document, types.Range(start, end), context))
        case 5:
            found = features._use(server, types.HoverParams(document, start))
            source = found[0].library().library.sources.get(found[3].source) if found else None
            if found and source:
                describe(source, source.passages.get(found[3].passage), "", markdown=True)
