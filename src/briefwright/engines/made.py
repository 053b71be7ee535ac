"""The door to records of what was made of what.

Takes the stamps of files, and what a run said; gives it back while every stamp is as it was. Invariant: a record is
believed only where the files themselves bear it out; what cannot be read, or was written by other code, is no record.
Imports next to nothing, as its reader must end before anything is loaded.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from briefwright.engines import cache

ENVIRONMENT = ("SOURCE_DATE_EPOCH", "BRIEFWRIGHT_DEBUG", "PYTHONPATH", "HOME", "XDG_DATA_HOME",
               "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")  # fmt: skip
"""What of the environment a finished file may depend on."""
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/var/cache/fontconfig", "~/.fonts",
         "~/.local/share/fonts")  # fmt: skip
"""Folders that change when fonts are installed."""
TICK = 50_000_000
"""Nanoseconds that two changes of a file may lie apart and have one time, with room to spare."""
RUNS = 200
"""Records that are kept."""
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def stamp(path: str) -> str:
    """What tells a changed file from an unchanged one without reading it; empty where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ""
    # A folder's size and times change when something is put into it, taken out of it or renamed in it.
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def stamps(paths: Iterable[str]) -> dict[str, str]:
    """The stamp of each path."""
    return {path: stamp(path) for path in paths}


def fresh(found: dict[str, str]) -> bool:
    """Whether a file was changed so lately, or by a clock so much ahead, that another change could have its stamp."""
    import time

    late = time.time_ns() - TICK
    return any(int(part) > late for each in found.values() for part in each.split(" ")[1:3])


def program() -> list[str]:
    """The files that briefwright itself is made of, and what tells that another library or font came."""
    return [*_files_of(PACKAGE), os.path.dirname(os.__file__), *_libraries(), *map(os.path.expanduser, FONTS)]


def _libraries() -> list[str]:
    return [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]


def _files_of(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files_of(entry.path)
            else:
                yield entry.path


def key_of(arguments: Iterable[str]) -> str:
    """What a run is known by: its words, where it ran, with which Python and environment."""
    try:
        here = os.getcwd()
    except OSError:  # it is gone
        here = ""
    where = [sys.version, sys.prefix, here, *(os.environ.get(name, "") for name in ENVIRONMENT)]
    return "\1".join([*arguments, "", *where])


def _place(key: str) -> str | None:
    base = cache.folder()
    return f"{base}/runs/{zlib.crc32(key.encode(errors='surrogateescape')):08x}" if base else None


def remember_run(key: str, found: dict[str, str], said: str) -> None:
    """Keep what a run said, that found these stamps before it began and when it had ended."""
    place = _place(key)
    if place is None or any("\0" in each for each in (key, said, *found)):
        return
    parts = [key, said, *(part for pair in found.items() for part in pair)]
    write(place, "\0".join(parts).encode(errors="surrogateescape"))
    with suppress(OSError):
        folder = os.path.dirname(place)
        kept = sorted((entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder))
        for _, path in kept[:-RUNS]:
            os.unlink(path)


def remembered_run(key: str) -> str | None:
    """What the same run said when every file was as it is; None where one is not, or there was none."""
    raw = read(_place(key))
    if raw is None:
        return None
    parts = raw.decode(errors="surrogateescape").split("\0")
    if len(parts) < 4 or parts[0] != key:
        return None
    same = all(stamp(path) == known for path, known in zip(parts[2::2], parts[3::2], strict=False))
    return parts[1] if same else None


def read(place: str | None) -> bytes | None:
    """A record's bytes; None where there are none."""
    try:
        with open(place or "", "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def write(place: str, content: bytes) -> None:
    """Put a record in its place, whole or not at all; where nothing can be written there is none."""
    beside = f"{place}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(content)
        os.replace(beside, place)
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.unlink(beside)
