"""The compiler on one screen.

Takes a workspace and the names of briefs; gives finished files and every fault of the run. Alone knows the order:

    read      files            -> sources, outline
    resolve   outline, library -> brief
    check     brief            -> faults
    compose   brief            -> parts, with places for notes
    cite      citations        -> notes, list of sources
    compose   parts, notes     -> document
    write     document         -> HTML, PDF, DOCX, ledger
    prove     files            -> faults

Invariant: a brief with an error writes nothing, and stands in the way of no other.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from math import inf
from pathlib import Path
from types import MappingProxyType

from briefwright.check.context import Context
from briefwright.check.rules import check_brief
from briefwright.cite.notes import Place, notes
from briefwright.compose.layout import lay
from briefwright.compose.number import compose, places
from briefwright.engines import page
from briefwright.engines.active import docx_active
from briefwright.engines.files import Workspace
from briefwright.engines.pictures import bare, picture_fault
from briefwright.engines.warm import Warm
from briefwright.engines.workers import Bounds, Workers
from briefwright.house import find_style, find_template
from briefwright.model import limits, walk
from briefwright.model.brief import Brief
from briefwright.model.chart import Chart, Drawing
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.document import Document, drawings, landmarks
from briefwright.model.failure import Failure, unexpected
from briefwright.model.layout import Layout
from briefwright.model.outline import Outline
from briefwright.model.span import Text, TextFile
from briefwright.model.template import Template
from briefwright.prove.docx import docx_findings, read_docx
from briefwright.prove.layout import findings_faults, glyph_faults, heading_places, layout_faults, pieces
from briefwright.prove.ledger import expected_of
from briefwright.prove.pdf import pdf_findings
from briefwright.read.outline import read_outline
from briefwright.resolve.resolver import resolve
from briefwright.seeds import Loaded as Loaded
from briefwright.seeds import filed as filed
from briefwright.seeds import load_library as load_library
from briefwright.seeds import read_seed as read_seed
from briefwright.seeds import texts_of as texts_of
from briefwright.write import docx, package
from briefwright.write.html import write_html
from briefwright.write.ledger import write_ledger

Draw = Callable[[Outline, Template], dict[Chart, Drawing | Diagnostic]]
FORMATS = ("pdf", "docx", "html")


@dataclass(frozen=True)
class Compiled:
    """A brief that was read, resolved and checked. `brief` is None when there was too little of an outline; `pictures`
    are the files of its figures by their paths in the workspace, each with the sha256 of what was checked."""

    name: str
    path: Path
    brief: Brief | None
    template: Template | None
    style: Path | None
    faults: tuple[Diagnostic, ...]
    blocked: bool
    texts: tuple[TextFile, ...]
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """Finished files by ending, and how much is in them; no files when anything was lost on the way."""

    files: dict[str, bytes]
    faults: tuple[Diagnostic, ...]
    pages: int = 0
    quotations: int = 0
    notes: int = 0


def compile_brief(workspace: Workspace, path: Path, loaded: Loaded, draw: Draw | None = None) -> Compiled:
    """One outline, read, resolved and checked; writes nothing. `draw` may remember what it drew."""
    faults: list[Diagnostic] = []
    texts: list[TextFile] = []
    pictures: dict[str, str] = {}

    def compiled(brief: Brief | None = None, template: Template | None = None, style: Path | None = None) -> Compiled:
        spoiled = {Path(fault.span.file).stem for fault in loaded.faults if fault.is_error}
        blocked = (
            brief is None
            or any(f.is_error for f in faults)
            or any(name in spoiled or source.faulty for name, source in brief.sources.items())
        )
        return Compiled(path.stem, path, brief, template, style, tuple(faults), blocked, tuple(texts), pictures)

    file = workspace.read_outline(path)
    if isinstance(file, Diagnostic):
        faults.append(file)
        return compiled()
    texts.append(file)

    def fetch(text: Text) -> TextFile | Diagnostic:
        found = workspace.named_text(text, path)
        texts.extend([found] if isinstance(found, TextFile) else [])
        return found

    outline, told = read_outline(path.stem, file, fetch)
    faults.extend(told)
    if outline is None:
        return compiled()
    template = find_template(workspace, outline, faults)
    style = find_style(workspace, outline, path, template, faults)
    if template is None:
        return compiled()

    drawn = (draw or draw_charts)(outline, template)

    def find_picture(picture: Text | Chart) -> str | Drawing | Diagnostic | None:
        if isinstance(picture, Chart):
            return drawn.get(picture)
        found = workspace.named_file(picture, path)
        if isinstance(found, Diagnostic):
            return found
        name = found.relative_to(workspace.root.resolve()).as_posix()
        content = workspace.read_picture(name)
        if isinstance(content, Diagnostic):
            return replace(content, span=picture.span())
        if wrong := picture_fault(content):
            advice = "save it as PNG or JPEG in RGB, with 8 bits a colour"
            return Diagnostic("invalid-picture", f"`{picture.value}` {wrong}", picture.span(), help=advice)
        pictures[name] = sha256(content).hexdigest()
        return name

    brief, told = resolve(outline, loaded.library, template.parts, find_picture)
    faults.extend(told)
    faults.extend(check_brief(Context(brief, loaded.library, template)))
    return compiled(brief, template, style)


def draw_charts(outline: Outline, template: Template) -> dict[Chart, Drawing | Diagnostic]:
    """The charts of an outline that have no fault yet, drawn in the house style. Raises Failure."""
    found = {chart: narrow for chart, narrow in walk.charts(outline) if chart.sound}
    if not found:
        return {}
    from briefwright.engines import charts

    manner = charts.Manner(template.colours, template.scale_of_text, outline.language)
    return charts.draw_charts(found, template.paper, manner)


def compile_safely(workspace: Workspace, path: Path, loaded: Loaded, draw: Draw | None = None) -> Compiled | Failure:
    """Compile one brief; what is a fault of ours ends that brief and no other."""
    try:
        return compile_brief(workspace, path, loaded, draw)
    except Failure as failure:
        return failure
    except Exception as error:
        if os.environ.get("BRIEFWRIGHT_DEBUG"):
            raise
        return unexpected(error)


def make_document(compiled: Compiled, warm: Warm | None = None) -> Document:
    """The document of a brief without errors. Raises Failure when pandoc fails."""
    brief, template, style = compiled.brief, compiled.template, compiled.style
    assert brief is not None
    assert template is not None
    assert style is not None
    parts = lay(brief, template)
    order = [Place(citations, own) for citations, own in places(parts)]
    made = notes(order, brief.citations, brief.sources, style, brief.outline.language, warm.citations if warm else None)
    return compose(brief, parts, made.texts, made.sources, template)


def produce(workspace: Workspace, compiled: Compiled, formats: Sequence[str], warm: Warm | None = None) -> Built:
    """Write and prove a brief without errors; `warm` is what its last build left. Raises Failure when an engine is
    missing or fails."""
    brief, template = compiled.brief, compiled.template
    assert brief is not None
    assert template is not None
    with ThreadPoolExecutor(2) as pool:
        # WeasyPrint takes longer to load than pandoc to run: one is loaded while the other works.
        loading = pool.submit(page.load) if "pdf" in formats else None
        document = make_document(compiled, warm)
        pictures = read_pictures(workspace, compiled)
        body = pool.submit(docx.write_body, document, template, pictures) if "docx" in formats else None
        if loading:
            loading.result()
        faults: list[Diagnostic] = []
        laid, layout = lay_out(workspace, document, template, warm, pictures) if "pdf" in formats else (None, None)
        raw = body.result() if body else b""
    headings = [mark.name for mark in landmarks(document) if mark.kind == "heading"]
    if layout and layout.pages > limits.PAGES:
        told = f"the brief has {layout.pages:,} pages; the limit is {limits.PAGES:,}"
        return Built({}, (Diagnostic("too-many", told, brief.outline.span, help="split it"),))
    if layout:
        faults.extend(layout_faults(layout, brief.quotations, document.notes, headings, brief.outline.span))
    words = read_docx(raw) if raw else None
    ledger = write_ledger(
        brief,
        document,
        layout,
        {q.identifier: pieces(layout, q) for q in brief.quotations} if layout else {},
        heading_places(layout, headings) if layout else (),
        words.paragraphs if words else {},
    )
    made: dict[str, bytes] = {}
    expected = expected_of(json.loads(ledger))
    if words:
        faults.extend(findings_faults(docx_findings(words, expected), brief, "DOCX"))
    if laid:
        made["pdf"] = laid.pdf(
            _identifier(ledger),
            [(f"{brief.name}.ledger.json", "Ledger of quotations", ledger)],
            warm.fonts if warm else None,
        )
        missing = {*laid.missing, *unseen_glyphs(document)}
        faults.extend(glyph_faults(tuple(sorted(missing)), brief.outline, brief.quotations))
        if not faults:
            faults.extend(
                findings_faults(pdf_findings(made["pdf"], expected, warm.seen if warm else None), brief, "PDF")
            )
    if raw:
        made["docx"] = package.finish(raw, document, ledger)
        acting = [f"the finished DOCX would have {what}" for what in docx_active(made["docx"])]
        faults.extend(Diagnostic("active-content", each, brief.outline.span) for each in acting)
    if "html" in formats:
        made["html"] = write_html(document, template, "end", pictures.__getitem__).encode()
    made["ledger.json"] = ledger  # the last to take its place: where it is new, all are
    lost = any(fault.is_error for fault in faults)
    count = layout.pages if layout else 0
    return Built({} if lost else made, tuple(faults), count, len(brief.quotations), len(document.notes))


def read_pictures(workspace: Workspace, compiled: Compiled) -> dict[str, bytes]:
    """The pictures of a brief, read once for all formats. Raises Failure where one is no longer what was checked."""
    pictures: dict[str, bytes] = {}
    for name, digest in compiled.pictures.items():
        content = workspace.read_picture(name)
        if isinstance(content, Diagnostic) or sha256(content).hexdigest() != digest:
            raise Failure(f"{name} changed while the brief was made", "build it again")
        pictures[name] = bare(content)  # what is printed is the pixels, and none of the remarks beside them
    return pictures


def unseen_glyphs(document: Document) -> tuple[int, ...]:
    """Code points that no font has, of charts that stand on the page as pictures. Raises Failure."""
    words = [each for drawing in drawings(document) if drawing.pictured for each in drawing.words]
    return page.without_font(words) if words else ()


def _identifier(ledger: bytes) -> bytes:
    """The PDF's file identifier, from its content and nothing else (ISO 32000-2, 14.4)."""
    return sha256(ledger).digest()[:16]


