"""What LaTeX's commands and environments stand for.

Lamport, "LaTeX: A Document Preparation System", and the manuals of babel, csquotes, hyperref, natbib and dialogue.
"""

from audiorender.expressions import expression
from audiorender.languages.language import words

SIGNS = {
    "---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "?`": "¿", "!`": "¡", ",,": "„", '"`': "„", "\"'": "“",
    "ldots": "…", "dots": "…", "textellipsis": "…", "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "copyright": "©",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£",
    "euro": "€", "texteuro": "€", "EUR": "€", "textdegree": "°", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "og": "«", "fg": "»", "guillemotleft": "«", "guillemotright": "»", "flqq": "«", "frqq": "»",
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "quotedblbase": "„", "textbullet": "•",
    "textasciitilde": "~", "textbackslash": "\\", "textasciicircum": "^", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX",
    "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "space": " ", "nobreakspace": " ", "thinspace": " ", "enspace": " ",
    "times": "×", "textperiodcentered": "·",
}  # fmt: skip
LETTERS = words("ss o O ae AE oe OE aa AA l L i j dh DH th TH dj DJ ng NG")
"""Letters of a word: a blank after one of these only ends the command's name."""

HEADINGS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "frametitle": 3}
NAMES = words("speak speaker Speaker")
"""Commands of classes for plays and interviews, whose argument is the name of whoever speaks next."""
RUN_IN = words("paragraph subparagraph") | NAMES
BOLD = words("textbf bfseries bf strong")
ITALIC = words("emph textit textsl em it itshape sl slshape")
SMALL = words("tiny scriptsize footnotesize small")
UPRIGHT = words("normalfont upshape mdseries rm textnormal")
FACES = BOLD | ITALIC | UPRIGHT
VALUES = words("title author date")
LISTS = words("itemize enumerate description list dialogue compactitem compactenum tasks")
UNSHOWN = {"comment": "comment", "tikzpicture": "image", "thebibliography": "citation"}
"""Environments without text of their own, with the rule; all others are code."""
QUOTES = words("quote quotation verse displayquote quoting")
TABLES = words("tabular tabularx tabulary longtable array supertabular")
PICTURES = words("figure wrapfigure picture pspicture SCfigure marginfigure")
PLAIN = words("""
    document center flushleft flushright abstract minipage multicols table table* small large footnotesize sloppypar
    landscape titlepage frame samepage otherlanguage spacing adjustwidth tcolorbox mdframed parcolumns subequations
    group raggedright block columns column
""")  # fmt: skip
"""Environments that only say how their text looks, or where it stands."""
SIZED = {"minipage": 1, "multicols": 1, "spacing": 1, "adjustwidth": 2, "otherlanguage": 1, "list": 2, "column": 1}
"""Environments that have arguments of their own, with their number."""

ASIDES = {
    **dict.fromkeys(words("footnote footnotetext endnote thanks sidenote marginpar marginnote"), "footnote"),
    **dict.fromkeys(words("todo comment iffalse"), "comment"),
    **dict.fromkeys(words("sout st"), "struck-out"),
    **dict.fromkeys(words("caption captionof"), "caption"),
    **dict.fromkeys(words("direct"), "stage-direction"),
}
"""Commands whose argument is not spoken, with the rule."""
CITES = expression(r"(?:no|paren|text|foot|auto|full|smart|super)?[cC]ite[a-z]*\*?")
REFERS = words("ref pageref autoref eqref cref Cref nameref vref")
LOADS = words("input include subfile includeonly import")

SKIPPED = {
    **dict.fromkeys(
        words("""
        SI qty num ang oldstylenums noindent indent bigskip medskip smallskip bigbreak medbreak smallbreak vfill hfill
        clearpage cleardoublepage newpage pagebreak nopagebreak linebreak nolinebreak maketitle tableofcontents
        listoffigures listoftables centering raggedright raggedleft tiny scriptsize footnotesize small normalsize large
        Large LARGE huge Huge frenchspacing nonfrenchspacing sloppy fussy protect relax makeatletter makeatother
        appendix frontmatter mainmatter backmatter onehalfspacing doublespacing singlespacing printbibliography hline
        toprule midrule bottomrule endhead endfirsthead endfoot endlastfoot leavevmode selectfont flushbottom
        raggedbottom dotfill hrulefill allowbreak strut null obeylines unskip ignorespaces rmfamily sffamily ttfamily
        scshape sc sf tt bgroup egroup xspace today footnotemark text textrm textsf texttt textsc textup textmd mbox
        hbox fbox underline uline uppercase lowercase MakeUppercase MakeLowercase centerline lettrine textsuperscript
        textsubscript ensuremath url nolinkurl and enquote foreignquote textquote par newline hrule scene
        acknowledgements hyperref gls acrshort textquotesingle begingroup endgroup pause
        """),
        0,
    ),
    **dict.fromkeys(
        words("""
        label ref pageref autoref eqref cref Cref nameref vref vspace hspace vspace* hspace* pagestyle
        thispagestyle pagenumbering usepackage documentclass documentstyle bibliographystyle bibliography
        addbibresource RequirePackage hypersetup geometry color pagecolor selectlanguage index glossary phantom
        vphantom hphantom cline cmidrule graphicspath setlist textcolor foreignlanguage parbox raisebox colorbox
        href newlength newcounter theoremstyle usetikzlibrary linespread markright includegraphics hyphenation
        babelhyphenation setmainfont setmainlanguage setotherlanguage usetheme institute subtitle foreignquote
        tag bibitem stepcounter refstepcounter captionof input include subfile includeonly
        """),
        1,
    ),
    **dict.fromkeys(
        words("""
        setlength addtolength setcounter addtocounter markboth fontsize rule multicolumn multirow newtheorem
        newtheorem* DeclareMathOperator PassOptionsToPackage definecolor import fcolorbox SetKwInput settowidth
        """),
        2,
    ),
    **dict.fromkeys(words("addcontentsline newenvironment renewenvironment newenvironment*"), 3),
}  # fmt: skip
"""Known commands that say nothing themselves, with the number of arguments that are not spoken. Others are."""
