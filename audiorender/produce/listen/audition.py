"""`voices`: which there are, what one sounds like, and how far apart those of a cast sound."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

from audiorender.folder import Folder, stem_of
from audiorender.model import Meta, Script, Turn, plain
from audiorender.produce.casting import Voices
from audiorender.produce.listen.preview import Heard, preview_of
from audiorender.produce.opening import Opened, open_script
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking import Pace, blank
from audiorender.script.file.scriptfile import placed
from audiorender.tts.distance import PARAGRAPH, distance, voice_print
from audiorender.tts.synthesis import said
from audiorender.watch import Stage, Tracker

SAMPLE = "Hello. This is how I sound when I read to you. Would you listen to me for half an hour?"


def audition_voice(request: Request, name: str, into: Path | None, session: Session, tracker: Tracker) -> Heard:
    """Play voice `name`, or write it to `into`. Raises UsageError when there is no such voice."""
    voices = Voices.load(request.project.voices)
    voices.called(name, "")
    script = placed(Script(Meta(f"Voice {name}"), (("Voice", name),), (Turn("Voice", (plain(SAMPLE),)),)))
    path = Path(f"{name.replace('/', '-')}.script.md")
    opened = Opened(script, voices.cast(script, path), path, path, Folder(path.parent, stem_of(path)), "", None, None)
    return preview_of(opened, {0}, request, into, session, tracker)


def cast_distances(request: Request, session: Session, tracker: Tracker) -> list[tuple[str, str, float]]:
    """Each two speakers of a script and how many just noticeable steps their voices are apart, the nearest first."""
    tracker.begin(Stage.READING, about=request.name)
    opened = open_script(request)
    seats = opened.seats
    prints = {}
    for voice in {seat.voice.name: seat.voice for seat in seats.values()}.values():
        engine = session.engine(voice.engine)
        asked = replace(blank(voice, Pace.of(request)), spoken=PARAGRAPH)
        prints[voice.name] = session.executor.submit(said, engine, asked)
    heard = {name: voice_print(speech.result()) for name, speech in prints.items()}
    pairs = [
        (one, other, distance(heard[seats[one].voice.name], heard[seats[other].voice.name]))
        for one, other in combinations(seats, 2)
    ]
    return sorted(pairs, key=lambda pair: pair[2])
