"""The door to the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import text, workspace

from briefwright.engines.files import (
    Workspace,
    find_workspace,
    read_text,
    template_files,
    template_names,
)
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import TextFile


def _text(found: TextFile | Diagnostic) -> str:
    assert isinstance(found, TextFile), found
    return found.text


def _fault(found: object) -> Diagnostic:
    assert isinstance(found, Diagnostic), found
    return found


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"a\xc3\xa9\n", "aé\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"a\r\nb\rc\n\r\n", "a\nb\nc\n\n"),
        (b"", ""),
        ("a\u2028b\u0085c".encode(), "a\u2028b\u0085c"),
        ("务实🙂".encode(), "务实🙂"),
    ],
)
def test_a_text_is_utf_8_without_mark_and_with_line_feeds(tmp_path: Path, raw: bytes, words: str) -> None:
    """The byte-order mark is dropped, every line end is a line feed."""
    (tmp_path / "a").write_bytes(raw)
    assert _text(read_text(tmp_path / "a", "a", 100)) == words


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"ab\n\xc3\xa9\xff", 2, 2),
        (b"\xff", 1, 1),
        ("é".encode("latin-1"), 1, 1),
        ("ab".encode("utf-16"), 1, 1),
        (b"a\xed\xa0\x80", 1, 2),
    ],
)
def test_what_is_not_utf_8_is_told_at_its_byte(tmp_path: Path, raw: bytes, line: int, column: int) -> None:
    """Line and column of the first wrong byte."""
    (tmp_path / "a").write_bytes(raw)
    fault = _fault(read_text(tmp_path / "a", "a", 100))
    assert (fault.code, fault.span.line, fault.span.column) == ("invalid-encoding", line, column)


def test_a_file_has_a_limit(tmp_path: Path) -> None:
    """To the byte."""
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert _text(read_text(tmp_path / "a", "a", 10))
    assert _fault(read_text(tmp_path / "a", "a", 9)).code == "file-too-large"
    assert _fault(read_text(tmp_path / "b", "b", 9)).code == "missing-file"
    assert _fault(read_text(tmp_path, "c", 10**6)).code == "missing-file"


def test_nothing_outside_the_workspace_is_read(tmp_path: Path) -> None:
    """Neither by points, nor by a whole path, nor through a link."""
    (tmp_path / "secret.csv").write_text("a\nb\n")
    where = workspace(tmp_path / "w", {"briefs/t.csv": "a\nb\n", "data/u.csv": "a\nb\n"})
    outline = where.root / "briefs" / "b.yaml"
    (where.root / "briefs" / "link.csv").symlink_to(tmp_path / "secret.csv")
    (where.root / "briefs" / "folder").symlink_to(tmp_path, target_is_directory=True)
    (where.root / "briefs" / "inner.csv").symlink_to(where.root / "data" / "u.csv")
    for name in ("t.csv", "../data/u.csv", " t.csv ", "inner.csv"):
        assert _text(where.named_text(text(name), outline)) == "a\nb\n"
    for name in (
        "../../secret.csv",
        str(tmp_path / "secret.csv"),
        "link.csv",
        "folder/secret.csv",
        "../../w2/x",
        "/etc/passwd",
    ):
        assert _fault(where.named_text(text(name), outline)).code == "outside-workspace"
    for name in ("T.csv", "none.csv", ".", "../data", "a\0b"):
        assert _fault(where.named_text(text(name), outline)).code == "missing-file"
    assert _fault(where.named_file(text("T.csv"), outline)).help == "did you mean `t.csv`?"


def test_seeds_and_outlines_that_are_links_outwards_are_refused(tmp_path: Path) -> None:
    """A seed is a file of the workspace."""
    (tmp_path / "a.yaml").write_text("x: 1\n")
    where = workspace(tmp_path / "w", {})
    (where.root / "seeds" / "a.yaml").symlink_to(tmp_path / "a.yaml")
    (path,) = where.seeds()
    assert _fault(where.read_seed(path)).code == "outside-workspace"


def test_files_of_a_folder_by_name(tmp_path: Path) -> None:
    """YAML files, hidden ones left out."""
    names = ["b.yaml", "a.yml", ".c.yaml", "README.md", "d.yaml~", "e.txt"]
    where = workspace(tmp_path, {f"seeds/{name}": "" for name in names})
    assert [path.name for path in where.seeds()] == ["a.yml", "b.yaml"]
    assert where.briefs() == []
    assert where.name(tmp_path / "seeds" / "b.yaml") == "seeds/b.yaml"


def test_a_workspace_is_the_nearest_upwards(tmp_path: Path) -> None:
    """With both folders."""
    where = workspace(tmp_path / "w", {"briefs/deep/x": ""})
    assert find_workspace(where.root / "briefs" / "deep") == Workspace(where.root)
    assert find_workspace(tmp_path) is None


def test_a_workspace_s_own_template_comes_first(tmp_path: Path) -> None:
    """Before the built-in one of the same name; one without a reference.docx has Word's styles made for it."""
    where = workspace(tmp_path, {})
    built_in = template_files(where, "policy-brief")
    assert built_in
    assert template_files(where, "../policy-brief") is None
    assert template_files(where, "nothing") is None
    folder = tmp_path / "templates" / "policy-brief"
    folder.mkdir(parents=True)
    for name in ("template.yaml", "layout.html.j2", "style.css", "reference.docx"):
        (folder / name).write_bytes((built_in.folder / name).read_bytes())
    (folder / "style.css").write_text("/* own */")
    own = template_files(where, "policy-brief")
    assert own
    assert own.css == "/* own */"
    assert "policy-brief" in template_names(where)
    (folder / "reference.docx").unlink()
    again = template_files(where, "policy-brief")
    assert again
    assert (own.reference, again.reference) == ((built_in.folder / "reference.docx").read_bytes(), b"")
