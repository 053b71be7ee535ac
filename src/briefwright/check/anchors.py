"""`invalid-link`: a link to an anchor that the brief does not have.

Fails: `[above](#no-such-section)`
Passes: `[above](#the-summit)` where a section's heading is "The summit"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefwright.check.context import Context
from briefwright.check.paragraphs import paragraphs
from briefwright.model import limits
from briefwright.model import prose as md
from briefwright.model.brief import Section
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest


def check(context: Context) -> Iterator[Diagnostic]:
    """Every inner link has its anchor."""
    known = {f"part-{name}" for name in (*context.brief.parts, "body", *(["sources"] if context.brief.sources else []))}
    for section in (*context.brief.sections, *context.brief.annexes):
        known |= _identifiers(section)
    links = (link for each in paragraphs(context.brief.outline) for link in _links(each.content))
    wrong = (link for link in links if link.url.startswith("#") and link.url[1:] not in known)
    for count, link in enumerate(wrong):
        near = nearest(link.url[1:], known) if count < limits.EXPLAINED else ""
        advice = near or "anchors are made from the headings of sections"
        yield Diagnostic("invalid-link", f"the brief has no anchor `{link.url}`", link.span, help=advice)


def _identifiers(section: Section) -> set[str]:
    return {section.identifier}.union(*(_identifiers(each) for each in section.sections))


def _links(content: Sequence[md.Inline]) -> Iterator[md.Link]:
    for node in content:
        if isinstance(node, md.Link):
            yield node
        elif isinstance(node, md.Styled | md.Foreign):
            yield from _links(node.content)
