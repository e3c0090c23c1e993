"""The script file is strict and loses nothing: it reads back the same, or is refused."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import SEXES, Cue, CueKind, Heading, Item, Link, Meta, Pause, Piece, Script, Text, Turn, plain
from audiorender.script.file.scriptfile import is_script, locate, parse_script
from audiorender.script.file.writing import format_script, placed

FERRY = """\
---
audiorender: 1
title: The night ferry
show: Small Harbours
date: 2024-05-01
season: 2
explicit: false
cast:
  Host:
  Zoë O'Hara (mate): amber
---

# Casting off

Host: Is *everyone* aboard the {MV|motor vessel} Tern?

And the dog: is she aboard?

Zoë O'Hara (mate)?: She is. The \\{brace\\} locker costs 3 \\* 4, \\\\o/.

\\# is a mark, not a chapter.

HOST\\: shouted in capitals.

[pause 1.25s]

Host: [laughs] Then cast off.

Host: At 3:30 sharp.
"""


def script(*items: Item, cast: str = "Host,Ines") -> Script:
    return Script(Meta("T"), tuple((name, None) for name in cast.split(",")), items)


def say(*paragraphs: str, speaker: str = "Host") -> Turn:
    return Turn(speaker, tuple(plain(words) for words in paragraphs))


def with_body(body: str, cast: str = "Host,Ines") -> str:
    return "---\naudiorender: 1\ntitle: T\ncast:\n" + "".join(f"  {n}:\n" for n in cast.split(",")) + f"---\n{body}"


def fault(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        parse_script(text, "ferry.script.md")
    assert "\n" not in str(caught.value)
    return caught.value


def outcome(text: str) -> Script | SourceError:
    try:
        return parse_script(text, "ferry.script.md")
    except SourceError as error:
        return error


def test_links_and_footnotes_for_the_show_notes_follow_the_cast() -> None:
    head = "---\naudiorender: 1\ntitle: T\ncast:\n  Host:\n"
    lists = "links:\n  - The archive https://a.example/b\n  - https://c.example\nfootnotes:\n  - Page 12.\n"
    read = parse_script(f"{head}{lists}---\n\nHost: a\n")
    assert read.meta.links == (Link("The archive", "https://a.example/b"), Link("", "https://c.example"))
    assert read.meta.footnotes == ("Page 12.",)
    assert format_script(read) == f"{head}{lists}---\n\nHost: a\n"
    assert parse_script(f"{head}links:\nfootnotes: []\n---\n\nHost: a\n").meta == Meta("T")


@pytest.mark.parametrize(
    ("lists", "where", "words"),
    [
        ("links: https://a.example", "6:8", "'links' is not a list: write a line '- ...'"),
        ("links:\n  - the archive", "7:5", "'the archive' does not end with a web address"),
        ("links:\n  - a javascript:alert(1)", "7:5", "does not end with a web address"),
        ("footnotes:\n  - a: b", "7:5", 'put text in "double quotes"'),
        ("footnotes:\n  -", "7:4", "is empty"),
    ],
)
def test_a_faulty_list_is_refused(lists: str, where: str, words: str) -> None:
    error = fault(f"---\naudiorender: 1\ntitle: T\ncast:\n  Host:\n{lists}\n---\n\nHost: a\n")
    assert f"{error.line}:{error.column}" == where
    assert words in str(error)


def test_a_title_has_a_link_and_a_picture() -> None:
    read = parse_script(with_body("# T\n\n[link https://a.example/x?y=1+2#z]\n\n[image my knife.jpg]\n\nHost: a\n"))
    assert read.items[0] == Heading("T", url="https://a.example/x?y=1+2#z", image="my knife.jpg")


# -- what the marks mean -------------------------------------------------------------------------------------------


def test_the_parts_of_a_script() -> None:
    read = parse_script(FERRY)
    assert read.meta == Meta("The night ferry", "Small Harbours", date="2024-05-01", season=2, explicit=False)
    assert read.cast == (("Host", None), ("Zoë O'Hara (mate)", "amber"))
    heading, ask, answer, pause, go, when = read.items
    assert heading == Heading("Casting off")
    assert ask == Turn(
        "Host",
        (
            (
                Piece("Is "),
                Piece("everyone", stress=True),
                Piece(" aboard the "),
                Piece("MV", "motor vessel"),
                Piece(" Tern?"),
            ),
            plain("And the dog: is she aboard?"),
        ),
    )
    assert answer == Turn(
        "Zoë O'Hara (mate)",
        (
            plain("She is. The {brace} locker costs 3 * 4, \\o/."),
            plain("# is a mark, not a chapter."),
            plain("HOST: shouted in capitals."),
        ),
        guessed=True,
    )
    assert pause == Pause(1250)
    assert go == say("[laughs] Then cast off.")
    assert when == say("At 3:30 sharp.")
    assert [item.line for item in read.items] == [13, 15, 19, 25, 27, 29]
    assert format_script(read) == FERRY


def test_lines_of_a_paragraph_join_with_one_space() -> None:
    assert parse_script(with_body("Host: one  \n  two\n\tthree  four \n")).items == (say("one two three  four"),)


def test_a_label_may_be_on_the_line_before_its_words() -> None:
    assert parse_script(with_body("Host:\nHello.\n")).items == (say("Hello."),)


def test_after_a_title_or_a_pause_the_same_speaker_opens_a_new_turn() -> None:
    read = parse_script(with_body("Host?: one\n\n# Two\n\ntwo\n\n[pause 0s]\n\nthree\n"))
    turns = [replace(say(words), guessed=True) for words in ("one", "two", "three")]
    assert read.items == (turns[0], Heading("Two"), turns[1], Pause(0), turns[2])


def test_consecutive_turns_of_one_speaker_stay_separate() -> None:
    kept = script(say("one"), say("two", "three"), say("four", speaker="Ines"))
    assert parse_script(format_script(kept)) == kept


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    assert parse_script("\ufeff" + FERRY.replace("\n", "\r\n")) == parse_script(FERRY)


def test_a_word_may_be_shown_and_not_spoken() -> None:
    kept = script(Turn("Host", ((Piece("Ha", ""), Piece("!"), Piece("a|b", "{*}", stress=True)),)))
    assert format_script(kept).splitlines()[-1] == "Host: {Ha|}!*{a\\|b|\\{\\*\\}}*"
    assert parse_script(format_script(kept)) == kept


@pytest.mark.parametrize(
    "name",
    ["Q: A", "What?", "What??", "# 1", "[cue]", "a\\", "*x*", "{a|b}", "Á. Ñ", "2001", "---", "【pause", "<!-- B"],
)
@pytest.mark.parametrize("guessed", [True, False])
def test_names_with_special_characters(name: str, guessed: bool) -> None:
    kept = Script(Meta("T"), ((name, "true"), ("What", None)), (Turn(name, (plain("Yes: no?"),), guessed),))
    assert parse_script(format_script(kept)) == kept


@pytest.mark.parametrize(
    "words", ["Host: hm", "Hosst: hm", "Ines?: x", "HELLO: x", "A: B: C: x", "[pause 1s]", "[x", "# x", "#", "---"]
)
def test_text_that_looks_like_something_else_is_escaped(words: str) -> None:
    kept = script(say("first", words))
    assert parse_script(format_script(kept)) == kept


@pytest.mark.parametrize("words", ["One thing: x", "at 3:30", "That is not what it is: x", "https://host.example"])
def test_a_colon_is_not_escaped_without_need(words: str) -> None:
    assert format_script(script(say("first", words))).splitlines()[-1] == words


# -- inverses ------------------------------------------------------------------------------------------------------

NASTY = st.sampled_from(list(":{}*\\[]()#-|?!\"'.,_&%@~`><= \t\u00a0\u2028\x85\x07éÅ日😀ا1aAbB\ufeff")) | st.characters(
    exclude_categories=["Cs"]
)
WORDS = st.text(NASTY, min_size=1, max_size=12) | st.sampled_from(
    ["Host", "Host: x", "---", "# x", "[pause 1s]", "【pause 1s】", "(pause 2s)", "[musik a.mp3]", "AB: c"]
)
ANY_TEXT = st.lists(
    st.builds(Piece, WORDS, st.none() | st.text(NASTY, max_size=5), st.booleans()), min_size=1, max_size=4
)
META = st.builds(
    Meta,
    title=WORDS,
    show=st.none() | st.text(NASTY),
    author=st.none()
    | st.sampled_from(["null", "~", "1e3", "- a", "? b", "a: b", "a #b", "&a", "*a", "!x", "a\nb", " a "]),
    date=st.none() | st.sampled_from(["2024-05-01", "2001", "0x1F", "12:30:45"]),
    description=st.none() | st.text(NASTY),
    season=st.none() | st.integers(0, 10**9 - 1),
    explicit=st.none() | st.booleans(),
    guid=st.none() | st.just("urn:uuid:0"),
    links=st.lists(
        st.builds(Link, st.text(NASTY).map(str.strip), st.sampled_from(["https://a.example/b:#c", "HTTP://é.b"]))
    ).map(tuple),
    footnotes=st.lists(WORDS.map(str.strip).filter(bool) | st.just('- 1. "a" #b: c')).map(tuple),
)
LINKS = st.none() | st.sampled_from(["https://a.example/b+c?d=%20#e", "HTTP://é.example"])
NAMES = WORDS | st.sampled_from(["Host", "Hosts", "AB", "Ann: Lee", "Who?", "[x]", "#x"])


@st.composite
def any_script(draw: st.DrawFn, words: st.SearchStrategy[list[Piece]], name: st.SearchStrategy[str]) -> Script:
    names = draw(st.lists(name, min_size=1, max_size=3, unique=True))
    paragraphs = st.lists(words.map(tuple), min_size=1, max_size=3).map(tuple)
    turn = st.builds(Turn, st.sampled_from(names), paragraphs, st.booleans())
    picture = st.none() | name.map(lambda text: re.sub(r"[\[\]]", "", one_line(text)) or "x")
    heading = st.builds(Heading, draw(st.just(name)).filter(str.strip), url=LINKS, image=picture)
    file = name.map(lambda text: re.sub(r"[\[\]]", "", one_line(text)).strip() or "x").filter(
        lambda text: text != "out"
    )
    under = st.integers(-400, -100).map(lambda tenths: tenths / 10)
    cue = st.just(Cue(CueKind.MUSIC_OUT)) | st.builds(Cue, st.just(CueKind.MUSIC), file, under)
    cue |= st.builds(Cue, st.sampled_from([CueKind.STING, CueKind.SOUND]), file)
    items = st.lists(turn | heading | cue | st.builds(Pause, st.integers(0, 60_000)), max_size=6)
    cast = tuple((each, draw(st.none() | st.text(NASTY, max_size=6))) for each in names)
    sexes = tuple((each, draw(st.sampled_from(SEXES))) for each in names if draw(st.booleans()))
    return Script(draw(META), cast, tuple(draw(items)), sexes)


def one_line(words: str) -> str:
    return re.sub("[\n\r\0]", "", words).strip(" \t") or "x"


def tidy(pieces: list[Piece]) -> list[Piece]:
    """The nearest text that the format can hold: similar pieces joined, no blanks at the ends."""
    kept: list[Piece] = []
    for (stress, plainly), run in groupby(pieces, key=lambda piece: (piece.stress, piece.spoken is None)):
        each = [Piece(one_line(p.written), p.spoken and re.sub("[\n\r\0]", "", p.spoken), stress) for p in run]
        kept += plain_piece(each, stress) if plainly else each
    return kept


def plain_piece(pieces: list[Piece], stress: bool) -> Text:
    return (Piece("".join(piece.written for piece in pieces).strip() or "x", stress=stress),)


@given(any_script(ANY_TEXT, NAMES))
def test_any_script_reads_back_the_same_or_is_refused(kept: Script) -> None:
    try:
        text = format_script(kept)
    except SourceError:
        return
    assert parse_script(text) == kept
    assert is_script(text)
    assert text.encode().decode() == text


@given(any_script(ANY_TEXT.map(tidy), NAMES.map(one_line)))
def test_what_the_format_can_hold_is_never_refused(kept: Script) -> None:
    meta = replace(kept.meta, title=one_line(kept.meta.title), show=kept.meta.show and one_line(kept.meta.show))
    meta = replace(meta, title=meta.title if meta.title.strip() else "x", description=None)
    links = tuple(replace(link, text=one_line(link.text).strip()) for link in meta.links)
    meta = replace(meta, links=links, footnotes=tuple(one_line(note).strip() or "x" for note in meta.footnotes))
    cast = tuple((name, voice and one_line(voice)) for name, voice in kept.cast)
    kept = replace(kept, meta=meta, cast=cast)
    text = format_script(kept)
    assert parse_script(text) == kept
    assert format_script(parse_script(text)) == text


LINES = st.sampled_from(
    [
        "Host: hi",
        "Hosst: hi",
        "Ines?: *a* b",
        "plain",
        "",
        "",
        "# T",
        "#T",
        "[pause 2s]",
        "[x]",
        "{a|b}",
        "a\\",
        "*",
        "\t",
    ]
) | st.text(NASTY, max_size=10)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_body_is_read_or_refused_with_its_place(body: str) -> None:
    text = with_body(body)
    read = outcome(text)
    if isinstance(read, SourceError):
        assert read.path == "ferry.script.md"
        assert read.line is not None
        assert read.column is not None
        assert 8 <= read.line <= text.count("\n") + 1
        return
    again = format_script(read)
    assert parse_script(again) == read
    assert format_script(parse_script(again)) == again


@given(
    st.lists(
        LINES | st.sampled_from(["title: x", "cast: {}", "cast: [[[", "a: &b *b", "%YAML 9.9", '"\\ud800": x']),
        max_size=8,
    )
)
def test_any_header_is_read_or_refused(lines: list[str]) -> None:
    text = "---\naudiorender: 1\n" + "\n".join(lines) + "\n---\n"
    assert is_script(text)
    read = outcome(text)
    assert isinstance(read, Script) or read.line is not None


# -- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "where", "words"),
    [
        ("Hosst: hi", "8:1", "speaker 'Hosst' is not in the cast; did you mean 'Host'?"),
        ("Host: a\n\n  GUEST: hi", "10:3", "speaker 'GUEST' is not in the cast"),
        ("**Host:** hi", "8:1", "did you mean 'Host'?"),
        ("host: hi", "8:1", "did you mean 'Host'?"),
        ("hello", "8:1", "no speaker has been named yet"),
        ("Host:", "8:1", "no words"),
        ("Host: a\nInes: b", "9:1", "an empty line is missing"),
        ("Host: a\n# T", "9:1", "an empty line is missing"),
        ("# T\nHost: a", "9:1", "an empty line is missing"),
        ("Host: a\n[pause 1s]", "9:1", "an empty line is missing"),
        ("## T", "8:1", "a chapter's title is written '# Title'"),
        ("#T", "8:1", "a chapter's title"),
        ("[musik theme.mp3]", "8:1", "unknown cue 'musik'; did you mean 'music'?"),
        ("[sting]", "8:1", "the file name is missing: write [sting sting.mp3]"),
        ("[music a.mp3 under]", "8:1", "how far music stays below the voices"),
        ("[music a.mp3 under -9dB]", "8:1", "from -10 to -40"),
        ("[music a.mp3 under 18dB]", "8:1", "from -10 to -40"),
        ("Host: a [pause 61s] b", "8:9", "at most 60 seconds"),
        ("Host: [pause 1s] b", "8:7", "no words before this pause"),
        ("Host: a [pause 1s]", "8:18", "no words after this pause"),
        ("[link https://a.example/b]", "8:1", "a link belongs to a chapter"),
        ("# T\n\nHost: a\n\n[image a.jpg]", "12:1", "a picture belongs to a chapter"),
        ("# T\n\n[link javascript:alert(1)]", "10:1", "write [link https://...]"),
        ("# T\n\n[link https://a.example/b c]", "10:1", "write [link https://...]"),
        ("# T\n\n[image a.jpg]\n\n[image b.jpg]", "12:1", "this chapter already has one"),
        ("# T\n\n[image]", "10:1", "the name of a picture is missing"),
        ("Host: a\n\nPostman?: b", "10:1", "speaker 'Postman' is not in the cast"),
        ("Host: a ｛MV｜motor vessel｝", "8:9", "this '｛' would be read aloud"),
        ("[pausse 1s]", "8:1", "unknown cue 'pausse'; did you mean 'pause'?"),
        ("[pause]", "8:1", "[pause 1.5s]"),
        ("[pause 61s]", "8:1", "at most 60 seconds"),
        ("[pause 1.2345s]", "8:1", "to the millisecond"),
        ("[pause -1s]", "8:1", "is not a pause"),
        ("Host: a【pause 2s】b", "8:8", "'【pause 2s】' would be read aloud: write [pause 1.5s]"),
        ("Host: a [Pause 2s] b", "8:9", "'[Pause 2s]' would be read aloud: write [pause 1.5s]"),
        ("Host: a (pause 2 sec) b", "8:9", "'(pause 2 sec)' would be read aloud: write [pause 1.5s]"),
        (
            "Host: a [musik a.mp3] b",
            "8:9",
            "'[musik a.mp3]' would be read aloud: write [music ...] on a line of its own",
        ),
        ("Host: 2 * 3 * 4", "8:9", r"for a star write \*"),
        ("Host: **loud**", "8:7", r"for a star write \*"),
        ("Host: a *b", "8:9", "not closed"),
        ("Host: a\n  b {c", "9:5", r"for a brace write \{"),
        ("Host: {a}", "8:7", "{written|spoken}"),
        ("Host: {|a}", "8:7", "{written|spoken}"),
        ("Host: {a|b|c}", "8:7", "{written|spoken}"),
        ("Host: {*a*|b}", "8:7", "{written|spoken}"),
        ("Host: a }", "8:9", r"for a brace write \}"),
        (r"Host: C:\new", "8:9", r"for a backslash write \\"),
        ("Host: a\\\nb", "8:8", r"for a backslash write \\"),
        ("Host: a\0b", "8:8", "U+0000"),
    ],
)
def test_a_body_that_fits_no_rule(body: str, where: str, words: str) -> None:
    message = str(fault(with_body(f"{body}\n")))
    assert message.startswith(f"ferry.script.md:{where}: ")
    assert words in message


@pytest.mark.parametrize(
    ("header", "where", "words"),
    [
        ("audiorender: 2\ntitle: T\ncast: {}", "2:14", "format '2' is unknown"),
        ("audiorender: 1\ncast: {}", "2:1", "has no 'title'"),
        ("audiorender: 1\ntitle: T", "2:1", "has no 'cast'"),
        ("audiorender: 1\ntitle:\ncast: {}", "3:7", "the title is empty"),
        ("audiorender: 1\ntitel: T\ncast: {}", "3:1", "unknown key 'titel' in the front matter; did you mean 'title'?"),
        ("audiorender: 1\ntitle: T\ntitle: U\ncast: {}", "4:1", "has 'title' twice"),
        ("audiorender: 1\ntitle: [T]\ncast: {}", "3:8", "'title' is not a single value"),
        ("audiorender: 1\ntitle: T\nseason: two\ncast: {}", "4:9", "'season' must be a whole number, not 'two'"),
        ("audiorender: 1\ntitle: T\nexplicit: no\ncast: {}", "4:11", "'explicit' must be true or false, not 'no'"),
        (
            "audiorender: 1\ntitle: T\ncast:\n  Ada: {sex: woman}",
            "5:14",
            "the sex of 'Ada' cannot be 'woman'; write female",
        ),
        ("audiorender: 1\ntitle: T\ncast:\n  Ada: {vioce: amber}", "5:9", "unknown key 'vioce' for 'Ada' in the cast"),
        (
            "audiorender: 1\ntitle: T\ncast:\n  Ada: {voice: [amber]}",
            "5:16",
            "the voice of 'Ada' is not a single value",
        ),
        ("audiorender: 1\ntitle: T\ncast: amber", "4:7", "the cast is not a list of 'key: value' lines"),
        ("audiorender: 1\ntitle: T\ncast:\n  A: b\n  A: c", "6:3", "the cast has 'A' twice"),
        ("audiorender: 1\ntitle: T\ncast:\n  ' A': b", "5:3", "a speaker's name"),
        ("audiorender: 1\ntitle: T\ncast:\n  A: [b]", "5:6", "the voice of 'A' is not a single value"),
        ("audiorender: 1\ntitle: a: b\ncast: {}", "3:9", "not YAML"),
        ('audiorender: 1\ntitle: "\\UFFFFFFFF"\ncast: {}', "2", "not YAML"),
        (f"audiorender: 1\ntitle: {'[' * 2000}\ncast: {{}}", "2", "not YAML"),
        ("audiorender: 1\ntitle: a\x07b\ncast: {}", "3:9", "U+0007"),
        ('audiorender: 1\ntitle: "\\ud83d"\ncast: {}', "3:8", "U+D83D"),
    ],
)
def test_a_header_that_fits_no_rule(header: str, where: str, words: str) -> None:
    message = str(fault(f"---\n{header}\n---\n"))
    assert message.startswith(f"ferry.script.md:{where}: ")
    assert words in message


def test_front_matter_must_be_there_and_closed() -> None:
    assert fault("Host: hi").line == 1
    assert fault("---\naudiorender: 1\ntitle: T\n").line == 1
    assert fault("---\n---\n").line == 2


@pytest.mark.parametrize(
    "kept",
    [
        script(say("two\nlines")),
        script(say(" blank")),
        script(say("blank\t")),
        script(say("lone \r return")),
        script(say("half \ud83d pair")),
        script(Turn("Host", ((Piece("a"), Piece("b")),))),
        script(Turn("Host", ((Piece(" a", stress=True),),))),
        script(Heading(" T")),
        script(Heading("T\nU")),
        script(Heading("T", url="ftp://a.example")),
        script(Heading("T", url="https://a.example/]")),
        script(Heading("T", image="a]b.jpg")),
        script(Pause(60_001)),
        Script(Meta(" "), (), ()),
        Script(Meta("T", season=-1), (), ()),
        Script(Meta("T"), (("x" * 101, None),), ()),
        Script(Meta("T"), ((" x", None),), ()),
        Script(Meta("T"), (("Ada", "am\0ber"),), (), (("Ada", "female"),)),
    ],
)
def test_what_the_format_cannot_hold_is_refused(kept: Script) -> None:
    with pytest.raises(SourceError):
        format_script(kept)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        (FERRY, True),
        ("\ufeff---\r\naudiorender: 1\r\n---\r\n", True),
        ('---\ntitle: [broken\n"audiorender" : 9\n---\n', True),
        ("---\naudiorender: 1\nnever closed", True),
        ("---\ntitle: A post about audiorender: 1\n---\n", False),
        ("---\nnever closed\n\naudiorender: 1\n", False),
        ("---\ntitle: x\n---\naudiorender: 1\n", False),
        ("audiorender: 1\n", False),
        ("", False),
    ],
)
def test_what_makes_a_file_a_script(text: str, yes: bool) -> None:
    assert is_script(text) is yes


# -- places and speed ----------------------------------------------------------------------------------------------


def test_every_line_of_a_paragraph_leads_to_it() -> None:
    text = with_body("Host: one\nmore\n\ntwo\n\n# T\n\nthree\n\n\nInes: four\n")
    script = parse_script(text)
    lines = [turn.lines for turn in script.turns]
    assert lines == [(range(8, 10), range(11, 12)), (range(15, 16),), (range(18, 19),)]
    found = {line: locate(script, line) for line in range(1, 20)}
    assert {line: place for line, place in found.items() if place} == {
        8: (0, 0), 9: (0, 0), 11: (0, 1), 15: (1, 0), 18: (2, 0)
    }  # fmt: skip


@given(any_script(ANY_TEXT.map(tidy), NAMES.map(one_line)))
def test_a_script_is_placed_where_its_text_has_it(script: Script) -> None:
    try:
        text, known = placed(script)
        read = parse_script(text)
    except SourceError:
        return
    assert text == format_script(script)
    assert known == read
    assert [item.line for item in known.items] == [item.line for item in read.items]
    assert [turn.lines for turn in known.turns] == [turn.lines for turn in read.turns]


def test_a_megabyte_is_read_and_written_in_about_a_second() -> None:
    words = "Note: the ferry *sails* at {9|nine} and \\{returns\\} at night, in any weather. " * 4
    text = with_body("".join(f"\nHost: {words.strip()}\n\n{words.strip()}\n" for _ in range(1600)))
    assert len(text) > 1_000_000
    started = time.process_time()
    read = parse_script(text)
    assert parse_script(format_script(read)) == read
    assert time.process_time() - started < 6


@pytest.mark.parametrize("line", ["{" * 100_000, "*a* " * 30_000, "A:" * 50_000, "\\{" * 50_000, "{a|" * 50_000])
def test_no_text_takes_long(line: str) -> None:
    started = time.process_time()
    kept = script(say("a", line.strip()))
    assert parse_script(format_script(kept)) == kept
    read = outcome(with_body(f"Host: {line}"))
    assert isinstance(read, Script) or read.line == 8
    assert time.process_time() - started < 3


# -- the page ------------------------------------------------------------------------------------------------------

PAGE = Path(__file__).parents[3] / "docs" / "script-format.md"


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_page_shows_whole_scripts_as_we_write_them() -> None:
    found = examples("script")
    assert found
    for text in found:
        assert format_script(parse_script(text)) == text


def test_the_page_says_what_its_lines_mean() -> None:
    found = examples("body")
    assert found
    for body in found:
        assert parse_script(with_body(f"Host: First.\n\n{body}")).items


def test_the_page_shows_errors_as_they_are() -> None:
    found = examples("error")
    assert found
    for example in found:
        body, _, message = example.rstrip("\n").rpartition("\n")
        assert str(fault(with_body(f"{body}\n"))).endswith(message)


def test_a_pause_inside_a_paragraph() -> None:
    read = parse_script(with_body("Host: It was [pause 1.5s] *quiet*, and [pause 0s] dark.\n"))
    assert read.items == (
        Turn("Host", (plain("It was"),)),
        Pause(1500),
        Turn("Host", ((Piece("quiet", stress=True), Piece(", and")),)),
        Pause(0),
        Turn("Host", (plain("dark."),)),
    )
    assert parse_script(format_script(read)) == read


def test_words_that_read_like_a_pause_stay_words() -> None:
    turn = Turn("Host", (plain("Press [pause 1s] twice."), plain("[pause 2s] is the key"), plain(r"a\[pause 2s] b")))
    kept = script(turn)
    assert parse_script(format_script(kept)) == kept


def test_cues_of_music_and_sound() -> None:
    text = "[music a b.mp3 under -21.5dB]\n\n[music c.ogg]\n\n[music out]\n\n[sting s.wav]\n\n[sound own]\n"
    assert parse_script(with_body(text)).items == (
        Cue(CueKind.MUSIC, "a b.mp3", -21.5),
        Cue(CueKind.MUSIC, "c.ogg"),
        Cue(CueKind.MUSIC_OUT),
        Cue(CueKind.STING, "s.wav"),
        Cue(CueKind.SOUND, "own"),
    )


@pytest.mark.parametrize("name", ["out", "a under -3dB", "a[1].mp3", " a"])
def test_a_file_whose_name_would_not_read_back_is_refused(name: str) -> None:
    with pytest.raises(SourceError):
        format_script(script(Cue(CueKind.MUSIC, name)))


@pytest.mark.parametrize(
    ("line", "voice", "sex"),
    [
        ("Ada: {sex: female}", None, "female"),
        ("Ada: {voice: amber, sex: male}", "amber", "male"),
        ("Ada:\n    sex: male\n    voice: amber", "amber", "male"),
        ("Ada: {voice: amber}", "amber", None),
        ("Ada: {}", None, None),
    ],
)
def test_the_cast_may_give_a_speakers_sex(line: str, voice: str | None, sex: str | None) -> None:
    read = parse_script(f"---\naudiorender: 1\ntitle: T\ncast:\n  {line}\n  Ben: basil\n---\n\nAda: Yes.\n")
    assert read.cast == (("Ada", voice), ("Ben", "basil"))
    assert read.sexes == (() if sex is None else (("Ada", sex),))
    assert parse_script(format_script(read)) == read


@pytest.mark.parametrize("colon", [":", "：", "﹕", "︓", " :"])
def test_colons_of_other_widths_end_a_label(colon: str) -> None:
    assert parse_script(with_body(f"Host{colon} one\n")).turns[0].speaker == "Host"


@pytest.mark.parametrize(
    ("written", "length"),
    [("500ms", 500), ("2 s", 2000), ("1,5s", 1500), ("3 sec", 3000), ("1 second", 1000), ("40 ms", 40)],
)
def test_the_length_of_a_pause_in_other_units(written: str, length: int) -> None:
    for cue in (f"[pause {written}]", f"[pause: {written}]"):
        assert Pause(length) in parse_script(with_body(f"Host: one {cue} two\n")).items


def test_a_cast_with_tabs_and_typographic_quotation_marks() -> None:
    header = '  ---\naudiorender: 1\ntitle: T\nlanguage: Deutsch\ncast:\n\t“Ada”: amber\n\t"“Bo”":\n---\n\n'
    read = parse_script(header + "Ada: one\n\n“Bo”: two\n")
    assert read.cast == (("Ada", "amber"), ("“Bo”", None))
    assert read.meta.language == "de"
