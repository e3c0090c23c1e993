"""Compare checked files with what describes them: the report in their folder, and the feed there or one level above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.folder import FEED, REPORT
from audiorender.produce.check.result import CheckedFile
from audiorender.publish.check.feed import (
    File,
    beside_links,
    channel_findings,
    file_findings,
    missing_audio,
    namespace_findings,
    parsed,
    says_ai_content,
)
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.levels import LEAST_OVER_MUSIC
from audiorender.publish.check.reading import read_text
from audiorender.report.reading import check_audio, check_file, read_report


def report_findings(folders: Iterable[Path], paths: Sequence[Path]) -> Iterator[Finding]:
    """Whether the files match the reports in their folders."""
    for folder in sorted(folders):
        if not (folder / REPORT).is_file():
            continue
        try:
            report = read_report(folder)
        except SourceError as error:
            yield finding("report", error.message, str(folder / REPORT))
            continue
        for name in [*(each.file for each in report.files), *(each.file for each in report.beside)]:
            try:
                check_file(folder, name)
            except SourceError as error:
                yield finding("report-missing", error.message, str(folder / name))
        over = report.levels.voice_over_music if report.levels else None
        if over is not None and over < LEAST_OVER_MUSIC:
            words = f"voices are only {over:.0f} LU above the music under them"
            yield finding("voice-over-music", words, str(folder / REPORT))
        for audio in report.files:
            if folder / audio.file in paths:
                try:
                    check_audio(folder, audio)
                except SourceError as error:
                    yield finding("report", error.message, str(folder / audio.file))


def feed_findings(files: Sequence[CheckedFile], *, disclosed: bool) -> Iterator[Finding]:
    """Whether the feeds in the files' folders, or one level above, describe them correctly.

    Unless the settings want synthetic voices to be `disclosed`, no feed has to say so.
    """
    near: dict[Path, list[tuple[CheckedFile, tuple[str, ...]]]] = {}
    for file in files:
        folder, name = file.path.parent, file.path.name
        above = folder.parent if folder.name not in {"", ".."} else folder / ".."
        near.setdefault(folder / FEED, []).append((file, (name,)))
        near.setdefault(above / FEED, []).append((file, (folder.resolve().name, name)))
    for path, there in near.items():
        if not path.is_file():
            continue
        try:
            text = read_text(path)
            channel = parsed(text)
        except SourceError as error:
            yield finding("feed-damaged", error.message, str(path))
            continue
        yield from namespace_findings(text, str(path))
        yield from channel_findings(channel, str(path))
        for name in dict.fromkeys(missing_audio(channel, path.parent)):
            yield finding("feed-link", f"the feed names {name}, which is not there", str(path))
        for file, parts in there:
            if file.length is not None:
                size = file.path.stat().st_size
                described = File(parts, file.path.name, size, file.length)
                yield from file_findings(channel, described, str(path))
                if disclosed and says_ai_content(channel, described) is False and _synthetic(file.path):
                    message = f"it does not say that the voices in {file.path.name} are synthetic"
                    yield finding("feed-ai-content", message, str(path))
                for name in dict.fromkeys(beside_links(channel, described)):
                    if not (file.path.parent / name).is_file():
                        yield finding("feed-link", f"the feed links to {name}, which is not there", str(path))


def _synthetic(audio: Path) -> bool:
    """Whether the report beside an audio file says that its voices are synthetic."""
    if not (audio.parent / REPORT).is_file():
        return False
    try:
        return bool(read_report(audio.parent).engines)
    except SourceError:
        return False
