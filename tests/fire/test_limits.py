"""Inputs as large and as twisted as the limits let them be: told in bounded time, never a hang, never a crash."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.support import SEED, codes, compiled, workspace

from briefwright.engines import pandoc
from briefwright.engines.files import Workspace, read_bytes
from briefwright.engines.pictures import picture_fault
from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.span import TextFile
from briefwright.pipeline import compile_brief, load_library, produce
from briefwright.read.source import read_source
from briefwright.read.yaml import read_yaml

SECONDS = 20.0
"""Processor time that any of these may take; most take a fraction of one."""


class _Watched:
    """Fails what took longer than `SECONDS` of this process."""

    def __enter__(self) -> None:
        self.began = time.process_time()

    def __exit__(self, *_: object) -> None:
        assert time.process_time() - self.began < SECONDS


def brief(body: str) -> str:
    """An outline with this paragraph."""
    return (
        "title: T\nsections:\n  - heading: H\n    body:\n      - |\n        " + body.replace("\n", "\n        ") + "\n"
    )


A = {"seeds/a.yaml": SEED + "  p1: the harbour is closed again\n"}
REPEATED = {"seeds/a.yaml": SEED + "  p1: " + "a b " * 49_000 + "\n"}
WIDE = {"seeds/a.yaml": SEED + "".join(f"  p{i}: words {i} of it\n" for i in range(5000))}

TEXTS: dict[str, tuple[dict[str, str], str, set[str]]] = {
    "a million asterisks": (A, brief("*" * 1_000_000), set()),
    "asterisks and letters": (A, brief("*a " * 300_000), {"too-many"}),
    "as many asterisks as a paragraph takes": (A, brief("*a " * 16_000), set()),
    "a million opened brackets": (A, brief("[" * 1_000_000), {"too-many"}),
    "as many opened brackets as a paragraph takes": (A, brief("[" * 40_000), {"too-deep"}),
    "pictures that are opened and not closed": (A, brief("![[" * 16_000), {"too-deep"}),
    "notes that are opened and not closed": (A, brief("[^" * 20_000), {"too-deep"}),
    "a million closed brackets": (A, brief("]" * 1_000_000), {"too-many"}),
    "a million backticks": (A, brief("`" * 1_000_000), {"misplaced-markup"}),
    "runs of backticks of every length": (A, brief(" ".join("`" * i for i in range(1, 300))), {"unpaired-mark"}),
    "a million quotation marks": (A, brief('"' * 1_000_000), {"too-many"}),
    "as many quotation marks as a paragraph takes": (A, brief('"' * 49_999), {"unsourced-quotation", "unpaired-mark"}),
    "a hundred thousand citations": (A, brief("[@a#p1]" * 100_000), {"too-many"}),
    "as many citations and quotations as a paragraph takes": (A, brief('"harbour" [@a#p1] ' * 2_700), set()),
    "paragraphs with more citations than a brief": (A, brief("[@a#p1]\n\n" * 10_001), {"too-many"}),
    "paragraphs with more quotations than a brief": (A, brief('"harbour" [@a#p1]\n\n' * 5_001), {"too-many"}),
    "a hundred thousand levels of a list": (A, brief("- " * 100_000 + "a"), {"too-deep"}),
    "a hundred thousand levels of a quotation": (A, brief(">" * 100_000 + "a"), {"too-deep"}),
    "ten thousand notes": (
        A,
        brief("\n\n".join(f"a[^{i}]\n\n[^{i}]: note" for i in range(3000))),
        set(),
    ),
    "forty omissions in words that repeat": (
        REPEATED, brief('"' + "a […] " * 39 + 'c" [@a#p1]'), {"altered-quotation"},
    ),
    "forty insertions in words that repeat": (
        REPEATED, brief('"' + "a [x] " * 39 + 'c" [@a#p1]'), {"altered-quotation"},
    ),
    "a quotation of five thousand words that nobody says": (
        {"seeds/a.yaml": SEED + "  p1: " + " ".join(f"w{i % 997}x{i}" for i in range(17_000)) + "\n"},
        brief('"' + " ".join(f"w{i * 7 % 997}x{i}" for i in range(5000)) + '" [@a#p1]'),
        {"altered-quotation"},
    ),
    "a passage that is one word": (
        {"seeds/a.yaml": SEED + "  p1: " + "x" * limits.PASSAGE + "\n"}, brief('"x" [@a#p1]'), {"altered-quotation"},
    ),
    "hundreds of quotations of other passages": (
        WIDE, brief("\n\n".join(f'"words {i + 1} of it" [@a#p{i}]' for i in range(400))),
        {"misattributed-quotation", "altered-quotation"},
    ),
    "thousands of passages that are not there": (
        WIDE, brief("\n\n".join(f'"words" [@a#q{i}]' for i in range(2000))), {"unknown-passage"},
    ),
    "a claim with a hundred thousand pieces of evidence": (
        A,
        "title: T\nsections:\n  - heading: H\n    body:\n      - claim: X\n        evidence: ["
        + "'a#p1', " * 100_000 + "]\n",
        {"too-many", "unsupported-claim"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_prose_is_read_and_quotations_are_checked_in_bounded_time(tmp_path: Path, name: str) -> None:
    """Only these faults are told, each where it stands; nothing hangs."""
    seeds, outline, expected = TEXTS[name]
    with _Watched():
        done, loaded = compiled(tmp_path, {**seeds, "briefs/b.yaml": outline})
    assert loaded.faults == []
    assert set(codes(done.faults)) == expected


YAMLS: dict[str, tuple[str, set[str]]] = {
    "a hundred thousand keys": (
        "title: T\n" + "".join(f"k{i}: 1\n" for i in range(100_000)), {"unknown-key", "missing-key"},
    ),
    "one key a hundred thousand times": ("title: T\n" * 100_000, {"duplicate-key", "missing-key"}),
    "half a million items in a title": ("title: [" + "a," * 500_000 + "]\n", {"wrong-type", "missing-key"}),
    "four hundred thousand escapes": (
        'title: "' + "\\x41" * 400_000 + '"\nsections: []\n', {"too-many", "missing-key"},
    ),
    "four hundred thousand comments": ("title: T\nsections: [{heading: H, body: [a]}]\n" + "# a\n" * 400_000, set()),
    "sixty thousand sections": (
        "title: T\nsections:\n" + "  - {heading: A, body: [a]}\n" * 60_000, {"too-many"},
    ),
    "a table of sixty thousand cells": (
        "title: T\nsections:\n  - heading: H\n    body:\n      - table:\n          caption: C\n          columns: ["
        + "A, " * 60 + "]\n          rows:\n" + ("            - [" + "1, " * 60 + "]\n") * 1000, {"too-many"},
    ),
    "signs for comments that were meant as words": (
        "title: T\nkey-points:\n" + "  - a #b\n" * 50_000, {"invalid-yaml", "missing-key", "too-many"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", YAMLS)
def test_outlines_of_very_many_things_are_read_in_bounded_time(tmp_path: Path, name: str) -> None:
    """What is too much is told; what is only long is read."""
    outline, expected = YAMLS[name]
    with _Watched():
        done, _ = compiled(tmp_path, {**A, "briefs/b.yaml": outline})
    assert set(codes(done.faults)) == expected


def test_a_seed_has_at_most_so_many_passages() -> None:
    """Fifty thousand are read; one more is told."""
    seed = SEED + "".join(f"  p{i}: w\n" for i in range(limits.PASSAGES + 1))
    with _Watched():
        source, faults = read_source("a", TextFile("seeds/a.yaml", seed))
    assert codes(faults) == ["too-many"]
    assert source.faulty


def test_a_passage_has_at_most_so_many_characters() -> None:
    """And so has its translation."""
    long = "w " * (limits.PASSAGE // 2 + 1)
    _, faults = read_source(
        "a", TextFile("seeds/a.yaml", f"{SEED}  p1: {long}x\n  p2: {{text: a, translation: {long}x}}\n")
    )
    assert codes(faults) == ["too-many", "too-many"]


def test_a_passage_has_at_most_so_many_voices() -> None:
    """Each of them is looked for in the passage."""
    voices = "".join("      - {says: a b a b, speaker: X}\n" for _ in range(20_000))
    seed = SEED + "  p1:\n    text: " + "a b " * 40_000 + "\n    voices:\n" + voices
    with _Watched():
        _, faults = read_source("a", TextFile("seeds/a.yaml", seed))
    assert codes(faults) == ["too-many"]


def test_as_many_voices_as_a_passage_takes_are_told_apart_in_bounded_time(tmp_path: Path) -> None:
    """Voices in words that repeat, and quotations of them."""
    voices = "".join(f"      - {{says: a b{' a b' * (n % 50)}, speaker: X}}\n" for n in range(limits.VOICES))
    seed = SEED + "  p1:\n    text: " + "a b " * 5000 + "\n    voices:\n" + voices
    with _Watched():
        done, loaded = compiled(tmp_path, {"seeds/a.yaml": seed, "briefs/b.yaml": brief('"a b" [@a#p1]\n\n' * 5)})
    assert loaded.faults == []
    assert set(codes(done.faults)) == {"ambiguous-quotation"}


def test_a_passage_s_number_may_have_any_length() -> None:
    """Python turns no more than 4,300 digits into a number."""
    source, faults = read_source("a", TextFile("seeds/a.yaml", SEED + f"  ? p{'1' * 5000}\n  : w\n"))
    assert faults == ()
    (passage,) = source.passages.values()
    assert passage.locator is not None
    assert passage.locator.value == "1" * 5000


@pytest.mark.parametrize("folder", ["seeds", "briefs"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "socket"])
def test_what_is_no_file_is_refused_and_the_rest_is_built(tmp_path: Path, folder: str, kind: str) -> None:
    """A pipe that nobody writes into would be waited for without end, and a device read without end."""
    where = workspace(tmp_path, {**A, "briefs/b.yaml": brief('It is "closed" [@a#p1].')})
    path = tmp_path / folder / "x.yaml"
    made: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "device": lambda: path.symlink_to("/dev/zero"),
        "socket": lambda: _socket(path),
    }
    made[kind]()
    loaded = load_library(where)
    done = compile_brief(where, tmp_path / "briefs" / "b.yaml", loaded)
    assert not done.blocked
    told = loaded.faults if folder == "seeds" else compile_brief(where, path, loaded).faults
    assert codes(told) == ["outside-workspace" if kind == "device" else "missing-file"]


def _socket(path: Path) -> None:
    import socket

    here = Path.cwd()
    os.chdir(path.parent)  # its name may be a hundred bytes long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def test_a_file_that_tells_no_size_is_read_no_further_than_its_limit() -> None:
    """Files of the system have none, and may have no end either."""
    assert isinstance(read_bytes(Path("/dev/zero"), "zero", 100), Diagnostic)
    told = read_bytes(Path("/proc/self/status"), "status", 100)
    assert isinstance(told, Diagnostic)
    assert told.code == "file-too-large"


def test_a_picture_of_very_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    """Sixty-four million pixels in some kilobytes."""
    path = tmp_path / "bomb.png"
    Image.new("1", (8000, 8000)).save(path)
    assert path.stat().st_size < 2**16
    with _Watched():
        assert picture_fault(path.read_bytes()) == "has 8,000 by 8,000 pixels; the limit is 60,000,000 in all"


def test_a_picture_that_says_it_is_larger_still_is_not_unpacked(tmp_path: Path) -> None:
    """The size stands in the head of the file, whatever is behind it."""
    head = b"\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00"
    chunk = b"\x00\x00\x00\x0dIHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IEND\xaeB`\x82")
    assert picture_fault((tmp_path / "bomb.png").read_bytes())


def test_a_picture_with_very_many_frames_is_one_picture(tmp_path: Path) -> None:
    """The first is printed; the others are not unpacked."""
    frames = [Image.new("P", (1000, 1000), n % 250) for n in range(120)]
    frames[0].save(tmp_path / "film.gif", save_all=True, append_images=frames[1:])
    with _Watched():
        assert picture_fault((tmp_path / "film.gif").read_bytes()) == ""


def test_a_picture_in_a_programming_language_is_not_run(tmp_path: Path) -> None:
    """Pillow would hand PostScript to Ghostscript."""
    (tmp_path / "a.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    assert picture_fault((tmp_path / "a.png").read_bytes()) == "is EPS; briefs take PNG, JPEG and GIF"


def test_a_style_larger_than_any_is_none(tmp_path: Path) -> None:
    """A megabyte of XML is no citation style."""
    (tmp_path / "briefs").mkdir()
    style = "<style xmlns='http://purl.org/net/xbiblio/csl'>" + "<x>" * 400_000
    done, _ = compiled(tmp_path, {**A, "briefs/a.csl": style, "briefs/b.yaml": "style: a.csl\n" + brief("Words.")})
    assert codes(done.faults) == ["unknown-style"]


def test_a_picture_larger_than_any_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is told at the outline's line."""
    monkeypatch.setattr("briefwright.engines.files.FILE_BYTES", 200_000)
    outline = "title: T\nsections:\n  - heading: H\n    body:\n      - figure: {file: a.png, alt: A}\n"
    done, _ = compiled(tmp_path, {**A, "briefs/a.png": b"x" * 200_001, "briefs/b.yaml": outline})
    (fault,) = done.faults
    assert (fault.code, fault.span.line) == ("file-too-large", 5)


