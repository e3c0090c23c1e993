"""Finds words in another script inside a text, and which language they are in."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.languages import first_subtag

_LETTERS = {
    "el": r"\u0370-\u03ff\u1f00-\u1fff",
    "ru": r"\u0400-\u052f",
    "hy": r"\u0531-\u0587",
    "he": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "ar": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "hi": r"\u0900-\u0963\u0966-\u097f",
    "bn": r"\u0980-\u09ff",
    "pa": r"\u0a00-\u0a7f",
    "gu": r"\u0a80-\u0aff",
    "ta": r"\u0b80-\u0bff",
    "te": r"\u0c00-\u0c7f",
    "kn": r"\u0c80-\u0cff",
    "ml": r"\u0d00-\u0d7f",
    "si": r"\u0d80-\u0dff",
    "th": r"\u0e00-\u0e7f",
    "lo": r"\u0e80-\u0eff",
    "my": r"\u1000-\u109f",
    "ka": r"\u10a0-\u10ff\u1c90-\u1cbf",
    "am": r"\u1200-\u139f",
    "km": r"\u1780-\u17ff",
    "ko": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "zh": r"\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff",
}
"""The letters of each script, by the language they most often mean. Kana and Han are told apart later."""

_KANA = expression(r"[\u3041-\u30ff\uff66-\uff9d]")
_DISTINCTIVE_LETTERS = (
    ("ru", "uk", expression("[іїєґІЇЄҐ]")),
    ("ru", "sr", expression("[ђћџљњЂЋЏЉЊ]")),
    ("ru", "be", expression("[ўЎ]")),
    ("ru", "mk", expression("[ѓќѕЃЌЅ]")),
    ("ar", "fa", expression("[پچژگ]")),
    ("ar", "ur", expression("[ٹڈڑے]")),
    ("zh", "ja", _KANA),
)
"""Letters found in only one of the languages that share a script."""

_SCRIPT_OF = {
    "el": "el", "hy": "hy", "he": "he", "yi": "he", "ar": "ar", "fa": "ar", "ur": "ar", "ps": "ar", "hi": "hi",
    "mr": "hi", "ne": "hi", "sa": "hi", "bn": "bn", "as": "bn", "pa": "pa", "gu": "gu", "ta": "ta", "te": "te",
    "kn": "kn", "ml": "ml", "si": "si", "th": "th", "lo": "lo", "my": "my", "ka": "ka", "am": "am", "ti": "am",
    "km": "km", "ko": "ko", "zh": "zh", "ja": "zh", "yue": "zh", "cmn": "zh", "ru": "ru", "uk": "ru", "be": "ru",
    "bg": "ru", "sr": "ru", "mk": "ru", "kk": "ru", "ky": "ru", "mn": "ru", "tg": "ru", "tt": "ru",
}  # fmt: skip
"""The script each language is written in, where it is not Latin."""

_ANY = "".join(_LETTERS.values())
_ANY_OTHER_SCRIPT = expression(rf"[{_ANY}]")
_WITHIN_RUN = r"\u0300-\u036f\u200c\u200d·・ー"
_RUNS = {
    tag: expression(
        rf"[{letters}][{letters}{_WITHIN_RUN}]*(?:[\s,、，'’\"-]{{1,2}}[{letters}][{letters}{_WITHIN_RUN}]*)*"
    )
    for tag, letters in _LETTERS.items()
}
_SHORTEST_RUN = {"el": 3}
"""The shortest run that counts: one or two Greek letters are mathematical or scientific symbols."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` (exclusive) of a text that are in another script; `language` is an ISO 639-1 tag."""

    start: int
    end: int
    language: str


def runs_in_other_scripts(text: str, language: str) -> tuple[Run, ...]:
    """The runs of `text` that are in a different script from its `language`, from left to right."""
    if _ANY_OTHER_SCRIPT.search(text) is None:
        return ()
    own = _SCRIPT_OF.get(first_subtag(language), "")
    found = [
        Run(match.start(), match.end(), _language_of_run(tag, match[0]))
        for tag, pattern in _RUNS.items()
        if tag != own and not (own == "ko" and tag == "zh")
        for match in pattern.finditer(text)
        if len(match[0]) >= _SHORTEST_RUN.get(tag, 1)
    ]
    return tuple(sorted(found, key=lambda run: run.start))


def _language_of_run(tag: str, text: str) -> str:
    return next((other for script, other, only in _DISTINCTIVE_LETTERS if script == tag and only.search(text)), tag)
