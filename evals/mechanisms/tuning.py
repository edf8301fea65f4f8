"""Tunes the upper layers of the embedder to tell how an incident came about.

It needs torch, which nothing else here does: `pip install torch` before it is run. The layers below
stay as they were published, so their output is made once and kept. Devlin et al. 2018 for the
network (arXiv:1810.04805); each kind of label weighs the tokens in a way of its own.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from evals.mechanisms.training import Example, labelled
from retrieval.embeddings import model_file, tokenizer
from retrieval.minilm import DIMENSION, HEADS, LAYERS, MOST_LOOK
from retrieval.passages import passages
from retrieval.reading import MOST_PASSAGES
from retrieval.signing import KINDS

FIRST = 3  # the first layer that is tuned
SHARE, SHARPNESS = 0.6, 1.0  # of the reading beside the rest; measured on evals/recurrence
_WEIGHT = {"failure_modes": 1.0, "layers": 0.5, "triggers": 0.7}  # in the loss
_RATE, _HEAD_RATE = 1.2e-4, 1.2e-3
_WARM_UP = 40  # steps
_TOKENS = 2500  # of a batch, padding included
_SMOOTHING, _DROPPED, _DROPPED_HEAD, _DROPPED_TOKENS = 0.05, 0.1, 0.2, 0.1
_EPSILON = 1e-12
_SEED = 1

Item = list[Tensor]  # of a text: the hidden states of each of its passages, (tokens, 384)


class _Layer(nn.Module):
    """A layer of BERT with the weights that it is given."""

    def __init__(self, weights: Mapping[str, Tensor], number: int) -> None:
        super().__init__()
        at = f"encoder.layer.{number}."
        parts = {name[len(at) :]: value for name, value in weights.items() if name.startswith(at)}
        self.weights = nn.ParameterDict(
            {name.replace(".", ":"): nn.Parameter(value.clone()) for name, value in parts.items()}
        )

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def linear(name: str, y: Tensor) -> Tensor:
            return functional.linear(y, self._of(f"{name}.weight"), self._of(f"{name}.bias"))

        def normal(name: str, y: Tensor) -> Tensor:
            scale, shift = self._of(f"{name}.weight"), self._of(f"{name}.bias")
            return functional.layer_norm(y, (DIMENSION,), scale, shift, _EPSILON)

        def heads(name: str) -> Tensor:
            split = linear(f"attention.self.{name}", x).unflatten(-1, (HEADS, DIMENSION // HEADS))
            return split.transpose(1, 2)

        def dropped(y: Tensor) -> Tensor:
            return functional.dropout(y, _DROPPED, self.training)

        mixed = functional.scaled_dot_product_attention(
            heads("query"), heads("key"), heads("value"), attn_mask=mask[:, None, None, :]
        )
        out = linear("attention.output.dense", mixed.transpose(1, 2).flatten(-2))
        x = normal("attention.output.LayerNorm", x + dropped(out))
        inner = functional.gelu(linear("intermediate.dense", x))
        return normal("output.LayerNorm", x + dropped(linear("output.dense", inner)))

    def _of(self, name: str) -> Tensor:
        return self.weights[name.replace(".", ":")]

    def held(self, number: int) -> dict[str, Tensor]:
        """Return the weights by the names that the embedder's file gives them."""
        return {
            f"encoder.layer.{number}.{name.replace(':', '.')}": value.detach()
            for name, value in self.weights.items()
        }


class _Reader(nn.Module):
    """The tuned layers, a way of looking for each kind of label, and what tells the label."""

    def __init__(self, weights: Mapping[str, Tensor], sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_Layer(weights, n) for n in range(FIRST, LAYERS))
        self.look = nn.Linear(DIMENSION, len(sizes))
        self.heads = nn.ModuleList(nn.Linear(2 * DIMENSION, size) for size in sizes.values())
        self.drop = nn.Dropout(_DROPPED_HEAD)

    def forward(self, x: Tensor, mask: Tensor, owner: Tensor, texts: int) -> list[Tensor]:
        """Return the scores by kind, (texts, names), of passages that belong to texts."""
        if self.training:
            kept = torch.rand(mask.shape) > _DROPPED_TOKENS
            kept[:, 0] = True
            mask = mask & kept
        # Halves of floats, where the processor has them, take two thirds of the time.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            for layer in self.layers:
                x = layer(x, mask)
        x = x.float()
        looks = torch.exp(self.look(x).clamp(-MOST_LOOK, MOST_LOOK)) * mask[..., None]

        def over(part: Tensor) -> Tensor:
            return torch.zeros((texts, *part.shape[1:])).index_add(0, owner, part)

        mean = over((x * mask[..., None]).sum(1)) / over(mask.sum(1, keepdim=True).float())
        seen = over(torch.einsum("ptk,ptd->pkd", looks, x)) / over(looks.sum(1))[..., None]
        return [
            head(self.drop(torch.cat([mean, seen[:, way]], dim=-1)))
            for way, head in enumerate(self.heads)
        ]


