"""Time and memory against the plain pipeline, Typst and XeLaTeX, side by side on the same content; against the first
landing; and the proof's part.

The plain pipeline is what an editor would type: pandoc to HTML, WeasyPrint's command line to PDF, pandoc to DOCX, one
after the other. Its input is the brief's own document, written out as Markdown with its notes; its style sheet and
reference.docx are the template's. Typst and XeLaTeX make a PDF of the same Markdown, through pandoc; they prove
nothing, and make no DOCX. The first landing is this project as it first built a brief, taken from its history: its code
builds its own brief with its own template, ours the same brief with today's. Run by `make bench`; prints medians,
spread, ratios and peak memory, and writes `build/bench.json`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.bench.measure import ROOT, Figures, Row, measure, turns
from tests.long_brief import SECTIONS, long_brief

from briefwright import pipeline
from briefwright.engines import files, page, pandoc, tree
from briefwright.write import docx

BRIEF = "korea-china-reset"
PROOFS, MANY, AT_ONCE = 3, 100, 2
FIRST_LANDING = "68a97a79ba93"
MAIN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from briefwright.cli import main; sys.exit(main())"
"""Runs the code in a folder, whatever is installed."""
FILTER = """\
function Note(note)
  return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), { class = "footnote" })
end
function Table(table)
  table.classes:insert("data")
  return table
end
function Div(div)
  local style = div.attributes["custom-style"]
  if style then div.classes:insert((style:lower():gsub(" ", "-"))) end
  return div
end
"""
"""Gives pandoc's HTML the classes that the style sheet knows, so that both lay out the same pages."""


def prepare(folder: Path, brief: Path = ROOT / "briefs" / f"{BRIEF}.yaml") -> list[list[str]]:
    """The plain pipeline's input in `folder`, and its three commands."""
    workspace = files.Workspace(brief.parents[1])
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, brief, loaded)
    document = pipeline.make_document(compiled)
    template = compiled.template
    assert template is not None
    blocks = docx.blocks(document, template)
    given = tree.document(
        blocks, {"lang": tree.node("MetaString", document.language), "title": tree.node("MetaString", "Bench")}
    )
    (folder / "brief.md").write_bytes(pandoc.run(["-f", "json", "-t", "markdown", "-s", "--wrap=none"], given))
    (folder / "page.lua").write_text(FILTER, encoding="utf-8")
    css = re.sub(r"font:([\w.-]+\.[ot]tf)", lambda m: f"file://{page.font_file(m[1])}", template.css)
    colours = "; ".join(f"--{name}: {value}" for name, value in template.colours.items())
    css = f"@page {{ size: {template.paper} }}\n:root {{ {colours} }}\n{css}"
    (folder / "style.css").write_text(css, encoding="utf-8")
    shutil.copy(template.reference, folder / "reference.docx")
    program = str(pandoc.binary())
    weasyprint = str(Path(sys.executable).parent / "weasyprint")
    return [
        [program, "brief.md", "-s", "-c", "style.css", "--lua-filter=page.lua", "--wrap=none", "-o", "brief.html"],
        [weasyprint, "--pdf-tags", "brief.html", "brief.pdf"],
        [program, "brief.md", "--reference-doc=reference.docx", "-o", "brief.docx"],
    ]


PROOF = ("layout_faults", "read_docx", "docx_findings", "expected_of", "pdf_findings")
"""The functions of the pipeline that read finished files back."""


def proof() -> tuple[float, float, int, int]:
    """Seconds of the proof and of the whole build of the long brief in one process, its pages and notes."""
    spent = [0.0]

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                spent[0] += time.perf_counter() - start

        return run

    originals = {name: getattr(pipeline, name) for name in PROOF}
    for name, work in originals.items():
        setattr(pipeline, name, timed(work))
    with tempfile.TemporaryDirectory() as folder:
        long_workspace(Path(folder), SECTIONS)
        workspace = files.Workspace(Path(folder))
        start = time.perf_counter()
        loaded = pipeline.load_library(workspace)
        compiled = pipeline.compile_brief(workspace, Path(folder) / "briefs" / "b.yaml", loaded)
        made = pipeline.produce(workspace, compiled, ("pdf", "docx"))
        whole = time.perf_counter() - start
    for name, work in originals.items():
        setattr(pipeline, name, work)
    if made.faults:
        raise SystemExit(f"failed: {made.faults[0].message}")
    return spent[0], whole, made.pages, made.notes


