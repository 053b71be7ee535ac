"""Time and memory of a cold build against the plain pipeline and the first landing, side by side on the same content;
and the proof's part.

The plain pipeline is what an editor would type: pandoc to HTML, WeasyPrint's command line to PDF, pandoc to DOCX, one
after the other. Its input is the brief's own document, written out as Markdown with its notes; its style sheet and
reference.docx are the template's. The first landing is this project as it first built a brief, taken from its history:
its code builds its own brief with its own template, ours the same brief with today's. Run by `make bench`; prints
medians, ratios and peak memory.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.long_brief import long_brief

from briefwright import pipeline
from briefwright.engines import files, page, pandoc, tree
from briefwright.write import docx

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "korea-china-reset"
RUNS, PROOFS = 7, 3
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


def measure(command: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak resident memory (KiB) of one command, its children included one by one."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss


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

    return {"first landing": command(old, old), "briefwright, its brief": command(ROOT, new)}


def compare(runs: dict[str, list[list[str]]], folder: Path) -> None:
    """Print median seconds of each run's commands, one after the other. The runs alternate, so that a busy moment meets
    all."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    memory = dict.fromkeys(runs, 0)
    for turn in range(RUNS + 1):
        for name, commands in runs.items():
            spent = [measure(command, folder) for command in commands]
            if turn == 0:
                continue  # the first of each warms the disk's cache
            times[name].append(sum(seconds for seconds, _ in spent))
            memory[name] = max(memory[name], *(size for _, size in spent))
    for name, seconds in times.items():
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        print(f"  {name:<22} {middle:5.2f} s  ({low:.2f} to {high:.2f})   peak {memory[name] / 1024:4.0f} MiB")
    first, *_, last = runs
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"  ratio {medians[last] / medians[first]:.2f}, memory {memory[last] / memory[first]:.2f}")


def main() -> None:
    """Print every measurement."""
    program = str(Path(sys.executable).parent / "briefwright")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"cold build of {BRIEF} to PDF and DOCX, medians of {RUNS}")
        ours = [program, "-C", str(ROOT), "build", BRIEF, "-o", str(folder / "out")]
        compare({"plain pipeline": prepare(folder), "briefwright": [ours]}, folder)
        if landed := first_landing(folder):
            print(f"the brief of the first landing ({FIRST_LANDING}), medians of {RUNS}")
            compare({name: [command] for name, command in landed.items()}, folder)
        else:
            print("no history here: the first landing is not compared")
    runs = [proof() for _ in range(PROOFS)]
    proved, whole = (statistics.median(run[at] for run in runs) for at in (0, 1))
    print(f"proof of a brief of {runs[0][2]} pages and {runs[0][3]} notes, medians of {PROOFS}")
    print(f"  {proved:.2f} s of a build of {whole:.2f} s, ratio {proved / whole:.2f}")


if __name__ == "__main__":
    main()
