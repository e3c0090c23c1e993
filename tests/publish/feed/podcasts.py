"""A podcast to make feeds of, with nothing in it that was rendered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from audiorender.model import RATE, Chapter
from audiorender.publish.feed.channel import Channel, Enclosure, Item, Person, Resource

BASE = "https://example.org/show/"


def item(name: str = "tides", **changes: Any) -> Item:
    """An episode of two minutes and two chapters, with every field filled."""
    at = f"{BASE}{name}/"
    given: dict[str, Any] = {
        "guid": f"guid of {name}",
        "title": f"About {name}",
        "audio": (
            Enclosure(f"{at}{name}.mp3", "audio/mpeg", 12345, "ab" * 32),
            Enclosure(f"{at}{name}.opus", "audio/ogg", 6789, "cd" * 32),
        ),
        "samples": 120 * RATE + RATE // 2,
        "published": datetime(2024, 3, 16, tzinfo=UTC),
        "description": "Out & back.",
        "notes": "<p>Out &amp; back, <a href='https://example.org/'>with a link</a>.</p>",
        "author": "Ines Moreau",
        "season": 2,
        "episode": 7,
        "explicit": False,
        "language": "en",
        "link": f"{at}index.html",
        "image": f"{at}cover.jpg",
        "people": (Person("Ines Moreau", "host"), Person("Ben Ode", "guest")),
        "chapters": (
            Chapter(0, 60 * RATE, "Out", "https://example.org/out?a=1&b=2"),
            Chapter(60 * RATE, 120 * RATE, "Back", None, f"{at}back.jpg"),
        ),
        "chapter_files": (Resource(f"{at}{name}.chapters.json", "application/json+chapters"),),
        "transcripts": (
            Resource(f"{at}{name}.vtt", "text/vtt"),
            Resource(f"{at}{name}.srt", "application/x-subrip"),
            Resource(f"{at}{name}.transcript.json", "application/json"),
        ),
    }
    return Item(**{**given, **changes})


def channel(*items: Item, **changes: Any) -> Channel:
    """A podcast of these episodes, with every field filled."""
    given: dict[str, Any] = {
        "url": f"{BASE}feed.xml",
        "title": "Small Harbours",
        "link": "https://example.org/",
        "description": "Boats & weather.",
        "guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
        "generator": "audiorender",
        "items": items or (item(),),
        "language": "en",
        "categories": ("Books", "Technology", "Design"),
        "explicit": False,
        "image": f"{BASE}feed.jpg",
        "author": "The harbour society",
        "owner": "Ines Moreau",
        "email": "ines@example.org",
        "copyright": "2024 The harbour society",
        "locked": True,
    }
    return Channel(**{**given, **changes})
