"""Finds speech in a JSON tree: strings under a text key, with the speaker beside or above them.

Transcription services share no schema, but all have a key for the speaker and one for the text, and most contain the
same words two or three times (in full, by utterance, by word). Each is used once: from the place that has speakers, and
there from the one with the fewest pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.script.document import UNKNOWN
from audiorender.script.readers.data.jsontree import Tree, Value
from audiorender.script.readers.pieces import speaker_name

_SPEAKER = ("speakername", "speakerlabel", "speaker", "speakerid", "speakertag")
_PERSON = ("displayname", "name", "author", "who", "participant", "person", "character", "actor", "voice", "from")
_ROLE = ("role", "user", "username", "by", "channel")
_TEXTS = """
    text body transcript content value utterance sentence line message speech caption quote dialogue says said
    paragraph paragraphs sentences lines words word punctuatedword
"""
_TEXT = frozenset(_TEXTS.split())
_QUESTION = ("question", "q")
_ANSWER = ("answer", "a")
_START = ("starttime", "start", "begin", "from", "offset", "ts", "startts")
_END = ("endtime", "end", "to", "endts")
_LISTED = frozenset(["speakers", "speakermap", "speakernames", "participants", "people", "cast", "names"])
_PEOPLE = ("host", "interviewer", "guest", "interviewee")
_EVENT_NAMES = """
    join leave topic purpose name archive unarchive bot_message reminder pinned_item unpinned_item tombstone
