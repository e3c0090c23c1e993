"""What the record of a parliament, council or court says about the sitting, in paragraphs without brackets."""

from __future__ import annotations

import re

from audiorender.expressions import expression

_BODY = r"(?:the )?(?:house|committee|senate|council|assembly|chamber|court|board|meeting|sitting|session|jury)"
_MATTER = r"(?:question|motion|amendment|bill|resolution|clause|debate|division|new clause)s?(?: \d+)?"
_SOME = r"(?:several|some|hon\.?|honou?rable|an?|opposition|government)"
_PROCEEDING = expression(
    rf"(?:{_BODY} (?:stood |then |accordingly )?(?:adjourned|divided|rose|resumed|recessed|reconvened"
    r"|was called to order|proceeded to a division|was suspended|was adjourned)\b"
    rf"|{_MATTER} (?:put|proposed|negatived|carried|defeated|agreed|passed|made|withdrawn|adjourned|resumed|interrupted"
    r"|seconded|lost|moved|read (?:a|the) \w+ time|accordingly|again|ordered)\b"
    rf"|{_SOME} (?:hon\.? |honou?rable )?(?:members?|senators?|deput\w+)(?: \w+)? (?:rose|interject\w+|exclaim\w+)\b"
    rf"|{_BODY} (?:(?:was )?(?:closed|opened)|ended|concluded|commenced|began) (?:at|with)\b"
    r"|(?-i:RESOLVED|AGREED|ORDERED|CARRIED|NOTED|MOVED|BESCHLUSS|APPROVED)\b"
    r"|motion by (?-i:[A-Z])|(?:meeting )?adjourned (?:at )?\d"
    r"|(?:whereupon|thereupon),? )[^?!\"“„]{0,120}\Z",
    re.IGNORECASE,
)
_FIRST_OR_SECOND_PERSON = expression(r"\b(?:I|me|my|we|our|us|you|your)\b")
_LONGEST = 160


def happens(text: str) -> bool:
    """Whether it only says how the sitting went on: `The House divided: Ayes 7, Noes 9.`"""
    text = text.strip("()[]* ")
    return (
        len(text) <= _LONGEST and _PROCEEDING.match(text) is not None and _FIRST_OR_SECOND_PERSON.search(text) is None
    )
