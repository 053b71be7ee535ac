"""A brief that is edited again and again: words, paragraphs, citations, notes, seeds, tables, boxes.

The edits are drawn by chance from a seed; each gives the files of the workspace as they are then.
"""

from __future__ import annotations

import json
import random
from typing import Any

from tests.long_brief import Writer, held_passages, seed_of, sentence


class Edited:
    """A brief of some pages, and what an editor may do to it."""

    def __init__(self, seed: int, sections: int = 3, template: str = "policy-brief") -> None:
        self.chance = random.Random(seed)
        self.held = held_passages(self.chance)
        self.writer = Writer(self.chance, self.held)
        self.outline: dict[str, Any] = {
            "title": "The edited brief",
            "language": "en-GB",
            "template": template,
            "summary": self.writer.prose(1),
            "sections": [self.writer.section(number) for number in range(sections)],
        }

    def files(self) -> dict[str, str]:
        """The workspace. An outline in JSON is one in YAML."""
        seeds = {f"seeds/{name}.yaml": seed_of(name, passages) for name, passages in self.held.items()}
        return {**seeds, "briefs/b.yaml": json.dumps(self.outline, ensure_ascii=False)}

    def edit(self) -> str:
        """Do one thing, and say which."""
        kinds = ["word"] * 6 + [
            "cell",
            "boxed",
            "paragraph",
            "fewer",
            "citation",
            "note",
            "seed",
            "title",
            "row",
            "nothing",
        ]
        kind = self.chance.choice(kinds)
        getattr(self, f"_{kind}")()
        return kind

    def _body(self) -> list[Any]:
        body: list[Any] = self.chance.choice(self.outline["sections"])["body"]
        return body

    def _prose(self) -> tuple[list[Any], int]:
        body = self._body()
        return body, self.chance.choice([at for at, each in enumerate(body) if isinstance(each, str)])

    def _words(self, text: str) -> str:
        """Text whose last sentence, which quotes nothing, has a word or more put in."""
        head, _, note = text.partition("\n\n[^own")
        more = " ".join(sentence(self.chance, 1, 1)[1:-1] for _ in range(self.chance.choice([1, 1, 1, 30])))
        end = head.rfind(".") if head.endswith(".") else len(head)
        words = f"{head[:end]} {more}{head[end:]}"
        return f"{words}\n\n[^own{note}" if note else words

    def _word(self) -> None:
        body, at = self._prose()
        body[at] = self._words(body[at])

    def _boxed(self) -> None:
        box = next(each["box"] for each in self._body() if isinstance(each, dict) and "box" in each)
        box["body"][0] = self._words(box["body"][0])

    def _rows(self) -> list[list[str]]:
        rows: list[list[str]] = next(each for each in self._body() if isinstance(each, dict) and "table" in each)[
            "table"
        ]["rows"]
        return rows

    def _cell(self) -> None:
        row = self.chance.choice(self._rows())
        row[0] += " " + "m" * self.chance.choice([1, 2, 12])

    def _row(self) -> None:
        self._rows().append(["Another", self.writer.quoted(18), self.writer.quoted(8)])

    def _paragraph(self) -> None:
        body = self._body()
        body.insert(self.chance.randint(0, len(body)), self.writer.prose(1))

    def _fewer(self) -> None:
        body = self._body()
        if sum(isinstance(each, str) for each in body) > 2:
            del body[next(at for at, each in enumerate(body) if isinstance(each, str))]

    def _citation(self) -> None:
        body, at = self._prose()
        body[at] = f"Others say {self.writer.quoted(6)} too. {body[at]}"

    def _note(self) -> None:
        body, at = self._prose()
        body[at] = self.writer.prose(1, own=True)

    def _seed(self) -> None:
        passages = self.held[self.chance.choice(list(self.held))]
        key = self.chance.choice(list(passages))
        passages[key] += " " + sentence(self.chance)

    def _nothing(self) -> None:
        """A save that changes no word."""

    def _title(self) -> None:
        self.outline["title"] += "s"
