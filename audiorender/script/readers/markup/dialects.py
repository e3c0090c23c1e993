"""What other programs write into Markdown: Obsidian, Pandoc, kramdown, Liquid, MDX, Hugo, WordPress, Google Docs.

help.obsidian.md (links, comments, callouts, blocks), pandoc.org/MANUAL (spans, divs, citations, attributes),
kramdown.gettalong.org (attribute lists), shopify.github.io/liquid, mdxjs.com, gohugo.io (shortcodes).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from audiorender.expressions import expression, one_of
from audiorender.model import Span
from audiorender.script.readers.markup.html import SILENT
from audiorender.script.readers.markup.mask import Mask, covered
from audiorender.script.readers.markup.shifted import LOWERED, RAISED

_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.#-]+)|toc)"
_ATTRIBUTES = expression(rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}")
_SPAN = expression(rf"(?<!\])\[(?=[^\[\]\n]+\](?P<end>\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}))")
_SPAN_END = expression(rf"(?<=[^\s\]])\](?=\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}})")
_DIV = expression(
    r"^[ \t]*:{3,}(?:[ \t]*(?:\{[^{}\n]*\}|[\w-]+))?(?=[ \t]*:*[ \t]*$|(?<=[a-z])[ \t]+\S)[ \t]*:*", re.MULTILINE
)
_CITED = expression(r"(?<![\w@/])(@)[a-z][a-z_-]*(\d{4}[a-z]?)\b(?![@.]\w)")
"""A citation that is part of its sentence: `as @meier1998 says`."""
_CITATION = expression(r"\[(?:[^\[\]\n@]*[ \t;(])?-?@\w[\w:.#$%&+?<>~/-]*[^\[\]\n]*\](?![(\[:])")
_SHIFTED = expression(
    r"(?:(?<=[\w)])(?P<up>\^)(?P<raised>[\d+−-]{1,4}|[nixykt])\^|(?<=[A-Za-z)])~(?P<lowered>\d{1,3})~)(?![\^~])"
)
_NOTE = expression(r"(?<=\S)\^\[(?=\S)[^\[\]\n]+\]")
_DEFINED = expression(r"(?<=\S\n)\n?[ ]{0,3}(:)[ \t]{1,3}(?=\S)")
"""Pandoc's superscripts and subscripts, a note within the text, and the colon before a definition."""

