"""The markup within a paragraph of Org (orgmode.org/worg/org-syntax.html, "Objects")."""

from __future__ import annotations

import re
from html import unescape

from audiorender.expressions import expression
from audiorender.script.readers.documents.prose import Aside, Prose
from audiorender.script.readers.markup.shifted import LOWERED, RAISED, SHIFTED

_DATE = r"[<\[]\d{4}-\d\d-\d\d[^<>\[\]\n]*[>\]]"
_BEFORE = r"(?<![^\s\-–—(\[{'\"“‘*/_+])"
_BEHIND = r"(?=[\s\-–—.,;:!?'\"”’)}\]\[\\*/_+…]|\Z)"
_OBJECT = expression(
    rf"(?P<timestamp>{_DATE}(?:--{_DATE})?)"
    r"|\[fn:[\w-]*(?::(?P<noted>(?:[^\[\]]|\[\[[^\[\]]*\](?:\[[^\[\]]*\])?\])*))?(?P<note>\])"
    r"|(?P<citation>\[cite[^:\[\]\n]*:[^\[\]]*\])"
    r"|\[\[(?P<target>[^\[\]]+)(?P<link>\]\[)(?=[^\[\]]+\]\])|(?P<end>\]\])"
    r"|\[\[(?P<place>[^\[\]]+)(?P<bare>\]\])|<(?P<address>\w+://[^<>\s]+)(?P<angle>>)"
    r"|<<<(?P<name>[^<>\n]+)(?P<radio>>>>)|(?P<anchor><<[^<>\n]+>>)"
    r"|(?P<template>\{\{\{[^{}]*\}\}\}|@@\w+:.*?@@|\b(?:src_\w+(?:\[[^\]\n]*\])?\{[^{}\n]*\}|call_\w+\([^()\n]*\)))"
    r"|(?P<formula>\\\(.{1,2000}?\\\)|\\\[.{1,2000}?\\\]|\$\$[^$]{1,2000}\$\$"
    r"|(?<![\w$\\])\$(?=[^\s$])[^$\n]{0,400}[^\s$\\]\$(?![\w$]))"
    r"|(?P<break>\\\\[ \t]*$)|\\(?P<command>[A-Za-z]+)(?P<entity>\{\}|(?:\{[^{}\n]*\})*)"
    r"|(?P<dash>(?<!-)---?(?!-))"
    r"|(?<=[\w)])(?P<to>[\^_])(?:\{(?P<braced>[^{}\n]+)\}|(?<=\^)(?P<digits>\d+))(?P<shift>)"
    rf"|{_BEFORE}(?P<tick>[=~])(?P<typed>\S(?:[^\n]*?\S)?)(?P=tick)(?P<code>){_BEHIND}"
    rf"|(?P<open>{_BEFORE}[*/_+](?=\S))|(?P<close>[*/_+])",
    re.DOTALL | re.MULTILINE,
)
_CLOSES = {mark: expression(rf"(?<=\S)[{mark}]{_BEHIND}") for mark in "*/_+"}
_LONGEST = 1000
"""Emphasis is no longer than this."""
_PICTURE = expression(r"(?:file:|\.|/|https?:).*\.(?:png|jpe?g|gif|svg|webp|pdf)\Z", re.IGNORECASE)
_PREFIX = expression(r"(?:file(?:\+\w+)?:|\*|#|attachment:)?")
_ENTITIES = {"ldots": "…", "dots": "…", "S": "§", "P": "¶", "LaTeX": "LaTeX", "TeX": "TeX", "slash": "/", "vert": "|"}


