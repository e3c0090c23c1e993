# ruff: noqa: E501  a case is a row
"""Lists of chapters as people and editors write them: each is read, or an error that names the line."""

from __future__ import annotations

import pytest

from audiorender.errors import SourceError
from audiorender.model import RATE
from audiorender.publish.chapters import read_listing
from audiorender.timecode import milliseconds

Found = list[tuple[int, str]]


def found(text: str) -> Found:
    return [(milliseconds(entry.start), entry.title) for entry in read_listing(text).entries]


def edition(*atoms: str, flags: str = "") -> str:
    return f"<EditionEntry>{flags}{''.join(atoms)}</EditionEntry>"


def atom(start: str, title: str, inside: str = "") -> str:
    display = f"<ChapterDisplay><ChapterString>{title}</ChapterString></ChapterDisplay>"
    return f"<ChapterAtom><ChapterTimeStart>{start}</ChapterTimeStart>{display}{inside}</ChapterAtom>"


ONE, TWO = atom("00:00:00.000000000", "Tea &amp; talk"), atom("00:01:05.250000000", "Kettles")
DEFAULT = "<EditionFlagDefault>1</EditionFlagDefault>"


@pytest.mark.parametrize(
    ("text", "listed", "notes"),
    [
        (f"<Chapters>{edition(ONE, TWO)}</Chapters>", [(0, "Tea & talk"), (65_250, "Kettles")], 0),
        (
            f"<?xml version='1.0'?>\n<!DOCTYPE Chapters SYSTEM 'matroskachapters.dtd'>\n<Chapters>{edition(ONE)}</Chapters>",
            [(0, "Tea & talk")],
            0,
        ),
        (f"<Chapters>{edition(ONE)}{edition(TWO, flags=DEFAULT)}</Chapters>", [(65_250, "Kettles")], 1),
        (
            f"<Chapters>{edition(atom('00:00:00', 'Part', TWO), atom('00:09:00', 'End'))}</Chapters>",
            [(0, "Part"), (540_000, "End")],
            1,
        ),
        (
            f"<Chapters>{edition(ONE, atom('00:02:00', 'Hidden', '<ChapterFlagHidden>1</ChapterFlagHidden>'))}</Chapters>",
            [(0, "Tea & talk")],
            1,
        ),
        ("00:00 Tea\n01:05 Kettles <https://e.org/k>\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        (
            "CHAPTER1=00:00:00.000\nCHAPTERNAME1=Tea\nCHAPTER2=00:01:05\nCHAPTERNAME2=Kettles\n",
            [(0, "Tea"), (65_000, "Kettles")],
            0,
        ),
        ('#,Name,Start,End,Length\nM1,Tea,0:00.000,,\nM2,"A, B",1:05.250,,\n', [(0, "Tea"), (65_250, "A, B")], 0),
        ("#,Name,Start,End,Length\nM1,Tea,0:00.000,,\nR1,Kettles,1:05.250,2:00.000,0:54.750\n", [(0, "Tea")], 1),
        (
            "Name\tStart\tDuration\tTime Format\tType\tDescription\nTea\t0:00.000\t0:00.000\tdecimal\tCue\t\nKettles\t1:05.250\t0:00.000\tdecimal\tCue\t\n",
            [(0, "Tea"), (65_250, "Kettles")],
            0,
        ),
        ("Title;Time\nTea;0:00\nKettles;1:05,25\n", [(0, "Tea"), (65_250, "Kettles")], 0),
        (
            '<Session><Markers><Marker Id="1" Name="Tea &amp; talk" Time="0.000"/><Marker Name="K" Time="1:05.25"/></Markers></Session>',
            [(0, "Tea & talk"), (65_250, "K")],
            0,
        ),
        ("→ 0:00 Tea\n▶️ 1:05 Kettles\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("⏰ 0:00 Tea\n🕐1:05 Kettles\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("1 00:00 Tea\n2 01:05 Kettles\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("#1 00:00 Tea\n(2) 01:05 Kettles\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("00:00\nTea\n\n01:05\nKettles\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("Tea - 0:00\nKettles (1:05)\n", [(0, "Tea"), (65_000, "Kettles")], 0),
        ("0:00 Tea\nKettles - 1:05\n2:00 Cups\n", [(0, "Tea"), (65_000, "Kettles"), (120_000, "Cups")], 0),
        ("0:00 Tea\n1:05 Kettles\nWe left at 3:15 in the morning.\n", [(0, "Tea"), (65_000, "Kettles")], 1),
        ("0:00 Tea\n1:05 Kettles\nThe old train of 0:30\n", [(0, "Tea"), (65_000, "Kettles")], 1),
    ],
)
def test_it_is_read_and_what_is_left_out_is_told(text: str, listed: Found, notes: int) -> None:
    assert found(text) == listed
    assert len(read_listing(text).notes) == notes


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("#,Name,Start,End,Length\nM1,Tea,1.1.00,,\n", "'1.1.00' is not a time", 2),
        ("#,Name,Start,End,Length\nM1,Tea,0:00,,\nM2\n", "too short", 3),
        (f"<Chapters>\n{edition(atom('soon', 'x'))}</Chapters>", "'soon' is not a time", 2),
        ("<Chapters>\n<EditionEntry></Chapters>", "not well-formed XML", 2),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<Chapters><EditionEntry/></Chapters>", "declares entities", 1),
        ("<Chapters><EditionEntry/></Chapters>", "no chapter", None),
        ('<S>\n<Marker Name="x" Time="soon"/></S>', "'soon' is not a time", 2),
        ("CHAPTER01=00:00:00.000\nCHAPTERNAME02=x\n", "NAME without CHAPTER02", 2),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_line(text: str, message: str, line: int | None) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_listing(text)
    assert caught.value.line == line


def test_links_of_mp4chaps_are_kept() -> None:
    assert [e.url for e in read_listing("00:00 Tea\n01:05 Kettles <https://e.org/k>\n").entries] == [
        None,
        "https://e.org/k",
    ]


THREE = [(0, "Intro"), (62, "Metal"), (600, "End")]
FORMS = {
    "arrows": "00:00 → Intro\n01:02 -> Metal\n10:00 » End\n",
    "long arrows": "00:00 --> Intro\n01:02 => Metal\n10:00→End\n",
    "named and numbered": "Chapter 1: 00:00 Intro\nChapter 2: 01:02 Metal\nChapter 3: 10:00 End\n",
    "numbered with dashes": "01 - 00:00 - Intro\n02 - 01:02 - Metal\n03 - 10:00 - End\n",
    "title behind a blank line": "00:00\n\nIntro\n\n01:02\n\nMetal\n\n10:00\n\nEnd\n",
    "table": "| Time | Title |\n|---|---|\n| 00:00 | Intro |\n| 01:02 | Metal |\n| 10:00 | End |\n",
    "bars": "00:00 | Intro\n01:02 | Metal\n10:00 | End\n",
    "bars behind titles": "Intro | 00:00\nMetal | 01:02\nEnd | 10:00\n",
    "table with numbers": "| # | Time | Title |\n|--:|---|---|\n| 1 | 0:00 | Intro |\n| 2 | 1:02 | Metal |\n| 3 | 10:00 | End |\n",
    "table with ends": "Guests\n\n| Title | Start | End |\n|---|---|---|\n| Intro | 0:00 | 1:02 |\n| Metal | 1:02 | 10:00 |\n"
    "| End | 10:00 | 11:00 |\n\nBye.\n",
    "table without outer bars": "Title | Time\n--- | ---\nIntro | 00:00\nMetal | 01:02\nEnd | 10:00\n",
    "table of a page": "<table><tr><th>Time</th><th>Title</th></tr><tr><td>00:00</td><td>Intro</td></tr>"
    "<tr><td>01:02</td> <td>Metal</td></tr><tr><td>10:00</td><td>End</td></tr></table>",
    "units": "0s Intro\n1m02s Metal\n10m00s End\n",
    "units in words": "- 0 min - Intro\n- 1 min 2 s - Metal\n- 10 min - End\n",
    "units in brackets": "(0h0m0s) Intro\n(0h1m2s) Metal\n(0h10m0s) End\n",
    "spans": "00:00–01:02: Intro\n01:02–10:00: Metal\n10:00–11:00: End\n",
    "spans with words": "00:00 to 01:02 Intro\n01:02 to 10:00 Metal\n10:00 to 11:00 End\n",
    "spans behind titles": "Intro (00:00 - 01:02)\nMetal (01:02 - 10:00)\nEnd (10:00 - 11:00)\n",
    "table with ends in German": "| Titel | Von | Bis |\n|---|---|---|\n| Intro | 00:00 | 01:02 |\n| Metal | 01:02 | 10:00 |\n"
    "| End | 10:00 | 11:00 |\n",
    "commas": "00:00, Intro\n01:02, Metal\n10:00, End\n",
    "CSV without names": '00:00,"Intro"\n01:02,Metal\n10:00,End\n',
    "CSV with other names": "Begin;Label\n0:00;Intro\n1:02;Metal\n10:00;End\n",
    "keycaps": "1\ufe0f\u20e3 00:00 Intro\n2\ufe0f\u20e3 01:02 Metal\n3\ufe0f\u20e3 10:00 End\n",
    "at signs": "@0:00 Intro\n@1:02 Metal\n@10:00 End\n",
    "some in units": "00:00 Intro\n1m02s Metal\n10:00 End\n",
    "LRC": "[00:00.00]Intro\n[01:02.00]Metal\n[10:00.00]End\n",
    "mp4chaps --list": "".join(
        f'    Chapter #00{n} - {at} - "{title}"\n'
        for n, at, title in ((1, "00:00:00.000", "Intro"), (2, "00:01:02.000", "Metal"), (3, "00:10:00.000", "End"))
    ),
    "OGM with names first": "".join(
        f"CHAPTERNAME0{n}={title}\nCHAPTER0{n}={at}\n"
        for n, at, title in ((1, "00:00:00.000", "Intro"), (2, "00:01:02.000", "Metal"), (3, "00:10:00.000", "End"))
    ),
    "OGM in small letters": "".join(
        f"chapter0{n}={at}\nchapter0{n}name={title}\n"
        for n, at, title in ((1, "00:00:00.000", "Intro"), (2, "00:01:02.000", "Metal"), (3, "00:10:00.000", "End"))
    ),
    "Audition in samples": "Name\tStart\tDuration\tTime Format\tType\tDescription\n"
    "Intro\t0\t0\t44100 Hz\tCue\t\nMetal\t2734200\t0\t44100 Hz\tCue\tnote\nEnd\t26460000\t0\t44100 Hz\tCue\t\n",
    "Audition in frames": "Name\tStart\tDuration\tTime Format\tType\tDescription\nIntro\t00:00:00:00\t0\t25 fps\tCue\t\n"
    "Metal\t00:01:02:00\t0\t25 fps\tCue\t\nEnd\t00:10:00:00\t0\t25 fps\tCue\t\n",
    "full-width digits and colons": "（００：００）Intro\n【01：02】 Metal\n10：00 End\n",
    "Arabic digits": "\u0660\u0660:\u0660\u0660 Intro\n\u0660\u0661:\u0660\u0662 Metal\n\u0661\u0660:\u0660\u0660 End\n",
    "marks of direction": "\u200f00:00\u200f Intro\n\u200e01:02\u200e - Metal\n\u206710:00\u2069 End\n",
    "marks of direction behind titles": "Intro \u200f00:00\u200f\nMetal - \u206801:02\u2069\nEnd 10:00\u200f\n",
    "blanks of other kinds": "\u00a000:00\u00a0Intro\n\u200b01:02\u2003Metal\n10:00\u3000End\n",
    "dots": "00:00 ... Intro\n01:02 … Metal\n10:00 ........ End\n",
    "boxes to tick": "- [ ] 00:00 Intro\n- [x] 01:02 Metal\n* [X] 10:00 - End\n",
    "bars at the end": "Intro | 00:00 |\nMetal | 01:02 |\nEnd | 10:00 |\n",
    "blanks of a page": "<ul><li>00:00&nbsp;Intro</li><li>01:02&nbsp;&ndash;&nbsp;Metal</li><li>10:00&#8239;End</li></ul>",
    "signs of ratio": "00\u223600 Intro\n01\u223602 Metal\n10\u223600 End\n",
    "SRT without empty lines": "1\n00:00:00,000 --> 00:01:02,000\nIntro\n2\n00:01:02,000 --> 00:10:00,000\nMetal\n"
    "3\n00:10:00,000 --> 00:11:00,000\nEnd\n",
    "JSON of times and names": '[{"time": 0, "name": "Intro"}, {"time": "1:02", "name": "Metal"}, {"time": 600, "name": "End"}]',
    "waves": "00:00 ~ 01:02 Intro\n01:02 ～ 10:00 Metal\n10:00 〜 End\n",
    "at signs behind titles": "Intro @ 00:00\nMetal @01:02\nEnd @ 10:00\n",
    "nanoseconds": "00:00:00.000000000 Intro\n00:01:02.000000 Metal\n00:10:00.0000 End\n",
    "several dashes": "00:00 -- Intro\n01:02 --- Metal\n10:00 –– End\n",
    "table with topics": "| Zeit | Thema | Gast |\n|---|---|---|\n| 0:00 | Intro | Ann |\n| 1:02 | Metal | Bob |\n| 10:00 | End | Ann |\n",
    "ChapterTool": "<chapters version='1'><chapter starttime='0:00:00.000'><title>Intro</title></chapter><chapter starttime="
    "'0:01:02.000'><title>Metal</title></chapter><chapter starttime='0:10:00.000'><title>End</title></chapter></chapters>",
    "Pro Tools": "SESSION NAME:\tTalk\nSAMPLE RATE:\t48000.000000\n\nM A R K E R S  L I S T I N G\n"
    "#   \tLOCATION     \tTIME REFERENCE    \tUNITS    \tNAME      \tCOMMENTS\n1   \t0:00.000     \t0    \tSamples  \tIntro  \t  \n"
    "2   \t1:02.000     \t2976000   \tSamples  \tMetal  \t  \n3   \t10:00.000     \t28800000   \tSamples  \tEnd  \t  \n",
    "Hindenburg in single quotes": "<Session><Markers><Marker Id='1' Name='Intro' Time='00:00.000'/>"
    "<Marker Id='2' Name='Metal' Time='01:02.000'/><Marker Id='3' Name='End' Time='10:00.000'/></Markers></Session>",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_people_and_programs_write(form: str) -> None:
    found = read_listing(FORMS[form])
    assert [(entry.start // RATE, entry.title) for entry in found.entries] == THREE
    assert found.notes == ()


def test_chapter_tool_has_links_and_pictures() -> None:
    text = (
        "<chapters><chapter starttime='0:05'><title>Tea &amp;\ncake</title><picture>a.jpg</picture>"
        "<link href='https://e.org/t'>More</link></chapter></chapters>"
    )
    (entry,) = read_listing(text).entries
    assert (entry.title, entry.url, entry.image) == ("Tea & cake", "https://e.org/t", "a.jpg")


def test_chapters_among_other_vorbis_comments() -> None:
    listing = read_listing("TITLE=Talk\nARTIST=Ann\nCHAPTER000=0:00\nCHAPTER000NAME=Tea\nARTIST=Bob\n")
    assert [(entry.start, entry.title) for entry in listing.entries] == [(0, "Tea")]
    assert listing.notes == ("other comments were left out: TITLE, ARTIST",)


def test_lines_directly_above_time_zero_are_out_of_order() -> None:
    with pytest.raises(SourceError, match=r"line 2: the chapter 00:00:00.000 'Tea' starts before the one above it"):
        read_listing("01:05 Kettles\n00:00 Tea\n")
    assert read_listing("10:30 we meet\n\n00:00 Tea\n").notes != ()


def test_a_time_glued_to_a_title_without_blanks() -> None:
    assert found("00:00开场\n01：05 主题：上\n") == [(0, "开场"), (65_000, "主题：上")]


def test_a_title_may_begin_with_a_sign() -> None:
    assert found("00:00 Intro\n01:00 -40 degrees\n02:00 - 5 tips\n") == [
        (0, "Intro"),
        (60_000, "-40 degrees"),
        (120_000, "5 tips"),
    ]


def test_times_in_frames_without_their_rate_are_an_error_with_its_line() -> None:
    with pytest.raises(SourceError, match="line 2: '00:00:10:12' is not a time"):
        read_listing("Marker Name\tDescription\tIn\nMetal\t\t00:00:10:12\n")


EDL = """TITLE: Talk
FCM: NON-DROP FRAME

001  AX  V  C  00:00:00:00 00:00:00:01 01:00:00:00 01:00:00:01
 |C:ResolveColorBlue |M:Intro |D:1
"""


@pytest.mark.parametrize(
    "text", [EDL, "\n\n\n00:00:00:00 Intro\n00:01:02:12 Metal\n", f"{EDL}* LOC: 01:00:00:00 RED Intro\n"]
)
def test_times_in_frames_are_refused_with_the_reason(text: str) -> None:
    with pytest.raises(SourceError, match=r"line 4: '00:00:00:00' counts frames, .* export the markers with minutes"):
        read_listing(text)


def test_a_line_in_frames_among_others_is_told() -> None:
    assert read_listing("00:00 Intro\n00:01:02:12 Metal\n").notes == ("line with a time, but not read as a chapter: 2",)


def test_names_and_values_are_refused() -> None:
    with pytest.raises(SourceError, match=r"line 1: names and values \(YAML\) are not read as chapters"):
        read_listing("- start: 00:00\n  title: Intro\n- start: 01:02\n  title: Metal\n")


def test_a_number_with_one_unit_is_a_time_only_beside_others() -> None:
    talk = "00:00 Intro\n90s music, they said\n01:02 Metal\n"
    assert found(talk) == [(0, "Intro"), (62_000, "Metal")]


def test_a_bar_in_a_cell_is_part_of_its_title() -> None:
    assert found("| Time | Title |\n|---|---|\n| 0:00 | this \\| that |\n") == [(0, "this | that")]


def test_a_time_with_a_comma_is_part_of_a_sentence_where_others_have_none() -> None:
    assert found("00:00 Intro\n10:30, we left.\n11:00 End\n") == [(0, "Intro"), (660_000, "End")]
