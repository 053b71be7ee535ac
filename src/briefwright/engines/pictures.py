"""The door to pictures (Pillow).

Takes the bytes of a file; gives what is wrong with it. Invariant: a picture that all formats can hold as it is, or a
fault. A PDF for archives has one profile of colours, and ours is for screens (ISO 19005-3, 6.2.4.3): what is made for a
press cannot stand beside it, and nothing converts colours unasked.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from briefwright.model import limits

FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "GIF": "GIF"}
OTHERS = ("BMP", "TIFF", "WEBP", "AVIF", "ICO")
"""What is told by its name; nothing else is opened, for Pillow has readers that start other programs."""
MODES = frozenset(["1", "L", "LA", "P", "RGB", "RGBA"])
"""Pillow's modes of colours for screens, with 8 bits a colour or fewer, which arrive in a PDF unchanged."""


def picture_fault(content: bytes) -> str:
    """Why a file cannot be a figure; empty when it can."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            picture = Image.open(BytesIO(content), formats=(*FORMATS, *OTHERS))
        with picture:
            kind, mode = picture.format or "?", picture.mode
            pixels = picture.width * picture.height
            if pixels > limits.PICTURE_PIXELS:
                return f"has {pixels:,} pixels; the limit is {limits.PICTURE_PIXELS:,}"
            if kind in FORMATS:
                picture.load()
    except Image.DecompressionBombError:
        return f"has more than {limits.PICTURE_PIXELS:,} pixels"
    except Exception:  # Pillow raises many kinds for files that are no pictures
        return "cannot be read as a picture"
    if kind not in FORMATS:
        return f"is {kind}; briefs take PNG, JPEG and GIF"
    if mode in ("CMYK", "YCCK"):
        return "is in the colours of a printing press (CMYK); briefs take RGB and grey"
    if mode not in MODES:
        return f"has more than 8 bits a colour, or unusual colours ({mode}); briefs take RGB and grey of 8 bits"
    return ""
