"""How a conversation begins: whoever asks opens it, unless a talk comes before the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audiorender.script.labels.names import words_of
from audiorender.script.units.unit import Unit
from audiorender.script.who.evidence import INTRODUCES, SAYS_I, Evidence

_TALK = 60
"""The fewest words of a talk; and it is at least twice as long as anything that is asked."""
_TOO_LONG = 300
"""Nobody introduces a guest in so many words."""
_MOST_QUESTIONS, _LEAST_I = 0.2, 0.2
"""The most of its paragraphs that may ask, and the least that must say 'I' or 'we'."""


def add_openings(units: Sequence[Unit], own: list[tuple[Evidence, ...]], roles: Mapping[str, int]) -> frozenset[int]:
    """Add to `own` that the one who asks opens the conversation, and says whatever comes before their first label.

    A talk before the conversation is by the one who answers the questions below. Returns the positions of the talk's
    units: nothing else shows who gives it.
    """
    first = next((i for i, unit in enumerate(units) if unit.label), 0)
    if _is_a_talk(units, own, roles, first):
        own[:first] = [(*found, Evidence("gives a talk before the questions", -3.0)) for found in own[:first]]
        return frozenset(range(first))
    own[0] = (*own[0], Evidence("opens the conversation", 1.5))
    label = units[first].label
    if label and first <= len(units) // 3 and not label.crowd and roles[label.key] > 0:
        own[:first] = [(*found, Evidence("comes before the first label", 2.0)) for found in own[:first]]
    return frozenset()


def _is_a_talk(
    units: Sequence[Unit], own: Sequence[tuple[Evidence, ...]], roles: Mapping[str, int], first: int
) -> bool:
    """Whether the units before the first label, at `first`, are a talk of somebody whom nobody introduces there."""
    above = units[:first]
    answering = [unit.label for unit in units if unit.label and roles[unit.label.key] < 0]
    names = " ".join(label.name for label in answering if not label.asks_or_answers)
    if not answering or len(set(roles.values())) < 2 or any(unit.form != "plain text" for unit in above):
        return False
    reasons = [{each.reason for each in found} for found in own[:first]]
    size = sum(len(unit.text.split()) for unit in above)
    asked = max(len(unit.text.split()) for unit in units if unit.label and roles[unit.label.key] > 0)
    return (
        size >= max(_TALK, 2 * asked)
        and sum(unit.asks for unit in above) <= _MOST_QUESTIONS * len(above)
        and sum(SAYS_I in found for found in reasons) >= _LEAST_I * len(above)
        and (size >= _TOO_LONG or not any(INTRODUCES in found for found in reasons))
        and not words_of(names) & words_of(" ".join(unit.text for unit in above))
    )
