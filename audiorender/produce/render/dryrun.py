"""`render --dry-run` and `cache why`: what would be made, and why, without making it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from audiorender.model import RATE
from audiorender.produce.casting import language_of
from audiorender.produce.note import Note
from audiorender.produce.opening.announcing import announced
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script
from audiorender.produce.render.audio.encodings import check_chapters, encodings_of
from audiorender.produce.render.beside.artwork import check_pictures
from audiorender.produce.render.beside.video import video_file
from audiorender.produce.render.costs import Costs, costs_of
from audiorender.produce.render.score import check_cues, check_parts
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.lines import engines_for, wanted
from audiorender.produce.speaking.paragraphs import (
    Pace,
    Paragraph,
    check_speakable,
    count_words,
    heard_chapters,
    lexicon_of,
    paragraphs,
)
from audiorender.produce.speaking.proofing import Listener
from audiorender.report.reading import last_report
from audiorender.report.schema import Report
from audiorender.timecode import for_people
from audiorender.tts.synthesis.clips import missing, stored_clip, utterance_key
from audiorender.watch import Stage, Tracker

PACE = 165
"""Words per minute, including pauses: an estimate for clips that do not exist yet."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a render would do: `files` are its audio files and the video, `stems` whether stems are made, too.

    `stale` are the paragraphs whose clips are missing, each with the reason; `notes` are those of the render.
    """

    opened: OpenedScript
    files: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    clips: int
    stale: tuple[tuple[Paragraph, str], ...]
    samples: int
    costs: Costs
    notes: tuple[Note, ...]
    stems: bool = False

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Speaker, voice, turns, words, and the voice's description."""
        turns = Counter(turn.speaker for turn in self.opened.script.turns)
        said = Counter[str]()
        for paragraph in self.paragraphs:
            said[paragraph.speaker] += count_words(paragraph.written)
        return [
            (name, seat.voice.name, str(turns[name]), str(said[name]), seat.voice.about)
            for name, seat in self.opened.casting.seats
        ]

    def summary(self) -> str:
        """One line for people."""
        about = for_people(self.samples)
        count = heard_chapters(self.opened.script, self.paragraphs)
        held = f"{count} chapter{'s' * (count > 1)}"
        facts = [f"about {about}, {held}", f"{len(self.stale)} of {self.clips} clips to make", self.costs.in_words()]
        files = ", ".join([*self.files, *(["stems"] if self.stems else [])])
        return f"{files} in {self.opened.folder.path}: {'; '.join(filter(None, facts))}"

    def as_json(self) -> dict[str, Any]:
        """Turns, voices, length, clips to make, and why."""
        voices = {name: seat.voice.name for name, seat in self.opened.casting.seats}
        return {
            "title": self.opened.script.meta.title,
            "turns": [
                {"turn": number + 1, "line": turn.line, "speaker": turn.speaker, "voice": voices[turn.speaker]}
                for number, turn in enumerate(self.opened.script.turns)
            ],
            "files": list(self.files),
            "seconds": self.samples // RATE,
            "clips": self.clips,
            "clips_to_make": len(self.stale),
            "paid_characters": self.costs.characters,
            "costs": [
                {"currency": name, "amount": round(amount, 4)} for name, amount in sorted(self.costs.money.items())
            ],
            "stale": [{"line": p.line, "speaker": p.speaker, "why": why} for p, why in self.stale],
        }


def plan_render(request: Request, session: Session, tracker: Tracker) -> Plan:
    """What rendering `request` would make. Raises what rendering would raise before its first clip."""
    tracker.begin(Stage.READING, about=request.name)
    opened, project = announced(open_script(request), request.project), request.project
    encodings = encodings_of(request.formats or project.formats, request.channels, request.bitrate, project.bitrate)
    pace = Pace(request.rate, project.style.sentence)
    spoken = paragraphs(opened.script, opened.seats, Forms(lexicon_of(project.lexicon)), pace)
    check_speakable(spoken, opened.path)
    check_chapters(encodings, heard_chapters(opened.script, spoken))
    check_pictures(opened.script, opened.places, project.cover)
    if not request.dry:
        check_cues(opened.script, opened.places, project)
        check_parts(opened.script.meta, opened.places, project)
    files = (
        *(opened.folder.file(encoding.format.suffix).name for encoding in encodings),
        *([video_file(opened.folder).name] if request.video else []),
    )
    if request.listen:
        Listener.of(True, language_of(opened.script))  # which raises if nothing is installed that hears
    engines = engines_for(spoken, session)
    unmade = {want.utterance for want in missing(wanted(spoken, opened.path), engines, session.store)}
    distinct = {p.utterance: p for p in reversed(spoken) if p.utterance}
    samples = 0
    for paragraph in spoken:
        if paragraph.utterance is None or paragraph.utterance in unmade:
            samples += count_words(paragraph.written) * 60 * RATE // PACE
        else:
            clip = stored_clip(paragraph.utterance, engines, session.store)
            samples += (clip.frames if clip else 0) + RATE * 2 // 5
    before = last_report(opened.folder.path)
    stale = []
    for utterance, paragraph in reversed(distinct.items()):
        if utterance in unmade:
            key = utterance_key(utterance, engines[utterance.engine].version)
            stale.append((paragraph, _why(paragraph, key, before, engines[utterance.engine].version)))
    there = opened.draft is None or opened.folder.base_text() is not None
    notes = (*opened.notes, *opened.not_kept(request.overrides), *opened.doubts(written=there))
    return Plan(opened, files, spoken, len(distinct), tuple(stale), samples, costs_of(unmade), notes, request.stems)


def _why(paragraph: Paragraph, key: str, before: Report | None, version: str) -> str:
    """Why a paragraph has no clip, according to the last report in this folder."""
    if not before or not before.clips:
        return "it has not been rendered before"
    if any(clip.key == key for clip in before.clips):
        return "its clip was removed from the cache, or is damaged"
    same_words = [clip for clip in before.clips if clip.spoken == paragraph.spoken.text]
    if not same_words:
        return "its words are new"
    mine = [clip for clip in same_words if clip.speaker == paragraph.speaker] or same_words
    if mine[0].voice != paragraph.voice.name:
        return f"its voice was {mine[0].voice} and is now {paragraph.voice.name}"
    if paragraph.utterance and mine[0].options != dict(paragraph.utterance.options):
        return f"the options of voice {paragraph.voice.name} have changed"
    old = before.versions.get(paragraph.voice.engine)
    return f"its engine was '{old}' and is now '{version}'" if old != version else "clips are made differently now"
