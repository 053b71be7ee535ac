"""Ways to change inputs so that they stay near to what a reader takes.

Takes bytes and a source of chance; gives bytes. Invariant: the same chance gives the same bytes; a container (ZIP, PDF)
is changed inside and packed again, so that what is changed is reached.
"""

from __future__ import annotations

import copy
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from random import Random
from typing import Any

from tests.fuzz.harness import Mutator

Bytes = Callable[[bytes], bytes]
NASTY = (
    *"\\ \" ' [ ] { } ( ) < > & * _ ` ~ # @ | : - , . ! % ^ $ = + / ; ?".split(), "\n", "\t", "\r", "\n\n", "  ", "- ",
    ": ", "''", '""', "[^1]", "[…]", "[@", "]", "---", "...", "\u200b", "\u00a0", "\u2028", "\ufeff", "\u202e",
    "\u00ad", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\u0000", "\ud7a3", "\u1112\u1161\u11ab", "مه",
    "字", "²", "ß", "İ", "ǅ", "99999999999999999999", "-1", "0", "1e999", ".nan", "null", "true", "1" * 5000,
    "x" * 3000, "[" * 50, "> " * 50, "![](", "<b>", "&#x110000;", "<!DOCTYPE", "]]>", "%s", "{{ x }}", "\\u0000",
)  # fmt: skip
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
TAG = re.compile(rb"<[^<>]{1,400}>")
VALUE = re.compile(rb'"[^"<>]{0,200}"')


def flipped(content: bytes, chance: Random) -> bytes:
    """A few bytes changed, taken out, put in or doubled: what a fuzzer without a mind of its own does."""
    out = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.choice([1, 1, 2, 4, 16, 64])]
            case 2:
                out[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 4)))
            case 3:
                out[at:at] = out[at : at + chance.choice([1, 4, 16, 64])]
            case 4 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
    return bytes(out)


def texts(words: Sequence[str] = (), stock: Callable[[], Sequence[bytes]] = list) -> Mutator:
    """Text by lines and words; `stock` is what lines are borrowed from."""

    def mutate(content: bytes, chance: Random, plain: Bytes) -> bytes:
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            content = _text_step(content, chance, plain, (*words, *NASTY), stock)
        return content

    return mutate


def _text_step(
    content: bytes, chance: Random, plain: Bytes, words: Sequence[str], stock: Callable[[], Sequence[bytes]]
) -> bytes:
    lines = content.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    cut = chance.randrange(len(line) + 1)
    word = chance.choice(words).encode("utf-8", "surrogatepass")
    match chance.randrange(12):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = lines[to : to + chance.choice([1, 1, 3, 10])]
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = line[:cut] + word + line[cut:]
        case 4:
            lines[at] = line[:cut]
        case 5:
            lines[at] = chance.choice([b"  ", b" ", b"\t", b"- "]) + line
        case 6:
            lines[at] = line.lstrip() if chance.random() < 0.5 else line.replace(b"  ", b"", 1)
        case 7:
            lines[at] = line.partition(b":")[0] + b": " + word
        case 8 if held := stock():
            lines[at:at] = chance.choice(held).split(b"\n")[-chance.randint(1, 40) :]
        case 9:
            piece = line[cut : cut + chance.choice([1, 2, 5, 20])]
            lines[at] = line[:cut] + piece * chance.choice([2, 10, 100, 500]) + line[cut:]
        case 10:
            pieces = re.split(rb"(\W)", line)
            pieces[chance.randrange(len(pieces))] = word
            lines[at] = b"".join(pieces)
        case _:
            return plain(content)
    return b"\n".join(lines)


