"""The door to the disk: workspaces and their files, as they are read. What is written goes through `writing`.

Takes paths; gives `TextFile`s or diagnostics. Invariant: nothing outside the workspace, its template and the
installed package is read; a file is read in one piece, as it stood at one moment, or a diagnostic says why not.
"""

from __future__ import annotations

import codecs
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.limits import FILE_BYTES, OUTLINE_BYTES, SEED_BYTES
from briefwright.model.span import Span, Text, TextFile

ENDINGS = (".yaml", ".yml")
READINGS, BETWEEN = 5, 0.05
"""How often a file that changes while it is read is read again, and after how many seconds."""


Stamp = tuple[int, int, int, int]
"""What tells a changed file from an unchanged one without reading it: size, times of its words and of its record in
nanoseconds, number on the disk."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@dataclass(frozen=True)
class Listing:
    """Seeds by their names (`seeds/…`), in order. `stamps` has those that can be looked at, of two files of a source
    the first; `unsure` are those whose stamp does not tell what is read in their place."""

    names: tuple[str, ...] = ()
    stamps: dict[str, Stamp] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()


def look_at(folder: Path) -> Listing:
    """The seeds of a folder. Raises Failure when it is there and cannot be read."""
    found: dict[str, Stamp] = {}
    names: list[str] = []
    unsure: set[str] = set()
    every = folder.is_symlink()
    try:
        with _entries(folder) as entries:
            for entry in entries:
                if not entry.name.endswith(ENDINGS) or entry.name[0] == ".":
                    continue
                name = f"seeds/{entry.name}"
                names.append(name)
                if every or entry.is_symlink():
                    unsure.add(name)
                try:
                    status = entry.stat()
                except OSError:  # gone, or a link to nothing
                    continue
                found[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except (FileNotFoundError, NotADirectoryError):
        return Listing()
    except OSError as error:
        raise Failure(f"cannot read {folder.name}/: {error.strerror}", "look at the folder") from None
    for second in [name for name in found if name.endswith(".yml") and f"{name[:-4]}.yaml" in found]:
        del found[second]
    names.sort()
    return Listing(tuple(names), found, frozenset(unsure))


@contextmanager
def _entries(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
    """What is in a folder; its files are looked at without walking its path again, where a system can."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


