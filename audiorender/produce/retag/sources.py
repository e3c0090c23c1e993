"""Chapters from any source: a text in a format of `publish.chapters`, an audio file, a script with its report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from audiorender.audio.formats import SUFFIXES
from audiorender.audio.probe import suffix_of
from audiorender.errors import SourceError, UsageError
from audiorender.folder import REPORT
from audiorender.model import RATE
from audiorender.produce.note import Note
from audiorender.produce.retag.printed import changes_to, pictures_of, printed_of
from audiorender.publish.chapters import Entry, Listing, read_listing
from audiorender.publish.editing.changes import Changes
from audiorender.publish.readback import Mark
from audiorender.publish.tags import read_tags
from audiorender.timecode import milliseconds

_LIMIT = 20_000_000
"""Maximum bytes of a text; a thousand chapters take some 100,000."""


@dataclass(frozen=True, slots=True)
class ChapterList:
    """A list of chapters as it was found, with notes about it.

    `pictures` are those that came along, by their names in the entries; any other is a file in `folder`. `changes` is
    set if the list is the file's own, given back.
    """

    entries: tuple[Entry, ...]
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    folder: Path = field(default_factory=Path)
    changes: Changes | None = None


def container_of(path: Path) -> str | None:
    """The suffix of the file's container by content, else by name; None if it is not audio.

    Raises UsageError if the file cannot be read.
    """
    try:
        if _flows(path):
            raise UsageError("is not a regular file", path=path, hint="copy it to a file and name that")
        found = suffix_of(path)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    named = path.suffix.lower()
    return named if found is None and named in SUFFIXES else found


def given_chapters(source: str | Path, audio: Path, marks: Sequence[Mark]) -> ChapterList:
    """The chapters for `audio` from `source` (`-` is standard input); its own are `marks`, in order of time.

    The report of a script's render is in the script's folder, or in that of `audio`.

    Raises UsageError if the file does not exist, SourceError with line and column if it cannot be parsed.
    """
    if str(source) == "-":
        return _text(sys.stdin.buffer.read(_LIMIT + 1), "standard input", Path(), audio, marks)
    path = Path(source)
    try:
        suffix = None if _flows(path) else container_of(path)
        if suffix is not None:
            return in_tags(read_tags(path, suffix).chapters)
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return _text(data, path, path.parent, audio, marks)


def _flows(path: Path) -> bool:
    """Whether it is a pipe (such as a shell's `<(command)`) or a device, which cannot be read twice."""
    return path.exists() and not (path.is_file() or path.is_dir())


def in_tags(marks: Sequence[Mark]) -> ChapterList:
    """The chapters of an audio file, with their pictures."""
    pictures = {f"picture {number}": mark.image for number, mark in enumerate(marks, start=1) if mark.image}
    entries = (
        Entry(mark.start * RATE // 1000, mark.title, mark.url, f"picture {number}" if mark.image else None)
        for number, mark in enumerate(marks, start=1)
    )
    return ChapterList(tuple(sorted(entries, key=lambda entry: entry.start)), pictures=pictures)


def _text(data: bytes, path: Path | str, folder: Path, audio: Path, marks: Sequence[Mark]) -> ChapterList:
    from audiorender.script.reading.encoding import decode

    if len(data) > _LIMIT:
        raise SourceError(
            f"more than {_LIMIT:,} bytes, and not a known audio format", path=path, hint="is it chapters?"
        )
    text, encoding = decode(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(path, Path) and _is_script(text):
        return ChapterList(tuple(_in_script(text, path, audio.parent)), folder=folder)
    try:
        found = read_listing(text)
    except SourceError as error:
        raise error.at(path) from error
    if not found.entries:
        raise SourceError("no chapters in it", path=path, hint="give another file, or --clear to remove all")
    given = ChapterList(found.entries, tuple(_said(found, encoding, path)), folder=folder)
    return _given_back(given, text, audio, marks)


def _given_back(given: ChapterList, text: str, audio: Path, marks: Sequence[Mark]) -> ChapterList:
    """The same, if `chapters --json` printed it: as changes to the file that it is from, else with its pictures."""
    printed = printed_of(text)
    if printed is None:
        return given
    name, chapters = printed
    if _same_file(name, audio):
        changes = changes_to(marks, chapters)
        if changes is not None:
            return replace(in_tags(marks), entries=given.entries, notes=given.notes, changes=changes)
    else:
        marks = _beside(Path(name), (given.folder, audio.parent))
    found = pictures_of(chapters, marks)
    entries = tuple(
        replace(entry, image=f"picture at {milliseconds(entry.start)}" if milliseconds(entry.start) in found else None)
        for entry in given.entries
    )
    return replace(given, entries=entries, pictures={f"picture at {at}": data for at, data in found.items()})


def _same_file(named: str, path: Path) -> bool:
    """Whether the named audio file is the one at `path`."""
    try:
        return Path(named).samefile(path)
    except (OSError, ValueError):
        return False


def _beside(path: Path, folders: Sequence[Path]) -> Sequence[Mark]:
    """The chapters of an audio file in one of the folders; none from anywhere else, whatever a list names."""
    if "\0" in str(path) or not path.is_file() or path.resolve().parent not in [each.resolve() for each in folders]:
        return ()
    suffix = container_of(path)
    return () if suffix is None else read_tags(path, suffix).chapters


def _is_script(text: str) -> bool:
    if not text.lstrip().startswith("---"):  # the front matter's parser is slow to load
        return False
    from audiorender.script.file.scriptfile import is_script

    return is_script(text)


def _said(found: Listing, encoding: str, path: Path | str) -> Iterator[Note]:
    if encoding in ("ISO-8859-1", "Windows-1252"):
        yield Note(f"{path} is not UTF-8; it was read as {encoding}")
    yield from (Note(f"{path}: {sentence}") for sentence in found.notes)


def _in_script(text: str, path: Path, beside: Path) -> Iterator[Entry]:
    """The headings of a script as it is now, at the times in the report of its last render."""
    from audiorender.mixer.timeline import BETWEEN_TITLES
    from audiorender.model import Heading, Turn
    from audiorender.script.file.scriptfile import parse_script

    script = parse_script(text, path)
    groups: list[list[Heading]] = []
    waiting: list[Heading] = []
    for item in script.items:
        if isinstance(item, Heading):
            waiting.append(item)
        elif isinstance(item, Turn) and (waiting or not groups):
            groups.append(waiting)
            waiting = []
    if groups:
        groups[-1].extend(waiting)
    starts = _rendered(next((folder for folder in (path.parent, beside) if (folder / REPORT).is_file()), path.parent))
    if len(starts) != len(groups):
        raise SourceError(
            f"it has {len(groups)} chapters, but the episode in its report has {len(starts)}",
            path=path,
            hint="render it again",
        )
    for start, headings in zip(starts, groups, strict=True):
        title = BETWEEN_TITLES.join(heading.title for heading in headings) or script.meta.title
        url = next((heading.url for heading in headings if heading.url), None)
        image = next((heading.image for heading in headings if heading.image), None)
        yield Entry(start, title, url, image, headings[0].line if headings else 0)


def _rendered(folder: Path) -> list[int]:
    """The starts of chapters in the folder's report, in samples."""
    from audiorender.report.reading import read_report

    try:
        return [chapter.start for chapter in read_report(folder).chapters]
    except SourceError as error:
        raise SourceError(
            f"the report of the script's render: {error.message}", path=error.path, hint="render the script again"
        ) from error


def _unreadable(path: Path, error: OSError | ValueError) -> UsageError:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return UsageError(f"cannot be read: {reason[:1].lower()}{reason[1:]}", path=path, hint="name an existing file")
