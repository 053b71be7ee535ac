"""What the server answers: one function a request.

Takes the protocol's parameters; gives its answers. Invariant: whatever goes wrong in an answer is told in the log,
and the answer is empty; only a refused renaming is told where it was asked for.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from briefwright.desk import show
from briefwright.desk.lsp import actions, completion, hover
from briefwright.desk.lsp.edits import workspace_edit
from briefwright.desk.lsp.places import Use
from briefwright.desk.lsp.positions import extent
from briefwright.desk.lsp.rename import Refused, part, rename
from briefwright.desk.lsp.room import Room
from briefwright.desk.lsp.server import WATCHED, Server
from briefwright.model.failure import Failure, unexpected
from briefwright.model.source import Passage, Source
from briefwright.model.span import TextFile

REQUEST_FAILED = int(types.LSPErrorCodes.RequestFailed)
ACTIONS = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]
Handler = Callable[..., Any]


def register(server: Server) -> None:
    """Give a server its answers."""
    plain: dict[str, Handler] = {
        types.TEXT_DOCUMENT_DID_OPEN: Server.opened,
        types.TEXT_DOCUMENT_DID_CHANGE: Server.edited,
        types.TEXT_DOCUMENT_DID_CLOSE: Server.closed,
        types.TEXT_DOCUMENT_DID_SAVE: saved,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: saved,
        types.INITIALIZE: begin,
        types.INITIALIZED: ready,
        types.SHUTDOWN: leave,
        types.TEXT_DOCUMENT_HOVER: hovered,
        types.TEXT_DOCUMENT_DEFINITION: definition,
        types.TEXT_DOCUMENT_REFERENCES: references,
        types.TEXT_DOCUMENT_PREPARE_RENAME: prepare_rename,
    }
    optioned: dict[str, tuple[Handler, Any]] = {
        types.TEXT_DOCUMENT_COMPLETION: (completed, types.CompletionOptions(trigger_characters=["@", "#", "[", "-"])),
        types.TEXT_DOCUMENT_RENAME: (renamed, types.RenameOptions(prepare_provider=True)),
        types.TEXT_DOCUMENT_CODE_ACTION: (mended, types.CodeActionOptions(code_action_kinds=ACTIONS)),
    }
    for name, handler in plain.items():
        server.feature(name)(guarded(server, handler))
    for name, (handler, options) in optioned.items():
        server.feature(name, options)(guarded(server, handler))


def guarded(server: Server, handler: Handler) -> Handler:
    """A handler whose faults are told in the log."""

    def answer(params: Any) -> Any:
        try:
            return handler(server, params)
        except JsonRpcException:
            raise
        except Exception as error:
            server.log(_told(error))

    async def answer_later(params: Any) -> Any:
        try:
            return await handler(server, params)
        except Exception as error:
            server.log(_told(error))

    return answer_later if inspect.iscoroutinefunction(handler) else answer


def _told(error: Exception) -> str:
    return error.message if isinstance(error, Failure) else unexpected(error).message


def begin(server: Server, _: types.InitializeParams) -> None:
    """The session begins."""
    server.agreed()


async def ready(server: Server, _: types.InitializedParams) -> None:
    """Ask to be told of files that change outside the editor."""
    if server.can("workspace.did_change_watched_files.dynamic_registration"):
        watch = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
        wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watch)
        await server.client_register_capability_async(types.RegistrationParams([wanted]))


def saved(server: Server, _: types.DidSaveTextDocumentParams | types.DidChangeWatchedFilesParams) -> None:
    """Files have changed."""
    server.changed(list(server.rooms.values()), everything=True)


def leave(server: Server, _: None) -> None:
    """The editor takes its leave."""
    server.finished = True


def _place(server: Server, params: Any) -> tuple[Room, TextFile, int] | None:
    """The room, the text and the offset that a request is about."""
    found = server.at(params.text_document.uri)
    file = found[0].file(found[1]) if found else None
    return (found[0], file, server.positions.offset(file, params.position)) if found and file else None


def _use(server: Server, params: Any) -> tuple[Room, TextFile, int, Use] | None:
    """The same, and the ID that stands there."""
    place = _place(server, params)
    if place is None:
        return None
    room, _, offset = place
    found = room.places(room.workspace.root / place[1].name)
    use = found[1].at(offset) if found else None
    return (*place, use) if use else None


def completed(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """The IDs that may stand here."""
    if not (place := _place(server, params)):
        return None
    room, file, offset = place
    seed = room.is_seed(room.workspace.root / file.name)
    return completion.complete(file, offset, room.library().library, server.positions, seed=seed)


async def hovered(server: Server, params: types.HoverParams) -> types.Hover | None:
    """The words of a passage, or what a source is."""
    if not (found := _use(server, params)):
        return None
    room, file, _, use = found
    source = room.library().library.sources.get(use.source)
    passage = source.passages.get(use.passage) if source else None
    if source is None or (use.passage and passage is None):
        return None
    kinds = server.client_capabilities.text_document
    formats = kinds.hover.content_format if kinds and kinds.hover else None
    markdown = formats is None or types.MarkupKind.Markdown in formats
    words = hover.describe(source, passage, await asyncio.to_thread(_note, source, passage), markdown=markdown)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    place = server.positions.range(file, use.sign, use.end)
    return types.Hover(types.MarkupContent(kind, words), place)


def _note(source: Source, passage: Passage | None) -> str:
    try:
        return show.note(source, passage)
    except Failure:
        return ""


def definition(server: Server, params: types.DefinitionParams) -> types.Location | None:
    """The passage's key in its seed, or the beginning of a source's."""
    if not (found := _use(server, params)):
        return None
    room, _, _, use = found
    seed = room.seed_path(use.source)
    places = room.places(seed) if seed else None
    if seed is None or places is None:
        return None
    key = next((each for each in places[1].uses if each.defines and each.passage == use.passage), None)
    if key is None and use.passage:
        return None
    extent_ = (key.start, key.end) if key else (0, 0)
    return types.Location(server.buffers.uri(seed), server.positions.range(places[0], *extent_))


def references(server: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    """Every place that uses the ID, and its own key where that was asked for too."""
    if not (found := _use(server, params)):
        return None
    room, _, offset, use = found
    passage = "" if use.on_source(offset) else use.passage
    declared = params.context.include_declaration
    return [
        types.Location(server.buffers.uri(path), server.positions.range(file, each.start, each.end))
        for path, file, each in room.uses(use.source, passage)
        if not each.defines or (declared and each.passage == passage)
    ]


def prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Which ID would be renamed here."""
    if not (found := _use(server, params)):
        return None
    _, file, offset, use = found
    if use.defines and not use.passage:
        return types.PrepareRenamePlaceholder(server.positions.range(file, use.start, use.end), use.source)
    start, end = part(use, offset)
    return types.PrepareRenamePlaceholder(server.positions.range(file, start, end), file.text[start:end])


