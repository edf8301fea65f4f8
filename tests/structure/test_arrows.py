"""The arrows between the rooms: who may import whom, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GROUND = {"", "incident", "errors", "resources", "settings"}
# Each room with the rooms of ours that it may import; the ground is open to all of them.
ROOMS: dict[str, set[str]] = {
    "intake": {"intake"},
    "analysis": {"intake", "analysis"},
    "drafting": {"intake", "analysis", "drafting"},
    "review": {"intake", "analysis", "drafting", "review", "store"},
    "store": {"intake", "analysis", "drafting", "review", "store"},
    "export": {"intake", "analysis", "drafting", "review", "store", "export"},
    "library": {"intake", "analysis", "drafting", "library"},
    "app": {"intake", "analysis", "drafting", "review", "store", "export", "library", "app"},
    "cli": {
        "intake",
        "analysis",
        "drafting",
        "review",
        "store",
        "export",
        "library",
        "app",
        "cli",
    },
}
# Third parties that are kept to a room, or to the one file that speaks to them.
KEPT: dict[str, tuple[str, ...]] = {
    "gradio": ("assistant/app/",),
    "fastapi": ("assistant/app/",),
    "uvicorn": ("assistant/app/",),
    "starlette": ("assistant/app/",),
    "markdown_it": ("assistant/app/",),
    "nh3": ("assistant/export/", "assistant/app/"),
    "click": ("assistant/cli/",),
    "langchain": ("assistant/drafting/model/langchain.py",),
    "openai": ("assistant/drafting/model/",),
    "sqlalchemy": (
        "assistant/store/",
        "retrieval/corpus.py",
        "retrieval/database.py",
        "retrieval/filters.py",
        "retrieval/lexical.py",
        "retrieval/rows.py",
        "retrieval/tables.py",
    ),
    "chromadb": ("retrieval/chroma.py",),
    "onnx": ("retrieval/minilm.py",),
    "onnxruntime": ("retrieval/embeddings.py",),
}


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that the module at `path` imports, wherever they stand in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrow"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(*packages: str) -> list[Path]:
    """Return the modules of the packages, relative to the checkout."""
    return sorted(p.relative_to(ROOT) for name in packages for p in (ROOT / name).rglob("*.py"))


def room_of(name: str) -> str:
    """Return the room inside `assistant` that a dotted name or a module path belongs to."""
    parts = name.removesuffix(".py").replace("/", ".").split(".")[1:]
    room = parts[0] if parts else ""
    return room if room in ROOMS or room in GROUND else ""


@pytest.mark.parametrize("path", modules("assistant"), ids=str)
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    room = room_of(path.as_posix().removesuffix("/__init__.py"))
    open_to_it = GROUND | ROOMS.get(room, set())
    for name in imports(ROOT / path):
        package = name.split(".")[0]
        assert package not in {"evals", "tests"}, f"{path} imports {name}"
        if package == "assistant":
            assert room_of(name) in open_to_it, f"{path} ({room}) imports {name}"


@pytest.mark.parametrize("path", modules("retrieval"), ids=str)
def test_retrieval_imports_nothing_else_of_ours(path: Path) -> None:
    ours = {name for name in imports(ROOT / path) if name.split(".")[0] in {"assistant", "evals"}}
    assert not ours, f"{path} imports {sorted(ours)}"


@pytest.mark.parametrize("path", modules("assistant", "retrieval"), ids=str)
def test_a_third_party_stays_in_its_room(path: Path) -> None:
    for name in imports(ROOT / path):
        for party, rooms in KEPT.items():
            # A party's own family of packages (langchain_openai) is kept with it.
            if f"{name}.".replace("_", ".").startswith(f"{party}.".replace("_", ".")):
                assert path.as_posix().startswith(rooms), f"{path} imports {name}"


def test_every_folder_of_the_package_is_a_room_with_its_arrows_drawn() -> None:
    folders = {path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")}
    assert folders == set(ROOMS)


def test_no_machine_room_can_reach_the_decisions_of_people() -> None:
    for room in ("intake", "analysis", "drafting"):
        assert "review" not in ROOMS[room]
