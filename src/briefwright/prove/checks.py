"""What rules of PDF/UA and PDF/A are made of.

Gives `Rule` and makers of checks. Invariant: a check looks at `Facts` of a file and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from briefwright.engines.glyphs import Font
from briefwright.engines.objects import Annotation, Attached, Element, Facts, Page

Check = Callable[[Facts], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """A clause, what it asks in our words, and its check, which gives what breaks it."""

    clause: str
    asks: str
    check: Check


def elements(facts: Facts, *kinds: str) -> Iterator[Element]:
    """The structure elements of some kinds, or all."""
    found = facts.root.walk() if facts.root else iter(())
    return (each for each in found if each.kind and (not kinds or each.kind in kinds))


def when(wrong: bool, told: str) -> Iterator[str]:
    """What is told, when it is wrong."""
    if wrong:
        yield told


def fact(wrong: Callable[[Facts], object], told: str) -> Check:
    """One thing of the whole file."""
    return lambda facts: when(bool(wrong(facts)), told)


def has(*keys: str) -> Check:
    """Keys that no dictionary of their kind may have."""
    return lambda facts: iter(sorted(facts.keys & set(keys)))


def each_element(kind: str, wrong: Callable[[Element], object], told: str) -> Check:
    """The structure elements of a kind; all when it is empty."""

    def check(facts: Facts) -> Iterator[str]:
        yield from (f"{each.kind} {told}" for each in elements(facts, *filter(None, [kind])) if wrong(each))

    return check


def inside(child: str, *parents: str) -> Check:
    """Elements of a kind stand directly in others."""

    def check(facts: Facts) -> Iterator[str]:
        for each in elements(facts, child):
            if each.parent is None or each.parent.kind not in parents:
                yield f"{child} in {each.parent.kind if each.parent else 'nothing'}"

    return check


def only(parent: str, *children: str) -> Check:
    """Elements of a kind hold directly only others."""

    def check(facts: Facts) -> Iterator[str]:
        for each in elements(facts, parent):
            yield from (f"{kid.kind} in {parent}" for kid in each.children if kid.kind not in children)

    return check


def at_most_one(parent: str, child: str) -> Check:
    """Elements of a kind hold one of another, or none."""

    def check(facts: Facts) -> Iterator[str]:
        for each in elements(facts, parent):
            count = sum(kid.kind == child for kid in each.children)
            yield from when(count > 1, f"{count} {child} in {parent}")

    return check


def caption_first(parent: str, *, last: bool = False) -> Check:
    """A caption is the first of what an element holds, or the last where that may be."""

    def check(facts: Facts) -> Iterator[str]:
        for each in elements(facts, parent):
            places = [at for at, kid in enumerate(each.children) if kid.kind == "Caption"]
            good = (0, len(each.children) - 1) if last else (0,)
            yield from when(any(at not in good for at in places), f"Caption in the midst of {parent}")

    return check


def each_font(wrong: Callable[[Font], object], told: str) -> Check:
    """The fonts of the file."""

    def check(facts: Facts) -> Iterator[str]:
        yield from (f"{font.name} {told}" for font in facts.fonts if wrong(font))

    return check


def each_page(wrong: Callable[[Page], object], told: str) -> Check:
    """The pages, numbered from 1."""

    def check(facts: Facts) -> Iterator[str]:
        yield from (f"page {number} {told}" for number, page in enumerate(facts.pages, 1) if wrong(page))

    return check


def each_annotation(wrong: Callable[[Annotation], object], told: str) -> Check:
    """The annotations of all pages."""

    def check(facts: Facts) -> Iterator[str]:
        for number, page in enumerate(facts.pages, 1):
            yield from (f"page {number}: {each.kind} {told}" for each in page.annotations if wrong(each))

    return check


def each_file(wrong: Callable[[Attached], object], told: str) -> Check:
    """The files attached."""

    def check(facts: Facts) -> Iterator[str]:
        yield from (f"{each.name} {told}" for each in facts.files if wrong(each))

    return check


def in_xmp(pattern: str, what: str) -> Check:
    """The XMP has what a pattern finds."""
    return lambda facts: when(not re.search(pattern, facts.xmp, re.DOTALL), f"no {what}")


def same(key: str, pattern: str) -> Check:
    """An entry of the information dictionary says what the XMP says (ISO 19005-3, 6.6.3)."""

    def check(facts: Facts) -> Iterator[str]:
        given = facts.info.get(key)
        if given is None:
            return
        found = re.search(pattern, facts.xmp, re.DOTALL)
        told = unescaped(", ".join(re.findall(r"<rdf:li[^>]*>([^<]*)</rdf:li>", found[1])) or found[1]) if found else ""
        if "Date" in key:
            given, told = (re.sub(r"\D", "", each)[:14].rstrip("0") for each in (given, told))
        yield from when(given != told, f"{key} is {given!r}, and {told!r} in the XMP")

    return check


def unescaped(words: str) -> str:
    """Words of XML without its entities."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def parsed(xmp: str) -> ElementTree.Element | None:
    """The XMP as a tree; None when it is not well-formed, or has a document type, which could define entities."""
    if "<!DOCTYPE" in xmp:
        return None
    try:
        return ElementTree.fromstring(xmp.encode())  # noqa: S314
    except ElementTree.ParseError:
        return None