def test_a_template_s_file_larger_than_any_is_a_failure_with_its_name(tmp_path: Path) -> None:
    """Style sheets and layouts have the limit of an outline."""
    files = {
        **A,
        "templates/big/template.yaml": "extends: policy-brief\n",
        "templates/big/style.css": "a{}\n" * 600_000,
        "briefs/b.yaml": "template: big\n" + brief("Words."),
    }
    with pytest.raises(Failure, match=r"templates/big/style\.css: the file has 2,400,000 bytes"):
        compiled(tmp_path, files)


def test_a_brief_has_at_most_so_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told when they are laid out; no file is made."""
    monkeypatch.setattr(limits, "PAGES", 2)
    outline = brief("\n\n".join(f"Words number {n} of them. " * 40 for n in range(20)))
    done, _ = compiled(tmp_path, {**A, "briefs/b.yaml": outline})
    built = produce(Workspace(tmp_path), done, ("pdf",))
    assert codes(built.faults) == ["too-many"]
    assert built.files == {}


def test_pandoc_s_heap_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends by itself, and that is told as what it is."""
    monkeypatch.setattr(pandoc, "PANDOC_MEMORY", 8 * 2**20)
    with pytest.raises(Failure, match="took more memory than it may"):
        pandoc.run(["--from=markdown", "--to=html"], b"*a* `b` " * 50_000)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_yaml_without_end_is_told(opening: str) -> None:
    """A hundred thousand levels, whatever opens them."""
    with _Watched():
        node, faults = read_yaml(TextFile("a.yaml", opening * 100_000))
    assert node is None
    assert codes(faults) == ["too-deep"] or codes(faults) == ["invalid-yaml"]


