"""A podcast feed of rendered episodes.

`podcast` makes the feed from the `episodes` in some folders; `reported` reads their reports, and `items` turns each
into an item of the feed.
"""
