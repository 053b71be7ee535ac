"""The door that everything is written through: outputs, seeds, outlines, schemas, templates, temporary files.

Takes contents; puts them in their places. Invariant: a file is written beside its place under a short name, flushed,
and renamed, so that a kill at any moment leaves the old file or the new one; files of one call take their places
together, and what another process wrote meanwhile is not lost. A part that was left behind belongs to nobody when
nobody holds its lock, which the system lets go of however a process ends: neither clock nor process number is asked.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    fcntl = None  # type: ignore[assignment]

PART = re.compile(r"\.briefwright-[0-9a-f]{12}\.part")
SCRATCH = re.compile(r"\.briefwright-\w+\.tmp")
PATIENCE = 10.0
"""Seconds that the renames of another process are waited for; its are done in less than one."""
OLD = 24 * 3600.0
"""Seconds after which a part is nobody's, where a disk has no locks."""
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EBADF, errno.EINVAL)
ADVICE = "check the folder and the space on the disk"


def put_in_place(files: Mapping[Path, bytes], before: Mapping[Path, str | None] | None = None) -> tuple[Path, ...]:
    """Write files beside their places, flush them, and rename them all, in the order given.

    `before` is what files said when the new ones were made from them, None for one that was not there: those that say
    something else by now are given back, and nothing is written. A link gives way to the file; what it points at stays
    as it is. Raises Failure when they cannot be written: nothing is renamed before all of them lie flushed on the disk.
    """
    folders = sorted({path.parent for path in files})
    with ExitStack() as parts:
        waiting: list[tuple[Path, Path]] = []
        for path, content in files.items():
            with _told(path):
                _admit(path)
                path.parent.mkdir(parents=True, exist_ok=True)
                waiting.append((parts.enter_context(_part(path, content)), path))
        with _together(folders):
            changed = tuple(path for path, was in (before or {}).items() if _now(path) != was)
            if changed:
                return changed
            for beside, path in waiting:
                with _told(path):
                    beside.replace(path)
        for folder in folders:
            _flush(folder)
            _sweep(folder, PART)
    return ()


def new_file(path: Path, text: str) -> bool:
    """Write a file that is not there yet; False when it is, be it a link to nothing, or came meanwhile. Raises Failure
    when it cannot be written."""
    if os.path.lexists(path):
        return False
    return not put_in_place({path: text.encode()}, {path: None})


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """A disk that refuses, as a Failure that names the file."""
    try:
        yield
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror or error}", ADVICE) from None


def _admit(path: Path) -> None:
    """Raise Failure where a rename would take away what nobody meant to give."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        raise Failure(f"cannot write {path}: it is a folder", "move the folder elsewhere")
    if stat.S_ISLNK(status.st_mode):
        return
    if not stat.S_ISREG(status.st_mode):
        raise Failure(f"cannot write {path}: it is no file but a device or a pipe", "move it elsewhere")
    if not status.st_mode & 0o222:
        raise Failure(f"cannot write {path}: it is read-only", "make it writable, or build elsewhere with -o DIR")


@contextmanager
def _part(path: Path, content: bytes) -> Iterator[Path]:
    """The content beside its place, flushed, and held until it was renamed; gone where it was not."""
    beside, handle = _held_part(path.parent)
    with handle:
        try:
            _as_before(handle.fileno(), path)
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
            if fcntl is None:  # pragma: no cover - Windows renames no open file
                handle.close()
            yield beside
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            with suppress(OSError):  # a full disk refuses what is still to be flushed
                handle.close()


def _held_part(folder: Path) -> tuple[Path, BinaryIO]:
    while True:
        beside = folder / f".briefwright-{secrets.token_hex(6)}.part"
        handle = beside.open("xb")
        if _hold(handle.fileno(), PATIENCE) is not False and _is_still(beside, handle.fileno()):
            return beside, handle
        handle.close()  # somebody swept it before it was held


def _as_before(handle: int, path: Path) -> None:
    """The permissions of the file that gives way, and its owner where the system lets us."""
    with suppress(OSError, AttributeError):
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode):
            with suppress(OSError):
                os.fchown(handle, status.st_uid, status.st_gid)
            os.fchmod(handle, stat.S_IMODE(status.st_mode) & 0o777)


def _now(path: Path) -> str | None:
    """What a file says; None where there is nothing."""
    if not os.path.lexists(path):
        return None
    try:
        found = decoded(path.read_bytes(), path.name)
    except OSError:
        return ""
    return "" if isinstance(found, Diagnostic) else found.text


def _flush(folder: Path) -> None:
    """The folder's own record of its names (fsync(2)), where a system has it."""
    with suppress(OSError), _opened(folder) as handle:
        os.fsync(handle)


