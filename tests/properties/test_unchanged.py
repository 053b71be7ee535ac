"""What is left as it is, is what a clean build would make: any sequence of edits gives the same bytes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.support import outline, seed, workspace

from briefwright.cli import main
from briefwright.engines import made

CSV = "      - table: {caption: Ships, file: ships.csv}\n"
PICTURE = "      - figure: {file: dot.png, alt: A dot, caption: A dot}\n"


def dot(colour: str) -> bytes:
    """A small picture."""
    held = BytesIO()
    Image.new("RGB", (2, 2), colour).save(held, "PNG")
    return held.getvalue()


FILES = {
    "seeds/a.yaml": seed(p1="The harbour is deep enough.", p2="Nobody asked the fishermen.", p3="It rained."),
    "seeds/b.yaml": seed(p1="Ships wait outside.", p2="The toll goes up."),
    "briefs/one.yaml": outline('It is "deep enough" [@a#p1].') + CSV,
    "briefs/two.yaml": outline('They "wait outside" [@b#p1], and "rained" stands there [@a#p3].') + PICTURE,
    "briefs/ships.csv": "Ship,Metres\nAnna,5\n",
    "briefs/dot.png": dot("black"),
    "templates/own/template.yaml": "extends: memo\npublisher: Ours\n",
    "templates/own/style.css": "p { color: #000 }\n",
}
WORDS = ("deep enough", "wait outside", "rained", "Nobody", "harbour", "toll", "A report", "color", "Anna", "5", "Ours")
"""Words that edits change; some are quoted, some only stand beside what is."""
Edit = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Edit:
    """Other words in a file; its size and its time stay where they can."""

    def edit(root: Path) -> None:
        path = root / name
        if path.is_file():
            was = path.stat()
            path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
            os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    return edit


def set_to(name: str, content: str | bytes) -> Edit:
    """A file of just this."""
    return lambda root: (root / name).write_bytes(content.encode() if isinstance(content, str) else content) and None


def gone(name: str) -> Edit:
    """A file less."""
    return lambda root: (root / name).unlink(missing_ok=True)


def swapped(one: str, two: str) -> Edit:
    """Two files under each other's names, with their own times."""

    def edit(root: Path) -> None:
        if (root / one).is_file() and (root / two).is_file():
            (root / one).rename(root / "other")
            (root / two).rename(root / one)
            (root / "other").rename(root / two)

    return edit


NAMES = sorted(FILES)
OUTPUTS = [f"build/{name}.{ending}" for name in ("one", "two") for ending in ("html", "ledger.json")]
EDITS = st.one_of(
    st.builds(replaced, st.sampled_from(NAMES), st.sampled_from(WORDS), st.sampled_from([*WORDS, "Deep enough", ""])),
    st.sampled_from([set_to(name, content) for name, content in FILES.items()]),
    st.sampled_from([gone(name) for name in (*NAMES, *OUTPUTS)]),
    st.sampled_from([set_to(name, "spoilt") for name in OUTPUTS]),
    st.sampled_from([
        replaced("briefs/one.yaml", "title: A brief", "template: own\ntitle: A brief"),
        replaced("briefs/two.yaml", "title: A brief", "template: own\ntitle: A brief"),
        replaced("seeds/a.yaml", "passages:", "evidence: {derived-from: b}\npassages:"),
        replaced("seeds/a.yaml", "passages:", "evidence: {descriptor: Ours.}\npassages:"),
        replaced("briefs/one.yaml", "sections:", "annex: evidence\nsections:"),
        set_to("briefs/dot.png", dot("white")),
        set_to("seeds/c.yaml", seed(p1="It is deep enough, they say.")),
        swapped("briefs/one.yaml", "briefs/two.yaml"),
        swapped("seeds/a.yaml", "seeds/b.yaml"),
    ]),
)  # fmt: skip


