"""The `LIST INFO` of a WAV file: title, author etc., in UTF-8 as FFmpeg, MediaInfo and modern editors read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import titled
from audiorender.publish.tags.wav.chunks import list_entries, rendered


def edits_info(edit: Edit) -> bool:
    """Whether the edit has anything for such a list. Raises OutputError for a blank title."""
    return any(True for _ in _changes(edit))


def edited_info(lists: Sequence[bytes], edit: Edit) -> list[bytes]:
    """The lists after `edit`, each entry in its place, new ones at the end of the first; empty lists are dropped.

    `lists` are the contents of the existing ones, normally one. Raises OutputError for a blank title.
    """
    left = dict(_changes(edit))
    changes = dict(left)
    found = []
    for content in lists or [b"INFO"]:
        entries, rest = list_entries(content)
        kept: list[tuple[bytes, bytes]] = []
        for kind, value in entries:
            if kind not in changes:
                kept.append((kind, value))
            elif words := left.pop(kind, ""):
                kept.append((kind, words.encode() + b"\0"))
        found.append((kept, rest))
    found[0][0].extend((kind, words.encode() + b"\0") for kind, words in left.items() if words)
    bodies = [b"".join(rendered(*entry) for entry in kept) + rest for kept, rest in found]
    return [rendered(b"LIST", b"INFO" + body) if body else b"" for body in bodies] if any(bodies) else []


def _changes(edit: Edit) -> Iterator[tuple[bytes, str]]:
    for kind, value in (
        (b"INAM", None if edit.title is None else titled(edit.title, "the episode")),
        (b"IART", edit.author),
        (b"IPRD", edit.show),
        (b"ICRD", edit.date),
        (b"ICMT", edit.comment),
        (b"ISFT", edit.encoder),
    ):
        if value is not None:
            yield kind, one_line(value)
