"""Add an output to an ONNX file, without the package `onnx`."""

from __future__ import annotations

from mmap import mmap


def with_output(model: bytes | mmap, tensor: str) -> bytes:
    """The ONNX model with `tensor` among its outputs, or unchanged if it has none of that name.

    Concatenated Protocol Buffers messages are merged, and lists in them joined: `ModelProto.graph` is field 7,
    `GraphProto.output` 12, and in it `name` 1 and `type` 2, which has `tensor_type` 1 with `elem_type` 1 (float: 1).
    """
    if model.find(tensor.encode()) < 0:
        return model[:]
    output = _field(1, tensor.encode()) + _field(2, _field(1, b"\x08\x01"))
    return b"".join((model, _field(7, _field(12, output))))


def _field(number: int, payload: bytes) -> bytes:
    assert len(payload) < 128  # noqa: S101  so that its length is one byte
    return bytes((number << 3 | 2, len(payload))) + payload
