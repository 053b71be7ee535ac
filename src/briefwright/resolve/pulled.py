"""Pull quotes: words that the text quotes, shown a second time.

Takes the quotation that a pull quote makes and those of the brief; gives `unsourced-quotation` where the text does not
quote the words. Invariant: what a pull quote prints of a passage, a quotation with a note of its own prints too.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefwright.model.brief import Change, Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.resolve.sameness import fold

LEFT_OUT = (Change.OMISSION, Change.INSERTION)
"""Alterations that stand for words of the source, which are then not printed."""


def pulled_fault(pulled: Quotation, quotations: Sequence[Quotation]) -> Diagnostic | None:
    """The fault of a pull quote whose words no quotation of the text prints."""
    if any(not each.pulled and _holds(each, pulled) for each in quotations):
        return None
    told = f"the pull quote shows words of {pulled.passage.key} that are quoted nowhere else in the brief"
    advice = (
        f"quote them in the text too, with their note: `{_short(pulled.printed)} [@{pulled.passage.key}]`; or take a "
        "part of what the text quotes"
    )
    return Diagnostic("unsourced-quotation", told, pulled.span, help=advice)


def _holds(other: Quotation, pulled: Quotation) -> bool:
    if (other.passage.key, other.translated) != (pulled.passage.key, pulled.translated):
        return False
    whole = not any(each.change in LEFT_OUT for each in (*other.alterations, *pulled.alterations))
    # Words that stand twice in a passage are its first; the text may quote them where they stand second.
    return _printed(pulled) <= _printed(other) or (whole and fold(pulled.exact).folded in fold(other.exact).folded)


def _printed(quotation: Quotation) -> set[int]:
    """Where in the passage the words stand that are printed; white space and the ends' punctuation count as nothing."""
    gone = {
        at for each in quotation.alterations if each.change in LEFT_OUT for at in range(each.start, each.end)
    }  # fmt: skip
    text = quotation.words.value
    return {at for at in range(quotation.start, quotation.end) if text[at].isalnum()} - gone


def _short(words: str) -> str:
    return f'"{words[:40]}…"' if len(words) > 41 else f'"{words}"'
