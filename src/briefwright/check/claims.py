"""`unsupported-claim`: a claim without evidence. `single-witness`: a claim whose evidence is one source in the end.

Warnings. Reposts and translations (`derived-from`) count as the source that they come from.

Fails: `- claim: Prices will rise.`
Passes: `- claim: Prices will rise.` with `evidence: [bank-report#p3, ministry-note#p9]`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.model.brief import Claim
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Cite
from briefwright.model.walk import items


def check(context: Context) -> Iterator[Diagnostic]:
    """Warn of claims that rest on nothing, or on one witness."""
    for item in items(context.brief):
        if not isinstance(item, Claim):
            continue
        if not item.evidence:
            if item.named or any(isinstance(node, Cite) for node in item.text):
                continue
            advice = "add `evidence: [source#passage]`"
            yield Diagnostic("unsupported-claim", "the claim has no evidence", item.span, help=advice)
            continue
        witnesses = {context.brief.witness(passage.source) for passage in item.evidence}
        if len(witnesses) == 1:
            told = f"the claim rests on one witness, {next(iter(witnesses))}"
            advice = "add evidence from a source that does not derive from it, or say so in the text"
            yield Diagnostic("single-witness", told, item.span, help=advice)
