"""Spoken lines that are not in the script: an opening, a closing, and the notice that the voices are synthetic.

Why a spoken disclosure: Apple Podcasts asks creators who make a material part of a podcast's audio with AI to say so in
the audio and in the metadata of each episode (Apple Podcasts content guidelines); the EU's AI Act, Article 50, requires
from 2 August 2026 that generated speech which could be taken for a person's be disclosed as such at first exposure. So
it is on by default if the settings say that the show is published (`url` below `[feed]`), and off otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.languages import SUPPORTED, language_of
from audiorender.model import Script, Turn, plain
from audiorender.produce.casting import language_of as spoken_in
from audiorender.produce.note import Note
from audiorender.produce.opening.opened import FRONT_MATTER, OpenedScript
from audiorender.publish.phrases import phrases
from audiorender.settings.project import Disclosure, Project

NARRATORS = ("narrator", "announcer", "erzähler", "erzählerin", "narrateur", "narratrice", "narrador", "narradora",
             "narratore", "narratrice", "verteller")  # fmt: skip
"""The cast members who speak such lines; if none of them is in the cast, whoever speaks first."""

_PLACE = expression(r"\{([^{}]*)\}")


def announced(opened: OpenedScript, project: Project) -> OpenedScript:
    """The script with the lines that settings and front matter ask for, and notes about those that could not be added.

    Raises SourceError for an opening or closing with an unknown placeholder.
    """
    script = opened.script
    if not script.turns:
        return opened
    speaker = _narrator(script)
    language, spoken = spoken_in(script), project.disclosure is Disclosure.SPOKEN
    supported = language_of(language) in SUPPORTED
    before = list(_line("opening", script, opened.path, project))
    if spoken and supported:
        before.append(phrases(language)["spoken-disclosure"])
    behind = list(_line("closing", script, opened.path, project))
    items = list(script.items)
    turns = [place for place, item in enumerate(items) if isinstance(item, Turn)]
    if behind:
        items.insert(turns[-1] + 1, _turn(speaker, behind))
    if before:
        items.insert(turns[0], _turn(speaker, before))
    notes = (*opened.notes, *(_unsaid(language) if spoken and not supported else ()))
    return replace(opened, script=replace(script, items=tuple(items)), notes=notes)


def _turn(speaker: str, lines: Sequence[str]) -> Turn:
    """A turn that is not in the script."""
    place = range(FRONT_MATTER, FRONT_MATTER + 1)
    return Turn(speaker, tuple(map(plain, lines)), line=FRONT_MATTER, lines=(place,) * len(lines))


def _narrator(script: Script) -> str:
    heard = dict.fromkeys(turn.speaker for turn in script.turns)
    known = (name for name, _ in script.cast if name.casefold() in NARRATORS)
    return next(known, next(iter(heard)))


def _line(which: str, script: Script, path: Path, project: Project) -> Iterator[str]:
    """The opening or closing with its placeholders filled in; None if there is none."""
    said = getattr(script.meta, which)
    text = getattr(project, which) if said is None else said
    if text and text.strip():
        yield _PLACE.sub(lambda match: _known(match[1], which, script, path), " ".join(text.split()))


def _known(name: str, which: str, script: Script, path: Path) -> str:
    meta = script.meta
    speakers = _listed(list(dict.fromkeys(turn.speaker for turn in script.turns)), spoken_in(script))
    values = {"title": meta.title, "show": meta.show, "date": meta.date, "speakers": speakers}
    if name not in values:
        hint = f"known: {', '.join('{' + each + '}' for each in values)}"
        raise SourceError(f"the {which} has an unknown placeholder, '{{{name}}}'", path=path, hint=hint)
    value = values[name]
    if not value:
        hint = f"add '{name}: ...' to the front matter, or remove it from the {which}"
        raise SourceError(
            f"the {which} has the placeholder '{{{name}}}', but there is no value for it", path=path, hint=hint
        )
    return value


def _listed(names: list[str], language: str) -> str:
    """Names joined as they are spoken in a list."""
    last = phrases(language)["and"]
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def _unsaid(language: str) -> Iterator[Note]:
    words = f"the voices are not announced as synthetic: there is no sentence for it in '{language}'"
    yield Note(f'{words}; write one as `opening`, and set disclosure = "written"', lessened=True)