@dataclass(frozen=True)
class Workspace:
    """A folder with `seeds/` and `briefs/`, and, if it wants its own, `templates/`."""

    root: Path

    def seeds(self) -> list[Path]:
        """The files of sources, by name."""
        return _yaml_files(self.root / "seeds")

    def listing(self) -> Listing:
        """The seeds, looked at and not read; a thousand take milliseconds. Raises Failure when the folder is there and
        cannot be read."""
        return look_at(self.root / "seeds")

    def stamps(self) -> dict[str, Stamp]:
        """The seeds by their names (`seeds/…`), each with its stamp, of two files of a source the first."""
        return self.listing().stamps

    def seed_text(self, name: str) -> str | None:
        """The text of a seed by its name (`seeds/…`), None where it cannot be read."""
        file = self.read_seed(self.root / name)
        return None if isinstance(file, Diagnostic) else file.text

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of one file, None where it is gone."""
        try:
            return stamp_of(os.stat(f"{self.root}/{name}"))  # noqa: PTH116 - as fast as the above
        except OSError:
            return None

    def briefs(self) -> list[Path]:
        """The files of outlines, by name."""
        return _yaml_files(self.root / "briefs")

    def name(self, path: Path) -> str:
        """A path as it is shown: relative to the workspace, with `/`."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def place(self, name: str) -> Path:
        """Where a file of the workspace is to be written. Raises Failure where its folder leads out of it."""
        path = self.root / name
        try:
            inside = path.parent.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            told = f"cannot write {name}: its folder is a link that leads out of the workspace"
            raise Failure(told, "put a folder in its place")
        return path

    def read_seed(self, path: Path) -> TextFile | Diagnostic:
        """The text of a seed."""
        return self._read(path, SEED_BYTES)

    def read_outline(self, path: Path) -> TextFile | Diagnostic:
        """The text of an outline."""
        return self._read(path, OUTLINE_BYTES)

    def _read(self, path: Path, most: int) -> TextFile | Diagnostic:
        name = self.name(path)
        inside = self._inside(path, name, Span(name))
        return inside if isinstance(inside, Diagnostic) else self.text_of(inside, name, most)

    def read_picture(self, name: str) -> bytes | Diagnostic:
        """The bytes of a picture by its vetted path in the workspace."""
        return read_bytes(self.root / name, name, FILE_BYTES)

    def text_of(self, path: Path, name: str, most: int) -> TextFile | Diagnostic:
        """The text of a file inside the workspace, shown as `name`; `most` is its limit in bytes."""
        return read_text(path, name, most)

    def _inside(self, path: Path, shown: str, span: Span) -> Path | Diagnostic:
        try:
            real = path.resolve()
            real.is_file()
        except (OSError, RuntimeError):
            return Diagnostic("missing-file", f"`{shown[:80]}` cannot be a file", span, help="look at the name")
        if not real.is_relative_to(self.root.resolve()):
            advice = "copy the file into the workspace"
            return Diagnostic("outside-workspace", f"`{shown}` lies outside the workspace", span, help=advice)
        return real

    def named_file(self, text: Text, outline: Path) -> Path | Diagnostic:
        """A file that an outline names, starting from the outline's own folder."""
        span = text.span()
        shown = text.value.strip()
        if "\0" in shown:
            return Diagnostic("missing-file", "this is no file name", span)
        path = self._inside(outline.parent / shown, shown, span)
        if isinstance(path, Diagnostic):
            return path
        if not path.is_file():
            near = _near_file(path)
            return Diagnostic("missing-file", f"there is no file `{shown}`", span, help=near)
        if wrong := size_fault(path.stat().st_size, shown, FILE_BYTES):
            return replace(wrong, span=span, message=f"`{shown}`: {wrong.message}", help="make it smaller")
        return path

    def named_text(self, text: Text, outline: Path) -> TextFile | Diagnostic:
        """The text of a file that an outline names."""
        path = self.named_file(text, outline)
        return path if isinstance(path, Diagnostic) else self.text_of(path, self.name(path), OUTLINE_BYTES)


def beside(folder: Path, name: str, root: Path) -> Path | None:
    """A file of a folder, links followed; None where it is none, or lies in neither the folder nor `root`."""
    try:
        path = (folder / name).resolve()
        inside = any(path.is_relative_to(each.resolve()) for each in (folder, root))
        return path if inside and path.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _near_file(path: Path) -> str:
    same = (
        [p.name for p in path.parent.glob("*") if p.is_file() and p.name.lower() == path.name.lower()]
        if path.parent.is_dir()
        else []
    )
    return f"did you mean `{same[0]}`?" if same else "a path starts from the outline's own folder"


