"""Voices and models that are not in the package: which can be had, which are here, and how they get here.

    entries.py         what can be had (catalogue.toml): addresses, sizes, hashes, licences
    kept.py            what is here: one folder per entry, with a manifest that says what is in it and where it is from
    download.py        one file from its address, resumed after a break
    given.py           the same files among those that a person has already, whole or in parts
    own.py             a Piper voice that the catalogue does not know
    adding.py          from either to a kept folder: checked, then put there in one step; and removing it again

Nothing becomes a voice before its bytes are the right ones and its licence was accepted. A file whose hash nobody could
verify beforehand is marked so, and its hash is recorded when it is first added.

A new entry is a table in `catalogue.toml`; tests/tts/catalogue/test_entries.py says what each must have.
"""
