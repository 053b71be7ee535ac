"""The door to WeasyPrint.

Takes HTML; gives a laid-out document whose boxes were read, and then its PDF. Invariant: it fetches nothing but the
package's fonts and files of the workspace and the template; a resource it may not have, or a glyph no font has, is
told, never only logged.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from briefwright.model.failure import Failure
from briefwright.model.layout import Layout

FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")
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
    """A font of the font packages by its file's name."""
    for package in FONT_PACKAGES:
        spec = find_spec(package)
        path = Path(spec.origin).parent / "files" / name if spec and spec.origin else None
        if path and path.is_file():
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
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Fetcher(allowed_protocols=("font", "data", *roots))


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

    def pdf(self, identifier: bytes, attachments: list[tuple[str, str, bytes]]) -> bytes:
        """The finished PDF, tagged, with files attached (name, description, content). Raises Failure."""
        weasyprint = load()
        made = [_attachment(weasyprint, *attachment) for attachment in attachments]
        options = {"attachments": made, "pdf_identifier": identifier, "pdf_tags": True}
        return bytes(_guarded(lambda: self._document.write_pdf(finisher=_finish, **options)))

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
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # its fatal error is a BaseException
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Failure(f"the page engine failed: {told}", "check pictures and the template") from None


def lay_out(html: str, roots: dict[str, Path]) -> Page:
    """Lay out a document. `roots` are the folders that `workspace:` and `template:` addresses start from.

    Raises Failure when WeasyPrint is missing, fails, or asks for what it may not have.
    """
    weasyprint = load()
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [listener]
    logger.propagate = False
    source = weasyprint.HTML(string=html, base_url="workspace:", url_fetcher=_fetcher(roots))
    return Page(_guarded(source.render), listener)


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


def _finish(_document: Any, pdf: Any) -> None:
    """Viewers show the title, not the file's name (PDF/UA-1, 7.1); attachments say what they are to the document
    (ISO 32000-2, 14.13), which WeasyPrint writes for PDF/A only."""
    import pydyf

    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    attached = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/Filespec"]
    for each in attached:
        each["AFRelationship"] = "/Data"
    if attached:
        pdf.catalog["AF"] = pydyf.Array([each.reference for each in attached])


def _read(document: Any) -> Layout:
    calls: dict[int, int] = {}
    notes: dict[int, list[int]] = {}
    quotations: dict[str, dict[int, str]] = {}
    for number, page in enumerate(document.pages, 1):
        for box, path in _boxes(page._page_box, ()):
            tag = str(box.element_tag or "")
            identifier = str(box.element.get("id") or "") if box.element is not None else ""
            if identifier.startswith("fn"):
                if tag.endswith("::footnote-call"):
                    calls.setdefault(int(identifier[2:]), number)
                elif not tag.endswith("::footnote-marker"):
                    seen = notes.setdefault(int(identifier[2:]), [])
                    seen.extend([number] if number not in seen else [])
            text = getattr(box, "text", None)
            at = next((i for i, each in enumerate(path) if each.startswith("q") and each[1:].isdigit()), None)
            name = path[at] if at is not None else ""
            if text and at is not None and not any(each.startswith("fn") for each in path[at:]):
                pieces = quotations.setdefault(name, {})
                pieces[number] = pieces.get(number, "") + text
    return Layout(
        pages=len(document.pages),
        calls=calls,
        notes={key: tuple(pages) for key, pages in notes.items()},
        quotations={key: tuple(pieces.items()) for key, pieces in quotations.items()},
    )


def _boxes(root: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every box below `root` in document order, with the ids of the elements that it stands in."""
    stack = [(root, path)]
    while stack:
        box, above = stack.pop()
        identifier = str(box.element.get("id") or "") if getattr(box, "element", None) is not None else ""
        here = (*above, identifier) if identifier and (not above or above[-1] != identifier) else above
        yield box, here
        stack.extend((child, here) for child in reversed(getattr(box, "children", ())))
