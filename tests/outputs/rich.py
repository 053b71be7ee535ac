"""A brief that has some of everything a PDF can hold: pictures, a table, lists, contents, notes, links, markings, a box
that shines through."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from tests.support import built, double, seed

from briefwright.pipeline import Built

WORDS = "Three feet of ice does not melt all at once"
GERMAN = "Wo Eis liegt, liegt Schnee."
LONG = "The harbour office counts each hull at the mole and writes its name into a book. "
MARKINGS = 'handling: "TLP:GREEN"\nstatus: draft\n'
BODY = f"""\
      - Prose that quotes "{WORDS}" [@a#p1], and then in German "Wo Eis liegt, liegt Schnee" [@a#p3].
      - figure: {{file: a.png, alt: A map of the sea, caption: The sea, credit: The office}}
      - |
        * One
        * Two, with [a link](https://example.org/two)
      - |
        1. First
        2. Second
      - table: {{caption: Ice, columns: [What, How much], rows: [[Sea, Much], [Land, More], [Air, None]]}}
      - box: {{heading: A box, body: [Words of the box.]}}
      - quote: a#p2
"""


def picture(mode: str = "RGBA", kind: str = "PNG", **options: Any) -> bytes:
    """A small picture."""
    out = BytesIO()
    colour = (40, 90, 160, 128)[: len(mode)] if mode.isalpha() and len(mode) > 1 else 40
    Image.new(mode, (24, 16), colour).save(out, kind, **options)
    return out.getvalue()


def files(body: str = BODY, *, front: str = MARKINGS, css: str = "", base: str = "policy-brief") -> dict[str, Any]:
    """A workspace of one brief, `b`, in a template of its own."""
    head = f"title: A brief\nsubtitle: On ice\nauthors: [An Author, Another]\nlanguage: en-GB\ntemplate: house\n{front}"
    german = f"  p3: {{text: {double(GERMAN)}, language: de}}\n"
    return {
        "seeds/a.yaml": seed(p1=f"{WORDS}.", p2=LONG * 3) + german,
        "briefs/b.yaml": f"{head}sections:\n  - heading: One\n    body:\n{body}",
        "briefs/a.png": picture(),
        "templates/house/template.yaml": f"extends: {base}\n",
        "templates/house/style.css": css,
    }


def rich(root: Path) -> Built:
    """The brief, built as a report."""
    made = built(root, files(css=".box { opacity: .95 }", base="report"), ["pdf"])
    assert not made.faults
    return made
