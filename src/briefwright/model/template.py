"""A house style's settings, as `template.yaml` has them.

Gives `Template`. Invariant: settings and file contents only; how they are applied is the business of `write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefwright.model.scale import Scale


@dataclass(frozen=True)
class Template:
    """A folder in `templates/`: its settings, its layout and style sheet, and its reference.docx.

    Colours are `#rrggbb`; `scale` are the words of likelihood. `scale_of_text` multiplies the style sheet's
    points. `styles` are the bytes of the reference.docx, none where the DOCX's styles are made from the settings.
    """

    name: str
    publisher: str
    logo: str
    paper: str
    scale_of_text: float
    colours: Mapping[str, str]
    style: str
    disclaimer: str
    parts: tuple[str, ...]
    cover: bool
    numbering: bool
    scale: Scale
    confidence: tuple[str, ...]
    layout: str = field(repr=False)
    css: str = field(repr=False)
    styles: bytes = field(repr=False)
    folder: str = ""
