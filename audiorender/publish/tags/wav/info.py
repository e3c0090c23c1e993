"""The `LIST INFO` of a WAV file: title, author and so on, in UTF-8 as FFmpeg, MediaInfo and today's editors read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audiorender.publish.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import titled
from audiorender.publish.tags.wav.chunks import rendered


def edited_info(entries: Iterable[tuple[bytes, bytes]], edit: Edit) -> bytes:
    """The list with `edit` in it, or nothing where there is nothing to say; what `edit` does not name stays.

    `entries` are those of the list that is there. Raises OutputError for a blank title.
    """
    changes = dict(_changes(edit))
    kept = [(kind, content) for kind, content in entries if kind not in changes]
    new = [(kind, words.encode() + b"\0") for kind, words in changes.items() if words]
    body = b"".join(rendered(kind, content) for kind, content in [*kept, *new])
    return rendered(b"LIST", b"INFO" + body) if body else b""


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
