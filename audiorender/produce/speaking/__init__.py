"""From a script's paragraphs to clips.

`paragraphs` says what is spoken and how, with the `languages` of each turn and the spoken `forms` of its text; `lines`
has the clips made; `proofing` listens to them, and `notes` are what to know about them.
"""
