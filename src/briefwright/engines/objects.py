"""The door to a PDF's objects, by pikepdf.

Takes the bytes of a PDF; gives what rules of PDF/UA and PDF/A ask about, as plain values. Invariant: facts only, none
judged; read from the finished file alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from briefwright.engines.contents import Painted, painted, spaces
from briefwright.engines.glyphs import Font, font


@dataclass(frozen=True)
class Content:
    """Marked content: its page (from 0, -1 for none), its number, and the object number of the form that it stands in
    (0 for the page itself)."""

    page: int
    number: int
    form: int


@dataclass
class Element:
    """A structure element and what it holds, in order: elements and marked content. It is `owned` when it names its
    parent; `spans` are the columns and rows of a cell, `box` the left, bottom, right and top of a picture in points."""

    kind: str
    parent: Element | None
    identifier: str = ""
    language: str = ""
    alternative: str = ""
    actual: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    spans: tuple[int, int] = (1, 1)
    numbering: str = ""
    box: tuple[float, ...] = ()
    owned: bool = True
    held: list[Element | Content] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """The elements in it."""
        return [each for each in self.held if isinstance(each, Element)]

    @property
    def contents(self) -> list[Content]:
        """The marked content that is its own."""
        return [each for each in self.held if isinstance(each, Content)]

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
    """An annotation of a page; `holder` is the kind of the structure element that it belongs to, empty for none, and
    `appearance` the keys of its appearances. `flags` is None where it has none."""

    kind: str
    contents: str
    flags: int | None
    holder: str
    actions: tuple[str, ...]
    appearance: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page: its keys and tab order, its annotations, its boxes' sizes, what its content does, and the numbers of
    marked content that the ParentTree has for it."""

    keys: frozenset[str]
    tabs: str
    annotations: tuple[Annotation, ...]
    sizes: tuple[float, ...]
    painted: Painted
    numbered: int
    lost: int


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
class Intent:
    """An output intent and its profile's components, class, colour space and version."""

    kind: str
    components: int
    device: str
    space: str
    version: int


