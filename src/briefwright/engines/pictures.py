"""The door to pictures (Pillow).

Takes a picture; gives what is wrong with it, or the picture alone. Invariant: a picture that all formats can hold as it
is, or a fault. A PDF for archives has one profile of colours, and ours is for screens (ISO 19005-3, 6.2.4.3): what is
made for a press cannot stand beside it, and nothing converts colours unasked. What leaves here has its pixels, and
nothing that was written beside them: no place, no camera, no remark, no second picture, no other file behind its end.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from briefwright.model.failure import Failure
from briefwright.model.limits import PICTURE_PIXELS

FORMATS = frozenset(["PNG", "JPEG", "MPO", "GIF"])
"""Pillow's names of formats; MPO are JPEG files with more pictures behind the first."""
MODES = frozenset(["1", "L", "LA", "P", "RGB", "RGBA"])
"""Pillow's modes of colours for screens, with 8 bits a colour or fewer, which arrive in a PDF unchanged."""
PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a")
CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
"""What of a PNG says how it looks (PNG 1.2, 4); the rest is remarks, dates and animation."""
PROFILE = 2**22
"""Bytes that a profile of colours may have."""
ORIENTATION = 0x0112


def picture_fault(content: bytes) -> str:
    """Why a file cannot be a figure; empty when it can."""
    from PIL import Image

    try:
        # Of many pixels we say so ourselves.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content)) as picture:
            kind, mode, (width, height) = picture.format or "?", picture.mode, picture.size
            if kind not in FORMATS:  # it is not loaded: some are programs that another program would run
                return f"is {kind}; briefs take PNG, JPEG and GIF"
            if width * height > PICTURE_PIXELS:
                return f"has {width:,} by {height:,} pixels; the limit is {PICTURE_PIXELS:,} in all"
            picture.load()
        bare(content)
    except Exception:  # Pillow raises many kinds for files that are no pictures
        return "cannot be read as a picture"
    if mode in ("CMYK", "YCCK"):
        return "is in the colours of a printing press (CMYK); briefs take RGB and grey"
    if mode not in MODES:
        return f"has more than 8 bits a colour, or unusual colours ({mode}); briefs take RGB and grey of 8 bits"
    return ""


def read_bare(path: Path) -> bytes:
    """A picture that was vetted, and nothing but its pixels. Raises Failure when it has changed since."""
    try:
        return bare(path.read_bytes())
    except (OSError, ValueError):
        raise Failure(f"the picture {path.name} has changed while the brief was made", "build it again") from None


def is_picture(content: bytes) -> bool:
    """Whether a file begins as a PNG, a JPEG or a GIF does."""
    return content.startswith((PNG, JPEG, *GIF))


def bare(content: bytes) -> bytes:
    """A PNG, JPEG or GIF with its pixels and nothing else, not packed anew; of an animation the first picture.
    Raises ValueError when it is none of them, or not whole."""
    try:
        if content.startswith(PNG):
            return PNG + b"".join(_png(content))
        if content.startswith(JPEG):
            return b"\xff\xd8" + b"".join(_jpeg(content))
        if content.startswith(GIF):
            return b"".join(_gif(content))
    except (struct.error, IndexError) as error:
        raise ValueError("the picture is not whole") from error
    raise ValueError("it is no picture")


def _png(content: bytes) -> Iterator[bytes]:
    at, kind = len(PNG), b""
    while kind != b"IEND":
        (size,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        chunk = content[at : at + size + 12]
        if len(chunk) < size + 12:
            raise ValueError("the picture is not whole")
        if kind in CHUNKS and (kind != b"iCCP" or _is_profile(chunk[8:-4])):
            yield chunk
        at += size + 12


def _is_profile(chunk: bytes) -> bool:
    """Whether a chunk of a PNG, its name before it, packs a profile of colours (ICC.1, 7.2.11) that is no bomb."""
    packed = chunk.partition(b"\0")[2][1:]
    try:
        return zlib.decompressobj().decompress(packed, PROFILE + 1)[36:40] == b"acsp" and len(packed) <= PROFILE
    except zlib.error:
        return False


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments up to the end of the image (ITU-T T.81, annex B)."""
    at, turned, profiled = 2, _turned(content), False
    while True:
        if content[at] != 0xFF:
            raise ValueError("the picture is not whole")
        marker = content[at + 1]
        if marker == 0xFF:  # a byte of filling
            at += 1
            continue
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        (size,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + size]
        at += 2 + size
        if marker == 0xE0 and segment[4:8] == b"JFIF":
            yield b"\xff\xe0\x00\x10" + segment[4:16] + bytes(2)  # without its small picture
            yield turned
            turned = b""
        elif marker == 0xE2 and segment[4:15] == b"ICC_PROFILE":
            profiled = profiled or (segment[16] == 1 and segment[54:58] == b"acsp")
            yield segment if profiled else b""
        elif marker == 0xEE and segment[4:9] == b"Adobe":
            yield segment
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            yield turned
            turned = b""
            yield segment
            if marker == 0xDA:
                end = _scan_end(content, at)
                yield content[at:end]
                at = end


def _scan_end(content: bytes, at: int) -> int:
    """Where the coded pixels end: at a marker that is neither a filled byte nor a restart."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _turned(content: bytes) -> bytes:
    """Exif that says which side of a JPEG is up, and nothing else; empty where it is the first row."""
    from PIL import Image

    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        side = picture.getexif().get(ORIENTATION, 1)
    if side not in range(2, 9):
        return b""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, side, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def _gif(content: bytes) -> Iterator[bytes]:
    """The head, and the first picture with what says which of its colours is clear (GIF89a, 17 to 23)."""
    colours = content[10]
    at = 13 + (3 * 2 ** ((colours & 7) + 1) if colours & 0x80 else 0)
    yield content[:at]
    clear = b""
    while content[at] == 0x21:
        end = _blocks_end(content, at + 2)
        if content[at + 1] == 0xF9:
            clear = content[at:end]
        at = end
    if content[at] != 0x2C:
        raise ValueError("the picture is not whole")
    local = content[at + 9]
    start = at + 10 + (3 * 2 ** ((local & 7) + 1) if local & 0x80 else 0)
    yield clear
    yield content[at : _blocks_end(content, start + 1)]
    yield b";"


def _blocks_end(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1
