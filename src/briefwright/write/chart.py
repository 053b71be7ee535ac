"""A chart as HTML.

Takes a figure with a drawing; gives markup. Invariant: for the page one picture, of lines where WeasyPrint draws them
well, whose alternative text has the data; for the screen the drawing itself, and a table of its data that is not seen
and can be read aloud (WCAG 2.2, technique C7).
"""

from __future__ import annotations

import base64
import re
from typing import Literal

from markupsafe import Markup

from briefwright.engines.svg import PREFIX
from briefwright.model.chart import Drawing, Rows
from briefwright.model.document import Figure

UNSEEN = (
    "position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); "
    "white-space: nowrap"
)
NAMES = re.compile(rf'(id="|url\(#){PREFIX}')


def chart_html(figure: Figure, drawing: Drawing, place: Literal["foot", "end"]) -> Markup:
    """The picture of a chart, without its caption."""
    if place == "foot":
        kind, content = ("png", drawing.png) if drawing.pictured else ("svg+xml", drawing.svg.encode())
        width = drawing.picture_width if drawing.pictured else drawing.width
        source = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
        return Markup('<img src="{}" alt="{}" style="width: {}pt">').format(source, figure.described, f"{width:g}")
    # Identifiers are those of the whole page here: two charts may not share one.
    own = NAMES.sub(rf"\g<1>{figure.identifier}-{PREFIX}", drawing.svg)
    head = Markup('<svg role="img" aria-label="{}" style="display: block; max-width: 100%; height: auto"')
    shown = head.format(figure.alt) + Markup(own.removeprefix("<svg"))
    tables = Markup("").join(_table(rows, figure.label) for rows in drawing.chart.data)
    return shown + Markup('<div style="{}">{}</div>').format(UNSEEN, tables)


def _table(rows: Rows, label: str) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in rows.columns)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows.rows
    )
    inside = Markup("<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>").format(label, head, lines)
    # A table of the text scrolls where it is wide; one that nobody sees must not ask for the keyboard.
    return Markup('<table style="display: table; overflow: visible">{}</table>').format(inside)
