"""The legend: what words of likelihood and confidence mean.

Takes a brief, its scale and its levels; gives blocks. Invariant: only words that the brief uses are explained, each
with the range that the scale gives it; nothing where the brief judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefwright.model import document as doc
from briefwright.model.brief import Brief, Claim
from briefwright.model.legend import LegendWords, legend_words
from briefwright.model.scale import LEVELS, Scale, Term
from briefwright.model.walk import items


def legend(brief: Brief, order: Sequence[str], scale: Scale, levels: Sequence[str]) -> tuple[doc.Block, ...]:
    """A paragraph on likelihood and confidence, as far as the claims that are printed use them."""
    language = brief.outline.language
    known = legend_words(language)
    claims = [item for item in items(brief, order) if isinstance(item, Claim)]
    used = [scale.find(claim.likelihood.value, language) for claim in claims if claim.likelihood]
    shown = [
        (_name(term, claims, scale, language), term)
        for term in scale.terms
        if term in used and term.low is not None and term.high is not None
    ]
    sentences = []
    if shown:
        lead = known.named.format(scale.name) if scale.name else known.likelihood
        each = (known.item.format(name, _range(term, known)) for name, term in shown)
        sentences.append(lead + known.separator.join(each) + known.stop)
    if any(claim.confidence for claim in claims):
        sentences.append(known.confidence)
        sentences.extend([known.levels] if tuple(levels) == LEVELS else [])
    return (doc.Para((doc.Str(known.apart.join(sentences)),), "legend"),) if sentences else ()


def _name(term: Term, claims: Sequence[Claim], scale: Scale, language: str) -> str:
    """The names of a term that the brief uses: a standard may have two for one range."""
    written = (claim.likelihood.value for claim in claims if claim.likelihood)
    names = dict.fromkeys(scale.printed(word, language) for word in written if scale.find(word, language) == term)
    return ", ".join(names)


def _range(term: Term, known: LegendWords) -> str:
    low, high = f"{term.low:g}", f"{term.high:g}"
    return (known.below if term.below else known.between).format(low, high)
