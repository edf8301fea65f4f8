"""The app in a process of its own, on a free loopback port, for the tests to talk to.

What is pasted chooses the drafter: a paste that opens with one of `SCRIPTS` gets a scripted
outcome; anything else goes through the real pipeline.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.app.drafter import Drafted, Drafter, Handed, Rendered, drafted
from assistant.app.scripted import Scripted
from assistant.errors import InputTooLarge

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
REFUSAL = "app.log is 600 MB; cut it down to the incident.\nThen drop it again."
HOSTILE = (
    '<article class="pm"><p onclick="document.title=1">before</p><script>document.title="ran"'
    '</script><img src="http://203.0.113.7/beacon.png" onerror="document.title=1">'
    '<form action="http://203.0.113.7/"><input name="a"><button>go</button></form>'
    '<iframe src="http://203.0.113.7/"></iframe><a href="javascript:document.title=1">one</a>'
    '<a href="http://203.0.113.7/">two</a><style>@import "http://203.0.113.7/x.css";</style>'
    '<p style="background:url(http://203.0.113.7/y.png)">after</p></article>'
)
FILES = (
    Rendered("postmortem-x.md", "text/markdown", b"# Title\n"),
    Rendered("postmortem-x.json", "application/json", b"{}\n"),
    Rendered("postmortem-x.html", "text/html", b"<script>1</script>"),
)


def _echo(handed: Handed) -> Drafted:
    return Drafted("echo", f'<article class="pm"><p>{len(handed.paths)} files</p></article>', FILES)


SCRIPTS: dict[str, Drafter] = {
    "fault": Scripted(RuntimeError("/private/place broke")),
    "refuse": Scripted(InputTooLarge(REFUSAL)),
    "slow": Scripted(_echo, ("Reading the notes", "Ordering"), lambda _stage: time.sleep(1.5)),
    "hostile": Scripted(Drafted("hostile", HOSTILE, FILES)),
    "echo": Scripted(_echo),
}


def chosen(handed: Handed, *, stage: Callable[[str], None]) -> Drafted:
    """Return the draft of the drafter that the paste asks for."""
    return SCRIPTS.get(handed.text.partition(":")[0], drafted)(handed, stage=stage)


@contextmanager
def running() -> Iterator[str]:
    """Yield the address of a running app, which is stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.served"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        _wait(address, time.monotonic() + START_SECONDS)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


def _wait(address: str, until: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{address}config", timeout=5):
                return
        except OSError:
            assert time.monotonic() < until, "the app did not start"
            time.sleep(0.1)


def main() -> None:
    """Serve the app on a free port and print its address first."""
    import socket

    import uvicorn

    from assistant.app.server import Server, create_app

    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}/\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        create_app(drafter=chosen), log_level="warning", ws="none", timeout_graceful_shutdown=1
    )
    Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
