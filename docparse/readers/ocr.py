"""Recognition of printed text in pictures, by RapidOCR on onnxruntime: on this machine alone, with models from its wheel."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docparse.errors import MissingExtra
from docparse.readers import limits

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Picture = NDArray[uint8]
    """Rows of pixels of three bytes each: red, green, blue."""

_DETECTION_SIDE = 1280  # pixels of the longer side on which lines are looked for; they are read at full size
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a printed line: its text, its corners in pixels from the left top one clockwise, and how sure it is
    from 0 to 1.
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float


def is_installed() -> bool:
    """Whether the extra that recognises text in pictures is there; nothing is loaded to know it."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def words(picture: Picture, name: str) -> list[Word]:
    """The words of a picture of a page, in no order; `name` serves the error message only.

    Raises:
        MissingExtra: docparse was installed without its extra `ocr`.
    """
    if not is_installed():
        raise MissingExtra(f"{name}: reading pictures of pages", "ocr")
    found = _engine()(picture[:, :, ::-1])  # the engine takes blue first
    if found.txts is None or found.boxes is None or found.scores is None:
        return []
    return [
        Word(text, tuple((float(x), float(y)) for x, y in box), round(float(score), 3))
        for text, box, score in zip(found.txts, found.boxes, found.scores, strict=True)
    ]


@cache
def _engine() -> Any:
    """The engine, loaded once a process. It is given its models as files: where they were missing it would fetch them."""
    # onnxruntime reads this when it is imported; else it writes a device id into the home folder and sends events
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    options = {
        "Global.log_level": "error",
        "Global.use_cls": False,  # it tells lines that stand on their heads; whole pages are turned in scan.py
        "Global.text_score": _LEAST_CONFIDENCE,
        "Global.max_side_len": limits.PICTURE_SIDE,
        "Det.limit_type": "max",
        "Det.limit_side_len": _DETECTION_SIDE,
        "Det.model_path": str(_model(models, "det")),
        "Rec.model_path": str(_model(models, "rec")),
        "EngineConfig.onnxruntime.intra_op_num_threads": limits.OCR_THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return rapidocr.RapidOCR(params=options)


def _model(folder: Path, task: str) -> Path:
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise MissingExtra("reading pictures of pages: the installed rapidocr holds no models, and", "ocr")
    return found[0]
