"""The front matter of a script file: YAML between two `---` lines, with every value taken as written.

`parse_header` and `format_header` are inverses. Keys are read from YAML's nodes and not from the values YAML would make
of them, so that `title: 2001` and `date: 2024-05-01` stay text, and every error has a line and a column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from audiorender.errors import SourceError, near
from audiorender.expressions import expression
from audiorender.languages.names import tag_of
from audiorender.model import SEXES, Link, Meta
from audiorender.script.file.marks import forbidden
from audiorender.script.file.turnlabel import check_name
from audiorender.script.links import format_link, parse_link
from audiorender.script.reading.yamlfault import YamlFault, fault

FORMAT_KEY = "audiorender"
"""The key that makes a file a script. Its value is the version of the format."""

VERSION = "1"

Cast = tuple[tuple[str, str | None], ...]
Sexes = tuple[tuple[str, str], ...]

_LISTS = ("links", "footnotes")
_META_KEYS = tuple(field.name for field in fields(Meta) if field.name not in _LISTS)
_WHOLE_NUMBERS = ("season", "episode")
_PLAIN = expression(r"\w(?:[ ]?\w|[ ]?[.,;!?'’‘“”()/+%=@–—…-]|:(?=[\w/]))*")
_UNPRINTABLE = expression("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


_INDENT = expression(r"^[ \t]*\t[ \t]*", re.MULTILINE)
"""Tabs before a key, which YAML does not allow; one blank for each keeps the columns."""
_TYPOGRAPHIC = expression(r"[“„«](.+)[”“»]")


FIRST_LINE = 2
"""The line of the file on which its YAML begins: the one after `---`."""


class _Reader:
    """Reads YAML nodes into values, and knows which file they are in."""

    def __init__(self, path: Path | str | None) -> None:
        self._path = path

    def error(self, message: str, mark: yaml.Mark | YamlFault | None, hint: str | None = None) -> SourceError:
        line, column = FIRST_LINE, None
        if mark is not None and mark.line is not None and mark.column is not None:
            line, column = mark.line + FIRST_LINE, mark.column + 1
        return SourceError(message, path=self._path, line=line, column=column, hint=hint)

    def root(self, text: str) -> yaml.Node:
        """The top YAML node. Raises SourceError if this is not YAML, or empty."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
            found = fault(error, text)
            hint = 'put text in "double quotes"' if isinstance(error, yaml.MarkedYAMLError) else None
            raise self.error(f"the front matter is not YAML: {found.problem}", found, hint) from error
        if node is None:
            raise self.error("the front matter is empty", None, "it needs at least audiorender, title and cast")
        return node

    def entries(self, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The key and value nodes of a mapping, by key."""
        if not isinstance(node, yaml.MappingNode):
            raise self.error(f"{what} is not a list of 'key: value' lines", node.start_mark)
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            name = self.text(key, f"a key of {what}") or ""
            if name in found:
                raise self.error(f"{what} has '{name}' twice", key.start_mark, "remove one")
            found[name] = key, value
        return found

    def text(self, node: yaml.Node, what: str) -> str | None:
        """A scalar as it is written; None if there is nothing (but `""` is an empty text)."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(f"{what} is not a single value", node.start_mark, 'put text in "double quotes"')
        value = str(node.value)
        if found := forbidden(value):
            raise self.error(f"{what} contains {found[1]}", node.start_mark, "remove it")
        return None if not value and node.style is None else value

    def texts(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node]]:
        """The scalars of a list, with their nodes; none if there is nothing."""
        if isinstance(node, yaml.ScalarNode) and self.text(node, what) is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(f"{what} is not a list: write a line '- ...' for each entry", node.start_mark)
        for each in node.value:
            text = self.text(each, f"an entry of {what}")
            if not text or text != text.strip():
                raise self.error(
                    f"an entry of {what} is empty or has spaces at its ends",
                    each.start_mark,
                    "remove the entry or the spaces",
                )
            yield text, each

    def whole_number(self, node: yaml.Node, what: str) -> int | None:
        value = self.text(node, what)
        if value is not None and not re.fullmatch(r"[0-9]{1,9}", value):
            raise self.error(f"{what} must be a whole number, not '{value}'", node.start_mark)
        return None if value is None else int(value)

    def truth(self, node: yaml.Node, what: str) -> bool | None:
        value = self.text(node, what)
        if value not in (None, "true", "false"):
            raise self.error(f"{what} must be true or false, not '{value}'", node.start_mark)
        return None if value is None else value == "true"


def parse_header(text: str, path: Path | str | None) -> tuple[Meta, Cast, Sexes]:
    """The values in the YAML between the `---` lines, which begins on `FIRST_LINE` of the file.

    Raises SourceError, with line and column, for anything but a known key with a valid value.
    """
    reader = _Reader(path)
    root = reader.root(_INDENT.sub(lambda match: match[0].replace("\t", " "), text))
    entries = reader.entries(root, "the front matter")
    known = (FORMAT_KEY, *_META_KEYS, "cast", *_LISTS)
    for name, (key, _) in entries.items():
        if name not in known:
            raise reader.error(f"unknown key '{name}' in the front matter", key.start_mark, near(name, known))
    for name in (FORMAT_KEY, "title", "cast"):
        if name not in entries:
            raise reader.error(f"the front matter has no '{name}'", root.start_mark, f"add a line '{name}: ...'")
    _check_version(reader, entries[FORMAT_KEY][1])
    return _meta(reader, entries), *_cast(reader, entries["cast"][1])


def _check_version(reader: _Reader, node: yaml.Node) -> None:
    version = reader.text(node, f"'{FORMAT_KEY}'")
    if version != VERSION:
        message = f"script format '{version or ''}' is unknown: this program reads format {VERSION}"
        raise reader.error(message, node.start_mark, f"write 'audiorender: {VERSION}', or use a newer audiorender")


