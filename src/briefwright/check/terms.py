"""`unknown-term`: a likelihood or a confidence that is not in the template's scale.

A warning. The scale is `scale:` in the outline or `likelihood:` in `template.yaml`: the name of a standard or a list of
words. A word may be the scale's own or that of the brief's language.

Fails: `likelihood: probable-ish`
Passes: `likelihood: unlikely`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.model.brief import Claim
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.scale import confidence_words
from briefwright.model.walk import items


def check(context: Context) -> Iterator[Diagnostic]:
    """Warn of words outside the scales."""
    language = context.brief.outline.language
    scale, name = context.scale, context.template.name
    likelihoods = scale.words(language)
    levels = confidence_words(context.template.confidence, language)
    own = f"the scale {scale.name}" if scale.name else f"the scale of the template `{name}`"
    for item in items(context.brief):
        if not isinstance(item, Claim):
            continue
        asked = ((item.likelihood, likelihoods, own), (item.confidence, levels, f"the levels of the template `{name}`"))
        for text, known, what in asked:
            word = " ".join(text.value.split()).casefold() if text else ""
            if text and known and word not in [each.casefold() for each in known]:
                told = f"`{text.value.strip()}` is not in {what}"
                advice = nearest(text.value.strip(), known) or one_of(known)
                yield Diagnostic("unknown-term", told, text.span(), help=advice)
