"""The structure tree of a PDF as PDF/UA-1 (ISO 14289-1) asks, from WeasyPrint's boxes.

Takes a laid-out document; while `tagging` lasts, WeasyPrint marks content and writes the tree in our manner and not in
its own: one structure element for one HTML element, over as many pages as it has; a note behind the paragraph that
calls it, with its ID, and linked both ways; what pages repeat, and what is `aria-hidden`, is an artifact. Invariant:
says what the boxes' HTML elements say, and never guesses from the page; all that is marked is in the tree.

WeasyPrint has no door for this: for the time of one writing, one function and one method of it are replaced. Its
version is pinned, and tests walk the whole tree.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

from briefwright.engines.boxes import decoration, hidden, margin_boxes, markings, repeated, root_of, walk
from briefwright.engines.structure import Content, Linked, Node, Writer, string

ONE_AT_A_TIME = Lock()
SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "main": "Part", "article": "Art", "section": "Sect", "aside": "Sect", "nav": "Sect", "header": "Div",
    "footer": "Div", "div": "Div", "address": "Div", "figure": "Div", "hgroup": "Div", "blockquote": "BlockQuote",
    "p": "P", "pre": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "ul": "L", "ol": "L",
    "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "img": "Figure", f"{SVG}svg": "Figure", "q": "Quote", "code": "Code",
}  # fmt: skip
"""Structure types by HTML's names; what is not here is no element of its own."""
INLINE = frozenset(["Link", "Span", "Quote", "Code", "Reference"])
GROUPS = frozenset(["Document", "Part", "Art", "Sect", "Div", "BlockQuote"])
"""Types that hold paragraphs, and no words of their own (ISO 32000-1, 14.8.4.2)."""
PARAGRAPHS = frozenset(["P", "H1", "H2", "H3", "H4", "H5", "H6"])
NUMBERING = {
    "none": "None", "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha",
}  # fmt: skip
"""ListNumbering (ISO 32000-1, table 347) by CSS's names."""


@contextmanager
def tagging(document: Any, words: Mapping[str, str]) -> Iterator[None]:
    """While it lasts, WeasyPrint tags as PDF/UA-1 asks. `words` are the brief's own, for what links say."""
    import weasyprint.pdf as engine
    from weasyprint.pdf.stream import Stream

    again, unsaid = repeated(document), hidden(document)
    _tie_notes(document, again)
    told = markings(document)
    artifacts = _artifacts(document, again, told) | dict.fromkeys(unsaid, _properties({"Type": "/Layout"}))
    build, mark = engine.add_tags, Stream.marked

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        outside = artifacts.get(id(box))
        if outside is not None:
            self.begin_marked_content("Artifact", outside)
        else:
            self.marks = getattr(self, "marks", -1) + 1
            self._tags[box] = (self, self.marks)
            self.begin_marked_content(tag, _properties({"MCID": self.marks}))
        try:
            yield
        finally:
            self.end_marked_content()

    def add_tags(pdf: Any, given: Any, _: Any, streams: list[Any]) -> None:
        tree = _Tree(given, words, again | unsaid)
        tree.markings(told, streams)
        for number, (page, stream) in enumerate(zip(given.pages, streams, strict=True)):
            tree.page(number, page, stream)
        Writer(pdf, len(streams)).write(tree.document)

    with ONE_AT_A_TIME:
        engine.add_tags, Stream.marked = add_tags, marked
        try:
            yield
        finally:
            engine.add_tags, Stream.marked = build, mark


def _properties(values: dict[str, Any]) -> Any:
    import pydyf

    return pydyf.Dictionary(values)


def _artifacts(document: Any, again: frozenset[int], told: list[Any]) -> dict[int, Any]:
    """The property lists of what is no part of the text (ISO 32000-1, 14.8.2.2.2), by boxes' ids."""
    found = dict.fromkeys(again, _properties({"Type": "/Pagination"}))
    found |= dict.fromkeys(decoration(document), _properties({"Type": "/Layout"}))
    for page in document.pages:
        for margin in margin_boxes(page):
            if any(margin is each for each in told):
                continue
            place = {"@top": "/Header", "@bot": "/Footer"}.get(margin.at_keyword[:4])
            kind = {"Type": "/Pagination", **({"Subtype": place} if place else {})}
            found |= dict.fromkeys((id(box) for box in walk(margin)), _properties(kind))
    return found


