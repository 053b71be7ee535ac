"""An editor for tests: a real client that drives the real language server over standard input and output.

Gives `session` and `Editor`. Invariant: the server is a process of its own; a session has a time limit and ends it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path, to_fs_path

SECONDS = 60
ABLE = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Rename]
        )
    )
)


@dataclass
class Editor:
    """An editor: its client, the texts that it has open, the faults and the log that it was told."""

    client: LanguageClient
    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[types.Diagnostic]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    publications: int = 0
    latest: dict[str, int | None] = field(default_factory=dict)

    def uri(self, name: str) -> str:
        """The address of a file."""
        return str(from_fs_path(str(self.root / name)))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """A file, as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, or a text that is not in it yet."""
        self.texts[name] = (self.root / name).read_text(encoding="utf-8") if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def close(self, name: str) -> None:
        """Close a file."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    def type(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` by `new`, as an incremental change."""
        text = self.texts[name]
        at = text.index(old)
        area = types.Range(self.position(name, at), self.position(name, at + len(old)))
        self.texts[name] = text[:at] + new + text[at + len(old) :]
        self.versions[name] += 1
        change = types.TextDocumentContentChangePartial(area, new)
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def position(self, name: str, offset: int) -> types.Position:
        """The position of a character, counted in UTF-16 code units."""
        before = self.texts[name][:offset]
        line = before.rsplit("\n", 1)[-1]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def words(self, name: str, area: types.Range) -> str:
        """The text in a range, counted in UTF-16 code units."""
        lines = self.texts[name].split("\n")
        start, end = area.start, area.end
        units = [line.encode("utf-16-le") for line in lines[start.line : end.line + 1]]
        units[-1] = units[-1][: end.character * 2]
        units[0] = units[0][start.character * 2 :]
        return "\n".join(unit.decode("utf-16-le") for unit in units)

    def at(self, name: str, words: str, add: int = 0) -> dict[str, Any]:
        """The parameters that name a place: `add` characters behind the beginning of some words."""
        position = self.position(name, self.texts[name].index(words) + add)
        return {"text_document": self.document(name), "position": position}

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true."""
        while not true():
            await asyncio.sleep(0.02)

    async def told(self, name: str, *codes: str) -> list[types.Diagnostic]:
        """Wait until the faults of a file are those of these codes; the faults."""
        await self.until(lambda: self.uri(name) in self.faults and self.codes(name) == list(codes))
        return self.faults[self.uri(name)]

    def codes(self, name: str) -> list[str]:
        """The codes of the faults of a file, as last told."""
        return [str(fault.code) for fault in self.faults.get(self.uri(name), [])]

    def apply(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The texts of the files that an edit changes, with it; a renamed file by its new name."""
        out: dict[str, str] = {}
        changes = edit.document_changes or [
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), list(edits))
            for uri, edits in (edit.changes or {}).items()
        ]
        for change in changes:
            if isinstance(change, types.RenameFile):
                out[self.name(change.new_uri)] = out.pop(self.name(change.old_uri), "")
                continue
            assert isinstance(change, types.TextDocumentEdit)
            name = self.name(change.text_document.uri)
            text = self.texts.get(name) or (self.root / name).read_text(encoding="utf-8")
            offsets = [
                (_offset(text, e.range.start), _offset(text, e.range.end), e.new_text)
                for e in change.edits
                if isinstance(e, types.TextEdit)
            ]
            for start, end, new in sorted(offsets, reverse=True):
                text = text[:start] + new + text[end:]
            out[name] = text
        return out

    def name(self, uri: str) -> str:
        """The name of a file by its address."""
        return Path(str(to_fs_path(uri))).relative_to(self.root).as_posix()


def _offset(text: str, position: types.Position) -> int:
    lines = text.split("\n")
    line = lines[position.line].encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
    return sum(len(each) + 1 for each in lines[: position.line]) + len(line)


Script = Callable[[Editor], Coroutine[Any, Any, None]]


def session(root: Path, script: Script, able: types.ClientCapabilities = ABLE, *options: str) -> Editor:
    """A session from `initialize` to `exit`; fails when it takes too long or the server does not end well."""
    client = LanguageClient("test", "1")
    editor = Editor(client, root)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _published(params: types.PublishDiagnosticsParams) -> None:
        editor.faults[params.uri] = list(params.diagnostics)
        editor.publications += 1
        editor.latest[params.uri] = params.version

    @client.feature(types.WINDOW_LOG_MESSAGE)
    def _logged(params: types.LogMessageParams) -> None:
        editor.log.append(params.message)

    async def run() -> None:
        await client.start_io(sys.executable, "-m", "briefwright", "lsp", *options)
        server = client._server
        assert server is not None
        try:
            async with asyncio.timeout(SECONDS):
                await client.initialize_async(types.InitializeParams(able, root_uri=editor.uri("")))
                client.initialized(types.InitializedParams())
                await script(editor)
                await client.shutdown_async(None)
                client.exit(None)
                assert await server.wait() == 0
        finally:
            if server.returncode is None:
                server.kill()
                await server.wait()
            await client.stop()
            server._transport.close()  # type: ignore[attr-defined]
            await asyncio.sleep(0)

    asyncio.run(run())
    return editor
