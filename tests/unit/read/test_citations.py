"""Citations in prose."""

from __future__ import annotations

import pytest
from tests.support import codes, text

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.prose import Citation, CitationItem
from briefwright.model.source import Locator
from briefwright.read.citations import citation_end, read_citation


def _read(words: str) -> tuple[tuple[CitationItem, ...], list[Diagnostic]]:
    faults: list[Diagnostic] = []
    found: list[Citation] = list(read_citation(words, 0, text(words), faults))
    return found[0].items if found else (), faults


def _item(words: str) -> CitationItem:
    (item,), faults = _read(words)
    assert faults == []
    return item


READ: dict[str, tuple[str, str, str, str, str]] = {
    "[@a]": ("a", "", "", "", ""),
    "[@a#p1]": ("a", "p1", "", "", ""),
    "[@a-b#art-3.2]": ("a-b", "art-3.2", "", "", ""),
    "[see @a#p1]": ("a", "p1", "see", "", ""),
    "[see also @a#p1, and more]": ("a", "p1", "see also", "and more", ""),
    "[@a, p. 5]": ("a", "", "", "", "page 5"),
    "[@a, pp. 5-7]": ("a", "", "", "", "page 5–7"),
    "[@a, 5]": ("a", "", "", "", "page 5"),
    "[@a, xii]": ("a", "", "", "", "page xii"),
    "[@a, § 3.2]": ("a", "", "", "", "section 3.2"),
    "[@a, art. 5]": ("a", "", "", "", "article 5"),
    "[@a, para. 3, emphasis in the original]": ("a", "", "", "emphasis in the original", "paragraph 3"),
    "[@a, chapter 2; ]": ("a", "", "", "", "chapter 2"),
    "[@a#p1 for more]": ("a", "p1", "", "for more", ""),
    "[@a, in part]": ("a", "", "", "in part", ""),
    "[@a, 1990s data]": ("a", "", "", "1990s data", ""),
    "[@a.]": ("a", "", "", ".", ""),
    "[@a#p1.]": ("a", "p1", "", ".", ""),
}


@pytest.mark.parametrize(("words", "wanted"), READ.items(), ids=READ)
def test_each_part_of_a_citation(words: str, wanted: tuple[str, str, str, str, str]) -> None:
    """Source, passage, words before and after, locator."""
    (item, *rest), _ = _read(words)
    locator = f"{item.locator.label} {item.locator.value}" if item.locator else ""
    assert (item.source, item.passage, item.prefix, item.suffix, locator) == wanted
    assert rest == []


def test_several_sources_are_parted_by_semicolons() -> None:
    """Each with its own words and locator."""
    items, faults = _read("[see @a#p1, p. 5; @b; but compare @c#p2]")
    assert faults == []
    assert [(i.prefix, i.source, i.passage) for i in items] == [
        ("see", "a", "p1"),
        ("", "b", ""),
        ("but compare", "c", "p2"),
    ]
    assert items[0].locator == Locator("page", "5")


def test_a_pointer_knows_its_place() -> None:
    """From its sign to its last character."""
    span = _item("[see @a#p1, p. 5]").span
    assert (span.column, span.end_column) == (6, 11)


@pytest.mark.parametrize("words", ["[@a @b]", "[@a; x]", "[@a; ]", "[@a;; @b]"])
def test_a_part_without_exactly_one_source_is_a_fault(words: str) -> None:
    """The others are read."""
    _, faults = _read(words)
    assert set(codes(faults)) == {"bare-citation"}


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("[@a]", 4),
        ("[a [b] @c] d", 10),
        ("[a]", -1),
        ("[@a](b)", -1),
        ("[^1]", -1),
        ("[a@b.org]", -1),
        (r"[\@a]", -1),
        ("[@a", -1),
        ("a", -1),
    ],
)
def test_where_a_citation_ends(words: str, end: int) -> None:
    """Brackets with a source in them, that are no link and no note."""
    assert citation_end(words, 0, len(words)) == end
