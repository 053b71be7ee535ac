"""A program or library that is missing or failed.

Gives `Failure`, the one exception that crosses rooms: it ends a brief (or a command) with exit code 3, never with a
traceback.
"""

from __future__ import annotations

import traceback
from pathlib import PurePath


class Failure(Exception):
    """What failed, and the command or deed that helps."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message, self.advice = message, advice

    def __reduce__(self) -> tuple[type[Failure], tuple[str, str]]:
        return Failure, (self.message, self.advice)


def unexpected(error: BaseException) -> Failure:
    """A fault of ours in one line; one of the disk is none of ours."""
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return Failure(f"the system refused: {error.strerror}{where}", "check the file, its folder and the disk")
    frames = traceback.extract_tb(error.__traceback__)
    where = f"; {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    said = str(error).partition("\n")[0][:300]
    told = f"an unexpected fault ({type(error).__name__}{': ' if said else ''}{said}{where})"
    return Failure(told, "this is a fault of briefwright; please report it with the outline that shows it")
