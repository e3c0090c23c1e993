"""The YAML or TOML block at the start of a source: what it says about the episode and its speakers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import yaml

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.languages.days import iso_day
from audiorender.languages.names import tag_of
from audiorender.model import Meta, Remark, Span
from audiorender.script.labels.slips import is_a_slip
from audiorender.script.links import parse_link, worth_showing
from audiorender.script.reading.source import Source
from audiorender.script.reading.yamlfault import fault

_FENCED = expression(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = expression(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = expression(r"[\w-]+[ \t]*:(?:\s|\Z)")

_UNQUOTED = expression(r"([\w-]+:[ \t]+)([^\s\"'\[{|>&*!%@`#][^\n#]*:[ \t][^\n#]*)")
"""A key and a value that YAML takes for another key and its value."""

_TEXT_KEYS = {
    "title": ("title",),
    "show": ("show", "podcast", "series"),
    "author": ("author", "authors"),
    "date": ("date",),
    "language": ("language", "lang"),
    "description": ("description", "summary", "excerpt"),
    "cover": ("cover", "coverimage", "image"),
    "guid": ("guid",),
}
_OTHER_KEYS = ("season", "episode", "explicit", "links", "footnotes")
_SOUND_KEYS = ("intro", "outro", "bed", "sting", "music", "opening", "closing")
_PEOPLE_KEYS = ("host", "hosts", "interviewer", "moderator", "guest", "guests", "interviewee", "speaker", "speakers")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and the characters it takes up. `meta.title` is empty if it has no title."""

    meta: Meta
    people: tuple[tuple[str, str], ...]
    span: Span
    remarks: tuple[Remark, ...] = ()


def read_front_matter(source: Source) -> FrontMatter | None:
    """The front matter at the start of `source`, or None. Unknown keys are ignored.

    Raises SourceError with line and column if its YAML is broken, or if it belongs to a script.
    """
    match = _FENCED.match(source.text)
    if match is None:
        return _read_toml(source)
    try:
        node, quoted = _composed(match[1])
    except (yaml.YAMLError, RecursionError) as error:
        if not _KEY.match(match[1].lstrip()):
            return None  # two horizontal rules with speech between them
        found = fault(error, match[1])
        raise SourceError(
            f"the front matter is not YAML: {found.problem}",
            path=source.path,
            line=1 if found.line is None else found.line + 2,
            column=None if found.column is None else found.column + 1,
            hint="correct it, or quote the value",
        ) from error
    if not isinstance(node, yaml.MappingNode):
        return None
    front = _front_matter(source, node, len(match[0].rstrip()))
    return replace(front, remarks=(*quoted, *front.remarks))


