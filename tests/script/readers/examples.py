"""One short conversation in every supported format: the same four turns, whatever exported them."""

from __future__ import annotations

import io
import json
import zipfile

TURNS = (
    ("Ana Ruiz", "How long was the lamp out of order?"),
    ("Bo", "Nine days & nights. We counted every ship."),
    ("Ana Ruiz", "And nobody saw that the tower was dark?"),
    ("Bo", "One captain did. He brought us oil."),
)

WEBVTT = """WEBVTT - A talk
Language: en

NOTE from the editor

STYLE
::cue { color: white }

one
00:00:01.000 --> 00:00:03.000 align:start
<v Ana Ruiz>How long was the lamp
<v Ana Ruiz>out of order?

00:00:03.500 --> 00:00:05.000
<v.loud Bo>Nine <i>days</i> &amp; nights.</v>

00:00:05.000 --> 00:00:06.000
<v Bo>We counted every ship.

4
00:00:07.000 --> 00:00:09.000
<v Ana Ruiz>And nobody saw that the tower was dark?
<v Bo>One captain did.

00:00:09.500 --> 00:00:11.000
He brought us oil.
"""

SRT = """1
00:00:01,000 --> 00:00:03,000
Ana Ruiz: How long was the lamp
out of order?

2
00:00:03,500 --> 00:00:05,000
Bo: Nine <i>days</i> & nights.

3
00:00:05,000 --> 00:00:06,000
{\\an8}We counted every ship.

4
00:00:07,000 --> 00:00:09,000
Ana Ruiz: And nobody saw that the tower was dark?
Bo: One captain did.

5
00:00:09,500 --> 00:00:11,000
He brought us oil.
"""

PODCAST_JSON = json.dumps(
    {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ana Ruiz", "startTime": 1.0, "endTime": 2.0, "body": "How long was the lamp"},
            {"speaker": "Ana Ruiz", "startTime": 2.0, "endTime": 3.0, "body": "out of order?"},
            {"speaker": "Bo", "startTime": 3.5, "endTime": 5.0, "body": "Nine days & nights."},
            {"startTime": 5.0, "endTime": 6.0, "body": "We counted every ship."},
            {"speaker": "Ana Ruiz", "startTime": 7.0, "endTime": 8.0, "body": TURNS[2][1]},
            {"speaker": "Bo", "startTime": 8.0, "endTime": 11.0, "body": TURNS[3][1]},
        ],
    },
    indent=1,
)

CSV = """start,end,Speaker,Text
0:01,0:03,Ana Ruiz,"How long was the lamp out of order?"
0:03,0:06,Bo,"Nine days & nights.
We counted every ship."
0:07,0:08,Ana Ruiz,And nobody saw that the tower was dark?
0:08,0:11,Bo,One captain did. He brought us oil.
"""

HTML = """<!DOCTYPE html>
<html lang="en"><head><title>A talk</title><style>p { margin: 0 }</style></head>
<body><nav>Home | About</nav>
<dl>
<dt>Ana Ruiz</dt><dd>How long was the lamp out of order?</dd>
<dt>Bo</dt><dd>Nine <em>days</em> &amp; nights.
<p>We counted every ship.</dd>
<dt>Ana Ruiz</dt><dd>And nobody saw that the tower was dark?</dd>
<dt>Bo</dt><dd>One captain did. He brought us&nbsp;oil.</dd>
</dl><!-- the end --></body></html>
"""

FOUNTAIN = """Title: A talk
Author: Us

INT. LIGHTHOUSE - NIGHT

Wind. Somebody knocks.

ANA RUIZ
How long was the lamp out of order?

BO (O.S.)
(tired)
Nine *days* & nights.
We counted every ship.

ANA RUIZ
And nobody saw that the tower was dark? [[slower]]

BO
One captain did. He brought us oil.

CUT TO:
"""

TIMED = """Ana Ruiz  0:01
How long was the lamp out of order?

Bo  0:03
Nine days & nights.
We counted every ship.

Ana Ruiz  0:07
And nobody saw that the tower was dark?

Bo  0:08
One captain did. He brought us oil.
"""

