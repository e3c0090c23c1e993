"""Transcripts of any make, alone and against each other; each fault beside the good file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.check.captions import read_captions, read_json
from audiorender.publish.check.finding import Level
from audiorender.publish.check.transcripts import transcript_findings
from publish.talks import shown, text_of

VTT = """WEBVTT

NOTE made by hand

00:00.000 --> 00:02.000 align:start
<v Ada>How far out did you walk?

2
00:00:02.000 --> 00:00:04.500
<v.loud Ben>Past the <i>second</i> sandbank &amp; back.
"""
SRT = """1
00:00:00,000 --> 00:00:02,000
Ada: How far out
did you walk?

2
00:00:02,000 --> 00:00:04,500
Ben: Past the second sandbank & back.
"""
JSON = (
    '{"version": "1.0.0", "segments": ['
    '{"speaker": "Ada", "startTime": 0, "endTime": 2, "body": "How far out did you walk?"},'
    '{"speaker": "Ben", "startTime": 2, "endTime": 4.5, "body": "Past the second sandbank & back."}]}'
)
TXT = "Tides\n\n00:00 All of it\n\nAda: How far out did you walk?\n\nBen: Past the second sandbank & back.\n"
GOOD = {".vtt": VTT, ".srt": SRT, ".transcript.json": JSON, ".txt": TXT}


def rules(texts: dict[str, str], length: int | None = 5000) -> list[str]:
    return [each.rule for each in transcript_findings(texts, "tides", length)]


def test_it_is_all_one_where_lines_of_a_script_without_blanks_end() -> None:
    talk = "他说：“我用Python写了三行代码，望远镜就转起来了。”后来我们在旧的天文台里坐了很久，谁也没有说话。"
    made = shown([("主持人", "为什么？"), ("李明", talk), ("主持人", "真的吗？")])
    texts = {suffix: text_of(suffix, made) for suffix in (".vtt", ".srt", ".transcript.json", ".txt", ".words.vtt")}
    assert rules(texts, None) == []
    assert rules({**texts, ".srt": texts[".srt"].replace("望远镜", "望远")}, None) == ["transcript-differ"]


def test_good_ones_give_nothing() -> None:
    assert rules(GOOD) == []
    for suffix, text in GOOD.items():
        assert rules({suffix: text}) == []
        assert rules({suffix: text.replace("\n", "\r\n")}) == []


@pytest.mark.parametrize(
    ("suffix", "old", "new", "rule"),
    [
        (".vtt", "WEBVTT", "VTT", "transcript-damaged"),
        (".vtt", "00:02.000 -->", "later -->", "transcript-damaged"),
        (".vtt", "NOTE made by hand", "NOTE cut --> paste", "transcript-note"),
        (".vtt", "00:00:04.500", "00:00:09.000", "transcript-beyond-end"),
        (".vtt", "00:00:04.500", "00:00:01.000", "transcript-order"),
        (".vtt", "<v.loud Ben>Past the <i>second</i> sandbank &amp; back.", "<v Ben>", "transcript-empty"),
        (".vtt", "&amp; back", f"&amp; {'far ' * 20}back", "transcript-lines"),
        (".srt", "second", "third", "transcript-differ"),
        (".srt", "00:00:02,000 -->", "00:00:03,900 -->", None),
        (".srt", "00:00:00,000 --> 00:00:02,000", "00:00:04,000 --> 00:00:04,400", "transcript-order"),
        (".srt", "1\n00:00:00,000 --> 00:00:02,000\n", "1\n00:00:00,000 -> 00:00:02,000\n", "transcript-damaged"),
        (".transcript.json", '"body": "How', '"text": "How', "transcript-damaged"),
        (".transcript.json", "second", "third", "transcript-differ"),
        (".transcript.json", '"startTime": 2, "endTime": 4.5', '"startTime": 3.5, "endTime": 4.5', None),
        (".transcript.json", "{", "[", "transcript-damaged"),
        (".txt", "second", "third", "transcript-differ"),
        (".txt", TXT, "The tide tables of the year.", None),
    ],
)
def test_each_fault_is_found(suffix: str, old: str, new: str, rule: str | None) -> None:
    assert old in GOOD[suffix]
    found = rules({**GOOD, suffix: GOOD[suffix].replace(old, new)})
    assert (rule in found) if rule else found == []


def test_the_same_words_at_other_times_differ() -> None:
    late = SRT.replace("00:00:00,000 --> 00:00:02,000", "00:00:00,000 --> 00:00:00,100")
    late = late.replace("00:00:02,000 --> 00:00:04,500", "00:00:06,000 --> 00:00:07,000")
    (found,) = transcript_findings({**GOOD, ".srt": late}, "tides", 8000)
    assert (found.rule, found.path) == ("transcript-differ", "tides.srt")
    assert "'Past' at 00:00:06.000 in place of 00:00:02.000" in found.message


def test_a_name_that_is_said_is_no_speaker() -> None:
    vtt = VTT.replace("How far", "Ben: how far")
    assert rules({".vtt": vtt, ".srt": SRT.replace("Ada: How", "Ada: Ben: how")}) == []
    assert rules({".vtt": vtt, ".srt": SRT.replace("Ada: How", "Ben: how")}) == []


def test_nobody_is_named() -> None:
    (found,) = transcript_findings({".vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"}, "tides", 5000)
    assert (found.rule, found.level) == ("transcript-speakers", Level.NOTE)


def test_an_empty_file_is_damaged() -> None:
    assert rules({".srt": ""}) == ["transcript-damaged"]
    assert rules({".vtt": "WEBVTT\n"}) == ["transcript-damaged"]


@given(st.text(alphabet=st.sampled_from("WEBVTT\n\r -->:.,0123<v>{}NOTE a"), max_size=300))
def test_no_text_is_too_much(text: str) -> None:
    for found in (read_captions(text, srt=True), read_captions(f"WEBVTT\n\n{text}", srt=False), read_json(text)):
        assert all(cue.text == cue.text.strip() for cue in found.cues)
    assert all(each.path.startswith("a") for each in transcript_findings({".vtt": text, ".srt": text}, "a", 1000))


@pytest.mark.parametrize(("start", "found"), [(0, 0), (2000, 0), (2400, 0), (3000, 1), (4200, 0), (9000, 0)])
def test_a_chapter_that_begins_in_the_middle_of_a_cue(start: int, found: int) -> None:
    rules = [each.rule for each in transcript_findings(GOOD, "a", 10_000, (0, start))]
    assert rules == ["transcript-chapter"] * found
