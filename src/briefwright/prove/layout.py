"""The laid-out pages against the document.

Takes a `Layout`, the quotations and the notes; gives diagnostics. Invariant: each note stands on its call's page or
the next, and each quotation's words are on the pages, to the character (white space aside).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.model.brief import Brief, Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Note, plain
from briefwright.model.language import MARKS
from briefwright.model.layout import Layout
from briefwright.model.outline import Outline
from briefwright.model.span import Span
from briefwright.prove.expected import Findings, squeezed

SIGNS = frozenset({"", *(squeezed(sign) for pair in MARKS.values() for sign in pair)})
"""The marks that a brief may put around a quotation, and nothing else."""
ADVICE = "nothing was written; change the words around it, or report this as a fault of briefwright"


def layout_faults(
    layout: Layout, quotations: Sequence[Quotation], notes: Sequence[Note], place: Span
) -> Iterator[Diagnostic]:
    """Notes away from their calls and quotations whose words did not arrive. `place` is the outline."""
    for note in notes:
        call, pages = layout.calls.get(note.number), layout.notes.get(note.number, ())
        if call is None or not pages:
            told = f"note {note.number} ({plain(note.content)[:60]}) is not on the pages"
            yield Diagnostic("lost-note", told, place, help=ADVICE)
        elif not call <= pages[0] <= call + 1:
            told = f"note {note.number} is called on page {call} and stands on page {pages[0]}"
            yield Diagnostic("lost-note", told, place, help=ADVICE)
    for quotation in quotations:
        if not pieces(layout, quotation):
            told = f"the words of {quotation.passage.key} did not arrive in the PDF"
            yield Diagnostic("lost-quotation", told, quotation.span, help=ADVICE)


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


def pieces(layout: Layout, quotation: Quotation) -> tuple[tuple[int, int], ...]:
    """The pages on which a quotation was laid out, and how many of its printed characters are on each, white space
    left out; empty when its words are not there, whole and in order."""
    laid = layout.quotations.get(quotation.identifier, ())
    texts = [(page, squeezed(text)) for page, text in laid]
    whole, printed = "".join(text for _, text in texts), squeezed(quotation.printed)
    start = whole.find(printed)
    end = start + len(printed)
    if not quotation.block and (whole[:start] not in SIGNS or whole[end:] not in SIGNS):
        return ()
    if quotation.block and start != 0:
        return ()
    found: list[tuple[int, int]] = []
    at = 0
    for page, text in texts:
        count = min(end, at + len(text)) - max(start, at)
        at += len(text)
        if start >= 0 and count > 0:
            found.append((page, count))
    return tuple(found)


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
