"""The list of rules. Invariant: plain; a rule is in force when it stands here."""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.check import amounts, anchors, claims, mixed, negation, plain, terms
from briefwright.check.context import Context
from briefwright.model.diagnostic import Diagnostic

RULES = (amounts.check, anchors.check, claims.check, mixed.check, negation.check, plain.check, terms.check)


def check_brief(context: Context) -> Iterator[Diagnostic]:
    """What every rule says of a brief."""
    for rule in RULES:
        yield from rule(context)
