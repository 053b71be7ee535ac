"""A finished PDF against the machine rules of PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) that concern it.

Takes `Facts` of a file; gives for each rule what breaks it. Invariant: a rule that passes says only that this check
found nothing; whether words in the place of a picture are good ones no machine can say.
"""

from __future__ import annotations

from briefwright.engines.objects import Facts
from briefwright.prove import pdfa, pdfua
from briefwright.prove.checks import Rule

RULES: tuple[Rule, ...] = pdfua.RULES + pdfa.RULES


def verdicts(facts: Facts) -> list[tuple[Rule, list[str]]]:
    """Each rule with what breaks it; nothing where it passes."""
    return [(rule, list(rule.check(facts))) for rule in RULES]