CHART = "title: T\nsections:\n  - heading: H\n    body:\n      - chart:\n          alt: A\n          vega-lite:\n"
ROWS = "            data: {values: [{a: 1, b: 2}]}\n"
BAR = "            mark: bar\n            encoding: {x: {field: a}, y: {field: b}}\n"
CHARTS: dict[str, tuple[str, str]] = {
    "more rows than a chart takes": (
        f"            data: {{values: [{'{a: 1, b: 2}, ' * 5001}]}}\n" + BAR, "file-too-large",
    ),
    "a filter of thousands of conditions": (
        ROWS + BAR + f"            transform: [{{filter: {{and: [{'{fieldd: a, equal: 1}, ' * 3000}]}}}}]\n",
        "too-many",
    ),
    "thousands of layers": (ROWS + f"            layer: [{'{mark: bad}, ' * 3000}]\n", "too-many"),
    "layers in layers without end": (
        ROWS + "            layer: " + "[{layer: " * 50 + "[]" + "}]" * 50 + "\n", "too-deep",
    ),
    "a number of ten thousand digits": (
        f"            data: {{values: [{{a: {'9' * 10_000}, b: 2}}]}}\n" + BAR, "invalid-chart",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_read_in_bounded_time(tmp_path: Path, name: str) -> None:
    """What is too much for one is told before anything is drawn."""
    spec, expected = CHARTS[name]
    with _Watched():
        done, _ = compiled(tmp_path, {**A, "briefs/b.yaml": CHART + spec})
    assert set(codes(done.faults)) == {expected}
