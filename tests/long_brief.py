"""A brief of some forty pages with three hundred notes, for the proof and the benchmark.

The words are drawn from a list of ours with a fixed seed, so that every run has the same pages. Quotations stand in
prose, in blocks that cross pages, in the columns of tables, in lists, boxes, claims and notes of the outline's own.
"""

from __future__ import annotations

import random

import yaml

WORDS = """harbour office tide vessel pilot mole quay affair cargo ledger port master winter flag hull draught first
river signal fleet coast market treaty line yard figure wharf island captain lantern chart anchor crossing fifty weather
council letter station current channel depth sounding buoy warehouse customs duty traffic final efficient café naïveté
Übersee façade façades 港口 船舶 海关 항구 선박 —— 12.5 1,500 2026 co-operation well-kept flow
flight effort office’s""".split()
SOURCES, PASSAGES, SECTIONS = 12, 30, 15


def long_brief(count: int = SECTIONS) -> dict[str, str]:
    """The files of a workspace whose brief `b` is the long one; of fewer sections, a shorter one."""
    chance = random.Random(40)
    held = held_passages(chance)
    files = {f"seeds/{name}.yaml": seed_of(name, passages) for name, passages in held.items()}
    writer = Writer(chance, held)
    sections = [writer.section(number) for number in range(count)]
    outline = {"title": "The long brief", "language": "en-GB", "summary": writer.prose(2), "sections": sections}
    return {**files, "briefs/b.yaml": _yaml(outline)}


def held_passages(chance: random.Random) -> dict[str, dict[str, str]]:
    """The passages of each source."""
    return {f"source-{n}": _passages(chance) for n in range(1, SOURCES + 1)}


def seed_of(name: str, passages: dict[str, str]) -> str:
    """A source's file."""
    item = {"type": "report", "title": f"Report on {name}", "issued": "2025-11", "language": "en"}
    return _yaml({"source": item, "passages": passages})


def _yaml(value: object) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100_000))


def sentence(chance: random.Random, least: int = 9, most: int = 26) -> str:
    """Words by chance."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(least, most))]
    return f"A{' '.join(words)}."


def _passages(chance: random.Random) -> dict[str, str]:
    """Passages of a few sentences; every tenth is a page long or longer."""
    lengths = {n: 45 if n % 10 == 0 else chance.randint(2, 5) for n in range(1, PASSAGES + 1)}
    return {f"p{n}": " ".join(sentence(chance) for _ in range(count)) for n, count in lengths.items()}


class Writer:
    """Writes sections; takes each quotation from a passage drawn by chance."""

    def __init__(self, chance: random.Random, held: dict[str, dict[str, str]]) -> None:
        self.chance, self.held, self.own = chance, held, 0

    def quoted(self, words: int = 12) -> str:
        """Some words of a passage in marks, with their citation."""
        source = self.chance.choice(list(self.held))
        key = self.chance.choice(list(self.held[source]))
        text = self.held[source][key].split()
        start = self.chance.randrange(max(len(text) - words, 1))
        return f'"{" ".join(text[start : start + words]).rstrip(".,")}" [@{source}#{key}]'

    def prose(self, quotations: int, *, own: bool = False) -> str:
        """A paragraph, with a note of the outline's own now and then, or where `own`, which quotes too."""
        said = [f"{sentence(self.chance)} It says {self.quoted()}, as others do." for _ in range(quotations)]
        text = " ".join([*said, sentence(self.chance)])
        if self.chance.random() < 0.3 or own:
            self.own += 1
            text += f"[^own{self.own}]\n\n[^own{self.own}]: Compare {self.quoted(5)} with the rest."
        return text

    def section(self, number: int) -> dict[str, object]:
        """Prose, a list, a long block, a table of quotations, a box and a claim."""
        source = f"source-{number % SOURCES + 1}"
        rows = [[f"Row {n}", self.quoted(18), self.quoted(8)] for n in range(1, 4)]
        items = "\n".join(f"- {self.quoted(7)}" for _ in range(3))
        body: list[object] = [self.prose(2), self.prose(1), items, {"quote": f"{source}#p{10 * (number % 3) + 10}"}]
        body += [self.prose(2), {"table": {"caption": "Sayings", "columns": ["What", "One", "Other"], "rows": rows}}]
        body += [{"box": {"heading": "Aside", "body": [self.prose(1)]}}, self.prose(1)]
        claim = {"claim": sentence(self.chance), "evidence": [f"{source}#p1", "source-1#p2"], "likelihood": "likely"}
        return {"heading": f"Section {number + 1}", "body": [*body, claim, self.prose(1)]}