_BOXED = expression(r">[ \t]*(?:\[!|\*\*|__)|^[ \t]*:::|^[ \t]*<[A-Za-z]", re.MULTILINE)
_COMMENT = expression(
    r"%%.*?%%|\{/\*.*?\*/\}|\{#-?.*?-?#\}|\{%-?\s*comment\b[^%]*%\}.*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{::comment\}.*?\{:/(?:comment)?\}",
    re.DOTALL,
)
_TEMPLATE = expression(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SHORTCODE = expression(r"\[/?[a-z][a-z_-]*(?:[ \t]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|\w+))+[ \t]*/?\]|\[/[a-z_]+\]")
_MODULE = expression(r"^(?:import[ \t].*from[ \t]+['\"].*['\"];?|import[ \t]+['\"].*['\"];?|export[ \t].*)$", re.M)
_VALUE = expression(r"\{[^{}|\n]{1,200}\}")
_BESIDE = (
    r"(?:abstract|admonition|aside|attention|background|banner|callout|caution|context|danger|example|failure|hint|important"
    r"|info|note|sidebar|success|summary|tip|tldr|todo|warning)"
)
_BOX = expression(
    rf"^[ \t]*>[ \t>]*(?:\[!{_BESIDE}\]|(?:\*\*|__){_BESIDE}:?(?:\*\*|__):?[ \t]*$)[^\n]*(?:\n[ \t]*>[^\n]*)*"
    rf"|^[ \t]*:::+[ \t]*(?:\{{[^{{}}\n]*\.)?{_BESIDE}\b[^\n]*\n.*?^[ \t]*:::+[ \t]*$"
    rf"|^[ \t]*<(?P<box>{_BESIDE})\b[^<>]*>.*?</(?P=box)>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
"""A note or a warning beside the text: Obsidian's and GitHub's callouts, Pandoc's divs, MDX components."""
_COMPONENT = expression(r"(?<!\\)<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?:[^<>{}]|\{[^{}]*\})*?(?P<alone>/?)>")
_UNSPOKEN = expression(rf"<(?P<end>/?)(?P<name>{one_of(SILENT.keys() - {'aside', 'head'})})\b[^<>]*>", re.IGNORECASE)
"""A tag of an element that is silent on a page; `<aside>` is a note beside the text."""
_MOST_UNSPOKEN = 0.5
"""The share of the text from which on such an element is the text itself."""

_EMBED = expression(r"!\[\[[^\[\]\n]+\]\]")
_WIKI_LINK = expression(
    r"(?P<open>\[\[)(?P<page>[^\[\]|\n#^]*)(?P<place>[#^][^\[\]|\n]*)?(?:(?P<bar>\\?\|)(?P<shown>[^\[\]\n]+))?(?P<close>\]\])"
)
_MARKED = expression(r"(?P<open>==)(?=[^\s=])[^=\n]{1,300}(?<=[^\s=])(?P<close>==)")
_BLOCK_ID = expression(r"(?<=\S)[ \t]+(\^[A-Za-z0-9-]+)[ \t]*$|^[ \t]*(\^[A-Za-z0-9-]+)[ \t]*$", re.MULTILINE)
_CALLOUT = expression(
    r"^[ \t]*>[ \t>]*(\[![\w-]+\][+-]?)(?:(?<=(?:uote|cite)\])[ \t]+((?=[^\n]* [a-z]{3})[^\n:.?!…]{1,60})$)?",
    re.MULTILINE,
)
"""The kind of a callout, and the title of a quotation if that is neither a name nor a sentence."""
_TAGS_ALONE = expression(r"^[ \t]*(?:#[^\W\d][\w/-]*[ \t]*)+$", re.MULTILINE)
_TAG_BEHIND = expression(r"(?<=[.!?…])[ \t]+(#[^\W\d][\w/-]*)")
_TASK = expression(r"^[ \t]*[-*+][ \t]+\[[ xX/-]\][ \t]+(?![^:\n]{1,40}:[ \t]).*$", re.MULTILINE)

_TOC_LINE = expression(r"[ \t]*(?:[-*+]|\d+[.)])?[ \t]*\**\[(?:\\.|[^\]\n])*\]\(<?#[^)\n]*\)\**[ \t]*\d*[ \t]*\Z")
_TOC_MARK = expression(
    r"^[ \t]*(?:\[\[?_?TOC_?\]\]?|\{:[ \t]*toc[ \t]*\}|\$\{?toc\}?)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_FENCE = expression(
    r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|`[^`\n]+`"
    r"|<(?P<code>script|style)\b.*?(?:</(?P=code)\s*>|\Z)"
    r"|\$\$.+?\$\$|\$(?=[^$\n]*\\)[^$\n]+\$|\\\(.+?\\\)|\\\[.+?\\\]",
    re.DOTALL | re.MULTILINE,
)
"""Code and formulas, in which braces and asterisks are not markup."""


def without_dialects(text: str) -> Mask:
    """`text` with everything masked that plain Markdown does not know; code and formulas are left alone."""
    mask = Mask(text)
    code = [match.span() for match in _FENCE.finditer(text)] if re.search(r"`|~~~|\$|\\[(\[]|<s[ct]", text) else []
    for start, end in code:
        mask.text = mask.text[:start] + covered(mask.text[start:end]) + mask.text[end:]
    mask.boxes = [Span(*match.span()) for match in _BOX.finditer(mask.text)] if _BOXED.search(mask.text) else []
    _templates(mask)
    _attributes(mask)
    _pandoc(mask)
    _obsidian(mask)
    mask.cover(_contents(mask.text), "contents")
    mask.hide(_TOC_MARK, "contents")
    for start, end in code:
        mask.text = mask.text[:start] + text[start:end] + mask.text[end:]
    return mask


def _templates(mask: Mask) -> None:
    """Mask comments, templates, shortcodes, imports and components."""
    if "{" in mask.text or "%%" in mask.text:
        mask.hide(_COMMENT, "comment")
        mask.hide(_TEMPLATE, "template")
    if "[" in mask.text:
        mask.hide(_SHORTCODE, "template")
    mdx = _MODULE.search(mask.text) is not None
    if mdx:
        mask.hide(_MODULE, "template")
    if "<" in mask.text:
        tags = list(_COMPONENT.finditer(mask.text))
        ended = {tag["name"] for tag in tags if tag["end"]}
        components = [tag.span() for tag in tags if tag["alone"] or tag["name"] in ended]  # `<Ana> Hello` is a label
        mdx = mdx or bool(components)
        mask.cover(components, "html-tag")
        for rule, spans in _unspoken(mask.text).items():
            mask.cover(spans, rule)
    if mdx and "{" in mask.text:
        mask.hide(_VALUE, "template")


def _unspoken(text: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """By rule, the elements of HTML that nobody says, such as captions and menus; one inside another counts as that."""
    opened, found = dict[str, int](), list[tuple[int, int, str]]()
    for tag in _UNSPOKEN.finditer(text):
        name = tag["name"].lower()
        if not tag["end"]:
            opened.setdefault(name, tag.start())
        elif name in opened and tag.end() - (start := opened.pop(name)) < _MOST_UNSPOKEN * len(text):
            found.append((start, tag.end(), SILENT[name]))
    spans, covered_to = defaultdict[str, list[tuple[int, int]]](list), 0
    for start, end, rule in sorted(found):
        spans[rule].append((max(start, covered_to), end))
        covered_to = max(covered_to, end)
    return spans


def _attributes(mask: Mask) -> None:
    """Mask attributes, divs and citations."""
    if "{" in mask.text:
        mask.hide(_SPAN, "link")
        mask.hide(_SPAN_END, "link")
        mask.hide(_ATTRIBUTES, "attribute")
    if ":::" in mask.text:
        mask.hide(_DIV, "attribute")
    if "@" in mask.text and _CITATION.search(mask.text):
        mask.hide(_CITATION, "citation")
        mask.cover((match.span(group) for match in _CITED.finditer(mask.text) for group in (1, 2)), "citation")


def _pandoc(mask: Mask) -> None:
    if "^" in mask.text or "~" in mask.text:
        mask.hide(_NOTE, "footnote")
        shifted = list(_SHIFTED.finditer(mask.text))
        mask.cover(
            (
                place
                for match in shifted
                for place in ((match.start(), match.start() + 1), (match.end() - 1, match.end()))
            ),
            "emphasis-mark",
        )
        for match in shifted:
            kind = "raised" if match["up"] else "lowered"
            start, end = match.span(kind)
            shown = match[kind].translate(RAISED if match["up"] else LOWERED)
            mask.text = mask.text[:start] + shown + mask.text[end:]
    if "\n:" in mask.text or "\n :" in mask.text:
        mask.cover((match.span(1) for match in _DEFINED.finditer(mask.text)), "list-mark")


def _obsidian(mask: Mask) -> None:
    """Links between notes, embedded notes, highlighted words, block ids, callouts, tags and tasks."""
    kinds = 0
    for pattern, rule, groups in (
        (_EMBED, "image", (0,)),
        (_BLOCK_ID, "block-name", (1, 2)),
        (_CALLOUT, "callout", (1, 2)),
    ):
        found = [
            span for match in pattern.finditer(mask.text) for group in groups if (span := match.span(group))[0] >= 0
        ]
        kinds += bool(found)
        mask.cover(found, rule)
    links = list(_WIKI_LINK.finditer(mask.text)) if "[[" in mask.text else []
    mask.cover((span for match in links for span in _hidden_parts(match)), "link")
    if "==" in mask.text:
        marked = [match.span(group) for match in _MARKED.finditer(mask.text) for group in ("open", "close")]
        mask.cover(marked, "emphasis-mark")
    alone = list(_TAGS_ALONE.finditer(mask.text)) if "#" in mask.text else []
    mask.cover((match.span() for match in alone), "topic")
    if kinds or links or alone:
        mask.cover((match.span(1) for match in _TAG_BEHIND.finditer(mask.text)), "topic")
    mask.hide(_TASK, "task")


def _hidden_parts(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The parts of a wiki link that are not shown. It shows its own text, or else the page, or else the section."""
    if match["shown"]:
        yield match.start(), match.start("shown")
    elif match["page"]:
        yield match.span("open")
        if match["place"]:
            yield match.span("place")
    else:
        yield match.start(), match.start("place") + 1 if match["place"] else match.end("open")
    yield match.span("close")


def _contents(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are only a link within the same text, if two or more follow each other."""
    found: list[tuple[int, int]] = []
    at = 0
    for row in text.split("\n"):
        if "](" in row and "#" in row and _TOC_LINE.match(row):
            found.append((at, at + len(row)))
        elif row.strip():
            if len(found) > 1:
                yield from found
            found = []
        at += len(row) + 1
    if len(found) > 1:
        yield from found
