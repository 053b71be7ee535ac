"""Notes on the pages of their calls.

Takes nothing; for the time of one layout changes how WeasyPrint 70 fills a page. Invariant: a note leaves its call's
page only where it does not fit there.

Where the second line of a paragraph has no room, WeasyPrint moves the page's last notes to the next page to make some,
and they stay there when the paragraph follows them (`layout/block.py`, `_linebox_layout`). It does so nowhere in
columns. While lines are placed it is told that it is in a column, and told the truth where it measures notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

ONE_AT_A_TIME = RLock()


@contextmanager
def beside_calls() -> Iterator[None]:
    """While it lasts, lines make room for notes, and not notes for lines."""
    from weasyprint.layout import LayoutContext, block

    place, measure = block._linebox_layout, LayoutContext._update_footnote_area
    truth: list[bool] = []

    def placed(context: Any, *given: Any) -> Any:
        truth.append(context.in_column)
        context.in_column = True
        try:
            return place(context, *given)
        finally:
            context.in_column = truth.pop()

    def measured(context: Any) -> Any:
        told, context.in_column = context.in_column, truth[-1] if truth else context.in_column
        try:
            return measure(context)
        finally:
            context.in_column = told

    with ONE_AT_A_TIME:
        block._linebox_layout, LayoutContext._update_footnote_area = placed, measured
        try:
            yield
        finally:
            block._linebox_layout, LayoutContext._update_footnote_area = place, measure
