"""The table of rules for finished PDFs, and the structure of the first one's notes, as text: `make conformance`.

What passes here passed these checks of ours, and nothing more is said.
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefwright.engines.objects import Element, facts
from briefwright.prove.accessibility import RULES, verdicts


def lines(element: Element, depth: int = 0) -> list[str]:
    """A structure element and what is below it, a line each."""
    told = [element.kind, *(f"#{i}" for i in [element.identifier] if i), *(f"[{i}]" for i in [element.language] if i)]
    return ["  " * depth + " ".join(told), *(line for child in element.children for line in lines(child, depth + 1))]


def main(paths: list[str]) -> int:
    """Print them; 1 when a rule is broken."""
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
    root = next(iter(read.values())).root
    if root:
        first = next((each for each in root.walk() if any(kid.kind == "Reference" for kid in each.children)), root)
        print("\n".join(["", *lines(first), *lines(next(e for e in root.walk() if e.kind == "Note"))]))
    return int(any(told for each in found.values() for told in each.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
