"""Elements of WordprocessingML: their names, how they are made, and what a paragraph calls its style.

Takes and gives elements of ElementTree. Invariant: knows no document; prefixes are those that Word itself writes.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
for _prefix, _address in NAMESPACES.items():
    ET.register_namespace(_prefix, _address)
W, A, WP, PIC = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "a", "wp", "pic"))


def child(parent: ET.Element, name: str, first: bool = False, **values: object) -> ET.Element:
    """A new child of WordprocessingML's namespace with these attributes."""
    made = ET.Element(f"{W}{name}", {f"{W}{key}": str(value) for key, value in values.items()})
    parent.insert(0, made) if first else parent.append(made)
    return made


def style_of(paragraph: ET.Element) -> str:
    """The style that a paragraph names, or nothing."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def restyle(paragraph: ET.Element, style: str) -> ET.Element:
    """Give a paragraph this style, and its properties."""
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = child(paragraph, "pPr", first=True)
    named = look.find(f"{W}pStyle")
    if named is None:
        named = child(look, "pStyle", first=True)
    named.set(f"{W}val", style)
    return look


def words_of(element: ET.Element) -> str:
    """The characters in an element."""
    return "".join(each.text or "" for each in element.iter(f"{W}t"))
