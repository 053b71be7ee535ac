"""Some forty pages with three hundred notes, proved."""

from __future__ import annotations

import json
from pathlib import Path

from tests.long_brief import long_brief
from tests.support import built


def test_a_long_brief_is_proved_without_a_false_alarm(tmp_path: Path) -> None:
    """Quotations in prose, across pages, in the columns of tables and in notes; nothing is reported."""
    made = built(tmp_path, long_brief(), ("pdf", "docx"))
    assert made.faults == ()
    assert made.pages >= 40
    assert made.notes >= 300
    items = json.loads(made.files["ledger.json"])["items"]
    assert sum(len(item["found"]["pdf"]["pieces"]) > 1 for item in items) >= 10
    assert sum(item["note"] is not None for item in items) >= 10
    outline = (tmp_path / "briefs" / "b.yaml").read_text(encoding="utf-8").splitlines()
    rows = [item for item in items if outline[item["brief"]["line"] - 1].lstrip().startswith(("- - ", "- '", "- Row"))]
    assert len(rows) >= 20
