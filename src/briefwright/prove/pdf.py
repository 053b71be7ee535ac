"""The finished PDF against what it must hold.

Takes the PDF's pages as another engine reads them; gives what is missing. Invariant: a quotation is found by its page
and its order, not merely somewhere; a note stands once, with its number, on its page. Only white space may differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefwright.prove.expected import Expected, ExpectedQuotation, Findings, squeezed

Place = tuple[int, int, int]
"""A page (from 0), and the range of its squeezed characters."""


def pdf_findings(texts: Sequence[str], expected: Expected) -> Findings:
    """What of `expected` is not in the pages' texts."""
    pages = [squeezed(text) for text in texts]
    notes, places = _notes(pages, expected)
    quotations: dict[str, str] = {}
    cursor = dict.fromkeys(range(len(pages)), 0)
    for quotation in expected.quotations:
        if quotation.note is not None:
            missing = _in_note(pages, quotation, places)
        else:
            missing = _in_body(pages, quotation, cursor)
        if missing:
            quotations[quotation.identifier] = missing
    return Findings(quotations, notes)


def _notes(pages: Sequence[str], expected: Expected) -> tuple[dict[int, str], dict[int, Place]]:
    """Faults of notes, and where each was found. A note is looked for behind the one before it on its page."""
    faults: dict[int, str] = {}
    places: dict[int, Place] = {}
    cursor = dict.fromkeys(range(len(pages)), 0)
    for note in expected.notes:
        words = squeezed(f"{note.number}{note.text}")
        candidates = [note.page - 1] if note.page else range(len(pages))
        found = next((p for p in candidates if 0 <= p < len(pages) and pages[p].find(words, cursor[p]) >= 0), None)
        if found is None:
            faults[note.number] = f"is not on page {note.page}" if note.page else "is on no page"
            continue
        at = pages[found].find(words, cursor[found])
        cursor[found] = at + len(words)
        places[note.number] = (found, at, cursor[found])
    return faults, places


def _in_body(pages: Sequence[str], quotation: ExpectedQuotation, cursor: dict[int, int]) -> str:
    """Why a quotation is not where it must be; empty when it is. Moves the cursors of its pages on."""
    words = squeezed(quotation.printed)
    done = 0
    for number, count in quotation.pieces:
        piece = words[done : done + count]
        at = pages[number - 1].find(piece, cursor[number - 1]) if 0 < number <= len(pages) else -1
        if at < 0:
            return f"its words are not on page {number}"
        cursor[number - 1] = at + len(piece)
        done += count
    return "" if done == len(words) else "it is not whole"


def _in_note(pages: Sequence[str], quotation: ExpectedQuotation, places: dict[int, Place]) -> str:
    place = places.get(quotation.note or 0)
    if place is None:
        return f"its note {quotation.note} is missing"
    page, start, end = place
    return (
        "" if squeezed(quotation.printed) in pages[page][start:end] else f"its words are not in note {quotation.note}"
    )
