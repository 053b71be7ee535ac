"""The formats of a table's columns.

Takes the fields of a table and its columns; gives a pattern a column, empty where it has none. Patterns are those of
Unicode CLDR (UTS 35, parts 3 and 4): `#,##0.0`, `0.0%`, `d MMMM y`, or `long` and its kin for dates.
Invariant: a pattern that leaves here can be set; a cell that could be read as two numbers is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.span import Text
from briefwright.model.table import DATE_STYLES, PLAIN_NUMBER, is_date_format
from briefwright.read.fields import Fields
from briefwright.read.yaml import Mapping, Node, Scalar
from briefwright.read.yaml import Sequence as Nodes

AFFIX = r"(?:'[^']*'|[^0-9#.,;@E'¤*])*"
DIGITS = r"(?:[#,]*0(?:[0,]*0)?|#(?:[#,]*#)?)(?:\.0*#*)?"
NUMBER_PATTERN = re.compile(rf"{AFFIX}(?:{DIGITS}){AFFIX}(?:;{AFFIX}(?:{DIGITS}){AFFIX})?")
TWO_WAYS = re.compile(r"[-−+]?\d+(?:[.,'’\s\u00a0\u202f]\d+)+")
"""Digits with points, commas or spaces between them: which of them is the decimal sign depends on who reads."""
EXAMPLES = "for example `#,##0.0`, `0.0%`, `d MMMM y` or `long`"


def read_formats(fields: Fields, columns: Sequence[Text], rows: Sequence[Sequence[Text]]) -> tuple[str, ...]:
    """A pattern for each column; a fault for what is no pattern, no column, or no plain number."""
    found = ["" for _ in columns]
    node = fields.node_of("formats")
    names = [column.value.strip() for column in columns]
    if isinstance(node, Mapping):
        for key, value in node.entries.values():
            if key.value.strip() in names:
                found[names.index(key.value.strip())] = _pattern(value, fields)
            else:
                near = nearest(key.value, names) if len(fields.faults) < limits.EXPLAINED else ""
                advice = near or one_of(names)
                fields.fault("unknown-key", f"the table has no column `{key.value}`", key.span(), advice)
    elif isinstance(node, Nodes):
        for at, value in enumerate(node.items):
            if at < len(found):
                found[at] = _pattern(value, fields)
            else:
                told = f"there are more formats than columns, of which the table has {len(columns)}"
                fields.fault("wrong-type", told, value.span, "write '' for a column that has none")
                break
    elif node is not None:
        fields.wrong("formats", node, "a pattern for each column, `{Column: '#,##0.0'}`")
    pairs = (pair for row in rows for pair in zip(row, found, strict=False))
    fields.faults.extend(fault for cell, pattern in pairs if (fault := _two_ways(cell, pattern)))
    return tuple(found)


def _pattern(node: Node, fields: Fields) -> str:
    if not isinstance(node, Scalar):
        fields.fault("wrong-type", "a format is a pattern in quotation marks", node.span, EXAMPLES)
        return ""
    pattern = node.text.value.strip()
    if not pattern or pattern in DATE_STYLES or is_date_format(pattern) or NUMBER_PATTERN.fullmatch(pattern):
        return pattern
    advice = "write the currency itself, `US$#,##0`" if "¤" in pattern else EXAMPLES
    fields.fault("wrong-type", f"`{pattern}` is no pattern for numbers or dates", node.text.span(), advice)
    return ""


def _two_ways(cell: Text, pattern: str) -> Diagnostic | None:
    value = cell.value.strip()
    if not pattern or is_date_format(pattern) or PLAIN_NUMBER.fullmatch(value) or not TWO_WAYS.fullmatch(value):
        return None
    told = f"`{value}` can be read as more than one number"
    advice = "in a column with a format write digits, and a point before decimals: 1204.5"
    return Diagnostic("wrong-type", told, cell.span(), help=advice)
