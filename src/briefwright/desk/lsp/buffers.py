"""Texts that are open in the editor, and a workspace that reads them in the place of its files.

Takes the protocol's notifications; gives texts. Invariant: a buffer's lines end where the protocol ends them, at
`\\n`, `\\r\\n` and `\\r` and nowhere else; a file that is not open is read again only when it has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from briefwright.desk.lsp.positions import Positions
from briefwright.engines.files import ENDINGS, Listing, Workspace, line_feeds, read_text, size_fault
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import TextFile


@dataclass
class Buffer:
    """An open text: where its file lies, by what name the editor knows it, and which version of it this is."""

    path: Path
    uri: str
    version: int | None
    text: str

    @property
    def file(self) -> TextFile:
        """The text as a file."""
        return TextFile(str(self.path), self.text)

    def change(self, change: types.TextDocumentContentChangeEvent, positions: Positions) -> None:
        """Replace a range of the text, or all of it."""
        new = line_feeds(change.text)
        if isinstance(change, types.TextDocumentContentChangePartial):
            file = self.file
            start, end = (positions.offset(file, at) for at in (change.range.start, change.range.end))
            self.text = file.text[:start] + new + file.text[max(start, end) :]
        else:
            self.text = new.removeprefix("\ufeff")


def path_of(uri: str) -> Path | None:
    """The path of a file's address; None for what is no file of this machine."""
    found = to_fs_path(uri)
    return Path(found) if found and "\0" not in found else None


def uri_of(path: Path) -> str:
    """The address of a path."""
    return from_fs_path(str(path)) or path.as_uri()


class Buffers:
    """Every open text, by the file that it is of."""

    def __init__(self) -> None:
        self.open: dict[Path, Buffer] = {}

    def put(self, path: Path, document: types.TextDocumentItem) -> Buffer:
        """Open a text."""
        text = line_feeds(document.text).removeprefix("\ufeff")
        self.open[real(path)] = buffer = Buffer(path, document.uri, document.version, text)
        return buffer

    def get(self, path: Path) -> Buffer | None:
        """The open text of a file."""
        return self.open.get(real(path))

    def drop(self, path: Path) -> None:
        """Close a text."""
        self.open.pop(real(path), None)

    def uri(self, path: Path) -> str:
        """The address by which the editor knows a file."""
        found = self.get(path)
        return found.uri if found else uri_of(path)


def real(path: Path) -> Path:
    """A path without symbolic links."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


Seen = dict[Path, tuple[tuple[int, int], TextFile]]


@dataclass(frozen=True)
class OpenWorkspace(Workspace):
    """A workspace whose open files are read from the editor."""

    buffers: Buffers = field(default_factory=Buffers, compare=False)
    seen: Seen = field(default_factory=dict, compare=False)

    def seeds(self) -> list[Path]:
        """The files of sources, and those that are open and not written yet."""
        return self._with_open(super().seeds(), "seeds")

    def briefs(self) -> list[Path]:
        """The files of outlines, and those that are open and not written yet."""
        return self._with_open(super().briefs(), "briefs")

    def listing(self) -> Listing:
        """The same, looked at: of an open file the stamp does not tell what is read."""
        found = super().listing()
        opened = {self.name(path) for path in self._with_open((), "seeds")}
        names = tuple(sorted({*found.names, *opened}))
        return Listing(names, found.stamps, found.unsure | opened)

    def seed_text(self, name: str) -> str | None:
        """The text of a seed as its file has it, None where it cannot be read."""
        return Workspace(self.root).seed_text(name)

    def _with_open(self, found: Iterable[Path], folder: str) -> list[Path]:
        paths = {path.name: path for path in found}
        for buffer in self.buffers.open.values():
            path = buffer.path
            if path.parent == self.root / folder and path.suffix in ENDINGS and not path.name.startswith("."):
                paths.setdefault(path.name, path)
        return [paths[name] for name in sorted(paths)]

    def text_of(self, path: Path, name: str, most: int) -> TextFile | Diagnostic:
        """The text of a file: the editor's where it is open, else the file's, remembered while it stays the same."""
        if buffer := self.buffers.open.get(path):
            return size_fault(len(buffer.text.encode(errors="replace")), name, most) or TextFile(name, buffer.text)
        try:
            status = path.stat()
        except OSError:
            return read_text(path, name, most)
        stamp = (status.st_mtime_ns, status.st_size)
        known = self.seen.get(path)
        if known and known[0] == stamp and known[1].name == name:
            return known[1]
        found = read_text(path, name, most)
        if isinstance(found, TextFile):
            self.seen[path] = (stamp, found)
        return found
