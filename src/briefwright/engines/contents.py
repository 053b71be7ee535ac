"""The content streams of a PDF's pages, by pikepdf.

Takes a page; gives what its operators do, forms that it paints included, as plain values. Invariant: facts only, none
judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PAINTING = frozenset("Tj TJ ' \" S s f F f* B B* b b* Do sh INLINE".split())
SHOWING = frozenset(["Tj", "TJ", "'", '"'])
KNOWN = PAINTING | frozenset(
    """b B BDC BI BMC BT BX c cm CS cs d d0 d1 DP EI EMC ET EX F G g gs h i ID j J K k l m M MP n q Q re RG rg ri SC sc
    SCN scn T* Tc Td TD Tf TL Tm Tr Ts Tw Tz v w W W* y""".split()
)
"""Every operator of ISO 32000-1, annex A."""
DEVICE = {"g": "/DeviceGray", "G": "/DeviceGray", "rg": "/DeviceRGB", "RG": "/DeviceRGB", "k": "/DeviceCMYK",
          "K": "/DeviceCMYK"}  # fmt: skip
ARTIFACT = "/Artifact"


@dataclass
class Painted:
    """What a page's operators do. `unmarked` counts painting in no marked content; `mixed` has artifacts in the text
    and text in artifacts; `numbered` the marked content of each stream (0 the page's) that is of the structure;
    `codes` the glyphs that are shown, by the object number of their font; `deepest` how deep `q` was nested."""

    unmarked: int = 0
    artifacts_within: int = 0
    tagged_within: int = 0
    strange: set[str] = field(default_factory=set)
    deepest: int = 0
    colours: set[str] = field(default_factory=set)
    intents: set[str] = field(default_factory=set)
    inline: set[str] = field(default_factory=set)
    numbered: dict[int, list[int]] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    codes: dict[int, set[int]] = field(default_factory=dict)


def painted(page: Any) -> Painted:
    """Read a page's content, and that of the forms that it paints."""
    found = Painted()
    _Reader(found, page.obj.get("/Resources"), set()).read(page, 0, "")
    return found


class _Reader:
    """Reads one stream. `above` is what its form was painted in: nothing, the text, or an artifact."""

    def __init__(self, found: Painted, resources: Any, seen: set[int]) -> None:
        self.found, self.resources, self.seen = found, resources, seen

    def read(self, stream: Any, key: int, above: str) -> None:
        """All its operators. `key` is its object's number, 0 for a page."""
        import pikepdf

        found, stack, depth, font = self.found, [above] if above else [], 0, 0
        for instruction in pikepdf.parse_content_stream(stream):
            operands, name = instruction.operands, str(instruction.operator).split()[0]
            if name in ("BMC", "BDC"):
                stack.append(self._opened(operands, key, stack))
            elif name == "EMC":
                stack = stack[:-1]
            elif name in ("q", "Q"):
                depth += 1 if name == "q" else -1
                found.deepest = max(found.deepest, depth)
            elif name == "Tf":
                font = self._font(operands[0])
            elif name in SHOWING:
                found.codes.setdefault(font, set()).update(_codes(operands))
            elif name in DEVICE:
                found.colours.add(DEVICE[name])
            elif name in ("cs", "CS"):
                found.colours.update(spaces(self._named("/ColorSpace", operands[0], operands[0])))
            elif name == "ri":
                found.intents.add(str(operands[0]))
            elif name == "INLINE":
                self._inline(operands[0])
            elif name not in KNOWN:
                found.strange.add(name)
            inside = any(each for each in stack)
            form = self._painted(operands[0], stack) if name == "Do" else False
            if name in PAINTING and not inside and not form:
                found.unmarked += 1

    def _opened(self, operands: Any, key: int, stack: list[str]) -> str:
        """What begins: an artifact, or content of the structure with its number; other marks change nothing."""
        import pikepdf

        found, tag = self.found, str(operands[0])
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self._named("/Properties", properties, None)
        if isinstance(properties, pikepdf.Dictionary) and "/Lang" in properties:
            found.languages.add(str(properties.Lang))
        within = next((each for each in reversed(stack) if each), "")
        if tag == ARTIFACT:
            found.artifacts_within += within == "text"
            return "artifact"
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            found.tagged_within += within == "artifact"
            found.numbered.setdefault(key, []).append(int(properties.MCID))
            return "text"
        return within

    def _painted(self, name: Any, stack: list[str]) -> bool:
        """Read a form that is painted; whether it was one with content of the structure of its own."""
        held = self._named("/XObject", name, None)
        if held is None or held.get("/Subtype") != "/Form" or held.objgen[0] in self.seen:
            return held is not None and held.get("/Subtype") == "/Form" and "/StructParents" in held
        resources = held.get("/Resources", self.resources)
        above = next((each for each in reversed(stack) if each), "")
        own = "/StructParents" in held
        inner = _Reader(self.found, resources, self.seen | {held.objgen[0]})
        # A form without content of the structure is one piece of what it stands in.
        inner.read(held, held.objgen[0], above if above or own else "none")
        return own

    def _font(self, name: Any) -> int:
        held = self._named("/Font", name, None)
        return int(held.objgen[0]) if held is not None else 0

    def _named(self, kind: str, name: Any, otherwise: Any) -> Any:
        names = self.resources.get(kind) if self.resources is not None else None
        return names.get(str(name), otherwise) if names is not None else otherwise

    def _inline(self, image: Any) -> None:
        self.found.inline.update(str(each) for each in image.filters)
        self.found.inline.update(["/Interpolate"] if image.obj.get("/I", image.obj.get("/Interpolate", False)) else [])
        self.found.colours.update(spaces(image.obj.get("/CS", image.obj.get("/ColorSpace"))))


def spaces(value: Any) -> set[str]:
    """The names of a colour space and of those that it is built on."""
    import pikepdf

    if isinstance(value, pikepdf.Name):
        name = str(value)
        return {{"/RGB": "/DeviceRGB", "/G": "/DeviceGray", "/CMYK": "/DeviceCMYK"}.get(name, name)}
    if isinstance(value, pikepdf.Array) and len(value):
        kind = str(value[0])
        below = value[1] if kind in ("/Indexed", "/Pattern") and len(value) > 1 else None
        below = value[2] if kind in ("/Separation", "/DeviceN") and len(value) > 2 else below
        return {kind} | (spaces(below) if below is not None else set())
    return set()


def _codes(operands: Any) -> set[int]:
    """The two-byte codes of strings that are shown, as fonts with Identity-H have them."""
    import pikepdf

    codes: set[int] = set()
    for operand in operands:
        for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(piece, pikepdf.String):
                shown = bytes(piece)
                codes.update(int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown) - 1, 2))
    return codes
