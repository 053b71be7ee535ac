"""A thousand passages of each of the nastiest kinds of text, built and proved: `python -m tests.fire.nasty [KIND…]`.

Gives kinds of text, made from a fixed chance out of their own characters only, and what becomes of them: each passage
is a block quotation of a brief that is built as PDF and DOCX, opened again and proved, or it is refused by a code.
Invariant: what is refused is taken out, and the rest is built again, so that every passage has its own outcome.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.support import SEED, double, squeezed, workspace

from briefwright.desk.verify import verify
from briefwright.engines.marks import NO_INK
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.pipeline import compile_brief, load_library, produce

Chance = random.Random
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Kind:
    """A kind of text: its language, and a passage of it; `batch` passages make a brief."""

    name: str
    make: Callable[[Chance], str]
    language: str = "en"
    batch: int = 100


def _span(*ends: str) -> list[str]:
    """The assigned characters of ranges, written `a-z`."""
    out = []
    for each in ends:
        first, _, last = each.partition("-") if len(each) == 3 else (each, "", each)
        out += [chr(code) for code in range(ord(first), ord(last) + 1)]
    return [char for char in out if unicodedata.category(char) not in ("Cn", "Cc")]


LATIN = "abcdefghijklmnopqrstuvwxyz"
MARKS = _span("\u0300-\u036f")


def _words(chance: Chance, word: Callable[[Chance], str], least: int = 3, most: int = 12) -> str:
    return " ".join(word(chance) for _ in range(chance.randint(least, most)))


def _of(letters: Sequence[str], least: int = 1, most: int = 9) -> Callable[[Chance], str]:
    return lambda chance: "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


def _in_words(letters: Sequence[str], **counts: int) -> Callable[[Chance], str]:
    return lambda chance: _words(chance, _of(letters), **counts)


def _combining(chance: Chance) -> str:
    def letter(c: Chance) -> str:
        marks = c.sample(MARKS, c.choice([0, 1, 1, 2, 5]))
        return c.choice(LATIN) + "".join({unicodedata.normalize("NFD", mark)[:1]: mark for mark in marks}.values())

    return _words(chance, lambda c: "".join(letter(c) for _ in range(c.randint(1, 7))))


def _doubled(chance: Chance) -> str:
    """Letters with one mark twice: it is printed in one place."""
    return _words(chance, lambda c: _of(LATIN)(c) + 2 * c.choice(MARKS))


LIGATURES = (
    *"office ffl fi fl ff ft fj Th ct st tt baffle shelfful fjord affixt".split(),
    *"\ufb00\ufb01\ufb02\ufb03\ufb04\ufb06\u0133\u01c4\u00e6\u0153",
)
ARABIC = _span("\u0621-\u063a", "\u0641-\u064a")
HARAKAT = _span("\u064b-\u0652")
HEBREW = _span("\u05d0-\u05ea")
NIQQUD = _span("\u05b0-\u05bc")
ZERO = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u034f\u061c"
FAMILY = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f1ea\U0001f1fa",
    "1\ufe0f\u20e3",
    "\U0001f44d\U0001f3fd",
    "\u2764\ufe0f",
    "\U0001f9d1\U0001f3ff\u200d\U0001f680",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\U0001f600",
    "\u263a\ufe0e",
    "\U0001f441\ufe0f\u200d\U0001f5e8\ufe0f",
)
SPACES = "\u00a0\u202f\u2007\u2009\u2003\u3000\u1680\u205f\u2002\u200a "
HYPHENS = "\u2010\u2011\u00ad\u058a\u1806\u2027\u2043\u00b7\u2212-\u2013\u2014\u2015\u301c\u30fb"
QUOTES = "\"'“”‘’„‚«»‹›「」『』〝〞‟‛`´″′＂"
META = tuple(
    r"<b> </w:t> ]]> <!-- --> &amp; &#65; & < > \alpha \ { } $x^2$ % ~ *x* ** _y_ `z` [a](b) ![c](d) --- *** {{x}}"
    r" {%y%} ${z} %s \n \u0041 <script>alert(1)</script> <?php?> <![CDATA[ &nbsp; @import url(x) \[ \( ^a^ ~b~"
    " # >".split()
)
OURS = tuple(
    "q1 #q1 n1 h1 q1_2 a#p1 [@a#p1] @a [^1] fn1 fnref1 r:id rId1 urn:briefwright:ledger:1 %PDF-1.7 endobj xref 1 [1]"
    " b.ledger.json customXml/item1.xml w:bookmarkStart […] [sic] {.term} TLP:RED Note p. /ToUnicode".split()
)


def _mixed(chance: Chance) -> str:
    pieces: list[Callable[[Chance], str]] = [
        _of(ARABIC, 2, 6), _of(HEBREW, 2, 6), _of(LATIN, 2, 6), _of("0123456789", 1, 4),
        lambda c: f"({_of(HEBREW, 2, 4)(c)})", lambda c: f"[{_of(LATIN, 1, 3)(c)} {_of('0123456789', 1, 3)(c)}%]",
        lambda c: f"-{_of('0123456789', 1, 3)(c)}.5",
    ]  # fmt: skip
    return _words(chance, lambda c: c.choice(pieces)(c))


def _cluster(letters: Sequence[str], marks: Sequence[str], joiner: str = "") -> Callable[[Chance], str]:
    def word(chance: Chance) -> str:
        out = ""
        for _ in range(chance.randint(1, 5)):
            out += chance.choice(letters)
            if joiner and chance.random() < 0.3:
                out += joiner + chance.choice(letters)
            out += chance.choice([*marks, "", ""])
        return out

    return lambda chance: _words(chance, word)


def _jamo(chance: Chance) -> str:
    def syllable(c: Chance) -> str:
        last = [chr(c.randint(0x11A8, 0x11C2))] if c.random() < 0.5 else []
        return "".join([chr(c.randint(0x1100, 0x1112)), chr(c.randint(0x1161, 0x1175)), *last])

    return _words(chance, lambda c: "".join(syllable(c) for _ in range(c.randint(1, 4))))


def _old_jamo(chance: Chance) -> str:
    """Syllables with one of the letters that are no more written at least."""

    def syllable(c: Chance) -> str:
        return (
            chr(c.randint(0x1113, 0x1159))
            + chr(c.randint(0x1161, 0x11A2))
            + c.choice(["", chr(c.randint(0x11A8, 0x11F9))])
        )

    return _words(chance, lambda c: "".join(syllable(c) for _ in range(c.randint(1, 4))))


def _long(chance: Chance) -> str:
    letters = chance.choice([LATIN, LATIN.upper(), "0123456789", "abcdef0123456789", "_", "é", "w.", "a-"])
    return "".join(chance.choice(letters) for _ in range(10_000))


def _nested(chance: Chance) -> str:
    def word(c: Chance) -> str:
        inner = _of(LATIN)(c)
        for _ in range(c.randint(0, 3)):
            inner = c.choice(QUOTES) + inner + c.choice(QUOTES)
        return inner

    return _words(chance, word)


def _broken(chance: Chance) -> str:
    return (
        "".join(
            _of(LATIN)(chance) + chance.choice([" ", "\n", "\n\n", "\t", "\t\t", " \n ", "\u2028", "\u2029"])
            for _ in range(8)
        )
        + "end"
    )


def _sprinkled(signs: str) -> Callable[[Chance], str]:
    def word(chance: Chance) -> str:
        return "".join(
            chance.choice(LATIN) + (chance.choice(signs) if chance.random() < 0.4 else "")
            for _ in range(chance.randint(2, 9))
        )

    return lambda chance: _words(chance, word)


def _spaced(chance: Chance) -> str:
    runs = ("".join(chance.choice(SPACES) for _ in range(chance.choice([1, 2, 5]))) for _ in range(9))
    return "".join(_of(LATIN)(chance) + run for run in runs) + "end"


def _selected(chance: Chance) -> str:
    return _words(
        chance,
        lambda c: "".join(
            c.choice("葛辻邉字語") + c.choice([chr(0xE0100 + c.randrange(3)), "\ufe00", ""])
            for _ in range(c.randint(1, 5))
        ) + c.choice(["\u2603\ufe0e", "0\ufe0f", "\u00a9\ufe0e", ""]),
    )  # fmt: skip


KINDS = {
    kind.name: kind
    for kind in (
        Kind("combining marks", _combining),
        Kind("a mark twice over", _doubled),
        Kind("ligatures", lambda c: _words(c, lambda d: "".join(d.choice(LIGATURES) for _ in range(d.randint(1, 4))))),
        Kind("Arabic", _in_words(ARABIC), "ar"),
        Kind("Arabic with its marks", _cluster(ARABIC, HARAKAT), "ar"),
        Kind("Arabic presentation forms", _in_words(_span("\ufe80-\ufefc")), "ar"),
        Kind("Hebrew", _in_words(HEBREW), "he"),
        Kind("Hebrew with its points", _cluster(HEBREW, NIQQUD), "he"),
        Kind("both directions, numbers, brackets", _mixed),
        Kind("zero-width signs", _sprinkled(ZERO)),
        Kind("emoji sequences", lambda c: _words(c, _of(FAMILY, 1, 3))),
        Kind("words of 10,000 characters", _long, batch=10),
        Kind("Devanagari", _cluster(_span("\u0915-\u0939"), _span("\u093e-\u094c", "\u0902"), "\u094d"), "hi"),
        Kind("Tamil", _cluster(_span("\u0b95-\u0bb9"), _span("\u0bbe-\u0bcc"), "\u0bcd"), "ta"),
        Kind("Thai", _cluster(_span("\u0e01-\u0e2e"), _span("\u0e31", "\u0e34-\u0e3a", "\u0e47-\u0e4e")), "th"),
        Kind("Khmer", _cluster(_span("\u1780-\u17a2"), _span("\u17b6-\u17c8"), "\u17d2"), "km"),
        Kind("Hangul in jamo", _jamo, "ko"),
        Kind("Hangul in old jamo", _old_jamo, "ko"),
        Kind("signs of Extension B", _in_words(_span("\U00020000-\U000205ff"), least=1, most=4), "zh"),
        Kind("variation selectors", _selected, "ja"),
        Kind("mathematical letters", _in_words(_span("\U0001d400-\U0001d7ff"))),
        Kind("private use", _in_words(_span("\ue000-\uf8ff"), least=1, most=3)),
        Kind("superscripts and subscripts", _sprinkled("¹²³⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋ªº™½¼⅓")),
        Kind("hyphens of every kind", _sprinkled(HYPHENS)),
        Kind("hyphens that may be", _sprinkled(HYPHENS.replace("\u00ad", ""))),
        Kind("spaces of every kind", _spaced),
        Kind("tabs and ends of lines", _broken),
        Kind("quotation marks in each other", _nested),
        Kind("signs of markup", lambda c: _words(c, _of(META, 1, 2))),
        Kind("what looks like our own IDs", lambda c: _words(c, _of(OURS, 1, 1))),
        Kind("letters that change with their case", _in_words([*"ßẞİıǅǆſŉΐΰςΣŁł", "\u1e9e", "ﬀ"])),
        Kind("Greek and Cyrillic look-alikes", _in_words([*"аеорсухіјАВЕКМНОРСТХοντρ", *LATIN])),
        Kind("full-width and half-width forms", _in_words(_span("\uff01-\uff5e", "\uff61-\uffdc")), "ja"),
        Kind("bidirectional controls", _sprinkled("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069")),
        Kind("signs and arrows", _in_words(_span("\u2190-\u21ff", "\u2200-\u22ff", "\u2500-\u25ff"))),
    )
}


@dataclass
class Outcome:
    """What became of the passages of a kind: how many were proved, how many refused by which codes, and what nobody
    may see: passages that were neither, and words that another reader of the files did not find."""

    proved: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)


def outcome_of(kind: Kind, count: int) -> Outcome:
    """Build so many passages of a kind, and look at each."""
    chance = random.Random(kind.name)
    out = Outcome()
    passages = [kind.make(chance) for _ in range(count)]
    for start in range(0, count, kind.batch):
        _build({f"p{n}": words for n, words in enumerate(passages[start : start + kind.batch], 1)}, kind, out)
    return out


def _build(passages: dict[str, str], kind: Kind, out: Outcome) -> None:
    while passages:
        with TemporaryDirectory() as folder:
            refused = _try(Path(folder).resolve(), passages, kind, out)
        for identifier, fault in refused.items():
            out.refused[fault.code] += 1
            out.examples.setdefault(fault.code, f"{fault.message} in {passages[identifier][:60]!r}")
            del passages[identifier]
        if not refused:
            return


def _try(root: Path, passages: Mapping[str, str], kind: Kind, out: Outcome) -> dict[str, Diagnostic]:
    """Build a brief of the passages; those that were refused, each with its fault. Where none was, all are
    looked at."""
    seed = SEED.replace("language: en", f"language: {kind.language}")
    lines = [f"  {key}: {double(words)}" for key, words in passages.items()]
    blocks = [f"      - quote: a#{key}" for key in passages]
    head = ["title: A brief", "template: memo", "sections:", "  - heading: One", "    body:"]
    where = workspace(root, {"seeds/a.yaml": seed + "\n".join(lines), "briefs/b.yaml": "\n".join([*head, *blocks])})
    loaded = load_library(where)
    compiled = compile_brief(where, root / "briefs/b.yaml", loaded)
    faults = [fault for fault in (*loaded.faults, *compiled.faults) if fault.is_error]
    if not faults:
        try:
            built = produce(where, compiled, ("pdf", "docx"))
        except Failure as failure:
            out.lost += [f"{failure.message}: {words[:60]!r}" for words in passages.values()]
            return {}
        faults = [fault for fault in built.faults if fault.is_error]
    if faults:
        # A source whose characters are refused is not read: that it has no passages follows from it.
        causes = [fault for fault in faults if fault.code != "unknown-passage"] or faults
        causes.sort(key=lambda fault: fault.code != "missing-glyph")
        refused: dict[str, Diagnostic] = {}
        for fault in causes:
            for key in _about(fault, passages, seed.count("\n"), len(head)):
                refused.setdefault(key, fault)
        if not refused:
            out.lost += [f"{faults[0].code} {faults[0].message}: {words[:60]!r}" for words in passages.values()]
        return refused
    for ending in ("pdf", "docx", "ledger.json"):
        (root / f"b.{ending}").write_bytes(built.files[ending])
    proved = _proved(root, passages, built.files["ledger.json"], load_library(where).library)
    out.proved += len(proved)
    out.lost += [f"{key}: {words[:60]!r}" for key, words in passages.items() if key not in proved]
    out.unlike += [f"{form}: {words[:60]!r}" for form, words in _unlike(root, passages)]
    return {}


def _about(fault: Diagnostic, passages: Mapping[str, str], seed: int, outline: int) -> Iterator[str]:
    """The passages that a fault is about: those with the character, or the one on the fault's line."""
    code = re.search(r"U\+([0-9A-F]{4,6})", fault.message)
    if code and (held := [key for key, words in passages.items() if chr(int(code[1], 16)) in words]):
        yield from held
        return
    at = fault.span.line - (seed if fault.span.file.startswith("seeds/") else outline) - 1
    if 0 <= at < len(passages) and fault.code not in ("lost-note", "lost-heading"):
        yield list(passages)[at]


