"""Cells of a table: numbers and dates in the brief's language, and how a column stands.

Takes cells and the formats of their columns; gives cells and alignments. Invariant: only a cell that is a plain number
or a plain date as a whole is set anew, and its value stays what it was, rounded as its format asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from briefwright.compose.dates import locale_of
from briefwright.model import document as doc
from briefwright.model.document import Inlines
from briefwright.model.table import PLAIN_DATE, PLAIN_NUMBER, is_date_format

NUMBER = re.compile(
    r"(?:[<>≈~]\s?)?[-−–+±]?\s?(?:[A-Z]{0,3}[$€£¥₩]\s?)?\d(?:[.,'’]?\d|[\u00a0\u202f ]\d{3})*\s?"
    r"(?:%|‰|٪|per cent|Prozent|p\.?p\.?|[$€£¥₩]|bn|m|k|Mio\.?|Mrd\.?|万|亿|만|억)?"
)
NAMED = "..|...|n/a|n.a.|na|n.d.|nd|nil|k. a.|k.a.|entf.|s.o.|n.c.|s/d|无|無|なし|없음|해당 없음"
NOTHING = frozenset(["", *"-–—−….·*/?x:", *NAMED.split("|")])
"""What stands in a column of numbers where there is none, in lower case."""
YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")
PER_CENT = re.compile(r"(?<=\d)\s*%")
RIGHT, DEFAULT = "AlignRight", "AlignDefault"


def formatted(content: Inlines, pattern: str, language: str) -> Inlines:
    """A cell in its column's format; one that is more or less than a number or a date stays as it is."""
    if not pattern or len(content) != 1 or not isinstance(node := content[0], doc.Str) or node.exact:
        return content
    text = node.text.strip()
    if is_date_format(pattern):
        return (doc.Str(_date(text, pattern, language), exact=True),) if PLAIN_DATE.fullmatch(text) else content
    if not PLAIN_NUMBER.fullmatch(text):
        return content
    from babel.numbers import format_decimal  # loaded here: few tables want it

    value = Decimal(text.replace("−", "-"))
    locale = locale_of(language)
    shown = str(format_decimal(value, pattern, locale=locale)).replace(" ", "\u00a0")
    shown = PER_CENT.sub(locale.percent_formats[None].suffix[0], shown)
    # A hyphen is no minus: it is short, and a line may end behind it.
    return (doc.Str(shown.replace("-", "−") if value < 0 else shown, exact=True),)


def _date(written: str, pattern: str, language: str) -> str:
    from babel.dates import format_date

    try:
        return str(format_date(date.fromisoformat(written), pattern, locale=locale_of(language)))
    except ValueError:  # no day of the calendar
        return written


def alignment(cells: Sequence[Inlines], declared: str = DEFAULT) -> str:
    """How a column stands: as the outline declares; else to the right where it holds numbers, and where it has none a
    dash or its like."""
    texts = [" ".join(doc.plain(cell).split()) for cell in cells]
    numbers = [text for text in texts if text.lower() not in NOTHING]
    if declared != DEFAULT or not numbers:
        return declared
    if all(YEAR.fullmatch(text) for text in numbers):
        return DEFAULT  # years name what stands beside them
    return RIGHT if all(NUMBER.fullmatch(text) for text in numbers) else DEFAULT
