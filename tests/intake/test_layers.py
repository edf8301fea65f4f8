"""A change's layer is told by the stated word, the path, the changed key or the sentence."""

from __future__ import annotations

import pytest

from assistant.incident import Layer
from assistant.intake.history import layers


@pytest.mark.parametrize(
    ("word", "layer"),
    [
        ("prompt", "prompt"),
        ("System Prompt", "prompt"),
        ("LLM", "model"),
        ("Embeddings", "index"),
        ("vector-store", "index"),
        ("moderation", "guardrail"),
        ("feature flag", "config"),
        ("dataset", "data"),
        ("third-party", "vendor"),
        ("function", "tool"),
        ("deploy", None),
        ("backend", "code"),
        ("banana", None),
    ],
)
def test_a_stated_kind_is_understood_by_its_synonyms(word: str, layer: Layer | None) -> None:
    assert layers.of_stated(word) == layer


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("prompts/answer/system.md", "prompt"),
        ("app/answer.prompt", "prompt"),
        ("src/prompts/build.py", "prompt"),
        ("config/llm.yaml", "config"),
        ("models/registry.yaml", "model"),
        ("app/models/user.py", "code"),
        ("index/mapping.json", "index"),
        ("guardrails/blocklist.txt", "guardrail"),
        ("tools/search_schema.json", "tool"),
        ("tools/build.sh", "code"),
        ("evals/fares.jsonl", "data"),
        ("src/app.py", "code"),
        ("tests/prompts/test_system.py", "code"),
        ("LICENSE", None),
    ],
)
def test_a_path_tells_its_layer(path: str, layer: Layer | None) -> None:
    assert layers.of_path(path) == layer


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("Provider retired the dated model", "vendor"),
        ("Shorter system prompt", "prompt"),
        ("Rebuild embeddings with chunk size 400", "index"),
        ("Citation check only warns", "guardrail"),
        ("temperature 0.2 to 0.7", "config"),
        ("New supplier feed for the catalogue", "data"),
        ("Refactor parser", None),
    ],
)
def test_a_sentence_tells_its_layer(text: str, layer: Layer | None) -> None:
    assert layers.of_words(text) == layer


def test_a_model_setting_is_the_model_and_its_temperature_is_configuration() -> None:
    assert layers.of_keys(["llm.model"]) == "model"
    assert layers.of_keys(["temperature"]) == "config"
    assert layers.of_keys(["colour"]) is None
