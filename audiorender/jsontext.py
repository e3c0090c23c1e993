"""JSON as we write it, to pipes and files."""

from __future__ import annotations

import json
from typing import Any

from audiorender.expressions import expression

_TERMINAL = expression("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Characters that control a terminal or reverse text direction, other than those JSON itself escapes."""


def json_text(value: Any) -> str:
    """`value` as JSON text: stable, UTF-8, one line per item of a list.

    Characters that move a terminal's cursor or change text direction are escaped.
    """
    return _TERMINAL.sub(lambda found: f"\\u{ord(found[0]):04x}", _json(value, "")) + "\n"


def _json(value: Any, indent: str) -> str:
    inner = indent + " "
    if isinstance(value, dict) and value:
        parts = [f"{json.dumps(str(key), ensure_ascii=False)}: {_json(each, inner)}" for key, each in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and any(isinstance(each, dict | list | tuple) for each in value):
        return "[\n" + ",\n".join(inner + json.dumps(each, ensure_ascii=False) for each in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)
