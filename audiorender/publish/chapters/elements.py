"""XML lists of chapters: what a format finds at the beginning and at the end of each element."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from xml.parsers import expat

from audiorender.errors import SourceError


class Elements(ABC):
    """Goes through the elements of a text; `line` and `column` are where the parser is."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._words = ""

    def parse(self, text: str) -> None:
        """Raises SourceError, with line and column, for text that is not XML or declares entities."""
        try:
            self._parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise SourceError(f"not well-formed XML: {what}", line=error.lineno, column=error.offset + 1) from error

    @property
    def line(self) -> int:
        """The line of the element, from 1."""
        return self._parser.CurrentLineNumber

    @property
    def column(self) -> int:
        """Its column, from 1."""
        return self._parser.CurrentColumnNumber + 1

    @abstractmethod
    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    @abstractmethod
    def end(self, name: str, words: str) -> None:
        """An element ends; `words` is the text since the last beginning."""

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._words = ""
        self.begin(name, attributes)

    def _text(self, words: str) -> None:
        self._words += words

    def _end(self, name: str) -> None:
        self.end(name, self._words.strip())

    def _entity(self, *_: object) -> None:
        what = "it declares entities, which chapters do not need"
        raise SourceError(what, line=self.line, hint="remove its DOCTYPE")
