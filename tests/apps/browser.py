"""A real Chromium, driven through its debugging pipe (https://chromedevtools.github.io/devtools-protocol/).

Gives `Browser`: opens pages, runs scripts in them, waits, and takes pictures. Nothing is installed for it.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 90.0
"""Seconds that a script, or something that is waited for, may take."""


MOVED = "import os, sys; _, a, b, *c = sys.argv; os.dup2(int(a), 3); os.dup2(int(b), 4); os.execvp(c[0], c)"


class Browser:
    """One tab."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, back: int) -> None:
        self.process, self.to, self.back = process, to, back
        self.number, self.rest, self.session = 0, b"", ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Network.enable")
        self.requested: list[str] = []

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command's answer."""
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.back, 1 << 20)
                assert more, "the browser ended"
                self.rest += more
            raw, _, self.rest = self.rest.partition(b"\0")
            found = json.loads(raw)
            if found.get("method") == "Network.requestWillBeSent":
                self.requested.append(found["params"]["request"]["url"])
            if found.get("id") == self.number:
                assert "error" not in found, found
                answer: dict[str, Any] = found["result"]
                return answer

    def size(self, width: int, height: int) -> None:
        """The window's size in CSS pixels."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, address: str) -> None:
        """Go to an address."""
        self.ask("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of an expression, or of what it promises."""
        found = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, script: str) -> Any:
        """The value of an expression, once it is true; an element is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.run(f"(found => found instanceof Node || found)({script})"):
                return value
            time.sleep(0.1)
        raise AssertionError(f"never: {script}\n{self.run('document.body.innerText')[:2000]}")

    def press(self, key: str) -> None:
        """A key, as from the keyboard."""
        code = {"Tab": 9, "Escape": 27, "Enter": 13}[key]
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def shoot(self, path: Path) -> bytes:
        """A picture of the window."""
        picture = base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        return picture


@contextmanager
def browser(command: Sequence[str], profile: Path) -> Iterator[Browser]:
    """A browser that ends with the block."""
    ours_in, its_out = os.pipe()
    its_in, ours_out = os.pipe()

    # Chromium reads from 3 and writes to 4: the pipes' ends are moved there from higher numbers.
    ends = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in (its_in, its_out)]
    process = subprocess.Popen(
        [sys.executable, "-c", MOVED, *map(str, ends), *command, "--remote-debugging-pipe",
         f"--user-data-dir={profile}"],
        pass_fds=ends,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for each in (its_in, its_out, *ends):
        os.close(each)
    try:
        yield Browser(process, ours_out, ours_in)
    finally:
        process.kill()
        process.wait()
        for each in (ours_in, ours_out):
            os.close(each)
