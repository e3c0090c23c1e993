"""The sound of an episode in figures: python benchmarks/sound.py SCRIPT (default: scripts/demo.md)

Silences by kind with their spread, beside those of the literature; how often two neighbours of a kind are equal to
the millisecond, and how often chance would make them so; the longest silence that nobody asked for; interjections that
begin over a word; the largest jump of samples where a clip was cut, beside the largest inside speech; levels; and what
music costs in time. Everything is measured on the decoded file or read from the plan that made it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean, median, pstdev

import numpy as np

import audiorender
from audiorender.audio.decode import decode
from audiorender.mixer.turntaking import Style, gap, pausing, side
from audiorender.model import OWN, RATE, Line, Placement, Role
from audiorender.produce.opening.script import open_script
from audiorender.produce.planning import plan_episode
from audiorender.produce.request import Request
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.lines import speak
from audiorender.produce.speaking.paragraphs import Pace, lexicon_of, paragraphs
from audiorender.settings.project import Project
from audiorender.watch import Tracker

KNOWN = {
    "next speaker": "conversation: about 200 ms (Levinson and Torreira 2015), a little more for listeners",
    "question": "answers: 0 to 500 ms by language (Stivers et al. 2009: within 250 ms of the mean)",
    "interjection": "often over the end of the turn before (Levinson and Torreira 2015)",
    "comma": "read speech: brief pauses up to 200 ms, medium ones 200 to 1000 (Campione and Veronis 2002)",
    "sentence": "read speech: medium pauses, 200 to 1000 ms (Campione and Veronis 2002)",
}


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("source", nargs="?", default="scripts/demo.md")
    source = arguments.parse_args().source
    with tempfile.TemporaryDirectory() as folder, audiorender.Session(cache=Path(folder) / "cache") as session:
        dry = audiorender.render(source, output=Path(folder) / "dry", session=session)
        silences(dry, session)
        levels(dry, session, Project(), "as it is")
        levels(dry, session, Project(music=OWN), "with our own music")


def silences(episode: audiorender.Episode, session: audiorender.Session) -> None:
    """What is silent between clips and inside them, by kind."""
    opened = open_script(Request(episode.audio.with_suffix(".script.md")))
    text = paragraphs(opened.script, opened.seats, Forms(lexicon_of(())), Pace())
    planned = plan_episode(opened.script, opened.seats, text, opened.path, 2, Style(), session, Tracker())
    said = speak(text, opened.path, session, Tracker()).lines
    lines = {(one.turn, one.clip.key): one for one in said if one.clip}
    voices = [one for one in planned.timeline.placements if one.role is Role.VOICE]
    heads = [one for one in voices if one.leads]
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    over = [0.0]  # shares of a last word that are spoken over
    spoken = [line for line in said if line.clip]
    chapters = {chapter.start for chapter in planned.timeline.chapters}
    for number, (before, after) in enumerate(pairwise(heads)):
        one, other = spoken[number], spoken[number + 1]
        last = max((each.end for each in voices if before.start <= each.start < after.start), default=before.end)
        opens = any(0 <= after.start - mark < 1152 for mark in chapters)
        lengths = [each.clip.frames if each.clip else 0 for each in (one, other)]
        sides = [side(each, length, Style()) for each, length in zip((one, other), lengths, strict=True)]
        between = gap(sides[0], sides[1], Style(), chapter=opens)
        kinds[between.kind].append((after.start - last) * 1000 / RATE)
        word = one.words[-1]
        over.append((last - after.start) / (word.end - word.start))
    for before, after in pairwise(voices):
        if not after.leads:
            kinds[inside(before, after, spoken)].append(heard_silence(before, after, said))
    print(f"{len(lines)} clips, {len(voices)} stretches")
    print(f"{'kind':20} {'number':>6} {'median':>7} {'least':>6} {'most':>6} {'spread':>6}  equal (by chance)")
    for kind, found in sorted(kinds.items()):
        spread = pstdev(found) / mean(found) if len(found) > 1 and mean(found) > 0 else 0.0
        whole = [round(each) for each in found]
        same = mean(a == b for a, b in pairwise(whole)) if len(whole) > 1 else 0.0
        chance = mean(a == b for a, b in combinations(whole, 2)) if len(whole) > 1 else 0.0
        figures = f"{median(found):7.0f} {min(found):6.0f} {max(found):6.0f} {spread:6.2f}"
        print(f"{kind:20} {len(found):6} {figures}  {same:.3f} ({chance:.3f})  {KNOWN.get(kind, '')}")
    talk = [each for kind, found in kinds.items() if kind != "chapter" for each in found]
    print(f"longest silence outside chapters: {max(talk):.0f} ms; overlaps: {sum(each < 0 for each in talk)}, ", end="")
    print(f"over at most {max(over):.2f} of a word")


def inside(before: Placement, after: Placement, spoken: list[Line]) -> str:
    """Whether a pause inside a paragraph is that of a comma or of a sentence."""
    line = next(one for one in spoken if one.clip and one.clip.key == after.source)
    edge = before.offset + before.frames
    index = max((at for at, word in enumerate(line.words) if word.start < edge), default=0)
    how = pausing(line.words, index)
    return "comma" if how and how.value in ("comma", "cut off") else "sentence"


def heard_silence(before: Placement, after: Placement, lines: tuple[Line, ...]) -> float:
    """Milliseconds between the last sound of one stretch and the first of the next, from the clip's cells."""
    clip = next(one.clip for one in lines if one.clip and one.clip.key == before.source)
    peaks = np.frombuffer(clip.levels.peak, "<f4")
    quiet = peaks <= peaks.max() * 10 ** (-44 / 20)
    last, first = (before.offset + before.frames) // 192, after.offset // 192
    tail = next((n for n in range(last + 1) if not quiet[last - n - 1]), 0)
    head = next((n for n in range(len(quiet) - first) if not quiet[first + n]), 0)
    return ((after.start - before.end) + (tail + head) * 192) * 1000 / RATE


def levels(before: audiorender.Episode, session: audiorender.Session, project: Project, what: str) -> None:
    """Render the same script with these settings, and measure what comes of it."""
    source, folder = before.audio.with_suffix(".script.md"), before.audio.parent.parent / what.replace(" ", "-")
    began, spent = time.perf_counter(), time.process_time()
    episode = audiorender.render(source, output=folder, settings=project, session=session, formats=("wav", "mp3"))
    took = time.perf_counter() - began, time.process_time() - spent
    report = episode.report
    print(f"\n{what}: {took[0]:.1f} s, {took[1]:.1f} s of our own processor time")
    told = report.levels.speakers if report.levels else {}
    for name, level in told.items():
        print(f"  {name}: {level.loudness} LUFS, paragraphs within {level.spread} LU")
    over = report.levels.voice_over_music if report.levels else None
    measured = f"{report.loudness} LUFS, {report.true_peak} dBTP, range {report.loudness_range} LU"
    print(f"  {measured}, voice over music {over} LU")
    sound = np.concatenate([block[0] for block in decode(episode.audio, 2)])
    steps = np.abs(np.diff(sound))
    voices = [one for one in episode.timeline.placements if one.role is Role.VOICE]
    joins = [place for a, b in pairwise(voices) for place in (a.end, b.start) if not b.leads and 0 < place < len(steps)]
    near = [steps[place - 48 : place + 48].max() for place in joins]
    most = max(near, default=0.0)
    print(f"  largest step of a sample at {len(joins)} joins inside clips: {most:.4f}, anywhere: {steps.max():.4f}")


if __name__ == "__main__":
    main()
