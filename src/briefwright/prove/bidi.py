"""Words in the order in which a page shows them (Unicode Bidirectional Algorithm, UAX #9).

Takes words as they are read and the characters of a page with their places; tells whether the page shows them.
Invariant: no character may differ or stand elsewhere, and each mark stands at a letter that has it; only which way a
bracket looks is left open, because PDFium mirrors some of them and leaves others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from briefwright.engines.pdfium import PdfPage
from briefwright.prove.expected import squeezed

LINE = 4.0
"""Points by which letters of one line may differ in height."""
ABOVE = 8.0
"""Points by which a mark may stand above or below."""
BESIDE = 3.0
"""Points by which a mark may stand beside its letter."""


ONE_WAY = str.maketrans(")]}»›>", "([{«‹<")


def right_to_left_in(text: str) -> bool:
    """Whether some of the letters run from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def shown_in(
    page: PdfPage, text: str, near: Collection[int], *, rtl: bool, without: Collection[int] = ()
) -> Sequence[int] | None:
    """The places of the page's characters that show `text`; some of them are in `near`. `rtl` is the paragraph's
    direction. PDFium gives the pieces of a line that run one way each in an order of its own, so the letters are
    sought by what there is of each, and then compared line by line, from left to right. `without` are the places of
    note calls, which PDFium puts among them."""
    flow = [at for at in range(len(page.text)) if at not in without]
    held = "".join(page.text[at] for at in flow).translate(ONE_WAY)
    here = [number for number, at in enumerate(flow) if at in near]
    count = len(squeezed(text))
    wanted = sorted(squeezed(text).translate(ONE_WAY))
    for start in range(max(here[0] - count + 1, 0), here[-1] + 1) if here else ():
        if sorted(held[start : start + count]) == wanted:
            places = flow[start : start + count]
            lines = _lines(page, places)
            parts = _parts(text, [len(line) for line in lines])
            if all(_shows(page, line, part, rtl=rtl) for line, part in zip(lines, parts, strict=True)):
                return places
    return None


def _lines(page: PdfPage, places: Sequence[int]) -> list[list[int]]:
    """Places by lines, from the top. Marks stand above and below, and belong to the line that is nearest."""
    found: list[tuple[float, list[int]]] = []
    marks = [at for at in places if unicodedata.combining(page.text[at])]
    for at in [at for at in places if not unicodedata.combining(page.text[at])] + marks:
        _, y = page.origin(at)
        height, line = min(found, key=lambda each: abs(each[0] - y), default=(0.0, None))
        if line is None or abs(height - y) > (ABOVE if unicodedata.combining(page.text[at]) else LINE):
            found.append((y, [at]))
        else:
            line.append(at)
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _shows(page: PdfPage, line: Sequence[int], part: str, *, rtl: bool) -> bool:
    """Whether the letters of a line, from left to right, are those of a part of the text, each with its marks."""
    letters = "".join(char for char in part if not unicodedata.combining(char))
    bases = [at for at in line if not unicodedata.combining(page.text[at])]
    shown = _expected(letters, rtl=rtl)
    if shown not in _as_shown(page, bases):
        return False
    backwards = shown == squeezed(letters)[::-1].translate(ONE_WAY)
    return len(bases) == len(line) or (backwards and _marks_stand(page, line, part))


def _marks_stand(page: PdfPage, line: Sequence[int], part: str) -> bool:
    """Whether each mark of a line that runs from right to left stands at a letter that has it."""
    wanted: list[list[str]] = []
    for char in squeezed(part):
        if not unicodedata.combining(char):
            wanted.append([])
        elif wanted:
            wanted[-1].append(char)
    bases = sorted(
        (at for at in line if not unicodedata.combining(page.text[at])), key=lambda at: -_middle(page, at)[0]
    )
    for at in line:
        if mark := page.text[at] if unicodedata.combining(page.text[at]) else "":
            x, _ = _middle(page, at)
            spots = [(abs(x - middle) - width / 2, has) for has, base in zip(wanted, bases, strict=True)
                     for middle, width in [_middle(page, base)] if mark in has]  # fmt: skip
            apart, has = min(spots, key=lambda spot: spot[0], default=(BESIDE + 1, []))
            if apart > BESIDE:
                return False
            has.remove(mark)
    return True


def _middle(page: PdfPage, at: int) -> tuple[float, float]:
    """The middle of a glyph and its width."""
    box = page.box(at)
    return ((box[0] + box[2]) / 2, box[2] - box[0]) if box else (page.origin(at)[0], 0.0)


def _as_shown(page: PdfPage, line: Sequence[int]) -> list[str]:
    """A line from left to right. The letters of a ligature stand in one place, and PDFium gives them forwards where it
    takes the line for one from right to left, backwards elsewhere."""
    return ["".join(page.text[at] for at in _sorted(page, line, step)).translate(ONE_WAY) for step in (-1, 1)]


def _sorted(page: PdfPage, line: Sequence[int], step: int) -> list[int]:
    def key(at: int) -> tuple[float, int]:
        return round(page.origin(at)[0], 1), step * at if right_to_left_in(page.text[at]) else at

    return sorted(line, key=key)


def _parts(text: str, lengths: Sequence[int]) -> Iterator[str]:
    """The text in parts that have so many of its characters each, white space left out."""
    done = 0
    for length in lengths:
        yield spaced(text, done, length)
        done += length


def _expected(line: str, *, rtl: bool) -> str:
    """A line as it is shown, white space left out."""
    from bidi import get_display

    return squeezed(str(get_display(line, base_dir="R" if rtl else "L"))).translate(ONE_WAY)


def spaced(text: str, start: int, count: int) -> str:
    """The part of a text that has these of its characters, white space left out, with the white space between them."""
    places = [at for at, char in enumerate(text) if squeezed(char)]
    return text[places[start] : places[start + count - 1] + 1] if count else ""
