"""WeasyPrint's page boxes, read.

Takes a laid-out document; gives its boxes in order, and which of them are no part of the text: what stands in the
margins, the heads of tables that a page repeats, leaders, pictures that only decorate. Invariant: changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def walk(root: Any) -> Iterator[Any]:
    """Itself and every box below, in document order."""
    stack = [root]
    while stack:
        box = stack.pop()
        box = getattr(box, "_box", box)  # what is placed absolutely stands behind a placeholder
        yield box
        stack.extend(reversed(getattr(box, "children", ())))


def root_of(document: Any) -> Any:
    """The root's HTML element."""
    return next(box.element for box in walk(document.pages[0]._page_box) if box.element is not None)


def repeated(document: Any) -> frozenset[int]:
    """The ids of boxes in a table's head or foot that an earlier page has already shown."""
    shown: dict[int, int] = {}
    found: set[int] = set()
    for number, page in enumerate(document.pages):
        for box in walk(page._page_box):
            if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)) or box.element is None:
                continue
            if shown.setdefault(id(box.element), number) != number:
                found.update(id(each) for each in walk(box))
    return frozenset(found)


def margin_boxes(page: Any) -> list[Any]:
    """The margin boxes of a page: running heads and feet."""
    from weasyprint.formatting_structure.boxes import MarginBox

    return [box for box in page._page_box.children if isinstance(box, MarginBox)]


def words_in(box: Any) -> str:
    """The words of a box, leaders left out, with single spaces."""
    return " ".join("".join(_texts(box)).split())


def _texts(box: Any) -> Iterator[str]:
    if getattr(box, "is_leader", False):
        return
    if text := getattr(box, "text", None):
        yield str(text)
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def decoration(document: Any) -> frozenset[int]:
    """The ids of boxes that only decorate: leaders, and pictures that say of themselves that they mean nothing
    (`alt=""`)."""
    found: set[int] = set()
    for page in document.pages:
        for box in walk(page._page_box):
            if getattr(box, "is_leader", False):
                found.update(id(each) for each in walk(box))
            elif box.element_tag == "img" and box.element.get("alt") == "":
                found.add(id(box))
    return frozenset(found)


def hidden(document: Any) -> frozenset[int]:
    """The ids of boxes of elements that are `aria-hidden`: what is kept from who listens, for the text says it."""
    found: set[int] = set()
    for page in document.pages:
        for box in walk(page._page_box):
            if box.element is not None and box.element.get("aria-hidden") == "true":
                found.update(id(each) for each in walk(box))
    return frozenset(found)


def markings(document: Any) -> list[Any]:
    """The margin boxes that first show each of the words in the layout's paragraph `markings`, in its order; none when
    the paragraph itself is on the pages.

    A screen reader passes over running heads: the first of each must be in the text, or nobody tells it.
    """
    line = next((p for p in root_of(document).iter("p") if "markings" in str(p.get("class", "")).split()), None)
    if line is None or any(box.element is line for page in document.pages for box in walk(page._page_box)):
        return []
    margins = [(box, words_in(box)) for page in document.pages for box in margin_boxes(page)]
    wanted = [" ".join("".join(part.itertext()).split()) for part in line]
    return [box for box in (next((b for b, words in margins if words == each), None) for each in wanted) if box]