def first_landing(folder: Path) -> dict[str, list[str]]:
    """Commands that build the first landing's brief, by its code and by ours; none where there is no history."""
    made = subprocess.run(["git", "archive", FIRST_LANDING], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        return {}
    old, new = folder / "first", folder / "now"
    with tarfile.open(fileobj=BytesIO(made.stdout)) as archive:
        archive.extractall(old, filter="data")
    for name in ("seeds", "briefs"):
        shutil.copytree(old / name, new / name)

    def command(code: Path, workspace: Path) -> list[str]:
        return [sys.executable, "-c", MAIN, str(code / "src"), "-C", str(workspace), "build", BRIEF]

    return {"first landing": command(old, old), "briefwright": [*command(ROOT, new), "--force"]}


def others(folder: Path) -> dict[str, list[list[str]]]:
    """Typst's and XeLaTeX's commands for the plain pipeline's input, where they are installed and can."""
    program = str(pandoc.binary())
    found: dict[str, list[list[str]]] = {}
    to_typst = [program, "brief.md", "-s", "-t", "typst", "-o", "brief.typ"]
    typst = "import typst; typst.compile('brief.typ', output='brief-typst.pdf')"
    if find_spec("typst"):
        found["Typst (PDF only)"] = [to_typst, [sys.executable, "-c", typst]]
    if shutil.which("xelatex"):
        found["XeLaTeX (PDF only)"] = [[program, "brief.md", "--pdf-engine=xelatex", "-o", "brief-tex.pdf"]]
    for name in list(found):
        try:
            for command in found[name]:
                measure(command, folder)
        except SystemExit as failed:
            print(f"{name}: {failed}")
            del found[name]
    return found


def long_workspace(folder: Path, sections: int) -> Path:
    """A workspace with the long brief of so many sections; its outline."""
    for name, words in long_brief(sections).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return folder / "briefs" / "b.yaml"


def build(workspace: Path, brief: str, out: Path, *more: str) -> list[str]:
    """Our command, with records of its own."""
    program = str(Path(sys.executable).parent / "briefwright")
    return [program, "-C", str(workspace), "build", *([brief] if brief else []), "-o", str(out), *more]


def cold(figures: Figures, folder: Path) -> None:
    """A whole build of a brief that was never built: the repository's, one of some eight pages, one of some eighty."""
    eight, eighty = (long_workspace(folder / name, sections) for name, sections in (("eight", 2), ("eighty", 30)))
    reset = ROOT / "briefs" / f"{BRIEF}.yaml"
    for what, brief, most in ((BRIEF, reset, 0.9), ("8 pages", eight, 0.9), ("80 pages", eighty, 1.0)):
        where = folder / what.replace(" ", "-")
        where.mkdir()
        plain = prepare(where, brief)
        ours = build(brief.parents[1], brief.stem, where / "out", "--force")
        runs = {"plain pipeline": plain, **others(where), "briefwright": [ours]}
        figures.add(f"cold build, {what}", turns(runs, where, f"cold build, {what}"), most)


def again(figures: Figures, folder: Path) -> None:
    """Nothing changed, and one word edited."""
    outline = long_workspace(folder / "again", 2)
    words = outline.read_text(encoding="utf-8")
    ours = build(outline.parents[1], "b", folder / "again" / "out")
    measure(ours, folder)
    time.sleep(0.2)
    measure(ours, folder)
    python = [sys.executable, "-c", "pass"]
    group = "briefwright build, nothing changed"
    figures.add(group, turns({"python -c pass": [python], "briefwright": [ours]}, folder, group), 4)
    (folder / "empty.mk").write_text("all:\n", encoding="utf-8")
    measure(["make"], ROOT)
    measure(["make"], ROOT)
    empty, made = ["make", "-s", "-f", str(folder / "empty.mk")], ["make", "-C", str(ROOT)]
    group = "make, nothing changed"
    figures.add(group, turns({"make, an empty rule": [empty], "make": [made]}, folder, group), 3)

    def edit(name: str, turn: int) -> None:
        if name == "briefwright":
            outline.write_text(words.replace("as others do.", f"as the {turn} others do.", 1), encoding="utf-8")

    where = folder / "edited"
    where.mkdir()
    group = "one word edited, 8 pages"
    runs = {"plain pipeline": prepare(where, outline), "briefwright": [ours]}
    figures.add(group, turns(runs, where, group, before=edit))


def many(figures: Figures, folder: Path) -> None:
    """A hundred briefs of six pages on two cores, once each, as it takes minutes."""
    workspace = folder / "many"
    shutil.copytree(ROOT / "seeds", workspace / "seeds")
    (workspace / "briefs").mkdir()
    words = (ROOT / "briefs" / f"{BRIEF}.yaml").read_text(encoding="utf-8")
    for number in range(MANY):
        (workspace / "briefs" / f"b{number:03}.yaml").write_text(words, encoding="utf-8")
    where = folder / "plain-many"
    where.mkdir()
    places = [where / f"{number}" for number in range(MANY)]
    first = prepare(where)
    for place in places:
        place.mkdir()
        for name in ("brief.md", "page.lua", "style.css", "reference.docx"):
            shutil.copy(where / name, place / name)
    group = f"{MANY} briefs of 6 pages, {AT_ONCE} at a time"
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        taken = list(pool.map(lambda place: max(measure(command, place)[1] for command in first), places))
    plain = Row(group, "plain pipeline", [time.perf_counter() - start], max(taken) / 1024)
    seconds, memory = measure(build(workspace, "", folder / "many-out", "--force", "--jobs", str(AT_ONCE)), folder)
    figures.add(group, [plain, Row(group, "briefwright", [seconds], memory / 1024)], 0.5)
    one, alone = measure(build(workspace, "b000", folder / "one-out", "--force"), folder)
    print(f"  a worker's memory is {memory / alone:.2f} of that of one brief alone ({one:.2f} s)")


def main() -> None:
    """Print every measurement, or those that are named: cold, again, many, first, proof."""
    wanted = set(sys.argv[1:]) or {"cold", "again", "many", "first", "proof"}
    figures = Figures()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        for what, work in (("cold", cold), ("again", again), ("many", many)):
            if what in wanted:
                work(figures, folder)
        if "first" in wanted and (landed := first_landing(folder)):
            group = f"the brief of the first landing ({FIRST_LANDING})"
            found = turns({each: [command] for each, command in landed.items()}, folder, group)
            figures.add(group, found, 1.0)
    if "proof" in wanted:
        runs = [proof() for _ in range(PROOFS)]
        proved, whole = ([run[at] for run in runs] for at in (0, 1))
        group = f"proof of a brief of {runs[0][2]} pages and {runs[0][3]} notes"
        figures.add(group, [Row(group, "the whole build", whole), Row(group, "the proof", proved)])
    figures.write()


if __name__ == "__main__":
    main()