def _tie_notes(document: Any, again: frozenset[int]) -> None:
    """Links from each call to its note and from the note's number to its call. WeasyPrint gathers links when pages are
    laid out; these are added to what it has, and those in repeated heads taken away."""
    for page in document.pages:
        # What stands in a link has no link of its own beside it.
        page.links[:] = [link for link in page.links if link[3].link and id(link[3]) not in again]
        for box in walk(page._page_box):
            kind, inner = _pseudo(box), getattr(box, "children", ())
            if kind not in ("footnote-call", "footnote-marker") or not inner or id(box) in again:
                continue
            name = str(box.element.get("id") or "")
            back = f"call{name.removeprefix('fn')}"
            left, top, width, height = inner[0].hit_area()
            area = (left, top, left + width, top + height)
            page.links.append(("internal", name if kind == "footnote-call" else back, area, box))
            if kind == "footnote-call":
                page.anchors.setdefault(back, area)


def _pseudo(box: Any) -> str:
    name, found, kind = str(box.element_tag or "").rpartition("::")
    return kind if name and found else ""


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


class _Tree:
    """Grows the tree, page by page. An HTML element that was met before is gone on with."""

    def __init__(self, document: Any, words: Mapping[str, str], again: frozenset[int]) -> None:
        self.words, self.again = words, again
        self.document = Node("Document")
        self.known: dict[tuple[int, str], Node] = {}
        root = root_of(document)
        self.language = str(root.get("lang") or "")
        if root.get("dir") == "rtl":
            self.document.attributes = {"O": "/Layout", "WritingMode": "/RlTb"}
        self.number, self.height = 0, 0.0
        self.tags: dict[Any, Any] = {}
        self.stream: Any = None

    def markings(self, told: list[Any], streams: list[Any]) -> None:
        """The first of each marking in the margins, as paragraphs at the head of the document."""
        for margin in told:
            paragraph = self.document.add("P")
            for number, stream in enumerate(streams):
                self.number, self.tags, self.stream = number, stream._tags, stream
                for box in walk(margin):
                    self._take(box, paragraph)

    def page(self, number: int, page: Any, stream: Any) -> None:
        """All boxes of a page."""
        self.number, self.height, self.tags, self.stream = number, page.height, stream._tags, stream
        margins = margin_boxes(page)
        for box in page._page_box.children:
            if not any(box is margin for margin in margins):
                self._visit(box, self.document)
        if self.tags:
            lost = next(iter(self.tags))
            raise RuntimeError(f"a part of page {number + 1} is not in the structure: {lost}")

    def _visit(self, box: Any, above: Node) -> None:
        box = getattr(box, "_box", box)
        if id(box) in self.again:
            return
        node = self._node(box, above)
        if box.link_annotation is not None:
            node = _holder(node)
            self._describe(box)
            node.kids.append(Linked(self.number, box.link_annotation))
        self._take(box, node)
        for child in getattr(box, "children", ()):
            self._visit(child, node)

    def _take(self, box: Any, node: Node) -> None:
        mark = self.tags.pop(box, None)
        if mark:
            stream, number = mark
            form = None if stream is self.stream else stream
            _holder(node).kids.append(Content(self.number, number, form))

    def _node(self, box: Any, above: Node) -> Node:
        """The node of a box's element; the one above where it has none."""
        if box.element is None:
            return above
        key = (id(box.element), str(box.element_tag))
        if key not in self.known:
            self.known[key] = self._new(box, above)
        node = self.known[key]
        # An element without a node of its own is where it is: its words may stand in a paragraph of its parent.
        return node if node.kind else above

    def _new(self, box: Any, above: Node) -> Node:
        pseudo = _pseudo(box)
        if pseudo:
            return self._generated(box, pseudo, above)
        element = box.element
        kind = self._kind(box, above)
        if kind == "Note":
            node = Node("Note", self.document, identifier=str(element.get("id") or ""))
            self.document.tail.append(node)  # a call puts it where it belongs; this one has none
        elif not kind:
            return Node("")
        else:
            node = _below(kind, above).add(kind)
        language = str(element.get("lang") or "")
        if language and language != self.language:
            node.language = language
        self._attributes(box, node)
        return node

    def _generated(self, box: Any, pseudo: str, above: Node) -> Node:
        if pseudo == "footnote-call":
            reference = _holder(above).add("Reference")
            self._note(box.element, reference)
            return reference.add("Link") if box.link_annotation is not None else reference
        if pseudo == "footnote-marker":
            label = above.add("Lbl")
            return label.add("Link") if box.link_annotation is not None else label
        if pseudo == "marker" and above.kind in ("LI", "TOCI"):
            return above.add("Lbl")
        return Node("")

    def _note(self, element: Any, reference: Node) -> None:
        """A note stands behind the paragraph that calls it, or at the end of the cell or caption. One called in a head
        of a table stands behind the table: a reader says heads again with each cell."""
        node = Node("Note", reference.parent, identifier=str(element.get("id") or ""))
        block = reference
        while block.kind in INLINE and block.parent:
            block = block.parent
        if "TH" in (block.kind, block.parent.kind if block.parent else ""):
            while block.kind != "Table" and block.parent:
                block = block.parent
        (block.after if block.kind in (*PARAGRAPHS, "Table") else block.tail).append(node)
        if (language := str(element.get("lang") or "")) and language != self.language:
            node.language = language
        self.known[(id(element), element.tag)] = node

    def _kind(self, box: Any, above: Node) -> str:
        element, tag = box.element, str(box.element_tag)
        classes = _classes(element)
        if "footnote" in classes:
            return "Note"
        if tag == "nav" and "toc" in classes:
            return "TOC"
        if tag == "a" and box.link:
            return "Link"
        if tag == "span" and "quotation" in classes:
            return "Quote"
        if above.kind == "TOC":
            return "" if tag in ("ul", "ol", "nav") else "TOCI"
        if tag in ("ul", "ol") and above.kind == "TOCI":
            return "TOC"
        if tag == "li" and above.kind not in ("L", "LI"):
            return "Div"
        if tag in ("html", "body") or (tag == "div" and above.kind == "L"):
            return ""
        return KINDS.get(tag, "Span" if element.get("lang") else "")

    def _attributes(self, box: Any, node: Node) -> None:
        element = box.element
        if node.kind in ("TH", "TD"):
            given: dict[str, Any] = {}
            if node.kind == "TH":
                head = node.parent and node.parent.parent and node.parent.parent.kind == "THead"
                given["Scope"] = "/Row" if element.get("scope", "" if head else "row") == "row" else "/Column"
            given |= {"ColSpan": box.colspan} if box.colspan != 1 else {}
            given |= {"RowSpan": box.rowspan} if box.rowspan != 1 else {}
            node.attributes = {"O": "/Table", **given} if given else {}
        elif node.kind == "L":
            item = next((each for each in walk(box) if each.element_tag == "li"), None)
            node.attributes = {"O": "/List", "ListNumbering": f"/{_numbering(item, element.tag)}"}
        elif node.kind == "Figure":
            self._picture(box, node)

    def _picture(self, box: Any, node: Node) -> None:
        """Where a picture stands, in the page's own points from the bottom left, and the words in its place."""
        import pydyf

        left, top = box.content_box_x(), box.content_box_y()
        area = [left, self.height - top - box.height, left + box.width, self.height - top]
        node.attributes = {"O": "/Layout", "BBox": pydyf.Array([round(0.75 * each, 2) for each in area])}
        title = box.element.find(f"{SVG}title")
        inside = "".join(title.itertext()) if title is not None else ""
        node.alternative = str(box.element.get("alt") or box.element.get("aria-label") or inside).strip()
        if not node.alternative:
            source = str(box.element.get("src") or "an SVG picture")[:100]
            logging.getLogger("weasyprint").error('Image "%s" has no required alt description', source)

    def _describe(self, box: Any) -> None:
        """What a link says to who cannot see it (ISO 14289-1, 7.18.5): where it leads; of an address, the address."""
        annotation, pseudo = box.link_annotation, _pseudo(box)
        name = str(box.element.get("id") or "")
        if pseudo == "footnote-call":
            annotation["Contents"] = string(f"{self.words['note']} {name.removeprefix('fn')}")
        elif pseudo == "footnote-marker":
            annotation["Contents"] = string(self.words["back-to-text"])
        elif "Dest" in annotation:
            told = " ".join("".join(box.element.itertext()).split())
            annotation["Contents"] = string(told or name or str(box.element.get("href") or ""))


