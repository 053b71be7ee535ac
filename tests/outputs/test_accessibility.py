"""PDF/UA-1 and PDF/A-3a: every rule on the repository's briefs, and files spoilt so that each rule has its turn."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from briefwright.engines.objects import Element, facts
from briefwright.pipeline import Built, Compiled
from briefwright.prove.accessibility import RULES, verdicts

Made = tuple[Compiled, Built]


def broken(content: bytes) -> dict[str, list[str]]:
    """The rules that a file breaks."""
    return {rule.clause: found for rule, found in verdicts(facts(content)) if found}


def test_the_briefs_break_no_rule(made: Made) -> None:
    """Each brief of the repository in its own style."""
    assert broken(made[1].files["pdf"]) == {}


def test_there_are_as_many_rules_as_are_told() -> None:
    """A clause has one rule, and each says what it asks."""
    assert len({rule.clause for rule in RULES}) == len(RULES) >= 90
    assert all(rule.asks for rule in RULES)


def _lines(element: Element, depth: int = 0) -> list[str]:
    shown = f"{'  ' * depth}{element.kind}" + (f" #{element.identifier}" if element.identifier else "")
    shown += f" [{element.language}]" if element.language else ""
    return [shown, *(line for child in element.children for line in _lines(child, depth + 1))]


@pytest.fixture(scope="module")
def brief(again: Callable[[str], Made]) -> Built:
    """The policy brief."""
    return again("korea-china-reset")[1]


def test_the_tree_of_notes(brief: Built) -> None:
    """A note with its number, which is a link; a call, which is a reference with a link; heads of tables in scope."""
    built = brief
    root = facts(built.files["pdf"]).root
    assert root
    notes = [each for each in root.walk() if each.kind == "Note"]
    assert [note.identifier for note in notes] == [f"fn{n}" for n in range(1, built.notes + 1)]
    assert _lines(notes[0])[:4] == ["Note #fn1", "  Lbl", "    Link", "      Span"]
    calls = [each for each in root.walk() if each.kind == "Reference"]
    assert len(calls) == built.notes
    assert _lines(calls[0]) == ["Reference", "  Link", "    Span"]
    assert all(each.annotations == ["/Link"] for call in calls for each in call.children)
    languages = {each.language for each in root.walk() if each.language}
    assert languages == {"zh"} or languages == set()


def _spoilt(content: bytes, work: Callable[[Any], None]) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        work(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _each(pdf: Any, kind: str) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind]


def _remove(key: str) -> Callable[[Any], None]:
    return lambda pdf: pdf.Root.__delitem__(key)


def _kind(old: str, new: str, at: int = -1) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        _each(pdf, old)[at].S = pikepdf.Name(new)

    return work


def _drop(kind: str, key: str) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        del _each(pdf, kind)[0][key]

    return work


def _xmp(old: bytes, new: bytes) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        words = pdf.Root.Metadata.read_bytes()
        assert old in words
        pdf.Root.Metadata.write(words.replace(old, new))

    return work


def _link(key: str, value: Any) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        annotation = pdf.pages[0].Annots[0]
        if value is None:
            del annotation[key]
        else:
            annotation[key] = value

    return work


def _fonts(key: str) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and key in each:
                del each[key]

    return work


def _file(key: str) -> Callable[[Any], None]:
    def work(pdf: Any) -> None:
        del next(e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/Filespec")[key]

    return work


def _unmarked(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def _script(pdf: Any) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _title(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "Another"


SPOILT: dict[str, Callable[[Any], None]] = {
    "PDF/UA-1 5-1": _xmp(b"<pdfuaid:part>1", b"<pdfuaid:part>9"),
    "PDF/UA-1 5-4": _xmp(b'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"', b'xmlns:pdfuaid="http://example.org/"'),
    "PDF/UA-1 7.1-1": _unmarked,
    "PDF/UA-1 7.1-5": _kind("/P", "/Paragraph"),
    "PDF/UA-1 7.1-8": _remove("/Metadata"),
    "PDF/UA-1 7.1-9": _xmp(b"dc:title", b"dc:other"),
    "PDF/UA-1 7.1-10": _remove("/ViewerPreferences"),
    "PDF/UA-1 7.1-11": _remove("/StructTreeRoot"),
    "PDF/UA-1 6.2-2": _remove("/MarkInfo"),
    "PDF/UA-1 7.2-29": _remove("/Lang"),
    "PDF/UA-1 7.2-4": _kind("/THead", "/Div"),
    "PDF/UA-1 7.2-8": _kind("/TR", "/Div", 0),
    "PDF/UA-1 7.2-10": _kind("/TD", "/P"),
    "PDF/UA-1 7.2-17": _kind("/L", "/Div"),
    "PDF/UA-1 7.2-20": _kind("/LBody", "/P"),
    "PDF/UA-1 7.4.2-1": _kind("/H2", "/H5"),
    "PDF/UA-1 7.5-2": _drop("/TH", "/A"),
    "PDF/UA-1 7.9-1": _drop("/Note", "/ID"),
    "PDF/UA-1 7.9-2": lambda pdf: _each(pdf, "/Note")[0].__setitem__("/ID", _each(pdf, "/Note")[1].ID),
    "PDF/UA-1 7.9 (ours)": _drop("/Reference", "/K"),
    "PDF/UA-1 14.7.2 (ours)": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/IDTree"),
    "PDF/UA-1 7.18.1-2": _link("/Contents", None),
    "PDF/UA-1 7.18.1-1": _link("/StructParent", None),
    "PDF/UA-1 7.18.3-1": lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
    "PDF/UA-1 7.18.5-1": _kind("/Link", "/Span"),
    "PDF/UA-1 7.21.4.1-1": _fonts("/FontFile3"),
    "PDF/UA-1 7.21.7-1": _fonts("/ToUnicode"),
    "PDF/UA-1 7.11-1": _file("/UF"),
    "PDF/A-3a 6.2.3-1": _remove("/OutputIntents"),
    "PDF/A-3a 6.2.11.3-2": _fonts("/CIDToGIDMap"),
    "PDF/A-3a 6.2.11.5-1": _fonts("/W"),
    "PDF/A-3a 6.3.2-1": _link("/F", 2),
    "PDF/A-3a 6.5.1-1": _script,
    "PDF/A-3a 6.6.4-1": _xmp(b'pdfaid:part="3"', b'pdfaid:part="1"'),
    "PDF/A-3a 6.6.4-2": _xmp(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"'),
    "PDF/A-3a 6.6.2.3-1": _xmp(b"pdfaExtension:schemas", b"pdfaExtension:others"),
    "PDF/A-3a 6.6.3 title": _title,
    "PDF/A-3a 6.8-3": _file("/AFRelationship"),
    "PDF/A-3a 6.8-4": _remove("/AF"),
}


@pytest.mark.parametrize("clause", SPOILT)
def test_a_spoilt_file_breaks_its_rule(brief: Built, clause: str) -> None:
    """One thing taken away or changed: the rule that asks for it says so."""
    assert clause in broken(_spoilt(brief.files["pdf"], SPOILT[clause]))
