"""The laid-out pages against the document.

Takes a `Layout`, the quotations, notes and headings; gives diagnostics. Invariant: each note stands on its call's page
or the next, and each quotation's words are on the pages, to the character (white space aside).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.model.brief import Brief, Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Note, plain
from briefwright.model.language import MARKS
from briefwright.model.layout import Layout, Line, Place
from briefwright.model.outline import Outline
from briefwright.model.span import Span
from briefwright.prove.expected import Findings, squeezed

SIGNS = frozenset({"", *(squeezed(sign) for pair in MARKS.values() for sign in pair)})
"""The marks that a brief may put around a quotation, and nothing else."""
ADVICE = "nothing was written; change the words around it, or report this as a fault of briefwright"


def layout_faults(
    layout: Layout, quotations: Sequence[Quotation], notes: Sequence[Note], headings: Sequence[str], place: Span
) -> Iterator[Diagnostic]:
    """Notes away from their calls, quotations and headings whose words did not arrive. `place` is the outline."""
    for note in notes:
        call, places = layout.calls.get(note.number), layout.notes.get(note.number, ())
        if call is None or not places:
            told = f"note {note.number} ({plain(note.content)[:60]}) is not on the pages"
            yield Diagnostic("lost-note", told, place, help=ADVICE)
        elif not call.page <= places[0].page <= call.page + 1:
            told = f"note {note.number} is called on page {call.page} and stands on page {places[0].page}"
            yield Diagnostic("lost-note", told, place, help=ADVICE)
    for quotation in quotations:
        if not pieces(layout, quotation):
            told = f"the words of {quotation.passage.key} did not arrive in the PDF"
            yield Diagnostic("lost-quotation", told, quotation.span, help=ADVICE)
    for heading, found in zip(headings, heading_places(layout, headings), strict=True):
        if found is None:
            yield Diagnostic("lost-heading", f"the heading “{heading}” is not on the pages", place, help=ADVICE)


def findings_faults(findings: Findings, brief: Brief, where: str) -> Iterator[Diagnostic]:
    """What a reader of a finished file did not find, at the outline's places; `where` is `PDF` or `DOCX`."""
    by_name = {quotation.identifier: quotation for quotation in brief.quotations}
    for identifier, why in findings.quotations.items():
        quotation = by_name[identifier]
        told = f"the words of {quotation.passage.key} are not in the finished {where}: {why}"
        yield Diagnostic("lost-quotation", told, quotation.span, help=ADVICE)
    for number, why in findings.notes.items():
        told = f"in the finished {where} note {number} {why}"
        yield Diagnostic("lost-note", told, brief.outline.span, help=ADVICE)
    for number, why in findings.headings.items():
        told = f"in the finished {where} heading {number} {why}"
        yield Diagnostic("lost-heading", told, brief.outline.span, help=ADVICE)
    yield from glyph_faults([ord(char) for char in findings.glyphs], brief.outline, brief.quotations)


def pieces(layout: Layout, quotation: Quotation) -> tuple[tuple[Place, int], ...]:
    """Where a quotation was laid out: on each of its pages the line that it begins in, and how many of its printed
    characters, white space left out, are there; empty when its words are not there, whole and in order."""
    lines = [(line, squeezed(line.text)) for line in layout.quotations.get(quotation.identifier, ())]
    whole, printed = "".join(text for _, text in lines), squeezed(quotation.printed)
    start = whole.find(printed)
    end = start + len(printed)
    if not quotation.block and (whole[:start] not in SIGNS or whole[end:] not in SIGNS):
        return ()
    if start < 0 or (quotation.block and start):
        return ()
    found: list[tuple[Place, int]] = []
    at = 0
    for line, text in lines:
        count = min(end, at + len(text)) - max(start, at)
        at += len(text)
        if count <= 0:
            continue
        if found and found[-1][0].page == line.place.page:
            found[-1] = (found[-1][0], found[-1][1] + count)
        else:
            found.append((line.place, count))
    return tuple(found)


def heading_places(layout: Layout, headings: Sequence[str]) -> list[Place | None]:
    """Where each heading was laid out, in their order. A template may number headings and set them in capitals."""
    laid = iter(layout.headings)
    found: list[Place | None] = []
    for heading in headings:
        wanted = squeezed(heading).casefold()
        lines = next((each for each in laid if _words(each).endswith(wanted)), None)
        found.append(lines[0].place if lines else None)
    return found


def _words(lines: Sequence[Line]) -> str:
    return squeezed("".join(line.text for line in lines)).casefold()


def glyph_faults(missing: Sequence[int], outline: Outline, quotations: Sequence[Quotation]) -> Iterator[Diagnostic]:
    """Characters that no font has, at the place where the outline, or a passage, has the first of them."""
    for code in missing:
        char = chr(code)
        told = (
            f"no font on this machine has {char!r} (U+{code:04X})"
            if char.isprintable()
            else f"no font has U+{code:04X}"
        )
        at = outline.file.text.find(char)
        quotation = next((q for q in quotations if char in q.printed), None)
        span = outline.file.span(at, at + 1) if at >= 0 else quotation.span if quotation else outline.span
        advice = "install a font for it (Debian: apt-get install fonts-noto-cjk), then run `briefwright doctor`"
        yield Diagnostic("missing-glyph", told, span, help=advice)
