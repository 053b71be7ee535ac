"""What a terminal is like.

Takes text and a stream; gives columns, cut text, lines, and the signs of colour. Invariant: nothing but plain words
goes into a pipe, and no colour where NO_COLOR is set (no-color.org).
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from typing import TextIO

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
NARROWEST = 40
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that a terminal would obey, reorder or break a line at, or cannot write."""


def shown(name: str) -> str:
    """A file's name in one line, its control characters and broken bytes as escapes: a name cannot move a cursor."""
    return "".join(
        char if unicodedata.category(char) not in HIDDEN else char.encode("unicode_escape").decode() for char in name
    )


def columns(text: str) -> int:
    """Columns on a terminal (UAX #11): wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def width(stream: TextIO) -> int:
    """Columns of the terminal that a stream goes to; 0 where it goes to none."""
    return max(shutil.get_terminal_size().columns, NARROWEST) if stream.isatty() else 0


def coloured(stream: TextIO) -> bool:
    """Whether colours and weights may be used."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def cut(text: str, most: int) -> str:
    """Text of at most so many columns, an ellipsis where more was."""
    if columns(text) <= most:
        return text
    while columns(text) >= most:
        text = text[:-1]
    return text.rstrip() + "…"


def folded(text: str, most: int) -> Iterator[str]:
    """Text in lines of at most so many columns, cut between words, and between signs where those are wide."""
    line = ""
    for word in text.split():
        while columns(word) > most or (line and _wide(word) and columns(line) + 1 < most < columns(f"{line} {word}")):
            room = most - columns(line) - bool(line)
            head = word
            while columns(head) > max(room, 2):
                head = head[:-1]
            yield f"{line} {head}".strip()
            line, word = "", word[len(head) :]
        if line and columns(line) + 1 + columns(word) > most:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line


def _wide(text: str) -> bool:
    return columns(text) > len(text)