class Inline:
    """Reads what is within paragraphs, headlines and cells."""

    def __init__(self, text: str, prose: Prose) -> None:
        self._text = text
        self._prose = prose

    def say(self, start: int, end: int) -> None:
        """Speak the text from `start` to `end`, with its markup silent."""
        prose, at, links = self._prose, start, 0
        face, asides = prose.face, len(prose.asides)
        closes: dict[int, str] = {}
        for match in _OBJECT.finditer(self._text, start, end):
            kind = match.lastgroup
            closing = None
            if match.start() in closes:
                kind = "close"
            elif kind == "open" and match[0] not in closes.values():
                closing = _CLOSES[match[0]].search(self._text, match.end() + 1, min(end, match.end() + _LONGEST))
            if (kind == "open" and closing is None) or (kind == "close" and match.start() not in closes):
                continue
            if kind == "end" and not links:
                continue
            prose.say(at, match.start())
            at = match.end()
            if closing:
                closes[closing.start()] = match[0]
                self._turn(match, on=True)
            elif kind == "close":
                self._turn(match, on=False)
                del closes[match.start()]
            else:
                links += (kind == "link") - (kind == "end")
                self._object(match, kind or "")
        prose.say(at, end)
        prose.face = face
        del prose.asides[asides:]

    def _turn(self, match: re.Match[str], *, on: bool) -> None:
        """Begin or end bold, italic or struck text."""
        prose, mark = self._prose, match[0]
        if mark == "+" and not on:
            prose.asides.pop()
        prose.mute(*match.span(), "emphasis-mark")
        if mark == "+" and on:
            prose.asides.append(Aside("struck-out"))
        bold, italic = prose.face
        prose.face = on if mark == "*" else bold, on if mark == "/" else italic

    def _object(self, match: re.Match[str], kind: str) -> None:
        """Anything but emphasis."""
        prose, (start, end) = self._prose, match.span()
        match kind:
            case "note":
                prose.note(match["noted"] or "")
                prose.mute(start, end, "footnote" if match["noted"] else "footnote-mark")
            case "link":
                prose.link(match["target"])
                prose.mute(start, end, "link-target")
            case "end":
                prose.linking.ends()
                prose.mute(start, end, "link")
            case "bare" | "angle" | "radio":
                self._shown(match, {"bare": "place", "angle": "address", "radio": "name"}[kind])
            case "code":
                prose.mute(start, start + 1, "code-mark")
                prose.say(start + 1, end - 1)
                prose.mute(end - 1, end, "code-mark")
            case "dash":
                prose.say(start, end, "—" if end - start == 3 else "–")
            case "entity":
                self._entity(match)
            case "shift":
                self._shifted(match)
            case "formula":
                prose.say(start, end)
            case _:
                prose.mute(start, end, {"anchor": "block-name", "break": "hard-break"}.get(kind, kind))

    def _shown(self, match: re.Match[str], group: str) -> None:
        """A link or a target without a text of its own, which shows its address or name."""
        prose, (start, end) = self._prose, match.span(group)
        if _PICTURE.match(match[group]) or match[group].startswith("id:"):
            prose.mute(*match.span(), "link" if match[group].startswith("id:") else "image")
            return
        prefix = _PREFIX.match(match[group])
        start += prefix.end() if prefix else 0
        prose.mute(match.start(), start, "link")
        prose.link(match[group])
        prose.say(start, end)
        prose.linking.ends()
        prose.mute(end, match.end(), "link")

    def _entity(self, match: re.Match[str]) -> None:
        """`\\alpha`, by its name in HTML, which Org uses too; or a command of LaTeX, which is left out with a note."""
        name = match["command"]
        shown = _ENTITIES.get(name) or unescape(f"&{name};")
        if shown != f"&{name};" and match["entity"] in ("", "{}"):
            self._prose.say(*match.span(), shown + " " * (len(shown) == len(match[0])))
            return
        self._prose.remark(match.start(), f"\\{name} is not spoken: audiorender does not know what it shows here")
        self._prose.mute(*match.span(), "markup")

    def _shifted(self, match: re.Match[str]) -> None:
        """`x^2` or `H_{2}O`."""
        group = "braced" if match["braced"] else "digits"
        start, end = match.span(group)
        shifted = RAISED if match["to"] == "^" else LOWERED
        self._prose.mute(match.start(), start, "emphasis-mark")
        shown = match[group].translate(shifted) if SHIFTED.fullmatch(match[group]) else None
        self._prose.say(start, end, shown)
        self._prose.mute(end, match.end(), "emphasis-mark")
