"""The sample incidents that travel with the product, for trying the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError, ResourceError
from assistant.intake import files
from assistant.resources import samples_dir


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its folder's name, a title to show, and the folder of its inputs."""

    slug: str
    title: str
    inputs: Path

    def load(self) -> tuple[str, tuple[Path, ...]]:
        """Return the first notes as text, and the paths of the other files."""
        try:
            collected = files.collect([self.inputs]).inputs
        except InputError as error:
            raise ResourceError(
                f"The sample {self.slug!r} of this installation cannot be read. "
                "Install the package again."
            ) from error
        notes = next((item for item in collected if item.kind == "note"), None)
        text = notes.raw().decode("utf-8", errors="replace") if notes else ""
        return text, tuple(item.path for item in collected if item is not notes and item.path)


def samples() -> tuple[Sample, ...]:
    """Return the bundled samples in order of their names; empty where none are installed."""
    try:
        root = samples_dir()
    except ResourceError:
        return ()
    return tuple(
        Sample(folder.name, _title(folder), folder / "inputs")
        for folder in sorted(root.iterdir())
        if (folder / "inputs").is_dir()
    )


def _title(folder: Path) -> str:
    """Return the sample's title, or its folder's name in words where none is stated."""
    try:
        stated = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stated = None
    title = stated.get("title") if isinstance(stated, dict) else None
    return title if isinstance(title, str) and title else folder.name.replace("-", " ")
