"""A workspace that remembers what it was asked for.

Takes what `Workspace` takes; gives what it gives. Invariant: a file's stamp is taken before it is read, so that what is
changed meanwhile is told from what was read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefwright.engines import made
from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Text


@dataclass(frozen=True)
class Asking(Workspace):
    """A workspace that knows which files each outline named, found or not, with their stamps."""

    asked: dict[Path, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def named_file(self, text: Text, outline: Path) -> Path | Diagnostic:
        """A file that an outline names, starting from the outline's own folder."""
        with suppress(OSError, RuntimeError, ValueError):
            path = str((outline.parent / text.value.strip()).resolve())
            self.asked.setdefault(outline, {}).setdefault(path, made.stamp(path))
        return super().named_file(text, outline)
