"""Templates from colleagues: layouts, style sheets, settings and Word styles that want more than to arrange."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests.support import compiled, outline, seed, workspace

from briefwright import pipeline
from briefwright.cli import main
from briefwright.engines import page
from briefwright.engines.files import Workspace, built_in_templates
from briefwright.model.document import Document
from briefwright.model.failure import Failure
from briefwright.model.template import Template
from briefwright.write.html import write_html

BRIEF = {
    "seeds/a.yaml": seed(p1="All are born free and equal."),
    "briefs/b.yaml": outline('So "born free" [@a#p1].', front="template: mine\n"),
    "templates/mine/template.yaml": "extends: policy-brief\n",
}
ADDRESS = "http://127.0.0.1:9/x"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Document, Template]:
    """A brief up to its document, and its template."""
    root = tmp_path_factory.mktemp("templates")
    done, _ = compiled(root, BRIEF)
    assert done.template
    return Workspace(root), pipeline.make_document(done), done.template


def _refused(made: tuple[Workspace, Document, Template], template: Template) -> list[str]:
    """What is told of a template when the page is laid out and when the HTML edition is written: twice a Failure."""
    where, document, _ = made
    told = []
    for work in (
        lambda: pipeline.lay_out(where, document, template),
        lambda: write_html(document, template, "end", lambda path: b""),
    ):
        with pytest.raises(Failure) as failure:
            work()
        told.append(failure.value.message)
    return told


LAYOUTS = {
    "a script": ("<script>alert(1)</script>", "`<script>`"),
    "an event handler": ("<p onclick='alert(1)'>x</p>", "`onclick` in `<p>`"),
    "a frame": (f"<iframe src='{ADDRESS}'></iframe>", "`<iframe>`"),
    "an object": ("<object data='file:///etc/passwd'></object>", "`<object>`"),
    "an embedded thing": (f"<embed src='{ADDRESS}'>", "`<embed>`"),
    "a base address": ("<base href='file:///etc/'>", "`<base>`"),
    "a refresh": (f"<meta http-equiv=refresh content='0;url={ADDRESS}'>", "`http-equiv` in `<meta>`"),
    "a style sheet from elsewhere": (f"<link rel=stylesheet href='{ADDRESS}'>", "`<link>`"),
    "an attached file by link": ("<link rel=attachment href='workspace:seeds/a.yaml'>", "`<link>`"),
    "an attached file by anchor": ("<a rel=attachment href='#x'>x</a>", "an attached file"),
    "a picture from an address": (f"<img src='{ADDRESS}'>", "a picture at"),
    "a picture from a file": ("<img src='file:///etc/passwd'>", "a picture at"),
    "a picture by a path": ("<img src='../../secret.png'>", "a picture at"),
    "pictures by size": (f"<img src='data:image/png,x' srcset='{ADDRESS} 2x'>", "`srcset` in `<img>`"),
    "a script as link": ("<a href='JaVaScRiPt:alert(1)'>x</a>", "a link to"),
    "a file as link": ("<a href='file:///etc/passwd'>x</a>", "a link to"),
    "a path as link": ("<a href='seeds/a.yaml'>x</a>", "a link to"),
    "a form": (f"<form action='{ADDRESS}'><button>x</button></form>", "`<form>`"),
    "a film": (f"<video src='{ADDRESS}'></video>", "`<video>`"),
    "a picture in a drawing": (f"<svg><image href='{ADDRESS}'/></svg>", "`<image>`"),
    "a foreign object in a drawing": ("<svg><foreignObject><p>x</p></foreignObject></svg>", "`<foreignObject>`"),
    "a colour in a drawing": (f"<svg><path fill='url({ADDRESS}#a)'/></svg>", "in `fill`"),
    "formulas": ("<math><maction>x</maction></math>", "`<math>`"),
    "a style of an element": (f"<p style='background: url({ADDRESS})'>x</p>", "in `style`"),
    "a second style sheet": ("<style>@import 'file:///etc/passwd';</style>", "`@import`"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_runs_fetches_and_embeds_nothing(made: tuple[Workspace, Document, Template], name: str) -> None:
    """Neither in the PDF nor in the HTML edition, whichever way it is written."""
    markup, told = LAYOUTS[name]
    template = replace(made[2], layout=made[2].layout.replace("<main>", f"{markup}<main>"))
    for message in _refused(made, template):
        assert told in message


EXPRESSIONS = {
    "the class of a word": "{{ ''.__class__.__mro__ }}",
    "the class by a filter": "{{ ''|attr('__class__') }}",
    "a helper's globals": "{{ lipsum.__globals__.os.popen('id').read() }}",
    "a method's globals": "{{ parts[0].html.__html__.__globals__ }}",
    "a format's reach": "{{ '{0.__class__.__init__.__globals__}'.format(labels) }}",
    "an included file": "{% include '/etc/passwd' %}",
    "an imported file": "{% import '/etc/passwd' as x %}",
    "an extended file": "{% extends '/etc/passwd' %}",
    "a range without end": "{% for i in range(10**9) %}{% endfor %}",
    "a list that is emptied": "{% set x = parts.clear() %}",
    "words that are changed": "{% set x = labels.update({'notes': 'x'}) %}",
    "what is not there": "{{ config }}",
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_layout_s_expressions_reach_nothing(made: tuple[Workspace, Document, Template], name: str) -> None:
    """Jinja2's sandbox, without a loader, over values that cannot be changed."""
    template = replace(made[2], layout=EXPRESSIONS[name] + made[2].layout)
    for message in _refused(made, template):
        assert message.startswith("templates/mine/layout.html.j2")


