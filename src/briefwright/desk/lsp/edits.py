"""Changes of files, and how they are told to an editor.

Takes offsets and new words; gives the protocol's edits. Invariant: an edit of an open text names the version that it
was made for; a file is renamed after its words are changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from briefwright.desk.lsp.buffers import Buffers, uri_of
from briefwright.desk.lsp.positions import Positions
from briefwright.model.span import TextFile


@dataclass(frozen=True)
class Edit:
    """`new` for `text[start:end]` of a file."""

    path: Path
    file: TextFile
    start: int
    end: int
    new: str


def applied(edits: Sequence[Edit]) -> str:
    """The text of the one file that edits are of, with them."""
    text = edits[0].file.text
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def workspace_edit(
    edits: Sequence[Edit],
    buffers: Buffers,
    positions: Positions,
    *,
    versioned: bool,
    moved: tuple[Path, Path] | None = None,
) -> types.WorkspaceEdit:
    """Edits as one change; `versioned` where the editor takes documents with versions; a file may be `moved`."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(buffers.uri(edit.path), []).append(edit)
    told = {
        uri: [types.TextEdit(positions.range(e.file, e.start, e.end), e.new) for e in each]
        for uri, each in by_file.items()
    }
    if not versioned:
        return types.WorkspaceEdit(changes=told)
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for uri, each in told.items():
        buffer = buffers.get(by_file[uri][0].path)
        document = types.OptionalVersionedTextDocumentIdentifier(uri, buffer.version if buffer else None)
        changes.append(types.TextDocumentEdit(document, [*each]))
    if moved:
        changes.append(types.RenameFile(buffers.uri(moved[0]), uri_of(moved[1])))
    return types.WorkspaceEdit(document_changes=changes)