"""
_EVENTS = frozenset(_EVENT_NAMES.split())
"""What a chat program's own messages are about, as the last part of their `subtype`: `channel_join`."""
_NEARLY_ALL = 0.9
_REPEATED = 0.6
"""A text is a repetition if this share of its word pairs occurs elsewhere."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A string that somebody says: its kind of place, the speaker, the value that names them, and times (seconds).

    One that `continues` the string before has the spaces between them.
    """

    place: str
    value: Value
    speaker: str | None = None
    label: Value | None = None
    start: float | None = None
    end: float | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, in order; the strings that repeat it; and people, by the key that names their role."""

    segments: tuple[Segment, ...]
    repeats: frozenset[Value]
    people: tuple[tuple[str, str], ...]


def find(tree: Tree, text: str) -> Said:
    """The speech in `tree`, which was parsed from the JSON `text`."""
    finder = _Finder(tree, text)
    groups: defaultdict[str, list[Segment]] = defaultdict(list)
    for value in tree.values:
        for segment in finder.walk(value, "", _Context()):
            if segment.value.text:
                groups[segment.place].append(segment)
    chosen, repeats = _choose([group for group in groups.values() if any((s.value.text or "").strip() for s in group)])
    chosen.sort(key=lambda segment: segment.value.start)
    return Said(tuple(chosen), frozenset(segment.value for segment in repeats), finder.people)


def _choose(groups: Sequence[Sequence[Segment]]) -> tuple[list[Segment], list[Segment]]:
    """The segments that are said, and those that repeat them."""
    named = [group for group in groups if any(segment.speaker for segment in group)]
    open_groups = list(named or groups)
    chosen: list[Segment] = []
    repeats = [segment for group in groups if named and group not in named for segment in group]
    pairs: set[tuple[str, str]] = set()
    while open_groups:
        sizes = [sum(len(segment.value.text or "") for segment in group) for group in open_groups]
        near = [group for group, size in zip(open_groups, sizes, strict=True) if size >= _NEARLY_ALL * max(sizes)]
        best = min(near, key=lambda group: (len(group) < 2, len(group)))
        open_groups = [group for group in open_groups if group is not best]
        own = _pairs(best)
        if chosen and sum(pair in pairs for pair in own) >= _REPEATED * len(own):
            repeats.extend(best)
        else:
            chosen.extend(best)
            pairs.update(own, ((word, "") for word, _ in own))
    return chosen, repeats


def _pairs(group: Sequence[Segment]) -> list[tuple[str, str]]:
    """Each word with the next, across the borders of pieces."""
    words = re.findall(r"\w+", " ".join(segment.value.text or "" for segment in group).casefold())
    return list(pairwise(words)) or [(word, "") for word in words]


@dataclass(frozen=True, slots=True)
class _Context:
    """Speaker and times, as given by an object around a string."""

    speaker: str | None = None
    label: Value | None = None
    start: float | None = None
    end: float | None = None


class _Finder:
    """Walks a tree and collects the strings that may be speech."""

    def __init__(self, tree: Tree, text: str) -> None:
        self._text = text
        self._names = dict(_identities(tree, text))
        self.people = tuple(
            (_plain(key), value.text)
            for root in tree.values
            for key, value in root.members
            if _plain(key) in _PEOPLE and value.text
        )

    def walk(self, value: Value, place: str, context: _Context) -> Iterator[Segment]:
        """Every string in `value` that may be speech."""
        if value.members:
            yield from self._object(value, place, context)
        elif _are_pairs(value.items):
            for pair in value.items:
                name, said = pair.items
                yield Segment(f"{place}/*/pair", said, speaker_name(name.text or ""), name)
        elif _are_named(value.items):
            for item in value.items:
                key, said = item.members[0]
                yield Segment(f"{place}/*/named", said, speaker_name(key))
        else:
            for item in value.items:
                yield from self.walk(item, f"{place}/*", context)

    def _object(self, value: Value, place: str, context: _Context) -> Iterator[Segment]:
        """The strings in an object: a pair of question and answer, or texts of its speaker."""
        members = {_plain(key): member for key, member in value.members}
        if (subtype := members.get("subtype")) and _is_event(subtype.text or ""):
            return
        context = self._context(members, context)
        asked = next((members[key] for key in _QUESTION if key in members), None)
        answered = next((members[key] for key in _ANSWER if key in members), None)
        if asked and answered and asked.text is not None and answered.text is not None:
            people = dict(self.people)
            host = people.get("host") or people.get("interviewer") or "Host"
            guest = people.get("guest") or people.get("interviewee") or "Guest"
            yield Segment(f"{place}/qa", asked, speaker_name(host))
            yield Segment(f"{place}/qa", answered, speaker_name(guest))
            return
        for key, member in value.members:
            here = f"{place}/{_plain(key)}"
            if member.text is not None:
                if _plain(key) in _TEXT and member is not context.label:
                    yield Segment(here, member, context.speaker, context.label, context.start, context.end)
            elif _plain(key) in _TEXT and member.items and all(item.text is not None for item in member.items):
                for item in member.items:
                    yield Segment(here, item, context.speaker, context.label)
            elif _plain(key) in _TEXT and (parts := _styled(member.items)):
                for number, part in enumerate(parts):
                    times = (context.start, context.end)
                    yield Segment(here, part, context.speaker, context.label, *times, continues=number > 0)
            else:
                yield from self.walk(member, here, context)

    def _context(self, members: Mapping[str, Value], above: _Context) -> _Context:
        """The speaker of an object: its own, or else the one above."""
        speaks = any(key in _TEXT and _has_text(value) for key, value in members.items())
        keys = (*_SPEAKER, *_PERSON, *_ROLE) if speaks else _SPEAKER
        name, label = above.speaker, above.label
        for key in keys:
            if key in members and (found := self._name(members[key])):
                name, label = found
                break
        else:
            if any(key in members and self._is_nobody(members[key]) for key in _SPEAKER):
                name, label = UNKNOWN, None
        return _Context(name, label, self._time(members, _START), self._time(members, _END))

    def _is_nobody(self, value: Value) -> bool:
        """Whether the value says that the speaker is unknown."""
        return value.text == "" or (value.text is None and self._text[value.start : value.end].casefold() in _NULLS)

    def _name(self, value: Value) -> tuple[str, Value] | None:
        """The name in a speaker's value, and the string or number that holds it."""
        if value.members:
            inner = {_plain(key): member for key, member in value.members}
            keys = ("name", "displayname", "label", "speaker", "id")
            return next((found for key in keys if key in inner and (found := self._name(inner[key]))), None)
        raw = value.text if value.text is not None else self._text[value.start : value.end]
        if value.items or raw.casefold() in (*_NULLS, "true", "false"):
            return None
        name = speaker_name(self._names.get(raw, raw))
        if name is None:
            return None
        return (f"Speaker {name}" if re.fullmatch(r"\d+|[A-Z]", name) else name), value

    def _time(self, members: Mapping[str, Value], keys: Sequence[str]) -> float | None:
        """The first number under one of `keys`, in seconds."""
        for key in keys:
            if key in members:
                value = members[key]
                raw = value.text if value.text is not None else self._text[value.start : value.end]
                if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", raw):
                    return float(raw)
        return None


