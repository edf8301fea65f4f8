"""`postmortem demo`: a bundled sample incident, drafted end to end."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.errors import OutputError, ResourceError

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft

COMMAND = "postmortem"
FORMS = {"md": "Markdown", "json": "JSON", "html": "HTML page"}


@click.command("demo")
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--sample", help="Which sample.  [default: the first]")
@click.option("--quiet", "-q", is_flag=True, help="Only results and errors.")
def command(folder: Path, sample: str | None, quiet: bool) -> None:
    """Draft a bundled sample incident end to end and say where the result is."""
    from assistant.cli import drafting
    from assistant.cli.draft import written
    from assistant.cli.output import write
    from assistant.intake.files import collect
    from assistant.library.past import StarterPast
    from assistant.settings import read
    from retrieval.embeddings import MiniLM

    source = _sample(sample)
    _make(folder)
    if not quiet:
        click.echo(f"Drafting the sample incident {source.name!r} ...", err=True)
    settings = read(os.environ)
    with tempfile.TemporaryDirectory(prefix="postmortem-demo-") as aside:
        made = drafting.draft(
            collect([source / "inputs"]),
            drafting.Wishes(),
            pen=None,
            stage=drafting.progress(quiet=quiet),
            past=StarterPast(Path(aside), MiniLM(settings.data_dir / "models")),
        )
    places = {form: folder / f"{source.name}.{form}" for form in FORMS}
    for form, place in places.items():
        write(place, written(made, form))
    click.echo("\n".join(_report(made, places, name=started_as(sys.argv[0]))))


def started_as(path: str) -> str:
    """Return how to call the command again: its name where the shell finds it, else its path.

    `path` is how this process was started; a path below the working folder is given from there.
    """
    started = Path(path)
    if started.stem != COMMAND or not started.is_file():
        return COMMAND
    found = shutil.which(COMMAND)
    if found is not None and Path(found).resolve() == started.resolve():
        return COMMAND
    here = Path.cwd()
    return str(started.relative_to(here) if started.is_relative_to(here) else started)


def _sample(name: str | None) -> Path:
    from assistant.resources import samples_dir

    root = samples_dir()
    found = {path.name: path for path in sorted(root.iterdir()) if (path / "inputs").is_dir()}
    if not found:
        raise ResourceError(f"No sample incidents in {root}. Install the package again.")
    if name is None:
        return next(iter(found.values()))
    if name not in found:
        raise click.BadParameter(
            f"No sample {name!r}; there are {', '.join(found)}.", param_hint="--sample"
        )
    return found[name]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made: {error.strerror or error}. Name another one."
        ) from error


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _past(draft: Draft) -> str:
    from assistant.export.record import VERDICTS

    verdict = draft.recurrence
    named = f" ({verdict.incident_id})" if verdict.incident_id else ""
    return f"{len(draft.similar)} like it. {VERDICTS[verdict.verdict]}{named}"


def _report(draft: Draft, places: dict[str, Path], *, name: str) -> list[str]:
    again = {"draft PATH...": "draft your own incident from files or a folder",
             "library --help": "keep past incidents to compare yours with",
             "app": "the same in a web page on this machine"}  # fmt: skip
    moved = [change.minutes_before_start for change in draft.changes]
    before = sum(1 for minutes in moved if minutes is not None and minutes >= 0)
    levels = Counter[str](found.level for found in draft.checks)
    facts = (
        ("Severity", f"{draft.severity.suggested or 'none'} suggested; a person confirms it"),
        ("Timeline", _count(len(draft.timeline), "step")),
        ("Changes", f"{len(draft.changes)} in the history, {before} of them before the start"),
        ("Open questions", str(len(draft.open_questions))),
        ("Past incidents", _past(draft)),
        (
            "Checks",
            ", ".join(
                _count(levels[level], noun)
                for level, noun in (("error", "error"), ("warning", "warning"), ("info", "note"))
            ),
        ),
    )
    return [
        "",
        draft.title,
        *(f"  {label + ':':<16}{value}" for label, value in facts),
        "",
        "The draft is here:",
        *(f"  {FORMS[form] + ':':<16}{place}" for form, place in places.items()),
        "",
        "Next:",
        *(f"  {name} {words:<16}{what}" for words, what in again.items()),
    ]
