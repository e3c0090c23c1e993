"""Where a reading of LaTeX stands: its tokens, the arguments among them, and what is said so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from audiorender.script.readers.documents.latex import meanings
from audiorender.script.readers.documents.latex.layout import Layout
from audiorender.script.readers.documents.latex.tokens import pairs, tokens, unclosed
from audiorender.script.readers.documents.prose import Aside, Prose, top_level
from audiorender.script.reading.source import Source

_FAR = 300
"""An optional argument ends within this many tokens."""


class Reading:
    """The tokens of a source, by number. `pairs` says what closes each brace and each environment."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = list(tokens(source))
        self.pairs = pairs(self.tokens)
        self.prose = Prose(source.text)
        self.layout = Layout(source.text, self.prose)
        self.values: dict[str, Aside] = {}
        """The title, the author and the date."""
        self.instead: dict[int, str] = {}
        """What a token says, by its number, where that is not what it shows."""
        self.resumes = 0
        """Where text goes on, if a blank belonged to the command before."""
        self._then: defaultdict[int, list[Callable[[], object]]] = defaultdict(list)

        levels = [level for each in self.tokens if (level := meanings.HEADINGS.get(each.name.rstrip("*")))]
        self.layout.raised = top_level(levels, titled="\\title" in source.text)

    def then(self, number: int | None, *done: Callable[[], object]) -> None:
        """Have this done after the token with this number, if there is one."""
        if number is not None:
            self._then[number].extend(done)

    def passed(self, number: int) -> None:
        """Do what is to be done after the token with this number."""
        for done in self._then.pop(number, ()):
            done()

    def restore_after(self, number: int | None) -> None:
        """Restore the typeface of now after the token with this number."""
        face = self.prose.face

        def restore() -> None:
            self.prose.face = face

        self.then(number, restore)

    def mute(self, first: int, last: int, rule: str = "markup") -> int:
        """Silence the tokens from `first` to `last`; returns the number after them."""
        self.prose.mute(self.tokens[first].start, self.tokens[last].end, rule)
        return last + 1

    # -- arguments -----------------------------------------------------------------------------------------------------

    def next(self, number: int, kind: str) -> int | None:
        """The number of the next token but blanks, if it is of this `kind`."""
        while number < len(self.tokens):
            token = self.tokens[number]
            if token.kind != "text" or not self.source.text[token.start : token.end].isspace():
                return number if token.kind == kind else None
            number += 1
        return None

    def optional(self, number: int) -> tuple[int, int] | None:
        """The tokens of the square brackets around an optional argument here."""
        first = self.next(number, "square")
        if first is None:
            return None
        at, depth = first + 1, 1
        while at < min(len(self.tokens), first + _FAR) and self.tokens[at].kind not in ("blank", "close"):
            depth += {"square": 1, "squared": -1}.get(self.tokens[at].kind, 0)
            if depth == 0:
                return first, at
            at = self.pairs.get(at, at) + 1
        return None

    def group(self, number: int, name: str) -> tuple[int, int] | None:
        """The tokens of the braces around an argument of `name` here. Raises SourceError if they are not closed."""
        first = self.next(number, "open")
        if first is None:
            return None
        if first not in self.pairs:
            raise unclosed(self.source, self.tokens[first].start, f"the brace after \\{name}")
        return first, self.pairs[first]

    def skip(self, number: int, name: str, groups: int = 0, rule: str = "markup") -> int:
        """Silence optional arguments and this many others; returns the number of the next token."""
        while True:
            if found := self.optional(number):
                number = self.mute(*found, rule)
            elif groups and (found := self.group(number, name)):
                number, groups = self.mute(*found, rule), groups - 1
            else:
                return number

    def written(self, group: tuple[int, int]) -> str:
        """The text between two brackets, as it is in the source."""
        return self.source.text[self.tokens[group[0]].end : self.tokens[group[1]].start]
