"""Folders of episodes that nobody rendered: a report, and the files that it names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from audiorender.audio.formats import FORMATS
from audiorender.model import RATE
from audiorender.report.schema import SCHEMA

LISTS = ("shared_voices", "turns", "clips", "guessed", "silent", "advice", "doubtful", "credits")
MEMBER = {"voice": "low", "engine": "tone", "options": {}, "pan": 0.0}

NOTES = (
    "<!doctype html>\n<html><head><title>x</title></head>\n<body class='notes'>\n<p>Out &amp; back.</p>\n</body></html>"
)


def report(stem: str = "tides", formats: tuple[str, ...] = ("mp3",), **changes: Any) -> dict[str, Any]:
    """What the report of an episode says."""
    files: list[dict[str, Any]] = [
        {
            "file": f"{stem}.{name}",
            "format": name,
            "media_type": FORMATS[name].media_type,
            "bytes": len(audio(stem, name)),
            "sha256": hashlib.sha256(audio(stem, name)).hexdigest(),
            "samples": 120 * RATE,
            "loudness": -16.0,
            "true_peak": -1.5,
            "bitrate": None,
            "gain": 0.0,
            "audio_key": "sound",
            "tag_key": "tags",
            "tagged": [],
            "left_out": [],
            "loudness_range": None,
        }
        for name in formats
    ]
    beside = [
        {"file": f"{stem}.vtt", "role": "transcript", "media_type": "text/vtt"},
        {"file": f"{stem}.srt", "role": "transcript", "media_type": "application/x-subrip"},
        {"file": f"{stem}.words.vtt", "role": "transcript", "media_type": "text/vtt"},
        {"file": f"{stem}.chapters.json", "role": "chapters", "media_type": "application/json+chapters"},
        {"file": f"{stem}.psc.xml", "role": "chapters", "media_type": "application/xml"},
        {"file": f"{stem}.notes.html", "role": "notes", "media_type": "text/html"},
        {"file": "cover.jpg", "role": "cover", "media_type": "image/jpeg"},
        {"file": "index.html", "role": "page", "media_type": "text/html"},
        {"file": "out.jpg", "role": "picture", "media_type": "image/jpeg"},
    ]
    said = {
        "audiorender": "0",
        "schema": SCHEMA,
        "title": f"About {stem}",
        "show": "Small Harbours",
        "author": None,
        "date": "2024-03-16",
        "language": "en",
        "description": "Out & back.",
        "season": 1,
        "episode": 2,
        "explicit": None,
        "guid": f"guid of {stem}",
        "rate": RATE,
        "channels": 2,
        "samples": 120 * RATE,
        "cast": {"Host": MEMBER, "Ben Ode": MEMBER},
        "chapters": [
            {"title": "Out", "start": 0, "end": 60 * RATE, "url": "https://example.org/", "image": "out.jpg"},
            {"title": "Back", "start": 60 * RATE, "end": 120 * RATE},
        ],
        "files": files,
        "beside": beside,
        "bitrate": None,
        "loudness": -16.0,
        "true_peak": -1.5,
        "versions": {},
        "loudness_range": None,
        "levels": None,
        **{name: [] for name in LISTS},
    }
    return {**said, **changes}


def audio(stem: str, name: str) -> bytes:
    """Bytes that stand for an audio file."""
    return f"the {name} of {stem}".encode()


def episode(folder: Path, stem: str = "tides", formats: tuple[str, ...] = ("mp3",), **changes: Any) -> Path:
    """An episode's folder, `folder/stem`, as its report says it is."""
    home = folder / stem
    home.mkdir(parents=True)
    said = report(stem, formats, **changes)
    for name in formats:
        (home / f"{stem}.{name}").write_bytes(audio(stem, name))
    for beside in said["beside"]:
        (home / beside["file"]).write_text(NOTES if beside["role"] == "notes" else "beside")
    (home / "report.json").write_text(json.dumps(said))
    return home
