"""Heard back: a recogniser listens to a clip, and what it heard is compared with what was to be said.

    words.py        a text as words that can be compared: numbers in words, no case, no accents, how they sound
    compare.py      which words are missing, said twice, added or sound otherwise
    recogniser.py   Whisper by faster-whisper (extra `asr`), with a model that was added like a voice

A recogniser errs, too, so names that sound alike are the same, and what is left is a doubt and never a failure.
"""
