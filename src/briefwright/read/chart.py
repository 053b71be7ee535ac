"""A `chart:` of an outline to a `Chart`.

Takes the YAML nodes of a Vega-Lite specification, and the rows of a CSV file where one is named; gives JSON values
with their places. Invariant: what leaves here names no address and no file, and every field that it draws is a column
of its data. Plain scalars are read by the core schema of YAML 1.2 (10.3.2), quoted ones are words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefwright.model import limits
from briefwright.model.chart import Chart, Json, Rows, Where
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.span import Span, Text
from briefwright.read.admission import value_fault
from briefwright.read.yaml import Mapping, Node, Scalar
from briefwright.read.yaml import Sequence as Items

WORDS: dict[str, Json] = {"": None, "~": None} | {
    form: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for form in (word, word.capitalize(), word.upper())
}
INTEGER = re.compile(r"[-+]?[0-9]+")
OTHER_BASE = re.compile(r"0(?:o(?P<octal>[0-7]+)|x(?P<hexadecimal>[0-9a-fA-F]+))")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NO_JSON = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
CELL_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
"""A number in a CSV file; `007` is a code."""
OUTSIDE = {
    "url": "a chart fetches nothing: its data stand under `values`, or in the file that `file:` names",
    "href": "a chart in a brief has no links; put them into the text or the credit",
    "loader": "a chart fetches nothing, and so it has no loader",
}
"""Keys by which a specification asks for something else."""
GENERATED = ("sequence", "sphere", "graticule")
COUNTED = ("count", "distinct", "valid", "missing")
"""What is aggregated so need not be numbers."""
YEAR = range(1000, 3000)


def read_chart(node: Mapping, key: Span, table: Sequence[Sequence[Text]] | None, faults: list[Diagnostic]) -> Chart:
    """The chart of a `vega-lite` group; `key` is where that key stands, `table` the rows of the CSV file."""
    return _Reader(node, key, table, faults).chart()


class _Reader:
    """One specification on its way."""

    def __init__(
        self, node: Mapping, key: Span, table: Sequence[Sequence[Text]] | None, faults: list[Diagnostic]
    ) -> None:
        self.node, self.key, self.table, self.faults = node, key, table, faults
        self.from_file = False

    def chart(self) -> Chart:
        before = len(self.faults)
        spec = self._json(self.node)
        if self.table:
            self._put_in(spec)
        outside = list(_outside(spec, ()))
        for where, name in outside:
            self._fault(where, f"`{name}` cannot stand in a chart", OUTSIDE[name])
        found = list(_data(spec, ()))
        sets = [(where, rows) for where, rows in found if self._is_rows(where, rows)]
        made = any(key in data for data in _each(spec, "data") for key in GENERATED)
        if not (found or made or outside) and self.table is None:
            self._fault((), "the chart has no data", "put them under `data: {values: […]}`, or name a file: `file: …`")
        if sum(len(rows) for _, rows in sets) > limits.CHART_ROWS:
            count = sum(len(rows) for _, rows in sets)
            told = f"the chart has {count:,} rows of data; the limit is {limits.CHART_ROWS:,}"
            self._fault(sets[0][0], told, "aggregate them before", code="file-too-large")
        elif len(sets) == len(found) and self.table != []:
            self._check_fields(spec, sets)
        if (size := _size(spec)) > limits.CHART_VALUES:
            told = f"the chart has {size:,} keys and values beside its rows; the limit is {limits.CHART_VALUES:,}"
            self._fault((), told, "draw less in one chart", code="too-many")
        data = tuple(_words(rows) for _, rows in sets)
        return Chart(spec, data, self.place, sound=len(self.faults) == before and self.table != [])

    def _fault(self, where: Where, message: str, advice: str = "", code: str = "invalid-chart") -> None:
        self.faults.append(Diagnostic(code, message, self.place(where), help=advice))

    def place(self, where: Where) -> Span:
        """Place of a value: of its key, or of itself in a list; of the nearest around it that the outline has."""
        node: Node = self.node
        span = self.key
        if self.from_file and where[:2] == ("data", "values") and len(where) > 3 and isinstance(where[2], int):
            return self._cell(where[2], str(where[3]))
        for step in where:
            if isinstance(node, Mapping) and step in node.entries:
                name, node = node.entries[str(step)]
                span = name.span()
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                span = node.span
            else:
                break
        return span

    def _cell(self, row: int, column: str) -> Span:
        assert self.table
        names = [cell.value for cell in self.table[0]]
        return self.table[row + 1][names.index(column)].span()

    # values

    def _json(self, node: Node) -> Json:
        if isinstance(node, Mapping):
            for name, _ in node.entries.values():
                self.faults.extend(fault for fault in [value_fault(name, "a key")] if fault)
            return {key: self._json(value) for key, (_, value) in node.entries.items()}
        if isinstance(node, Items):
            return [self._json(item) for item in node.items]
        return self._scalar(node)

    def _scalar(self, node: Scalar) -> Json:
        text = node.text.value
        if fault := value_fault(node.text, "a chart"):
            self.faults.append(fault)
        if not node.plain:
            return text
        if text in WORDS:
            return WORDS[text]
        if other := OTHER_BASE.fullmatch(text):
            return int(other["octal"], 8) if other["octal"] else int(other["hexadecimal"], 16)
        if (INTEGER.fullmatch(text) or DECIMAL.fullmatch(text)) and len(text) <= limits.NUMBER_DIGITS:
            value = int(text) if INTEGER.fullmatch(text) else float(text)
            if abs(value) < float("inf"):
                return value
        elif not (INTEGER.fullmatch(text) or DECIMAL.fullmatch(text) or NO_JSON.fullmatch(text)):
            return text
        told = f"`{text[:40]}` is no number that a chart can hold"
        self.faults.append(
            Diagnostic("invalid-chart", told, node.span, help="put it in quotation marks if it is words")
        )
        return None

    def _put_in(self, spec: dict[str, Json]) -> None:
        """The rows of the CSV file as the chart's data."""
        assert self.table
        names = [cell.value for cell in self.table[0]]
        if len(set(names)) < len(names):
            twice = next(cell for at, cell in enumerate(self.table[0]) if cell.value in names[:at])
            told = f"two columns are called `{twice.value}`"
            self.faults.append(Diagnostic("invalid-csv", told, twice.span(), help="give each its own name"))
        rows = [row for row in self.table[1:] if self._fits(row, len(names))]
        columns = [_column([row[at].value for row in rows]) for at in range(len(names))]
        values = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
        data = spec.get("data")
        self.from_file = True
        if data is None:
            spec["data"] = {"values": values}
        elif isinstance(data, dict) and not {"values", "name", "url", *GENERATED} & set(data):
            spec["data"] = {**data, "values": values}
        else:
            self.from_file = False
            self._fault(("data",), "a chart has `file` or `data`, not both", "keep one")

    def _fits(self, row: Sequence[Text], count: int) -> bool:
        if len(row) == count:
            return True
        told = f"this row has {len(row)} cells and the head {count}"
        self.faults.append(Diagnostic("wrong-type", told, row[0].span(), help="a cell may be empty, but has its comma"))
        return False

    # data and fields

    def _is_rows(self, where: Where, rows: Json) -> bool:
        if isinstance(rows, list) and rows and not any(isinstance(row, list) for row in rows):
            return True
        told = "the chart has no rows of data here" if rows in ([], None) else "data are a list of rows"
        self._fault(where, told, "values: [{country: Korea, exports: 12}, …]")
        return False

    def _check_fields(self, spec: Json, sets: Sequence[tuple[Where, list[Json]]]) -> None:
        columns = dict.fromkeys(name for _, rows in sets for name in _names(rows))
        made = set(_made(spec))
        if any("pivot" in step for step in _each(spec, "transform")):
            return
        for where, field in _fields(spec, ()):
            first = re.split(r"(?<!\\)[.\[]", field)[0].replace("\\", "")
            if not {field, first, field.replace("\\", "")} & (columns.keys() | made):
                told = f"the data have no column `{field}`"
                self._fault((*where, "field"), told, nearest(field, columns) or one_of(columns))
        for _, channel in _channels(spec, ()):
            name = channel["field"]
            if not isinstance(name, str) or name not in columns or name in made:
                continue
            if channel.get("type") == "quantitative" and channel.get("aggregate") not in COUNTED:
                self._check_numbers(name, sets)
            elif channel.get("type") == "temporal":
                _years_as_dates(name, sets)

    def _check_numbers(self, field: str, sets: Sequence[tuple[Where, list[Json]]]) -> None:
        """A word where the chart draws numbers: Vega would leave its row out without telling."""
        for where, rows in sets:
            for at, row in enumerate(rows):
                value = row.get(field) if isinstance(row, dict) else row
                if isinstance(value, str) and not DECIMAL.fullmatch(value.strip()):
                    told = f"`{value[:40]}` is no number, and `{field}` is drawn as a quantity"
                    advice = "write it with a point and without spaces, or leave the cell empty"
                    self._fault((*where, at, field), told, advice)
                    return