@dataclass(frozen=True)
class Facts:
    """What is in a PDF. `keys` are the keys of its dictionaries behind their kinds (`Image/Interpolate`), those of
    arrays and names left out; `values` the names that some of them have (`ExtGState/BM/Normal`)."""

    header: str
    binary: bool
    ending: bool
    encrypted: bool
    trailer_id: bool
    catalog: frozenset[str]
    names: frozenset[str]
    language: str
    marked: str
    suspects: str
    display_title: str
    xmp: str
    xmp_filtered: bool
    info: dict[str, str]
    intents: tuple[Intent, ...]
    root: Element | None
    role_map: dict[str, str]
    id_tree: frozenset[str]
    pages: tuple[Page, ...]
    fonts: tuple[Font, ...]
    files: tuple[Attached, ...]
    associated: tuple[str, ...]
    actions: tuple[str, ...]
    filters: frozenset[str]
    keys: frozenset[str]
    values: frozenset[str]
    colours: frozenset[str]
    longest_string: int
    longest_name: int
    objects: int
    lost_in_forms: int


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
    dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
    inner = [each for one in dictionaries for each in _within(one)]
    streams = [each for each in dictionaries if isinstance(each, pikepdf.Stream)]
    metadata = root.get("/Metadata")
    marks, viewer = root.get("/MarkInfo", {}), root.get("/ViewerPreferences", {})
    parents = _parents(tree)
    pages = tuple(_page(page, parents) for page in pdf.pages)
    shown: dict[int, set[int]] = {}
    for page in pages:
        for number, codes in page.painted.codes.items():
            shown.setdefault(number, set()).update(codes)
    numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    return Facts(
        header=content[:8].decode("latin-1"),
        binary=content[8:10] == b"\n%" and all(byte > 127 for byte in content[10:14]) and len(content) > 14,
        ending=bool(re.search(rb"%%EOF(\r\n|\n|\r)?\Z", content[-8:])),
        encrypted=pdf.is_encrypted,
        trailer_id="/ID" in pdf.trailer,
        catalog=frozenset(root.keys()),
        names=frozenset(root.get("/Names", {}).keys()),
        language=str(root.get("/Lang", "")),
        marked=str(marks.get("/Marked", "")),
        suspects=str(marks.get("/Suspects", "")),
        display_title=str(viewer.get("/DisplayDocTitle", "")),
        xmp=metadata.read_bytes().decode("utf-8", errors="replace") if metadata is not None else "",
        xmp_filtered=metadata is not None and "/Filter" in metadata,
        info={str(key): str(value) for key, value in (pdf.docinfo or {}).items()},
        intents=tuple(_intent(each) for each in root.get("/OutputIntents", [])),
        root=_first(tree, numbers),
        role_map={str(k): str(v) for k, v in (tree.get("/RoleMap", {}) if tree is not None else {}).items()},
        id_tree=frozenset(_names(tree.get("/IDTree"))) if tree is not None else frozenset(),
        pages=pages,
        fonts=tuple(font(each, shown.get(each.objgen[0], set())) for each in dictionaries
                    if each.get("/Type") == "/Font" and not str(each.get("/Subtype", "")).startswith("/CIDFont")),
        files=tuple(_attached(each, root) for each in dictionaries if each.get("/Type") == "/Filespec"),
        associated=tuple(str(each.get("/UF", "")) for each in root.get("/AF", [])),
        actions=tuple(str(each.S) for each in _actions(dictionaries)),
        filters=frozenset(str(name) for each in streams for name in _list(each.get("/Filter"))),
        keys=frozenset(f"{_kind(each)}{key}" for each in inner for key in each.keys()),  # noqa: SIM118
        values=frozenset(f"{_kind(each)}{key}{value}" for each in inner for key in VALUED
                         for value in _list(each.get(key)) if isinstance(value, pikepdf.Name | int)),
        colours=frozenset(name for each in inner if _kind(each) in COLOURED
                          for key in ("/ColorSpace", "/CS") for name in spaces(each.get(key)))
        | frozenset(name for page in pages for name in page.painted.colours),
        longest_string=max((len(bytes(value)) for each in inner for value in each.values()
                            if isinstance(value, pikepdf.String)), default=0),
        longest_name=max((len(str(key)) - 1 for each in inner for key in each.keys()), default=0),  # noqa: SIM118
        objects=len(pdf.objects),
        lost_in_forms=_lost_in_forms(pdf, pages, parents),
    )  # fmt: skip


VALUED = ("/BM", "/TR2", "/Intent", "/RI", "/Interpolate", "/HalftoneType", "/NeedAppearances")
COLOURED = ("Image", "Group", "Shading")


def _within(held: Any) -> Iterator[Any]:
    """A dictionary and those that stand in it directly, arrays' included."""
    import pikepdf

    yield held
    for value in held.values():
        for each in value if isinstance(value, pikepdf.Array) else [value]:
            if isinstance(each, pikepdf.Dictionary) and not each.is_indirect:
                yield from _within(each)


def _kind(held: Any) -> str:
    """What a dictionary is: its subtype where it is an external object, else its type, or what its keys say."""
    kind = str(held.get("/Type", "")).lstrip("/")
    if kind == "XObject" or held.get("/Subtype") in ("/Image", "/Form"):
        return str(held.get("/Subtype", "")).lstrip("/")
    if not kind and {"/ca", "/CA", "/BM", "/SMask"} & set(held.keys()):
        return "ExtGState"
    if not kind and "/ShadingType" in held:
        return "Shading"
    return kind or ("Halftone" if "/HalftoneType" in held else "Dictionary")


def _list(value: Any) -> list[Any]:
    import pikepdf

    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _first(tree: Any, numbers: dict[Any, int]) -> Element | None:
    """The structure tree under one element of ours, which has no kind."""
    if tree is None:
        return None
    root = Element("", None)
    _grow(root, tree.get("/K"), numbers, -1)
    return root


