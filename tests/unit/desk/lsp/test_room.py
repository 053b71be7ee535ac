"""A workspace as an editor has it open."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.support import codes, outline, seed, workspace

from briefwright import pipeline, seeds
from briefwright.desk.lsp.buffers import Buffers, OpenWorkspace, uri_of
from briefwright.desk.lsp.features import guarded
from briefwright.desk.lsp.positions import Positions
from briefwright.desk.lsp.room import Room
from briefwright.desk.lsp.server import Server
from briefwright.engines.files import SEED_BYTES
from briefwright.model.failure import Failure

CHART = """\
  - heading: Two
    body:
      - chart: {alt: Two bars, vega-lite: {data: {values: [{a: 1, b: 2}]}, mark: bar,
          encoding: {x: {field: a, type: nominal}, y: {field: b, type: quantitative}}}}
"""


def _room(root: Path, files: dict[str, str]) -> tuple[Room, Buffers, Path]:
    workspace(root, files)
    buffers = Buffers()
    return Room(OpenWorkspace(root, buffers)), buffers, root / "briefs/b.yaml"


def _open(buffers: Buffers, path: Path, text: str) -> None:
    buffers.put(path, types.TextDocumentItem(uri_of(path), "yaml", 1, text))


def _never(message: str) -> None:
    raise AssertionError(message)


def test_open_texts_come_before_files(tmp_path: Path) -> None:
    """A buffer is read instead of its file, a new seed before it is written, and a file again once it is closed."""
    room, buffers, brief = _room(
        tmp_path, {"seeds/a.yaml": seed(p1="Some words."), "briefs/b.yaml": outline('"Some" [@a#p1]')}
    )
    assert codes(room.faults([brief], _never)[0]) == []
    _open(buffers, brief, outline('"New" [@c#p1]'))
    assert codes(room.faults([brief], _never)[0]) == ["unknown-source"]
    _open(buffers, tmp_path / "seeds/c.yaml", seed(p1="New words."))
    assert codes(room.faults([brief], _never)[0]) == []
    buffers.drop(brief)
    assert codes(room.faults([brief], _never)[0]) == []
    assert list(room.library().library.sources) == ["a", "c"]


def test_an_open_text_has_the_limits_of_a_file(tmp_path: Path) -> None:
    """A buffer that is too large is refused as its file would be."""
    room, buffers, _ = _room(tmp_path, {"briefs/b.yaml": outline("Words.")})
    _open(buffers, tmp_path / "seeds/a.yaml", "x" * (SEED_BYTES + 1))
    assert codes(room.library().faults) == ["file-too-large"]


def test_only_what_changed_is_read_and_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed is read once while it stays the same, an outline compiled once, a chart drawn once."""
    files = {f"seeds/{n}.yaml": seed(p1="Some words.") for n in "abc"}
    room, buffers, brief = _room(tmp_path, {**files, "briefs/b.yaml": outline('"Some" [@a#p1]') + CHART})
    read, drawn = [], []
    real_read, real_draw = seeds.read_source, pipeline.draw_charts
    monkeypatch.setattr(seeds, "read_source", lambda name, file: read.append(name) or real_read(name, file))
    monkeypatch.setattr(pipeline, "draw_charts", lambda *given: drawn.append(1) or real_draw(*given))
    assert codes(room.faults([brief], _never)[0]) == []
    first = room.compiled(brief, room.library())
    assert room.compiled(brief, room.library()) is first
    (tmp_path / "seeds/b.yaml").write_text(seed(p1="Other words."), encoding="utf-8")
    os.utime(tmp_path / "seeds/b.yaml", (1, 1))
    _open(buffers, brief, outline('"Some words" [@a#p1]') + CHART)
    assert codes(room.faults([brief], _never)[0]) == []
    assert read == ["a", "b", "c", "b"]
    assert drawn == [1]
    _open(buffers, brief, outline('"Some words" [@a#p1]') + CHART.replace("b: 2", "b: 3"))
    assert codes(room.faults([brief], _never)[0]) == []
    assert drawn == [1, 1]


def test_a_failure_is_told_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a chart cannot be drawn for want of a program, the log says so and the seeds have their faults."""
    room, _, brief = _room(tmp_path, {"seeds/a.yaml": "passages: {}\n", "briefs/b.yaml": outline("Words.") + CHART})

    def missing(*_: Any) -> Any:
        raise Failure("the program that draws charts is missing", "")

    monkeypatch.setattr(pipeline, "draw_charts", missing)
    log: list[str] = []
    assert codes(room.faults([brief], log.append)[0]) == ["missing-key"]
    assert log == ["briefs/b.yaml: the program that draws charts is missing"]


def test_edits_in_a_buffer(tmp_path: Path) -> None:
    """Ranges are replaced as the editor counts them; a whole text replaces all; line ends become line feeds."""
    buffers, positions = Buffers(), Positions()
    path = tmp_path / "a.yaml"
    _open(buffers, path, "\ufeffa🧊b\r\nc\u2028d\re")
    buffer = buffers.get(path)
    assert buffer
    assert buffer.text == "a🧊b\nc\u2028d\ne"
    area = types.Range(types.Position(0, 3), types.Position(1, 2))
    buffer.change(types.TextDocumentContentChangePartial(area, "X\r\nY"), positions)
    assert buffer.text == "a🧊X\nYd\ne"
    buffer.change(types.TextDocumentContentChangeWholeDocument("all"), positions)
    assert buffer.text == "all"


def test_a_fault_of_ours_goes_into_the_log() -> None:
    """A handler that fails answers nothing, and the log has the fault in one line."""
    log: list[str] = []

    class Recorded(Server):
        def log(self, message: str) -> None:
            log.append(message)

    def broken(_: Server, params: object) -> None:
        raise ValueError(f"of {params}")

    async def broken_later(server: Server, params: object) -> None:
        broken(server, params)

    server = Recorded()
    assert guarded(server, broken)("one") is None
    assert asyncio.run(guarded(server, broken_later)("two")) is None
    assert len(log) == 2
    assert all(told.startswith("an unexpected fault (ValueError: of ") for told in log)
    server.shutdown()