def _meta(reader: _Reader, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> Meta:
    """The episode's values, each with the type that its key needs."""
    values: dict[str, Any] = {}
    for name in entries.keys() & set(_META_KEYS):
        node, what = entries[name][1], f"'{name}'"
        if name in _WHOLE_NUMBERS:
            values[name] = reader.whole_number(node, what)
        elif name == "explicit":
            values[name] = reader.truth(node, what)
        elif name == "language" and (language := reader.text(node, what)):
            values[name] = tag_of(language)
            if values[name] is None:
                raise reader.error(f"'{language[:40]}' is not a language", node.start_mark, "write a tag such as 'en'")
        else:
            values[name] = reader.text(node, what)
    if not (values["title"] or "").strip():
        raise reader.error("the title is empty", entries["title"][1].start_mark, "give the episode a title")
    for name in entries.keys() & set(_LISTS):
        found = reader.texts(entries[name][1], f"'{name}'")
        values[name] = tuple(_link(reader, *each) if name == "links" else each[0] for each in found)
    return Meta(**values)


def _link(reader: _Reader, text: str, node: yaml.Node) -> Link:
    link = parse_link(text)
    if link is None:
        hint = "write '- The archive https://example.org/archive'"
        raise reader.error(f"'{text[:40]}' does not end with a web address", node.start_mark, hint)
    return link


def _cast(reader: _Reader, node: yaml.Node) -> tuple[Cast, Sexes]:
    """The cast, as names with voices, and the sexes that it gives."""
    cast: list[tuple[str, str | None]] = []
    sexes: list[tuple[str, str]] = []
    for written, (key, value) in reader.entries(node, "the cast").items():
        name = _TYPOGRAPHIC.sub(r"\1", written) if isinstance(key, yaml.ScalarNode) and key.style is None else written
        try:
            check_name(name)
        except SourceError as error:
            raise reader.error(error.message, key.start_mark, error.hint) from error
        entry = _cast_entry(reader, name, value) if isinstance(value, yaml.MappingNode) else {"voice": value}
        cast.append((name, reader.text(entry["voice"], f"the voice of '{name}'") if "voice" in entry else None))
        sex = reader.text(entry["sex"], f"the sex of '{name}'") if "sex" in entry else None
        if sex not in (None, *SEXES):
            hint = f"write {' or '.join(SEXES)}, or leave it out"
            raise reader.error(f"the sex of '{name}' cannot be '{sex}'", entry["sex"].start_mark, hint)
        if sex is not None:
            sexes.append((name, sex))
    return tuple(cast), tuple(sexes)


def _cast_entry(reader: _Reader, name: str, node: yaml.Node) -> dict[str, yaml.Node]:
    """The nodes of `{voice: amber, sex: female}`, by key."""
    known = ("voice", "sex")
    entries = reader.entries(node, f"the cast entry of '{name}'")
    for key, (place, _) in entries.items():
        if key not in known:
            raise reader.error(f"unknown key '{key}' for '{name}' in the cast", place.start_mark, near(key, known))
    return {key: value for key, (_, value) in entries.items()}


def format_header(meta: Meta, cast: Cast, sexes: Sexes = ()) -> str:
    """The lines between the `---` lines, with line ends. Raises SourceError for what a script file cannot hold."""
    if not meta.title.strip():
        raise SourceError("the title is empty", hint="give the episode a title")
    lines = [f"{FORMAT_KEY}: {VERSION}"]
    for name in _META_KEYS:
        value = getattr(meta, name)
        if value is not None:
            lines.append(f"{name}: {_value(name, value)}")
    lines.append("cast:" if cast else "cast: {}")
    for speaker, voice in cast:
        check_name(speaker)
        sex = dict(sexes).get(speaker)
        if sex is not None:
            both = [*([] if voice is None else [f"voice: {_quoted(voice)}"]), f"sex: {sex}"]
            lines.append(f"  {_scalar(speaker)}: {{{', '.join(both)}}}")
        else:
            lines.append(f"  {_scalar(speaker)}:" + ("" if voice is None else f" {_scalar(voice)}"))
    lines += _listed("links", [_linked(link) for link in meta.links])
    lines += _listed("footnotes", meta.footnotes)
    return "".join(f"{line}\n" for line in lines)


def _listed(name: str, texts: Sequence[str]) -> list[str]:
    if any(not text or text != text.strip() for text in texts):
        raise SourceError(f"an entry of '{name}' is empty or has spaces at its ends", hint="trim it")
    return [f"{name}:", *(f"  - {_scalar(text)}" for text in texts)] if texts else []


def _linked(link: Link) -> str:
    text = format_link(link)
    if parse_link(text) != link:
        raise SourceError(f"a script cannot contain the link '{text[:60]}'", hint="it ends with https://...")
    return text


def _value(name: str, value: str | int | bool) -> str:
    """A value as it is written in the front matter."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not 0 <= value <= 999_999_999:
        raise SourceError(f"'{name}' must be a whole number from 0 to 999999999, not {value}")
    return str(value)


def _quoted(text: str) -> str:
    """`text` in a form that is safe between braces, where a comma has a meaning."""
    return text if re.fullmatch(r"\w[\w/-]*", text) else _escaped(text)


def _scalar(text: str) -> str:
    """`text` unchanged if YAML reads it as the same text, else in double quotes."""
    return text if _PLAIN.fullmatch(text) else _escaped(text)


def _escaped(text: str) -> str:
    if found := forbidden(text):
        raise SourceError(f"the front matter would contain {found[1]}: {text[:40]!r}", hint="remove it")
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
