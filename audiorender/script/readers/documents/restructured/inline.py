"""The markup within a paragraph of reStructuredText, which does not nest (docutils' specification, "Inline Markup")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.readers.documents.prose import Prose
from audiorender.script.readers.markup.shifted import LOWERED, RAISED, SHIFTED

_BEFORE = r"(?<![^\s'\"(\[{<\-/:‘“„«»–—¡¿])"
_BEHIND = r"(?=[\s'\")\]}>\-/\\:.,;!?’”»–—…]|\Z)"
_MARKUP = expression(
    r"(?P<escape>\\.)"
    rf"|{_BEFORE}``(?P<typed>\S(?:.{{0,999}}?\S)??)``{_BEHIND}(?P<literal>)"
    rf"|{_BEFORE}\*\*(?P<bold>[^\s*](?:.{{0,1999}}?[^\s\\])??)\*\*{_BEHIND}(?P<strong>)"
    rf"|{_BEFORE}\*(?P<slanted>[^\s*](?:.{{0,1999}}?[^\s\\])??)\*{_BEHIND}(?P<emphasis>)"
    rf"|{_BEFORE}(?::(?P<role>[\w:+.-]+):|(?P<here>_))?`(?P<content>[^\s`](?:[^`]{{0,999}}?[^\s`\\])?)`"
    rf"(?:(?P<leads>__?)|:(?P<after>[\w:+.-]+):)?{_BEHIND}(?P<interpreted>)"
    rf"|{_BEFORE}\|(?P<name>[^\s|](?:[^|\n]*[^\s|])?)\|_{{0,2}}{_BEHIND}(?P<substitution>)"
    r"|(?P<note>[ \t]?\[(?:\#[\w-]*|\*|[\w.-]+)\]_(?!\w))"
    rf"|(?<![\w_])(?P<word>[^\W_]+(?:[-._+:][^\W_]+)*)__?{_BEHIND}(?P<reference>)",
    re.DOTALL,
)
_ESCAPE = expression(r"\\.", re.DOTALL)
_TARGET = expression(r"(?P<text>.*?)\s*<(?P<to>[^<>]+)>\Z", re.DOTALL)
_ADDRESS = expression(r"(?:https?|mailto):\S+\Z")
_FACES = {"strong": (True, False), "emphasis": (False, True)}
_CITED = expression(r"(?:foot)?cite(?::.*)?\Z|cite\w+\Z")
_ELSEWHERE = words("ref numref eq doc download")
"""Roles that show what only Sphinx knows, such as the title of another section."""


class Inline:
    """Reads what is within paragraphs, titles and cells. `names` has addresses and other texts by name."""

    def __init__(self, text: str, prose: Prose, targets: Mapping[str, str], unnamed: Sequence[str]) -> None:
        self._text = text
        self._prose = prose
        self._targets = targets
        self._unnamed = iter(unnamed)
        self.replaced: dict[str, str] = {}
        """The text that stands for each substitution."""

    def say(self, start: int, end: int) -> None:
        """Speak the text from `start` to `end`, with its markup silent."""
        at = start
        for match in _MARKUP.finditer(self._text, start, end):
            self._prose.say(at, match.start())
            self._markup(match, match.lastgroup or "")
            at = match.end()
        self._prose.say(at, end)

    def _markup(self, match: re.Match[str], kind: str) -> None:
        prose, (start, end) = self._prose, match.span()
        match kind:
            case "escape":
                blank = match[0][1].isspace()
                prose.mute(start, end if blank else start + 1, "escape")
                if not blank:
                    prose.say(start + 1, end)
            case "literal":
                self._within(match, "typed", "code-mark")
            case "strong" | "emphasis":
                face, prose.face = prose.face, _FACES[kind]
                self._within(match, "bold" if kind == "strong" else "slanted", "emphasis-mark")
                prose.face = face
            case "interpreted":
                self._interpreted(match)
            case "substitution":
                self._substitution(match)
            case "reference":
                self._link(match, match.span("word"), match["word"], unnamed=match[0].endswith("__"))
            case _:
                prose.mute(start, end, "footnote-mark")

    def _within(self, match: re.Match[str], group: str, rule: str) -> None:
        """Speak a group of the match, without backslashes that escape, and silence what is around it by `rule`."""
        start, end = match.span(group)
        self._prose.mute(match.start(), start, rule)
        self._plain(start, end) if rule != "code-mark" else self._prose.say(start, end)
        self._prose.mute(end, match.end(), rule)

    def _plain(self, start: int, end: int) -> None:
        """Speak text in which only backslashes are markup."""
        for found in _ESCAPE.finditer(self._text, start, end):
            self._prose.say(start, found.start())
            self._prose.mute(found.start(), found.start() + 1, "escape")
            start = found.start() + 1
        self._prose.say(start, end)

    def _interpreted(self, match: re.Match[str]) -> None:
        """Text between backquotes: a link, or text whose role says what it shows."""
        role = (match["role"] or match["after"] or "").rpartition(":")[2]
        start, end = match.span("content")
        target = _TARGET.match(match["content"])
        if match["leads"]:
            address = target["to"] if target else match["content"]
            shown = (start, start + len(target["text"])) if target and target["text"].strip() else (start, end)
            if target and not target["text"].strip():
                shown = start + target.start("to"), start + target.end("to")
            self._link(match, shown, address, unnamed=match["leads"] == "__" and not target)
        elif _CITED.match(match["role"] or match["after"] or ""):
            self._prose.mute(*match.span(), "citation")
        elif role in _ELSEWHERE and not target:
            self._prose.remark(match.start(), f"a reference to '{match['content']}' is not spoken: it is elsewhere")
            self._prose.mute(*match.span(), "markup")
        else:
            self._in_role(
                match, role, (start, start + len(target["text"])) if target and target["text"] else (start, end)
            )

    def _in_role(self, match: re.Match[str], role: str, shown: tuple[int, int]) -> None:
        """Text with a role; its part `shown` is spoken. A role that the document defines may mark names."""
        prose, (start, end), text = self._prose, shown, self._text[shown[0] : shown[1]]
        if role == "math":
            prose.say(match.start(), start, "\\(")
            prose.say(start, end)
            prose.say(end, match.end(), "\\)")
            return
        face, flow = prose.face, prose.flow
        prose.face = _FACES.get(role, face)
        shifted = RAISED if role in ("sup", "superscript") else LOWERED if role in ("sub", "subscript") else None
        prose.mute(match.start(), start, "markup")
        named = role and role not in _FACES and shifted is None and flow.empty and not prose.asides
        if named:
            flow.name_begins(f":{role}:")
        if shifted and SHIFTED.fullmatch(text):
            prose.say(start, end, text.translate(shifted))
        else:
            self._plain(start, end)
        if named:
            flow.name_ends()
        prose.mute(end, match.end(), "markup")
        prose.face = face

    def _link(self, match: re.Match[str], shown: tuple[int, int], name: str, *, unnamed: bool) -> None:
        """A link to an address, or to a name that the document gives one."""
        key = " ".join(name.casefold().rstrip("_").split())
        found = next(self._unnamed, "") if unnamed else name if _ADDRESS.match(name) else self._targets.get(key, "")
        address = "".join(found.split())
        self._prose.link(address)
        self._prose.mute(match.start(), shown[0], "link")
        self._plain(*shown)
        self._prose.linking.ends()
        self._prose.mute(shown[1], match.end(), "link-target")

    def _substitution(self, match: re.Match[str]) -> None:
        """`|name|`: the text that stands for it, nothing for a picture, or the name itself, with a note."""
        start, end = match.span()
        shown = self.replaced.get(" ".join(match["name"].split()))
        if shown is None:
            self._prose.remark(start, f"what |{match['name']}| stands for is not in the text; its name is read aloud")
            self._within(match, "name", "markup")
        elif shown:
            self._prose.say(start, end, shown + " " * (len(shown) == end - start))
        else:
            self._prose.mute(start, end, "image")
