r"""The script file: text that reads as a transcript and that a person edits (docs/script-format.md).

    ---
    audiorender: 1
    title: The night ferry
    cast:
      Host:
    ---

    # Casting off

    Host: Is *everyone* aboard the {MV|motor vessel} Tern?

    [pause 1.5s]

`parse_script` and `writing.format_script` are inverses: formatting and parsing a script gives the same script, and a
file that we wrote is written again byte for byte. Nothing is guessed or skipped: a line that fits no rule is a
SourceError with path, line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audiorender.errors import SourceError, near
from audiorender.expressions import expression
from audiorender.model import Heading, Item, Meta, Pause, Script, Text, Turn
from audiorender.script.file.cues import CUES, LINK, SOUNDS, parse_pause, parse_sound, parse_take, pauses, stray_cues
from audiorender.script.file.header import FORMAT_KEY, Cast, Sexes, parse_header
from audiorender.script.file.layout import RawBlock, blocks, closing_fence, first_line, lines_of, opens
from audiorender.script.file.marks import BLANKS, forbidden, parse_text
from audiorender.script.file.turnlabel import TurnLabel, read_label, unknown_name

_ALONE = "put it on a line of its own"
_ESCAPE_ADVICE = r"if it is text, write '\' before its '#', '[' or ':'"
_FOREIGN_CUE = expression(r"[［【〔〖「]\s*(\w+)")
_CUE = expression(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class UnknownName:
    """Something that looks like a speaker's name but is not in the cast, with its line and column (from 1)."""

    name: str
    line: int
    column: int


def is_script(text: str) -> bool:
    """Whether `text` claims to be a script: front matter with the key `audiorender`, even if the rest is invalid."""
    lines = lines_of(text)
    if not opens(lines):
        return False
    end = closing_fence(lines) or next(
        (n for n, line in enumerate(lines) if n > first_line(lines) and not line.strip(BLANKS)), len(lines)
    )
    return any(re.match(rf"[\"']?{FORMAT_KEY}[\"']?[ \t]*:", line) for line in lines[1:end])


def parse_script(text: str, path: Path | str | None = None) -> Script:
    """The script in `text`; `path` is for errors. Raises SourceError for anything that fits no rule of the format."""
    meta, cast, sexes, body = _read(text, path)
    return Script(meta, cast, tuple(body.items), sexes)


def unknown_names(text: str, path: Path | str | None = None) -> tuple[UnknownName, ...]:
    """Names that look like a speaker's but are not in the script's cast, and so are read aloud."""
    return tuple(_read(text, path)[3].unknown_names)


def _read(text: str, path: Path | str | None) -> tuple[Meta, Cast, Sexes, _Body]:
    """The parts of a script file: values, cast, sexes and body."""
    lines = lines_of(text)
    _check_characters(lines, path)
    end = closing_fence(lines)
    if end is None:
        message = "a script begins with front matter between two lines '---'"
        raise SourceError(message, path=path, line=1, hint="see docs/script-format.md")
    meta, cast, sexes = parse_header("\n".join(lines[1:end]), path)
    body = _Body(cast)
    for block in blocks(lines, end + 1, path):
        body.add(block)
    body.close_turn()
    body.check_take()
    return meta, cast, sexes, body


def locate(script: Script, line: int) -> tuple[int, int] | None:
    """(turn, paragraph), both from 0, of the paragraph on line `line`; None if there is none."""
    turns = script.turns
    number = bisect_right(turns, line, key=lambda turn: turn.line) - 1
    if number < 0:
        return None
    return next(((number, place) for place, lines in enumerate(turns[number].lines) if line in lines), None)


