"""All files of an episode, written in one go: the audio, and everything beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.heap import give_back
from audiorender.mixer.levels.balance import Balance, balance
from audiorender.mixer.master import Master
from audiorender.produce.planning import Planned
from audiorender.produce.render.audio.files import Audio, Order, deliver_audio
from audiorender.produce.render.beside.artwork import Artwork
from audiorender.produce.session import Session
from audiorender.publish.published import Published
from audiorender.report.reading import last_report
from audiorender.report.schema import BesideFile
from audiorender.watch import Stage, Tracker


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to write: the audio that `order` describes, the files beside it, and `stems` and a `video` if requested.

    `feed_url` is where the feed will be published, if known.
    """

    planned: Planned
    order: Order
    art: Artwork
    published: Published
    feed_url: str | None
    stems: bool
    video: bool

    def levels(self, gain: float) -> Balance:
        """How loud each speaker is in the first file if it has this gain in dB, behind limiter and encoder."""
        planned, encoding = self.planned, self.order.encodings[0][0]
        coder = encoding.format.coder
        mastered = Master(gain, coder.ceiling)
        return balance(planned.timeline, planned.clips, mastered, coder.loss_at(encoding.bitrate))


def deliver(
    wanted: Delivery, parts: Parts, session: Session, tracker: Tracker
) -> tuple[Audio, list[BesideFile], Balance]:
    """Write everything but the report; the files are renamed with all others of `parts`. Also returns the levels of
    the first file."""
    give_back()
    writer = ThreadPoolExecutor(1, "audiorender-beside")  # for what needs no audio, and so does not wait for it
    try:
        written = writer.submit(_beside, wanted, parts)
        gain = wanted.order.encodings[0][1].gain
        levels = writer.submit(wanted.levels, gain)
        audio = deliver_audio(wanted.order, parts, session, tracker)
        give_back()
        tracker.begin(Stage.WRITING, about="transcripts, page and report")
        beside = [*written.result(), *_extras(wanted, parts, session)]
        heard = levels.result() if audio.files[0].gain == gain else wanted.levels(audio.files[0].gain)
    finally:
        writer.shutdown(cancel_futures=True)
    _remove_stale(wanted.order.folder, beside, parts)
    return audio, beside, heard


def _beside(wanted: Delivery, parts: Parts) -> list[BesideFile]:
    """The text files, the pictures and the page, which need the plan but not the audio."""
    from audiorender.produce.render.beside.writing import write_beside  # takes a while to load

    written = write_beside(wanted.planned, wanted.order, wanted.art, wanted.published, wanted.feed_url, parts)
    import audiorender.produce.check.files  # noqa: F401  so that it need not be loaded when the audio is there

    return written


def _extras(wanted: Delivery, parts: Parts, session: Session) -> Iterator[BesideFile]:
    """Stems and a video, if requested."""
    planned, folder, read = wanted.planned, wanted.order.folder, session.sounds.samples
    if wanted.stems:
        from audiorender.produce.render.beside.stems import write_stems

        speakers = [turn.speaker for turn in planned.script.turns]
        yield from write_stems(planned.timeline, speakers, folder, parts, read, session.executor)
    if wanted.video:
        from audiorender.produce.render.beside.video import write_video

        yield write_video(planned, wanted.order.target, wanted.art, wanted.published, folder, parts, read)


def _remove_stale(folder: Folder, beside: Sequence[BesideFile], parts: Parts) -> None:
    """Remove stems and a video of an earlier render that this one does not write: they belong to another episode."""
    before = last_report(folder.path)
    old = {each.file for role in ("stem", "markers", "video") for each in (before.role(role) if before else ())}
    for name in old - {each.file for each in beside}:
        parts.remove(folder.path / name)
