"""The door to WeasyPrint.

Takes HTML; gives a laid-out document whose boxes were read, and then its PDF. Invariant: it fetches nothing but the
package's fonts and files of the workspace and the template; a resource it may not have, or a glyph no font has, is
told, never only logged.
"""

from __future__ import annotations

import errno
import logging
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote

from briefwright.engines import archive
from briefwright.engines.boxes import repeated, root_of
from briefwright.engines.footnotes import beside_calls
from briefwright.engines.letters import letters_told
from briefwright.engines.markup import vetted
from briefwright.engines.pictures import bare, is_picture
from briefwright.engines.relayout import Memory, remembering
from briefwright.engines.subsets import subsets_kept
from briefwright.engines.tags import tagging
from briefwright.engines.warm import Kept
from briefwright.model.failure import Failure
from briefwright.model.layout import Layout, Line, Place, Rect
from briefwright.model.words import words

FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")
SIGNS = Path(__file__).parent / "signs"
"""Fonts of our own, for characters that would share a glyph with another; made by `desk/signs.py`."""
HEADING = "heading "
NOTE, QUOTATION = re.compile(r"fn\d+"), re.compile(r"q\d+")
STYLES = re.compile(r"<style\b.*?</style>|<link\b[^>]*>", re.DOTALL)
HARMLESS = ("Ignored", "Unknown", "Unsupported", "Invalid")
"""Complaints of WeasyPrint about style sheets; everything else that it warns of is told."""


def load() -> Any:
    """Import WeasyPrint. Raises Failure when it or Pango is missing."""
    try:
        import weasyprint
    except OSError as error:
        missing = str(error).split(":")[0].replace("cannot load library ", "").strip("'\" ")
        raise Failure(
            f"a library that the page engine needs is missing: {missing}", "run `briefwright doctor`"
        ) from None
    except ImportError:
        raise Failure("WeasyPrint is missing", "run `make setup`") from None
    return weasyprint


def load_beside() -> None:
    """Begin to import WeasyPrint in a thread of its own; where it cannot be had, `load` tells so."""

    def work() -> None:
        with suppress(Failure):
            load()

    Thread(target=work, name="page engine", daemon=True).start()


def subsetting() -> str:
    """Whether fonts are cut down by HarfBuzz; without it fontTools does, and a build takes many times as long.

    Raises Failure when it is missing.
    """
    load()
    from weasyprint.text.ffi import harfbuzz_subset

    if harfbuzz_subset is None:
        raise Failure("libharfbuzz-subset is missing; a build would take many times as long")
    return "found"


@cache
def font_file(name: str) -> Path | None:
    """A font of the font packages, or of our own, by its file's name."""
    if name != Path(name).name or name in ("", ".."):
        return None
    for package in ("", *FONT_PACKAGES):
        spec = find_spec(package) if package else None
        path = Path(spec.origin).parent / "files" / name if spec and spec.origin else SIGNS / name
        if path.is_file():
            return path
    return None


def _fetcher(roots: dict[str, Path]) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Serves `font:NAME`, `workspace:PATH` and `template:PATH`, and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, rest = url.partition(":")
            path = font_file(unquote(rest)) if scheme == "font" else None
            if scheme in roots:
                path = (roots[scheme] / unquote(rest)).resolve()
                path = path if path.is_relative_to(roots[scheme].resolve()) and path.is_file() else None
            if scheme == "data":
                return super().fetch(url, headers)
            if path is None:
                raise FatalURLFetchingError(f"`{url[:200]}` may not be fetched")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, _served(path), {"Content-Type": kind})

    return Fetcher(allowed_protocols=("font", "data", *roots))


def _served(path: Path) -> bytes:
    """What the page engine gets of a file: of a picture its pixels alone."""
    content = path.read_bytes()
    return bare(content) if is_picture(content) else content