def _yaml_files(folder: Path) -> list[Path]:
    """Raises Failure when the folder is there and cannot be read."""
    try:
        found = [p for p in folder.iterdir() if p.suffix in ENDINGS and not p.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise Failure(f"cannot read {folder.name}/: {error.strerror}", "look at the folder") from None
    return sorted(found, key=lambda p: p.name)


def find_workspace(start: Path) -> Workspace | None:
    """The nearest folder upwards with `seeds/` and `briefs/`, or None."""
    for folder in (start, *start.parents):
        if (folder / "seeds").is_dir() and (folder / "briefs").is_dir():
            return Workspace(folder)
    return None


def size_fault(size: int, name: str, most: int) -> Diagnostic | None:
    """`file-too-large` where `size`, in bytes, is above `most`."""
    if size <= most:
        return None
    told = f"the file has {size:,} bytes; the limit is {most:,}"
    return Diagnostic("file-too-large", told, Span(name), help="split it")


def read_bytes(path: Path, name: str, most: int) -> bytes | Diagnostic:
    """A file's bytes as they stood at one moment; `most` is its limit. A file that somebody writes just now is read
    again; what is no file (a pipe would wait for ever) is refused."""
    try:
        for _ in range(READINGS):
            found = _read_once(path, name, most)
            if found is not None:
                return found
            time.sleep(BETWEEN)
    except IsADirectoryError:
        return Diagnostic("missing-file", "this is a folder, not a file", Span(name))
    except OSError as error:
        return Diagnostic("missing-file", f"cannot be read: {error.strerror}", Span(name))
    told = "cannot be read: it changes while it is read"
    return Diagnostic("missing-file", told, Span(name), help="try again when it is written")


def _read_once(path: Path, name: str, most: int) -> bytes | Diagnostic | None:
    """None where the file changed meanwhile. Raises OSError."""
    with open(path, "rb", opener=_without_waiting) as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            return Diagnostic("missing-file", "this is no file but a device, a pipe or a folder", Span(name))
        fault = size_fault(before.st_size, name, most)
        if fault:
            return fault
        raw = file.read(most + 1)
        if len(raw) > most:  # one that grows, or tells no size, is read no further either
            return size_fault(len(raw), name, most)
        same = stamp_of(before) == stamp_of(os.fstat(file.fileno())) and len(raw) == before.st_size
        return raw if same else None


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe without waiting for somebody who writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_text(path: Path, name: str, most: int) -> TextFile | Diagnostic:
    """A file's text: UTF-8, its byte-order mark dropped, line ends as line feeds. `most` is its limit in bytes."""
    raw = read_bytes(path, name, most)
    return raw if isinstance(raw, Diagnostic) else decoded(raw, name)


def decoded(raw: bytes, name: str) -> TextFile | Diagnostic:
    """Bytes as text: UTF-8, its byte-order mark dropped, line ends as line feeds."""
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        told = f"byte {error.start + 1} is not UTF-8"
        place = Span(name, line, column, line, column + 1)
        return Diagnostic("invalid-encoding", told, place, help="save the file as UTF-8")
    return TextFile(name, line_feeds(text))


def line_feeds(text: str) -> str:
    """A text whose line ends are line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class TemplateFiles:
    """The files of a template, read. One that builds on another may leave out its layout, its style sheet and its
    reference.docx; they are empty then."""

    name: str
    folder: Path
    settings: TextFile
    layout: str
    css: str
    reference: bytes


def built_in_templates() -> Path:
    """Where the built-in templates lie: in the wheel, or in the repository that the package is installed from."""
    package = Path(__file__).resolve().parents[1] / "templates"
    return package if package.is_dir() else Path(__file__).resolve().parents[3] / "templates"


def template_names(workspace: Workspace | None) -> list[str]:
    """Every template that can be named."""
    folders = [built_in_templates(), *([workspace.root / "templates"] if workspace else [])]
    found = {p.name for f in folders if f.is_dir() for p in f.iterdir() if (p / "template.yaml").is_file()}
    return sorted(found)


def template_files(workspace: Workspace, name: str) -> TemplateFiles | None:
    """A template by its name, the workspace's own first; None when there is none.

    Raises Failure when one of its files cannot be read.
    """
    if name not in template_names(workspace):
        return None
    own = workspace.root / "templates" / name
    folder = own if (own / "template.yaml").is_file() else built_in_templates() / name
    for file in ("template.yaml", "layout.html.j2", "style.css", "reference.docx"):
        if folder == own and not (folder / file).resolve().is_relative_to(workspace.root.resolve()):
            raise Failure(f"templates/{name}/{file} lies outside the workspace", "copy the file into the template")
    settings = read_text(folder / "template.yaml", f"templates/{name}/template.yaml", OUTLINE_BYTES)
    if isinstance(settings, Diagnostic):
        raise Failure(f"templates/{name}/template.yaml: {settings.message}", settings.help)
    layout, css = (_beside(folder / file, f"templates/{name}/{file}") for file in ("layout.html.j2", "style.css"))
    reference = folder / "reference.docx"
    styles = read_bytes(reference, f"templates/{name}/reference.docx", FILE_BYTES) if reference.is_file() else b""
    if isinstance(styles, Diagnostic):
        raise Failure(f"templates/{name}/reference.docx: {styles.message}", styles.help)
    return TemplateFiles(name, folder, settings, layout, css, styles)


def _beside(path: Path, shown: str) -> str:
    """The text of a template's file, empty where there is none. Raises Failure."""
    found = read_text(path, shown, OUTLINE_BYTES) if path.exists() else TextFile(shown, "")
    if isinstance(found, Diagnostic):
        raise Failure(f"{shown}: {found.message}", found.help)
    return found.text


def everything_in(folder: Path) -> Iterator[Path]:
    """The files below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())
