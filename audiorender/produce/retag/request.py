"""What is wanted for an existing audio file, and whether the options are compatible."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from audiorender.audio.formats import SUFFIXES
from audiorender.errors import UsageError, near
from audiorender.folder import SCRIPT_SUFFIX
from audiorender.publish.chapters import BY_NAME, BY_SUFFIX, Format
from audiorender.publish.editing.changes import Changes
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line

__all__ = ["Changes", "RetagRequest"]


@dataclass(frozen=True, slots=True)
class RetagRequest:
    """What is wanted for an audio file, as `api.files.chapters` describes; `to` may be `-`, standard output."""

    audio: str | Path
    source: str | Path | None = None
    changes: Changes = field(default_factory=Changes)
    title: str | None = None
    show: str | None = None
    author: str | None = None
    cover: str | Path | None = None
    output: str | Path | None = None
    to: str | Path | None = None
    form: str | None = None
    dry_run: bool = False
    drop_unknown: bool = False

    @property
    def shows(self) -> bool:
        """Whether nothing is to be written."""
        known = (self.title, self.show, self.author, self.cover, self.source, self.output, self.to)
        return not self.changes.any and all(each is None for each in known)

    @property
    def tidies(self) -> bool:
        """Whether chapters are only put in order in a copy, with no other change."""
        words = (self.title, self.show, self.author, self.cover, self.source, self.to)
        return self.output is not None and not self.changes.any and all(each is None for each in words)

    @property
    def chapters(self) -> bool:
        """Whether chapters differ from the file's, or are put in order in a copy."""
        return self.source is not None or self.changes.any or self.tidies


def check_request(wanted: RetagRequest) -> None:
    """Raise UsageError for incompatible options, before anything is read."""
    for option in ("title", "show", "author"):
        words = getattr(wanted, option)
        if words is not None and not one_line(words):
            raise UsageError(f"--{option} is empty", hint="give it, or leave it out")
    for number, url in wanted.changes.links.items():
        if url and web_link(url) is None:
            raise UsageError(f"--link {number}: '{url}' is not a web address", hint="begin it with https://")
    if wanted.changes.clear and wanted.source is not None:
        raise UsageError("--clear would remove what --from adds", hint="leave one out")
    if wanted.form is not None and wanted.to is None:
        raise UsageError("--as needs --to", hint="add --to FILE, or --to -")
    if wanted.output is not None and _container(wanted.output) != _container(wanted.audio):
        raise UsageError("-o writes a copy in the same format", path=wanted.output, hint="keep the audio's suffix")
    if wanted.to is not None and str(wanted.to).endswith(SCRIPT_SUFFIX):
        raise UsageError("--to would overwrite a script", path=wanted.to, hint="choose another name")


def _container(path: str | Path) -> object:
    suffix = Path(path).suffix.lower()
    return SUFFIXES[suffix].tags if suffix in SUFFIXES else suffix


def text_form(wanted: RetagRequest) -> Format | None:
    """The format for `to`; None for an audio file. Raises UsageError if it is unknown."""
    if wanted.form is not None:
        if wanted.form not in BY_NAME:
            raise UsageError(f"--as does not know '{wanted.form}'", hint=near(wanted.form, BY_NAME))
        return BY_NAME[wanted.form]
    if str(wanted.to) == "-":
        return BY_NAME["text"]
    path = Path(str(wanted.to).lower())
    both = "".join(path.suffixes[-2:])  # `.mkv.xml` is another format than `.xml`
    suffix = both if both in BY_SUFFIX else path.suffix
    if suffix not in BY_SUFFIX and suffix not in SUFFIXES:
        known = ", ".join([*BY_SUFFIX, *SUFFIXES])
        raise UsageError(f"--to does not know '{suffix}' files", path=wanted.to, hint=f"known: {known}; or add --as")
    return BY_SUFFIX.get(suffix)