def markup(content: bytes, chance: Random, plain: Bytes) -> bytes:
    """XML or HTML by tags, values and numbers."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        kind = chance.randrange(8)
        found = list((TAG, VALUE, NUMBER)[kind % 3].finditer(content)) if kind < 6 else []
        if not found:
            word = chance.choice(NASTY).encode("utf-8", "surrogatepass")
            at = chance.randrange(len(content) + 1)
            content = plain(content) if kind == 7 else content[:at] + word + content[at:]
            continue
        one, other = chance.choice(found), chance.choice(found)
        match kind:
            case 0:
                content = content[: one.start()] + content[one.end() :]
            case 1:
                content = content[: one.start()] + other[0] * chance.choice([1, 1, 3, 200]) + content[one.start() :]
            case 2:
                new = chance.choice([b"0", b"-1", b"4294967296", b"1e308", b"9" * 400, b"", other[0]])
                content = content[: one.start()] + new + content[one.end() :]
            case 3 | 4 | 5:
                first, last = sorted((one, other), key=lambda each: each.start())
                piece = content[first.start() : last.end()][:20_000]
                if kind == 3:
                    content = content[: first.start()] + content[last.end() :]
                elif kind == 4:
                    content = content[: one.start()] + piece + content[one.start() :]
                else:
                    content = content[: one.start()] + other[0] + content[one.end() :]
    return content[:1_000_000]


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP; none when it is no ZIP, or too much."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > 20_000_000:
                return {}
            return {part.filename: package.read(part) for part in package.infolist()}
    except Exception:  # whatever the fuzzer made of it
        return {}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Parts as a ZIP with times that do not change."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name[:60_000]), content, method)
    return out.getvalue()


def zips(favourites: Sequence[str], inside: Mutator = markup) -> Mutator:
    """A ZIP by its parts; those whose names hold one of `favourites` more often."""

    def mutate(content: bytes, chance: Random, plain: Bytes) -> bytes:
        parts = parts_of(content)
        if not parts or chance.random() < 0.05:
            return plain(content)
        names = list(parts)
        near = [name for name in names if any(each in name for each in favourites)]
        name = chance.choice(near if near and chance.random() < 0.9 else names)
        match chance.randrange(12):
            case 0:
                parts.pop(name)
            case 1:
                parts[chance.choice(names)] = parts[name]
            case 2:
                parts[name.replace("1", "2") + chance.choice(["", "x", "\u00e9", "/"])] = parts.pop(name)
            case 3:
                head = chance.choice(
                    [b'<?xml version="1.0" encoding="UTF-16"?>', b"\xff\xfe", b"\xef\xbb\xbf", b"<!DOCTYPE x>"]
                )
                parts[name] = head + parts[name]
            case 4:
                parts[name] = parts[name].decode("utf-8", "replace").encode("utf-16")
            case _:
                parts[name] = inside(parts[name], chance, plain)
        methods = [zipfile.ZIP_STORED] * 8 + [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
        made = packed(parts, chance.choice(methods))
        if chance.random() < 0.06:  # the directory at the end, which says where the parts are
            at = made.rfind(b"PK\x01\x02")
            made = made[:at] + flipped(made[at:], chance)
        return made

    return mutate


OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
TOKEN = re.compile(rb"/[A-Za-z0-9]+|\d+ 0 R|-?\d+(?:\.\d+)?|<[0-9A-Fa-f]+>|\[|\]|<<|>>|\([^()]*\)|\b[A-Za-z'\"]{1,3}\b")


def pdfs(content: bytes, chance: Random, plain: Bytes) -> bytes:
    """A PDF by its objects: their tokens, their streams (unpacked before), the objects themselves."""
    found = list(OBJECT.finditer(content))
    if not found or chance.random() < 0.05:
        return plain(content)
    one, other = chance.choice(found), chance.choice(found)
    new = one[0]
    stream = STREAM.search(new)
    match chance.randrange(8):
        case 0:
            new = b""
        case 1:
            new = re.sub(rb"^\d+", re.match(rb"\d+", new)[0], other[0])  # type: ignore[index]
        case 2 | 3 if stream:
            inner = stream[1]
            changed = plain(inner) if chance.random() < 0.4 else _tokens(inner, chance)
            if chance.random() < 0.1:
                changed = zlib.compress(changed)
            new = new[: stream.start(1)] + changed + new[stream.end(1) :]
        case _:
            new = _tokens(new, chance)
    made = content[: one.start()] + new + content[one.end() :]
    return made[:2_000_000]


def _tokens(content: bytes, chance: Random) -> bytes:
    found = list(TOKEN.finditer(content[:200_000]))
    for _ in range(chance.choice([1, 1, 2, 4])):
        if not found:
            return content
        one, other = chance.choice(found), chance.choice(found)
        odd = (
            b"0",
            b"-1",
            b"99999999999",
            b"1e39",
            b"/X",
            b"null",
            b"1 0 R",
            b"<",
            b"(",
            b"<<",
            b"[",
            b"]",
            b">>",
            b"",
        )
        new = chance.choice([b"", other[0], other[0] + b" " + one[0], chance.choice(odd), one[0] * 2])
        if content[one.start() : one.end()] == one[0]:
            content = content[: one.start()] + new + content[one.end() :]
            found = list(TOKEN.finditer(content[:200_000]))
    return content


ODD = (None, True, 0, -1, 1, 1.5, 1e308, 10**30, "", "x", "#q1", "h1", "n1", [], {}, [[]], "\ud800", "\u0000", "99")


def jsons(content: bytes, chance: Random, plain: Bytes) -> bytes:
    """JSON by its values; as text where it is none."""
    try:
        root = json.loads(content)
    except (ValueError, RecursionError):
        root = None
    if not isinstance(root, dict | list) or chance.random() < 0.1:
        return plain(content)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        holders = list(_holders(root))
        if not holders:
            break
        holder, key = chance.choice(holders)
        other, there = chance.choice(holders)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = copy.deepcopy(other[there])
            case 2 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(other[there]))
            case 3 if isinstance(holder[key], str) and holder[key]:
                words = holder[key]
                at = chance.randrange(len(words))
                holder[key] = words[:at] + chance.choice(["", "x", "\u200b", " ", words[at] * 2]) + words[at + 1 :]
            case 4 if isinstance(holder[key], int | float) and abs(holder[key]) < 1e300:
                holder[key] += chance.choice([-1, 1, 0.5, 100, -1000, 10**18])
            case _:
                holder[key] = chance.choice(ODD)
    return json.dumps(root, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _holders(node: Any) -> Iterator[tuple[Any, Any]]:
    stack = [node]
    while stack:
        each = stack.pop()
        inner = (
            list(each.items()) if isinstance(each, dict) else list(enumerate(each)) if isinstance(each, list) else []
        )
        for key, value in inner:
            yield each, key
            stack.append(value)
