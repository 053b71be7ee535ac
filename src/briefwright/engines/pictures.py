"""The door to pictures (Pillow).

Takes the bytes of a file; gives what is wrong with it. Invariant: a picture that all formats can hold as it is, or a
fault. A PDF for archives has one profile of colours, and ours is for screens (ISO 19005-3, 6.2.4.3): what is made for a
press cannot stand beside it, and nothing converts colours unasked.
"""

from __future__ import annotations

from io import BytesIO

FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "GIF": "GIF"}
MODES = frozenset(["1", "L", "LA", "P", "RGB", "RGBA"])
"""Pillow's modes of colours for screens, with 8 bits a colour or fewer, which arrive in a PDF unchanged."""


def picture_fault(content: bytes) -> str:
    """Why a file cannot be a figure; empty when it can."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as picture:
            kind, mode = picture.format or "?", picture.mode
            picture.load()
    except Exception:  # Pillow raises many kinds for files that are no pictures
        return "cannot be read as a picture"
    if kind not in FORMATS:
        return f"is {kind}; briefs take PNG, JPEG and GIF"
    if mode in ("CMYK", "YCCK"):
        return "is in the colours of a printing press (CMYK); briefs take RGB and grey"
    if mode not in MODES:
        return f"has more than 8 bits a colour, or unusual colours ({mode}); briefs take RGB and grey of 8 bits"
    return ""
