"""A sentence encoder of a few characters, written where a test wants it: each character is a vector, a text their mean."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

DIMENSIONS = 16
SYNONYMS = {"养": "康", "老": "寿"}
"""Characters that the encoder takes for one another."""


def write_encoder(place: Path, characters: str, *, seed: int = 5, cls: bool = False) -> Path:
    """An encoder that knows `characters`, in the folder `place`, laid out as sentence-transformers exports one for ONNX."""
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    known = ["[UNK]", *sorted(set(characters) | set(SYNONYMS) | set(SYNONYMS.values()))]
    vectors = np.random.default_rng(seed).normal(size=(len(known), DIMENSIONS)).astype(np.float32)
    for one, other in SYNONYMS.items():
        vectors[known.index(other)] = vectors[known.index(one)]
    (place / "onnx").mkdir(parents=True)
    (place / "1_Pooling").mkdir()
    save(_graph(vectors), str(place / "onnx" / "model.onnx"))
    tokenizer = Tokenizer(WordLevel({c: n for n, c in enumerate(known)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    tokenizer.save(str(place / "tokenizer.json"))
    (place / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": cls}), encoding="utf-8")
    return place


def _graph(vectors: np.ndarray) -> object:
    """Tokens to their vectors; the mask is an input that the graph does not use, as those of small models are not."""
    tokens = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "length"])
    found = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", DIMENSIONS])
    look_up = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"], axis=0)
    table = numpy_helper.from_array(vectors, "table")
    graph = helper.make_graph([look_up], "tiny", [tokens, mask], [found], [table])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    return model
