"""Text in brackets: silent if it is an action, a sound or an editor's note, spoken if somebody says it."""

from __future__ import annotations

import pytest

from audiorender.script.silence.brackets import directions


def left(text: str) -> str:
    """The text without its silent parts."""
    for start, end, _ in sorted(directions(text, ()), reverse=True):
        text = text[:start] + text[end:]
    return " ".join(text.split())


@pytest.mark.parametrize(
    "aside",
    [
        "[laughs]", "(laughing)", "[both laugh]", "(chuckles softly)", "((sighs))", "[coughs and looks away]",
        "{giggles}",
        "(applause)", "[Applause from the back]", "(pause)", "[long pause]", "[music fades]", "(phone rings)",
        "[not clear]", "(unclear)", "(inaudible 00:12:09)", "[indistinct]", "[crosstalk]", "(talking over each other)",
        "(off mic)", "[off camera]", "(speaking at once)", "[audio cuts out]", "(break in recording)",
        "[End of tape 2]",
        "[End of Side A]", "[recording stops]", "(mumbles)", "[turns to Bela]", "(looks at his watch)",
        "[To the audience]", "[To his sister]", "[Turning to the old guard]",
        "[To Bela Kun]", "[sic]", "(ph)", "[??]", "[...]", "[beat]", "[he means the mill -- ed.]", "[a pub, trans.]",
        "[Editor's note: this was in 1931.]", "[Translator’s note: a kind of soup]", "[Ed.: the river, not the town]",
        "(audience laughter)", "(distant thunder)", "[00:14:02 inaudible]", "[Tape change]",
        "(talking over one another)", "(clears throat)", "[recording paused]", "[interpreter pauses]",
        "[holds up a spoon]", "[door slams]",
        "-laughing-", "/whispers/", "~sighs~", "<chuckles>",
        "(voice breaks)", "(after a pause)", "(clock ticking)", "(lacht laut)", "(überlegt)",
        "（照れ笑い）", "〔録音中断〕", "(hustet)",
        "(räuspert sich)", "[Ende Band 2]", "[Anm. d. Red.: 1987]", "(silencio)",
        "(tose)", "(N. del T.: sic)", "[Fin de la cinta 1]", "(soupire)", "[fin de la bande]", "(sospira)",
        "(suspira)", "(zucht)",
        "（うなずく）", "【中略】", "（一同笑）",
        "(笑)", "（笑）", "【拍手】", "(笑い)", "♪ la la la ♪", "(rires)", "[lacht]", "(se ríe)",
    ],
)  # fmt: skip
def test_what_nobody_says_is_silent(aside: str) -> None:
    assert left(f"So it was {aside} the mill, and that was all.") == "So it was the mill, and that was all."


@pytest.mark.parametrize(
    "text",
    [
        "It was cheap (laughter was free, you see) and loud.",
        "(Music was what we had.) We sang.",
        "(Silence is hard to come by.) I left.",
        "We drove north (exit nine on the motorway) and stopped.",
        "He told [the crew] to wait.",
        "They paid [us] twice.",
        "It was late (enter the neighbours) and dark.",
        "She laughed (smiles cost nothing there) and went.",
        "I said so (and I mean it).",
        "The race (2:14 in all) was short.",
        "We met in 1931 (or 1932).",
        "I gave the keys (to Bela) away.",
        "(Maybe) we should.",
        "It has three parts (a, b and c).",
        "He (my uncle) coughs a lot.",
        "The end (of the story) is sad.",
        "We had free music and/or a well-known band (the loud one).",
        "[The captain] told me another story.",
        "My uncle (who sits in the back) sang.",
        "The tower (which leans to the left) is his.",
        "It is far (the house stands on a hill) and cold.",
        "He said [that the door was open] and left.",
        "桂師匠（三代目です）は怒りませんでした。",
    ],
)
def test_what_somebody_says_stays(text: str) -> None:
    assert left(text) == text


@pytest.mark.parametrize("aside", ["[Telefon klingelt]", "[Music from the next room]", "[Tür fällt zu]"])
def test_what_stands_between_sentences_in_square_brackets_is_silent(aside: str) -> None:
    assert left(f"It was the mill. {aside} And that was all. {aside}") == "It was the mill. And that was all."


@pytest.mark.parametrize(
    "aside",
    ["(il montre la roue)", "(zeigt auf das Rad)", "(wijst naar het rad)", "(señala la rueda)", "(She picks up a cup)"],
)
def test_what_somebody_does_between_sentences_is_silent(aside: str) -> None:
    assert left(f"It was the mill. {aside} And that was all.") == "It was the mill. And that was all."
    assert left(f"It was the mill {aside} and that was all.") == f"It was the mill {aside} and that was all."


@pytest.mark.parametrize("aside", ["(à Paul)", "(an Paul)", "(to Paul)", "（メモを見て）"])
def test_whom_somebody_turns_to_opens_a_turn(aside: str) -> None:
    assert left(f"{aside} Et alors ?") == "Et alors ?"


def test_a_manner_in_brackets_opens_a_turn() -> None:
    assert left("(curious) How many mills?") == "How many mills?"
    assert left("(maybe) How many mills?") == "(maybe) How many mills?"