CHAT = """[12.03.24, 18:01] Ana Ruiz: How long was the lamp out of order?
[12.03.24, 18:03] Bo: Nine days & nights.
[12.03.24, 18:03] Bo: We counted every ship.
[12.03.24, 18:07] Ana Ruiz: And nobody saw
that the tower was dark?
[12.03.24, 18:08] Bo: One captain did.
[12.03.24, 18:08] Bo: He brought us oil.
"""

SCRIPT = """---
audiorender: 1
title: A talk
cast:
  Ana Ruiz: amber
  Bo: basil
---

# The dark tower

Ana Ruiz: How long was the lamp out of order?

Bo: Nine *days* & nights. We counted
every {ship|vessel}.

[pause 1.5s]

Ana Ruiz?: And nobody saw that the tower was dark?

Bo: One captain did. He brought us oil.
"""

MARKDOWN = """# A talk

**Ana Ruiz:** How long was the lamp out of order?

**Bo:** Nine *days* &amp; nights. We counted every ship.

**Ana Ruiz:** And nobody saw that the tower was dark?

**Bo:** One captain did. He brought us oil.
"""

PLAIN = """Ana Ruiz: How long was the lamp out of order?

Bo: Nine days & nights. We counted every ship.

Ana Ruiz: And nobody saw that the tower was dark?

Bo: One captain did. He brought us oil.
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word file with one run."""
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_file(body: str, styles: str = "") -> bytes:
    """A minimal Word file with these paragraphs and styles."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        archive.writestr("word/document.xml", f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"{head}<w:styles {_W}>{styles}</w:styles>")
    return packed.getvalue()


WORD = word_file(
    paragraph("Ana Ruiz (00:01):", "<w:rPr><w:b/></w:rPr>")
    + paragraph("How long was the lamp out of order?")
    + paragraph("Bo (00:03):", "<w:rPr><w:b/></w:rPr>")
    + paragraph("Nine days &amp; nights. We counted every ship.")
    + paragraph("Ana Ruiz (00:07):", "<w:rPr><w:b/></w:rPr>")
    + paragraph("And nobody saw that the tower was dark?")
    + paragraph("Bo (00:08):", "<w:rPr><w:b/></w:rPr>")
    + paragraph("One captain did. He brought us oil.")
)

MAIL = """From: Bo <bo@example.org>
To: Ana Ruiz <ana@example.org>
Subject: Re: The lamp

On Sun, Jan 29, 2017 at 4:12 PM, Ana Ruiz <ana@example.org>
wrote:

> How long was the lamp
> out of order?

Nine days & nights. We counted every ship.

> And nobody saw that the tower was dark?

One captain did. He brought us oil.

--
Bo, keeper
"""

WIKI = """{{date|January 29, 2017}}
[[File:Lamp.jpg|thumb|The [[lamp]] at night.]]

== The lamp ==
'''Ana Ruiz:''' How long was the [[Argand lamp|lamp]] out of order?

