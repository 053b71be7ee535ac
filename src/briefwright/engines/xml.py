"""The door to XML that others wrote.

Takes bytes; gives a tree. Invariant: no document type, in whatever encoding, so that there is no entity to grow and no
file to name; and no nesting that a program which walks the tree could fall over.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from briefwright.model.limits import XML_DEPTH


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree, and refuses what parsers must not be given."""

    def doctype(self, *_told: str | None) -> None:
        """Refuse a document type; expat tells of it before any entity."""
        raise ValueError("it has a document type")


def parsed(content: bytes) -> Element:
    """The root of a document. Raises ValueError when it is no XML, has a document type, or is nested too deep."""
    parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314 - without a document type there are no entities
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ElementTree.ParseError, LookupError) as error:
        raise ValueError(f"it is no XML: {error}") from None
    level, depth = [root], 0
    while level:
        level, depth = [child for each in level for child in each], depth + 1
        if depth > XML_DEPTH:
            raise ValueError(f"it is nested more than {XML_DEPTH} deep")
    return root
