"""Fingerprints of a PDF's pages.

Takes the bytes of a PDF; gives for each page a digest of all that it is drawn from: size, content, fonts and pictures,
byte for byte. Invariant: pages of one digest look the same, and have the same characters in the same places.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Any

APART = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/A"})
"""Entries that lead to other pages or to the structure; nothing is drawn from them."""

CMAP, LONGEST_CMAP = b"cmap ", 1 << 16
"""What marks a list of characters in a digest, and the most bytes of one."""


def _stream(stream: Any) -> bytes:
    """A stream's bytes. Which characters a font's glyphs are is listed in the order of their first use, which has no
    meaning: such a list is taken in the order of its glyphs, unless a glyph stands in it twice."""
    raw = bytes(stream.read_raw_bytes())
    if "/Type" in stream or "/Subtype" in stream or len(raw) > LONGEST_CMAP:
        return raw
    lines = bytes(stream.read_bytes()).split(b"\n")
    pairs = [line for line in lines if line.startswith(b"<")]
    if not any(b"begincmap" in line for line in lines) or len({pair.split()[0] for pair in pairs}) < len(pairs):
        return raw
    return CMAP + b"\n".join([*sorted(pairs), *(line for line in lines if not line.startswith(b"<"))])


def page_prints(content: bytes) -> tuple[bytes, ...]:
    """The digests of the pages in order. Raises ValueError when the file is no PDF."""
    import pikepdf

    known: dict[tuple[int, int], bytes] = {}

    def digest(value: Any) -> bytes:
        if not isinstance(value, pikepdf.Object):
            return repr(value).encode()
        number = value.objgen
        if number != (0, 0) and number in known:
            return known[number]
        if number != (0, 0):
            known[number] = b"itself"
        found = sha256(_form(value)).digest()
        if number != (0, 0):
            known[number] = found
        return found

    def _form(value: Any) -> bytes:
        if isinstance(value, pikepdf.Array):
            return b"[" + b" ".join(digest(each) for each in value)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            raw = _stream(value) if isinstance(value, pikepdf.Stream) else b""
            apart = APART if not raw.startswith(CMAP) else APART | {"/Length", "/Filter"}
            entries = sorted((str(key), each) for key, each in value.items() if key not in apart)
            return b"<" + b" ".join(key.encode() + b"=" + digest(each) for key, each in entries) + b">" + raw
        return bytes(value.unparse())

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return tuple(digest(page.obj) for page in pdf.pages)
    except pikepdf.PdfError as error:
        raise ValueError(f"it cannot be read: {error}") from None
