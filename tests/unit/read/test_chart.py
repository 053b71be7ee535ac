"""A chart's specification read from an outline."""

from __future__ import annotations

import pytest
from tests.support import codes

from briefwright.model import limits
from briefwright.model.chart import Chart, Json
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.outline import Figure
from briefwright.model.span import Text, TextFile
from briefwright.read.outline import read_outline

HEAD = "title: T\nsections:\n  - heading: One\n    body:\n      - chart:\n          alt: Words.\n"
POINTS = "mark: point, encoding: {x: {field: a, type: quantitative}}"


def _read(inner: str, csv: str = "") -> tuple[Chart | None, list[Diagnostic]]:
    def fetch(name: Text) -> TextFile | Diagnostic:
        return TextFile("briefs/t.csv", csv)

    made, faults = read_outline("b", TextFile("briefs/b.yaml", HEAD + f"          {inner}\n"), fetch)
    figure = made.sections[0].body[0] if made and made.sections[0].body else None
    assert figure is None or isinstance(figure, Figure)
    return (figure.picture if figure and isinstance(figure.picture, Chart) else None), list(faults)


def _values(written: str) -> list[Json]:
    made, faults = _read(f"vega-lite: {{data: {{values: [{written}]}}, mark: point}}")
    assert faults == []
    assert made
    values = made.spec["data"]["values"]
    assert isinstance(values, list)
    return values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-7", -7), ("+3", 3), ("007", 7), ("0o17", 15), ("0xff", 255), ("1.50", 1.5), (".5", 0.5),
        ("1e3", 1000.0), ("1_000", "1_000"), ("12:30", "12:30"), ("true", True), ("False", False), ("yes", "yes"),
        ("NO", "NO"), ("null", None), ("~", None), ("2026-01-05", "2026-01-05"), ("'12'", "12"), ('"true"', "true"),
        ("''", ""), ("'~'", "~"), ("Norway", "Norway"),
    ],
)  # fmt: skip
def test_scalars_are_read_by_the_core_schema_of_yaml_1_2(written: str, value: Json) -> None:
    """Numbers, truth and nothing become JSON's; quoted words and all else stay words."""
    (found,) = _values(f"{{a: {written}}}")
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize("written", [".inf", "-.Inf", ".nan", "1e999", "9" * 400])
def test_a_number_that_json_does_not_have_is_a_fault(written: str) -> None:
    """Infinity, no number, and numbers beyond a float."""
    _, faults = _read(f"vega-lite: {{data: {{values: [{{a: {written}}}]}}, {POINTS}}}")
    assert codes(faults) == ["invalid-chart"]


def test_a_csv_file_gives_numbers_where_a_column_has_only_them() -> None:
    """Codes with leading noughts and columns with words stay words; an empty cell is nothing."""
    csv = "a,b,code,mixed\n1,2.5,007,1\n,-3e2,012,n/a\n"
    made, faults = _read(f"file: t.csv\n          vega-lite: {{{POINTS}}}", csv)
    assert faults == []
    assert made
    assert made.spec["data"]["values"] == [
        {"a": 1, "b": 2.5, "code": "007", "mixed": "1"},
        {"a": None, "b": -300.0, "code": "012", "mixed": "n/a"},
    ]
    assert made.data[0].columns == ("a", "b", "code", "mixed")


def test_a_fault_in_a_csv_file_stands_in_it() -> None:
    """The cell that is no number is underlined where it is."""
    _, faults = _read(f"file: t.csv\n          vega-lite: {{{POINTS}}}", "a\n1\nfew\n")
    assert [(fault.code, fault.span.file, fault.span.line) for fault in faults] == [
        ("invalid-chart", "briefs/t.csv", 3)
    ]


def test_a_chart_has_one_set_of_rows() -> None:
    """`file` and `data` together are a fault."""
    _, faults = _read(f"file: t.csv\n          vega-lite: {{data: {{values: [1]}}, {POINTS}}}", "a\n1\n")
    assert faults[0].message == "a chart has `file` or `data`, not both"


def test_data_may_be_scalars_or_named() -> None:
    """Rows under `datasets` are those of `data: {name: …}`; a scalar is a row of the column `data`."""
    made, faults = _read(
        "vega-lite: {datasets: {d: [{a: 1}, {a: 2}]}, data: {name: d}, " + POINTS + "}",
    )
    assert faults == []
    assert made
    assert made.data[0].rows == (("1",), ("2",))
    made, faults = _read(
        "vega-lite: {data: {values: [3, 5]}, mark: tick, encoding: {x: {field: data, type: quantitative}}}"
    )
    assert faults == []
    assert made
    assert (made.data[0].columns, made.data[0].rows) == (("data",), (("3",), ("5",)))


def test_more_rows_than_the_limit_are_a_fault() -> None:
    """The limit is told with the count."""
    csv = "a\n" + "1\n" * (limits.CHART_ROWS + 1)
    _, faults = _read(f"file: t.csv\n          vega-lite: {{{POINTS}}}", csv)
    assert codes(faults) == ["file-too-large"]


def test_a_year_drawn_as_a_time_is_a_date() -> None:
    """Vega would take the number 2026 for two seconds of 1970."""
    made, _ = _read("vega-lite: {data: {values: [{y: 2026}]}, mark: point, encoding: {x: {field: y, type: temporal}}}")
    assert made
    assert made.spec["data"]["values"] == [{"y": "2026"}]
    assert made.data[0].rows == (("2026",),)


@pytest.mark.parametrize(
    "transform",
    [
        "{calculate: datum.a * 2, as: made}",
        "{aggregate: [{op: sum, field: a, as: made}], groupby: [a]}",
        "{fold: [a], as: [which, made]}",
        "{window: [{op: rank, as: made}]}",
        "{bin: true, field: a, as: made}",
    ],
)
def test_a_field_may_be_made_by_a_transform(transform: str) -> None:
    """What `as` names is a column; a name near it is not."""
    spec = "vega-lite: {{data: {{values: [{{a: 1}}]}}, transform: [{}], mark: point, encoding: {{x: {{field: {}}}}}}}"
    assert _read(spec.format(transform, "made"))[1] == []
    assert [fault.message for fault in _read(spec.format(transform, "maid"))[1]] == ["the data have no column `maid`"]


def test_words_that_are_no_data_are_refused() -> None:
    """Rows as a piece of text or as lists are not taken."""
    for values in ("'a,b'", "{type: Topology}", "[[1, 2]]"):
        _, faults = _read(f"vega-lite: {{data: {{values: {values}}}, mark: point}}")
        assert codes(faults) == ["invalid-chart"]


def test_a_column_may_be_called_url() -> None:
    """Addresses are refused where a specification would follow them, not in rows."""
    _, faults = _read("vega-lite: {data: {values: [{url: 'https://localhost'}]}, mark: point}")
    assert faults == []