'''Bo:''' Nine [https://example.org days] & nights.<ref>Ten, by the log.</ref> We counted ''every'' ship.

'''Ana Ruiz:''' And nobody saw that the tower was dark?

'''Bo:''' One captain did. He brought us oil.

[[Category:Lamps]]
"""

CHEVRONS = """>> ANA RUIZ: How long was the lamp
out of order?
>> BO: Nine days & nights.
We counted every ship.
>> ANA RUIZ: And nobody saw that the tower was dark?
>> BO: One captain did. He brought us oil.
"""

TAGGED = """<Ana Ruiz>How long was the lamp out of order?</Ana Ruiz>
<Bo>Nine days & nights. We counted every ship.</Bo>
<Ana Ruiz>And nobody saw
that the tower was dark?</Ana Ruiz>

<Bo>One captain did. He brought us oil.</Bo>
"""

TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en">
  <head><metadata>
    <ttm:title>A talk</ttm:title>
    <ttm:agent type="person" xml:id="a"><ttm:name type="full">Ana Ruiz</ttm:name></ttm:agent>
    <ttm:agent type="person" xml:id="b"><ttm:name type="full">Bo</ttm:name></ttm:agent>
  </metadata><styling><style xml:id="s"/></styling></head>
  <!-- one part -->
  <body><div ttm:agent="b">
    <p begin="00:00:01.000" end="00:00:03.000" ttm:agent="a">How long was the lamp<br/>out of order?</p>
    <p begin="3.5s" end="5s">Nine <span style="s">days</span> &amp; nights.</p>
    <p begin="5s" end="6s"><span>We</span> <span>counted</span> <span>every</span> <span>ship.</span></p>
    <p begin="7s" end="9s"><span ttm:agent="a">And nobody saw that the tower was dark?</span>
      <span>One captain did.</span></p>
    <p begin="570f" end="660f">He brought us&#160;oil.</p>
  </div></body>
</tt>
"""

YAML = """# as it was exported
title: A talk
people: &ana Ana Ruiz
turns:
  - speaker: *ana
    start: 1.0
    text: >
      How long was the lamp
      out of order?
  - {speaker: Bo, start: 3.5, text: "Nine days \\x26 nights.\\nWe counted \\
      every ship."}
  - speaker: Ana Ruiz
    text: 'And nobody saw

      that the tower was dark?'
  - speaker: Bo
    text: One captain did. He brought
      us oil.
"""

LATEX = r"""\documentclass[a4paper]{article} % as it was printed
\usepackage{hyperref}
\newcommand{\ana}{\par\textbf{Ana Ruiz:} }
\title{A talk about \emph{lamps}}
\begin{document}
\maketitle

\ana How long was the lamp % or the oil
 out of order?\footnote{In 1901.}

\begin{description}
\item[Bo:] Nine \textit{days} \& nights.
  We counted~every ship.
\end{description}

\ana And nobody saw that the tower was dark?

\textbf{Bo:} {\itshape One} captain did. He brought
us \href{https://example.org/100\%20}{oil}.
\end{document}
"""

ORG = """#+TITLE: A talk about lamps
#+AUTHOR: Mia
# as it was noted
* At night :lamps:
:PROPERTIES:
:ID: 12
:END:
- Ana Ruiz :: How long was the
  lamp out of order?
- Bo :: Nine /days/ & nights. We counted [[https://example.org][every ship]].

*Ana Ruiz:* And nobody saw[fn:1] that the tower was dark?

*Bo:* One +or two+ captain did. He brought us oil.

[fn:1] Or said so.
"""

RESTRUCTURED = """==================
A talk about lamps
==================

:Author: Mia

.. contents::

:Ana Ruiz: How long was the
  lamp out of order?
:Bo: Nine *days* & |nights|. We counted `every ship <https://example.org>`_.

.. image:: lamp.png

**Ana Ruiz:** And nobody saw [#]_ that the tower was dark?

**Bo:** One captain did. \\He brought us ``oil``.

.. |nights| replace:: nights
.. [#] Or said so.
"""

EXAMPLES: dict[str, bytes] = {
    "WebVTT": WEBVTT.encode(),
    "SRT": SRT.encode(),
    "TTML": TTML.encode(),
    "JSON": PODCAST_JSON.encode(),
    "YAML": YAML.encode(),
    "a table (CSV or TSV)": CSV.encode(),
    "a Word file": WORD,
    "LaTeX": LATEX.encode(),
    "Org": ORG.encode(),
    "reStructuredText": RESTRUCTURED.encode(),
    "HTML": HTML.encode(),
    "Fountain": FOUNTAIN.encode(),
    "a transcript with names and times": TIMED.encode(),
    "a chat": CHAT.encode(),
    "an interview by e-mail": MAIL.encode(),
    "captions without times": CHEVRONS.encode(),
    "a dialogue in tags": TAGGED.encode(),
    "wiki text or AsciiDoc": WIKI.encode(),
    "an audiorender script": SCRIPT.encode(),
    "Markdown": MARKDOWN.encode(),
    "plain text": PLAIN.encode(),
}
"""By the `NAME` of the reader that reads it."""
