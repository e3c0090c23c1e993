"""Ways to rewrite an interview that change nothing about who speaks."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable

from audiorender.script import words

_LABEL = re.compile(r"^\*\*([^*\n:]+?)(?::\*\*|\*\*:)[ \t]*\n?", re.MULTILINE)
_ROLES = words.HOST_ROLES | words.GUEST_ROLES | words.CROWD_ROLES | words.QUESTION_OR_ANSWER
_SYLLABLES = (
    "bra",
    "dol",
    "fen",
    "gri",
    "hul",
    "jor",
    "kam",
    "lin",
    "mov",
    "nar",
    "pel",
    "quo",
    "rus",
    "tav",
    "vin",
    "zel",
)


def exchange_names(text: str) -> str:
    """Every name and product by an invented one: words that only ever stand with a capital, also in mid-sentence."""
    front, body = _split_front_matter(text)
    inside = set(re.findall(r"(?<=[a-zé,] )(?!I\b)[A-Z][\w]*\b", body)) | set(
        re.findall(r"\b[A-Z]+[a-z]*[A-Z]\w*", body)
    )
    small = Counter(re.findall(r"\b[a-z]\w*", body))
    labels = {word for label in _LABEL.findall(body) for word in re.findall(r"\w+", label)}
    names = sorted(
        name
        for name in inside | labels
        if not small[name.casefold()] and name.casefold() not in _ROLES and len(name) > 1
    )
    invented = {name: _invented(number, name) for number, name in enumerate(names)}
    return re.sub(r"\b[^\W\d_]\w*\b", lambda match: invented.get(match[0], match[0]), front + body)


def _invented(number: int, like: str) -> str:
    a, b = divmod(number, len(_SYLLABLES))
    word = _SYLLABLES[b] + _SYLLABLES[(a * 7 + b + 1) % len(_SYLLABLES)] + "a" * (a // len(_SYLLABLES))
    return word.upper() if like.isupper() else word.capitalize()


def labels_plain(text: str) -> str:
    """`Name:` before the text, or alone above a quote."""
    return _relabelled(text, "{}:".format)


def labels_capitals(text: str) -> str:
    """`NAME:` before the text."""
    return _relabelled(text, lambda name: f"{name.upper()}:")


def labels_bold_name(text: str) -> str:
    """`**Name**:` before the text."""
    return _relabelled(text, "**{}**:".format)


def labels_on_their_own_line(text: str) -> str:
    """`**Name:**` on a line by itself."""
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
    label = lines.pop(0) + "\n" if _LABEL.fullmatch(lines[0]) else ""
    quoted = bool(lines) and all(line.lstrip().startswith(">") for line in lines)
    bare = [line.lstrip().removeprefix(">") if quoted else line for line in lines]
    if any(re.match(r"\s*(?:#|---|\Z|\d\. |\[)", line) for line in bare):
        return paragraph
    joined = " ".join(" ".join(bare).split())
    joined = re.sub(r" (?=(?:[-+*#>=]+|\d+[.)]) )", "\0", joined)  # at a line's start these would be other marks
    out = textwrap.wrap(joined, width, break_long_words=False, break_on_hyphens=False)
    return label + "\n".join(("> " if quoted else "") + line.replace("\0", " ") for line in out)


def dashes(other: str) -> Callable[[str], str]:
    """Every long dash as `other`."""
    return lambda text: text.replace("—", other)


def straight_quotes(text: str) -> str:
    """Typographic quotation marks and apostrophes as straight ones."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def typographic_quotes(text: str) -> str:
    """Straight apostrophes and quotation marks as typographic ones, but for the front matter."""
    front, body = _split_front_matter(text)
    body = re.sub(r"(?<!\S)\"|(?<=[(—*])\"", "“", body).replace('"', "”")
    return front + re.sub(r"(?<=\w)'|'(?=\s)", "’", body)


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
}