def test_a_layout_does_not_change_what_it_places(made: tuple[Workspace, Document, Template]) -> None:
    """Words taken out of a part, or a part left out, in the HTML edition too, which no proof reads."""
    for how in ("{{ part.html | replace('born', 'not born') }}", "{{ part.html | striptags }}", ""):
        template = replace(made[2], layout=made[2].layout.replace("{{ part.html }}", how))
        for message in _refused(made, template):
            assert "leaves the part `body` out, or changes it" in message


STYLES = {
    "another style sheet": f"@import url({ADDRESS});",
    "a ground from an address": f"body {{ background: url({ADDRESS}) }}",
    "a ground for screens only": f"@media screen {{ body {{ background: url({ADDRESS}) }} }}",
    "a ground from a file": "body { background: url(file:///etc/passwd) }",
    "an escaped address": "body { background: u\\72l(f\\69le:///etc/passwd) }",
    "a font from an address": f"@font-face {{ font-family: x; src: url({ADDRESS}) }}",
    "content from an address": f"h1::before {{ content: url({ADDRESS}) }}",
    "a set of pictures": f"body {{ background: image-set('{ADDRESS}' 1x) }}",
    "a filter from an address": f"body {{ filter: url({ADDRESS}#x); cursor: url({ADDRESS}), auto }}",
    "an address in a variable": f":root {{ --x: url({ADDRESS}) }} body {{ background: var(--x) }}",
    "a namespace": f"@namespace url({ADDRESS});",
    "an end of the style sheet": "</style><script>alert(1)</script><style>",
}


@pytest.mark.parametrize("name", STYLES)
def test_a_style_sheet_fetches_nothing(made: tuple[Workspace, Document, Template], name: str) -> None:
    """Neither in the PDF nor in the HTML edition, where a browser would ask."""
    for message in _refused(made, replace(made[2], css=STYLES[name])):
        assert message.startswith("the template has ")


REACHING = {
    "a path upwards": "body { background: url(workspace:../secret.png) }",
    "an escaped path upwards": "body { background: url(workspace:%2e%2e/secret.png) }",
    "a whole path": "body { background: url(template:/etc/passwd) }",
    "a font by a path upwards": "@font-face { font-family: x; src: url('font:../../etc/passwd') } p { font: 9pt x }",
    "a font by a whole path": "@font-face { font-family: x; src: url('font:/etc/passwd') } p { font: 9pt x }",
    "a font of the system": "@font-face { font-family: x; src: local('DejaVu Sans') } p { font: 9pt x }",
    "the workspace itself": "body { background: url(workspace:) }",
}