def _composed(text: str) -> tuple[yaml.Node | None, tuple[Remark, ...]]:
    """The YAML in `text`. If it is faulty, values with a colon in them are quoted, with a remark on each."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader), ()
    except yaml.YAMLError:
        lines, remarks = text.split("\n"), []
        for place, line in enumerate(lines):
            if match := _UNQUOTED.fullmatch(line):
                lines[place] = match[1] + json.dumps(match[2].rstrip(), ensure_ascii=False)
                name = match[1].split(":")[0]
                remarks.append(Remark(place + 2, f"the value of '{name}' has a colon in it: quote it"))
        if not remarks:
            raise
        return yaml.compose("\n".join(lines), Loader=yaml.SafeLoader), tuple(remarks)


def _front_matter(source: Source, node: yaml.MappingNode, end: int) -> FrontMatter:
    values = {key.value.casefold(): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if "audiorender" in values:
        raise SourceError("this is already a script", path=source.path, line=1, hint="render it unchanged")
    return FrontMatter(_meta(values), _people(values), Span(0, end), tuple(_remarks(node)))


def _read_toml(source: Source) -> FrontMatter | None:
    """Front matter between `+++` lines (gohugo.io, getzola.org), including the tables those programs use."""
    match = _TOML.match(source.text)
    if match is None:
        return None
    try:
        table = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError as error:
        if not re.search(r"^[ \t]*[\w\"'.-]+[ \t]*=", match[1], re.MULTILINE):
            return None  # two lines of plus signs with speech between them
        raise SourceError(
            f"the front matter is not TOML: {error}", path=source.path, line=1, hint="correct it, or quote the value"
        ) from error
    for inner in ("extra", "params", "taxonomies"):
        if isinstance(found := table.pop(inner, None), dict):
            table = {**found, **table}
    node = yaml.compose(json.dumps(table, default=str), Loader=yaml.SafeLoader)  # all JSON is YAML
    return _front_matter(source, node, len(match[0].rstrip())) if isinstance(node, yaml.MappingNode) else None


def _remarks(root: yaml.MappingNode) -> Iterator[Remark]:
    """Keys one slip away from a known one, and values without a meaning."""
    known = [*(key for keys in _TEXT_KEYS.values() for key in keys), *_PEOPLE_KEYS, *_OTHER_KEYS]
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        name, line = str(key.value).casefold(), key.start_mark.line + 2
        text = " ".join(_texts(value))
        if name == "cast":
            yield Remark(line, "'cast' has no effect in a source: give voices with --voice, or in the script")
        elif name in _SOUND_KEYS:
            yield Remark(line, f"'{name}' has no effect in a source: write it in audiorender.toml, or in the script")
        elif name not in known and (near := [each for each in known if is_a_slip(name, each)]):
            yield Remark(line, f"'{key.value}' is not a known key; did you mean '{near[0]}'?")
        elif name == "date" and text and (why := _why_not_a_date(text)):
            yield Remark(line, f"{why}; write it as 2024-05-31")
        elif name in _TEXT_KEYS["language"] and text and tag_of(text) is None:
            yield Remark(line, f"'{text[:40]}' is not a language; write a tag such as 'en'")


def _why_not_a_date(text: str) -> str | None:
    """Why `text` is not a date; None if it is one, or has a year and nothing that could be a day."""
    try:
        iso_day(text)
    except ValueError as error:
        has_year, has_day = re.search(r"\b\d{4}\b", text), re.search(r"\d\W+\d", text)
        return None if has_year and not has_day else str(error)
    return None


def _meta(values: dict[str, yaml.Node]) -> Meta:
    """The episode's values among all values of the front matter."""
    texts = {field: _first(values, keys) for field, keys in _TEXT_KEYS.items()}
    texts["language"] = tag_of(texts["language"] or "")
    with suppress(ValueError):  # what is not a date is kept as it is: `spring 2024` can be shown, too
        texts["date"] = texts["date"] and iso_day(texts["date"])
    return Meta(
        title=texts.pop("title") or "",
        season=_number(values, "season"),
        episode=_number(values, "episode"),
        explicit=_flag(values, "explicit"),
        links=worth_showing(filter(None, map(parse_link, _listed(values, "links")))),
        footnotes=tuple(_listed(values, "footnotes")),
        **texts,
    )


def _first(values: dict[str, yaml.Node], keys: tuple[str, ...]) -> str | None:
    """The text of the first of `keys` that has one. A list is joined with commas, as with several authors."""
    for key in keys:
        if key in values and (texts := _texts(values[key])):
            return ", ".join(texts)
    return None


def _texts(node: yaml.Node) -> list[str]:
    """The words of a scalar, or of each scalar in a list, exactly as written (a date stays text)."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = [" ".join(item.value.split()) for item in nodes if isinstance(item, yaml.ScalarNode)]
    return [text for text in texts if text and text not in ("null", "~")]


def _listed(values: dict[str, yaml.Node], key: str) -> list[str]:
    """The texts of a list. Anything else gives none, since then the key has another program's meaning."""
    return _texts(values[key]) if isinstance(values.get(key), yaml.SequenceNode) else []


def _people(values: dict[str, yaml.Node]) -> tuple[tuple[str, str], ...]:
    keys = [key for key in (*_PEOPLE_KEYS, "author", "authors") if key in values]
    return tuple((key, name) for key in keys for name in _texts(values[key]))


def _number(values: dict[str, yaml.Node], key: str) -> int | None:
    text = _first(values, (key,))
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def _flag(values: dict[str, yaml.Node], key: str) -> bool | None:
    text = (_first(values, (key,)) or "").casefold()
    return {"true": True, "yes": True, "explicit": True, "false": False, "no": False, "clean": False}.get(text)
