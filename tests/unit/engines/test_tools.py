"""The doors to pandoc, to styles, to pictures and to pandoc's tree."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from PIL import Image

from briefwright.engines import pandoc, styles, tree
from briefwright.engines.pictures import picture_fault
from briefwright.model import document as doc
from briefwright.model.failure import Failure


def test_pandoc_is_the_wheel_s() -> None:
    """Not one that happens to be on PATH."""
    assert "pypandoc" in str(pandoc.binary())
    assert pandoc.version()[0].isdigit()


def test_pandoc_s_warnings_are_failures() -> None:
    """Unless they are the one that is awaited."""
    given = json.dumps({"pandoc-api-version": tree.API, "meta": {}, "blocks": []}).encode()
    assert json.loads(pandoc.run(["-f", "json", "-t", "json"], given))["blocks"] == []
    with pytest.raises(Failure, match="pandoc failed"):
        pandoc.run(["-f", "json", "-t", "json"], b"nothing")
    picture = tree.document([tree.node("Para", [tree.node("Image", [tree.attributes(), [], ["gone.png", ""]])])], {})
    with pytest.raises(Failure, match=r"gone\.png"):
        pandoc.run(["-f", "json", "-t", "docx", "-o", "-"], picture)
    assert pandoc.run(["-f", "json", "-t", "docx", "-o", "-"], picture, tolerate="gone.png")


def test_pandoc_has_a_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that hangs is a failure."""
    slow = tmp_path / "pandoc"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pandoc, "binary", lambda: slow)
    with pytest.raises(Failure, match=r"longer than 0\.2 seconds"):
        pandoc.run([], b"", seconds=0.2)
    slow.unlink()
    with pytest.raises(Failure, match="cannot be started"):
        pandoc.run([], b"")


def test_words_go_into_the_tree_and_come_out() -> None:
    """With every character; wrappings keep their kind."""
    words = "a  b\n*c* <d> \\e “f”"
    given = [tree.text(words), tree.node("Emph", [tree.text("g"), tree.node("Space"), tree.text("h")])]
    assert tree.decode(given) == (doc.Str(words, exact=True), doc.Emph((doc.Str("g h", exact=True),)))
    quoted = tree.node("Quoted", [tree.node("DoubleQuote"), [tree.text("i")]])
    assert doc.plain(tree.decode([quoted])) == "“i”"


def test_attributes() -> None:
    """Underscores are hyphens, empty values are left out."""
    assert tree.attributes("i", ["c"], custom_style="S", lang="") == ["i", ["c"], [["custom-style", "S"]]]


def test_styles_by_name() -> None:
    """A dependent style is its parent; a path is no name."""
    assert styles.named("chicago-notes-bibliography")
    assert styles.named("nature-communications") == styles.named("nature")
    for name in ("no-such-style", "../styles/nature", "nature.csl", "", "a/b"):
        assert styles.named(name) is None
    assert {"oscola", "nature"} <= set(styles.names())


def test_a_dependent_style_of_a_workspace_is_its_parent(tmp_path: Path) -> None:
    """Pandoc would fetch the parent from the network."""
    link = '<link href="http://www.zotero.org/styles/{}" rel="independent-parent"/>'
    path = tmp_path / "mine.csl"
    path.write_text(f"<style xmlns='http://purl.org/net/xbiblio/csl'><info>{link.format('nature')}</info></style>")
    assert styles.independent(path) == styles.named("nature")
    path.write_text(
        f"<style xmlns='http://purl.org/net/xbiblio/csl'><info>{link.format('no-such-style')}</info></style>"
    )
    assert styles.independent(path) is None
    path.write_text("<style xmlns='http://purl.org/net/xbiblio/csl'><info/></style>")
    assert styles.independent(path) == path


@pytest.mark.parametrize(
    ("kind", "good"), [("PNG", True), ("JPEG", True), ("GIF", True), ("BMP", False), ("TIFF", False), ("WEBP", False)]
)
def test_pictures_that_both_formats_hold(tmp_path: Path, kind: str, good: bool) -> None:
    """By their content, whatever they are called."""
    path = tmp_path / "a.png"
    Image.new("RGB", (2, 2)).save(path, kind)
    assert bool(picture_fault(path.read_bytes())) is not good


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_picture(content: bytes) -> None:
    """It is told, never raised."""
    assert picture_fault(content)
