"""Renders every sample incident's draft as Markdown and as a page, kept under docs/samples."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.export import html, markdown
from evals import gold as golds
from evals import tasks

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "samples"


def rendered(names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) of each sample's draft, written as if on the morning after."""
    for folder in tasks.samples(names):
        draft = tasks.draft_of(folder, golds.load(folder))
        yield f"{folder.name}.md", markdown.render(draft)
        yield f"{folder.name}.html", html.page(draft)


def main(arguments: list[str]) -> int:
    """Return the exit status: 1 where `--check` finds a file that is not current."""
    parser = argparse.ArgumentParser(prog="python -m evals pages", description=__doc__)
    parser.add_argument("sample", nargs="*", help="a folder name under evals/incidents")
    parser.add_argument("--check", action="store_true", help="only say which files are not current")
    options = parser.parse_args(arguments)
    stale = 0
    for name, text in rendered(tuple(options.sample)):
        place = FOLDER / name
        current = place.is_file() and place.read_text(encoding="utf-8") == text
        if not current:
            stale += 1
            sys.stdout.write(f"{'not current' if options.check else 'written'}: {name}\n")
        if not current and not options.check:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    if not stale:
        sys.stdout.write("Every rendered sample is current.\n")
    return 1 if options.check and stale else 0
