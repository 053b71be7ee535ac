"""The full form of a diagnostic, after rustc and Elm: headline, line, underline, other places, help.

Takes a diagnostic and the texts; gives lines. Invariant: tabs and wide characters keep the underline below its words,
and nothing that an outline, a file or its name has acts on the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from briefwright.model.characters import harmless
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span, TextFile
from briefwright.report.terminal import BOLD, PLAIN, columns, shown

RED, YELLOW, BLUE = "\x1b[31m", "\x1b[33m", "\x1b[34m"
WIDEST = 110
"""Columns of a line that are shown; longer lines are cut around the place."""


def render_full(diagnostic: Diagnostic, texts: Mapping[str, TextFile], *, colour: bool) -> str:
    """One diagnostic, ending in a line feed."""
    paint = _Paint(colour)
    sign = RED if diagnostic.is_error else YELLOW
    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", sign + BOLD) + paint(
        f": {_lines(diagnostic.message)}", BOLD
    )
    marks = [(diagnostic.span, "", "^"), *((label.span, label.message, "-") for label in diagnostic.labels)]
    gutter = max(len(str(span.line)) for span, _, _ in marks) + 1
    lines = [head, *_places(marks, texts, gutter, paint)]
    if diagnostic.help:
        lines.append(" " * gutter + paint(" = ", BLUE) + paint("help", BOLD) + f": {_lines(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def _lines(text: str) -> str:
    return "\n".join(map(harmless, text.split("\n")))


class _Paint:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"{code}{text}{PLAIN}" if self.colour else text


Mark = tuple[Span, str, str]


def _places(marks: list[Mark], texts: Mapping[str, TextFile], gutter: int, paint: _Paint) -> Iterable[str]:
    """The primary place first, then other places, by file; marks of one line together."""
    primary = marks[0][0]
    ordered = sorted(marks, key=lambda m: (m[0].file != primary.file, m[0].file, m[0].line, m[0].column))
    for file, group in groupby(ordered, key=lambda m: m[0].file):
        here = list(group)
        lead = next((m[0] for m in here if m[2] == "^"), here[0][0])
        arrow = "-->" if file == primary.file else ":::"
        yield f"{' ' * (gutter - 1)}{paint(arrow, BLUE)} {harmless(shown(file))}:{lead.line}:{lead.column}"
        if file not in texts:
            continue
        yield " " * gutter + paint(" |", BLUE)
        previous = 0
        for line, same in groupby(here, key=lambda m: m[0].line):
            if previous and line > previous + 1:
                yield paint("...", BLUE)
            previous = line
            yield from _line(texts[file].line(line), line, list(same), gutter, paint)


def _line(text: str, number: int, marks: list[Mark], gutter: int, paint: _Paint) -> Iterable[str]:
    first = min(span.column for span, _, _ in marks)
    start = max(first - 1 - WIDEST // 2, 0) if len(text) > WIDEST else 0
    shown = harmless(text[start : start + WIDEST].expandtabs(1))
    lead = "…" if start else ""
    tail = "…" if start + WIDEST < len(text) else ""
    yield paint(f"{number:>{gutter - 1}}  | ", BLUE) + lead + shown + tail
    for span, message, sign in marks:
        begin = min(max(span.column - 1 - start, 0), len(shown))
        stop = len(shown) if span.end_line > span.line else min(span.end_column - 1 - start, len(shown))
        under = sign * max(columns(shown[begin : max(stop, begin)]), 1)
        blank = " " * (columns(lead) + columns(shown[:begin]))
        code = RED if sign == "^" else BLUE
        label = f" {harmless(message)}" if message else ""
        yield " " * gutter + paint(" | ", BLUE) + blank + paint(under + label, code)
