"""The door to the disk: workspaces, their files, and safe writing.

Takes paths; gives `TextFile`s or diagnostics. Invariant: nothing outside the workspace, its template and the
installed package is read; an output is written beside its place and renamed, so that a kill at any moment leaves the
old file or the new one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.limits import DOCUMENT_BYTES, OUTLINE_BYTES, SEED_BYTES
from briefwright.model.span import Span, Text, TextFile

ENDINGS = (".yaml", ".yml")


Stamp = tuple[int, int, int, int]
"""What tells a changed file from an unchanged one without reading it: size, times of its words and of its record in
nanoseconds, number on the disk."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """A folder from which files can be looked at without walking its path again; None where a system cannot."""
    if os.stat not in os.supports_dir_fd:
        yield None
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)


@dataclass(frozen=True)
class Workspace:
    """A folder with `seeds/` and `briefs/`, and, if it wants its own, `templates/`."""

    root: Path

    def seeds(self) -> list[Path]:
        """The files of sources, by name."""
        return _yaml_files(self.root / "seeds")

    def stamps(self) -> dict[str, Stamp]:
        """The seeds by their names (`seeds/…`), each with its stamp, of two files of a source the first; a thousand
        take milliseconds."""
        folder = self.root / "seeds"
        found: dict[str, Stamp] = {}
        stat = os.stat
        with _opened(folder) as opened:
            for name in os.listdir(folder):  # noqa: PTH208 - as fast as can be
                if not name.endswith(ENDINGS) or name[0] == ".":
                    continue
                try:
                    status = stat(folder / name) if opened is None else stat(name, dir_fd=opened)
                except OSError:
                    continue
                found[f"seeds/{name}"] = stamp_of(status)
        for second in [name for name in found if name.endswith(".yml") and f"{name[:-4]}.yaml" in found]:
            del found[second]
        return found

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
    if not folder.is_dir():
        return []
    found = (p for p in folder.iterdir() if p.suffix in ENDINGS and not p.name.startswith("."))
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
    """A file's bytes; `most` is its limit."""
    try:
        return size_fault(path.stat().st_size, name, most) or path.read_bytes()
    except OSError as error:
        return Diagnostic("missing-file", f"cannot be read: {error.strerror}", Span(name))


def read_text(path: Path, name: str, most: int) -> TextFile | Diagnostic:
    """A file's text: UTF-8, its byte-order mark dropped, line ends as line feeds. `most` is its limit in bytes."""
    raw = read_bytes(path, name, most)
    return raw if isinstance(raw, Diagnostic) else decoded(raw, name)


def decoded(raw: bytes, name: str) -> TextFile | Diagnostic:
    """Bytes as text: UTF-8, its byte-order mark dropped, line ends as line feeds."""
    try:
        text = raw.decode("utf-8-sig")
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
    try:
        layout, css = (_beside(folder / file) for file in ("layout.html.j2", "style.css"))
    except UnicodeDecodeError:
        raise Failure(f"the template `{name}` is not UTF-8", "save its files as UTF-8") from None
    reference = folder / "reference.docx"
    styles = read_bytes(reference, f"templates/{name}/reference.docx", DOCUMENT_BYTES) if reference.is_file() else b""
    if isinstance(styles, Diagnostic):
        raise Failure(f"templates/{name}/reference.docx: {styles.message}", styles.help)
    return TemplateFiles(name, folder, settings, layout, css, styles)


def _beside(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def put_in_place(files: dict[Path, bytes]) -> None:
    """Write files beside their places, flush them, and rename them all.

    Raises Failure when they cannot be written: nothing is renamed before all of them lie flushed on the disk.
    """
    for path in files:
        if path.is_dir():
            raise Failure(f"cannot write {path}: it is a folder", "move the folder elsewhere")
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            waiting.append((beside, path))
            with beside.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
        for beside, path in waiting:
            beside.replace(path)
    except OSError as error:
        for beside, _ in waiting:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        where = error.filename2 or error.filename or next(iter(files)).parent
        raise Failure(f"cannot write {where}: {error.strerror}", "check the folder and the space on the disk") from None


def _sweep(path: Path) -> None:
    """Delete what a killed build left beside a file."""
    for stray in path.parent.glob(f".{path.name}.*.part"):
        owner = stray.name.split(".")[-2]
        if owner.isdigit() and int(owner) != os.getpid() and not _alive(int(owner)):
            stray.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def new_file(path: Path, text: str) -> bool:
    """Write a file that is not there yet; False when it is. Raises Failure when it cannot be written."""
    if path.exists():
        return False
    put_in_place({path: text.encode()})
    return True


def everything_in(folder: Path) -> Iterator[Path]:
    """The files below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())
