"""`render --stems`: a file per speaker, one for music, one for sounds and one for the room, for use in an editor.

They have the length of the episode and are in sync with it, in 24 bits at the level of the unmastered mix, which is
their sum. Markers of chapters and turns are beside them, for Audacity (File > Import > Labels) and Reaper
(Region/Marker Manager).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import numpy as np

from audiorender.audio import ffmpeg
from audiorender.files import Parts
from audiorender.folder import Folder
from audiorender.mixer.mix import Mixer, Read
from audiorender.model import RATE, Chapter, Placement, Role, Timeline, TurnMark
from audiorender.publish.oneline import one_line
from audiorender.report.schema import BesideFile

_BLOCK = 4 * RATE
_BITS = 1 << 23
_OTHERS = {Role.MUSIC: "music", Role.SOUND: "sounds", Role.ROOM: "room"}


def stems_of(timeline: Timeline) -> dict[str, Timeline]:
    """The timeline of each stem, by name: its own placements, and everything else as in the whole."""
    parts: dict[tuple[Role, str], list[Placement]] = {}
    for placement in timeline.placements:
        parts.setdefault((placement.role, placement.speaker), []).append(placement)
    found: dict[str, Timeline] = {}
    for (role, speaker), placements in parts.items():
        name = _OTHERS.get(role) or re.sub(r"[^\w-]+", "-", speaker).strip("-") or "voice"
        taken = {other.casefold() for other in found} | set(_OTHERS.values() if role is Role.VOICE else ())
        unique = next(
            each for each in (name, *(f"{name}-{n}" for n in range(2, len(parts) + 3))) if each.casefold() not in taken
        )
        found[unique] = replace(timeline, placements=tuple(placements))
    return found


def write_stems(
    timeline: Timeline, speakers: Sequence[str], folder: Folder, parts: Parts, read: Read, executor: Executor
) -> list[BesideFile]:
    """Write the stems and their markers; return their rows for the report. `speakers` are those of the turns.

    Raises ToolError if ffmpeg fails, OutputError if a file cannot be written.
    """
    stems = {folder.path / f"{folder.stem}.stem-{name}.flac": stem for name, stem in stems_of(timeline).items()}
    made = [(parts.part(path), stem) for path, stem in stems.items()]
    list(executor.map(lambda each: _write(each[0], each[1], read), made))
    markers = {f"{folder.stem}.stems.txt": audacity(timeline.chapters, timeline.turns, speakers)}
    markers[f"{folder.stem}.stems.csv"] = reaper(timeline.chapters, timeline.turns, speakers)
    for name, text in markers.items():
        parts.write(folder.path / name, text)
    kinds: Mapping[str, str] = {".txt": "text/plain", ".csv": "text/csv"}
    files = [BesideFile(path.name, "stem", "audio/flac") for path in stems]
    return files + [BesideFile(name, "markers", kinds[name[-4:]]) for name in markers]


def _write(path: Path, stem: Timeline, read: Read) -> None:
    source = ("-f", "s32le", "-ar", str(RATE), "-ac", str(stem.channels), "-i", "pipe:0", "-map_metadata", "-1")
    coder = ("-c:a", "flac", "-bits_per_raw_sample", "24", *ffmpeg.EXACT, "-f", "flac", "-y", f"file:{path}")
    ffmpeg.feed((*source, *coder), _blocks(stem, read))


def _blocks(stem: Timeline, read: Read) -> Iterator[bytes]:
    """The unmastered samples of a stem, interleaved, 24 bits in the upper part of 32."""
    mixer = Mixer(stem, read)
    for start in range(0, stem.frames, _BLOCK):
        block = mixer.mixed(start, min(_BLOCK, stem.frames - start)).astype(np.float64)
        whole = np.clip(np.rint(block * _BITS), -_BITS, _BITS - 1).astype("<i4") << 8
        yield np.ascontiguousarray(whole.T).tobytes()


def audacity(chapters: Sequence[Chapter], turns: Sequence[TurnMark], speakers: Sequence[str]) -> str:
    """A label track of turns and chapters in order of time: start, end and words, separated by tabs."""
    labels = [(c.start, c.end, f"# {one_line(c.title)}") for c in chapters]
    labels += [(t.start, t.end, one_line(speakers[t.turn])) for t in turns]
    rows = sorted(labels, key=lambda label: label[:2])
    return "".join(f"{start / RATE:.6f}\t{end / RATE:.6f}\t{words}\n" for start, end, words in rows)


def reaper(chapters: Sequence[Chapter], turns: Sequence[TurnMark], speakers: Sequence[str]) -> str:
    """A table that Reaper's Region/Marker Manager imports: chapters are markers, turns are regions, in seconds."""
    rows: list[tuple[str, ...]] = [("#", "Name", "Start", "End", "Length")]
    rows += [(f"M{n}", one_line(c.title), f"{c.start / RATE:.6f}", "", "") for n, c in enumerate(chapters, start=1)]
    for number, turn in enumerate(turns, start=1):
        times = (turn.start, turn.end, turn.end - turn.start)
        rows.append((f"R{number}", one_line(speakers[turn.turn]), *(f"{time / RATE:.6f}" for time in times)))
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",\n]', cell) else cell