class _Body:
    """The items read so far, and the turn that the next paragraph continues."""

    def __init__(self, cast: Cast) -> None:
        self.items: list[Item] = []
        self._speakers = frozenset(name for name, _ in cast)
        self._label: TurnLabel | None = None
        self._open: list[tuple[Text, range]] = []
        self._take: tuple[int, RawBlock] | None = None
        self.unknown_names: list[UnknownName] = []

    def add(self, block: RawBlock) -> None:
        """Add a block: a title, a cue or a paragraph."""
        first = block.lines[0]
        self._check_lines(block)
        if first.startswith("#"):
            self.close_turn()
            self.check_take()
            self.items.append(_heading(block))
        elif _CUE.fullmatch(first):
            self.close_turn()
            self._add_cue(block)
        else:
            self._add_paragraph(block)

    def close_turn(self) -> None:
        """Close the open turn. The next paragraph opens one, with the same speaker unless it names another."""
        if self._open and self._label:
            paragraphs, lines = zip(*self._open, strict=True)
            take, self._take = self._take[0] if self._take else 1, None
            speaker, guessed = self._label.speaker, self._label.guessed
            self.items.append(Turn(speaker, paragraphs, guessed, lines[0].start, lines, take))
            self._open = []

    def check_take(self) -> None:
        """Raise SourceError for a take that is not followed by a turn."""
        if self._take:
            raise self._take[1].error(
                "a take belongs to the turn below it, but no turn follows", hint="move it above a turn"
            )

    def _add_cue(self, block: RawBlock) -> None:
        """Add a cue, or attach it to the title above or the turn below."""
        self.check_take()
        word, _, rest = block.lines[0][1:-1].strip(BLANKS).partition(" ")
        rest = rest.strip(BLANKS)
        if word not in CUES:
            raise block.error(f"unknown cue '{word}'", hint=f"{near(word, CUES)}; if it is text, write '\\['")
        if word == "take":
            self._take = (parse_take(rest, block), block)
            return
        if word == "pause":
            self.items.append(parse_pause(rest, block))
            return
        if word in SOUNDS:
            self.items.append(parse_sound(word, rest, block))
            return
        title = self.items[-1] if self.items else None
        if not isinstance(title, Heading):
            raise block.error(f"{CUES[word]} belongs to a chapter", hint="write it below the chapter's title")
        if word == "link":
            self.items[-1] = replace(title, url=_once(title.url, _link(rest, block), block))
        else:
            self.items[-1] = replace(title, image=_once(title.image, rest, block))

    def _add_paragraph(self, block: RawBlock) -> None:
        """Add a paragraph to the open turn, or open a new turn if it has a label; its pauses end turns, too."""
        raw = " ".join(block.lines)
        label = read_label(raw, self._speakers, block.error)
        if label:
            self.close_turn()
            self._label = label
        elif not self._label:
            raise block.error("no speaker has been named yet", hint="begin with 'Name: '")
        elif name := unknown_name(raw):
            self.unknown_names.append(UnknownName(name, block.line, block.columns[0]))
        start = label.colon + 1 if label else 0
        words = raw[start:].lstrip(BLANKS)
        start = len(raw) - len(words)
        if not words:
            raise block.error("this turn has no words", hint="write them after the colon, or remove the line")
        for pause, part, at in _between_pauses(words, start, block):
            if pause:
                self.close_turn()
                self.items.append(pause)
            text = parse_text(part, partial(_fault, block, at))
            self._open.append((text, block.extent))

    def _check_lines(self, block: RawBlock) -> None:
        """Raise SourceError for lines that would be read aloud by mistake.

        These are a title, cue or label inside a paragraph, a comment, and a cue in the wrong kind of brackets.
        """
        if block.lines[0].startswith("<!--"):
            raise block.error("this comment would be read aloud", hint=r"remove it; if it is text, write '\' before it")
        if (cue := _FOREIGN_CUE.match(block.lines[0])) and cue[1] in CUES:
            raise block.error(f"a cue is written between '[' and ']', not '{cue[0][0]}'", hint=f"write [{cue[1]} ...]")
        alone = block.lines[0].startswith("#") or _CUE.fullmatch(block.lines[0])
        at = 0
        for before, line in zip(block.lines, block.lines[1:], strict=False):
            at += len(before) + 1
            begins = line.startswith("#") or _CUE.fullmatch(line)
            if alone or begins or self._opens_turn(line, block, at):
                what = (
                    "a title or cue needs a paragraph of its own"
                    if alone or begins
                    else "a turn starts a new paragraph"
                )
                raise block.error(f"an empty line is missing before this line: {what}", at, _ESCAPE_ADVICE)

    def _opens_turn(self, line: str, block: RawBlock, at: int) -> bool:
        return read_label(line, self._speakers, lambda message, _, hint: block.error(message, at, hint)) is not None


def _fault(block: RawBlock, start: int, message: str, at: int, hint: str | None) -> SourceError:
    """The error for a fault at character `at` of a text that begins at character `start` of a block."""
    return block.error(message, start + at, hint)


def _between_pauses(words: str, start: int, block: RawBlock) -> Iterator[tuple[Pause | None, str, int]]:
    """The words of a paragraph, split at its pauses: the pause before each part, the part, and where it begins."""
    for found, shown, kind in stray_cues(words):
        what = "write [pause 1.5s]" if kind == "pause" else f"write [{kind} ...] on a line of its own"
        raise block.error(
            f"'{shown}' would be read aloud: {what}", start + found, r"if it is text, write '\' before it"
        )
    pause, at = None, 0
    for match in pauses(words):
        part = words[at : match.start()]
        if not part.strip(BLANKS):
            raise block.error(
                "there are no words before this pause", start + match.start(), "put it on a line of its own"
            )
        yield pause, part.strip(BLANKS), start + at + len(part) - len(part.lstrip(BLANKS))
        pause, at = parse_pause(match[1].strip(BLANKS), block, start + match.start()), match.end()
    part = words[at:]
    if not part.strip(BLANKS):
        raise block.error("there are no words after this pause", start + at - 1, "put it on a line of its own")
    yield pause, part.strip(BLANKS), start + at + len(part) - len(part.lstrip(BLANKS))


def _check_characters(lines: list[str], path: Path | str | None) -> None:
    """Raise SourceError for the first character that a text file does not keep."""
    if not forbidden("".join(lines)):
        return
    for number, line in enumerate(lines, start=1):
        if found := forbidden(line):
            at, name = found
            raise SourceError(
                f"a script cannot contain {name}", path=path, line=number, column=at + 1, hint="remove it"
            )


def _heading(block: RawBlock) -> Heading:
    match = re.fullmatch(r"#[ \t]+(.+)", block.lines[0])
    if not match or not match[1].strip():
        raise block.error("a chapter's title is written '# Title'", hint=r"if it is text, write '\#'")
    return Heading(match[1], block.line)


def _link(url: str, block: RawBlock) -> str:
    if not LINK.fullmatch(url):
        raise block.error(f"'{url}' is not a link: write [link https://...]", hint="without spaces")
    return url


def _once(before: str | None, value: str, block: RawBlock) -> str:
    if not value:
        raise block.error("the name of a picture is missing: write [image picture.jpg]")
    if before is not None:
        raise block.error("this chapter already has one", hint="remove one of them")
    return value
