"""`audiorender check`: delivered files are read back without any help from the plan, and every rule of `publish.check`
applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiorender.audio.formats import SUFFIXES
from audiorender.errors import SourceError, ToolError, VerifyError
from audiorender.files import cannot_read
from audiorender.produce.check.claims import feed_findings, report_findings
from audiorender.produce.check.result import Checked, CheckedFile
from audiorender.produce.check.sound import hear_all
from audiorender.publish.chapters import read_listing
from audiorender.publish.check.apps import views
from audiorender.publish.check.chapters import tag_findings
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import ROUGHLY, Found
from audiorender.publish.check.header import header_findings
from audiorender.publish.check.levels import sound_findings
from audiorender.publish.check.lists import LISTS, NOTES, list_findings, note_times, notes_findings
from audiorender.publish.check.pictures import picture_findings
from audiorender.publish.check.reading import read_audio, read_picture, read_text
from audiorender.publish.check.transcripts import PLAIN, TIMED, transcript_findings
from audiorender.report.reading import read_report
from audiorender.watch import Tracker

_TEXTS = dict.fromkeys((*LISTS, *NOTES), "list-damaged") | dict.fromkeys((*TIMED, PLAIN), "transcript-damaged")


def check_files(
    paths: Sequence[str | Path], target: float, tracker: Tracker, *, listen: bool = True, disclosed: bool = True
) -> Checked:
    """Check audio files, and all audio in folders and one level below, with the files beside them.

    `target` is the LUFS of a stereo file. Without `listen`, nothing is decoded. A file that cannot be read is a
    finding. `disclosed` means that a feed must say that voices are synthetic.
    """
    findings: list[Finding] = []
    groups: list[_Group] = []
    for path in map(Path, paths):
        try:
            groups += _groups(path)
        except SourceError as error:
            findings.append(finding("unreadable" if path.exists() else "missing", error.message, str(path)))
    files: list[CheckedFile] = []
    for group in groups:
        made = list(group.files(target, tracker if listen else None))
        files += [each for each, _ in made]
        findings += group.beside(made)
    findings += report_findings({group.folder for group in groups}, [path for group in groups for path in group.paths])
    findings += feed_findings(files, disclosed=disclosed)
    return Checked(tuple(files), (*(each for file in files for each in file.findings), *findings))


def check_rendered(folder: Path, names: Sequence[str], target: float) -> tuple[Finding, ...]:
    """The findings of the quick rules for the audio files of one episode, and for the files beside them."""
    if not names:
        return ()
    group = _Group(folder, Path(names[0]).stem, tuple(folder / name for name in names))
    made = list(group.files(target, None))
    return (*(each for file, _ in made for each in file.findings), *group.beside(made))


@dataclass(frozen=True, slots=True)
class _Group:
    """The formats of one episode: files in a folder whose names differ only in their suffix."""

    folder: Path
    stem: str
    paths: tuple[Path, ...]

    def texts(self) -> tuple[dict[str, str], list[Finding]]:
        """The texts beside them, by the ends of their names, and those that cannot be read."""
        found, findings = {}, []
        for suffix, rule in _TEXTS.items():
            path = self.folder / f"{self.stem}{suffix}"
            if path.is_file():
                try:
                    found[suffix] = read_text(path)
                except SourceError as error:
                    findings.append(finding(rule, error.message, str(path)))
        return found, findings

    def files(self, target: float, tracker: Tracker | None) -> Iterator[tuple[CheckedFile, Found | None]]:
        """Check each file by itself; it is decoded if there is a `tracker` to report to."""
        texts, _ = self.texts()
        notes = next((note_times(texts[suffix]) for suffix in NOTES if suffix in texts), None)
        listed = _count(texts.get(LISTS[0]))
        opened = {path: _opened(path) for path in self.paths}
        known = {path: found for path, found in opened.items() if isinstance(found, Found)}
        sounds = hear_all(known, tracker) if tracker else {}
        for path, found in opened.items():
            if isinstance(found, Finding):
                yield CheckedFile(path, None, None, (), (found,)), None
                continue
            findings = [*_suffix(path, found), *header_findings(found), *tag_findings(found)]
            findings += picture_findings(found, {data: read_picture(data) for data in _pictures(found)})
            heard = sounds.get(path)
            if isinstance(heard, ToolError):
                findings.append(finding("undecodable", heard.message, str(path)))
                heard = None
            elif heard:
                findings += sound_findings(found, heard, target)
            yield CheckedFile(path, found.length, heard, views(found, notes, listed), tuple(findings)), found

    def beside(self, made: Sequence[tuple[CheckedFile, Found | None]]) -> Iterator[Finding]:
        """Compare the texts beside the files with the files and with each other, and the files with each other."""
        texts, unreadable = self.texts()
        yield from unreadable
        found = [each for _, each in made if each]
        first = found[0] if found else None
        length = max((each.length for each in found), default=None)
        stem = str(self.folder / self.stem)
        starts = [mark.start for mark in first.tags.chapters] if first else []
        yield from transcript_findings(texts, stem, length, starts)
        if first:
            yield from list_findings(texts, stem, first.tags.chapters, length)
            yield from notes_findings(texts, stem, first.tags.chapters)
            yield from (each for other in found[1:] for each in _forms(first, other))


def _groups(path: Path) -> list[_Group]:
    """The episodes at a path. Raises SourceError if there is none."""
    try:
        if not path.exists():
            raise SourceError("does not exist", path=path)
        if not path.is_dir():
            return [_Group(path.parent, path.stem, (path,))]
        folders = [path, *sorted(each for each in path.iterdir() if each.is_dir() and not each.name.startswith("."))]
        found = [group for folder in folders for group in _in_folder(folder)]
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    if not found:
        raise SourceError("it contains no audio", path=path)
    return found


def _in_folder(folder: Path) -> Iterator[_Group]:
    stems: dict[str, list[Path]] = {}
    beside = _no_episodes(folder)
    for path in sorted(folder.iterdir()):
        if (
            path.name not in beside
            and path.suffix.lower() in SUFFIXES
            and path.is_file()
            and not path.name.startswith(".")
        ):
            stems.setdefault(path.stem, []).append(path)
    order = list(SUFFIXES)
    for stem, paths in stems.items():
        yield _Group(folder, stem, tuple(sorted(paths, key=lambda path: order.index(path.suffix.lower()))))


def _no_episodes(folder: Path) -> set[str]:
    """Files with audio that are not an episode: stems and a video, as listed in the folder's report."""
    try:
        report = read_report(folder)
    except SourceError:
        return set()
    return {each.file for role in ("stem", "video") for each in report.role(role)}