_NULLS = ("", "~", "null")
"""Nothing, in JSON and in YAML."""


def _identities(tree: Tree, text: str) -> Iterator[tuple[str, str]]:
    """The names that objects give to an `id`, as in a list or table of speakers."""
    waiting = list(tree.values)
    while waiting:
        value = waiting.pop()
        waiting.extend(value.items)
        waiting.extend(member for _, member in value.members)
        members = {_plain(key): member for key, member in value.members}
        known = next((members[key] for key in ("id", "speakerid", "speaker", "uuid") if key in members), None)
        name = next((members[key].text for key in ("name", "displayname", "speakername") if key in members), None)
        profile = members.get("userprofile")
        names = {_plain(key): member.text for key, member in profile.members} if profile else {}
        if (user := members.get("user")) and user.text and (real := names.get("realname")):
            yield user.text, real
        if known is not None and name and not known.members and not known.items and not members.keys() & _TEXT:
            yield known.text if known.text is not None else text[known.start : known.end], name
        for key, member in value.members:
            if _plain(key) in _LISTED and all(said.text is not None or not said.members for _, said in member.members):
                yield from ((each, named.text) for each, named in member.members if named.text)


def _is_event(subtype: str) -> bool:
    """Whether a message of this subtype is the chat program's own, as in an export of Slack."""
    return subtype.casefold() in _EVENTS or subtype.casefold().rpartition("_")[2] in _EVENTS


def _has_text(value: Value) -> bool:
    """Whether a value under a text key is a string or a list, or holds a string."""
    inside = any(_plain(key) in _TEXT and member.text is not None for key, member in value.members)
    return value.text is not None or bool(value.items) or inside


def _are_pairs(items: Sequence[Value]) -> bool:
    """Whether a list holds pairs of a name and a text."""
    if len(items) < 2 or any(len(item.items) != 2 for item in items):
        return False
    names = [item.items[0].text for item in items]
    texts = [item.items[1].text for item in items]
    return None not in names + texts and all(len(name.split()) <= 6 for name in names if name)


def _are_named(items: Sequence[Value]) -> bool:
    """Whether a list holds texts keyed by their speaker's name."""
    if len(items) < 2 or any(len(item.members) != 1 or item.members[0][1].text is None for item in items):
        return False
    return not any(_plain(item.members[0][0]) in _TEXT for item in items)


def _styled(items: Sequence[Value]) -> list[Value]:
    """The strings of a text in pieces, some of them with a style of their own: `["It ", {"text": "is"}, "."]`."""
    if all(item.text is None for item in items):
        return []
    found = [item if item.text is not None else _styled_text(item) for item in items]
    return [part for part in found if part is not None] if None not in found else []


def _styled_text(item: Value) -> Value | None:
    """The text of one piece with a style, such as `{"type": "italic", "text": "never"}`."""
    return next((member for key, member in item.members if _plain(key) in _TEXT and member.text is not None), None)


def _plain(key: str) -> str:
    return re.sub(r"[\W_]", "", key).casefold()
