"""The stages in order, a folder for each story: `render`, `listen`, `feed`, `retag` and `check`.

What the stories share lies here: what was asked for (`request`), the script that is spoken (`opening`, `drafting`), its
clips (`speaking`), and what all of it works with (`session`).
"""