def tune(examples: Sequence[Example], place: Path, epochs: int, *, on: bool) -> None:
    """Write the layers tuned on the examples to `place`; `on` starts from those that are there."""
    random.seed(_SEED)
    torch.manual_seed(_SEED)
    published = load_file(str(model_file("model.safetensors")))
    sizes = {kind: len(labelled(examples, kind)[0]) for kind in KINDS}
    start = {**published, **_upper(place)} if on else published
    net = _Reader(start, sizes)
    if on:
        _take_heads(net, place)
    items = _below(published, [example.text for example in examples])
    labels = torch.tensor(np.stack([labelled(examples, kind)[1] for kind in KINDS], axis=1))
    plan = [batch for _ in range(epochs) for batch in _batches(items)]
    upper = [p for n, p in net.named_parameters() if n.startswith("layers")]
    rest = [p for n, p in net.named_parameters() if not n.startswith("layers")]
    rates = (_RATE, _HEAD_RATE)
    groups: list[dict[str, Any]] = [{"params": upper}, {"params": rest}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
    net.train()
    for step, batch in enumerate(plan):
        share = min(1.0, (step + 1) / _WARM_UP) * (1 - step / len(plan))
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * share
        found = net(*_padded([items[n] for n in batch]))
        losses = [
            functional.cross_entropy(scores, labels[batch, n], label_smoothing=_SMOOTHING)
            for n, scores in enumerate(found)
        ]
        loss = sum(
            (_WEIGHT[k] * one for k, one in zip(KINDS, losses, strict=True)), torch.zeros(())
        )
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        if step % 100 == 0:
            sys.stdout.write(f"step {step} of {len(plan)}: loss {loss.item():.2f}\n")
            sys.stdout.flush()
    _write(net, {kind: labelled(examples, kind)[0] for kind in KINDS}, place)


def _write(net: _Reader, names: Mapping[str, tuple[str, ...]], place: Path) -> None:
    held: dict[str, Tensor] = {"look.weight": net.look.weight, "look.bias": net.look.bias}
    for number, layer in zip(range(FIRST, LAYERS), net.layers, strict=True):
        held |= layer.held(number)
    for kind, head in zip(names, net.heads, strict=True):
        held |= {f"head_{kind}": head.weight.T, f"bias_{kind}": head.bias}
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in held.items()}
    digest = hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays)))
    np.savez_compressed(
        place,
        allow_pickle=False,
        version=np.array(digest.hexdigest()[:12]),
        kinds=np.array(KINDS),
        share=np.float32(SHARE),
        sharpness=np.float32(SHARPNESS),
        **{f"names_{kind}": np.array(found) for kind, found in names.items()},
        **arrays,
    )


def _upper(place: Path) -> dict[str, Tensor]:
    with np.load(place, allow_pickle=False) as held:
        return {
            name: torch.tensor(held[name].astype(np.float32))
            for name in held.files
            if name.startswith("encoder.")
        }


def _take_heads(net: _Reader, place: Path) -> None:
    with np.load(place, allow_pickle=False) as held, torch.no_grad():
        net.look.weight.copy_(torch.tensor(held["look.weight"].astype(np.float32)))
        net.look.bias.copy_(torch.tensor(held["look.bias"].astype(np.float32)))
        for kind, head in zip(KINDS, net.heads, strict=True):
            head.weight.copy_(torch.tensor(held[f"head_{kind}"].astype(np.float32)).T)
            head.bias.copy_(torch.tensor(held[f"bias_{kind}"].astype(np.float32)))


@torch.no_grad()
def _below(weights: Mapping[str, Tensor], texts: Sequence[str]) -> list[Item]:
    """Return what the published layers make of the passages of each text."""
    cut = [[one.strip() for one in passages("", text)[:MOST_PASSAGES]] for text in texts]
    read = tokenizer()
    layers = [_Layer(weights, n).eval() for n in range(FIRST)]
    words = weights["embeddings.word_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"]
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    scale = weights["embeddings.LayerNorm.weight"]
    shift = weights["embeddings.LayerNorm.bias"]
    out: list[Item] = []
    for each in cut:
        item: Item = []
        for one in each:
            ids = torch.tensor(read.encode(one).ids)
            x = (words[ids] + places[: len(ids)] + kind)[None]
            x = functional.layer_norm(x, (DIMENSION,), scale, shift, _EPSILON)
            for layer in layers:
                x = layer(x, torch.ones(x.shape[:2], dtype=torch.bool))
            item.append(x[0].half())
        out.append(item)
    return out


def _batches(items: Sequence[Item]) -> list[list[int]]:
    """Return the places of texts of like length together, in a random order."""
    longest = [max(len(passage) for passage in item) for item in items]
    out: list[list[int]] = []
    rows = 0
    for n in sorted(range(len(items)), key=lambda n: longest[n] + 10 * random.random()):
        if out and (rows + len(items[n])) * longest[n] <= _TOKENS:
            out[-1].append(n)
            rows += len(items[n])
        else:
            out.append([n])
            rows = len(items[n])
    random.shuffle(out)
    return out


def _padded(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, int]:
    every = [passage.float() for item in items for passage in item]
    owner = torch.tensor([n for n, item in enumerate(items) for _ in item])
    x = nn.utils.rnn.pad_sequence(every, batch_first=True)
    lengths = torch.tensor([len(passage) for passage in every])
    mask = torch.arange(x.shape[1])[None] < lengths[:, None]
    return x, mask, owner, len(items)
