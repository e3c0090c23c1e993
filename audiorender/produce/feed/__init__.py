"""A podcast of rendered episodes.

`podcast` makes the feed, of the `episodes` that some folders hold; `reported` is what their reports say, and `items`
what a feed says of each.
"""
