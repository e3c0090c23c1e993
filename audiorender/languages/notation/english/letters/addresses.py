"""Web and e-mail addresses, handles, hashtags, files and paths."""

from __future__ import annotations

import re
import unicodedata

from audiorender.languages.notation.english.numbers.words import digits, paired, spell
from audiorender.rewriting import alternatives, at, rule

_TLD = alternatives("""
    com org net edu gov mil int info io ai dev app fm tv co uk de fr ca eu jp ch nl se au nz us blog page xyz tech
    cloud studio show news online shop site biz gg ly audio example test
""")
_EXTENSIONS = alternatives("""
    py js ts jsx tsx md txt pdf csv json toml ya?ml html? css exe zip png jpe?g gif svg mp[34] wav docx? xlsx? pptx?
    cpp hpp rs sh sql xml log ini cfg conf tar gz ipynb db lock env gitignore
""")
_SAID_AS_WORDS = {
    "com", "org", "net", "gov", "mil", "int", "info", "dev", "app", "co", "blog", "page", "tech", "cloud", "studio",
    "show", "news", "online", "shop", "site", "biz", "audio", "example", "test", "json", "zip", "toml", "yaml", "log",
    "conf", "tar", "lock", "env", "gitignore",
}  # fmt: skip
_JOINTS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "%": "percent", "+": "plus", "~": "tilde", "\\": "backslash",
}  # fmt: skip


def _figures(text: str) -> str:
    return digits(text) if len(text) > 4 or text.startswith("0") else paired(text) if len(text) > 2 else spell(text)


def _ending(text: str) -> str:
    """The last part of a domain or file name, as a word (`com`) or letter by letter (`T X T`)."""
    return text if text.lower() in _SAID_AS_WORDS else " ".join(text.upper())


def address(text: str) -> str:
    """A whole address in words, character by character."""
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", unicodedata.normalize("NFKC", text))
    said = []
    for place, part in enumerate(parts):
        if part in _JOINTS:
            said.append(_JOINTS[part])
        elif part.isdecimal():
            said.append(_figures(part))
        elif place and parts[place - 1] == "." and re.fullmatch(rf"{_TLD}|{_EXTENSIONS}", part):
            said.append(_ending(part))
        elif part == "mp":
            said.append("M P")
        elif part.isalpha():
            said.append(part)
    return " ".join(said)


def camel(text: str) -> str:
    """The words in a name written without spaces: "BlackLivesMatter2020"."""
    words = re.sub(r"_", " ", text)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", words)
    return re.sub(r"\s?(\d+)\s?", lambda found: f" {_figures(found[1])} ", words).strip()


def _web(match: re.Match[str]) -> str:
    return address(match[1].rstrip("/")) or r"\0"


ADDRESSES = (
    rule("an e-mail address", r"(?<![\w.])(?:mailto:)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?<![.-])", _web, needs="@"),
    rule(
        "a web address",
        r"\b(?:https?|ftp)://(?:www\.)?([^\s<>\"“”()\[\]]*[\w/])",
        _web,
        begins=at(r"(?:https?|ftp)://"),
    ),
    rule(
        "a web site",
        rf"(?<![\w@./-])(?:www\.)?((?:[A-Za-z0-9](?:[\w-]*\w)?\.)+(?:{_TLD})(?::\d+)?(?:/[^\s<>\"“”()\[\],;]*[\w/])?)(?![\w@-]|\.\w)",
        _web,
        needs=r"\.[a-z]",
    ),
    rule(
        "a file", rf"(?<![\w.])([A-Za-z_][\w-]*(?:\.[\w-]+)*\.(?:{_EXTENSIONS}))(?![\w-]|\.\w)", _web, needs=r"\.[a-z]"
    ),
    rule("a hidden file", r"(?<![\w.])(\.(?:env|gitignore|bashrc|zshrc|ssh|git|vimrc))\b", _web, begins=at(r"\.[a-z]")),
    rule("a path", r"(?<![\w/.<])([~.]?(?:/[\w.-]*[\w-]){2,}/?)(?![\w/])", _web, needs="/"),
    rule("a path in Windows", r"\b([A-Z]:\\[\w.\\-]*\w)", _web, needs=r":\\"),
    rule("a handle", r"(?<![\w.@])@(\w+)", lambda match: f"at {camel(match[1])}", begins=at("@")),
    rule(
        "a color code",
        r"(?<![\w&])#(?=[A-Fa-f]*\d)(?=\d*[A-Fa-f])((?:[0-9A-F]{3}|[0-9a-f]{3}){1,2})(?!\w)",
        lambda match: f"hash {' '.join(letter.upper() if letter.isalpha() else digits(letter) for letter in match[1])}",
        begins=at("#"),
    ),
    rule("a hashtag", r"(?<![\w&])#((?=\w*[^\W\d])\w+)", lambda match: f"hashtag {camel(match[1])}", begins=at("#")),
)
