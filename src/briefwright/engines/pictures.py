"""The door to pictures (Pillow).

Takes a file; gives what is wrong with it. Invariant: a picture that both formats can hold, or a fault.
"""

from __future__ import annotations

from pathlib import Path

FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "GIF": "GIF"}


def picture_fault(path: Path) -> str:
    """Why a file cannot be a figure; empty when it can."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            kind = picture.format or "?"
            picture.load()
    except Exception:  # Pillow raises many kinds for files that are no pictures
        return "cannot be read as a picture"
    return "" if kind in FORMATS else f"is {kind}; briefs take PNG, JPEG and GIF"
