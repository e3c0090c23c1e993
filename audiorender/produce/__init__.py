"""The stages in order, with a package for each command: `render`, `listen`, `feed`, `retag` and `check`.

The modules here are shared by all: the request (`request`), finding the script to speak (`opening`, `drafting`), making
its clips (`speaking`), and the resources that everything works with (`session`).
"""
