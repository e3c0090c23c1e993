"""LaTeX's commands: those that show something, those that hide their arguments, and those that we do not know."""

from __future__ import annotations

import re

from audiorender.script.readers.documents.latex import meanings
from audiorender.script.readers.documents.latex.reading import Reading
from audiorender.script.readers.documents.latex.tokens import Token
from audiorender.script.readers.documents.prose import Aside
from audiorender.script.readers.markup.shifted import LOWERED, RAISED, SHIFTED


def command(at: Reading, number: int, token: Token) -> int:
    """Read the command with this number; returns the number of the token after those of its arguments that it takes."""
    name = token.name.rstrip("*")
    if name in meanings.SIGNS:
        at.prose.say(token.start, token.end, meanings.SIGNS[name])
        blanks = re.compile(r"[ \t]*").match(at.source.text, token.end) if name in meanings.LETTERS else None
        at.resumes = blanks.end() if blanks else 0
        return number + 1
    after = at.mute(number, number)
    if name == "item":
        return _item(at, after)
    if name in meanings.FACES:
        return _face(at, after, name)
    if meanings.CITES.fullmatch(token.name):
        return at.skip(after, name, 1, "citation")
    read = next((step for names, step in _STEPS if name in names), None)
    if read is not None:
        return read(at, at.skip(after, name, name == "captionof"), name)
    if name in meanings.SMALL:
        _small_print(at, number)
    _show(at, after, name)
    return _rest(at, after, token)


def _item(at: Reading, after: int) -> int:
    """An item of a list. What it has in brackets gets a colon, as a label and as a term."""
    at.layout.begin("item", mark="1." if at.layout.lists[-1:] == ["enumerate"] else "*")
    found = at.optional(after)
    if found is None or at.prose.asides:
        return after
    at.instead[found[0]] = ""
    at.instead[found[1]] = ":" if re.search(r"\w[\s}]*\Z", at.written(found)) else ""
    at.restore_after(found[1])
    at.prose.face = (True, False)
    return found[0]


def _face(at: Reading, after: int, name: str) -> int:
    """Bold or italic: of an argument, or from here to the end of the group."""
    group = at.group(after, name) if name.startswith(("text", "emph", "strong")) else None
    if group:
        at.restore_after(group[1])
    bold, italic = at.prose.face
    upright = name in meanings.UPRIGHT
    at.prose.face = not upright and (bold or name in meanings.BOLD), not upright and (italic or name in meanings.ITALIC)
    return at.mute(group[0], group[0]) if group else after


def _title(at: Reading, after: int, name: str) -> int:
    """A heading, or one within a paragraph: the name of whoever speaks, or a question."""
    group = at.group(after, name)
    if group is None or at.prose.asides:
        return after
    if name in meanings.HEADINGS:
        at.layout.begin("heading", max(1, meanings.HEADINGS[name] - at.layout.raised))
        at.then(group[1], at.layout.begin)
    else:
        at.layout.begin()
        at.restore_after(group[1])
        at.prose.face = (True, False)
        at.instead[group[1]] = ":" if name in meanings.NAMES and re.search(r"\w\Z", at.written(group)) else ""
    return at.mute(group[0], group[0])


def _aside(at: Reading, after: int, name: str) -> int:
    """An argument that is not spoken here: a footnote, a caption, the title."""
    group = at.group(after, name)
    if group is None:
        return after
    aside = Aside(meanings.ASIDES.get(name, "page-head"))
    at.prose.asides.append(aside)
    if name in meanings.VALUES:
        at.values[name] = aside

    def ends() -> None:
        at.prose.resume(aside)
        if aside.rule == "footnote":
            at.prose.note(aside.text)

    at.then(group[1], ends)
    return at.mute(group[0], group[0])


def _small_print(at: Reading, number: int) -> None:
    """A paragraph in small print after the last turn of a list: where the text comes from, rather than part of it."""
    group, prose = number - 1, at.prose
    ends = at.pairs.get(group)
    if ends is None or not at.layout.listed or at.layout.lists or prose.asides or not prose.flow.empty:
        return
    aside = Aside("page-part")
    prose.asides.append(aside)
    prose.remark(at.tokens[number].start, "small print below the last turn is not spoken")
    at.then(ends, lambda: prose.resume(aside))


def _show(at: Reading, after: int, name: str) -> None:
    """What a command does around its argument or in its place."""
    group = at.group(after, name)
    if name in ("par", "newline", "hrule"):
        at.prose.flow.after_rule = at.prose.flow.after_rule or name == "hrule"
        at.layout.begin()
    elif name == "and" and at.prose.asides:
        at.prose.asides[-1].text = at.prose.asides[-1].text.rstrip() + ","
    elif group is None:
        return
    elif name in ("enquote", "textquote"):
        at.instead.update(zip(group, "“”", strict=True))
    elif name in ("textsuperscript", "textsubscript") and SHIFTED.fullmatch(at.written(group)):
        shifted = RAISED if name == "textsuperscript" else LOWERED
        at.instead[group[0] + 1] = at.written(group).translate(shifted)


def _rest(at: Reading, after: int, token: Token) -> int:
    """The arguments of a command that are not spoken; a note on a command that we do not know."""
    name = token.name.rstrip("*")
    group = at.group(after, name)
    if name in meanings.REFERS:
        at.prose.remark(token.start, f"\\{name} shows a number that only LaTeX knows, so it is not spoken")
    if name in meanings.LOADS and group:
        at.prose.remark(token.start, f"the file '{at.written(group)}' that it includes is not read")
    silent = meanings.SKIPPED.get(token.name, meanings.SKIPPED.get(name))
    if silent is None and not at.prose.asides:
        what = "what is in its braces is read aloud" if group else "nothing is spoken for it"
        at.prose.remark(token.start, f"\\{name} is not a command that audiorender knows; {what}")
    return at.skip(after, name, silent or 0, "image" if name == "includegraphics" else "markup")


def address(at: Reading, number: int, token: Token) -> int:
    """`\\url{...}`, which is spoken, or `\\href{...}`, whose next argument is the text of the link."""
    start, end = token.end - 1 - len(token.name), token.end - 1
    at.prose.link(re.sub(r"\\([%#&_])", r"\1", token.name))
    if at.source.text.startswith("\\href", token.start):
        group = at.group(number + 1, "href")
        at.then(group[1] if group else number, at.prose.linking.ends)
        return at.mute(number, number, "link-target")
    at.prose.mute(token.start, start, "link")
    at.prose.say(start, end)
    at.prose.mute(end, token.end, "link")
    at.prose.linking.ends()
    return number + 1


_STEPS = ((meanings.HEADINGS.keys() | meanings.RUN_IN, _title), (meanings.ASIDES.keys() | meanings.VALUES, _aside))
