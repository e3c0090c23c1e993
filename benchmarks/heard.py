"""How well a finished episode is understood, and how natural it sounds: decoded, and cut by its own captions.

    judges/bin/pip install whisper-normalizer==0.1.15
    judges/bin/python benchmarks/heard.py FOLDER/NAME.mp3 --whisper FOLDER [--names NAME,NAME]

The environment `judges` and its weights are those of `voices.py`. NAME.vtt lies beside the audio. Captions are taken
together up to the end of a turn, at least 12 s and at most one window of the recogniser. Printed are the words
that it hears wrongly, in percent: as they are written; numbers, contractions and British spellings written in one way
(the normaliser of Whisper's authors); and then without the `--names`, which no recogniser can know how to spell. Each
difference is listed with its window, and the mean of DistillMOS.
"""

from __future__ import annotations

import argparse
import difflib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from judges import RATE, Judges, Sound, misheard

from audiorender.audio.decode import decode
from audiorender.model import RATE as EPISODE_RATE

LEAST, MOST = 12.0, 29.0
"""Seconds of a window: shorter ones tell a recogniser too little, and longer ones it cuts itself."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is said from second `start` to `end`, and by whom."""

    start: float
    end: float
    text: str
    speaker: str


def captions(path: Path) -> Iterator[Window]:
    """The captions of a WebVTT file of ours."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        times = re.search(r"([\d:.]+) --> ([\d:.]+).*\n((?:.+\n?)+)", block)
        if times:
            speaker = re.search(r"<v ([^>]*)>", times[3])
            text = html.unescape(re.sub(r"<[^>]*>", "", times[3])).replace("\n", " ").strip()
            yield Window(_seconds(times[1]), _seconds(times[2]), text, speaker[1] if speaker else "")


def windows(found: Sequence[Window]) -> Iterator[Window]:
    """Captions taken together."""
    start, texts = 0.0, list[str]()
    for number, each in enumerate(found):
        start = each.start if not texts else start
        texts.append(each.text)
        after = found[number + 1] if number + 1 < len(found) else None
        whole = each.end - start >= LEAST and (after is None or after.speaker != each.speaker)
        if after is None or whole or after.end - start > MOST:
            yield Window(start, each.end, " ".join(texts), each.speaker)
            texts = []


def _seconds(written: str) -> float:
    *hours, minutes, seconds = written.split(":")
    return int(hours[0] if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)


def heard_at(path: Path) -> Sound:
    """The episode at the judges' rate."""
    import soxr

    mono = np.concatenate([block.mean(axis=0) for block in decode(path, 2)])
    return np.asarray(np.clip(soxr.resample(mono, EPISODE_RATE, RATE), -1, 1), np.float32)


def main() -> None:
    """Judge and print."""
    from whisper_normalizer.english import EnglishTextNormalizer  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("audio", type=Path)
    parser.add_argument("--whisper", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--names", default="", help="invented names, with commas, as the normaliser writes them")
    parser.add_argument("--kept", type=Path, default=Path("output/.judged.json"))
    given = parser.parse_args()
    judges, normal = Judges(given.whisper, given.kept), EnglishTextNormalizer()
    names = set(normal(given.names.replace(",", " ")).split())
    sound = heard_at(given.audio)
    raw, same, unnamed, natural = [0, 0], [0, 0], [0, 0], []
    for each in windows(list(captions(given.audio.with_suffix(".vtt")))):
        part = sound[round(each.start * RATE) : round(each.end * RATE)]
        heard = judges.heard(np.pad(part, RATE // 2))
        natural.append(judges.distillmos(part))
        want, got = normal(each.text), normal(heard)
        for count, pair in ((raw, (each.text, heard)), (same, (want, got))):
            wrong, of = misheard(*pair)
            count[0] += wrong
            count[1] += of
        slips = list(_slips(want.split(), got.split()))
        of_names = sum(len(words) for words, _ in slips if set(words) & names)
        unnamed[0] += max(0, misheard(want, got)[0] - of_names)
        unnamed[1] += len(want.split())
        for words, others in slips:
            print(f"  {each.start:7.1f} s  {natural[-1]:.2f}  '{' '.join(words)}' as '{' '.join(others)}'")
    print(f"\n{len(natural)} windows, {same[1]} words; misheard, in %:")
    for what, (wrong, of) in (("as written", raw), ("normalised", same), ("without names", unnamed)):
        print(f"  {what:14} {100 * wrong / of:.1f}  ({wrong})")
    print(f"  DistillMOS     {np.mean(natural):.2f}  (least {min(natural):.2f})")


def _slips(want: Sequence[str], got: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What was to be said and what was heard, wherever they differ."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        if kind != "equal":
            yield list(want[a:b]), list(got[c:d])


if __name__ == "__main__":
    main()