# Locks.


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        yield handle
    finally:
        os.close(handle)


def _hold(handle: int, seconds: float = 0.0) -> bool | None:
    """Take the lock of an open file or folder; False where another has it, None where there are no locks."""
    if fcntl is None:  # pragma: no cover
        return None
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.01)
        except OSError as error:
            if error.errno in NO_LOCKS:
                return None
            raise
        else:
            return True


def _is_still(path: Path, handle: int) -> bool:
    """Whether an open file is the one of that name."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(handle))
    except OSError:
        return False


@contextmanager
def _together(folders: Collection[Path]) -> Iterator[None]:
    """While it lasts nobody else renames in these folders; one that is held longer than `PATIENCE` is not waited for,
    for each file is whole in any order."""
    with ExitStack() as held:
        for folder in folders:
            with suppress(OSError):
                _hold(held.enter_context(_opened(folder.resolve())), PATIENCE)
        yield


# What was left behind.


def _sweep(folder: Path, kind: re.Pattern[str]) -> None:
    """Delete the parts, or the folders, that processes left in a folder when they were killed."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone
            if kind.fullmatch(name):
                with suppress(OSError):
                    _take_away(folder / name)


def _take_away(path: Path) -> None:
    with _opened(path) as handle:
        status, held = os.fstat(handle), _hold(handle)
        ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if held is False or not ours or (held is None and abs(time.time() - status.st_mtime) < OLD):
            return
        if stat.S_ISDIR(status.st_mode):
            shutil.rmtree(path, ignore_errors=True)
        elif stat.S_ISREG(status.st_mode):
            path.unlink(missing_ok=True)


@contextmanager
def own_temporary_folder() -> Iterator[None]:
    """While it lasts, whatever this process and its children keep for a while lies in one folder, gone afterwards;
    those of processes that were killed are swept first. Where there is no room for one, nothing is changed."""
    before, named = tempfile.tempdir, os.environ.get("TMPDIR")
    with ExitStack() as held:
        with suppress(OSError):
            _sweep(Path(tempfile.gettempdir()), SCRATCH)
            tempfile.tempdir = os.environ["TMPDIR"] = str(held.enter_context(_scratch_folder()))
        try:
            yield
        finally:
            tempfile.tempdir = before
            os.environ.pop("TMPDIR", None)
            os.environ |= {"TMPDIR": named} if named is not None else {}


@contextmanager
def scratch(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A temporary folder with these files in it, gone afterwards. Raises Failure where there is no room for it."""
    with ExitStack() as held:
        try:
            folder = held.enter_context(_scratch_folder())
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
        except OSError as error:
            told = f"no temporary folder can be written: {error.strerror or error}"
            raise Failure(told, "make room on its disk, or name another folder in TMPDIR") from None
        yield folder


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    with ExitStack() as held:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=".briefwright-", suffix=".tmp"))
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            if fcntl is None:  # pragma: no cover
                break
            with suppress(FileNotFoundError):  # swept before it was held, as if nobody's
                handle = held.enter_context(_opened(folder))
                if _hold(handle) is not False and _is_still(folder, handle):
                    break
        yield folder
