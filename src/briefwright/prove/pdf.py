"""The finished PDF against what it must hold.

Takes the bytes of a PDF, as another engine reads them; gives what is missing or not to be seen. Invariant: words are
found by their place, not merely somewhere; a note stands once, with its number, and its call stands where it is called.
Only white space may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.engines import pdfium
from briefwright.engines.fonts import without_glyph
from briefwright.engines.pdfium import PdfPage
from briefwright.engines.prints import page_prints
from briefwright.engines.warm import Kept
from briefwright.model.layout import Place
from briefwright.prove.bidi import right_to_left_in, shown_in, spaced
from briefwright.prove.expected import (
    TWINS,
    Expected,
    ExpectedHeading,
    ExpectedNote,
    ExpectedQuotation,
    Findings,
    as_read,
    squeezed,
)

SLACK = 1.5
"""Points by which a character may stand beside its line's box: rounding, and the overhang of a glyph."""
Found = tuple[PdfPage, Sequence[int]]
"""A page and places of its characters, in the order in which they are read."""


def pdf_findings(content: bytes, expected: Expected, seen: Kept[str] | None = None) -> Findings:
    """What of `expected` is not on the pages of a PDF, or not to be seen there; `seen` is what was looked at before on
    pages that were drawn from the same bytes. Raises ValueError when it is none."""
    prints = page_prints(content) if seen else ()
    with pdfium.opened(content) as pages:
        proof = _Proof(pages, expected.rtl, dict(zip(map(id, pages), prints, strict=False)), seen)
        notes = {note.number: why for note in expected.notes if (why := proof.note(note))}
        quotations = {q.identifier: why for q in expected.quotations if (why := proof.quotation(q))}
        headings = {n: why for n, each in enumerate(expected.headings, 1) if (why := proof.heading(each))}
    return Findings(quotations, notes, headings, without_glyph(content))


class _Proof:
    """Looks for words on pages; knows which notes and calls it has found."""

    def __init__(self, pages: Sequence[PdfPage], rtl: bool, prints: dict[int, bytes], seen: Kept[str] | None) -> None:
        self.pages, self.rtl, self.prints, self.seen = pages, rtl, prints, seen
        self.notes: dict[int, Found] = {}
        self.calls: dict[int, set[int]] = {}
        self.texts: dict[int, str] = {}

    def note(self, note: ExpectedNote) -> str:
        """Why a note is not proved; empty when it is."""
        if note.place is None or note.call is None:
            return "has no place in the ledger"
        found = self.placed(f"{note.number} {note.text}", note.place)
        if found is None:
            return f"is not on page {note.place.page}"
        self.notes[note.number] = found
        call = self.placed(str(note.number), note.call)
        if call is None:
            return f"is not called on page {note.call.page}"
        self.calls.setdefault(id(call[0]), set()).update(call[1])
        return self.unseen([found, call])

    def heading(self, heading: ExpectedHeading) -> str:
        """Why a heading is not proved; empty when it is."""
        if heading.place is None:
            return "has no place in the ledger"
        found = self.placed(heading.text, heading.place, folded=True)
        return f"is not on page {heading.place.page}" if found is None else self.unseen([found])

    def quotation(self, quotation: ExpectedQuotation) -> str:
        """Why a quotation is not proved; empty when it is."""
        words, done = squeezed(quotation.printed), 0
        if sum(piece.characters for piece in quotation.pieces) != len(words):
            return "it is not whole"
        found: list[Found] = []
        for piece in quotation.pieces:
            part = self.placed(spaced(quotation.printed, done, piece.characters), piece.place)
            if part is None:
                return f"its words are not in their place on page {piece.place.page}"
            found.append(part)
            done += piece.characters
        if quotation.note is not None and not self._inside(quotation.note, found):
            return f"its words are not in note {quotation.note}"
        return self.unseen(found)

    def _inside(self, number: int, found: Sequence[Found]) -> bool:
        page, held = self.notes.get(number, (None, ()))
        return all(each is page and held[0] <= min(where) and max(where) <= held[-1] for each, where in found)

    def unseen(self, found: Sequence[Found]) -> str:
        """Why words cannot all be read where they were found; empty when they can."""
        return next((why for page, where in found if (why := self._looked(page, where))), "")

    def _looked(self, page: PdfPage, where: Sequence[int]) -> str:
        def look() -> str:
            return "a part of it stands elsewhere" if page.torn(where) else page.unseen(where)

        key = self.prints.get(id(page))
        return self.seen.get((key, tuple(where)), look) if self.seen and key else look()

    def placed(self, text: str, place: Place | None, *, folded: bool = False) -> Found | None:
        """Where words stand that begin in a line of a page. `folded` words may be set in other capitals."""
        if place is None or not 0 < place.page <= len(self.pages):
            return None
        text = as_read(text)
        page, wanted = self.pages[place.page - 1], squeezed(text)
        held = self.texts.setdefault(id(page), page.text.translate(TWINS))
        if folded:
            held, wanted = _lower(held), _lower(wanted)
        if not wanted:
            return None
        for at in _occurrences(held, wanted):
            if _within(page.origin(at), place):
                return page, range(at, at + len(wanted))
        if not right_to_left_in(wanted):
            return None
        near = [at for at in range(len(page.text)) if _within(page.origin(at), place)]
        found = shown_in(page, text, near, rtl=self.rtl, without=self.calls.get(id(page), ()))
        return (page, found) if found else None


def _lower(text: str) -> str:
    """Small letters, one for one: `İ` has none of its own."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _within(point: tuple[float, float], place: Place) -> bool:
    (x, y), (left, top, width, height) = point, place.rect
    return left - SLACK <= x <= left + width + SLACK and top - SLACK <= y <= top + height + SLACK
