"""A podcast feed of rendered episodes.

`podcast` makes the feed from the `episodes` in some folders, whose reports are all it needs; `items` turns each into an
item of the feed, and `descriptions` finds something to say about it.
"""
