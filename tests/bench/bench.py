"""Time and memory of a cold build against the plain pipeline, side by side on the same content; and the proof's part.

The plain pipeline is what an editor would type: pandoc to HTML, WeasyPrint's command line to PDF, pandoc to DOCX, one
after the other. Its input is the brief's own document, written out as Markdown with its notes; its style sheet and
reference.docx are the template's. Run by `make bench`; prints medians, ratios and peak memory.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.long_brief import long_brief

from briefwright import pipeline
from briefwright.engines import files, page, pandoc, tree
from briefwright.write import docx

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "korea-china-reset"
RUNS, PROOFS = 7, 3
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


def measure(command: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak resident memory (KiB) of one command, its children included one by one."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss


def prepare(folder: Path) -> list[list[str]]:
    """The plain pipeline's input in `folder`, and its three commands."""
    workspace = files.Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / f"{BRIEF}.yaml", loaded)
    document = pipeline.make_document(compiled)
    blocks = docx.blocks(document)
    given = tree.document(
        blocks, {"lang": tree.node("MetaString", document.language), "title": tree.node("MetaString", "Bench")}
    )
    (folder / "brief.md").write_bytes(pandoc.run(["-f", "json", "-t", "markdown", "-s", "--wrap=none"], given))
    (folder / "page.lua").write_text(FILTER, encoding="utf-8")
    template = compiled.template
    assert template is not None
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


PROOF = ("layout_faults", "read_docx", "docx_findings", "read_ledger", "pdf_findings")
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
        for name, words in long_brief().items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")
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


def main() -> None:
    """Alternate the two, so that a busy moment meets both."""
    ours = [str(Path(sys.executable).parent / "briefwright"), "build", BRIEF, "-o"]
    times: dict[str, list[float]] = {"briefwright": [], "plain pipeline": []}
    memory = {"briefwright": 0, "plain pipeline": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = prepare(folder)
        for run in range(RUNS + 1):
            plain = [measure(command, folder) for command in commands]
            made = measure([*ours, str(folder / "out")], ROOT)
            if run == 0:
                continue  # the first of each warms the disk's cache
            times["plain pipeline"].append(sum(seconds for seconds, _ in plain))
            times["briefwright"].append(made[0])
            memory["plain pipeline"] = max(memory["plain pipeline"], *(size for _, size in plain))
            memory["briefwright"] = max(memory["briefwright"], made[1])
    print(f"cold build of {BRIEF} to PDF and DOCX, medians of {RUNS}")
    for what, seconds in times.items():
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        print(f"  {what:<15} {middle:5.2f} s  ({low:.2f} to {high:.2f})   peak {memory[what] / 1024:4.0f} MiB")
    ratio = statistics.median(times["briefwright"]) / statistics.median(times["plain pipeline"])
    print(f"  ratio {ratio:.2f}, memory {memory['briefwright'] / memory['plain pipeline']:.2f}")
    runs = [proof() for _ in range(PROOFS)]
    proved, whole = (statistics.median(run[at] for run in runs) for at in (0, 1))
    print(f"proof of a brief of {runs[0][2]} pages and {runs[0][3]} notes, medians of {PROOFS}")
    print(f"  {proved:.2f} s of a build of {whole:.2f} s, ratio {proved / whole:.2f}")


if __name__ == "__main__":
    main()
