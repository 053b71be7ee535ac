"""The structure tree of a PDF, where WeasyPrint 70 leaves it short of PDF/UA-1 (ISO 14289-1).

Takes boxes and structure elements as WeasyPrint's `pdf/tags.py` builds them, one by one; gives them what they lack:
notes as Note with an ID, a call and its note linked both ways, the language of parts, the scope of heads, running
heads and what is `aria-hidden` as artifacts, an IDTree. Invariant: says what the boxes' HTML elements say, and never
guesses from the page.

WeasyPrint has no door for this: for the time of one writing, two of its functions and one method are replaced. Its
version is pinned, and a test walks the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

ONE_AT_A_TIME = Lock()


@contextmanager
def tagging(document: Any) -> Iterator[None]:
    """While it lasts, WeasyPrint tags as PDF/UA-1 asks."""
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import stream, tags

    _tie_notes(document)
    # Running heads and page numbers are no part of the text (ISO 32000-1, 14.8.2.2.2), nor is what is hidden from who
    # listens because the text says it already.
    outside = {
        id(box): kind
        for page in document.pages
        for root, kind in _artifacts(page._page_box, MarginBox)
        for box in root.descendants()
    }
    build, mark = tags._build_box_tree, stream.Stream.marked

    def mended(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        if isinstance(box, MarginBox) or _hidden(box):
            return
        for element in build(box, parent, pdf, *rest):
            yield _mended(box, element, parent, pdf)

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if id(box) not in outside:
            with mark(self, box, tag):
                yield
            return
        self.begin_marked_content("Artifact", _dictionary({"Type": f"/{outside[id(box)]}"}))
        try:
            yield
        finally:
            self.end_marked_content()

    with ONE_AT_A_TIME:
        tags._build_box_tree, stream.Stream.marked = mended, marked
        try:
            yield
        finally:
            tags._build_box_tree, stream.Stream.marked = build, mark


def _tie_notes(document: Any) -> None:
    """Links from each call to its note and from the note's number to its call. WeasyPrint gathers links when pages are
    laid out; these are added to what it has."""
    for page in document.pages:
        # What stands in a link has no link of its own beside it.
        page.links[:] = [link for link in page.links if link[3].link]
        waiting = [page._page_box]
        while waiting:
            box = waiting.pop()
            waiting.extend(getattr(box, "children", ()))
            kind = str(box.element_tag or "").rpartition("::")[2]
            name = str(box.element.get("id") or "") if box.element is not None else ""
            inner = getattr(box, "children", ())
            if kind not in ("footnote-call", "footnote-marker") or not inner:
                continue
            back = f"call{name.removeprefix('fn')}"
            left, top, width, height = inner[0].hit_area()
            target = name if kind == "footnote-call" else back
            area = (left, top, left + width, top + height)
            page.links.append(("internal", target, area, box))
            if kind == "footnote-call":
                page.anchors.setdefault(back, area)


def _artifacts(page: Any, margin: type) -> Iterator[tuple[Any, str]]:
    """The boxes of a page that hold no part of its text, and which kind of artifact each is."""
    waiting = [page]
    while waiting:
        for child in getattr(waiting.pop(), "children", ()):
            each = getattr(child, "_box", child)
            if isinstance(each, margin):
                yield each, "Pagination"
            elif _hidden(each):
                yield each, "Layout"
            else:
                waiting.append(each)


def _hidden(box: Any) -> bool:
    return box.element is not None and box.element.get("aria-hidden") == "true"


def _mended(box: Any, element: Any, parent: Any, pdf: Any) -> Any:
    """A structure element with what its HTML element says of it; the one around it where it needs one."""
    source = box.element
    tag = str(box.element_tag or "")
    if source is None:
        return element
    if tag.endswith("::footnote-call"):
        return _around("Reference", _link(box, element), parent, pdf)
    if tag.endswith("::footnote-marker"):
        return _around("Lbl", _link(box, element), parent, pdf)
    if "::" in tag:
        return element
    if source.get("class") == "footnote":
        element["S"], element["ID"] = "/Note", _string(source.get("id"))
    if element["S"] == "/TH":
        element["A"]["Scope"] = "/Row" if source.get("scope") == "row" else "/Column"
    if element["S"] == "/LI":
        _body(element, pdf)
    if (language := source.get("lang")) and source.tag != "html":
        element["Lang"] = _string(language)
    if element["S"] == "/Link" and box.link_annotation is not None:
        _describe(box)
    return element


def _link(box: Any, element: Any) -> Any:
    element["S"] = "/Link"
    if box.link_annotation is not None:
        _describe(box)
    return element


def _body(item: Any, pdf: Any) -> None:
    """What a list's item holds beside its mark, in a body (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4.3.3)."""
    held = [(kid, pdf.objects[int(kid.split()[0])]) for kid in item["K"]]
    loose = [(kid, each) for kid, each in held if each["S"] not in ("/Lbl", "/LBody", "/L")]
    if not loose:
        return
    body = _dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    pdf.add_object(body)
    body["K"] = _array([kid for kid, _ in loose])
    for _, each in loose:
        each["P"] = body.reference
    item["K"] = _array([kid for kid, each in held if each["S"] in ("/Lbl",)] + [body.reference]
                       + [kid for kid, each in held if each["S"] in ("/LBody", "/L")])  # fmt: skip


def _describe(box: Any) -> None:
    """What a link says to who cannot see it (ISO 14289-1, 7.18.5): its words; of an address, the address."""
    annotation = box.link_annotation
    if "Dest" in annotation:
        words = "".join(getattr(each, "text", "") or "" for each in box.descendants())
        annotation["Contents"] = _string(" ".join(words.split()) or box.element.get("id") or "")


def _around(kind: str, element: Any, parent: Any, pdf: Any) -> Any:
    """An element around another."""
    outer = _dictionary({"Type": "/StructElem", "S": f"/{kind}", "K": [], "Pg": element["Pg"], "P": parent.reference})
    pdf.add_object(outer)
    outer["K"] = _array([element.reference])
    element["P"] = outer.reference
    return outer


def finish_tree(pdf: Any) -> None:
    """The IDTree (ISO 32000-1, 14.7.2), which every element with an ID must be found by."""
    found = {bytes(each["ID"].data): each for each in _elements(pdf) if "ID" in each}
    if not found:
        return
    names = [item for key in sorted(found) for item in (found[key]["ID"], found[key].reference)]
    limits = [found[min(found)]["ID"], found[max(found)]["ID"]]
    leaf = _dictionary({"Names": _array(names), "Limits": _array(limits)})
    pdf.add_object(leaf)
    tree = _dictionary({"Kids": _array([leaf.reference])})
    pdf.add_object(tree)
    root = next(each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/StructTreeRoot")
    root["IDTree"] = tree.reference


def _elements(pdf: Any) -> Iterator[Any]:
    return (each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/StructElem")


def _dictionary(values: dict[str, Any]) -> Any:
    import pydyf

    return pydyf.Dictionary(values)


def _array(values: list[Any]) -> Any:
    import pydyf

    return pydyf.Array(values)


def _string(words: str) -> Any:
    import pydyf

    return pydyf.String(words)
