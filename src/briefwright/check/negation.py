"""`omission-drops-negation`: a negation of the passage stands where the quotation does not show it.

A warning. A negation of the passage's language lies in an omission, under an insertion, comes with an insertion, or
stands in the same sentence within five words before or after the quoted words. The words may still be fair: look.

Fails: the passage says "This will almost certainly not be the case." and the outline quotes "be the case".
Passes: the outline quotes "almost certainly not be the case".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.model.brief import Alteration, Brief, Change, Quotation
from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.document import Inlines, Marked, Str, plain
from briefwright.model.language import negations
from briefwright.model.limits import NEGATION_WORDS
from briefwright.model.prose import Paragraph
from briefwright.model.span import Span

CODE = "omission-drops-negation"
WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3041-\u309f]|[^\W_]+(?:['’][^\W_]+)*")
SENTENCE = re.compile(
    r"(?<=[.!?])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-ZÀ-ÖØ-Þ\d])|(?<=[。！？])|\n\s*\n|(?<=[.!?])[\"”’»)\]]*\s+(?=[^\x00-\u02ff])"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|St|No|vs|cf|etc|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sep|Sept|Oct|Nov|Dec|Hr|Fr|Nr|bzw|Mme|Mlle|M)|\b[A-Z])\.$"
)
"""What ends in a full stop and ends no sentence."""
FRENCH = re.compile(r"^[nN]['’]|^(?:n|d|l|qu)['’](?=aucun)")


def check(context: Context) -> Iterator[Diagnostic]:
    """Warn wherever a negation is out of sight."""
    yield from _in_headings(context.brief)
    for quotation in context.brief.quotations:
        if found := _found(quotation, context.brief.outline.language):
            start, end, why = found
            words = quotation.words
            told = f"{quotation.passage.key} has “{words.value[start:end]}” {why}" if end > start else why
            yield Diagnostic(
                CODE,
                told,
                quotation.span,
                help="quote the negation too, or make sure that the words still mean what the source means",
                labels=(Label(words.span(start, max(end, start + 1)), "the negation" if end > start else "here"),),
            )


def _found(quotation: Quotation, brief_language: str) -> tuple[int, int, str] | None:
    """A negation's extent in the passage and what is the matter with it; an empty extent where only ours negates."""
    text = quotation.words.value
    language = brief_language if quotation.translated else quotation.passage.language
    for alteration in quotation.alterations:
        if alteration.change in (Change.OMISSION, Change.INSERTION, Change.ENDING):
            if place := _first(text, alteration.start, alteration.end, language):
                return *place, "where the outline leaves it out"
            if alteration.change is not Change.OMISSION and _first(
                alteration.printed, 0, len(alteration.printed), language
            ):
                told = f"{alteration.printed} puts a negation in that {quotation.passage.key} does not have there"
                return alteration.start, alteration.start, told
    beside = _beside(text, quotation.start, quotation.end, language)
    return beside or _left_out_at_ends(quotation, text, language)


def _headings(brief: Brief) -> Iterator[tuple[Span, str]]:
    """The words that titles and headings quote, each with the place of its heading."""
    pairs: list[tuple[Paragraph | None, Inlines]] = [(brief.outline.title, brief.title)]
    pairs.append((brief.outline.subtitle, brief.subtitle))
    waiting = list(zip(brief.outline.sections, brief.sections, strict=True))
    if brief.annexes:
        waiting.extend(zip(brief.outline.annexes, brief.annexes, strict=True))
    for written, section in waiting:
        pairs.append((written.heading, section.heading))
        waiting.extend(zip(written.sections, section.sections, strict=True))
    for paragraph, heading in pairs:
        for node in heading:
            if (
                paragraph
                and isinstance(node, Marked)
                and all(isinstance(each, Str) and each.exact for each in node.content)
            ):
                yield paragraph.span, plain(node.content)


def _in_headings(brief: Brief) -> Iterator[Diagnostic]:
    """A heading may not leave a negation behind either."""
    for span, words in _headings(brief):
        for quotation in brief.quotations:
            text = quotation.words.value
            at = text.find(words[1:], quotation.start, quotation.end)
            found = _beside(text, at - 1, at + len(words) - 1, quotation.passage.language) if at > 0 else None
            if found:
                told = f"{quotation.passage.key} has “{text[found[0] : found[1]]}” {found[2]}"
                label = Label(quotation.words.span(found[0], found[1]), "the negation")
                yield Diagnostic(CODE, told, span, help="quote the negation in the heading too", labels=(label,))
                break


def _beside(text: str, quoted_start: int, quoted_end: int, language: str) -> tuple[int, int, str] | None:
    start, end = sentence(text, quoted_start, quoted_end)
    words = [match.span() for match in WORD.finditer(text, start, end)]
    before = [span for span in words if span[1] <= quoted_start][-NEGATION_WORDS:]
    after = [span for span in words if span[0] >= quoted_end][:NEGATION_WORDS]
    if before and (place := _first(text, before[0][0], quoted_start, language)):
        return *place, "just before the quoted words"
    if after and (place := _first(text, quoted_end, after[-1][1], language)):
        return *place, "just behind the quoted words"
    return None


def _left_out_at_ends(quotation: Quotation, text: str, language: str) -> tuple[int, int, str] | None:
    start, end = sentence(text, quotation.start, quotation.end)
    omitted_ends = _open_ends(quotation)
    if "start" in omitted_ends and (place := _first(text, start, quotation.start, language)):
        return *place, "in what is left out before the quoted words"
    if "end" in omitted_ends and (place := _first(text, quotation.end, end, language)):
        return *place, "in what is left out behind the quoted words"
    return None


def _open_ends(quotation: Quotation) -> set[str]:
    """The ends at which the outline marks an omission."""
    omissions: list[Alteration] = [a for a in quotation.alterations if a.change is Change.OMISSION and a.start == a.end]
    ends = set()
    for alteration in omissions:
        ends.add("start" if alteration.start <= quotation.start else "end")
    return ends


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The extent of the sentences that hold `text[start:end]`."""
    found = (match for match in SENTENCE.finditer(text) if not ABBREVIATION.search(text, 0, match.start()))
    breaks = [0, *(match.end() for match in found), len(text)]
    first = max(b for b in breaks if b <= start)
    last = min((b for b in breaks if b >= end), default=len(text))
    return first, last


def _first(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    """The first negation between two offsets."""
    words, pieces = negations(language)
    stretch = text[start:end]
    for piece in pieces:
        at = stretch.find(piece)
        if at >= 0:
            return start + at, start + at + len(piece)
    for match in WORD.finditer(text, start, end):
        word = match[0].lower().replace("’", "'")
        if word in words or (language.startswith("en") and word.endswith("n't")):
            return match.span()
        if language.startswith("fr") and FRENCH.match(word):
            return match.span()
    return None