def lay_out(
    workspace: Workspace,
    document: Document,
    template: Template,
    warm: Warm | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[page.Page, Layout]:
    """The pages. WeasyPrint 70 can drop a note when it moves the line of another to the next page; where it did, the
    notes of that page are laid out again with leave to go there without their lines."""
    roots = {"workspace": workspace.root, "template": Path(template.folder)}
    loose: set[int] = set()
    turn = 0
    while True:
        html = write_html(document, template, "foot", pictures.__getitem__, loose)
        laid = page.lay_out(html, roots, warm.layout(turn) if warm else None)
        layout = laid.layout()
        spoilt = {place.page for number, place in layout.calls.items() if number not in layout.notes}
        if not spoilt:
            return laid, layout
        # First the page's own notes; where that is not enough, those of the pages beside it; then all.
        near = (spoilt, {page + step for page in spoilt for step in (-1, 0, 1)}, set(range(layout.pages + 1)))
        wider = ({n for n, place in layout.calls.items() if place.page in pages} - loose for pages in near)
        more = next((numbers for numbers in wider if numbers), set())
        if not more:
            return laid, layout
        loose, turn = loose | more, turn + 1


def makers(jobs: int = 1, *, keeping: bool = False) -> Workers[Built]:
    """Workers that make briefs, `jobs` at a time, each in bounds of time and memory. They load the page engine before
    they are given a brief; `keeping` are those that keep what they made for the next time."""
    return Workers(make, jobs, page.load_beside, Bounds(growth=inf) if keeping else Bounds())


def produce_all(
    workers: Workers[Built],
    workspace: Workspace,
    ready: Iterable[Compiled],
    formats: Sequence[str],
    begin: Callable[[str], None] = lambda _name: None,
    end: Callable[[str], None] = lambda _name: None,
) -> Iterator[tuple[str, Built | Failure]]:
    """Make briefs, in the order given; a failure is that brief's alone. `begin` and `end` are told when a brief's work
    begins and ends, whatever the order."""
    return workers.each({each.name: (workspace, each, formats) for each in ready}, begin, end)


_warm: OrderedDict[str, Warm] = OrderedDict()
"""What a worker keeps of the briefs that it made last, by a name that their maker gives."""


def make(workspace: Workspace, compiled: Compiled, formats: Sequence[str], kept: str = "") -> Built:
    """One brief, in a worker; `kept` names what it keeps for the next time. Raises Failure."""
    if not kept:
        return produce(workspace, compiled, formats)
    warm = _warm.setdefault(kept, Warm())
    _warm.move_to_end(kept)
    while len(_warm) > limits.WARM_BRIEFS:
        _warm.popitem(last=False)
    return produce(workspace, compiled, formats, warm)


def used_sources(briefs: Iterable[Compiled]) -> set[str]:
    """The sources that briefs cite."""
    return {name for compiled in briefs if compiled.brief for name in compiled.brief.sources}
