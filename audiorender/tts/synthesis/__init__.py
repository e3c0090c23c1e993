"""Utterances to clips.

`clips` takes them from the store and has `speakers` make the missing ones: `saying` has an engine say one, `inparts` if
it is in several languages, in `portions` if the engine has a limit, and `finishing` trims and fades the result.
"""
