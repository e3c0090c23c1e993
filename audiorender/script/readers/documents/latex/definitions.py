"""Commands that a LaTeX document defines for itself: `\\newcommand{\\ana}{\\textbf{Ana:} }`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.readers.documents.latex.meanings import BOLD, ITALIC, SIGNS
from audiorender.script.readers.documents.latex.reading import Reading
from audiorender.script.readers.documents.prose import Face

_DEFINES = expression(
    r"\\(?:(?:re|provide)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand)\*?[ \t]*"
    r"(?:\{\\(?P<braced>[A-Za-z@]+)\}|\\(?P<bare>[A-Za-z@]+))[ \t]*"
    r"(?:\[\d\])?(?:\[[^\]\n]*\])?(?:\{[ mo]*\})?[ \t]*(?=\{)"
    r"|\\[gex]?def[ \t]*\\(?P<plain>[A-Za-z@]+)[#\d]*[ \t]*(?=\{)"
)
_PIECE = expression(
    r"(?P<line>\\\\|\n[ \t]*\n\s*)"
    r"|\\(?:textcolor|color|[vh]space|href|fontsize|label|hypertarget)\*?(?:\[[^\]]*\])?\{[^{}]*\}"
    r"|\\(?P<name>[A-Za-z@]+)\*?[ \t]*|\\(?P<sign>.)"
    r"|#(?P<arg>\d)|(?P<open>\{)|(?P<close>\})|%[^\n]*\n?|(?P<text>[^\\{}#%\n]+|.)",
    re.DOTALL,
)
_BREAKS = words("par item newline bigskip medskip smallskip noindent")
_SPEECH = expression(r":\s*\w")
_FAR = 2000
"""A definition longer than this is not one of a name or a label."""


@dataclass(slots=True)
class Part:
    """Text that a command puts before its next argument or at its end. `breaks` means that a paragraph begins there."""

    text: str = ""
    face: Face = (False, False)
    argument: Face | None = None
    breaks: bool = False


def _defined(text: str) -> Iterator[tuple[str, int, int, list[Part] | None]]:
    """Commands that `text` defines: name, the offsets of the whole definition, and the parts, if they can be read."""
    for match in _DEFINES.finditer(text):
        end = _closing(text, match.end())
        if end is not None:
            name = match["braced"] or match["bare"] or match["plain"]
            yield name, match.start(), end, _parts(text[match.end() + 1 : end - 1])


def _closing(text: str, at: int) -> int | None:
    """The offset after the brace that closes the one at `at`, if it is near."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text[at : at + _FAR], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return at + match.end()
    return None


def _parts(body: str) -> list[Part] | None:
    """What a definition's body says around its arguments; None unless each is used once, in order."""
    faces: list[Face] = [(False, False)]
    coming: Face | None = None
    parts = [Part()]
    for match in _PIECE.finditer(body):
        text, name = match["text"] or "", match["name"] or ""
        if match["open"]:
            faces.append(coming or faces[-1])
            coming = None
        elif match["close"]:
            faces = faces[:-1] or [(False, False)]
        elif name in BOLD or name in ITALIC:
            face = (faces[-1][0] or name in BOLD, faces[-1][1] or name in ITALIC)
            if body[match.end() : match.end() + 1] == "{":
                coming = face
            else:
                faces[-1] = face
        elif match["arg"]:
            if int(match["arg"]) != len(parts):
                return None
            parts[-1].argument = faces[-1]
            parts.append(Part())
        elif match["line"] or name in _BREAKS:
            parts[-1].breaks = True
        else:
            text = text or SIGNS.get(name, "") or (match["sign"] or "").strip("-/!@")
            parts[-1].face = faces[-1] if not parts[-1].text.strip() else parts[-1].face
            parts[-1].text += text.replace("~", " ").replace("[", "").replace("]", "")
    return None if len(parts) == 1 and _SPEECH.search(parts[0].text) else parts


class Definitions:
    """The commands that a text defines."""

    def __init__(self, at: Reading) -> None:
        self._at = at
        self._parts: dict[str, list[Part]] = {}
        self._ends: dict[int, int] = {}
        self._joints: dict[int, tuple[Part, int | None]] = {}
        """What a command says in place of a brace, and the brace that opens its next argument."""
        for name, start, end, parts in _defined(at.source.text):
            self._ends[start] = end
            if parts is not None:
                self._parts[name] = parts

    def past(self, number: int) -> int | None:
        """The number of the token after the definition that begins here, which is silent; None if none does."""
        at, last = self._at, number
        end = self._ends.get(at.tokens[number].start)
        if end is None:
            return None
        while last + 1 < len(at.tokens) and at.tokens[last + 1].end <= end:
            last += 1
        return at.mute(number, last)

    def use(self, number: int, name: str) -> int | None:
        """Say what the command `name` says before its first argument; None if it is not defined, or has too few."""
        at, parts = self._at, self._parts.get(name)
        if parts is None:
            return None
        groups: list[tuple[int, int]] = []
        for _ in parts[1:]:
            group = at.group(groups[-1][1] + 1 if groups else number + 1, name)
            if group is None:
                return None
            groups.append(group)
        token = at.tokens[number]
        if not groups:
            self._put(token.start, token.end, parts[0])
            return number + 1
        at.restore_after(groups[-1][1])
        self._put(token.start, at.tokens[groups[0][0]].end, parts[0])
        flow = at.prose.flow
        if flow.empty and not at.prose.asides and not parts[1].text.strip():
            flow.name_begins(f"\\{name}")
            at.then(groups[0][1], flow.name_ends)
        for (_, closes), part, after in zip(groups, parts[1:], [*groups[1:], None], strict=True):
            self._joints[closes] = part, after[0] if after else None
        return groups[0][0] + 1

    def join(self, number: int) -> int | None:
        """Say what a command says between two arguments, or after the last; None if no such ends at this brace."""
        if number not in self._joints:
            return None
        at, (part, after) = self._at, self._joints.pop(number)
        last = number if after is None else after
        self._put(at.tokens[number].start, at.tokens[last].end, part)
        at.passed(number)
        return last + 1

    def _put(self, start: int, end: int, part: Part) -> None:
        """Say what a command says in place of the characters from `start` to `end`."""
        prose = self._at.prose
        if part.breaks:
            self._at.layout.begin()
        if part.text.strip():
            before, prose.face = prose.face, part.face
            text = " ".join(part.text.split()) if prose.flow.at_line_start else re.sub(r"\s+", " ", part.text)
            text += " " * (part.text[-1:].isspace() and not text.endswith(" "))
            blank = " " * (len(text) == end - start)  # so that no end of a line is cut from it
            prose.say(start, end, text + blank)
            prose.face = before
        else:
            prose.mute(start, end, "markup")
        if part.argument is not None:
            prose.face = part.argument
