"""The four forms of a diagnostic."""

from __future__ import annotations

import io
import json

import pytest

from briefwright.model.diagnostic import Diagnostic, Label, in_order
from briefwright.model.span import Span, TextFile
from briefwright.report.progress import Progress
from briefwright.report.render import FORMATS, render

OUTLINE = TextFile("briefs/b.yaml", 'title: T\nbody:\n  - It is "so bad" [@a#p1].\n')
SEED = TextFile("seeds/a.yaml", "passages:\n  p1: It is so good.\n")
TEXTS = {file.name: file for file in (OUTLINE, SEED)}
FAULT = Diagnostic(
    "altered-quotation",
    "the outline has “bad”\nwhere a#p1 has “good”",
    Span(OUTLINE.name, 3, 11, 3, 12),
    help="copy the words",
    labels=(Label(Span(OUTLINE.name, 3, 15, 3, 18), "here"), Label(Span(SEED.name, 2, 16, 2, 20), "a#p1 has “good”")),
)
WARNING = Diagnostic("unknown-term", "100%, or: so", Span(OUTLINE.name, 1, 8, 1, 9))


def test_short_is_one_line_a_fault() -> None:
    """FILE:LINE:COL: SEVERITY[CODE]: MESSAGE."""
    assert render([FAULT, WARNING], "short", {}, colour=False) == (
        "briefs/b.yaml:3:11: error[altered-quotation]: the outline has “bad” where a#p1 has “good”\n"
        "briefs/b.yaml:1:8: warning[unknown-term]: 100%, or: so\n"
    )


def test_json_is_one_object_a_line() -> None:
    """With every field, and other alphabets as they are."""
    lines = render([FAULT, WARNING], "json", {}, colour=False).splitlines()
    first = json.loads(lines[0])
    assert len(lines) == 2
    assert list(first) == [
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "help",
        "labels",
    ]
    assert (first["severity"], first["line"], first["column"], first["end_column"]) == ("error", 3, 11, 12)
    assert [label["file"] for label in first["labels"]] == [OUTLINE.name, SEED.name]
    assert "“" in lines[0]


def test_github_escapes_what_would_end_a_command() -> None:
    """Line feeds, percent signs, and in properties colons and commas."""
    (first, second) = render([FAULT, WARNING], "github", {}, colour=False).splitlines()
    assert first.startswith("::error file=briefs/b.yaml,line=3,col=11,endLine=3,endColumn=12,title=altered-quotation::")
    assert first.endswith("“bad”%0Awhere a#p1 has “good”%0Ahelp: copy the words")
    assert second.endswith("::100%25, or: so")
    odd = Diagnostic("x", "m", Span("a:b,c%.yaml"))
    assert "file=a%3Ab%2Cc%25.yaml" in render([odd], "github", {}, colour=False)


def test_full_shows_lines_underlines_labels_and_help() -> None:
    """The primary place first, other files behind it."""
    assert render([FAULT], "full", TEXTS, colour=False) == (
        "error[altered-quotation]: the outline has “bad”\nwhere a#p1 has “good”\n"
        " --> briefs/b.yaml:3:11\n"
        "   |\n"
        '3  |   - It is "so bad" [@a#p1].\n'
        "   |           ^\n"
        "   |               --- here\n"
        " ::: seeds/a.yaml:2:16\n"
        "   |\n"
        "2  |   p1: It is so good.\n"
        "   |                ---- a#p1 has “good”\n"
        "   = help: copy the words\n"
    )


def _under(line: str, column: int, end: int) -> tuple[str, str]:
    """The line as shown, and its underline, without the gutter."""
    file = TextFile("a.yaml", line)
    shown = render([Diagnostic("x", "m", Span("a.yaml", 1, column, 1, end))], "full", {"a.yaml": file}, colour=False)
    lines = shown.splitlines()
    return lines[3].split("| ", 1)[1], lines[4].split("| ", 1)[1]


@pytest.mark.parametrize(
    ("line", "column", "end", "under"),
    [
        ("务实 so", 4, 6, "     ^^"),
        ("务实 so", 1, 3, "^^^^"),
        ("cafe\u0301 so", 7, 9, "     ^^"),
        ("\tso", 2, 4, " ^^"),
        ("ｗｉｄｅ", 2, 3, "  ^^"),
        ("한국 so", 1, 2, "^^"),
        ("so", 3, 3, "  ^"),
        ("", 1, 1, "^"),
    ],
)
def test_the_underline_stands_below_its_words(line: str, column: int, end: int, under: str) -> None:
    """Wide letters take two columns, combining ones none, a tab one."""
    assert _under(line, column, end)[1] == under


@pytest.mark.parametrize("word", [0, 50, 120, 299])
def test_a_long_line_is_cut_around_the_place(word: int) -> None:
    """The words stay in sight above their underline."""
    line = " ".join(f"w{number:03}" for number in range(300))
    at = word * 5
    shown, under = _under(line, at + 1, at + 5)
    assert len(shown) <= 112
    start = under.index("^")
    assert shown[start : start + 4] == f"w{word:03}"


def test_a_place_of_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    """And a file that was not read shows its place only."""
    fault = Diagnostic("x", "m", Span("seeds/a.yaml", 1, 3, 2, 5))
    assert render([fault], "full", TEXTS, colour=False).splitlines()[4] == "   |   ^^^^^^^"
    assert render([fault], "full", {}, colour=False) == "error[x]: m\n --> seeds/a.yaml:1:3\n"


def test_colour_changes_nothing_but_colour() -> None:
    """Taken out, the words are the same."""
    import re

    coloured = render([FAULT, WARNING], "full", TEXTS, colour=True)
    assert "\x1b[31m" in coloured
    assert "\x1b[33m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render([FAULT, WARNING], "full", TEXTS, colour=False)


@pytest.mark.parametrize("form", FORMATS)
def test_no_faults_are_no_words(form: str) -> None:
    """In every form."""
    assert render([], form, {}, colour=False) == ""


def test_faults_are_told_once_in_the_order_of_files_and_lines() -> None:
    """Strict makes warnings errors."""
    assert in_order([FAULT, WARNING, FAULT]) == (WARNING, FAULT)
    assert [fault.is_error for fault in in_order([FAULT, WARNING])] == [False, True]
    assert [fault.is_error for fault in in_order([FAULT, WARNING], strict=True)] == [True, True]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_never_in_a_pipe() -> None:
    """One line, gone in the end."""
    terminal, pipe = _Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        with Progress(stream) as progress:
            progress.begin("b")
    assert pipe.getvalue() == ""
    assert terminal.getvalue() == "making   b …\n\r\x1b[1A\x1b[J"
