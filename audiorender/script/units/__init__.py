"""The smallest stretches said by one person (`unit`), and where they begin and end.

`questions` and then `cutting` split the blocks of a document, `quotations` finds what belongs together, and
`paragraphs` makes a unit a paragraph of the script.
"""
