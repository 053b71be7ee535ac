"""The door to a template's logo.

Takes its file; gives what is wrong with it, and the bytes that a page, a browser and Word show. Invariant: a picture
without remarks, or a drawing of shapes and words that refers to nothing outside itself.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from briefwright.engines.markup import fetched
from briefwright.engines.pictures import picture_fault, read_bare
from briefwright.engines.svg import NAMESPACE
from briefwright.engines.xml import parsed
from briefwright.model.failure import Failure
from briefwright.model.limits import FILE_BYTES, OUTLINE_BYTES

DRAWN = frozenset(
    """svg g path line rect circle ellipse polygon polyline text tspan defs clipPath linearGradient radialGradient stop
    style title desc""".split()
)
"""What a drawing may have. `use` may not stand in it: one that repeats another is enough for a drawing without end."""


def logo_fault(path: Path) -> str:
    """Why a file cannot be a logo; empty when it can."""
    try:
        if path.suffix.lower() != ".svg":
            large = path.stat().st_size > FILE_BYTES
            return f"has more than {FILE_BYTES:,} bytes" if large else picture_fault(path.read_bytes())
        if path.stat().st_size > OUTLINE_BYTES:
            return f"has more than {OUTLINE_BYTES:,} bytes"
        _drawn(path.read_bytes())
    except OSError:
        return "cannot be read"
    except ValueError as error:
        return f"cannot be shown: {error}"
    return ""


def shown(path: Path) -> tuple[bytes, str]:
    """A logo that was vetted, and its kind, for a page. Raises Failure when it has changed since."""
    if path.suffix.lower() == ".svg":
        return _again(path), "image/svg+xml"
    content = read_bare(path)
    return content, "image/png" if content[1:4] == b"PNG" else "image/gif" if content[:3] == b"GIF" else "image/jpeg"


def pixels(path: Path) -> bytes:
    """A logo that was vetted, for Word. Raises Failure when it has changed since, or cannot be drawn."""
    if path.suffix.lower() != ".svg":
        return read_bare(path)
    import vl_convert

    try:
        return bytes(vl_convert.svg_to_png(_again(path).decode(), scale=4))
    except ValueError:
        raise Failure(f"the logo {path.name} cannot be drawn for Word", "save it as PNG") from None


def _again(path: Path) -> bytes:
    try:
        return _drawn(path.read_bytes())
    except (OSError, ValueError):
        raise Failure(f"the logo {path.name} has changed while the brief was made", "build it again") from None


def _drawn(content: bytes) -> bytes:
    """A drawing without what programs leave in it for themselves. Raises ValueError when it does more than draw."""
    root = parsed(content)
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise ValueError("it is no SVG")
    _cleaned(root)
    ElementTree.register_namespace("", NAMESPACE)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _cleaned(element: Element) -> None:
    for key, value in list(element.attrib.items()):
        if key.startswith("{"):  # of other programs, and xlink
            del element.attrib[key]
        elif key.lower().startswith("on") or key in ("href", "src"):
            raise ValueError(f"it has `{key}`")
        elif address := fetched(f"*{{x:{value}}}" if key != "style" else f"*{{{value}}}"):
            raise ValueError(f"it refers to `{address[:80]}`")
    if element.tag == f"{{{NAMESPACE}}}style" and (address := fetched(element.text or "")):
        raise ValueError(f"it refers to `{address[:80]}`")
    for child in list(element):
        namespace, _, tag = child.tag.rpartition("}")
        if namespace != f"{{{NAMESPACE}" or tag == "metadata":
            element.remove(child)
        elif tag not in DRAWN:
            raise ValueError(f"it has `<{tag[:40]}>`; save it as PNG")
        else:
            _cleaned(child)
