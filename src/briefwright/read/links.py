"""Faults of links.

Takes addresses as an outline or a seed has them; gives diagnostics. Invariant: what may not be linked to
(`model/links.py`) is `invalid-link`.
"""

from __future__ import annotations

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.links import link_flaw, says_other_host
from briefwright.model.span import Span


def link_fault(url: str, span: Span, words: str = "") -> Diagnostic | None:
    """What is wrong with a link's address, or with the `words` that stand for it; None when nothing is."""
    if flaw := link_flaw(url):
        return Diagnostic("invalid-link", flaw[0], span, help=flaw[1])
    if named := says_other_host(words, url):
        told = f"the link says `{named[:60]}` and leads elsewhere"
        return Diagnostic("invalid-link", told, span, help="let it say where it leads, or use other words")
    return None
