"""The house that a brief is made for: its template and its citation style, by their names.

Takes an outline and a workspace; gives a `Template`, the path of a CSL style, and faults. Invariant: a name that means
nothing is a fault with the nearest name that does; a template never builds on itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefwright.engines import active, files, logos, styles
from briefwright.engines.files import Workspace
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest
from briefwright.model.outline import Outline
from briefwright.model.span import Span
from briefwright.model.template import Template
from briefwright.read.template import Layer, read_extends, read_template

DEFAULT_TEMPLATE = "policy-brief"


def find_template(workspace: Workspace, outline: Outline, faults: list[Diagnostic]) -> Template | None:
    """The outline's template, or a fault."""
    name = outline.template.value.strip() if outline.template else DEFAULT_TEMPLATE
    return named_template(workspace, name, outline.template.span() if outline.template else outline.span, faults)


def named_template(workspace: Workspace, name: str, span: Span, faults: list[Diagnostic]) -> Template | None:
    """A template with those that it builds on; `span` is where it is named."""
    layers: list[Layer] = []
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        found = files.template_files(workspace, wanted)
        if found is None or wanted in seen:
            names = [each for each in files.template_names(workspace) if each not in seen]
            told = f"the template `{wanted}` builds on itself" if found else f"there is no template `{wanted}`"
            advice = nearest(wanted, names) or "templates are " + ", ".join(names)
            faults.append(Diagnostic("unknown-template", told, span, help=advice))
            return None
        seen.append(wanted)
        layers.insert(0, Layer(found.settings, found.layout, found.css, found.reference, str(found.folder)))
        base = read_extends(found.settings)
        wanted, span = (base.value.strip(), base.span()) if base else (None, span)
    template, told_of = read_template(name, layers)
    faults.extend(told_of)
    if template:
        faults.extend(_logo_fault(workspace, template, layers))
        faults.extend(_active(template, layers[-1]))
    return template


def template_folders(workspace: Workspace, name: str) -> Iterator[Path]:
    """The folders of a template and of those that it builds on, and where the workspace's own would be. Raises
    Failure."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        yield workspace.root / "templates" / name
        found = files.template_files(workspace, name)
        if found is None:
            return
        yield found.folder
        base = read_extends(found.settings)
        name = base.value.strip() if base else ""


def _logo_fault(workspace: Workspace, template: Template, layers: Sequence[Layer]) -> Iterator[Diagnostic]:
    """A logo lies in its template's folder, and is a picture."""
    if not template.logo:
        return
    settings = next(layer.settings for layer in layers if layer.folder == template.folder)
    line = re.search(r"^[\"']?logo\b.*$", settings.text, re.MULTILINE)
    span = settings.span(*line.span()) if line else Span(settings.name)
    path = files.beside(Path(template.folder), template.logo, workspace.root)
    if path is None:
        told = f"the logo `{template.logo[:80]}` is no file of the template"
        yield Diagnostic("outside-workspace", told, span, help="copy the picture into the template’s folder")
    elif wrong := logos.logo_fault(path):
        told = f"the logo `{template.logo[:80]}` {wrong}"
        yield Diagnostic("invalid-picture", told, span, help="save it as PNG, or as SVG with plain shapes")


def _active(template: Template, layer: Layer) -> Iterator[Diagnostic]:
    """A reference.docx lends its styles, heads and feet; what acts in it would act in every brief."""
    for what in active.docx_active(template.styles) if template.styles else ():
        name = f"{layer.settings.name.removesuffix('template.yaml')}reference.docx"
        advice = "save it without macros, links and fields but page numbers; or delete it, and the settings make one"
        yield Diagnostic("active-content", f"reference.docx has {what}", Span(name), help=advice)


def find_style(
    workspace: Workspace, outline: Outline, path: Path, template: Template | None, faults: list[Diagnostic]
) -> Path | None:
    """The CSL style that the outline names, or the template's; or a fault."""
    text = outline.style
    if text and text.value.strip().endswith(".csl"):
        found = workspace.named_file(text, path)
        if isinstance(found, Diagnostic):
            faults.append(found)
            return None
        style = styles.independent(found)
    else:
        name = text.value.strip() if text else template.style if template else ""
        style = styles.named(name) if name else None
    if style is None and (text or template):
        name = text.value.strip() if text else template.style if template else ""
        advice = nearest(name, styles.names()) or "a style's name is its file's name in the CSL repository"
        span = text.span() if text else outline.span
        faults.append(Diagnostic("unknown-style", f"there is no citation style `{name}`", span, help=advice))
    return style
