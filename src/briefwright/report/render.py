"""The four forms of a diagnostic.

Takes diagnostics; gives text. Invariant: `short` is one line, `json` one object a line, `github` one workflow command
a line; `full` shows the line, underlines the words and labels the other places. In none of them does a character act
on a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from briefwright.model.characters import ACTING, harmless
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span, TextFile
from briefwright.report.full import render_full
from briefwright.report.terminal import shown

FORMATS = ("full", "short", "json", "github")


def render(diagnostics: Iterable[Diagnostic], form: str, texts: Mapping[str, TextFile], *, colour: bool) -> str:
    """All diagnostics in one of `FORMATS`; `texts` are the files by name, for the lines that `full` shows."""
    if form == "full":
        return "\n".join(render_full(diagnostic, texts, colour=colour) for diagnostic in diagnostics)
    one: Callable[[Diagnostic], str] = {"short": short, "json": as_json, "github": github}[form]
    return "".join(one(diagnostic) + "\n" for diagnostic in diagnostics)


def short(diagnostic: Diagnostic) -> str:
    """`FILE:LINE:COL: SEVERITY[CODE]: MESSAGE`."""
    span = diagnostic.span
    place = f"{_line(shown(span.file))}:{span.line}:{span.column}"
    return f"{place}: {diagnostic.severity}[{diagnostic.code}]: {_line(diagnostic.message)}"


def _line(text: str) -> str:
    return harmless(" ".join(text.split()))


def as_json(diagnostic: Diagnostic) -> str:
    """One JSON object."""
    record = {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "help": diagnostic.help,
        "labels": [{"message": label.message, **_place(label.span)} for label in diagnostic.labels],
    }
    return ACTING.sub(lambda match: json.dumps(match[0])[1:-1], json.dumps(record, ensure_ascii=False))


def _place(span: Span) -> dict[str, str | int]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def github(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions."""
    span = diagnostic.span
    properties = {
        "file": span.file,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": diagnostic.code,
    }
    shown = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    message = diagnostic.message + (f"\nhelp: {diagnostic.help}" if diagnostic.help else "")
    return f"::{diagnostic.severity} {shown}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    text = "\n".join(map(harmless, text.replace("\r", "\n").split("\n")))
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
