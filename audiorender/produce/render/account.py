"""What is said of an episode: `report.json`. No clock, no duration of work, no absolute path, so it repeats exactly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from audiorender import __version__
from audiorender.model import Chapter, Line, Timeline
from audiorender.produce.opening import Opened
from audiorender.produce.render.delivered import Delivered, last_report
from audiorender.produce.speaking import Paragraph
from audiorender.report.scriptjson import silent_json

SCHEMA = 1

_EPISODES = UUID("5d5b8f0e-8a7e-4c53-9e0a-3d2f6f2b7c11")  # a namespace of our own


def episode_report(
    opened: Opened,
    spoken: Sequence[Paragraph],
    lines: Sequence[Line],
    timeline: Timeline,
    files: Sequence[Delivered],
    versions: Mapping[str, str],
    pictures: Mapping[str, str],
) -> dict[str, Any]:
    """Everything about an episode that was delivered: sample counts, LUFS and dBTP as measured on the encoded files.

    What stands beside `files` of bitrate and level is that of the first of them. `pictures` gives for a chapter's image
    the name of the file beside the audio.
    """
    meta, first = opened.script.meta, files[0]
    return {
        "audiorender": __version__,
        "schema": SCHEMA,
        "title": meta.title,
        "show": meta.show,
        "author": meta.author,
        "date": meta.date,
        "language": meta.language,
        "description": meta.description,
        "season": meta.season,
        "episode": meta.episode,
        "explicit": meta.explicit,
        "guid": guid(opened),
        "rate": timeline.rate,
        "channels": timeline.channels,
        "samples": timeline.frames,
        "bitrate": first.bitrate,
        "loudness": first.loudness,
        "true_peak": first.true_peak,
        "files": [file.as_json() for file in files],
        "versions": dict(versions),
        "cast": _cast(opened),
        "shared_voices": [list(group) for group in opened.casting.shared],
        "chapters": [chapter_json(chapter, pictures) for chapter in timeline.chapters],
        "turns": _turns(opened, timeline),
        "clips": _clips(spoken, lines),
        "guessed": guessed(opened),
        "silent": unspoken(opened, spoken),
    }


def _cast(opened: Opened) -> dict[str, Any]:
    """Who sounds how, and sits where."""
    return {
        name: {
            "voice": seat.voice.name,
            "engine": seat.voice.engine,
            "options": dict(seat.voice.options),
            "pan": seat.pan,
        }
        for name, seat in opened.casting.seats
    }


def _turns(opened: Opened, timeline: Timeline) -> list[dict[str, Any]]:
    """Who speaks when, in samples; a turn in which nothing is heard has no time."""
    marks = {mark.turn: mark for mark in timeline.turns}
    return [
        {
            "turn": number + 1,
            "speaker": turn.speaker,
            "line": turn.line,
            "guessed": turn.guessed,
            "start": marks[number].start if number in marks else None,
            "end": marks[number].end if number in marks else None,
        }
        for number, turn in enumerate(opened.script.turns)
    ]


def _clips(spoken: Sequence[Paragraph], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Every paragraph that is heard, with all that its clip was made of."""
    return [
        {
            "line": paragraph.line,
            "speaker": paragraph.speaker,
            "voice": paragraph.voice.name,
            "options": dict(paragraph.utterance.options),
            "spoken": paragraph.spoken.text,
            "key": line.clip.key,
        }
        for paragraph, line in zip(spoken, lines, strict=True)
        if paragraph.utterance and line.clip
    ]


def chapter_json(chapter: Chapter, pictures: Mapping[str, str]) -> dict[str, Any]:
    """A chapter in samples, with its link and its picture where it has them."""
    beside = {"url": chapter.url, "image": pictures.get(chapter.image or "")}
    known = {name: value for name, value in beside.items() if value}
    return {"title": chapter.title, "start": chapter.start, "end": chapter.end, **known}


def guid(opened: Opened) -> str:
    """What feeds know the episode by: the script's own, else the last report's, else one of the show and the name."""
    before = last_report(opened.folder).get("guid")
    if opened.script.meta.guid or (isinstance(before, str) and before.strip()):
        return opened.script.meta.guid or str(before)
    return str(uuid5(_EPISODES, f"{opened.script.meta.show or ''}\n{opened.folder.stem}"))


def guessed(opened: Opened) -> list[dict[str, Any]]:
    """The turns whose speaker was guessed, least certain first where the builder says how certain."""
    guesses = opened.draft.guesses if opened.draft and opened.draft.script.turns == opened.script.turns else ()
    found = []
    for number, turn in enumerate(opened.script.turns):
        if turn.guessed:
            guess = guesses[number] if guesses else None
            found.append(
                {
                    "turn": number + 1,
                    "line": turn.line,
                    "speaker": turn.speaker,
                    "confidence": round(guess.confidence, 3) if guess else None,
                    "reason": guess.reason if guess else None,
                }
            )
    return sorted(found, key=lambda one: (one["confidence"] is None, one["confidence"] or 0, one["turn"]))


def unspoken(opened: Opened, spoken: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """What stays silent: the source's silent pieces by their rules, and what no voice can say."""
    pieces = [silent_json(silent) for silent in opened.draft.silent] if opened.draft else []
    for paragraph in spoken:
        where = {"line": paragraph.line, "spans": []}
        if not paragraph.utterance:
            pieces.append({"text": paragraph.written, **where, "rule": "nothing-to-speak"})
        else:
            pieces += [{"text": symbol, **where, "rule": "unspeakable-symbol"} for symbol in paragraph.spoken.silent]
    return pieces


def words(text: str) -> int:
    """How many words a text has, for accounts and estimates."""
    return len(re.findall(r"\w[\w'’-]*", text))
