"""Faults as an editor shows them.

Takes diagnostics and the texts that they are in; gives the protocol's, by file. Invariant: a code, a severity and a
place are those of `check`; help stands below the message, other places are related information.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lsprotocol import types

from briefwright.desk.lsp.positions import Positions
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span, TextFile

SEVERITY = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
SOURCE = "briefwright"
UriOf = Callable[[str], str]
"""The address of a file by its name in the workspace."""


def by_file(
    faults: Iterable[Diagnostic], texts: Mapping[str, TextFile], uri: UriOf, positions: Positions
) -> dict[str, list[types.Diagnostic]]:
    """Faults by the name of the file that they are in; `texts` has the files by name."""
    found: dict[str, list[types.Diagnostic]] = {}
    for fault in faults:
        found.setdefault(fault.span.file, []).append(_shown(fault, texts, uri, positions))
    return found


def _shown(fault: Diagnostic, texts: Mapping[str, TextFile], uri: UriOf, positions: Positions) -> types.Diagnostic:
    def place(span: Span) -> types.Range:
        return positions.of_span(texts.get(span.file, TextFile(span.file, "")), span)

    parts = [fault.message, fault.note, f"help: {fault.help}" if fault.help else ""]
    return types.Diagnostic(
        range=place(fault.span),
        message="\n".join(part for part in parts if part),
        severity=SEVERITY[fault.severity.value],
        code=fault.code,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(types.Location(uri(label.span.file), place(label.span)), label.message)
            for label in fault.labels
        ],
    )
