"""Parts of fonts, cut once.

Takes what was cut before; for the time of one writing lets WeasyPrint take it from there. Invariant: a part is known by
the whole font, the glyphs and the settings that it was cut with, so that the PDF is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import RLock
from typing import Any

from briefwright.engines.warm import Kept

ONE_AT_A_TIME = RLock()


@contextmanager
def subsets_kept(kept: Kept[bytes | None]) -> Iterator[None]:
    """While it lasts, a font that was cut to the same glyphs is not cut again."""
    from weasyprint.pdf.fonts import Font

    cut = Font._harfbuzz_subset

    def subset(font: Any, to_unicode: Any, hinting: bool) -> None:
        def made() -> bytes | None:
            whole = font.file_content
            cut(font, to_unicode, hinting)
            return None if font.file_content is whole else bytes(font.file_content)

        whole = (sha256(font.file_content).digest(), font.index, tuple(sorted(font.variations.items())))
        part = kept.get((*whole, frozenset(to_unicode), bool(font.missing), hinting), made)
        if part is not None:
            font.file_content = part

    with ONE_AT_A_TIME:
        Font._harfbuzz_subset = subset
        try:
            yield
        finally:
            Font._harfbuzz_subset = cut
