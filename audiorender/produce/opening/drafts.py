"""The draft of a source, kept in the store, so that after an edit of the script the source is not attributed again.

There is one for each source. It has the digest of everything that it was made from, with a fingerprint of the program,
since any of its rules may matter.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from audiorender.errors import AudiorenderError
from audiorender.keys import key_of
from audiorender.model import Draft, Guess, Heading, Meta, Remark, Script, Silent, Turn
from audiorender.produce.fingerprint import installed
from audiorender.produce.request import Overrides
from audiorender.script.reading.source import Source
from audiorender.settings.project import Project
from audiorender.store import Store

KIND = "draft"
"""The store's name for drafts."""

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class _Kept:
    """A draft made from `facts` (a digest); `headings` are those before the turn of each number."""

    facts: str
    meta: Meta
    cast: tuple[tuple[str, str | None], ...]
    turns: tuple[Turn, ...]
    headings: tuple[tuple[int, Heading], ...]
    guesses: tuple[Guess, ...]
    silent: tuple[Silent, ...]
    detected: str | None
    remarks: tuple[Remark, ...]

    @classmethod
    def of(cls, facts: str, draft: Draft) -> _Kept:
        turns, headings = list[Turn](), list[tuple[int, Heading]]()
        for item in draft.script.items:
            if isinstance(item, Turn):
                turns.append(item)
            elif isinstance(item, Heading):
                headings.append((len(turns), item))
        script, rest = draft.script, (draft.guesses, draft.silent, draft.detected, draft.remarks)
        return cls(facts, script.meta, script.cast, tuple(turns), tuple(headings), *rest)

    def draft(self) -> Draft:
        items: list[Turn | Heading] = list(self.turns)
        for turn, heading in reversed(self.headings):
            items.insert(turn, heading)
        script = Script(self.meta, self.cast, tuple(items))
        return Draft(script, self.guesses, self.silent, self.detected, self.remarks)


def drafted(
    source: Source,
    overrides: Overrides,
    project: Project,
    evidence: Source | None,
    *,
    narrator: bool,
    store: Store | None = None,
) -> Draft:
    """The draft of `source`: the one in the `store` if nothing has changed that it was made from, else a new one."""
    narrator = narrator and project.narrator
    if store is None:
        return _built(source, overrides, project, evidence, narrator=narrator)
    key = key_of((_SCHEMA, str(source.path and source.path.resolve())))
    made_from = (source, overrides.title, sorted(overrides.names.items()), evidence)
    facts = key_of((made_from, project.language, project.chapters, narrator, list(installed())))
    stored = store.get(KIND, key)
    with suppress(msgspec.DecodeError):
        if stored is not None and (kept := msgspec.json.decode(stored, type=_Kept, dec_hook=_none)).facts == facts:
            return kept.draft()
    draft = _built(source, overrides, project, evidence, narrator=narrator)
    kept = _Kept.of(facts, draft)
    if kept.draft() == draft:  # a source that is a script may have more in it than turns and titles
        with suppress(AudiorenderError, UnicodeEncodeError):  # it only saves time
            store.put(KIND, key, msgspec.json.encode(kept))
    return draft


def _built(source: Source, overrides: Overrides, project: Project, evidence: Source | None, *, narrator: bool) -> Draft:
    from audiorender.script.builder import draft  # takes a while to load

    return draft(
        source,
        title=overrides.title,
        rename=overrides.names,
        evidence=evidence,
        language=project.language,
        chapters=project.chapters,
        narrator=narrator,
    )


def _none(kind: type, _value: object) -> object:
    """The lines of a turn in a script file, which a draft does not have."""
    raise msgspec.ValidationError(f"a draft has no {kind.__name__}")
