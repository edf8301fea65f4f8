"""Starts the process that speaks to a model; it takes a second to be ready, so it starts first."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from assistant.drafting.model.endpoint import Endpoint

_COMMAND = (sys.executable, "-P", "-m", "assistant.drafting.model.worker")


def launch(endpoint: Endpoint) -> subprocess.Popen[bytes]:
    """Return the process that speaks to an endpoint, started; it ends with its standard input."""
    process = subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(endpoint)).encode() + b"\n")
    process.stdin.flush()
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process, which has nothing to save; to end it twice does no harm."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        # What was written and not read yet has nobody left to read it.
        try:
            if stream is not None:
                stream.close()
        except OSError:
            continue
