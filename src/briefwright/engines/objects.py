"""The door to a PDF's objects, by pikepdf.

Takes the bytes of a PDF; gives what rules of PDF/UA and PDF/A ask about, as plain values. Invariant: facts only, none
judged; read from the finished file alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

PAINTING = frozenset(["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"])


@dataclass
class Element:
    """A structure element and what it holds."""

    kind: str
    parent: Element | None
    identifier: str = ""
    language: str = ""
    alternative: str = ""
    actual: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    box: bool = False
    contents: int = 0
    annotations: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Itself and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator[str]:
        """The kinds that it stands in, from the nearest."""
        each = self.parent
        while each is not None:
            yield each.kind
            each = each.parent


@dataclass(frozen=True)
class Annotation:
    """An annotation of a page; `holder` is the kind of the structure element that it belongs to, empty for none."""

    kind: str
    contents: str
    flags: int
    holder: str
    actions: tuple[str, ...]
    appearance: bool


@dataclass(frozen=True)
class Page:
    """A page: its tab order, whether it has structure parents, its annotations, and how much content is unmarked."""

    tabs: str
    structured: bool
    annotations: tuple[Annotation, ...]
    unmarked: int
    group: bool
    actions: bool
    boxes: bool


@dataclass(frozen=True)
class Font:
    """A font of the file."""

    name: str
    kind: str
    embedded: bool
    unicode: bool
    encoding: str
    glyph_map: str
    widths: bool
    cid_set: bool
    system: str


@dataclass(frozen=True)
class Attached:
    """A file inside the file."""

    name: str
    names: tuple[str, ...]
    relationship: str
    mime: str
    modified: str
    associated: bool


@dataclass(frozen=True)
class Facts:
    """What is in a PDF."""

    header: str
    binary: bool
    encrypted: bool
    trailer_id: bool
    catalog: frozenset[str]
    language: str
    marked: str
    suspects: str
    display_title: str
    xmp: str
    xmp_filtered: bool
    info: dict[str, str]
    intents: tuple[tuple[str, int, str], ...]
    root: Element | None
    role_map: dict[str, str]
    id_tree: frozenset[str]
    pages: tuple[Page, ...]
    fonts: tuple[Font, ...]
    files: tuple[Attached, ...]
    actions: tuple[str, ...]
    filters: frozenset[str]
    interpolated: int
    external: int
    transfer: int
    outlines: int


def facts(content: bytes) -> Facts:
    """Read a PDF. Raises ValueError when it is none, or is encrypted."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _facts(pdf, content)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise ValueError(str(error)) from None


def _facts(pdf: Any, content: bytes) -> Facts:
    import pikepdf

    root = pdf.Root
    tree = root.get("/StructTreeRoot")
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
    metadata = root.get("/Metadata")
    first = _first(tree)
    marks, viewer = root.get("/MarkInfo", {}), root.get("/ViewerPreferences", {})
    return Facts(
        header=content[:8].decode("latin-1"),
        binary=bool(content[8:32].split(b"\n")[1:]) and any(byte > 127 for byte in content[9:32]),
        encrypted=pdf.is_encrypted,
        trailer_id="/ID" in pdf.trailer,
        catalog=frozenset(root.keys()),
        language=str(root.get("/Lang", "")),
        marked=str(marks.get("/Marked", "")),
        suspects=str(marks.get("/Suspects", "")),
        display_title=str(viewer.get("/DisplayDocTitle", "")),
        xmp=metadata.read_bytes().decode("utf-8", errors="replace") if metadata is not None else "",
        xmp_filtered=metadata is not None and "/Filter" in metadata,
        info={str(key): str(value) for key, value in (pdf.docinfo or {}).items()},
        intents=tuple(_intent(each) for each in root.get("/OutputIntents", [])),
        root=first,
        role_map={str(k): str(v) for k, v in (tree.get("/RoleMap", {}) if tree is not None else {}).items()},
        id_tree=frozenset(_names(tree.get("/IDTree"))) if tree is not None else frozenset(),
        pages=tuple(_page(page, tree) for page in pdf.pages),
        fonts=tuple(_font(each) for each in dictionaries if each.get("/Type") == "/Font" and "/Subtype" in each
                    and not str(each.Subtype).startswith("/CIDFont")),
        files=tuple(_attached(each, root) for each in dictionaries if each.get("/Type") == "/Filespec"),
        actions=tuple(str(each.S) for each in _actions(dictionaries)),
        filters=frozenset(str(name) for each in streams for name in _list(each.get("/Filter"))),
        interpolated=sum(bool(each.get("/Interpolate", False)) for each in streams),
        external=sum("/F" in each for each in streams),
        transfer=sum("/TR" in each or "/TR2" in each for each in dictionaries if each.get("/Type") == "/ExtGState"),
        outlines=int(root.get("/Outlines", {}).get("/Count", 0) != 0),
    )  # fmt: skip


