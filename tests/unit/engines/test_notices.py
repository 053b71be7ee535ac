"""What the kernel tells of a folder, and when it is not believed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from tests.support import seed, workspace

from briefwright.desk import find
from briefwright.engines import notices
from briefwright.engines.files import Workspace
from briefwright.engines.index import Index
from briefwright.engines.notices import Notices

linux = sys.platform == "linux"


@pytest.mark.parametrize("how", ["written", "renamed over", "added", "deleted"])
def test_a_touched_folder_is_not_quiet(tmp_path: Path, how: str) -> None:
    """Until it was looked at again."""
    file = tmp_path / "a.yaml"
    file.write_text("one", encoding="utf-8")
    told = Notices(tmp_path)
    assert not told.quiet()
    told.looked(time.monotonic())
    assert told.quiet() is linux
    match how:
        case "written":
            with file.open("r+") as handle:
                handle.write("two")
        case "renamed over":
            (tmp_path / ".b").write_text("two", encoding="utf-8")
            (tmp_path / ".b").replace(file)
        case "added":
            (tmp_path / "c.yaml").touch()
        case "deleted":
            file.unlink()
    assert not told.quiet()
    assert not told.quiet()
    told.looked(time.monotonic())
    assert told.quiet() is linux
    told.close()


def test_silence_is_believed_for_a_while_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network's file system tells nothing."""
    told = Notices(tmp_path)
    told.looked(time.monotonic() - notices.TRUST - 0.1)
    assert not told.quiet()
    told.close()
    (tmp_path / "link.yaml").symlink_to(tmp_path / "elsewhere")
    told = Notices(tmp_path)
    told.looked(time.monotonic())
    assert not told.quiet()


def test_a_change_between_two_questions_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are not looked at for the second question; they are for the third, after one was written in place."""
    where = workspace(tmp_path, {"seeds/a.yaml": seed(p1="Peace is good."), "seeds/b.yaml": seed(p1="Ships wait.")})
    past = time.time() - 60
    for path in where.seeds():
        os.utime(path, (past, past))
    looks = []
    seen = Workspace.stamps
    monkeypatch.setattr(Workspace, "stamps", lambda self: looks.append(1) or seen(self))
    base = Index(None)
    try:
        assert [hit.key for hit in find.search(where, base, find.parse_query(["peace"]), 9).hits] == ["a#p1"]
        assert [hit.key for hit in find.search(where, base, find.parse_query(["ships"]), 9).hits] == ["b#p1"]
        assert len(looks) == (1 if linux else 2)
        file = tmp_path / "seeds" / "b.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Ships wait", "Peace waits"), encoding="utf-8")
        found = find.search(where, base, find.parse_query(["peace"]), 9)
        assert {hit.key for hit in found.hits} == {"a#p1", "b#p1"}
    finally:
        base.close()
