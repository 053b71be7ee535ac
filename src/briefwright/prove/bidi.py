"""Words in the order in which a page shows them (Unicode Bidirectional Algorithm, UAX #9).

Takes words as they are read and the characters of a page with their places; tells whether the page shows them.
Invariant: no character may differ or stand elsewhere; only which way a bracket looks is left open, because PDFium
mirrors some of them and leaves others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from briefwright.engines.pdfium import PdfPage
from briefwright.prove.expected import squeezed

LINE = 4.0
"""Points by which letters of one line may differ in height."""


ONE_WAY = str.maketrans(")]}»›>", "([{«‹<")


def right_to_left_in(text: str) -> bool:
    """Whether some of the letters run from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def shown_in(page: PdfPage, text: str, near: Sequence[int], *, rtl: bool) -> range | None:
    """The places of the page's characters that show `text`; some of them are in `near`. `rtl` is the paragraph's
    direction. PDFium gives the pieces of a line that run one way each in an order of its own, so the letters are
    sought by what there is of each, and then compared line by line, from left to right."""
    count = len(squeezed(text))
    wanted = sorted(squeezed(text).translate(ONE_WAY))
    for start in range(max(near[0] - count + 1, 0), near[-1] + 1) if near else ():
        if sorted(page.text[start : start + count].translate(ONE_WAY)) == wanted:
            places = range(start, start + count)
            lines = _lines(page, places)
            expected = _expected(text, [len(line) for line in lines], rtl=rtl)
            if all(wanted in _as_shown(page, line) for line, wanted in zip(lines, expected, strict=True)):
                return places
    return None


def _lines(page: PdfPage, places: Sequence[int]) -> list[list[int]]:
    """Places by lines, from the top."""
    found: list[tuple[float, list[int]]] = []
    for at in places:
        _, y = page.origin(at)
        line = next((line for height, line in found if abs(height - y) <= LINE), None)
        if line is None:
            found.append((y, [at]))
        else:
            line.append(at)
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _as_shown(page: PdfPage, line: Sequence[int]) -> list[str]:
    """A line from left to right. The letters of a ligature stand in one place, and PDFium gives them forwards where it
    takes the line for one from right to left, backwards elsewhere."""
    return ["".join(page.text[at] for at in _sorted(page, line, step)).translate(ONE_WAY) for step in (-1, 1)]


def _sorted(page: PdfPage, line: Sequence[int], step: int) -> list[int]:
    def key(at: int) -> tuple[float, int]:
        return round(page.origin(at)[0], 1), step * at if right_to_left_in(page.text[at]) else at

    return sorted(line, key=key)


def _expected(text: str, lengths: Sequence[int], *, rtl: bool) -> Iterator[str]:
    """The lines of a text as they are shown; `lengths` are their characters, white space left out."""
    from bidi import get_display

    done = 0
    for length in lengths:
        line = spaced(text, done, length)
        yield squeezed(str(get_display(line, base_dir="R" if rtl else "L"))).translate(ONE_WAY)
        done += length


def spaced(text: str, start: int, count: int) -> str:
    """The part of a text that has these of its characters, white space left out, with the white space between them."""
    places = [at for at, char in enumerate(text) if squeezed(char)]
    return text[places[start] : places[start + count - 1] + 1] if count else ""