def _list(value: Any) -> list[Any]:
    import pikepdf

    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _first(tree: Any) -> Element | None:
    """The structure tree under one element of ours, which has no kind."""
    if tree is None:
        return None
    root = Element("", None)
    _grow(root, tree.get("/K"))
    return root


def _grow(parent: Element, kids: Any) -> None:
    import pikepdf

    for kid in _list(kids):
        if isinstance(kid, int):
            parent.contents += 1
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            parent.annotations.append(str(kid.Obj.get("/Subtype", "")))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            parent.contents += 1
        elif isinstance(kid, pikepdf.Dictionary):
            attributes = {str(k): v for each in _list(kid.get("/A")) for k, v in each.items()}
            element = Element(
                kind=str(kid.get("/S", "")).lstrip("/"),
                parent=parent,
                identifier=str(kid.get("/ID", "")),
                language=str(kid.get("/Lang", "")),
                alternative=str(kid.get("/Alt", "")),
                actual=str(kid.get("/ActualText", "")),
                scope=str(attributes.get("/Scope", "")).lstrip("/"),
                headers=tuple(str(each) for each in _list(attributes.get("/Headers"))),
                box="/BBox" in attributes,
            )
            parent.children.append(element)
            _grow(element, kid.get("/K"))


def _names(tree: Any) -> Iterator[str]:
    if tree is not None:
        yield from (str(each) for each in list(tree.get("/Names", []))[::2])
        for kid in tree.get("/Kids", []):
            yield from _names(kid)


def _intent(intent: Any) -> tuple[str, int, str]:
    profile = intent.get("/DestOutputProfile")
    return (
        str(intent.get("/S", "")),
        int(profile.get("/N", 0)) if profile is not None else 0,
        str(intent.get("/OutputConditionIdentifier", "")),
    )


def _page(page: Any, tree: Any) -> Page:
    held = page.obj
    parents = _parents(tree.get("/ParentTree")) if tree is not None else {}
    return Page(
        tabs=str(held.get("/Tabs", "")),
        structured="/StructParents" in held,
        annotations=tuple(_annotation(each, parents) for each in held.get("/Annots", [])),
        unmarked=_unmarked(page),
        group="/Group" in held,
        actions="/AA" in held,
        boxes="/MediaBox" in held,
    )


def _parents(tree: Any) -> dict[int, Any]:
    if tree is None:
        return {}
    numbers = list(tree.get("/Nums", []))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _annotation(each: Any, parents: dict[int, Any]) -> Annotation:
    import pikepdf

    holder = parents.get(int(each.StructParent)) if "/StructParent" in each else None
    action = each.get("/A")
    return Annotation(
        kind=str(each.get("/Subtype", "")).lstrip("/"),
        contents=str(each.get("/Contents", "")),
        flags=int(each.get("/F", 0)),
        holder=str(holder.get("/S", "")).lstrip("/") if isinstance(holder, pikepdf.Dictionary) else "",
        actions=tuple(str(action.S) for action in [action] if action is not None),
        appearance="/AP" in each,
    )


def _unmarked(page: Any) -> int:
    """Painting operators that stand in no marked content."""
    import pikepdf

    depth = found = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in PAINTING and depth == 0:
            found += 1
    return found


def _font(font: Any) -> Font:
    below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = below.get("/FontDescriptor", {})
    system = below.get("/CIDSystemInfo", {})
    encoding = font.get("/Encoding")
    return Font(
        name=str(font.get("/BaseFont", "")),
        kind=str(font.get("/Subtype", "")).lstrip("/"),
        embedded=any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        or font.get("/Subtype") == "/Type3",
        unicode="/ToUnicode" in font,
        encoding=str(encoding) if isinstance(encoding, type(font.Subtype)) else "stream",
        glyph_map=str(below.get("/CIDToGIDMap", "")),
        widths="/W" in below or "/Widths" in below,
        cid_set="/CIDSet" in descriptor,
        system=f"{system.get('/Registry', '')}-{system.get('/Ordering', '')}",
    )


def _attached(spec: Any, root: Any) -> Attached:
    stream = spec.get("/EF", {}).get("/F")
    return Attached(
        name=str(spec.get("/UF", spec.get("/F", ""))),
        names=tuple(key for key in ("/F", "/UF") if key in spec),
        relationship=str(spec.get("/AFRelationship", "")).lstrip("/"),
        mime=str(stream.get("/Subtype", "")).lstrip("/") if stream is not None else "",
        modified=str(stream.get("/Params", {}).get("/ModDate", "")) if stream is not None else "",
        associated=any(each.objgen == spec.objgen for each in root.get("/AF", [])),
    )


def _actions(dictionaries: list[Any]) -> Iterator[Any]:
    for each in dictionaries:
        for key in ("/A", "/OpenAction"):
            action = each.get(key)
            if hasattr(action, "keys") and "/S" in action and "/O" not in action:
                yield action
