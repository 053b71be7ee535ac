"""A program or library that is missing or failed.

Gives `Failure`, the one exception that crosses rooms: it ends a brief (or a command) with exit code 3, never with a
traceback.
"""

from __future__ import annotations


class Failure(Exception):
    """What failed, and the command or deed that helps."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message, self.advice = message, advice

    def __reduce__(self) -> tuple[type[Failure], tuple[str, str]]:
        return Failure, (self.message, self.advice)
