"""The words around what was found.

Takes a hit; gives as much of its words as fit, or all of it as a record. Invariant: the characters are the passage's
own; only white space is drawn together, and an ellipsis stands where words are left out.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from briefwright.engines.asking import Hit
from briefwright.engines.words import CLOSE, OPEN
from briefwright.report.terminal import columns

Place = tuple[int, int]


def words_of(hit: Hit) -> str:
    """The words that were hit: the passage's, or those of its translation."""
    return hit.translation if OPEN in hit.translation and OPEN not in hit.text else hit.text


def unmarked(words: str) -> tuple[str, list[Place]]:
    """Words without marks, and the places (code points) where the marks stood."""
    out, places, length, start = [], [], 0, 0
    for at, piece in enumerate(words.replace(CLOSE, OPEN).split(OPEN)):
        start, length = length, length + len(piece)
        out.append(piece)
        if at % 2:
            places.append((start, length))
    return "".join(out), places


def excerpt(words: str, most: int, on: str = "", off: str = "") -> str:
    """At most so many columns, where most of the hits stand; `on` and `off` are put around each hit."""
    text, places = unmarked(" ".join(words.split()))
    start, end = _window(text, places, most)
    out = [text[start:end]]
    for first, last in reversed(places):
        if start <= first and last <= end:
            head = out.pop()
            out += [off + head[last - start :], on + head[first - start : last - start], head[: first - start]]
    return ("…" if start else "") + "".join(reversed(out)) + ("…" if end < len(text) else "")


def _window(text: str, places: list[Place], most: int) -> Place:
    """The piece of a text that shows most hits, from the edge of a word to the edge of a word."""
    widths = [0, *accumulate(columns(char) for char in text)]
    if widths[-1] <= most:
        return 0, len(text)
    room = most - 2
    best, shown = (0, 0), -1
    for first, _ in places or [(0, 0)]:
        start = first
        while start and widths[first] - widths[start - 1] <= room // 4:
            start -= 1
        while start and widths[-1] - widths[start - 1] <= room:
            start -= 1
        end = start
        while end < len(text) and widths[end + 1] - widths[start] <= room:
            end += 1
        count = sum(start <= one and other <= end for one, other in places)
        if count > shown:
            best, shown = (start, end), count
    return _snapped(text, places, *best)


def _snapped(text: str, places: list[Place], start: int, end: int) -> Place:
    """Moved inwards to the edges of words, where there are edges before a hit."""
    held = [(one, other) for one, other in places if start <= one and other <= end]
    low, high = (held[0][0], held[-1][1]) if held else (start + (end - start) // 2, start + 1)
    if start and (space := text.find(" ", start - 1, low)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", high, end + 1)) >= 0:
        end = space
    return start, end


def as_record(hit: Hit) -> dict[str, Any]:
    """All of a hit; `hits` are places in `text`, `translation_hits` in `translation`, in code points."""
    text, hits = unmarked(hit.text)
    record: dict[str, Any] = {"id": hit.key, "file": hit.file, "line": hit.line, "text": text, "hits": hits}
    if hit.translation:
        translation, more = unmarked(hit.translation)
        record |= {"translation": translation, "translation_hits": more}
    return {**record, "who": hit.who, "date": hit.date, "title": hit.title}
