"""The server: the protocol's requests in, answers and faults out.

Takes messages on standard input; gives messages on standard output. Invariant: a fault of ours is told in the
editor's log and ends no session; files that are in no workspace are ignored.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Generator, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from briefwright.desk.lsp.buffers import Buffers, OpenWorkspace, path_of
from briefwright.desk.lsp.faults import by_file
from briefwright.desk.lsp.positions import UTF16, Positions
from briefwright.desk.lsp.room import Room
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import unexpected
from briefwright.model.span import TextFile

NAME = "briefwright"
PAUSE = 0.15
"""Seconds without a key before faults are looked for."""
WATCHED = "**/{seeds,briefs,templates}/**"


class Protocol(LanguageServerProtocol):
    """The protocol with our own buffers: pygls ends lines at signs that end none for an editor, and edits that follow
    such a sign would go astray."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass an opened text on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass changes on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Pass a closed text on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """One session: its open texts, and a room for each workspace that one of them is in. `only` is the one workspace
    that is served; without it each file has its own."""

    def __init__(self, only: Workspace | None = None) -> None:
        super().__init__(NAME, version(NAME), protocol_cls=Protocol)
        self.only = only
        self.buffers = Buffers()
        self.positions = Positions()
        self.rooms: dict[Path, Room] = {}
        self.waiting: dict[Path, asyncio.TimerHandle] = {}
        self.faults: dict[Path, tuple[Diagnostic, ...]] = {}
        self.published: dict[Path, dict[str, types.PublishDiagnosticsParams]] = {}
        self.finished = False

    def log(self, message: str) -> None:
        """Tell the editor's log of a fault of ours."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Faults of the connection go into the log; those of a request are told in its answer."""
        if source is not FeatureRequestError:
            self.log(f"{type(error).__name__}: {error}")

    def can(self, capability: str) -> bool:
        """Whether the editor says that it can do something."""
        return bool(get_capability(self.client_capabilities, capability, False))

    def agreed(self) -> None:
        """The connection stands: count as was agreed on."""
        encoding = self.workspace.position_encoding
        self.positions = Positions(str(getattr(encoding, "value", encoding) or UTF16))

    # rooms

    def room_of(self, path: Path | None) -> Room | None:
        """The room of a file; None when it is in no workspace."""
        if path is None:
            return None
        found = files.find_workspace(path.parent)
        if found is None or (self.only and found.root.resolve() != self.only.root.resolve()):
            return None
        if found.root not in self.rooms:
            self.rooms[found.root] = Room(OpenWorkspace(found.root, self.buffers))
        return self.rooms[found.root]

    def at(self, uri: str) -> tuple[Room, Path] | None:
        """The room and the path of a file by its address."""
        path = path_of(uri)
        room = self.room_of(path)
        return (room, path) if room and path else None

    # texts

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A text was opened."""
        if found := self.at(params.text_document.uri):
            self.buffers.put(found[1], params.text_document)
            self.changed([found[0]], everything=True)

    def edited(self, params: types.DidChangeTextDocumentParams) -> None:
        """A text was changed."""
        path = path_of(params.text_document.uri)
        buffer = self.buffers.get(path) if path else None
        if path is None or buffer is None:
            return
        for change in params.content_changes:
            buffer.change(change, self.positions)
        buffer.version = params.text_document.version
        if room := self.room_of(path):
            self.changed([room], everything=path.suffix not in files.ENDINGS)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A text was closed."""
        if found := self.at(params.text_document.uri):
            self.buffers.drop(found[1])
            self.changed([found[0]], everything=True)

    def changed(self, rooms: Iterable[Room], *, everything: bool) -> None:
        """Look for faults when no key has been pressed for a while; `everything` where more than texts may have
        changed."""
        for room in rooms:
            root = room.workspace.root
            if everything:
                room.forget()
            if root in self.waiting:
                self.waiting[root].cancel()
            self.waiting[root] = asyncio.get_running_loop().call_later(PAUSE, self._look, room)

    # faults

    def _look(self, room: Room) -> None:
        self.waiting.pop(room.workspace.root, None)
        try:
            self._publish(room)
        except Exception as error:
            self.log(unexpected(error).message)

    def _publish(self, room: Room) -> None:
        """Tell the faults of a workspace that have changed: those of its open outlines, and of all its seeds."""
        root = room.workspace.root
        mine = [buffer for buffer in self.buffers.open.values() if buffer.path.is_relative_to(root)]
        told: dict[str, list[types.Diagnostic]] = {buffer.uri: [] for buffer in mine}
        if mine:
            faults, texts = room.faults([b.path for b in mine if room.is_outline(b.path)], self.log)
            self.faults[root] = faults
            by_name = {text.name: text for text in texts}

            def uri(name: str) -> str:
                return self.buffers.uri(root / name)

            for name, each in by_file(faults, _and_labelled(room, faults, by_name), uri, self.positions).items():
                if self.buffers.get(root / name) or (root / name).is_file():
                    told[uri(name)] = each
        before = self.published.get(root, {})
        versions = {buffer.uri: buffer.version for buffer in mine}
        now = {
            address: types.PublishDiagnosticsParams(address, each, versions.get(address))
            for address, each in told.items()
        }
        gone = [types.PublishDiagnosticsParams(address, []) for address in before if address not in now]
        for params in [*now.values(), *gone]:
            if before.get(params.uri) != params:
                self.text_document_publish_diagnostics(params)
        self.published[root] = now
        if not mine:
            for known in (self.rooms, self.faults, self.published):
                known.pop(root, None)


def _and_labelled(room: Room, faults: Iterable[Diagnostic], texts: dict[str, TextFile]) -> dict[str, TextFile]:
    """Texts, and those of the outlines that faults stand in though nobody has them open."""
    names = {fault.span.file for fault in faults} - set(texts)
    more = {name: found for name in names if (found := room.file(room.workspace.root / name))}
    return texts | more


def serve(only: Workspace | None = None) -> bool:
    """Serve until the editor is gone; whether it took its leave. Nothing but the protocol gets to standard output."""
    from briefwright.desk.lsp import features

    if not os.environ.get("BRIEFWRIGHT_DEBUG"):
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = Server(only)
    features.register(server)
    out, sys.stdout = sys.stdout, sys.stderr
    try:
        server.start_io(sys.stdin.buffer, out.buffer)
    finally:
        sys.stdout = out
    return server.finished