def outputs(folder: Path) -> dict[str, bytes]:
    """What lies in a folder of outputs, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))} if folder.is_dir() else {}


def builds(root: Path, *more: str) -> int:
    """Build into a folder; the exit code."""
    return main(["-C", str(root), "build", "--to", "html", *more])


@pytest.fixture(autouse=True)
def _own_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # Edits follow each other faster than a person's; the records of runs are to be tried all the same.
    monkeypatch.setattr(made, "TICK", 5_000_000)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(EDITS, min_size=0, max_size=2), min_size=1, max_size=4))
def test_any_sequence_of_edits_gives_the_bytes_of_a_clean_build(turns: list[list[Edit]]) -> None:
    """After each turn the outputs are those of a build that knows nothing, and so is the exit code."""
    with TemporaryDirectory() as name:
        root = workspace(Path(name), FILES).root
        assert builds(root) == 0
        for edits in turns:
            for edit in edits:
                edit(root)
            time.sleep(0.02)
            before = outputs(root / "build")
            code = builds(root)
            shutil.rmtree(root / "clean", ignore_errors=True)
            assert builds(root, "--force", "-o", str(root / "clean")) == code
            # A brief with an error keeps the files of its last good build.
            assert outputs(root / "build") == before | outputs(root / "clean")


def test_only_what_is_touched_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A passage that a brief quotes is its matter, another of the same seed is not."""
    root = workspace(tmp_path / "w", FILES).root

    def told() -> list[bool]:
        time.sleep(0.02)
        assert builds(root) == 0
        return ["unchanged" in line for line in capsys.readouterr().out.splitlines()]

    assert told() == [False, False]
    assert told() == [True, True]
    replaced("seeds/a.yaml", "Nobody asked", "None asked")(root)
    assert told() == [True, True]
    replaced("seeds/a.yaml", "It rained.", "It has rained.")(root)
    assert told() == [True, False]
    replaced("seeds/a.yaml", "A report", "The report")(root)
    assert told() == [False, False]
    replaced("briefs/ships.csv", "Anna", "Ella")(root)
    assert told() == [False, True]
    set_to("briefs/dot.png", dot("white"))(root)
    assert told() == [True, False]
    (root / "seeds/a.yaml").touch()
    assert told() == [True, True]
    set_to("build/one.html", "spoilt")(root)
    assert told() == [False, True]
    gone("build/two.ledger.json")(root)
    assert told() == [True, False]
    set_to("seeds/c.yaml", seed(p1="Nothing of this is quoted."))(root)
    assert told() == [True, True]


def test_what_lies_in_the_cache_is_not_believed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Spoilt records, and none, cost a build and nothing else."""
    root = workspace(tmp_path / "w", FILES).root
    assert builds(root) == 0
    whole = outputs(root / "build")
    for spoilt in (b"", b"\0", b"{}", b'{"digest": 1}', b"\xff" * 100, None):
        for path in (tmp_path / "cache").rglob("*"):
            if path.is_file():
                path.write_bytes(spoilt) if spoilt is not None else path.unlink()
        capsys.readouterr()
        assert builds(root) == 0
        assert "unchanged" not in capsys.readouterr().out
        assert outputs(root / "build") == whole


def test_a_warning_is_told_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A brief that is not made again has its warnings all the same."""
    claim = "      - claim: It will rain.\n        likelihood: likely\n        confidence: moderate\n"
    root = workspace(tmp_path / "w", {**FILES, "briefs/one.yaml": outline("Words.") + claim}).root
    said = []
    for _ in range(3):
        time.sleep(0.02)
        assert builds(root) == 0
        said.append(capsys.readouterr().err)
    assert "unsupported-claim" in said[0]
    assert said[0] == said[1] == said[2]


def test_a_changed_program_makes_everything_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records of other code are none; nor are those of another date to be written into files."""
    root = workspace(tmp_path / "w", FILES).root
    other = tmp_path / "program.py"
    other.write_text("1")
    whole = made.program()
    monkeypatch.setattr(made, "program", lambda: [*whole, str(other)])
    for change in (lambda: None, lambda: other.write_text("2"), lambda: monkeypatch.setenv("SOURCE_DATE_EPOCH", "9")):
        change()
        time.sleep(0.02)
        capsys.readouterr()
        assert builds(root) == 0
        assert "unchanged" not in capsys.readouterr().out
        time.sleep(0.02)
        assert builds(root) == 0
        assert capsys.readouterr().out.count("unchanged") == 2