def _grow(parent: Element, kids: Any, numbers: dict[Any, int], page: int) -> None:
    import pikepdf

    def number(held: Any, otherwise: int) -> int:
        return numbers.get(held.Pg.objgen, -1) if "/Pg" in held else otherwise

    for kid in _list(kids):
        if isinstance(kid, int):
            parent.held.append(Content(page, int(kid), 0))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            parent.annotations.append(str(kid.Obj.get("/Subtype", "")))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            form = int(kid.Stm.objgen[0]) if "/Stm" in kid else 0
            parent.held.append(Content(number(kid, page), int(kid.MCID), form))
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
                spans=(int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))),
                owned="/P" in kid,
                numbering=str(attributes.get("/ListNumbering", "")).lstrip("/"),
                box=tuple(float(each) for each in attributes.get("/BBox", [])),
            )
            parent.held.append(element)
            _grow(element, kid.get("/K"), numbers, number(kid, page))


def _names(tree: Any) -> Iterator[str]:
    if tree is not None:
        yield from (str(each) for each in list(tree.get("/Names", []))[::2])
        for kid in tree.get("/Kids", []):
            yield from _names(kid)


def _intent(intent: Any) -> Intent:
    profile = intent.get("/DestOutputProfile")
    header = profile.read_bytes()[:20] if profile is not None else b"\0" * 20
    return Intent(
        kind=str(intent.get("/S", "")),
        components=int(profile.get("/N", 0)) if profile is not None else 0,
        device=header[12:16].decode("latin-1"),
        space=header[16:20].decode("latin-1"),
        version=header[8],
    )


def _page(page: Any, parents: dict[int, Any]) -> Page:
    held, done = page.obj, painted(page)
    entry = parents.get(int(held.StructParents)) if "/StructParents" in held else None
    known = len(entry) if entry is not None else 0
    boxes = [[float(each) for each in held[key]] for key in BOXES if key in held]
    used = done.numbered.get(0, [])
    return Page(
        keys=frozenset(held.keys()),
        tabs=str(held.get("/Tabs", "")),
        annotations=tuple(_annotation(each, parents) for each in held.get("/Annots", [])),
        sizes=tuple(abs(size) for box in boxes for size in (box[2] - box[0], box[3] - box[1])),
        painted=done,
        numbered=known,
        lost=len(set(used) ^ set(range(known))) + len(used) - len(set(used)),
    )


def _lost_in_forms(pdf: Any, pages: tuple[Page, ...], parents: dict[int, Any]) -> int:
    """How much marked content of forms the ParentTree has not, or has twice because its form is painted twice."""
    used: dict[int, list[int]] = {}
    for page in pages:
        for number, marks in page.painted.numbered.items():
            if number:
                used.setdefault(number, []).extend(marks)
    lost = 0
    for number, marks in used.items():
        held = pdf.get_object(number, 0)
        entry = parents.get(int(held.StructParents), ()) if "/StructParents" in held else ()
        lost += len(set(marks) ^ set(range(len(entry)))) + len(marks) - len(set(marks))
    return lost


BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def _parents(tree: Any) -> dict[int, Any]:
    if tree is None or "/ParentTree" not in tree:
        return {}
    numbers = list(tree.ParentTree.get("/Nums", []))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _annotation(each: Any, parents: dict[int, Any]) -> Annotation:
    import pikepdf

    holder = parents.get(int(each.StructParent)) if "/StructParent" in each else None
    action = each.get("/A")
    return Annotation(
        kind=str(each.get("/Subtype", "")).lstrip("/"),
        contents=str(each.get("/Contents", "")),
        flags=int(each.F) if "/F" in each else None,
        holder=str(holder.get("/S", "")).lstrip("/") if isinstance(holder, pikepdf.Dictionary) else "",
        actions=tuple(str(action.S) for action in [action] if action is not None),
        appearance=tuple(each.AP.keys()) if "/AP" in each else (),
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
