"""The health of an installation, one finding a thing that was looked at."""

from __future__ import annotations

import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant import __version__
from assistant.cli.libraryhealth import past_incidents
from assistant.cli.outcome import Health
from assistant.errors import ResourceError, SettingsError
from assistant.resources import prompts_dir, samples_dir
from assistant.settings import Settings

LIBRARIES = (
    "pydantic", "click", "pyyaml", "nh3", "gradio", "fastapi", "uvicorn", "sqlalchemy", "chromadb",
    "onnxruntime", "tokenizers", "langchain", "langchain-openai",
)  # fmt: skip
LOW_SPACE = 500 * 1000 * 1000


def examine(settings: Settings, *, port: int) -> tuple[Health, ...]:
    """Return the state of everything that the product stands on."""
    return (
        Health("version", "ok", f"postmortem {__version__}"),
        _python(),
        *_libraries(),
        _data_dir(settings.data_dir),
        _space(settings.data_dir),
        _prompts(),
        _samples(),
        _zones(),
        *past_incidents(settings),
        *_model(settings),
        _port(port),
    )


def _python() -> Health:
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Health("Python", "ok", version)
    advice = "Install the package with Python 3.11, 3.12 or 3.13."
    return Health("Python", "warn", f"{version} is not a version it is tested with", advice)


def _libraries() -> Iterator[Health]:
    for name in LIBRARIES:
        try:
            yield Health(name, "ok", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Health(name, "fail", "is not installed", "Install the package again.")


def _data_dir(folder: Path) -> Health:
    try:
        existing = _nearest(folder)
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        advice = "Name another with --data-dir or POSTMORTEM_DATA_DIR."
        reason = error.strerror or str(error)
        return Health("data dir", "fail", f"{folder} cannot be written to: {reason}", advice)
    made = "" if existing == folder else " (made when first needed)"
    return Health("data dir", "ok", f"{folder}{made}")


def _nearest(folder: Path) -> Path:
    """Return the folder itself or the nearest parent that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _space(folder: Path) -> Health:
    try:
        free = shutil.disk_usage(_nearest(folder)).free
    except OSError as error:
        return Health("free space", "warn", f"cannot be told: {error.strerror or error}")
    words = f"{free / 1e9:,.1f} GB at the data dir"
    if free >= LOW_SPACE:
        return Health("free space", "ok", words)
    return Health("free space", "warn", words, "Make room before you save cases.")


def _prompts() -> Health:
    from assistant.drafting.templates import changed, document, versions

    try:
        altered = changed(prompts_dir())
        document()
        names = ", ".join(f"{name} {version}" for name, version in sorted(versions().items()))
    except ResourceError as error:
        return Health("prompts", "fail", str(error))
    if altered:
        advice = "Install the package again, or add a new version instead of editing one."
        return Health("prompts", "fail", f"not as released: {', '.join(altered)}", advice)
    return Health("prompts", "ok", f"as released ({names})")


def _samples() -> Health:
    try:
        root = samples_dir()
    except ResourceError as error:
        return Health("samples", "fail", str(error))
    names = sorted(path.name for path in root.iterdir() if (path / "inputs").is_dir())
    if not names:
        return Health("samples", "fail", f"none in {root}", "Install the package again.")
    return Health("samples", "ok", ", ".join(names))


def _zones() -> Health:
    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return Health("time zones", "fail", "no zone data", "Install the tzdata package.")
    return Health("time zones", "ok", "zone data is there")


def _model(settings: Settings) -> Iterator[Health]:
    """Yield whether the configured model answers; what is sent to find out holds no incident."""
    from assistant.drafting.model.endpoint import place_of
    from assistant.drafting.probe import probe

    place = place_of(settings)
    if place is None:
        yield Health("model", "ok", "none configured: nothing leaves this machine")
        return
    try:
        why = probe(settings)
    except SettingsError as error:
        yield Health("model", "fail", str(error))
        return
    if why is None:
        yield Health("model", "ok", f"{place} answers: redacted lines are sent there")
    else:
        advice = "Mend POSTMORTEM_MODEL and the provider's variables, or unset it to draft offline."
        yield Health("model", "fail", f"{place} gives no usable answer: {why}", advice)
    capped = settings.writer.cost.draft is not None or settings.writer.cost.day is not None
    if capped and settings.writer.price is None:
        advice = "Set POSTMORTEM_PRICE, for example 0.25/2.00 (US dollars a million tokens)."
        words = "POSTMORTEM_MAX_COST is set without a price: every call would be refused"
        yield Health("model", "fail", words, advice)


def _port(port: int) -> Health:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            words = f"{port} cannot be used: {reason}"
            return Health("port", "warn", words, "Choose another: postmortem app --port 7861.")
    return Health("port", "ok", f"{port} is free for the web page")
