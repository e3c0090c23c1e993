"""Words where no blank stands between them: legal lines, whole characters, nothing lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.unspaced import LINE, UNSPACED, room, word_places

mixed = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("字ア「。」ッーเก่า้k9 é\u0301👩🏽\u200d🔧\ud83d")
)


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in word_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's half-past nine – “late”, isn't it?", ["It's", "half-past", "nine", "–", "“late”,", "isn't", "it?"]),
        ("他说：“我来了。”（真的？）", ["他", "说：", "“我来", "了。”", "（真的？）"]),
        ("我用Python写了3行code，好", ["我", "用", "Python", "写", "了", "3", "行", "code，", "好"]),
        ("昨日、古い天文台を見に行きました。", ["昨日、", "古い", "天文台を", "見に", "行きました。"]),
        ("どうやって見つけたのですか。", ["どうやって", "見つけたのですか。"]),
        ("ちょっと「きっと」だ", ["ちょっと", "「きっと」", "だ"]),
        ("ฉันไปดูหอดูดาว เก่า", ["ฉัน", "ไป", "ดู", "หอ", "ดู", "ดาว", "เก่า"]),
        ("请看https://example.org/a-b/c吧", ["请看", "https://example.org/a-b/c", "吧"]),
        ("아버지가 방에 들어가신다.", ["아버지가", "방에", "들어가신다."]),
        ("我👩🏽‍🔧是", ["我", "👩🏽‍🔧", "是"]),
        ("你\ud83d好", ["你", "\ud83d", "好"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(mixed)
def test_the_words_are_the_text_without_its_blanks(text: str) -> None:
    found = words(text)
    assert "".join(found) == "".join(text.split())
    assert all(found)
    assert all(word == "".join(word.split()) for word in found)


@given(mixed)
def test_where_no_such_script_is_the_blanks_part_the_words(text: str) -> None:
    plain = UNSPACED.sub("x", text)
    assert words(plain) == plain.split()


@given(mixed)
def test_no_character_is_cut_in_two(text: str) -> None:
    starts = {start for start, _ in word_places(text) if start and not text[start - 1].isspace()}
    assert not any(unicodedata.category(text[start]) in {"Mn", "Me"} for start in starts)
    assert not any(text[start - 1] == "\u200d" and ord(text[start]) > 0xFFFF for start in starts)


@given(st.text(st.sampled_from("字ア「。」ッーเก่า"), max_size=200))
def test_no_word_of_such_a_script_is_longer_than_a_line(text: str) -> None:
    assert all(room(word) <= LINE for word in words(text))
