"""A template's `reference.docx`, from its `template.yaml`: `make templates`.

Takes a template's folder; writes the file there. Invariant: the file in the repository is what this makes (a test).
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefwright.engines.files import put_in_place, read_text
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.limits import OUTLINE_BYTES
from briefwright.read.template import read_template
from briefwright.write.reference import Paper, Settings, make_reference


def reference(folder: Path) -> bytes:
    """The bytes of a template's reference.docx. Raises ValueError when its settings cannot be read."""
    file = read_text(folder / "template.yaml", "template.yaml", OUTLINE_BYTES)
    if isinstance(file, Diagnostic):
        raise ValueError(file.message)
    template, faults = read_template(folder.name, file, "", "", "", "")
    if template is None or faults:
        raise ValueError(faults[0].message)
    accent, ink, quiet, tint = (template.colours[name] for name in ("accent", "ink", "quiet", "tint"))
    paper: Paper = "Letter" if template.paper == "Letter" else "A4"
    return make_reference(Settings(paper, accent, ink, quiet, tint))


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
