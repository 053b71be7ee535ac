"""A template's `reference.docx`, from its `template.yaml`: `make templates`.

Takes a template's folder; writes the file there. Invariant: the file in the repository is what this makes (a test).
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefwright.engines.files import Workspace
from briefwright.engines.writing import put_in_place
from briefwright.house import named_template
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span
from briefwright.write.look import settings_of
from briefwright.write.reference import make_reference


def reference(folder: Path) -> bytes:
    """The bytes of a template's reference.docx. Raises ValueError when its settings cannot be read."""
    faults: list[Diagnostic] = []
    template = named_template(Workspace(folder.resolve().parents[1]), folder.name, Span(folder.name), faults)
    if template is None or faults:
        raise ValueError(faults[0].message)
    return make_reference(settings_of(template))


def main(arguments: list[str]) -> int:
    """Write it; 1 and a line when it cannot be."""
    for name in arguments:
        try:
            put_in_place({Path(name) / "reference.docx": reference(Path(name))})
        except ValueError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