def renamed(server: Server, params: types.RenameParams) -> types.WorkspaceEdit:
    """The edits of a renaming; an error with the reason where it is refused."""
    try:
        found = _use(server, params)
        if found is None:
            raise Refused("there is no ID here")
        room, _, offset, use = found
        done = rename(room, use, offset, params.new_name)
        files_too = server.can("workspace.workspace_edit.resource_operations") and (
            types.ResourceOperationKind.Rename in _operations(server)
        )
        if done.moved and not (files_too and server.can("workspace.workspace_edit.document_changes")):
            raise Refused(f"this editor cannot rename {room.workspace.name(done.moved[0])} with the IDs")
    except Refused as refused:
        raise JsonRpcException(str(refused), REQUEST_FAILED) from None
    versioned = server.can("workspace.workspace_edit.document_changes")
    return workspace_edit(done.edits, server.buffers, server.positions, versioned=versioned, moved=done.moved)


def _operations(server: Server) -> list[types.ResourceOperationKind]:
    workspace = server.client_capabilities.workspace
    edit = workspace.workspace_edit if workspace else None
    return list(edit.resource_operations or []) if edit else []


def mended(server: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """What mends the faults here, and the words of the passage that stands here."""
    found = server.at(params.text_document.uri)
    file = found[0].file(found[1]) if found else None
    if not found or file is None or not found[0].is_outline(found[1]):
        return None
    room, path = found
    start, end = (server.positions.offset(file, at) for at in (params.range.start, params.range.end))
    wanted = params.context.only
    offered: list[types.CodeAction] = []
    if _asked(types.CodeActionKind.QuickFix, wanted):
        faults, _ = room.faults([path], server.log)
        here = [each for each in faults if each.fixes and each.span.file == file.name and _near(each, file, start, end)]
        offered = [_action(server, each, params) for each in actions.mending(room, path, here)]
    places = room.places(path) if _asked(types.CodeActionKind.RefactorRewrite, wanted) else None
    use = places[1].at(start) if places else None
    if use and use.passage and (action := actions.quoting(room, path, use)):
        offered.append(_action(server, action, params))
    return offered


def _asked(kind: types.CodeActionKind, wanted: Any) -> bool:
    return not wanted or any(kind.value == (only := getattr(w, "value", w)) or kind.value.startswith(f"{only}.")
                             for w in wanted)  # fmt: skip


def _near(fault: Any, file: TextFile, start: int, end: int) -> bool:
    """Whether a fault, or what its fixes change, touches a range."""
    places = [fault.span, *(fix.span for fix in fault.fixes)]
    extents = [extent(file, place) for place in places if place.file == file.name]
    return any(first <= end and start <= last for first, last in extents)


def _action(server: Server, action: actions.Action, params: types.CodeActionParams) -> types.CodeAction:
    versioned = server.can("workspace.workspace_edit.document_changes")
    told = [each for each in params.context.diagnostics if action.fault and each.code == action.fault.code]
    return types.CodeAction(
        title=action.title,
        kind=types.CodeActionKind.QuickFix if action.fault else types.CodeActionKind.RefactorRewrite,
        diagnostics=told or None,
        edit=workspace_edit([action.edit], server.buffers, server.positions, versioned=versioned),
    )
