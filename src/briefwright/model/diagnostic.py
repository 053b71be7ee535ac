"""Faults as values.

Takes spans; gives `Diagnostic`. Invariant: a diagnostic is data only; how it is shown is the business of `report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from briefwright.model.span import Span


class Severity(StrEnum):
    """How much a fault weighs: an error stops the brief, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


WARNINGS = frozenset(
    {
        "mixed-judgement",
        "mixed-scripts",
        "omission-drops-negation",
        "other-ledger",
        "single-marks",
        "single-witness",
        "unknown-term",
        "unsupported-claim",
        "unused-source",
    }
)
"""The codes that are warnings; every other code is an error."""


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that a fault has to do with, and what is there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that may mend a fault: what stands at `span` gives way to words of a passage, as the passage has them,
    or, where `pointer`, to the ID of one. An editor offers it; nothing makes it unasked."""

    span: Span
    put: str
    pointer: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault: its code (the name of the flaw), one headline, one place, other places, help, and what may mend it."""

    code: str
    message: str
    span: Span
    note: str = ""
    help: str = ""
    labels: tuple[Label, ...] = ()
    strict: bool = False
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        """Error or warning; under `--strict` always error."""
        warning = self.code in WARNINGS and not self.strict
        return Severity.WARNING if warning else Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it stops the brief."""
        return self.severity is Severity.ERROR


def in_order(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Each fault once, in the order of files and lines; `strict` makes warnings errors."""
    unique = dict.fromkeys(replace(d, strict=True) if strict else d for d in diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span, d.code, d.message)))
