"""A sentence encoder of an office's own, from a folder on this machine: texts become vectors whose angle says how alike
their meaning is.

The folder is one that sentence-transformers or optimum exports for ONNX: `model.onnx` (or `onnx/model.onnx`) and
`tokenizer.json`; `1_Pooling/config.json` and `sentence_bert_config.json` are read where they are there. ONNX Runtime runs
the graph: weights and known operators, no code and no pickle. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from docparse.errors import MissingExtra, ModelError

_GRAPHS = ("model.onnx", "onnx/model.onnx")
_ADVICE = "an encoder is a folder with model.onnx (or onnx/model.onnx) and tokenizer.json"
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_BATCH = 32
_MOST_TOKENS = 512
_MOST_KEPT = 20_000  # vectors that are remembered, so that an upper document is encoded once for many lower ones
_SHORTEST = 1e-12  # of a vector that has a direction

Vectors = NDArray[np.float32]


class Encoder:
    """Texts to vectors of length 1; `sha256` is that of the graph, by which weights trained with it know it."""

    def __init__(self, session: Any, tokenizer: Any, pooling: Literal["mean", "cls"], sha256: str) -> None:
        self.sha256 = sha256
        self._session = session
        self._tokenizer = tokenizer
        self._pooling = pooling
        self._inputs = [wanted.name for wanted in session.get_inputs()]
        self._kept: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), dimensions), each of length 1 (0 where the encoder gives no direction)."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._kept))
        if len(self._kept) + len(missing) > _MOST_KEPT:
            self._kept.clear()
            missing = list(dict.fromkeys(texts))
        missing.sort(key=len)  # texts of one length need no padding
        for text, row in zip(missing, self._encoded(missing), strict=True):
            self._kept[text] = row
        return np.stack([self._kept[text] for text in texts]) if texts else np.zeros((0, 1), dtype=np.float32)

    def _encoded(self, texts: Sequence[str]) -> Iterator[Vectors]:
        for start in range(0, len(texts), _BATCH):
            yield from self._batch(texts[start : start + _BATCH])

    def _batch(self, texts: Sequence[str]) -> Vectors:
        tokens = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([t.ids for t in tokens], dtype=np.int64),
            "attention_mask": np.array([t.attention_mask for t in tokens], dtype=np.int64),
            "token_type_ids": np.array([t.type_ids for t in tokens], dtype=np.int64),
        }
        found = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs})[0], dtype=np.float32)
        if found.ndim == 3:
            found = self._pooled(found, given["attention_mask"])
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), _SHORTEST))

    def _pooled(self, tokens: Vectors, mask: NDArray[np.int64]) -> Vectors:
        if self._pooling == "cls":
            return tokens[:, 0]
        kept = mask[:, :, np.newaxis].astype(np.float32)
        return np.asarray((tokens * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1.0))


def load_encoder(place: Path) -> Encoder:
    """The encoder in the folder `place`.

    Raises:
        MissingExtra: docparse's extra `encoder` is not installed.
        ModelError: there is no such folder, a file is missing or damaged, or the graph wants more than tokens.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ModuleNotFoundError as error:
        raise MissingExtra("a sentence encoder", "encoder") from error
    if not place.is_dir():
        raise ModelError(f"{place}: is no folder; {_ADVICE}")
    graph = next((place / name for name in _GRAPHS if (place / name).is_file()), None)
    spoken = next((folder / "tokenizer.json" for folder in (place, place / "onnx") if _holds(folder)), None)
    if graph is None or spoken is None:
        raise ModelError(f"{place}: holds no {'model.onnx' if graph is None else 'tokenizer.json'}; {_ADVICE}")
    try:
        onnxruntime.disable_telemetry_events()  # Windows
        session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(spoken))
        tokenizer.enable_truncation(_longest(place))
        if tokenizer.padding is None:
            tokenizer.enable_padding()
        encoder = Encoder(session, tokenizer, _pooling(place), _sha256(graph))
        asked = {wanted.name for wanted in session.get_inputs()}
        if not asked <= _INPUTS:
            raise ModelError(f"{graph}: wants {', '.join(sorted(asked - _INPUTS))} beside tokens; {_ADVICE}")
        if encoder.vectors(["计划"]).ndim != 2:
            raise ModelError(f"{graph}: gives no vector for a text; {_ADVICE}")
    except ModelError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(f"{place}: cannot be used as an encoder ({reason}); {_ADVICE}") from error
    return encoder


def _holds(folder: Path) -> bool:
    return (folder / "tokenizer.json").is_file()


def _pooling(place: Path) -> Literal["mean", "cls"]:
    """How vectors of tokens become one of the text; the mean where nothing is said."""
    return "cls" if _setting(place / "1_Pooling" / "config.json", "pooling_mode_cls_token") else "mean"


def _longest(place: Path) -> int:
    """How many tokens of a text are read."""
    said = _setting(place / "sentence_bert_config.json", "max_seq_length")
    return min(said, _MOST_TOKENS) if isinstance(said, int) and said > 0 else _MOST_TOKENS


def _setting(path: Path, name: str) -> object:
    if not path.is_file():
        return None
    settings = json.loads(path.read_text(encoding="utf-8"))
    return settings.get(name) if isinstance(settings, dict) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
