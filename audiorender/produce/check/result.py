"""The checked files and the findings, for people and for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender.audio.analysis import Analysis
from audiorender.model import RATE
from audiorender.publish.check.apps import View
from audiorender.publish.check.finding import Finding, Level
from audiorender.timecode import clock

HEAD = ("", "chapters", "titles", "pictures")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """An audio file: `length` in milliseconds as it claims, None if it cannot be read; measurements and findings."""

    path: Path
    length: int | None
    heard: Analysis | None
    views: tuple[View, ...]
    findings: tuple[Finding, ...]

    def summary(self) -> str:
        """One line for people."""
        if self.length is None:
            return f"{self.path}: cannot be read"
        summary = f"{self.path}: {clock(self.length, 1000)}"
        if self.heard is None:
            return summary
        if self.heard.silent or not math.isfinite(self.heard.loudness):
            return f"{summary}, silent" if self.heard.silent else summary
        levels = f"{self.heard.loudness:.1f} LUFS, {self.heard.true_peak:.1f} dBTP"
        return f"{summary}, {levels}, range {self.heard.loudness_range:.0f} LU"

    def rows(self) -> list[tuple[str, ...]]:
        """A row under `HEAD` for each app."""
        return [(view.app, view.chapters, view.titles, view.pictures) for view in self.views]

    def as_json(self) -> dict[str, Any]:
        """The same for programs; levels are None for silence, times in seconds."""
        heard = None
        if self.heard:
            levels = (self.heard.loudness, self.heard.loudness_range, self.heard.true_peak)
            loudness, spread, peak = (round(level, 2) if math.isfinite(level) else None for level in levels)
            heard = {
                "samples": self.heard.samples,
                "channels": self.heard.channels,
                "loudness": loudness,
                "loudness_range": spread,
                "true_peak": peak,
                "clipped": self.heard.clipped,
                "silences": [[start / RATE, end / RATE] for start, end in self.heard.silences],
                "correlation": None if self.heard.correlation is None else round(self.heard.correlation, 3),
            }
        return {
            "file": str(self.path),
            "seconds": None if self.length is None else self.length / 1000,
            "heard": heard,
            "apps": [view.as_json() for view in self.views],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check: all files, and all findings, the worst first."""

    files: tuple[CheckedFile, ...]
    findings: tuple[Finding, ...]

    def of(self, level: Level) -> list[Finding]:
        """The findings of this level."""
        return [each for each in self.findings if each.level is level]

    @property
    def worst(self) -> Level | None:
        """The level of the worst finding; None if there is none."""
        return next((level for level in Level if self.of(level)), None)

    def lines(self) -> Iterator[str]:
        """All findings for people: errors first, and below each rule what to do about it."""
        for level in Level:
            rules = dict.fromkeys(each.rule for each in self.of(level))
            for rule in rules:
                hits = [each for each in self.of(level) if each.rule == rule]
                yield from (f"{level}: {hit}" for hit in hits)
                touched = ", ".join(hits[0].apps)
                yield f"    {hits[0].remedy}" + (f" (affects {touched})" if touched else "")

    def summary(self) -> str:
        """The last line."""
        counts = [(len(self.of(level)), str(level)) for level in Level]
        counted = ", ".join(f"{count or 'no'} {name}{'s' * (count != 1)}" for count, name in counts)
        return f"{len(self.files)} file{'s' * (len(self.files) != 1)} checked: {counted}"

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON."""
        found = [each.as_json() for level in Level for each in self.of(level)]
        return {"files": [file.as_json() for file in self.files], "findings": found}
