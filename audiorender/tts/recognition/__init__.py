"""Listening: a recogniser transcribes a clip, and the result is compared with the text.

    words.py        a text as comparable words: numbers in words, no case, no accents, how they sound
    compare.py      which words are missing, said twice, added or sound different
    recogniser.py   Whisper by faster-whisper (extra `asr`), with a model that was added like a voice

A recogniser makes mistakes, too, so names that sound alike count as the same, and the result is a doubt, never a
failure.
"""
