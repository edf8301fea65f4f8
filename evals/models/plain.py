"""The plain LangChain way: raw text into one prompt, or refined chunk by chunk.

As a program it drafts a folder and prints the post-mortem as JSON:
`python -m evals.models.plain stuff http://127.0.0.1:8000/v1 FOLDER`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field

WAYS = ("stuff", "refine")
CHUNK = 3_000  # tokens of a chunk
_CHARACTERS = 4  # that count as one token
_SYSTEM = (
    "You write blameless post-mortems of incidents. Read the notes, the logs and the version "
    "history, and fill in the post-mortem."
)
_REFINE = (
    "This is the post-mortem so far:\n{before}\n\nRefine it with these further inputs. Keep what "
    "still holds.\n\n{chunk}"
)


class Event(BaseModel):
    """An entry of the timeline."""

    time: str
    text: str


class ActionItem(BaseModel):
    """Something to do."""

    text: str
    owner: str | None
    due: str | None


Texts = Annotated[list[str], Field(min_length=3)]


class PostMortem(BaseModel):
    """A whole post-mortem of an incident."""

    title: str
    summary: Texts
    timeline: Annotated[list[Event], Field(min_length=5)]
    impact: Texts
    root_cause: str
    contributing_factors: Texts
    went_well: Texts
    went_wrong: Texts
    got_lucky: Texts
    lessons: Texts
    action_items: Annotated[list[ActionItem], Field(min_length=3)]
    open_questions: Texts

    def sentences(self) -> int:
        """Return how many sentences it holds; none of them says where it comes from."""
        return sum(1 for _ in _texts(self.model_dump()))


class Plain:
    """A chat model of LangChain, used as its documentation shows."""

    def __init__(self, url: str, *, seconds: float = 60.0) -> None:
        """Use the endpoint at an address; nothing is sent yet."""
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        model = ChatOpenAI(
            model="loopback",
            base_url=url,
            api_key=SecretStr("none"),
            timeout=seconds,
            max_retries=0,
            temperature=0,
        )
        self._asked = model.with_structured_output(PostMortem)

    def stuff(self, inputs: Path) -> PostMortem:
        """Return the post-mortem of one prompt that holds all inputs as they are."""
        return self._ask("\n\n".join(_documents(inputs)))

    def refine(self, inputs: Path) -> PostMortem:
        """Return the post-mortem that the first chunk gives and every further one refines."""
        first, *others = chunks("\n\n".join(_documents(inputs)))
        made = self._ask(first)
        for chunk in others:
            made = self._ask(_REFINE.format(before=made.model_dump_json(), chunk=chunk))
        return made

    def _ask(self, text: str) -> PostMortem:
        from langsmith import tracing_context

        with tracing_context(enabled=False):
            answer: Any = self._asked.invoke([("system", _SYSTEM), ("human", text)])
        return PostMortem.model_validate(answer, from_attributes=True)

    def draft(self, way: str, inputs: Path) -> PostMortem:
        """Return the post-mortem by one of `WAYS`."""
        return self.stuff(inputs) if way == "stuff" else self.refine(inputs)


def chunks(text: str) -> tuple[str, ...]:
    """Return a text in chunks of whole lines, each of about `CHUNK` tokens.

    LangChain's splitters are a package of their own (langchain-text-splitters), which nothing here
    needs and which is not installed; this is what they do for text without structure.
    """
    made: list[list[str]] = [[]]
    size = 0
    for line in text.splitlines(keepends=True):
        if made[-1] and size + len(line) > CHUNK * _CHARACTERS:
            made.append([])
            size = 0
        made[-1].append(line)
        size += len(line)
    return tuple("".join(lines) for lines in made)


def _documents(inputs: Path) -> Iterator[str]:
    for path in sorted(inputs.iterdir()):
        yield f"# {path.name}\n{path.read_bytes().decode('utf-8', 'replace')}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held)


def main(arguments: list[str]) -> int:
    """Print the post-mortem of a folder."""
    way, url, folder = arguments
    sys.stdout.write(Plain(url).draft(way, Path(folder)).model_dump_json())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
