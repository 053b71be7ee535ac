"""`new-template`: a house style of one's own, on top of another.

Takes a name and the template that it builds on; writes a folder in the workspace's `templates/`. Invariant: nothing
that was there is changed, and the new style builds as it is.
"""

from __future__ import annotations

import json

from briefwright.engines.files import Workspace
from briefwright.engines.writing import new_file
from briefwright.model.template import Template

SETTINGS = """\
# {name}: a house style on top of {base}. Change these lines; layout and everything else follow in PDF and DOCX alike.
extends: {base}

publisher: {publisher}             # shown at the head of page one
logo: ''                           # a file beside this one (SVG or PNG), shown instead of the publisher's name
paper: {paper}                     # A4 or Letter
text: normal                       # normal, or large: print of 16 points

# Letters need a contrast of 4.5 to 1 on white and on the tint (WCAG AA); it is checked.
colours:
  accent: '{accent}'
  ink: '{ink}'
  quiet: '{quiet}'
  tint: '{tint}'

style: {style}
"""
CSS = """\
/* What {name} sets differently from {base}, whose style sheet comes first. Lengths in pt grow with large print. */
"""


def new_template(workspace: Workspace, name: str, base: Template) -> list[tuple[str, bool]]:
    """Make the template's files; each one's path in the workspace and whether it was written.

    Raises Failure when the disk refuses.
    """
    publisher = json.dumps(base.publisher, ensure_ascii=False)
    files = {
        "template.yaml": SETTINGS.format(
            name=name, base=base.name, publisher=publisher, paper=base.paper, style=base.style, **base.colours
        ),
        "style.css": CSS.format(name=name, base=base.name),
    }
    made = {f"templates/{name}/{file}": text for file, text in files.items()}
    return [(path, new_file(workspace.place(path), text)) for path, text in made.items()]
