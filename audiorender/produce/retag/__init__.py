"""Chapters and tags of an existing audio file.

`request` describes what is wanted, `sources` where chapters come from, `change` does it, `writing` writes it to the
file, and `result` presents it.
"""
