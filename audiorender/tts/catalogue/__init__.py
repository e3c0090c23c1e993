"""Voices and models that are not in the package: which are available, which are installed, and how to install them.

    entries.py         what is available (catalogue.toml): addresses, sizes, hashes, licences
    installed.py       what is installed: one folder per entry, with a manifest of its files and their origin
    download.py        one file from its address, resumed after an interruption
    localfiles.py      the same files from the user's disk, whole or in parts
    own.py             a Piper voice that is not in the catalogue
    adding.py          from either source to its folder, verified; and removal
    staging.py         the folder for work in progress, and moving it into place

Nothing becomes a voice before its files are verified and its licence is accepted. A file whose hash is not known in
advance is marked as such, and its hash is recorded when it is first added.

A new entry is a table in `catalogue.toml`; tests/tts/catalogue/test_entries.py says what each must have.
"""