@pytest.mark.parametrize("name", REACHING)
def test_a_style_sheet_reaches_no_file_outside(made: tuple[Workspace, Document, Template], name: str) -> None:
    """The addresses that it may use lead to the workspace, the template and the package's fonts, and no further."""
    where, document, template = made
    (where.root.parent / "secret.png").write_bytes(b"x")
    with pytest.raises(Failure, match="may not be fetched"):
        pipeline.lay_out(where, document, replace(template, css=template.css + REACHING[name]))


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<a href='javascript:alert(1)'>x</a>", r"a link to `javascript:alert\(1\)`"),
        ("<a href='file:///etc/passwd'>x</a>", "a link to `file:///etc/passwd`"),
        ("<form action='https://x.org'><button style='appearance: auto'>x</button></form>", "`AcroForm`"),
    ],
    ids=["script", "file", "form"],
)
def test_a_pdf_is_looked_at_before_it_is_written(
    made: tuple[Workspace, Document, Template], markup: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall, were the first one down: no object of it acts, or leads where no link may."""
    where, document, template = made
    monkeypatch.setattr(page, "vetted", lambda root: None)
    layout = template.layout.replace("<main>", f"{markup}<main>")
    laid, _ = pipeline.lay_out(where, document, replace(template, layout=layout))
    with pytest.raises(Failure, match=f"the PDF would have {told}"):
        laid.pdf(b"", [])


def test_a_browser_is_told_what_the_edition_may_do(made: tuple[Workspace, Document, Template]) -> None:
    """A policy stands before everything that it is about; a layout without a head has no place for it."""
    _, document, template = made
    made_of_it = write_html(document, template, "end", lambda path: b"")
    policy = made_of_it.index('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'')
    assert made_of_it.index("<head") < policy < min(map(made_of_it.index, ("<meta charset", "<style")))
    for layout in (re.sub("</?head>", "", template.layout), "<!-- <head> -->" + template.layout):
        with pytest.raises(Failure, match="no `<head>`"):
            write_html(document, replace(template, layout=layout), "end", lambda path: b"")


# Settings.


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (7, 7), (12, 34, 56)).save(out, "PNG")
    return out.getvalue()


def _faults(root: Path, files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    done, _ = compiled(root, {**BRIEF, **files})
    return [(fault.code, fault.message) for fault in done.faults]


@pytest.mark.parametrize("logo", ["../../../secret.png", "WHOLE", "link.png", "nothing.png", ADDRESS, "file:WHOLE"])
def test_a_logo_lies_in_its_template(logo: str, tmp_path: Path) -> None:
    """Not outside, by path, by link or by address; pandoc would put it into the DOCX."""
    (tmp_path / "secret.png").write_bytes(_picture())
    root = tmp_path / "w"
    workspace(root, BRIEF)
    (root / "templates/mine/link.png").symlink_to(tmp_path / "secret.png")
    settings = f"extends: policy-brief\nlogo: '{logo.replace('WHOLE', str(tmp_path / 'secret.png'))}'\n"
    ((code, _),) = _faults(root, {"templates/mine/template.yaml": settings})
    assert code == "outside-workspace"


SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink' width='9' height='9'>{}</svg>"


@pytest.mark.parametrize(
    "content",
    [
        SVG.format("<image href='file:///etc/passwd'/>"),
        SVG.format("<use href='#a'/>"),
        SVG.format(f"<style>@import url({ADDRESS});</style>"),
        SVG.format(f"<rect fill='url({ADDRESS}#a)'/>"),
        SVG.format("<script>1</script>"),
        SVG.format("<rect onclick='1'/>"),
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + SVG.format("<text>&a;</text>"),
        SVG.format("<g>" * 500 + "</g>" * 500),
        "no drawing",
    ],
    ids=["image", "use", "import", "paint", "script", "handler", "entity", "deep", "words"],
)
def test_a_drawn_logo_only_draws(content: str, tmp_path: Path) -> None:
    """Shapes and words, and nothing that it refers to."""
    settings = "extends: policy-brief\nlogo: a.svg\n"
    files: dict[str, str | bytes] = {"templates/mine/template.yaml": settings, "templates/mine/a.svg": content}
    ((code, _),) = _faults(tmp_path, files)
    assert code == "invalid-picture"


def test_a_drawn_logo_stands_in_every_format(tmp_path: Path) -> None:
    """As lines on the page and the screen, as pixels in Word; a program's remarks stay behind."""
    drawing = SVG.format("<metadata><x>Kingfisher</x></metadata><rect width='9' height='9' fill='#123456'/>")
    settings = "extends: policy-brief\nlogo: a.svg\n"
    where = workspace(tmp_path, {**BRIEF, "templates/mine/template.yaml": settings, "templates/mine/a.svg": drawing})
    done = pipeline.compile_brief(where, tmp_path / "briefs/b.yaml", pipeline.load_library(where))
    made = pipeline.produce(where, done, pipeline.FORMATS)
    assert made.faults == ()
    assert b"data:image/svg+xml;base64," in made.files["html"]
    with zipfile.ZipFile(io.BytesIO(made.files["docx"])) as package:
        (picture,) = [name for name in package.namelist() if name.startswith("word/media/")]
        with Image.open(io.BytesIO(package.read(picture))) as shown:
            assert shown.convert("RGB").getpixel((5, 5)) == (0x12, 0x34, 0x56)
    assert not [kind for kind, content in made.files.items() if b"Kingfisher" in content]


@pytest.mark.parametrize("name", ["../../x", "..", "/etc", "mine/../policy-brief", "policy-brief/", ".", "mine\\..\\x"])
def test_a_template_s_name_is_no_path(name: str, tmp_path: Path) -> None:
    """Nor is the name of the one that it builds on."""
    front = outline("x", front=f"template: '{name}'\n")
    assert [code for code, _ in _faults(tmp_path, {"briefs/b.yaml": front})] == ["unknown-template"]
    files: dict[str, str | bytes] = {"templates/mine/template.yaml": f"extends: '{name}'\n"}
    assert [code for code, _ in _faults(tmp_path, {"briefs/b.yaml": BRIEF["briefs/b.yaml"], **files})] == [
        "unknown-template"
    ]


@pytest.mark.parametrize("file", ["template.yaml", "layout.html.j2", "style.css", "reference.docx", ""])
def test_a_template_s_files_are_no_links_out(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is its folder one."""
    root = tmp_path / "w"
    workspace(root, BRIEF)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "template.yaml").write_text("extends: policy-brief\n", encoding="utf-8")
    for name in ("layout.html.j2", "style.css", "reference.docx"):
        (outside / name).write_bytes(b"Kingfisher")
    mine = root / "templates/mine"
    if file:
        (mine / file).unlink(missing_ok=True)
        (mine / file).symlink_to(outside / file)
    else:
        (mine / "template.yaml").unlink()
        mine.rmdir()
        mine.symlink_to(outside)
    assert main(["-C", str(root), "check"]) == 3
    assert "lies outside the workspace" in capsys.readouterr().err


def test_settings_hold_no_character_that_acts(tmp_path: Path) -> None:
    """A publisher's name that turns the line around."""
    for sign, code in (("\\u2067", "deceptive-character"), ("\\e[2J", "forbidden-character")):
        settings = f'extends: policy-brief\npublisher: "The {sign} house"\n'
        assert (code, "") in [(c, "") for c, _ in _faults(tmp_path, {"templates/mine/template.yaml": settings})]


# Word styles.

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
Change = Callable[[dict[str, bytes]], None]


def _related(parts: dict[str, bytes], owner: str, kind: str, target: str, *, outside: bool = True) -> None:
    name = f"word/_rels/{owner}.rels"
    head = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels = parts.get(name, f"{head}</Relationships>".encode()).decode()
    mode = ' TargetMode="External"' if outside else ""
    each = f'<Relationship Id="rIdX" Type="{RELATION}{kind}" Target="{target}"{mode}/></Relationships>'
    parts[name] = rels.replace("</Relationships>", each).encode()


def _in_head(parts: dict[str, bytes], xml: str) -> None:
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(b"</w:p>", f"{xml}</w:p>".encode(), 1)


def _coded(*pieces: str) -> str:
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return begin + code + end


REFERENCES: dict[str, tuple[Change, str]] = {
    "a template of its own": (
        lambda parts: _related(parts, "settings.xml", "attachedTemplate", f"{ADDRESS}.dotm"), "`attachedTemplate`"),
    "a macro": (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "`word/vbaProject.bin`"),
    "a field that runs a program": (
        lambda parts: _in_head(parts, _coded(" DDE", "AUTO c:\\\\cmd.exe ")), "the field `DDEAUTO`"),
    "a field that reads a file": (
        lambda parts: _in_head(parts, '<w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/>'), "the field `INCLUDETEXT`"),
    "a picture by link": (lambda parts: _related(parts, "header1.xml", "image", f"{ADDRESS}.png"), "image: `http://"),
    "a picture by address": (
        lambda parts: _in_head(parts, f'<w:r><w:pict><x href="{ADDRESS}"/></w:pict></w:r>'), "`href` in `x`"),
    "an object": (lambda parts: _related(parts, "header1.xml", "oleObject", ADDRESS), "the kind `oleObject`"),
    "a chunk of another kind": (
        lambda parts: _related(parts, "document.xml", "aFChunk", "x.html", outside=False), "the kind `aFChunk`"),
    "a frame": (lambda parts: _related(parts, "webSettings.xml", "frame", ADDRESS), "the kind `frame`"),
    "buttons of its own": (lambda parts: parts.update({"customUI/customUI.xml": b"<x/>"}), "`customUI/customUI.xml`"),
    "a link to a file": (
        lambda parts: _related(parts, "header1.xml", "hyperlink", "file:///etc/passwd"), "hyperlink: `file:"),
    "a document type": (
        lambda parts: parts.update({"word/styles.xml": b"<!DOCTYPE a><a/>"}), "it has a document type"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCES)
def test_word_styles_do_not_act(name: str, tmp_path: Path) -> None:
    """`active-content`, before anything is made: pandoc would copy it into every brief."""
    change, told = REFERENCES[name]
    raw = (built_in_templates() / "policy-brief/reference.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
    found = _faults(tmp_path, {"templates/mine/reference.docx": out.getvalue()})
    assert {code for code, _ in found} == {"active-content"}
    assert any(told in message for _, message in found), found


def test_word_styles_as_they_are_shipped_pass(tmp_path: Path) -> None:
    """So that the test above sees something."""
    for name in ("policy-brief", "memo", "report"):
        raw = (built_in_templates() / name / "reference.docx").read_bytes()
        assert _faults(tmp_path, {"templates/mine/reference.docx": raw}) == []
