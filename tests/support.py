"""Helpers of the tests: passages and sources from words, workspaces from a dict of files, and compiling them.

Invariant: nothing is imitated; a workspace is a real folder and is read, compiled and written by the real stages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefwright.engines.files import Workspace
from briefwright.model.brief import Brief, Quotation
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.prose import Paragraph
from briefwright.model.source import Evidence, Locator, Passage, Source, Voice
from briefwright.model.span import Span, Text, TextFile
from briefwright.pipeline import Built, Compiled, Loaded, compile_brief, load_library, produce
from briefwright.read.markdown import read_line
from briefwright.read.outline import read_outline
from briefwright.resolve.finding import find
from briefwright.resolve.quotation import Wanted
from briefwright.resolve.resolver import resolve

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
ORDER = ("summary", "key-points", "body", "recommendations", "about", "disclaimer", "acknowledgements")
ESCAPES = {"\n": "\\n", "\t": "\\t", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\ufeff"}
SEED = "source: {type: report, title: A report, issued: 2026-01-09, language: en}\npassages:\n"


def text(words: str, name: str = "seeds/a.yaml") -> Text:
    """Words as a whole file of their own."""
    return Text(words, TextFile(name, words), 0, len(words))


def passage(
    words: str,
    *,
    identifier: str = "p1",
    source: str = "a",
    language: str = "en",
    voices: Sequence[tuple[str, ...]] = (),
    translation: str = "",
    translator: str = "",
    locator: Locator | None = None,
) -> Passage:
    """A passage from its words; a voice is `(says, speaker)` or `(says, speaker, via)`."""
    said = tuple(Voice(text(says), *rest) for says, *rest in voices)
    translated = text(translation) if translation else None
    return Passage(identifier, source, text(words), locator, language, said, translated, translator)


def source(
    identifier: str, *passages: Passage, item: Mapping[str, Any] | None = None, evidence: Evidence | None = None
) -> Source:
    """A source with these passages."""
    record = {"id": identifier, **(item or {"type": "report", "title": f"Report {identifier}"})}
    held = {each.id: each for each in passages}
    file = TextFile(f"seeds/{identifier}.yaml", "")
    return Source(identifier, file, record, "en", evidence or Evidence(), held, Span(file.name))


def library(*sources: Source) -> Library:
    """A library of these sources."""
    return Library({each.id: each for each in sources})


def wanted(words: str, language: str = "en", *, block: bool = False) -> Wanted:
    """Words as an outline would put them between marks."""
    here = text(words, "briefs/b.yaml")
    return Wanted(words, here.span(), here.span, language, block=block)


def quoted(words: str, said: str | Passage, language: str = "en", *, block: bool = False) -> Quotation | Diagnostic:
    """What becomes of quoted words that are attributed to a passage."""
    cited = passage(said) if isinstance(said, str) else said
    return find(wanted(words, language, block=block), (cited,), library(source("a", cited)))


def good(found: Quotation | Diagnostic | None) -> Quotation:
    """The quotation; fails with the fault where there is none."""
    assert isinstance(found, Quotation), found
    return found


def bad(found: Quotation | Diagnostic | None) -> Diagnostic:
    """The fault; fails with what was printed where there is none."""
    assert isinstance(found, Diagnostic), found
    return found


def escaped(words: str) -> str:
    """Words as Markdown that means just these words."""
    return PUNCTUATION.sub(r"\\\1", words)


def markdown(words: str) -> tuple[Paragraph, list[Diagnostic]]:
    """One paragraph of Markdown, and its faults."""
    faults: list[Diagnostic] = []
    return read_line(text(words, "briefs/b.yaml"), faults), faults


def workspace(root: Path, files: Mapping[str, str | bytes]) -> Workspace:
    """A workspace in `root` with these files."""
    for folder in ("seeds", "briefs"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Workspace(root)


def compiled(root: Path, files: Mapping[str, str | bytes], name: str = "b") -> tuple[Compiled, Loaded]:
    """The brief `name` of a workspace of these files, compiled; and its library."""
    where = workspace(root, files)
    loaded = load_library(where)
    return compile_brief(where, root / "briefs" / f"{name}.yaml", loaded), loaded


def built(root: Path, files: Mapping[str, str | bytes], formats: Sequence[str] = ("html",)) -> Built:
    """The brief `b` of a workspace of these files, made; fails where it has errors."""
    done, loaded = compiled(root, files)
    assert not [fault for fault in (*loaded.faults, *done.faults) if fault.is_error]
    return produce(Workspace(root), done, formats)


def brief(given: str, held: Library, order: Sequence[str] = ORDER) -> tuple[Brief, list[Diagnostic]]:
    """An outline resolved against a library, and all its faults."""
    made, faults = read_outline("b", TextFile("briefs/b.yaml", given), lambda name: Diagnostic("-", "", name.span()))
    assert made, faults
    done, more = resolve(made, held, order, lambda picture: picture.value if isinstance(picture, Text) else None)
    return done, [*faults, *more]


def codes(faults: Sequence[Diagnostic]) -> list[str]:
    """The codes of faults, in order."""
    return [fault.code for fault in faults]


def seed(**passages: str) -> str:
    """A seed with these passages, as JSON strings (which YAML reads)."""
    return SEED + "".join(f"  {key}: {double(words)}\n" for key, words in passages.items())


def double(words: str) -> str:
    """Words as a double-quoted YAML scalar."""
    out = words.replace("\\", "\\\\").replace('"', '\\"')
    for char, sign in ESCAPES.items():
        out = out.replace(char, sign)
    return f'"{out}"'


def outline(*body: str, language: str = "en-GB", front: str = "") -> str:
    """An outline of one section whose items are paragraphs of prose."""
    items = "".join(f"      - {double(words)}\n" for words in body)
    return f"title: A brief\nlanguage: {language}\n{front}sections:\n  - heading: One\n    body:\n{items}"


def squeezed(words: str) -> str:
    """Words without white space and zero-width spaces."""
    return "".join(words.replace("\u200b", "").split())
