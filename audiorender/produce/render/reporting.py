"""The report about an episode."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.folder import Folder
from audiorender.mixer.levels.balance import Balance
from audiorender.model import Clip, Draft, Meta, Script, Seat, Timeline
from audiorender.produce.planning import Planned
from audiorender.produce.speaking.paragraphs import Paragraph
from audiorender.produce.speaking.proofing import Doubt
from audiorender.produce.voices.credits import credits_of
from audiorender.report.reading import last_report
from audiorender.report.schema import (
    SCHEMA,
    AudioFile,
    BesideFile,
    CastMember,
    ChapterRow,
    ClipRow,
    DoubtRow,
    GuessedRow,
    Levels,
    Report,
    SilentRow,
    SpeakerLevel,
    TurnRow,
)
from audiorender.tts.casting.cast import Casting

_EPISODES = UUID("5d5b8f0e-8a7e-4c53-9e0a-3d2f6f2b7c11")  # our own namespace


def episode_report(
    planned: Planned,
    casting: Casting,
    draft: Draft | None,
    guessed: Sequence[GuessedRow],
    guid: str,
    files: Sequence[AudioFile],
    beside: Sequence[BesideFile],
    pictures: Mapping[str, str],
    balance: Balance,
) -> Report:
    """The report about a delivered episode.

    `draft` is set if the script was just built, and `guessed` are its turns with a guessed speaker. `pictures` maps a
    chapter's image to the name of the file beside the audio; `balance` is that of the mix at the first file's gain.
    """
    from audiorender.publish.notes import advice  # with what writes pages, which is loaded while audio is encoded

    meta, first, timeline, seats = planned.script.meta, files[0], planned.timeline, dict(casting.seats)
    return Report(
        audiorender=__version__,
        schema=SCHEMA,
        title=meta.title,
        show=meta.show,
        author=meta.author,
        date=meta.date,
        language=meta.language,
        description=meta.description,
        season=meta.season,
        episode=meta.episode,
        explicit=meta.explicit,
        guid=guid,
        rate=timeline.rate,
        channels=timeline.channels,
        samples=timeline.frames,
        bitrate=first.bitrate,
        loudness=first.loudness,
        true_peak=first.true_peak,
        files=tuple(files),
        versions={"ffmpeg": ffmpeg.version(), **planned.versions},
        cast=_cast(seats),
        shared_voices=casting.shared,
        chapters=tuple(ChapterRow.of(chapter, pictures) for chapter in timeline.chapters),
        turns=tuple(_turns(planned.script, timeline)),
        clips=tuple(_clips(planned.paragraphs, planned.said)),
        guessed=tuple(guessed),
        silent=tuple(_silent(draft, planned.paragraphs)),
        advice=tuple(advice(timeline)),
        beside=tuple(beside),
        loudness_range=first.loudness_range,
        levels=_levels(balance),
        doubtful=tuple(_doubtful(planned.doubts)),
        credits=credits_of(seat.voice for seat in seats.values()),
    )


def _levels(balance: Balance) -> Levels:
    voices = {name: SpeakerLevel(_tenth(one.loudness), round(one.spread, 1)) for name, one in balance.voices.items()}
    return Levels(voices, _tenth(balance.over_music))


def _tenth(level: float | None) -> float | None:
    """A level as it is shown; None for silence."""
    return round(level, 1) if level is not None and math.isfinite(level) else None


def _doubtful(doubts: Sequence[Doubt]) -> Iterator[DoubtRow]:
    for doubt in doubts:
        heard = doubt.heard
        yield DoubtRow(doubt.line, doubt.speaker, heard.missing, heard.doubled, heard.added, heard.changed)


def _cast(seats: Mapping[str, Seat]) -> dict[str, CastMember]:
    """Each speaker's voice and pan."""
    return {
        name: CastMember(seat.voice.name, seat.voice.engine, dict(seat.voice.options), seat.pan)
        for name, seat in seats.items()
    }


def _turns(script: Script, timeline: Timeline) -> Iterator[TurnRow]:
    marks = {mark.turn: mark for mark in timeline.turns}
    for number, turn in enumerate(script.turns):
        mark = marks.get(number)
        start, end = (mark.start, mark.end) if mark else (None, None)
        yield TurnRow(number + 1, turn.speaker, turn.line, turn.guessed, start, end)


def _clips(spoken: Sequence[Paragraph], clips: Sequence[Clip | None]) -> Iterator[ClipRow]:
    for paragraph, clip in zip(spoken, clips, strict=True):
        if paragraph.utterance and clip:
            options = dict(paragraph.utterance.options)
            voice, words = paragraph.voice.name, paragraph.spoken.text
            yield ClipRow(paragraph.line, paragraph.speaker, voice, options, words, clip.key)


def guid_of(meta: Meta, folder: Folder) -> str:
    """The episode's ID in feeds: the script's own, else the last report's, else one derived from show and name."""
    before = last_report(folder.path)
    if meta.guid:
        return meta.guid
    return before.guid if before else str(uuid5(_EPISODES, f"{meta.show or ''}\n{folder.stem}"))


def _silent(draft: Draft | None, spoken: Sequence[Paragraph]) -> Iterator[SilentRow]:
    """What is not spoken: the source's silent pieces by rule, and what no voice can say."""
    yield from map(SilentRow.of, draft.silent if draft else ())
    for paragraph in spoken:
        if not paragraph.utterance:
            yield SilentRow(paragraph.written, paragraph.line, (), "nothing-to-speak")
        else:
            for symbol in paragraph.spoken.silent:
                yield SilentRow(symbol, paragraph.line, (), "unspeakable-symbol")
