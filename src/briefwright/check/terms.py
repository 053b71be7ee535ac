"""`unknown-term`: a likelihood or a confidence that is not in the template's scale.

A warning. The scale is `likelihood:` in `template.yaml`; the built-in one is that of ICD 203.

Fails: `likelihood: probable-ish`
Passes: `likelihood: unlikely`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.model.brief import Claim
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.walk import items


def check(context: Context) -> Iterator[Diagnostic]:
    """Warn of words outside the scales."""
    for item in items(context.brief):
        if not isinstance(item, Claim):
            continue
        scales = ((item.likelihood, context.template.scale), (item.confidence, context.template.confidence))
        for text, scale in scales:
            if text and scale and text.value.strip().lower() not in scale:
                told = f"`{text.value.strip()}` is not in the scale of the template `{context.template.name}`"
                advice = nearest(text.value.strip(), scale) or one_of(scale)
                yield Diagnostic("unknown-term", told, text.span(), help=advice)
