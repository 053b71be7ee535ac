"""Which links may stand in a brief.

Invariant: http, https, mailto and inner anchors only; everything else is `invalid-link`.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span

SCHEMES = ("http", "https", "mailto")


def link_fault(url: str, span: Span) -> Diagnostic | None:
    """What is wrong with a link's address, or None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return Diagnostic(
            "invalid-link", f"`{url[:80]}` is no address", span, help="give a whole http or https address"
        )
    if parts.scheme in ("http", "https") and parts.hostname:
        return None
    if parts.scheme == "mailto" and "@" in parts.path:
        return None
    if not parts.scheme and not parts.netloc and not parts.path and parts.fragment:
        return None
    shown = unquote(url)[:80]
    if parts.scheme in SCHEMES:
        return Diagnostic("invalid-link", f"`{shown}` is not complete", span, help="give the whole address")
    what = f"a link to `{parts.scheme}:`" if parts.scheme else f"`{shown}`"
    told = f"{what} would not work for readers"
    return Diagnostic("invalid-link", told, span, help="links are http, https, mailto or an anchor of this brief")
