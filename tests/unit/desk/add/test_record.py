"""Bibliographic records, and what a seed's item is made of."""

from __future__ import annotations

from typing import Any

import pytest

from briefwright.desk.add.record import identifier, joined, read_records, tongue_of
from briefwright.desk.add.seed import date_words, item_lines

BIB = b"""@article{k, title={The {Port} of Low Water: A Study}, author={Quill, Ada and {Harbour Board}},
 journal={Tide Review}, date={2025-03-04}, langid={english}}"""
RIS = b"""TY  - NEWS
TI  - Grain Waits for the Tide
AU  - Quill, Ada
T2  - Ebbside Times
PY  - 2026
DA  - 2026/01/12/
ER  -
""".replace(b"\n", b"\r\n")
JSON = b"""[{"id": "x", "type": "report", "title": "Dredging <i>Low Sand</i>", "author": [{"literal": "Harbour Board"}],
 "issued": {"date-parts": [[2025, 3]]}, "citation-key": "k"}]"""


@pytest.mark.parametrize(
    ("name", "raw", "title", "date"),
    [
        ("a.bib", BIB, "The Port of Low Water: A Study", "2025-03-04"),
        ("a.ris", RIS, "Grain Waits for the Tide", "2026-01-12"),
        ("a.json", JSON, "Dredging Low Sand", "2025-03"),
    ],
)
def test_records_as_zotero_exports_them(name: str, raw: bytes, title: str, date: str) -> None:
    """Titles keep their capitals and lose their markup; dates keep their day."""
    [record] = read_records(name, raw)
    item = joined({}, record, [])
    assert item["title"] == title
    assert date_words(item["issued"]) == date
    assert "id" not in item
    assert "citation-key" not in item


def test_a_record_wins_over_what_a_page_says() -> None:
    """Both have a title: the record's is taken; what it does not say comes from the page."""
    said = {"title": "Toll | Tidewater", "container-title": "Ebbside Times", "issued": "2026-01-05", "updated": "x"}
    item = joined(said, {"title": "Toll", "type": "article-newspaper"}, [])
    assert item == {
        "type": "article-newspaper", "title": "Toll", "container-title": "Ebbside Times", "issued": "2026-01-05",
    }  # fmt: skip


def test_nothing_is_invented() -> None:
    """Without date, author, outlet and a language that is sure, an item has none of them."""
    assert joined({"title": "Toll"}, None, ["Toll."]) == {"type": "webpage", "title": "Toll"}


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("The harbour board said that it will charge ships that draw over nine metres from the first of May.", "en"),
        ("港务局宣布，自明年三月一日起加收航道费。", "zh"),
        ("항만청은 내년부터 항로료를 더 받기로 했다.", "ko"),
        ("港は来年から料金を上げると発表した。", "ja"),
        ("Der Hafen ist nicht tief für die neuen Schiffe, und die Kosten sind hoch, sagt der Vorstand", "de"),
        ("Ahoy ahoy", ""),
    ],
)  # fmt: skip
def test_language_by_the_writing(text: str, tongue: str) -> None:
    """Where writing or commonest words leave no doubt; else nothing."""
    assert tongue_of([text]) == tongue


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"title": "The Cost of a Metre", "container-title": "Ebbside Times"}, "ebbside-times-cost-metre"),
        ({"title": "Größe zählt", "author": [{"family": "Müller"}]}, "muller-groe-zahlt"),
        ({"title": "北港"}, "my-copy-2"),
    ],
)
def test_ids_are_letters_digits_and_hyphens(item: dict[str, Any], name: str) -> None:
    """From outlet and title; from the file's name where these have no such letters."""
    assert identifier(item, "My copy (2).txt") == name


def test_dates_of_every_precision() -> None:
    """A season, a range and words stay what they are."""
    dates = [{"date-parts": [[2025]], "season": 2}, {"date-parts": [[2025, 1], [2025, 3]]}, {"literal": "spring tide"}]
    assert [date_words(each) for each in dates] == ["2025-22", "2025-01/2025-03", '{literal: "spring tide"}']
    assert item_lines({"issued": dates[1]}) == ["  issued: 2025-01/2025-03"]
