"""The table of rules for finished PDFs, and their structure as text.

    python -m tests.conformance FILE…              each rule with what it found in each file: `make conformance`
    python -m tests.conformance --tree FILE PAGE   the structure of a page with its words

What passes here passed these checks of ours, and nothing more is said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from briefwright.engines.objects import Content, Element, facts
from briefwright.engines.pdfium import marked_words
from briefwright.prove.accessibility import RULES, verdicts


def tree(content: bytes, page: int) -> str:
    """The structure elements that have content on a page (from 1), a line each, with their words and languages.

    Words of an element that holds others stand between quotation marks, where they are read; `…` is an element that
    began on an earlier page. Raises IndexError when there is no such page.
    """
    root, words = facts(content).root, marked_words(content, page)
    assert root is not None
    return "\n".join(line for child in root.children for line in _lines(child, page - 1, words, 0))


def _lines(element: Element, page: int, words: dict[int, str], depth: int) -> Iterator[str]:
    pages = [each.page for inner in element.walk() for each in inner.contents]
    if page not in pages:
        return
    told = [element.kind, *(f"#{i}" for i in [element.identifier] if i), *(f"[{i}]" for i in [element.language] if i)]
    told += [each for each in (element.scope, element.numbering, "…" if min(pages) < page else "") if each]
    told += [f"({element.alternative})"] if element.alternative else []
    parts = [_part(each, page, words) for each in element.held]
    simple = not element.children
    yield "  " * depth + " ".join(told) + (f": {' '.join(parts)}" if simple and any(parts) else "")
    for joined, group in groupby(zip(element.held, parts, strict=True), lambda each: isinstance(each[0], Element)):
        if not joined and not simple and (own := " ".join(part for _, part in group if part)):
            yield "  " * (depth + 1) + f"“{own}”"
        for child, _ in group if joined else ():
            assert isinstance(child, Element)
            yield from _lines(child, page, words, depth + 1)


def _part(held: object, page: int, words: dict[int, str]) -> str:
    if not isinstance(held, Content) or held.page != page:
        return ""
    return "(in a form)" if held.form else " ".join(words.get(held.number, "").split())


def table(paths: list[str]) -> int:
    """Print the rules; 1 when one is broken."""
    read = {Path(path).stem: facts(Path(path).read_bytes()) for path in paths}
    found = {name: {rule.clause: told for rule, told in verdicts(each)} for name, each in read.items()}
    width = max(len(rule.clause) for rule in RULES)
    print(f"{len(RULES)} rules; " + ", ".join(read))
    for rule in RULES:
        marks = " ".join("FAIL" if found[name][rule.clause] else "pass" for name in read)
        print(f"{rule.clause:<{width}}  {marks}  {rule.asks}")
        for name in read:
            for told in found[name][rule.clause][:3]:
                print(f"{'':<{width}}  {name}: {told}")
    return int(any(told for each in found.values() for told in each.values()))


def main(arguments: list[str]) -> int:
    """The table, or one page's structure."""
    if arguments[:1] == ["--tree"]:
        print(tree(Path(arguments[1]).read_bytes(), int(arguments[2])))
        return 0
    return table(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
