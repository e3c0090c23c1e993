"""An output is added to an ONNX file, from bytes as well as from a mapped file."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest

from audiorender.tts.engines.onnxgraph import with_output

_MODEL = b"\x08\x08graph of /layer/Clip_output_0 and others"


@pytest.mark.parametrize(
    ("tensor", "added"),
    [
        ("/layer/Clip_output_0", b"\x3a\x1e\x62\x1c\x0a\x14/layer/Clip_output_0\x12\x04\x0a\x02\x08\x01"),
        ("/other", b""),
    ],
)
def test_a_mapped_file_gives_the_same_model_as_its_bytes(tmp_path: Path, tensor: str, added: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(_MODEL)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
        assert with_output(mapped, tensor) == with_output(_MODEL, tensor) == _MODEL + added
