"""The proof that nothing is lost: every character but white space is spoken once, or silent by one of these rules."""

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
    "rule-line": "a line that only divides, such as `---`",
    "heading-mark": "`#` or underline of a heading",
    "heading-attribute": "`{#name}` after a heading",
    "attribute": "how something is to look, such as `{.wide}` or `:::`",
    "template": "what a program fills in or runs, such as `{{ title }}` or `import`",
    "comment": "a comment that a page does not show",
    "citation": "what is cited, such as `[@key]`",
    "block-name": "the name of a paragraph, such as `^name`",
    "callout": "the kind of a box, such as `[!note]`",
    "topic": "a topic that a note is filed under, such as `#boats`",
    "task": "something to be done, in a list with boxes",
    "contents": "a table of contents",
    "markup": "a command of LaTeX, Org or reStructuredText",
    "heading": "a section's title: shown as a chapter, not spoken",
    "title": "the title of the whole text",
    "title-page": "who is there, when and where, above the first words spoken",
    "emphasis-mark": "`*`, `_` or `~` around a word",
    "struck-out": "text that is struck out",
    "escape": "a backslash before a mark",
    "hard-break": "a backslash at a line's end",
    "code-mark": "back-quotes around code",
    "code-block": "a fenced block of code",
    "link": "the brackets around a link's text",
    "link-target": "where a link leads: it goes into the show notes",
    "image": "an image and its description",
    "footnote-mark": "a footnote's number in the text",
    "footnote": "a footnote: those of Markdown go into the show notes",
    "html-tag": "an HTML tag",
    "html-comment": "an HTML comment",
    "html-code": "a script or a style sheet",
    "table-mark": "the lines of a table",
    "mail-head": "a mail's header, its signature, and the line that says who wrote the quoted text",
    "space-entity": "a blank written as an entity",
    "caption-header": "what stands before the first caption, such as `WEBVTT`",
    "caption-note": "a note, style or region between captions",
    "cue-number": "a caption's number or name",
    "cue-time": "when a caption is shown",
    "cue-tag": "a tag in a caption, such as `<i>`",
    "repeated-caption": "a line that the caption before already showed",
    "timestamp": "the time at which something is said",
    "speaker-mark": "`>>` before somebody else's words",
    "json-mark": "the brackets, colons, commas and quotes of JSON",
    "json-key": "the key of a value in JSON",
    "json-value": "a value in JSON that nobody speaks",
    "json-repeat": "text in JSON that is repeated, such as word by word",
    "yaml-mark": "the dashes, colons, quotes and comments of YAML",
    "yaml-key": "the key of a value in YAML",
    "yaml-value": "a value in YAML that nobody speaks",
    "column-name": "the first row of a table",
    "column-mark": "what separates a table's columns",
    "column-value": "a table column that nobody speaks",
    "page-part": "what surrounds a page's text, such as a menu, a date or a call to subscribe",
    "page-number": "a page's number, and what is printed on every page",
    "line-number": "the number before each line",
    "hyphenation": "the hyphen of a word that was cut at a line's end",
    "caption": "a picture's credit and caption",
    "page-head": "what a page says about itself",
    "word-part": "marks in a Word document that are not words",
    "action": "what a screenplay shows, but nobody speaks",
    "screenplay-note": "a note, a synopsis or what is cut from a screenplay",
    "script-mark": "a mark of the script format, such as `\\` or `*`",
    "spoken-form": "how a word of a script is said",
    "emoji": "a little picture that is written as its name, such as `:wave:`",
    "cue": "a pause, a link or a picture in a script",
    "stage-direction": "what happens beside the talk, in brackets",
    "byline": "a credit: who wrote, asked, photographed or translated",
    "pull-quote": "a pull quote: a repeat of what is said elsewhere in the text",
    "narration": "what the author says around a talk, where no narrator is wanted",
    "label": "the name of who speaks",
    "turn-dash": "the dash that opens somebody's turn",
}
"""What stays silent, by the name that reports use."""


def spread(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, those that only white space on one line parts joined into one."""
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
    """Silent pieces in order: marks that touch and share a rule are one piece, and what is in a mark belongs to it."""
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
    """Raise SourceError unless spoken and silent spans are disjoint and cover all but white space.

    That is never the writer's fault, so the message asks for a report; the alternative would be a lost word.
    """
    text = source.text
    spans = [*spoken, *(span for piece in silent for span in piece.spans)]
    at = 0
    for span in sorted(spans):
        if span.start < at:
            raise _broken(source, span.start, "twice accounted for")
        if not (gap := text[at : span.start]).isspace() and gap:
            raise _broken(source, at + len(gap) - len(gap.lstrip()), "neither spoken nor silent")
        at = span.end
    if text[at:].strip():
        raise _broken(source, at + len(text[at:]) - len(text[at:].lstrip()), "neither spoken nor silent")
    unknown = {piece.rule for piece in silent} - RULES.keys()
    if unknown:
        raise SourceError(f"silent by an unknown rule: {', '.join(sorted(unknown))}", path=source.path)


def _broken(source: Source, offset: int, how: str) -> SourceError:
    lines = Lines(source.text)
    line = lines.number(offset)
    return SourceError(
        f"text {how}: {source.text[offset : offset + 20]!r}",
        path=source.path,
        line=line,
        column=offset - lines.starts[line - 1] + 1,
        hint="this is a fault of audiorender; please report it with this file",
    )
