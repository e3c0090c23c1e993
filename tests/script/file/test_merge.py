"""A person's edits and a changed source are merged, or the conflict is shown; nothing is overwritten silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import written
from audiorender.script.file.merge import merge
from audiorender.script.file.scriptfile import parse_script

HEADER = """\
---
audiorender: 1
title: The clock tower
cast:
  Host: amber
  Guest: basil
---
"""
BASE = f"""{HEADER}
# Winding

Host: Who winds the clock?

Guest?: I do, every week.

Host?: Alone?

Guest: Alone. It takes an hour.
"""


def edit(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return text


def test_nothing_changed() -> None:
    assert merge(BASE, BASE, BASE) == BASE


def test_one_side_changed() -> None:
    changed = edit(BASE, ("every week", "each week"), ("Alone?", "By yourself?"))
    assert merge(BASE, changed, BASE) == changed
    assert merge(BASE, BASE, changed) == changed


def test_changes_in_neighbouring_paragraphs_both_stay() -> None:
    mine, theirs = edit(BASE, ("I do, every", "I do it every")), edit(BASE, ("Alone?", "By yourself?"))
    assert merge(BASE, mine, theirs) == edit(mine, ("Alone?", "By yourself?"))


def test_a_guess_that_was_confirmed_stays_confirmed_when_its_words_change() -> None:
    mine, theirs = edit(BASE, ("Guest?: I", "Guest: I")), edit(BASE, ("every week", "each week"))
    assert merge(BASE, mine, theirs) == edit(mine, ("every week", "each week"))


def test_a_turn_given_to_another_speaker_stays_theirs() -> None:
    mine, theirs = edit(BASE, ("Host?: Alone?", "Guest: Alone?")), edit(BASE, ("an hour", "two hours"))
    assert merge(BASE, mine, theirs) == edit(mine, ("an hour", "two hours"))


def test_a_renamed_speaker_keeps_the_new_name_in_new_turns() -> None:
    mine = edit(BASE, ("Guest", "Ines Moreau"))
    theirs = edit(BASE, ("every week", "each week")) + "\nHost: So long?\n\nGuest: So long.\n"
    assert merge(BASE, mine, theirs) == edit(theirs, ("Guest", "Ines Moreau"))


def test_a_turn_inserted_beside_one_given_to_another_speaker() -> None:
    mine = edit(BASE, ("Host?: Alone?", "Guest: Alone?"))
    theirs = edit(BASE, ("Host?: Alone?", "Host?: Really?\n\nHost?: Alone?"))
    assert merge(BASE, mine, theirs) == edit(theirs, ("Host?: Alone?", "Guest: Alone?"))


def test_a_new_speaker_beside_voices_that_were_chosen() -> None:
    mine = edit(BASE, ("amber", "cedar"), ("basil", "dill"))
    theirs = edit(BASE, ("  Guest: basil\n", "  Guest: basil\n  Mayor: fern\n")) + "\nMayor: Bravo.\n"
    assert merge(BASE, mine, theirs) == edit(theirs, ("amber", "cedar"), ("basil", "dill"))


def test_what_a_person_wrapped_and_saved_with_crlf_stays_wrapped() -> None:
    mine = edit(BASE, ("It takes", "It\ntakes")).replace("\n", "\r\n")
    theirs = edit(BASE, ("Alone?", "By yourself?"))
    assert merge(BASE, mine, theirs) == edit(theirs, ("It takes", "It\ntakes"))


def test_a_conflict_shows_both_lines() -> None:
    mine, theirs = edit(BASE, ("every week", "every day")), edit(BASE, ("every week", "every month"))
    with pytest.raises(SourceError) as caught:
        merge(BASE, mine, theirs, "clock.script.md")
    assert str(caught.value) == (
        "clock.script.md:13: your edit and the new source disagree: you have 'Guest?: I do, every day.', "
        "it has 'Guest?: I do, every month.'; put the new words into the script, or render without --rebuild"
    )


def test_a_conflict_in_a_long_line_shows_where_it_begins() -> None:
    long = edit(BASE, ("I do, ", "I do, " + "as my mother did before me, " * 20))
    mine, theirs = edit(long, ("every week", "every day")), edit(long, ("every week", "every month"))
    with pytest.raises(SourceError, match="…y mother did before me, every day") as caught:
        merge(long, mine, theirs)
    assert len(str(caught.value)) < 350


def test_a_turn_edited_on_one_side_and_deleted_on_the_other_is_a_conflict() -> None:
    mine, theirs = edit(BASE, ("Alone?", "By yourself?")), edit(BASE, ("Host?: Alone?\n\n", ""))
    with pytest.raises(SourceError, match="By yourself") as caught:
        merge(BASE, mine, theirs)
    assert caught.value.line == 15


def test_every_conflict_is_counted() -> None:
    mine = edit(BASE, ("every week", "daily"), ("an hour", "a day"))
    theirs = edit(BASE, ("every week", "monthly"), ("an hour", "a week"))
    with pytest.raises(SourceError, match=r"\(and 1 more like it\)"):
        merge(BASE, mine, theirs)


def test_without_a_base_any_difference_is_a_conflict() -> None:
    assert merge("", BASE, BASE) == BASE
    with pytest.raises(SourceError, match="daily") as caught:
        merge("", edit(BASE, ("every week", "daily")), BASE)
    assert caught.value.line == 13


def test_a_speaker_removed_from_the_cast_is_not_read_aloud() -> None:
    mine = edit(BASE, ("  Guest: basil\n", ""), ("Guest", "Host"))
    theirs = BASE + "\nHost: And?\n\nGuest: And that is all.\n"
    with pytest.raises(SourceError, match="a line of 'Guest', who is not in your cast"):
        merge(BASE, mine, theirs)


def test_a_script_that_cannot_be_read_names_the_persons_line() -> None:
    with pytest.raises(SourceError, match=r"clock\.script\.md:13:1: speaker 'Gest'"):
        merge(BASE, edit(BASE, ("Guest?: I", "Gest: I")), BASE, "clock.script.md")


Line = tuple[str, str]
Edit = tuple[list[Line], list[Line]]
"""What an editor inserts before a turn, and what the turn becomes: the same, another, or nothing."""

Place = tuple[Line, Edit, Edit]

LABELS = st.sampled_from(["Host", "Host?", "Guest"])


@st.composite
def edit_of(draw: st.DrawFn, editor: str, number: int, old: Line) -> Edit:
    before: list[list[Line]] = [[], [(draw(LABELS), f"{editor.upper()}!{number}")]]
    words = draw(st.sampled_from([old[1], f"{old[1]} {editor}"]))
    after: list[list[Line]] = [[], [old], [(draw(LABELS), words)]]
    return draw(st.sampled_from(before)), draw(st.sampled_from(after))


@st.composite
def places(draw: st.DrawFn) -> list[Place]:
    found: list[Place] = []
    for number in range(draw(st.integers(1, 6))):
        old = (draw(LABELS), f"base {number}")
        found.append((old, draw(edit_of("own", number, old)), draw(edit_of("new", number, old))))
    return found


def both(old: Line, own: Edit, new: Edit) -> list[Line] | None:
    """What a place contains after both edits; None if they conflict."""
    (own_before, own_line), (new_before, new_line) = own, new
    if own_before and new_before:
        return None
    before = own_before + new_before
    if own_line in ([old], new_line):
        return before + new_line
    if new_line == [old]:
        return before + own_line
    if not own_line or not new_line:
        return None
    parts = [n if o in (b, n) else o if n == b else None for b, o, n in zip(old, own_line[0], new_line[0], strict=True)]
    label, words = parts
    return None if label is None or words is None else [*before, (label, words)]


def text_of(turns: list[Line]) -> str:
    return HEADER + "".join(f"\n{label}: {words}\n" for label, words in turns)


@given(places())
def test_a_merge_keeps_what_each_editor_meant(found: list[Place]) -> None:
    base = text_of([old for old, _, _ in found])
    mine = text_of([line for _, own, _ in found for part in own for line in part])
    theirs = text_of([line for _, _, new in found for part in new for line in part])
    merged = outcome(base, mine, theirs)
    wanted = [both(*place) for place in found]
    if isinstance(merged, SourceError):
        assert merged.line is not None
        assert mine != base != theirs
    else:
        lines = {
            line
            for part in (*wanted, *(edit for _, *edits in found for each in edits for edit in each))
            if part
            for line in part
        }
        for old, (_, own_line), (_, new_line) in found:  # one's label before the other's words
            forms = [old, *own_line, *new_line]
            lines |= {(label, words) for label, _ in forms for _, words in forms}
        assert {
            (turn.speaker + "?" * turn.guessed, written(turn.paragraphs[0])) for turn in parse_script(merged).turns
        } <= lines
        if None not in wanted:
            assert merged == text_of([line for part in wanted if part for line in part])


def outcome(base: str, mine: str, theirs: str) -> str | SourceError:
    try:
        return merge(base, mine, theirs)
    except SourceError as error:
        return error
