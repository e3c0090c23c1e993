"""Where labels stand in a text and what they look like; which of them name speakers is decided a floor up (`people`).

candidate.py    what may be a label at the start of a line
heads.py        lines that only name the author of what follows
offices.py      names with an office, and descriptions in place of names
inner.py        labels within a line
unmarked.py     labels without their colon
recurring.py    a form that no rule knows, learned from the document
"""
