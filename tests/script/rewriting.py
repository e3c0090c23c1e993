"""Ways to rewrite an interview that change nothing about who speaks."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable

from audiorender.script import words

_LABEL = re.compile(r"^\*\*([^*\n:]+?)(?::\*\*|\*\*:)[ \t]*\n?", re.MULTILINE)
_ABOVE = re.compile(r"\*\*[^*\n:]+(?::\*\*|\*\*:)[ \t]*\Z|.*\d:\d\d(?: [AP]M)?[ \t]*\Z")
"""A line that a label or a time ends."""
_LABELLED = re.compile(r"(?:\*\*[^*\n:]+(?::\*\*|\*\*:)|[A-Z][^\s:]{0,30}(?: [A-Z][^\s:]{0,30}){0,3}:)(?:\s+|\Z)")
_MARKED = re.compile(r"[#>|\[{<]|[-*+–—] |\d+[.)] |-{3}|={3}|\*\*|__")
"""Anything but a plain paragraph."""
_ROLES = words.HOST_ROLES | words.GUEST_ROLES | words.CROWD_ROLES | words.QUESTION_OR_ANSWER
_HANDLE = r"[\d_.]\w"
_KEPT = re.compile(r"<(?!v )[^<>]*>|&#?\w+;|\]\([^()\s]*|https?://\S+|\AWEBVTT\b")
"""Anything but text: a tag other than a voice's, an entity, an address, the first line of a format."""
_MARKUP = re.compile(r"(<[^<>]*>|\]\([^()]*\)|^\[[^\[\]]*\]:.*$)", re.MULTILINE)
"""Tags and link targets."""
_SYLLABLES = ("bra", "dol", "fen", "gri", "hul", "jor", "kam", "lin", "mov", "nar", "pel", "quo", "rus", "tav", "vin")