def _proved(root: Path, passages: Mapping[str, str], ledger: bytes, library: object) -> set[str]:
    """The passages that the ledger has, whole, found in both files, and that `verify` proves in both."""
    items = json.loads(ledger)["items"]
    good = {
        item["passage"].split("#")[1]
        for item in items
        if item["found"].get("pdf") and item["found"].get("docx")
        and squeezed(item["printed"]) == squeezed(passages[item["passage"].split("#")[1]])
    }  # fmt: skip
    for ending in ("pdf", "docx"):
        found = verify(root / f"b.{ending}", f"b.{ending}", library)  # type: ignore[arg-type]
        if found.faults:
            return set()
        good &= {row.passage.split("#")[1] for row in found.rows if row.well}
    return good


def _unlike(root: Path, passages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Passages whose words readers that share nothing with ours do not find: the XML of the DOCX, and Poppler's text of
    the PDF, of which the letters are counted, for each reader puts them in an order of its own."""
    with zipfile.ZipFile(root / "b.docx") as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    text = squeezed("".join(each.text or "" for each in body.iter(f"{W}t")))
    yield from (("DOCX", words) for words in passages.values() if squeezed(words) not in text)
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", str(root / "b.pdf"), "-"], capture_output=True, check=True)
        there, wanted = Counter(_plain(done.stdout.decode())), Counter(_plain("".join(passages.values())))
        missing = wanted - there
        if missing:
            worst = max(passages.values(), key=lambda words: sum((Counter(_plain(words)) & missing).values()))
            yield f"PDF, {sum(missing.values())} of {sum(wanted.values())}: {''.join(missing)[:20]!r}", worst


def _plain(text: str) -> str:
    """Letters as they are counted: white space, signs without ink and hyphens at the ends of lines left out, in one
    form."""
    text = unicodedata.normalize("NFKD", NO_INK.sub("", re.sub("-\n|-", "", text)))
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cc")


def main() -> int:
    """The table."""
    given = argparse.ArgumentParser(prog="make nasty")
    given.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    given.add_argument("--count", type=int, default=1000, help="passages of each kind")
    options = given.parse_args()
    bad = 0
    for name in options.kinds or KINDS:
        start = time.monotonic()
        found = outcome_of(KINDS[name], options.count)
        told = ", ".join(f"{count:,} {code}" for code, count in found.refused.most_common()) or "none"
        took = time.monotonic() - start
        print(
            f"{name:<38} proved {found.proved:>5,}  refused: {told}; lost {len(found.lost)} ({took:.0f} s)", flush=True
        )
        for code, example in found.examples.items():
            print(f"    {code}: {example}", flush=True)
        for each in (*found.lost[:3], *found.unlike[:3]):
            print(f"    !! {each}", flush=True)
        bad += len(found.lost)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
