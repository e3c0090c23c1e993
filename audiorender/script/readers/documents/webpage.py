"""Web pages, and other XML meant for reading: paragraphs with their typeface, and elements that name a speaker.

Every character keeps its position in the file. No library says where in a page its text is, so tags are parsed here;
tests compare the text found with `html.parser`. Menus and the like are silent, and so is everything outside the page's
article, if it has one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.model import Meta, Span
from audiorender.script.document import Document, Marked, Run
from audiorender.script.links import Linking, worth_showing
from audiorender.script.readers.documents.flow import Flow
from audiorender.script.readers.markup.html import IN_A_LINE, SILENT, pieces
from audiorender.script.readers.pieces import dropped
from audiorender.script.reading.source import Source

NAME = "HTML"

_BEFORE = expression(r"(?:(?:<!--.*?-->|<\?(?!xml).*?\?>|</?br\b[^<>]*>)\s*)+", re.IGNORECASE | re.DOTALL)
"""Comments, programs (`<?php ... ?>`) and line breaks before the page itself."""
_BEHIND = expression(r"<\?(?:(?!\?>).){0,400}\?>\s*\Z", re.DOTALL)
_OPENS = expression(r"<(?:!doctype\s+html|html|\?xml|head|body|tt|tei)\b", re.IGNORECASE)
_FRAGMENT = expression(r"<(?:article|blockquote|div|dl|h[1-6]|main|ol|p|section|table|ul)\b[^<>]*>", re.IGNORECASE)
_TAG = expression(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w:-]*)(?P<rest>.*)", re.DOTALL)
_CLASS = expression(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_LANGUAGE = expression(r"<html\b[^<>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-\w+)*)", re.IGNORECASE)
_NAMES = expression(
    r"(?:.*[-_])?(?:speaker|speakername|speaker-?name|speaker-?label|participant|who|interlocutor|locuteur)(?:[-_]?\d+)?"
    r"|(?:talk|turn|dialogue|message|chat|transcript)[-_]{1,2}(?:name|author|label)",
    re.IGNORECASE,
)
_POSSIBLE_NAMES = frozenset(["cite", "dt", "h2", "h3", "h4", "h5", "h6"])
_CELLS = expression(r"<(td|tr|/tr|/table)\b", re.IGNORECASE)
_BOLD = expression(r"\bfont-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_TIMES = expression(r"(?:.*[-_])?(?:time|timestamp|timecode|time-?stamp)", re.IGNORECASE)
_TITLES = {"MsoTitle": 1, "MsoSubtitle": 2}
"""The classes of paragraphs that are titles in pages saved by Word."""
_NOTES = expression(r"foot-?notes?|end-?notes?|fn", re.IGNORECASE)
_TO_A_NOTE = expression(r"\bhref\s*=\s*[\"']?#", re.IGNORECASE)
_PULLED_OUT = expression(r"(?:.*[-_])?pull-?quote", re.IGNORECASE)
_ASKS = expression(r"q|question|interviewer|host", re.IGNORECASE)
_PARTS = expression(
    r"(?:.*[-_])?(?:(?:side|nav|tool|tab)-?bar|(?:site|page)?-?footer|menu|nav|navigation|breadcrumbs?|crumbs?|cookies?"
    r"|consent|related|recommended|shar(?:e|ing)|social|newsletter|sign-?up|subscribe|promo|advert(?:isement)?|ads?|banner"
    r"|tags|tag-?cloud|widget|pop-?up|modal|pagination|pager|copyright|skip-?link|sponsor(?:ed)?|teasers?|masthead"
    r"|comments?|commentaires?|kommentare|comentarios|reacties|commenti|comentários|paywall|wp-caption-text|caption"
    r"|toc(?:level-?\d+)?|table-?of-?contents)"
    r"(?:[-_](?:bar|box|block|list|links?|form|area|section|wrapper|container|inner|content|text|buttons?|widget))*",
    re.IGNORECASE,
)
"""Classes and ids of publishing matter."""
_CONTENTS = expression(
    r"\s*(?:<li\b[^<>]*>\s*<a\b[^<>]*?\bhref\s*=\s*[\"']?#[^<>]*>(?:[^<]|</?(?:span|b|strong|em|i|code)\b[^<>]*>)*</a>"
    r"\s*(?:</li>\s*)?){2,}</[ou]l\s*>",
    re.IGNORECASE,
)
"""A list of nothing but links within the page, from behind its first tag on."""
_MOST_AROUND = 0.5
"""If such classes mark this share of a page's words, they mark the text itself: a forum consists of comments."""
_ID = expression(r"\bid\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_WHOLE = IN_A_LINE | {"html", "body", "main", "article", "p"}
"""Elements that are never publishing matter, whatever their class: a paragraph's class only describes its look."""
_CLOSED_BY = {
    "p": words("p"),
    "li": words("p li"),
    **dict.fromkeys(("dt", "dd"), words("p dt dd")),
    **dict.fromkeys(("td", "th"), words("p td th")),
    "tr": words("p td th tr"),
}
"""Elements that are closed implicitly when one of this name begins."""


def looks(text: str) -> bool:
    """Whether the text begins like a page or XML, or is a fragment of a page from its first tag to its last."""
    text = text.strip()
    text = text[before.end() :] if (before := _BEFORE.match(text)) else text
    if _OPENS.match(text):
        return True
    text = text[: behind.start()].rstrip() if (behind := _BEHIND.search(text, max(0, len(text) - 500))) else text
    closes = re.search(r"</[A-Za-z][\w:-]*\s*>\Z", text[-100:])
    return _FRAGMENT.match(text) is not None and closes is not None


def read(source: Source) -> Document:
    """Read `source` as a page, even if its markup is faulty."""
    text = source.text
    scope = next((name for name in ("main", "article") if re.search(rf"(?i)<{name}\b", text)), None)
    walk = _Walk(text, scope)
    walk.through()
    if scope and walk.inside < walk.outside:
        scope = None
        walk = _Walk(text, scope)
        walk.through()
    if walk.around > _MOST_AROUND * (walk.around + walk.said):
        walk = _Walk(text, scope, classes=False)
        walk.through()
    blocks, marks = walk.flow.finish()
    marks = sorted([*walk.marks, *marks, *dropped(walk.blanks, blocks, marks)], key=lambda mark: mark.span)
    headed = any(block.kind == "heading" and block.level == 1 for block in blocks)
    language = _LANGUAGE.search(text)
    meta = Meta("" if headed else " ".join(walk.title.split()), language=language[1] if language else None)
    return Document(source, meta, (), blocks, tuple(marks), links=worth_showing(walk.linking.found))


@dataclass(slots=True)
class _Element:
    """An open element, and what ends with it."""

    name: str
    rule: str = ""
    bold: bool = False
    italic: bool = False
    quote: bool = False
    names: bool = False
    part: bool = False


class _Walk:
    """Goes through a page's tags.

    `inside` and `outside` count characters in the page's article and around it. `said` counts those that are spoken,
    and `around` those that only a class or an id silences; without `classes`, these silence nothing.
    """

    def __init__(self, text: str, scope: str | None, *, classes: bool = True) -> None:
        self._classes = classes
        self._text = text
        self._scope = scope
        self._stack: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._rules: list[str] = []
        self._bold = self._italic = self._parts = 0
        self._cell = 0
        self.flow = Flow(text)
        self.linking = Linking()
        self.marks: list[Marked] = []
        self.blanks: list[Run] = []
        self.title = ""
        self.inside = self.outside = self.said = self.around = 0

    def through(self) -> None:
        """Go through the whole page."""
        for kind, start, end, text in pieces(self._text):
            if kind in ("text", "entity"):
                self._words(kind, start, end, text)
            elif kind in ("comment", "code"):
                self.marks.append(Marked(Span(start, end), f"html-{kind}"))
            else:
                self.marks.append(Marked(Span(start, end), "html-tag"))
                self.linking.tag(text)
                if match := _TAG.match(text):
                    name = match["name"].casefold().rpartition(":")[2]
                    self._close(name) if match["closes"] else self._begin(name, match["rest"], end)

    def _words(self, kind: str, start: int, end: int, text: str) -> None:
        """Text or an entity: spoken, or silent by the rule of an open element."""
        if self._open["title"] and (self._open["head"] or not self._open["svg"]):
            self.title += text
        rule = self._rules[-1] if self._rules else ""
        if not rule and self._scope:
            here = self._open[self._scope] > 0
            self.inside, self.outside = self.inside + here * len(text), self.outside + (not here) * len(text.strip())
            rule = "" if here else "page-part"
        self.said += 0 if rule else len(text.strip())
        self.around += len(text.strip()) if self._parts else 0
        if rule or not text:
            if self._text[start:end].strip():
                self.marks.append(Marked(Span(start, end), rule or "space-entity"))
            return
        self.linking.says(text)
        shown = re.sub(r"[\t\n\f\r]", " ", text)
        if self._open["pre"] and kind == "text":
            self._lines(start, text)
        else:
            self._add(Run(shown, Span(start, end), self._bold > 0, self._italic > 0))

    def _lines(self, start: int, text: str) -> None:
        """Text whose line breaks are kept."""
        for number, row in enumerate(text.split("\n")):
            if number:
                self.flow.end_line()
            if row:
                self._add(Run(row, Span(start, start + len(row))))
            start += len(row) + 1

    def _add(self, run: Run) -> None:
        if run.text.isspace():
            self.blanks.extend([run] if not run.verbatim else ())
            if self.flow.empty:
                return
        self.flow.add(run)

    # -- tags ----------------------------------------------------------------------------------------------------------

    def _begin(self, name: str, rest: str, end: int) -> None:
        """Open an element, closing those that it ends implicitly."""
        if name == "br":
            self.flow.end_line()
        if name in _VOID:
            return
        if name == "body":
            self._close("head")
        while self._stack and self._stack[-1].name in _CLOSED_BY.get(name, ()):
            self._pop()
        found = _CLASS.search(rest)
        classes = next((each for each in found.groups() if each), "").split() if found else []
        if name not in IN_A_LINE:
            level = int(name[1]) if re.fullmatch(r"h[1-6]", name) else _TITLES.get(classes[0], 0) if classes else 0
            self.flow.quote += name == "blockquote"
            self.flow.begin("heading" if level else "paragraph", level)
        if name == "tr":
            self._cell = 0
        element = _Element(name, SILENT.get(name, ""), quote=name == "blockquote")
        if name == "tr" and (cell := _CELLS.search(self._text, end)) and cell[1].casefold() != "td":
            element.rule = "column-name"
        if any(_NOTES.fullmatch(each) for each in classes):
            element.rule = element.rule or "footnote"
        if any(_PULLED_OUT.fullmatch(each) for each in classes):
            element.rule = element.rule or "pull-quote"
        marked = [*classes, *_ID.findall(rest)]
        if self._classes and name not in _WHOLE and not element.rule and any(_PARTS.fullmatch(each) for each in marked):
            element.rule, element.part = "page-part", True
        if name in ("ul", "ol") and _CONTENTS.match(self._text, end):
            element.rule = element.rule or "contents"
        if name == "a" and self._open["sup"] and _TO_A_NOTE.search(rest):
            element.rule = "footnote-mark"
        self._faces_and_names(element, classes, rest)
        self._push(element)

    def _faces_and_names(self, element: _Element, classes: list[str], rest: str) -> None:
        """Set the element's typeface, and whether it may hold a speaker's name or a time."""
        name = element.name
        styled = _BOLD.search(rest) is not None or any(_ASKS.fullmatch(each) for each in classes)
        element.bold = name in ("b", "strong", "dt", "th") or styled
        element.italic = name in ("i", "em", "u")
        if any(_TIMES.fullmatch(each) for each in classes) and name in IN_A_LINE:
            element.rule = element.rule or "timestamp"
        labels = [each for each in classes if _NAMES.fullmatch(each)]
        sure = bool(labels) or name == "speaker"
        if self.flow.name is not None and (self.flow.name.sure or not sure):
            return
        shape = ""
        if sure:
            shape = f"{name}.{labels[0] if labels else ''}"
        elif name in _POSSIBLE_NAMES and (name != "cite" or (self.flow.opens and not self._open["blockquote"])):
            shape = name
        elif name in ("td", "th"):
            shape, self._cell = f"cell {self._cell}", self._cell + 1
        if shape:
            self.flow.name_begins(shape, sure=sure)
            element.names = True

    def _push(self, element: _Element) -> None:
        self._stack.append(element)
        self._open[element.name] += 1
        self._bold += element.bold
        self._italic += element.italic
        self._parts += element.part
        if element.rule:
            self._rules.append(element.rule)

    def _pop(self) -> None:
        """Close the innermost element."""
        element = self._stack.pop()
        self._open[element.name] -= 1
        self._bold -= element.bold
        self._italic -= element.italic
        self._parts -= element.part
        if element.rule:
            self._rules.pop()
        if element.names:
            self.flow.name_ends()
        self.flow.quote -= element.quote
        if element.name not in IN_A_LINE:
            self.flow.begin()
        if element.name in ("dl", "table"):
            self.flow.forget()

    def _close(self, name: str) -> None:
        while self._open[name]:
            found = self._stack[-1].name == name
            self._pop()
            if found:
                break
