"""How long it is silent between two clips: a function of who speaks, who spoke, and what was said.

In conversation the next speaker answers some 200 ms after a question, in every language that was measured (Stivers et
al. 2009, "Universals and cultural variation in turn-taking in conversation", PNAS 106). Talk to an audience is slower:
silences in read speech lie mostly between 200 and 1000 ms (Campione and Véronis 2002, "A large-scale multilingual
study of silent pause duration"), and a listener who sees nobody needs the gap to hear that the voice changes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Silences in milliseconds. A clip starts on the next MP3 frame, so each may be up to 24 ms longer."""

    lead_in: int = 0
    """Before the first clip; 0 keeps its sound within a frame of the first chapter's mark."""

    same_speaker: int = 450
    """Between the paragraphs of one speaker: a breath, not a change."""

    next_speaker: int = 350
    """When another takes over."""

    after_question: int = 550
    """Before the answer, which has to be thought of."""

    interjection: int = 200
    """On either side of a clip of at most `brief`: as quick as in conversation, so the talk does not stop for it."""

    brief: int = 900
    """How long the sound of an interjection ("Right.", "Oh, really?") may last."""

    before_chapter: int = 1200
    """At least this before a chapter's mark; the mark waits for the next whole second."""

    unspoken: int = 400
    """In place of a paragraph in which nothing can be spoken."""

    tail: int = 1000
    """After the last clip, so that no player cuts it off."""


@dataclass(frozen=True, slots=True)
class Side:
    """What turn-taking needs to know of a clip: whose it is, whether it ends with a question, whether it is brief."""

    speaker: str
    asks: bool = False
    brief: bool = False


def gap(before: Side, after: Side, style: Style, *, chapter: bool = False) -> int:
    """The silence between two clips in milliseconds; `chapter` where a chapter begins with the second."""
    if chapter:
        return style.before_chapter
    if before.speaker == after.speaker:
        return style.same_speaker
    if after.brief or (before.brief and not before.asks):
        return style.interjection
    return style.after_question if before.asks else style.next_speaker


def asks(text: str) -> bool:
    """Whether `text` ends with a question, behind whatever closes a quotation or a bracket."""
    return text.rstrip(" \"'”’»)]*_").endswith(("?", "？", "?!", "‽", "؟"))
