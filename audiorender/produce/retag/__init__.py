"""Chapters and tags of an audio file that is there already.

`wishes` says what is wanted, `sources` whence chapters come, `change` does it, `writing` puts it into the file, and
`result` tells of it.
"""
