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
from math import inf
from threading import RLock
from typing import Any

from briefwright.engines.boxes import walk

ONE_AT_A_TIME = RLock()
Where = tuple[float, ...]
"""A box's place: the index of each box above it among its siblings, from the root."""
Reach = tuple[Where, Where]
"""The first place that a change touches, and one behind the last."""


class Memory:
    """What the last layout of one document left behind. `look` is what the layout depends on beside the elements: the
    style sheets."""

    def __init__(self) -> None:
        self.fonts: Any = None
        self.look: object = None
        self.root: Any = None
        self.sizes: dict[str, Any] = {}
        self.bottom: Any = None
        self.maker: list[Any] = []
        self.pages: list[Any] = []
        self.parts: list[tuple[Any, list[Any], list[Any]]] = []
        self.running: dict[str, dict[int, Any]] = {}
        self.reported: set[int] = set()

    def begin(self, look: object) -> None:
        """Before a layout: forget the last one where it looked otherwise."""
        if look != self.look:
            self.forget()
            self.look, self.fonts = look, None

    def forget(self) -> None:
        """Lay out everything next time."""
        self.root, self.maker, self.pages, self.parts, self.running = None, [], [], [], {}


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """While it lasts, WeasyPrint lays out what changed since `memory`, which then holds the new state."""
    from weasyprint import layout

    begin, make_pages = layout.initialize_page_maker, layout.make_all_pages
    kept: dict[str, Any] = {}

    def initialize(context: Any, root: Any) -> None:
        begin(context, root)
        kept.update(root=root, context=context, old=_resumed(memory, context, root))
        memory.root = None  # until this layout is whole

    def make(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        from weasyprint.layout.page import set_page_type_computed_styles

        given = pages or kept.pop("old", [])
        made: list[Any] = []
        reported: set[int] = set()
        for number, page in enumerate(make_pages(context, root, html, given)):
            made.append(page)
            if number < len(given) and page is given[number]:
                set_page_type_computed_styles(page.page_type, html, context.style_for)
                reported |= {number} & memory.reported
            else:
                reported |= {number} if context.reported_footnotes or context.broken_out_of_flow else set()
                if number in reported | memory.reported and number + 1 < len(context.page_maker):
                    context.page_maker[number + 1][-1]["content_changed"] = True
            yield page
        # Margins and what is fixed come to the pages later.
        kept.update(pages=made, reported=reported)
        kept["parts"] = [(page.children[0], list(page.children), list(page.children[0].children)) for page in made]

    with ONE_AT_A_TIME:
        layout.initialize_page_maker, layout.make_all_pages = initialize, make
        try:
            yield
        finally:
            layout.initialize_page_maker, layout.make_all_pages = begin, make_pages
    context = kept["context"]
    memory.root, memory.maker, memory.pages = kept["root"], context.page_maker, kept["pages"]
    memory.parts, memory.reported = kept["parts"], kept["reported"]
    memory.sizes, memory.bottom = dict(context.style_for.initial_page_sizes), context.page_bottom
    memory.running = {name: dict(pages) for name, pages in context.running_elements.items()}


def _resumed(memory: Memory, context: Any, root: Any) -> list[Any]:
    """The pages of the last layout, and in `context` the state that each began with, those to be made anew marked;
    none where all are to be made."""
    if memory.root is None or (twins := _twins(memory.root.element, root.element)) is None:
        return []
    span = _changed(memory, root, context)
    if span is None or not _adopted(memory, twins):
        return []
    context.page_maker = [(*item[:4], _fresh()) for item in copy.deepcopy([entry[:4] for entry in memory.maker])]
    first = max(span[0] - 1, 0)
    while first - 1 in memory.reported:  # it begins with what the page before it could not hold
        first -= 1
    for index in range(first, min(span[1] + 1, len(memory.pages))):
        context.page_maker[index][-1]["content_changed"] = True
    for page, (body, parts, inner) in zip(memory.pages, memory.parts, strict=True):
        page.children, body.children = list(parts), list(inner)
    for name, pages in memory.running.items():
        context.running_elements[name].update(pages)
    context.style_for.initial_page_sizes.update(memory.sizes)
    context.page_bottom = memory.bottom  # margins are laid out even where no page is
    return memory.pages


def _fresh() -> dict[str, Any]:
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _twins(old: Any, new: Any) -> dict[int, Any] | None:
    """For each element of a document, by its id, the one of the new document; None where they differ in more than
    words, for then any rule of a style sheet may hold where it did not."""
    olds, news = list(old.iter()), list(new.iter())
    if len(olds) != len(news):
        return None
    if any(one.tag != other.tag or one.attrib != other.attrib for one, other in zip(olds, news, strict=True)):
        return None
    if any(bool(one.text) is not bool(other.text) for one, other in zip(olds, news, strict=True)):
        return None
    return {id(one): other for one, other in zip(olds, news, strict=True)}


def _adopted(memory: Memory, twins: dict[int, Any]) -> bool:
    """Make the boxes of old pages those of the new document's elements: a page holds the rest of a paragraph, or of a
    table, by its element. False where one is of no element of the document."""
    held = [part for _, parts, inner in memory.parts for part in (*parts, *inner)]
    held += [box for pages in memory.running.values() for boxes in pages.values() for box in boxes]
    seen: set[int] = set()
    for part in held:
        for box in walk(part):
            if box.element is None or id(box) in seen:
                continue
            seen.add(id(box))
            if (twin := twins.get(id(box.element))) is None:
                return False
            box.element = twin
    return True


def _changed(memory: Memory, root: Any, context: Any) -> tuple[int, int] | None:
    """The first and the last page, from 0, that a change stands on; None where all pages may have changed.

    Page numbers in the text tie pages to each other in ways that are not looked into, and what is fixed stands on all.
    """
    if context.target_collector.counter_lookup_items or any(page.fixed_boxes for page in memory.pages):
        return None
    places = list(_differences(memory.root, root, (), None))
    if any(place is None for place in places):
        return None
    if not places:
        return 0, -1
    starts = [_place(entry[0]) for entry in memory.maker[: len(memory.pages)]]
    reach = [place for place in places if place is not None]
    first = min(sum(start <= begin for start in starts[1:]) for begin, _ in reach)
    return first, max(sum(start <= end for start in starts[1:]) for _, end in reach)


def _place(resume_at: Any) -> Where:
    out: list[int] = []
    while resume_at:
        index, resume_at = next(iter(resume_at.items()))
        out.append(index)
    return tuple(out)


def _differences(old: Any, new: Any, at: Where, whole: Where | None) -> Iterator[Reach | None]:
    """Where the trees differ in words; None where they differ in shape, behind which every place is another. `whole`
    is the place of the box around them whose parts are laid out from one another, if there is one."""
    if whole is None and _of_a_piece(new):
        whole = at
    reach = (at if whole is None else whole, (*(at if whole is None else whole), inf))
    if not _alike(old, new):
        yield reach if _same_shape(old, new) else None
        return
    ours, theirs = getattr(old, "children", ()), getattr(new, "children", ())
    if len(ours) != len(theirs):
        yield None
        return
    for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        yield from _differences(one, other, (*at, index), whole)
    note, its = getattr(old, "footnote", None), getattr(new, "footnote", None)
    if (note is None) is not (its is None):
        yield None
    elif note is not None:
        yield from (reach if place is not None else None for place in _differences(note, its, at, whole))


def _of_a_piece(box: Any) -> bool:
    """Whether words in one part of a box move those of its other parts, on other pages too: a table's columns are as
    wide as their cells want, columns are balanced, and what floats or flexes is measured whole."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TableBox | boxes.FlexContainerBox | boxes.GridContainerBox):
        return True
    if getattr(box, "is_table_wrapper", False) or not box.is_in_normal_flow():
        return True
    return bool(box.style["column_count"] != "auto" or box.style["column_width"] != "auto")


def _same_shape(old: Any, new: Any) -> bool:
    return type(old) is type(new) and not getattr(old, "children", ()) and not getattr(new, "children", ())


def _alike(old: Any, new: Any) -> bool:
    """Whether two boxes, without those in them, are the same; their elements were compared before."""
    if type(old) is not type(new) or old.element_tag != new.element_tag:
        return False
    if getattr(old, "text", None) != getattr(new, "text", None):
        return False
    return getattr(old, "replacement", None) is getattr(new, "replacement", None)
