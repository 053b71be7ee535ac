"""From a saved change to the new PDF in its place, against the plain pipeline's warm layout and write of its words.

One word of a brief of some eight pages is edited again and again. The plain pipeline is WeasyPrint in a process that
has laid the same page out before: `HTML(file).render()` and `write_pdf(pdf_tags=True)`, of what pandoc made beforehand;
ours begins with the change on the disk and reads, checks, cites, lays out, writes, proves and puts in place. Prints
medians of the clock and of the processor's time. Run by `make bench`, or by `python -m tests.bench.watch`.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.bench import prepare
from tests.long_brief import long_brief
from tests.support import workspace

from briefwright.desk.workshop import Workshop
from briefwright.engines import files, page
from briefwright.engines.files import Workspace
from briefwright.engines.process import collect_less, collecting_after

RUNS, SECTIONS = 20, 2
EDITED = "as others do."
"""Words that the brief says in each paragraph; one of them is edited."""


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processor on this thread."""
    clock, spent = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - clock, time.thread_time() - spent


class Ours:
    """The brief in a workshop, as `watch` has it."""

    def __init__(self, folder: Path) -> None:
        self.outline, self.out = folder / "briefs" / "b.yaml", folder / "build" / "b.pdf"
        self.words = self.outline.read_text(encoding="utf-8")
        self.workshop = Workshop(Workspace(folder), ("pdf",))
        self.turn = 0

    def edit(self) -> None:
        """One word, in the midst of the brief."""
        self.turn += 1
        places = self.words.count(EDITED)
        head, tail = self.words.split(EDITED)[: places // 2], self.words.split(EDITED)[places // 2 :]
        words = f"{EDITED.join(head)}as the {self.turn} others do.{EDITED.join(tail)}"
        self.outline.write_text(words, encoding="utf-8")

    def make(self) -> int:
        """What `watch` does when it sees the change; the number of pages."""
        self.workshop.reload()
        (path,) = self.workshop.stale()
        built = self.workshop.make(path).built
        assert built is not None, self.workshop.outcomes[path].failure
        assert built.files, built.faults
        files.put_in_place({self.out.with_suffix(f".{ending}"): content for ending, content in built.files.items()})
        return built.pages


class Plain:
    """The plain pipeline's page, laid out and written again."""

    def __init__(self, folder: Path, brief: Path) -> None:
        to_html, *_ = prepare(folder, brief)
        subprocess.run(to_html, cwd=folder, check=True)
        self.page = folder / "brief.html"

    def make(self) -> None:
        """As a script that stays in memory would."""
        weasyprint = page.load()
        weasyprint.HTML(str(self.page)).render().write_pdf(str(self.page.with_suffix(".pdf")), pdf_tags=True)


def main() -> None:
    """Print both, and the ratio."""
    collect_less()
    with tempfile.TemporaryDirectory() as ours_in, tempfile.TemporaryDirectory() as plain_in:
        folder = Path(ours_in)
        workspace(folder, long_brief(SECTIONS))
        ours, plain = Ours(folder), Plain(Path(plain_in), folder / "briefs" / "b.yaml")
        pages = ours.make()
        plain.make()
        times: dict[str, list[tuple[float, float]]] = {"plain, warm": [], "briefwright watch": []}
        for _ in range(RUNS):
            times["plain, warm"].append(timed(plain.make))
            ours.edit()
            with collecting_after():
                times["briefwright watch"].append(timed(ours.make))
    print(f"one word edited in a brief of {pages} pages, to the PDF in its place, medians of {RUNS}")
    medians = {}
    for name, spent in times.items():
        clock, processor = (statistics.median(each[at] for each in spent) for at in (0, 1))
        medians[name] = clock, processor
        print(f"  {name:<22} {clock:5.2f} s, {processor:.2f} s of the processor")
    ratios = [medians["briefwright watch"][at] / medians["plain, warm"][at] for at in (0, 1)]
    print(f"  ratio {ratios[0]:.2f}, of the processor {ratios[1]:.2f}")


if __name__ == "__main__":
    main()
