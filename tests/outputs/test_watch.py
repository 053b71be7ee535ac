"""`watch`, as a process that an editor leaves running."""

from __future__ import annotations

from pathlib import Path

from tests.support import outline, seed, workspace
from tests.watched import running

FILES = {
    "seeds/a.yaml": seed(p1="The harbour is closed to ships."),
    "seeds/unused.yaml": seed(p1="Nobody quotes this."),
    "briefs/one.yaml": outline('It is said that "the harbour is closed" [@a#p1].'),
    "briefs/two.yaml": outline("Nothing is quoted here."),
}


def test_a_save_makes_what_it_touches_and_nothing_else(tmp_path: Path) -> None:
    """A fault is told and keeps the last file; mended, nothing is wrong; a seed touches the brief that quotes it; an
    editor's swap file touches nothing; Ctrl-C ends quietly."""
    root = tmp_path / "w"
    workspace(root, FILES)
    page = root / "build" / "one.pdf"
    with running(root, tmp_path / "said", "watch") as watch:
        watch.until("two.pdf: 1 page")
        first = page.read_bytes()
        (root / "briefs" / ".one.yaml.swp").write_text("swap", encoding="utf-8")
        wrong = FILES["briefs/one.yaml"].replace("is closed", "is open")
        (root / "briefs" / "one.yaml").write_text(wrong, encoding="utf-8")
        text = watch.until("1 error")
        assert "error[altered-quotation]" in text
        assert "\x1b" not in text
        assert page.read_bytes() == first
        (root / "briefs" / "one.yaml").write_text(FILES["briefs/one.yaml"], encoding="utf-8")
        text = watch.until("2 briefs, 1 quotation: nothing wrong")
        assert page.read_bytes() == first
        (root / "seeds" / "unused.yaml").write_text(seed(p1="Nobody quotes this either."), encoding="utf-8")
        (root / "seeds" / "a.yaml").write_text(seed(p1="Today the harbour is closed to all."), encoding="utf-8")
        text = watch.until("one.pdf: 1 page, 1 quotation, 1 note", 3)
        assert page.read_bytes() != first
        assert text.count("two.pdf") == 1
        assert watch.interrupted() == 0
        assert watch.said.read_text(encoding="utf-8") == text


def test_a_new_brief_is_made_and_a_file_it_names_is_watched(tmp_path: Path) -> None:
    """An outline that comes later is made; so is it again when the table that it names changes."""
    root = tmp_path / "w"
    workspace(root, FILES)
    with running(root, tmp_path / "said", "watch", "--to", "html", "-o", str(tmp_path / "out")) as watch:
        watch.until("two.html")
        (root / "data").mkdir()
        (root / "data" / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        body = (
            "title: Three\nsections:\n  - heading: One\n    body:\n      - table: {caption: T, file: ../data/t.csv}\n"
        )
        (root / "briefs" / "three.yaml").write_text(body, encoding="utf-8")
        watch.until("three.html")
        (root / "data" / "t.csv").write_text("a,b\n1,777\n", encoding="utf-8")
        watch.until("three.html", 2)
        assert "777" in (tmp_path / "out" / "three.html").read_text(encoding="utf-8")