def _outside(value: Json, where: Where) -> Iterator[tuple[Where, str]]:
    """Keys of a specification by which it would fetch or link; rows of data are no part of it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in OUTSIDE:
                yield (*where, key), key
            elif not _is_data(key, where):
                yield from _outside(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _outside(inner, (*where, at))


def _is_data(key: str, where: Where) -> bool:
    return (key == "values" and bool(where) and where[-1] == "data") or (key == "datasets" and not where)


def _data(value: Json, where: Where) -> Iterator[tuple[Where, Json]]:
    """Each set of rows: those under `data: {values: …}` wherever they stand, and those under `datasets`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "datasets" and not where and isinstance(inner, dict):
                yield from (((key, name), rows) for name, rows in inner.items())
            elif _is_data(key, where):
                yield (*where, key), inner
            else:
                yield from _data(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _data(inner, (*where, at))


def _each(value: Json, name: str) -> Iterator[dict[str, Any]]:
    """The groups under a key, wherever in a specification it stands: one, or those of a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield from (each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, dict))
            if key not in ("values", "datasets"):
                yield from _each(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _each(inner, name)


def _channels(value: Json, where: Where) -> Iterator[tuple[Where, dict[str, Json]]]:
    """The definitions of channels: whatever has a `field`, in encodings, facets and transforms."""
    if isinstance(value, dict):
        if "field" in value:
            yield where, value
        for key, inner in value.items():
            if key not in ("data", "datasets", "config", "params", "usermeta"):
                yield from _channels(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _channels(inner, (*where, at))


def _fields(spec: Json, where: Where) -> Iterator[tuple[Where, str]]:
    return ((at, each["field"]) for at, each in _channels(spec, where) if isinstance(each["field"], str))


def _made(spec: Json) -> Iterator[str]:
    """Names of columns that transforms and generators make."""
    for step in _each(spec, "transform"):
        named = step.get("as")
        yield from ([named] if isinstance(named, str) else named if isinstance(named, list) else ())
        for part in ("aggregate", "joinaggregate", "window"):
            inner = step.get(part)
            yield from (each["as"] for each in inner if "as" in each) if isinstance(inner, list) else ()
        if {"fold", "density", "quantile"} & set(step):
            yield from ("key", "value", "density", "prob")
        source = step.get("from")
        yield from (source.get("fields") or ()) if isinstance(source, dict) else ()
        if {"regression", "loess"} & set(step):
            yield from ("rSquared", "coef")
    for data in _each(spec, "data"):
        sequence = data.get("sequence")
        yield from [str(sequence.get("as", "data"))] if isinstance(sequence, dict) else ()


def _names(rows: Sequence[Json]) -> Iterator[str]:
    for row in rows:
        yield from row if isinstance(row, dict) else ("data",)


def _years_as_dates(field: str, sets: Sequence[tuple[Where, list[Json]]]) -> None:
    """A year drawn as a time becomes a date: Vega takes the number 2026 for milliseconds of the year 1970."""
    for _, rows in sets:
        for row in rows:
            if isinstance(row, dict) and type(row.get(field)) is int and row[field] in YEAR:
                row[field] = str(row[field])


def _column(cells: Sequence[str]) -> list[Json]:
    """The cells of a column: numbers where all are, words otherwise; an empty cell is nothing."""
    filled = [cell for cell in cells if cell]
    if filled and all(CELL_NUMBER.fullmatch(cell) and len(cell) <= limits.NUMBER_DIGITS for cell in filled):
        whole = all(INTEGER.fullmatch(cell) for cell in filled)
        return [(int(cell) if whole else float(cell)) if cell else None for cell in cells]
    return [cell or None for cell in cells]


def _words(rows: Sequence[Json]) -> Rows:
    """Rows of data as words."""
    names = tuple(dict.fromkeys(_names(rows)))
    cells = tuple(tuple(_word(row.get(name) if isinstance(row, dict) else row) for name in names) for row in rows)
    return Rows(names, cells)


def _word(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _size(value: Json, key: str = "") -> int:
    """Keys and values of a specification without its rows."""
    if isinstance(value, dict):
        return sum(1 + _size(inner, name) for name, inner in value.items()) if key != "datasets" else 1
    return sum(map(_size, value)) if isinstance(value, list) and key != "values" else 1