def _opened(path: Path) -> Found | Finding:
    """Everything that can be known without decoding, or that the file cannot be read."""
    try:
        return read_audio(path, str(path))
    except (SourceError, VerifyError) as error:
        return finding("unreadable", error.message, str(path))


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return len(read_listing(text).entries)
    except SourceError:
        return None


def _suffix(path: Path, found: Found) -> Iterator[Finding]:
    if path.suffix.lower() != found.suffix:
        yield finding("suffix", f"it is {found.suffix} by its content", str(path))


def _pictures(found: Found) -> set[bytes]:
    return {data for data in (found.tags.cover, *(mark.image for mark in found.tags.chapters)) if data is not None}


def _forms(one: Found, other: Found) -> Iterator[Finding]:
    """Whether two formats of an episode have the same chapters and length."""
    starts = [[mark.start for mark in each.tags.chapters] for each in (one, other)]
    if len(starts[0]) != len(starts[1]):
        message = f"it has {len(starts[1])} chapters, but {one.name} has {len(starts[0])}"
        yield finding("forms-differ", message, other.name)
    elif any(abs(a - b) > 1 for a, b in zip(*starts, strict=True)):
        yield finding("forms-differ", f"its chapters begin at other times than those of {one.name}", other.name)
    if abs(one.length - other.length) > ROUGHLY:
        message = f"it lasts {other.length / 1000:.1f} s, but {one.name} lasts {one.length / 1000:.1f} s"
        yield finding("forms-differ", message, other.name)
