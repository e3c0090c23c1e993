"""Who gets which voice, and that edits of a script leave the others where they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import SEXES, Meta, Script, Turn, Voice, plain
from audiorender.tts.casting.cast import Apart, Casting, cast

ORDER = tuple(f"voice{number:02d}" for number in range(20))
VOICES = {name: Voice(name, "tone", (("pitch", 100 + place),)) for place, name in enumerate(ORDER)}


def _script(*speakers: str, voices: dict[str, str] | None = None, also: tuple[str, ...] = ()) -> Script:
    """A turn for each name, and a cast of all in order of appearance."""
    names = dict.fromkeys((*speakers, *also))
    given_voices = voices or {}
    turns = tuple(Turn(speaker, (plain(f"{speaker} says what there is to say."),)) for speaker in speakers)
    return Script(Meta("T"), tuple((name, given_voices.get(name)) for name in names), turns)


def _given(casting: Casting) -> dict[str, str]:
    return {speaker: seat.voice.name for speaker, seat in casting.seats}


def _interview(*askers: str) -> tuple[str, ...]:
    """A host and a guest, and at the end askers whom the guest answers."""
    return ("Host", "Guest") * 20 + tuple(name for asker in askers for name in (asker, "Guest"))


names = st.text("abcdefgh", min_size=1, max_size=3)
speeches = st.lists(names, min_size=1, max_size=60).map(tuple)


def test_host_and_guest_have_the_first_two_voices() -> None:
    assert _given(cast(_script("Host", "Guest", "Host", "Guest"), VOICES, ORDER)) == {
        "Host": "voice00",
        "Guest": "voice01",
    }


def test_a_quarter_of_the_turns_makes_no_lead_and_a_little_more_does() -> None:
    even = _given(cast(_script("Ann", "Bo", "Cy", "Di"), VOICES, ORDER))
    assert {even["Ann"], even["Bo"]} != {"voice00", "voice01"}
    more = _given(cast(_script("Ann", "Bo", "Cy", "Ann", "Bo"), VOICES, ORDER))
    assert (more["Ann"], more["Bo"]) == ("voice00", "voice01")


def test_a_tenth_of_the_turns_is_not_yet_a_main_speakers() -> None:
    crowd = tuple("ABCDEFGHIJ")
    assert cast(_script(*crowd), VOICES, ORDER[:6]).shared
    with pytest.raises(SourceError, match="6 are too few for 9 speakers"):
        cast(_script(*crowd[:9]), VOICES, ORDER[:6])


def test_everybody_in_the_cast_has_a_seat_in_its_order() -> None:
    casting = cast(_script("Host", "Guest", also=("Nobody", "Absent")), VOICES, ORDER)
    assert [speaker for speaker, _ in casting.seats] == ["Host", "Guest", "Nobody", "Absent"]
    assert casting.shared == ()


def test_a_script_without_turns_or_speakers() -> None:
    assert cast(_script(), VOICES, ORDER) == Casting(())
    assert len(cast(_script(also=("A", "B")), VOICES, ORDER).seats) == 2


def test_named_voices_are_given_and_nobody_else_gets_them() -> None:
    script = _script(*_interview("Ann"), voices={"Ann": "voice00", "Guest": "voice07"})
    seats = _given(cast(script, VOICES, ORDER))
    assert seats["Ann"] == "voice00"
    assert seats["Guest"] == "voice07"
    assert seats["Host"] not in {"voice00", "voice07"}


def test_a_voice_that_two_were_given_is_reported() -> None:
    casting = cast(_script("A", "B", "C", voices={"A": "voice03", "C": "voice03"}), VOICES, ORDER)
    assert casting.shared == (("A", "C"),)


def test_an_unknown_voice_is_an_error_with_a_near_one() -> None:
    with pytest.raises(SourceError, match="'Ann' has a voice that does not exist, 'vioce03'; did you mean 'voice03'"):
        cast(_script("Ann", voices={"Ann": "vioce03"}), VOICES, ORDER)


def test_naming_the_hosts_voice_leaves_the_guest_alone() -> None:
    before = _given(cast(_script(*_interview()), VOICES, ORDER))
    after = _given(cast(_script(*_interview(), voices={"Host": "voice09"}), VOICES, ORDER))
    assert after == {**before, "Host": "voice09"}


@given(speeches)
def test_no_two_share_before_the_set_is_used_up(speakers: tuple[str, ...]) -> None:
    assume(len(set(speakers)) <= len(ORDER))
    casting = cast(_script(*speakers), VOICES, ORDER)
    assert casting.shared == ()
    assert len(set(_given(casting).values())) == len(set(speakers))


@given(speeches)
def test_the_same_script_has_the_same_casting(speakers: tuple[str, ...]) -> None:
    assert cast(_script(*speakers), VOICES, ORDER) == cast(_script(*speakers), dict(reversed(VOICES.items())), ORDER)


@given(st.lists(names, max_size=12, unique=True), names)
def test_a_new_asker_at_the_end_moves_nobody(askers: list[str], newcomer: str) -> None:
    assume(newcomer not in askers)
    before = cast(_script(*_interview(*askers)), VOICES, ORDER)
    after = cast(_script(*_interview(*askers, newcomer)), VOICES, ORDER)
    assert after.seats[:-1] == before.seats


@given(st.lists(names, max_size=12, unique=True), names, st.integers(0, 12))
def test_a_new_asker_anywhere_never_moves_those_who_speak_most(askers: list[str], newcomer: str, place: int) -> None:
    assume(newcomer not in askers)
    place = min(place, len(askers))
    before = _given(cast(_script(*_interview(*askers)), VOICES, ORDER))
    after = _given(cast(_script(*_interview(*askers[:place], newcomer, *askers[place:])), VOICES, ORDER))
    moved = {name for name in before if before[name] != after[name]}
    assert moved <= set(askers[place:])


def test_a_new_asker_seldom_moves_anyone() -> None:
    askers = [f"Asker {number}" for number in range(8)]
    before = _given(cast(_script(*_interview(*askers)), VOICES, ORDER))
    moves = 0
    for number in range(100):
        after = _given(cast(_script(*_interview(f"New {number}", *askers)), VOICES, ORDER))
        moves += sum(before[name] != after[name] for name in before)
    assert moves < 60, "of 900 voices"


@given(st.lists(st.integers(0, 40), min_size=30, max_size=120))
def test_a_crowd_shares_but_not_with_neighbours_or_main_speakers(numbers: list[int]) -> None:
    speakers = [name for number in numbers for name in ("Moderator", f"P{number}")]
    casting = cast(_script(*speakers), VOICES, ORDER)
    seats = _given(casting)
    assert all(a == b or seats[a] != seats[b] for a, b in pairwise(speakers))
    together = {frozenset(group) for group in casting.shared}
    assert together == _together(seats)
    assert all("Moderator" not in group for group in together)
    often = {name for name, count in Counter(speakers).items() if count > len(speakers) / 10}
    assert not often & frozenset().union(*together)
    assert not together or len(set(seats.values())) == len(ORDER)


def _together(seats: dict[str, str]) -> set[frozenset[str]]:
    groups = (frozenset(name for name in seats if seats[name] == voice) for voice in seats.values())
    return {group for group in groups if len(group) > 1}


def test_too_few_voices_for_people_who_talk_to_each_other() -> None:
    with pytest.raises(SourceError, match="2 are too few for 3 speakers; name voices"):
        cast(_script("A", "B", "C", "A", "C", "B"), VOICES, ORDER[:2])


@given(speeches)
def test_chairs_are_near_the_middle_and_the_first_eight_differ(speakers: tuple[str, ...]) -> None:
    casting = cast(_script(*speakers, voices=dict.fromkeys(speakers, "voice00")), VOICES, ORDER)
    pans = [seat.pan for _, seat in casting.seats]
    assert all(abs(pan) <= 0.35 for pan in pans)
    assert len(set(pans)) == min(len(pans), 8)
    talker = Counter(turn.speaker for turn in _script(*speakers).turns).most_common(1)[0][0]
    if len({len(name) for name in speakers}) == 1 and len(pans) > 1:
        most = Counter(speakers).most_common(2)
        if len(most) == 1 or most[0][1] > most[1][1]:
            assert dict(casting.seats)[talker].pan == -0.1
    assert pans != [-0.1], "who sits alone sits in the middle"


def _on_a_line(places: dict[str, float]) -> Apart:
    """Voices that lie on a line: the farther along it, the farther apart."""
    return lambda one, other: abs(places[one.name] - places[other.name])


SPREAD = {name: float(place * 7 % 20) for place, name in enumerate(ORDER)}
SPREAD |= {"voice00": 0.0, "voice01": 19.0}


def _closest(given_voices: dict[str, str]) -> float:
    return min(b - a for a, b in pairwise(sorted(SPREAD[name] for name in given_voices.values())))


def test_main_speakers_are_as_far_apart_as_can_be() -> None:
    casting = cast(_script(*"ABCD" * 5), VOICES, ORDER, _on_a_line(SPREAD))
    assert _closest(_given(casting)) >= 19 // 4, "of 20 voices on a line, four leave gaps of 19 / 3"


def test_a_cast_of_eight_is_farther_apart_than_names_alone_would_have_it() -> None:
    speakers = tuple("ABCDEFGH")
    far = _given(cast(_script(*speakers), VOICES, ORDER, _on_a_line(SPREAD)))
    named = _given(cast(_script(*speakers), VOICES, ORDER))
    assert _closest(far) > _closest(named)


def test_the_guest_moves_away_from_a_voice_that_the_script_gives_the_host() -> None:
    near = SPREAD | {"voice09": 18.5}
    script = _script(*_interview(), voices={"Host": "voice09"})
    assert _given(cast(script, VOICES, ORDER, _on_a_line(near)))["Guest"] == "voice00"
    assert _given(cast(script, VOICES, ORDER, _on_a_line(SPREAD)))["Guest"] == "voice01"


@given(st.lists(names, max_size=12, unique=True), names)
def test_with_distances_too_a_new_asker_at_the_end_moves_nobody(askers: list[str], newcomer: str) -> None:
    assume(newcomer not in askers)
    apart = _on_a_line(SPREAD)
    before = cast(_script(*_interview(*askers)), VOICES, ORDER, apart)
    after = cast(_script(*_interview(*askers, newcomer)), VOICES, ORDER, apart)
    assert after.seats[:-1] == before.seats


def _strewn(one: Voice, other: Voice) -> float:
    """From 1 to 3, as voices lie that differ in many ways."""
    pair = "".join(sorted((one.name, other.name)))
    return 1 + int(sha256(pair.encode()).hexdigest()[:4], 16) / 0x8000


@given(st.lists(names, max_size=12, unique=True), names, st.integers(0, 12))
def test_with_distances_too_a_new_asker_moves_nobody_before_them(askers: list[str], newcomer: str, place: int) -> None:
    assume(newcomer not in askers)
    place = min(place, len(askers))
    before = _given(cast(_script(*_interview(*askers)), VOICES, ORDER, _strewn))
    after = _given(cast(_script(*_interview(*askers[:place], newcomer, *askers[place:])), VOICES, ORDER, _strewn))
    assert {name for name in before if before[name] != after[name]} <= set(askers[place:])


def test_a_round_of_equals_begins_with_the_first_two_where_they_are_known_to_be_far_apart() -> None:
    casting = _given(cast(_script("Ann", "Bo", "Cy", "Di"), VOICES, ORDER, _strewn))
    assert (casting["Ann"], casting["Bo"]) == ("voice00", "voice01")


def test_a_sex_that_the_script_names_comes_first() -> None:
    voices = {name: replace(voice, sex=SEXES[place % 2]) for place, (name, voice) in enumerate(VOICES.items())}
    script = replace(_script(*"ABC" * 5), sexes=(("A", "male"), ("B", "male"), ("C", "female")))
    given_voices = _given(cast(script, voices, ORDER, _on_a_line(SPREAD)))
    assert {name: voices[voice].sex for name, voice in given_voices.items()} == dict(script.sexes)


def test_a_sex_of_which_there_is_no_voice_is_given_any() -> None:
    script = replace(_script("A", "B"), sexes=(("A", "female"),))
    assert len(set(_given(cast(script, VOICES, ORDER)).values())) == 2


def test_in_a_ranked_order_who_speaks_more_takes_an_earlier_voice() -> None:
    talk = _script(*"ABABABCACBDA")
    ranked = dict(cast(talk, VOICES, ORDER, ranked=True).seats)
    assert [ranked[name].voice.name for name in "ABCD"] == list(ORDER[:4])


def test_a_name_that_tells_gets_a_voice_of_its_sex() -> None:
    voices = {name: replace(voice, sex=SEXES[place % 2]) for place, (name, voice) in enumerate(VOICES.items())}
    order = list(voices)
    for pair in (("Host", "Dr. Nandini Rao"), ("Helmut", "Host"), ("Helmut", "Nandini"), ("Nandini", "Helmut")):
        given = dict(cast(_script(*pair * 3), voices, order).seats)
        assert {given[name].voice.name for name in pair} == set(order[:2]), pair
        told = {"Dr. Nandini Rao": "female", "Helmut": "male", "Nandini": "female"}
        assert all(given[name].voice.sex == told[name] for name in pair if name in told), pair
    both = dict(cast(_script(*("Nandini", "Irene") * 3), voices, order).seats)
    assert {seat.voice.sex for seat in both.values()} == {"female"}
    script = replace(_script(*("Nandini", "Host") * 3), sexes=(("Nandini", "male"),))
    assert dict(cast(script, voices, order).seats)["Nandini"].voice.sex == "male"
