"""`unsupported-claim`: a claim without evidence. `single-witness`: a claim whose evidence is one source in the end.

Warnings. Reposts and translations (`derived-from`) count as the source that they come from.

Fails: `- claim: Prices will rise.`
Passes: `- claim: Prices will rise.` with `evidence: [bank-report#p3, ministry-note#p9]`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check.context import Context
from briefwright.check.walk import items
from briefwright.model.brief import Claim
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Cite
from briefwright.model.library import Library


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
        witnesses = {origin(passage.source, context.library) for passage in item.evidence}
        if len(witnesses) == 1:
            told = f"the claim rests on one witness, {next(iter(witnesses))}"
            advice = "add evidence from a source that does not derive from it, or say so in the text"
            yield Diagnostic("single-witness", told, item.span, help=advice)


def origin(identifier: str, library: Library) -> str:
    """The source that another derives from in the end; itself when it derives from none."""
    seen: list[str] = []
    while identifier not in seen:
        seen.append(identifier)
        source = library.sources.get(identifier)
        if source is None or source.evidence.derived_from is None:
            return identifier
        identifier = source.evidence.derived_from.value.strip()
    return min(seen)
