"""A structure tree (ISO 32000-1, 14.7), from plain nodes to a PDF's objects.

Takes `Node`s; writes structure elements, the ParentTree and the IDTree. Invariant: what holds nothing is not written,
empty cells of tables aside; each piece of content and each annotation finds its element.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

KEPT = frozenset(["TH", "TD"])


@dataclass
class Content:
    """Marked content: its page (from 0), its number, and the stream that it stands in when that is not the page's."""

    page: int
    number: int
    form: Any = None


@dataclass
class Linked:
    """An annotation of a page."""

    page: int
    annotation: Any


@dataclass
class Node:
    """A structure element. `after` stands behind it; `tail` comes last in it. An `implied` one has no HTML element."""

    kind: str
    parent: Node | None = None
    implied: bool = False
    identifier: str = ""
    language: str = ""
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Content | Linked] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    tail: list[Node] = field(default_factory=list)

    def add(self, kind: str, *, implied: bool = False) -> Node:
        """A new last child."""
        node = Node(kind, self, implied=implied)
        self.kids.append(node)
        return node

    def held(self) -> Iterator[Node | Content | Linked]:
        """What it holds, in reading order."""
        for kid in self.kids:
            yield kid
            if isinstance(kid, Node):
                yield from kid.after
        yield from self.tail

    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.kind not in KEPT and all(isinstance(kid, Node) and kid.empty() for kid in self.held())


class Writer:
    """Writes nodes into a PDF."""

    def __init__(self, pdf: Any, pages: int) -> None:
        self.pdf, self.pages = pdf, pages
        self.numbered: list[dict[int, Any]] = [{} for _ in range(pages)]
        self.forms: dict[int, tuple[Any, dict[int, Any]]] = {}
        self.annotations: list[tuple[Any, Any]] = []
        self.names: dict[bytes, tuple[Any, Any]] = {}

    def write(self, document: Node) -> None:
        """The tree's root, and all below."""
        parents = self._object({})
        root = self._object({"Type": "/StructTreeRoot", "ParentTree": parents.reference})
        root["K"] = _array([self._element(document, root).reference])
        self._index(parents, root)
        if self.names:
            root["IDTree"] = self._id_tree().reference
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = _dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = _dictionary({"DisplayDocTitle": "true"})

    def _object(self, values: dict[str, Any]) -> Any:
        made = _dictionary(values)
        self.pdf.add_object(made)
        return made

    def _element(self, node: Node, parent: Any) -> Any:
        element = self._object({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent.reference})
        own = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if own is not None:
            element["Pg"] = self.pdf.page_references[own]
        if node.identifier:
            element["ID"] = string(node.identifier)
            self.names[bytes(element["ID"].data)] = (element["ID"], element)
        if node.language:
            element["Lang"] = string(node.language)
        if node.alternative:
            element["Alt"] = string(node.alternative)
        if node.attributes:
            element["A"] = _dictionary(node.attributes)
        element["K"] = _array(list(self._kids(node, element, own)))
        return element

    def _kids(self, node: Node, element: Any, own: int | None) -> Iterator[Any]:
        for kid in node.held():
            if isinstance(kid, Node):
                if not kid.empty():
                    yield self._element(kid, element).reference
            elif isinstance(kid, Content):
                yield self._content(kid, element, own)
            else:
                self.annotations.append((kid.annotation, element))
                page = self.pdf.page_references[kid.page]
                yield _dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page})

    def _content(self, kid: Content, element: Any, own: int | None) -> Any:
        if kid.form is None:
            self.numbered[kid.page][kid.number] = element.reference
            if kid.page == own:
                return kid.number
            return _dictionary({"Type": "/MCR", "Pg": self.pdf.page_references[kid.page], "MCID": kid.number})
        self.forms.setdefault(id(kid.form), (kid.form, {}))[1][kid.number] = element.reference
        place = {"Pg": self.pdf.page_references[kid.page], "Stm": kid.form.reference}
        return _dictionary({"Type": "/MCR", **place, "MCID": kid.number})

    def _index(self, parents: Any, root: Any) -> None:
        """The ParentTree (14.7.4.4): pages by their numbers, then forms, then annotations."""
        entries: list[Any] = [_array([each for _, each in sorted(numbered.items())]) for numbered in self.numbered]
        for form, numbered in self.forms.values():
            form.extra["StructParents"] = len(entries)
            entries.append(_array([each for _, each in sorted(numbered.items())]))
        for annotation, element in self.annotations:
            annotation["StructParent"] = len(entries)
            entries.append(element.reference)
        parents["Nums"] = _array([item for pair in enumerate(entries) for item in pair])
        root["ParentTreeNextKey"] = len(entries)

    def _id_tree(self) -> Any:
        """The IDTree (14.7.2), which every element with an ID must be found by."""
        found = sorted(self.names.items())
        names = [item for _, (name, element) in found for item in (name, element.reference)]
        limits = [found[0][1][0], found[-1][1][0]]
        leaf = self._object({"Names": _array(names), "Limits": _array(limits)})
        return self._object({"Kids": _array([leaf.reference])})


def _dictionary(values: dict[str, Any]) -> Any:
    import pydyf

    return pydyf.Dictionary(values)


def _array(values: list[Any]) -> Any:
    import pydyf

    return pydyf.Array(values)


def string(words: str) -> Any:
    """A text string."""
    import pydyf

    return pydyf.String(words)