def _numbering(item: Any, tag: str) -> str:
    """How a list counts, as its first item's style says."""
    if item is None or "list-item" not in item.style["display"]:
        return "None"
    style = item.style["list_style_type"]
    return NUMBERING.get(style if isinstance(style, str) else "", "Disc" if tag == "ul" else "Decimal")


def _holder(node: Node) -> Node:
    """Where words of a node stand: a list's item has a body, and a group of paragraphs a paragraph."""
    if node.kind == "LI":
        return next((k for k in node.kids if isinstance(k, Node) and k.kind == "LBody"), None) or node.add("LBody")
    if node.kind not in GROUPS:
        return node
    last = node.kids[-1] if node.kids else None
    return last if isinstance(last, Node) and last.implied else node.add("P", implied=True)


def _below(kind: str, above: Node) -> Node:
    """Where a new node of a kind goes, below another."""
    if kind in ("Lbl", "LBody") and above.kind == "L":  # a term and what is said of it
        last = above.kids[-1] if above.kids else None
        open_ = isinstance(last, Node) and kind == "LBody" and not any(_is(k, "LBody") for k in last.kids)
        return last if open_ and isinstance(last, Node) else above.add("LI")
    if above.kind == "LI" and kind not in ("Lbl", "LBody"):
        return _holder(above)
    if kind in INLINE:
        above = _holder(above)
        return above.add("Reference") if kind == "Link" and above.kind == "TOCI" else above
    return above


def _is(kid: Any, kind: str) -> bool:
    return isinstance(kid, Node) and kid.kind == kind
