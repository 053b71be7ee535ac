"""Pages that an edit does not touch, laid out once.

Takes the box tree of a document that was laid out before and that of its new state; lets WeasyPrint lay out the pages
between the first change and the last, and those that follow from them, and gives it the others as they were.
Invariant: the pages are those that a new layout would give; where that cannot be known, everything is laid out anew.

WeasyPrint lays out page by page, and knows for each the state that it began with; where a page made anew ends as the
old one did, the pages behind it hold (`layout/page.py`, `make_all_pages`). What it has no door for is to begin with the
pages of another run: for the time of one layout, two of its functions are replaced. Its version is pinned, and a test
compares bytes with those of a new layout.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

ONE_AT_A_TIME = Lock()
Where = tuple[int, ...]
"""A box's place: the index of each box above it among its siblings, from the root."""


class Memory:
    """What the last layout of one document left behind."""

    def __init__(self) -> None:
        self.fonts: Any = None
        self.root: Any = None
        self.maker: list[Any] = []
        self.pages: list[Any] = []
        self.parts: list[list[Any]] = []
        self.running: Any = None
        self.reported: set[int] = set()

    def forget(self) -> None:
        """Lay out everything next time."""
        self.root, self.maker, self.pages, self.parts = None, [], [], []


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """While it lasts, WeasyPrint lays out what changed since `memory`, which then holds the new state."""
    from weasyprint import layout

    begin, make_pages = layout.initialize_page_maker, layout.make_all_pages
    kept: dict[str, Any] = {}

    def initialize(context: Any, root: Any) -> None:
        begin(context, root)
        kept.update(root=root, context=context)
        span = _changed(memory, root, context)
        memory.root = None  # until this layout is whole
        if span is None:
            kept["old"] = []
            return
        context.page_maker = [(*item[:4], _fresh()) for item in copy.deepcopy([entry[:4] for entry in memory.maker])]
        first = max(span[0] - 1, 0)
        while first - 1 in memory.reported:  # it begins with what the page before it could not hold
            first -= 1
        for index in range(first, min(span[1] + 1, len(memory.pages))):
            context.page_maker[index][-1]["content_changed"] = True
        for page, parts in zip(memory.pages, memory.parts, strict=True):
            page.children = list(parts)
        for name, pages in memory.running.items():
            context.running_elements[name].update(pages)
        kept["old"] = memory.pages

    def make(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        from weasyprint.layout.page import set_page_type_computed_styles

        given = pages or kept.pop("old", [])
        made: list[Any] = []
        parts: list[list[Any]] = []
        reported: set[int] = set()
        for number, page in enumerate(make_pages(context, root, html, given)):
            made.append(page)
            parts.append(list(page.children))
            if number < len(given) and page is given[number]:
                set_page_type_computed_styles(page.page_type, html, context.style_for)
                reported |= {number} & memory.reported
            else:
                reported |= {number} if context.reported_footnotes or context.broken_out_of_flow else set()
                if number in reported | memory.reported and number + 1 < len(context.page_maker):
                    context.page_maker[number + 1][-1]["content_changed"] = True
            yield page
        kept.update(pages=made, parts=parts, reported=reported)

    with ONE_AT_A_TIME:
        layout.initialize_page_maker, layout.make_all_pages = initialize, make
        try:
            yield
        finally:
            layout.initialize_page_maker, layout.make_all_pages = begin, make_pages
    context = kept["context"]
    memory.root, memory.maker, memory.pages = kept["root"], context.page_maker, kept["pages"]
    memory.parts, memory.reported = kept["parts"], kept["reported"]
    memory.running = {name: dict(pages) for name, pages in context.running_elements.items()}


def _fresh() -> dict[str, Any]:
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _changed(memory: Memory, root: Any, context: Any) -> tuple[int, int] | None:
    """The first and the last page, from 0, that a change stands on; None where all pages may have changed.

    Page numbers in the text tie pages to each other in ways that are not looked into."""
    if memory.root is None or context.target_collector.counter_lookup_items:
        return None
    places = list(_differences(memory.root, root, ()))
    if any(place is None for place in places):
        return None
    if not places:
        return 0, -1
    starts = [_place(entry[0]) for entry in memory.maker[: len(memory.pages)]]
    on = [sum(start <= place for start in starts[1:]) for place in places if place is not None]
    return min(on), max(on)


def _place(resume_at: Any) -> Where:
    out: list[int] = []
    while resume_at:
        index, resume_at = next(iter(resume_at.items()))
        out.append(index)
    return tuple(out)


def _differences(old: Any, new: Any, at: Where) -> Iterator[Where | None]:
    """Where the trees differ in words; None where they differ in shape, behind which every place is another."""
    if not _alike(old, new):
        yield at if _same_shape(old, new) else None
        return
    ours, theirs = getattr(old, "children", ()), getattr(new, "children", ())
    if len(ours) != len(theirs):
        yield None
        return
    for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        yield from _differences(one, other, (*at, index))
    note, its = getattr(old, "footnote", None), getattr(new, "footnote", None)
    if (note is None) is not (its is None):
        yield None
    elif note is not None:
        yield from (at if place is not None else None for place in _differences(note, its, at))


def _same_shape(old: Any, new: Any) -> bool:
    return type(old) is type(new) and not getattr(old, "children", ()) and not getattr(new, "children", ())


def _alike(old: Any, new: Any) -> bool:
    if type(old) is not type(new) or old.element_tag != new.element_tag:
        return False
    if getattr(old, "text", None) != getattr(new, "text", None):
        return False
    if getattr(old, "replacement", None) is not getattr(new, "replacement", None):
        return False
    one, other = old.element, new.element
    if (one is None) is not (other is None):
        return False
    return one is None or dict(one.attrib) == dict(other.attrib)
