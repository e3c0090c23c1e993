"""Every file beside the audio: what is as planned passes, and what is not is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audiorender.errors import VerifyError
from audiorender.model import RATE, Caption, Chapter, Meta, Timeline
from audiorender.publish.compare import read_back
from audiorender.publish.published import Published
from audiorender.publish.sidecars import KINDS, Kind
from publish.talks import kind_of

META = Meta(title="The brass  barometer", show="Instrument Hour", language="en")
PLAN = Timeline(
    rate=RATE,
    channels=2,
    frames=3 * RATE + 1,
    placements=(),
    captions=(
        Caption(0, RATE, "Nell", "Is it falling?", 0),
        Caption(RATE, 2 * RATE, "Ines & Co.", "It is --> falling.", 1),
        Caption(2 * RATE, 3 * RATE, "Nell", "Then I'll fetch\nthe <washing>.", 2),
    ),
    chapters=(Chapter(0, RATE, "A question"), Chapter(RATE, 3 * RATE + 1, "Barómetro 📻")),
    turns=(),
)
SHOWN = Published(META, PLAN, "The voices are synthetic.")
PATH = Path("e.file")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_what_is_as_planned_passes(kind: Kind) -> None:
    kind.check(kind.write(SHOWN), SHOWN, PATH)


@pytest.mark.parametrize(
    ("suffix", "plan", "message"),
    [
        (".vtt", replace(PLAN, captions=PLAN.captions[:2]), "cue 3 is .*, not none as planned"),
        (".vtt", replace(PLAN, captions=(replace(PLAN.captions[0], speaker="Moll"),)), "Moll: 'Is it"),
        (
            ".chapters.json",
            replace(PLAN, chapters=(Chapter(0, RATE, "An answer"), PLAN.chapters[1])),
            "chapter 1 is 00:00:00.000 to 00:00:01.000 'A question', not .*'An answer'",
        ),
        (".srt", replace(PLAN, captions=PLAN.captions[:2]), "cue 3 is .*, not none as planned"),
        (".transcript.json", replace(PLAN, captions=PLAN.captions[:2]), "segment 3 is .*, not none as planned"),
        (".txt", replace(PLAN, captions=PLAN.captions[:2]), "paragraph 6 is .*, not none as planned"),
        (".words.vtt", replace(PLAN, captions=PLAN.captions[:2]), "word 3 is .*, not none as planned"),
        (".psc.xml", replace(PLAN, chapters=(Chapter(0, PLAN.frames, "A question"),)), "chapter 2 is .*, not"),
        (".notes.txt", replace(PLAN, chapters=(Chapter(0, PLAN.frames, "A question"),)), "line 3 is Chapters, not"),
        (".notes.md", replace(PLAN, captions=PLAN.captions[:1]), "line 8 is .*, not The voices"),
        (".notes.html", replace(PLAN, captions=PLAN.captions[:1]), "line 8 is .*, not The voices"),
    ],
)
def test_a_plan_that_differs_is_named(suffix: str, plan: Timeline, message: str) -> None:
    kind = kind_of(suffix)
    with pytest.raises(VerifyError, match=message) as caught:
        kind.check(kind.write(SHOWN), replace(SHOWN, timeline=plan), PATH)
    assert caught.value.path == PATH


def swap(text: str) -> str:
    head, *blocks = text.removesuffix("\n").split("\n\n")
    return "\n\n".join([head, *reversed(blocks)]) + "\n"


@pytest.mark.parametrize(
    ("suffix", "old", "new", "message"),
    [
        (".vtt", "It is", "It was", "cue 2 is"),
        (".vtt", "00:00:01.000 -->", "00:00:01.001 -->", "cue 2 is"),
        (".chapters.json", '"startTime": 1', '"startTime": 1.5', "chapter 2 is 00:00:01.500"),
        (".chapters.json", "{", "[", "these are not JSON chapters"),
        (".srt", "00:00:01,000 -->", "00:00:01,001 -->", "cue 2 is"),
        (".srt", "2\n", "4\n", "this is not a numbered cue"),
        (".transcript.json", '"startTime": 1.0', '"startTime": 1.001', "segment 2 is"),
        (".transcript.json", "Is it", "Was it", "segment 1 is"),
        (".txt", "00:01 B", "00:02 B", "paragraph 4 is"),
        (".psc.xml", "00:00:01.000", "00:00:01.001", "chapter 2 is"),
        (".psc.xml", "/>", ">", "these are not Podlove chapters: not well-formed XML"),
        (".notes.txt", "00:01 B", "00:02 B", "line 5 is"),
        (".notes.md", "  \n", "\n", "line 4 is 00:00 A question 00:01"),
        (".notes.html", "<br>", "", "line 4 is 00:00 A question 00:01"),
    ],
)
def test_damage_is_found(suffix: str, old: str, new: str, message: str) -> None:
    kind = kind_of(suffix)
    text = kind.write(SHOWN)
    assert old in text
    with pytest.raises(VerifyError, match=message):
        kind.check(text.replace(old, new, 1), SHOWN, PATH)


def test_cues_in_another_order_are_found() -> None:
    kind = kind_of(".vtt")
    with pytest.raises(VerifyError, match=r"cue 1 is 00:00:02\.000"):
        kind.check(swap(kind.write(SHOWN)), SHOWN, PATH)


def test_a_file_that_cannot_be_read_is_named_as_it_will_be_called(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"e\.file: cannot be read back"):
        read_back(tmp_path / "none", str, name=PATH)
    (tmp_path / "binary").write_bytes(b"WEBVTT\n\n\xff\xfe")
    with pytest.raises(VerifyError, match=r"e\.file: cannot be read back: it is not UTF-8"):
        read_back(tmp_path / "binary", str, name=PATH)
