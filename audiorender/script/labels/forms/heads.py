"""Lines that only name the author of what follows, in text copied from forums and from chats with AI assistants.

`kettle_42 · OP · 12 points · 3 hours ago`, `You said:`
"""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.script.labels.label import Face, Label
from audiorender.script.labels.names import looks_like_a_name
from audiorender.script.words import SAYING

_COUNT = (
    r"[−-]?\d[\d.,]*k? (?:points?|pts|upvotes?|likes?|votes?|karma|comments?|repl(?:y|ies)|claps?)|\d{1,3}% upvoted"
)
_AGO = r"(?:about )?(?:an?|\d{1,3}) ?(?:s|sec|m|min|h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year)[a-z]{0,8}\.?(?: ago)?"
_BADGE = (
    r"\(?\[?(?:OP|mod(?:erator)?|author|host|admin|staff|edited|pinned|verified|bot|member|owner|contributor"
    r"|collaborator|maintainer|answer(?:ed)?|accepted)\]?\)?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:on |at )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    r"(?:,? \d{4})?(?:,? (?:at )?\d{1,2}:\d{2}(?: ?[ap]m)?)?"
)
_HEAD = expression(
    r"(?:(?:posted|submitted|started|asked) by )?"
    r"(?P<name>(?:u/|@)?[\w.-]{2,30}|(?:u/)?\[(?:deleted|removed)\]|[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3})"
    rf"(?:[ \t]+{_BADGE})?(?:[ \t]*[·•|,–—-][ \t]*(?:{_BADGE}|{_COUNT}|(?:edited )?{_AGO}|{_DATE}|just now))+\Z",
    re.IGNORECASE,
)
_COLLAPSIBLE = expression(
    rf"\[[–—+-]\][ \t]*(?P<name>(?:u/)?[\w-]{{2,30}}|(?:u/)?\[(?:deleted|removed)\])"
    rf"(?:[ \t·•,]*(?:\[?[SMA]\]|{_BADGE}|{_COUNT}|{_AGO}|\[?score hidden\]?|just now"
    r"|[–-][ \t]*stickied comment|\*))+\Z",
    re.IGNORECASE,
)
"""The head of a comment on Reddit: `[–]kettle_42 [S] 2,310 points 3 years ago`."""
_POSTED = expression(
    rf"(?:r/\w+[ \t]*[·•|]?[ \t]*)?(?:(?:posted|submitted) by (?:u/|@)|submitted {_AGO}[ \t*]+by )"
    r"(?P<name>[\w-]{2,30})"
    rf"(?:[ \t]*[·•|]?[ \t]*{_AGO})?(?:[ \t]*[^\w\s]+\ufe0f?[ \t]*\d*)*\Z",
    re.IGNORECASE,
)
_ASKED_OR_ANSWERED = expression(
    r"(?:(?P<asked>question|asked) by|(?:answer|answered|reply|response) by"
    r"|beantwortet von|(?:répon[ds]\w+|réponse) (?:par|de)"
    r"|(?:respond\w+|contesta\w+|respuesta|resposta) (?:por|de)|(?:risponde|risposta) (?:di|da)|beantwoord door)"
    r" @?(?P<by>[^\W\d_][^:.,;?!]{1,50})(?:,[^.:?!]{1,60})?[.:]?\Z"
    r"|@(?P<name>[\w-]{2,30}) (?:ask(?:s|ed)?|fragt|demande|pregunta|chiede|pergunta|vraagt):\Z",
    re.IGNORECASE,
)
"""Above one question or answer: `Answered by Ana Bell.`, `@ana asks:`"""
_SAID = expression(rf"(?P<name>[^\W_][^:.?!\n]{{0,40}}?) (?:{SAYING})[ \t]?:\Z")

_LONGEST = 120


def head(text: str, face: Face, author: str = "") -> Label | None:
    """The label that a whole line makes, if it says who posted or said what follows, or is the address of `author`."""
    if author and text.lstrip("(").startswith("@"):
        return Label(author, None, len(text), face, "head")
    said = text.endswith(":")
    if len(text) <= _LONGEST and (match := _ASKED_OR_ANSWERED.match(text)):
        asks = match["asked"] or match["name"]
        name = match["by"] or match["name"]
        named = match["name"] or looks_like_a_name(name)
        return Label(name, None, len(text), face, "after" if asks else "said") if named else None
    if len(text) > _LONGEST or not (said or re.search(r"\d|\A\[[–—+-]\]", text)):
        return None
    match = _SAID.match(text) if said else _POSTED.match(text) or _HEAD.match(text) or _COLLAPSIBLE.match(text)
    if match is None:
        return None
    name = match["name"].removeprefix("u/").removeprefix("@").strip("[]")
    named = not said or (looks_like_a_name(name) and name[0].isupper())
    return Label(name, None, len(text), face, "head") if named else None