class _Listener(logging.Handler):
    """Collects what WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[int] = set()
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.missing.add(int(str(record.args[-1])))
        elif not str(record.msg).startswith(HARMLESS):
            self.complaints.append(record.getMessage())


class Page:
    """A laid-out document: its boxes can be read, and its PDF be had."""

    def __init__(self, document: Any, listener: _Listener) -> None:
        self._document, self._listener = document, listener

    def layout(self) -> Layout:
        """Where calls, notes and quotations came to stand."""
        return _read(self._document)

    def pdf(
        self, identifier: bytes, attachments: list[tuple[str, str, bytes]], fonts: Kept[bytes | None] | None = None
    ) -> bytes:
        """The finished PDF, tagged, with files attached (name, description, content); `fonts` are parts of fonts that
        were cut before. Raises Failure."""
        weasyprint = load()
        made = [_attachment(weasyprint, *attachment) for attachment in attachments]
        options = {"attachments": made, "pdf_identifier": identifier, "pdf_variant": "pdf/a-3a"}

        def write() -> Any:
            language = words(str(root_of(self._document).get("lang") or "en"))
            keeping = subsets_kept(fonts) if fonts else nullcontext()
            with tagging(self._document, language), letters_told(), keeping:
                return self._document.write_pdf(finisher=lambda _, pdf: archive.finish(pdf), **options)

        return bytes(_guarded(write))

    @property
    def missing(self) -> tuple[int, ...]:
        """Code points that no font has; known once the PDF was drawn."""
        return tuple(sorted(self._listener.missing))

    @property
    def complaints(self) -> tuple[str, ...]:
        """What WeasyPrint warned of."""
        return tuple(self._listener.complaints)


def _guarded(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # its fatal error is a BaseException
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        disk = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
        advice = "make room where temporary files go (TMPDIR)" if disk else "check pictures and the template"
        raise Failure(f"the page engine failed: {told}", advice) from None


def lay_out(html: str, roots: dict[str, Path], memory: Memory | None = None) -> Page:
    """Lay out a document. `roots` are the folders that `workspace:` and `template:` addresses start from. With the
    memory of its last layout, pages that did not change are taken from there.

    Raises Failure when WeasyPrint is missing, fails, or asks for what it may not have.
    """
    weasyprint = load()
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [listener]
    logger.propagate = False
    source = weasyprint.HTML(string=html, base_url="workspace:", url_fetcher=_fetcher(roots))
    vetted(source.etree_element)

    def render() -> Any:
        with beside_calls():
            if memory is None:
                return source.render()
            memory.begin((STYLES.findall(html), tuple(sorted(roots.items()))))
            memory.fonts = memory.fonts or weasyprint.text.fonts.FontConfiguration()
            with remembering(memory):
                return source.render(font_config=memory.fonts)

    return Page(_guarded(render), listener)


def without_font(words: Iterable[str]) -> tuple[int, ...]:
    """Code points of words that no font has: those of a chart that stands on the page as a picture."""
    lines = "".join(f"<p>{escape(each)}</p>" for each in words)
    page = lay_out(f"<html lang=en><title>x</title><body>{lines}", {})
    page.pdf(b"", [])
    return page.missing


def _attachment(weasyprint: Any, name: str, description: str, content: bytes) -> Any:
    from datetime import datetime
    from io import BytesIO

    epoch = datetime(1980, 1, 1)
    return weasyprint.Attachment(
        file_obj=BytesIO(content),
        name=name,
        description=description,
        created=epoch,
        modified=epoch,
        relationship="Data",
    )


def _read(document: Any) -> Layout:
    calls: dict[int, Place] = {}
    notes: dict[int, dict[int, Place]] = {}
    headings: dict[str, list[Line]] = {}
    quotations: dict[str, list[Line]] = {}
    again = repeated(document)
    for number, page in enumerate(document.pages, 1):
        for box, path in _boxes(page._page_box, ()):
            text = getattr(box, "text", None)
            if not text or not text.strip() or id(box) in again:
                continue
            line = Line(text, Place(number, _rect(box)))
            notes_above = [at for at, name in enumerate(path) if NOTE.fullmatch(name)]
            if str(box.element_tag).endswith("::footnote-call"):
                calls.setdefault(int(path[-1][2:]), line.place)
                continue
            if notes_above:
                notes.setdefault(int(path[notes_above[0]][2:]), {}).setdefault(number, line.place)
            elif heading := next((name for name in path if name.startswith(HEADING)), None):
                headings.setdefault(heading, []).append(line)
            # A note called inside a quotation is none of its words; a quotation may stand in a note.
            at = next((at for at, name in enumerate(path) if QUOTATION.fullmatch(name)), None)
            if at is not None and (not notes_above or notes_above[-1] < at):
                quotations.setdefault(path[at], []).append(line)
    return Layout(
        pages=len(document.pages),
        calls=calls,
        notes={key: tuple(places.values()) for key, places in notes.items()},
        headings=tuple(map(tuple, headings.values())),
        quotations={key: tuple(lines) for key, lines in quotations.items()},
    )


def _rect(box: Any) -> Rect:
    """Where a text box stands. WeasyPrint counts in CSS pixels, 96 an inch."""
    return Rect(*(round(0.75 * each, 1) for each in (box.position_x, box.position_y, box.width, box.height)))


def _boxes(root: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every box below `root` in document order, with the names of the elements that it stands in: their ids, and one
    for each heading."""
    stack = [(root, path)]
    while stack:
        box, above = stack.pop()
        yield box, (here := _path(box, above))
        stack.extend((child, here) for child in reversed(getattr(box, "children", ())))


def _path(box: Any, above: tuple[str, ...]) -> tuple[str, ...]:
    if getattr(box, "element", None) is None:
        return above
    names = [f"{HEADING}{id(box.element)}"] if box.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else []
    names += [str(box.element.get("id"))] if box.element.get("id") else []
    return (*above, *(name for name in names if name not in above))
