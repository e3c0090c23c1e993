"""What a page has around a text: `furniture` is recognised by its own `words`, `surroundings` by the `weight` of the
evidence; `bylines` and the `titlepage` name people.
"""
