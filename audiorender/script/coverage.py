"""Checks that nothing is lost: every character but white space is spoken once, or silent by one of these rules."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.errors import SourceError
from audiorender.model import Silent, Span
from audiorender.script.document import Marked
from audiorender.script.reading.source import Lines, Source

RULES = {
    "front-matter": "the YAML block before the text",
    "quote-mark": "`>` of a block quote",
    "list-mark": "the bullet or number of a list item",
    "rule-line": "a horizontal rule, such as `---`",
    "heading-mark": "`#` or underline of a heading",
    "heading-attribute": "`{#name}` after a heading",
    "attribute": "formatting, such as `{.wide}` or `:::`",
    "template": "filled in or run by a program, such as `{{ title }}` or `import`",
    "comment": "a comment that a page does not show",
    "citation": "a citation, such as `[@key]`",
    "block-name": "the name of a paragraph, such as `^name`",
    "callout": "the kind of a callout, such as `[!note]`",
    "topic": "a tag of a note, such as `#boats`",
    "mention": "whom a post on a social network is for, such as `@ana`",
    "task": "an item of a task list",
    "contents": "a table of contents",
    "markup": "a command of LaTeX, Org or reStructuredText",
    "heading": "a section's title: shown as a chapter, not spoken",
    "title": "the title of the whole text",
    "title-page": "who is there, when and where, above the first words spoken",
    "emphasis-mark": "`*`, `_` or `~` around a word",
    "struck-out": "text struck through",
    "escape": "a backslash before a mark",
    "hard-break": "a backslash at a line's end",
    "code-mark": "backticks around code",
    "code-block": "a fenced block of code",
    "link": "the brackets around a link's text",
    "link-target": "the target of a link, listed in the show notes",
    "image": "an image and its description",
    "footnote-mark": "a footnote's number in the text",
    "footnote": "a footnote; those of Markdown, LaTeX, Org and reStructuredText are listed in the show notes",
    "html-tag": "an HTML tag",
    "html-comment": "an HTML comment",
    "html-code": "a script or a style sheet",
    "table-mark": "the lines of a table",
    "mail-head": "a mail's header, its signature, and the line that says who wrote the quoted text",
    "space-entity": "a blank written as an entity",
    "caption-header": "the text before the first caption, such as `WEBVTT`",
    "caption-note": "a note, style or region between captions",
    "cue-number": "a caption's number or name",
    "cue-time": "when a caption is shown",
    "cue-tag": "a tag in a caption, such as `<i>`",
    "repeated-caption": "a line that the caption before already showed",
    "timestamp": "the time at which something is said",
    "speaker-mark": "`>>` before a new speaker",
    "json-mark": "the brackets, colons, commas and quotes of JSON",
    "json-key": "a key in JSON",
    "json-value": "a value in JSON that nobody speaks",
    "json-repeat": "text in JSON that is repeated, such as word by word",
    "yaml-mark": "the dashes, colons, quotes and comments of YAML",
    "yaml-key": "a key in YAML",
    "yaml-value": "a value in YAML that nobody speaks",
    "column-name": "the first row of a table",
    "column-mark": "what separates a table's columns",
    "column-value": "a table column that nobody speaks",
    "page-part": "text around the page's content, such as a menu, a date or a call to subscribe",
    "page-number": "a page number, or a header or footer printed on every page",
    "line-number": "the number of a line",
    "hyphenation": "the hyphen of a word broken at the end of a line",
    "caption": "a picture's credit or caption",
    "page-head": "the page's own data, in its head",
    "word-part": "marks in a Word document that are not words",
    "action": "action in a screenplay",
    "screenplay-note": "a note, a synopsis or omitted text in a screenplay",
    "script-mark": "markup of the script format, such as `\\` or `*`",
    "spoken-form": "the pronunciation of a word in a script",
    "emoji": "the name of an emoji, such as `:wave:`",
    "cue": "a pause, a link or a picture in a script",
    "stage-direction": "an action or a sound, in brackets",
    "byline": "a credit: who wrote, asked, photographed or translated",
    "pull-quote": "a pull quote, which repeats what is said elsewhere",
    "quoted-again": "what a reply quotes from above",
    "narration": "the author's text around the conversation, without a narrator",
    "label": "the speaker's name",
    "turn-dash": "the dash that opens a turn",
}
"""What stays silent, by the rule name used in reports."""


def spread(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, joined if only white space on the same line separates them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start >= joined[-1].end:
            gap = text[joined[-1].end : span.start]
            if not gap or (gap.isspace() and "\n" not in gap):
                joined[-1] = Span(joined[-1].start, span.end)
                continue
        joined.append(span)
    return tuple(joined)


def silences(marks: Iterable[Marked], text: str) -> tuple[Silent, ...]:
    """Silent pieces in order. Adjacent marks with one rule become one, and a mark inside another belongs to it."""
    lines = Lines(text)
    pieces: list[Silent] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        last = pieces[-1] if pieces else None
        start, end = max(mark.span.start, last.spans[0].end if last else 0), mark.span.end
        if start >= end > mark.span.start:
            continue
        if last and last.rule == mark.rule and last.spans[0].end == start:
            start = last.spans[0].start
            pieces.pop()
        pieces.append(Silent(text[start:end], lines.number(start), (Span(start, end),), mark.rule))
    return tuple(pieces)


def check(source: Source, spoken: Iterable[Span], silent: Iterable[Silent]) -> None:
    """Raise SourceError unless spoken and silent spans do not overlap and cover everything but white space.

    This is never the author's fault, so the message asks for a report; the alternative would be a lost word.
    """
    text = source.text
    spans = [*spoken, *(span for piece in silent for span in piece.spans)]
    at = 0
    for span in sorted(spans):
        if span.start < at:
            raise _broken(source, span.start, "accounted for twice")
        if not (gap := text[at : span.start]).isspace() and gap:
            raise _broken(source, at + len(gap) - len(gap.lstrip()), "neither spoken nor silent")
        at = span.end
    if text[at:].strip():
        raise _broken(source, at + len(text[at:]) - len(text[at:].lstrip()), "neither spoken nor silent")
    unknown = {piece.rule for piece in silent} - RULES.keys()
    if unknown:
        raise SourceError(f"silent by an unknown rule: {', '.join(sorted(unknown))}", path=source.path)


def _broken(source: Source, offset: int, how: str) -> SourceError:
    """The error for a character that is not accounted for exactly once; `how` says what is wrong."""
    lines = Lines(source.text)
    line = lines.number(offset)
    return SourceError(
        f"text {how}: {source.text[offset : offset + 20]!r}",
        path=source.path,
        line=line,
        column=offset - lines.starts[line - 1] + 1,
        hint="this is a bug in audiorender; please report it with this file",
    )
