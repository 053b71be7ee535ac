"""A text file, as it was copied from a web page or written by an agency.

Takes the text; gives `Line`s. Invariant: characters are the file's; in a text whose lines were broken at a width, a
block of lines is one paragraph and keeps its line breaks.
"""

from __future__ import annotations

from briefwright.desk.add.lines import Line


def plain_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not empty."""
    rows = text.split("\n")
    return _blocks(rows) if _wrapped(rows) else _rows(rows)


def _rows(rows: list[str]) -> tuple[Line, ...]:
    found: list[Line] = []
    gap = 0
    for number, row in enumerate(rows, 1):
        if stripped := row.strip():
            found.append(Line(number, stripped, gap=gap))
            gap = 0
        else:
            gap += 1
    return tuple(found)


def _groups(rows: list[str]) -> list[tuple[int, list[str]]]:
    """Blocks of lines between empty ones, each with the number of its first line."""
    groups: list[tuple[int, list[str]]] = []
    open_ = False
    for number, row in enumerate(rows, 1):
        if row.strip():
            if not open_:
                groups.append((number, []))
            groups[-1][1].append(row)
        open_ = bool(row.strip())
    return groups


def _wrapped(rows: list[str]) -> bool:
    """Whether lines were broken at a width: most lines have others in their block, all but the last of a block are
    nearly full, and none is wider."""
    groups = [lines for _, lines in _groups(rows) if len(lines) > 1]
    inner = [len(line.rstrip()) for lines in groups for line in lines[:-1]]
    full = [length for length in inner if 50 <= length <= 100]
    longest = max((len(row) for row in rows), default=0)
    return len(groups) >= 2 and len(full) >= 0.7 * len(inner) and longest <= 100


def _blocks(rows: list[str]) -> tuple[Line, ...]:
    found: list[Line] = []
    last = 0
    for number, lines in _groups(rows):
        gap = number - last - 1
        # Where the first lines are short, as in a head of lines, they stand for themselves.
        if all(len(line.rstrip()) >= 45 for line in lines[:-1]):
            found.append(Line(number, "\n".join(line.rstrip() for line in lines).strip(), gap=gap))
        else:
            found.extend(Line(number + at, line.strip(), gap=0 if at else gap) for at, line in enumerate(lines))
        last = number + len(lines) - 1
    return tuple(found)
