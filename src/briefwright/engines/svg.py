"""The drawings of Vega as SVG that a page, a browser and WeasyPrint show alike.

Takes an SVG of vl-convert's; gives one with nothing in it but shapes and words. Invariant: elements and attributes are
those listed here; identifiers are counted from 1 and begin with `PREFIX`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACE = "http://www.w3.org/2000/svg"
PREFIX = "chart-part-"
ELEMENTS = frozenset("svg g path line rect circle text tspan defs clipPath linearGradient radialGradient stop".split())
ATTRIBUTES = frozenset(
    """id d x y x1 y1 x2 y2 r cx cy fx fy dx dy width height viewBox transform fill fill-opacity fill-rule stroke
    stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    opacity clip-path text-anchor font-family font-size font-weight font-style direction gradientUnits
    gradientTransform offset stop-color stop-opacity""".split()
)
SHAPES = frozenset({"path", "line", "rect", "circle", "text"})
NOTHING = re.compile(r"(?:M0,0h0v0h0Z)?")
REFERENCE = re.compile(r"url\(#([^)]+)\)")


class NothingDrawn(ValueError):
    """A drawing without a single mark."""


def cleaned(svg: str) -> tuple[Element, tuple[str, ...]]:
    """The drawing, and the words in it. Raises NothingDrawn when no mark stands in it."""
    root = ElementTree.fromstring(svg)  # noqa: S314 (the converter's own output)
    if not any(_marks(group) for group in root.iter() if "role-mark" in group.get("class", "").split()):
        raise NothingDrawn
    names: dict[str, str] = {}
    for element in root.iter():
        if old := element.get("id"):
            names.setdefault(old, f"{PREFIX}{len(names) + 1}")
    _clean(root, names)
    words = tuple(" ".join("".join(each.itertext()).split()) for each in root.iter("text"))
    return root, tuple(word for word in words if word)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _marks(group: Element) -> bool:
    """Whether something is drawn in a group of marks."""
    return any(
        _local(each) in SHAPES and each.get("d", "M") and each.get("class") not in ("background", "foreground")
        for each in group.iter()
    )


def _clean(element: Element, names: dict[str, str]) -> None:
    element.tag = _local(element)
    for child in list(element):
        tag = _local(child)
        unseen = child.get("display") == "none" or (tag == "path" and NOTHING.fullmatch(child.get("d", "")))
        if tag not in ELEMENTS or unseen:
            element.remove(child)
            continue
        _clean(child, names)
        if tag == "g" and not len(child):
            element.remove(child)
    for key, value in list(element.attrib.items()):
        if key not in ATTRIBUTES:
            del element.attrib[key]
        elif key == "id":
            element.set(key, names[value])
        elif "url" in REFERENCE.sub("", value).lower() and key not in ("font-family", "d"):
            del element.attrib[key]  # a colour that is to be fetched is none
        else:
            element.set(key, REFERENCE.sub(lambda found: f"url(#{names.get(found[1], '')})", value))


def written(root: Element, width: float, height: float) -> str:
    """The drawing as words of XML, `width` and `height` in points."""
    root.set("xmlns", NAMESPACE)
    root.set("width", f"{width:g}pt")
    root.set("height", f"{height:g}pt")
    return ElementTree.tostring(root, encoding="unicode")
