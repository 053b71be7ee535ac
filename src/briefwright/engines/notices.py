"""The door to the kernel's word on changed files (inotify, Linux).

Takes a folder; says whether anything in it was touched since it was asked last. Invariant: never says that nothing was
where it cannot know: elsewhere than on Linux, after an event, and when the last look at the files is `TRUST` seconds
old (a network's file system tells nothing of what other machines do).
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

TRUST, NEVER = 2.0, float("-inf")
MASK = 0x002 | 0x004 | 0x008 | 0x040 | 0x080 | 0x100 | 0x200 | 0x400 | 0x800
"""MODIFY, ATTRIB, CLOSE_WRITE, MOVED_FROM, MOVED_TO, CREATE, DELETE, DELETE_SELF and MOVE_SELF of inotify(7)."""


class Notices:
    """What happens in one folder. Make it before the first look at the files, and call `looked` after each."""

    def __init__(self, folder: Path) -> None:
        self._handle, self._last = -1, NEVER
        if sys.platform == "linux" and not (folder.is_symlink() or _links(folder)):
            libc = ctypes.CDLL(None, use_errno=True)
            self._handle = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            if self._handle >= 0 and libc.inotify_add_watch(self._handle, os.fsencode(folder), MASK) < 0:
                self.close()

    def quiet(self) -> bool:
        """Whether surely nothing changed since the last look."""
        if self._handle < 0 or time.monotonic() - self._last > TRUST:
            return False
        try:
            while os.read(self._handle, 65536):
                self._last = NEVER
        except BlockingIOError:
            pass
        return self._last != NEVER

    def looked(self, began: float) -> None:
        """The files were looked at; the look began at `began` of the monotonic clock."""
        self._last = began

    def close(self) -> None:
        """Stop listening."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _links(folder: Path) -> bool:
    """Whether anything in a folder is a symbolic link, of whose file nothing would be told."""
    with os.scandir(folder) as entries:
        return any(entry.is_symlink() for entry in entries)
