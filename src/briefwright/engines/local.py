"""The door to a browser on this machine.

Takes an ASGI application; answers on 127.0.0.1 until the user ends it. Invariant: nothing outside this machine can
reach it, and a page of another site that runs in the same browser is refused: whatever names another host, comes from
another origin, or wants to change something.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from briefwright.model.failure import Failure

ADDRESS = "127.0.0.1"
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1; on a free port when it is 0. Raises Failure when the port is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((ADDRESS, port))
        made.listen(64)
    except (OSError, OverflowError) as error:
        made.close()
        told = getattr(error, "strerror", None) or str(error)
        raise Failure(
            f"cannot listen on port {port}: {told}", "choose another with --port N; 0 is any free one"
        ) from None
    return made


def guarded(app: App, port: int) -> App:
    """The application behind its guard."""
    hosts = {f"{name}:{port}" for name in (ADDRESS, "localhost")}
    origins = {f"http://{host}" for host in hosts}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status = _refused(scope, hosts, origins)
        if status:
            await _refuse(send, status)
            return

        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await app(scope, receive, sent)

    return answer


def _refused(scope: Scope, hosts: set[str], origins: set[str]) -> int:
    """The status that a request is refused with; 0 when it is not."""
    given: dict[bytes, list[str]] = {}
    for name, value in scope["headers"]:
        given.setdefault(name.lower(), []).append(value.decode("latin-1"))
    if len(given.get(b"host", ())) != 1 or given[b"host"][0].lower() not in hosts:
        return 421
    if any(origin.lower() not in origins for origin in given.get(b"origin", ())):
        return 403
    if "cross-site" in given.get(b"sec-fetch-site", ()) and "navigate" not in given.get(b"sec-fetch-mode", ()):
        return 403
    return 0 if scope["method"] in ("GET", "HEAD") else 405


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", b"GET, HEAD"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"refused\n"})


def answer(app: App, on: socket.socket) -> None:
    """Answer until the user ends it. Raises KeyboardInterrupt then."""
    import uvicorn

    uvicorn.Server(settings(guarded(app, on.getsockname()[1]))).run(sockets=[on])


def settings(app: App) -> Any:
    """How the server runs."""
    import uvicorn

    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