def exchange_names(text: str) -> str:
    """Replaces every name and product with an invented one."""
    rename = with_names_of(text)
    parts: list[str] = []
    at = 0
    for kept in _KEPT.finditer(text):
        parts += [rename(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join(parts) + rename(text[at:])


def with_names_of(text: str) -> Callable[[str], str]:
    """Puts the invented names of `text` into a part of it."""
    invented = invented_names(text)
    return lambda part: re.sub(r"[^\W\d_]\w*", lambda match: invented.get(match[0], match[0]), part)


def invented_names(text: str) -> dict[str, str]:
    """An invented word for each word that always has a capital, even inside a sentence.

    Both begin with the same letter, and what has at most three capitals and nothing else stays: it may be the initials
    of two such words.
    """
    body = _KEPT.sub(" ", _split_front_matter(text)[1])
    inside = set(re.findall(r"(?<=[a-zé,] )(?!I\b)[A-Z][\w]*\b", body)) | set(
        re.findall(r"\b[A-Z]+[a-z]*[A-Z]\w*", body)
    )
    small = Counter(re.findall(r"\b[a-z]\w*", body))
    labels = {word for label in _LABEL.findall(body) for word in re.findall(r"\w+", label)}
    names = sorted(
        name
        for name in inside | labels
        if not small[name.casefold()]
        and name.casefold() not in _ROLES | words.TITLES | words.NOT_PEOPLE
        and _may_change(name)
    )
    return {name: _invented(number, name) for number, name in enumerate(names)}


def _may_change(name: str) -> bool:
    return len(name) > 1 and not (name.isupper() and len(name) <= 3)


def _invented(number: int, like: str) -> str:
    a, b = divmod(number, len(_SYLLABLES))
    word = like[0] + _SYLLABLES[b] + _SYLLABLES[(a * 7 + b + 1) % len(_SYLLABLES)] + "a" * (a // len(_SYLLABLES))
    return word.upper() if like.isupper() else word.capitalize()


def labels_plain(text: str) -> str:
    """`Name:` before the text, or alone above a quote."""
    return _relabelled(text, "{}:".format)


def labels_capitals(text: str) -> str:
    """`NAME:` before the text."""
    return _relabelled(text, lambda name: f"{name if re.search(_HANDLE, name) else name.upper()}:")


def labels_bold_name(text: str) -> str:
    """`**Name**:` before the text."""
    return _relabelled(text, "**{}**:".format)


def labels_on_their_own_line(text: str) -> str:
    """`**Name:**` on a line of its own."""
    return _LABEL.sub(r"**\1:**\n", text)


def _relabelled(text: str, label: Callable[[str], str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        above_a_quote = text[match.end() : match.end() + 1] in (">", "\n", "")
        return label(match[1]) + ("\n" if above_a_quote else " ")

    return _LABEL.sub(replaced, text)


def wrapped(width: int) -> Callable[[str], str]:
    """Every paragraph's lines joined and wrapped at `width`, those in block quotes too."""

    def rewrite(text: str) -> str:
        front, body = _split_front_matter(text)
        return front + "\n\n".join(_wrap(paragraph, width) for paragraph in re.split(r"\n[ \t]*\n", body))

    return rewrite


def _wrap(paragraph: str, width: int) -> str:
    lines = paragraph.split("\n")
    timed = next((number for number, line in enumerate(lines) if "-->" in line), None)
    above = lines[: timed + 1] if timed is not None else lines[:1] if _ABOVE.match(lines[0]) else []
    lines = lines[len(above) :]
    quoted = bool(lines) and all(re.match(r"\s*>(?!>)", line) for line in lines)
    bare = [line.lstrip().removeprefix(">") if quoted else line for line in lines]
    if any(re.match(r"\s*(?:>>|#|---|\Z|\d\. |\[)", line) for line in bare):
        return paragraph
    joined = " ".join(" ".join(bare).split())
    joined = re.sub(r" (?=(?:[-+*#>=]+|\d+[.)]) )", "\0", joined)  # at a line's start these would be other marks
    joined = joined.replace(">> ", ">>\0")
    joined = re.sub(r"<[^<>]*>", lambda tag: tag[0].replace(" ", "\0"), joined)
    out = textwrap.wrap(joined, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join([*above, *(("> " if quoted else "") + line.replace("\0", " ") for line in out)])


def dashes(other: str) -> Callable[[str], str]:
    """Every long dash as `other`."""
    return lambda text: text.replace("—", other)


def straight_quotes(text: str) -> str:
    """Typographic quotation marks and apostrophes as straight ones."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def typographic_quotes(text: str) -> str:
    """Straight apostrophes and quotation marks as typographic ones, except in the front matter."""
    front, body = _split_front_matter(text)
    return front + "".join(
        part if number % 2 else _typographic(part) for number, part in enumerate(_MARKUP.split(body))
    )


def _typographic(text: str) -> str:
    text = re.sub(r"(?<!\S)\"|(?<=[(—*])\"", "“", text).replace('"', "”")
    return re.sub(r"(?<=\w)'|'(?=\s)", "’", text)


def typefaces_exchanged(text: str) -> str:
    """Swaps bold and plain paragraphs, in texts where bold distinguishes speakers."""
    if len(re.findall(r"^\*\*[^*\n]+[.?!…][\"”’»)]*\*\*$", text, re.MULTILINE)) < 2:
        return text
    front, body = _split_front_matter(text)
    return front + "\n\n".join(_other_face(paragraph) for paragraph in re.split(r"\n[ \t]*\n", body))


def _other_face(paragraph: str) -> str:
    bare = paragraph.strip()
    if match := re.fullmatch(r"\*\*([^*]+[.?!…][\"”’»)]*)\*\*", bare):
        return match[1]
    label = _LABELLED.match(bare)
    start = label.end() if label else 0
    words_there = bare[start:]
    return paragraph if not words_there or _MARKED.match(words_there) else f"{bare[:start]}**{words_there}**"


def quotes_exchanged(text: str) -> str:
    """Swaps block quotes and plain paragraphs, in texts with many of both."""
    if len(re.findall(r"^>(?!>).*\n\n", text, re.MULTILINE)) < 3:
        return text
    front, body = _split_front_matter(text)
    return front + "\n\n".join(_other_place(paragraph) for paragraph in re.split(r"\n[ \t]*\n", body))


def _other_place(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if _LABEL.fullmatch(lines[0] + "\n") and len(lines) > 1:
        return lines[0] + "\n" + _other_place("\n".join(lines[1:]))
    if all(line.startswith(">") for line in lines):
        return "\n".join(re.sub(r"^>[ \t]*", "", line) for line in lines)
    plain = paragraph.strip() and not _MARKED.match(paragraph.strip()) and not _LABELLED.match(paragraph.strip())
    return "\n".join(f"> {line}" for line in lines) if plain else paragraph


def _split_front_matter(text: str) -> tuple[str, str]:
    match = re.match(r"---\n.*?\n---\n+", text, re.DOTALL)
    return (match[0], text[match.end() :]) if match else ("", text)


REWRITINGS: dict[str, Callable[[str], str]] = {
    "names exchanged": exchange_names,
    "labels plain": labels_plain,
    "labels in capitals": labels_capitals,
    "labels bold before a colon": labels_bold_name,
    "labels on their own line": labels_on_their_own_line,
    "wrapped at 50": wrapped(50),
    "wrapped at 72": wrapped(72),
    "wrapped at 1000": wrapped(1000),
    "en dashes": dashes("–"),
    "double hyphens": dashes("--"),
    "straight quotes": straight_quotes,
    "typographic quotes": typographic_quotes,
    "typefaces exchanged": typefaces_exchanged,
    "quotes exchanged": quotes_exchanged,
}
