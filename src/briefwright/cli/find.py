"""`find`.

Takes words; gives a line a passage in a pipe, two on a terminal, or JSON. Exit code 1 where there is none, as grep has
it. Invariant: an ID stands at the beginning of its line, so that it can be copied or cut.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from briefwright.cli.shared import FAULTS, OK, NewCommand, Wrong, count, workspace_of
from briefwright.report.terminal import BOLD, DIM, PLAIN, coloured, cut, width

if TYPE_CHECKING:
    from briefwright.engines.asking import Hit

MOST = 20
SHOWN = 100
"""Columns of words in a line that goes into a pipe."""
ABOUT = """\
words in quotation marks stand beside each other; harb* is a beginning; English endings, accents and case do not count.
Narrow it with speaker:NAME, source:ID, date:2026 or date:2025..2026-02. Exit code 1
when there is no passage; --format json gives an object a line.
"""


def add(command: NewCommand) -> None:
    """The command."""
    find = command("find", run_find, "find passages by their words")
    find.epilog = ABOUT
    find.add_argument("words", nargs="+", metavar="WORDS", help="all of them must be in the passage or its source")
    find.add_argument("-n", dest="most", type=int, default=MOST, metavar="N", help=f"how many (default: {MOST})")


def run_find(options: argparse.Namespace) -> int:
    """Passages, best first."""
    from briefwright.desk.excerpt import as_record
    from briefwright.desk.find import WrongQuery, find

    if options.most < 1:
        raise Wrong("-n wants a number from 1")
    try:
        found = find(workspace_of(options), options.words, options.most)
    except WrongQuery as wrong:
        raise Wrong(str(wrong)) from None
    as_json = getattr(options, "format", "full") == "json"
    for hit in found.hits:
        print(json.dumps(as_record(hit), ensure_ascii=False) if as_json else _shown(hit))
    if found.count > len(found.hits) and not as_json:
        all_of = f"more than {found.weighed} passages, of which {found.weighed} were weighed; narrow it, or"
        many = all_of if found.count > found.weighed else f"{count(found.count, 'passage')};"
        print(f"{len(found.hits)} of {many} more with -n", file=sys.stderr)
    if found.unread:
        named = ", ".join(found.unread[:3]) + (" …" if len(found.unread) > 3 else "")
        print(f"not searched whole, look with `briefwright check`: {named}", file=sys.stderr)
    if not found.hits:
        print("no passage has these words", file=sys.stderr)
        if found.advice:
            print("\n".join(f"  {line}" for line in found.advice.splitlines()), file=sys.stderr)
    return OK if found.hits else FAULTS


def _shown(hit: Hit) -> str:
    from briefwright.desk.excerpt import excerpt, words_of

    bold, dim, plain = (BOLD, DIM, PLAIN) if coloured(sys.stdout) else ("", "", "")
    about = f"{hit.who}, {hit.date}"
    room = width(sys.stdout)
    if not room:
        return f"{hit.key}  {excerpt(words_of(hit), SHOWN)}  [{about}]"
    told = cut(about, max(10, room - len(hit.key) - 2))
    return f"{hit.key}  {dim}{told}{plain}\n    {excerpt(words_of(hit), room - 4, bold, plain)}"
