"""Phonemes from the eSpeak NG library in its wheel, for engines that read phonemes. In worker processes only.

The library has one state per process and exits on errors, so it is never loaded into ours.
"""

from __future__ import annotations

import ctypes
import os

import espeakng_loader

_RATE = 22050
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8 = 1
_IPA_WITH_TIES = 0x02 | 0x80 | ord("^") << 8


class Phonemiser:
    """The library, started once. The working folder becomes that of its data, since it cannot open long paths."""

    def __init__(self) -> None:
        """Raises OSError if the library or its data cannot be used."""
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        os.chdir(espeakng_loader.get_data_path())
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DONT_EXIT) != _RATE:
            raise OSError(f"eSpeak NG does not start with the data in {espeakng_loader.get_data_path()}")

    def use(self, voice: str) -> None:
        """Speak with `voice` from now on, an eSpeak NG voice file ("gmw/en-US"). Raises ValueError for an unknown
        one."""
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise ValueError(f"eSpeak NG has no voice {voice}")

    def say(self, text: str) -> str:
        """The IPA of `text`, with ties (^) within a phoneme and spaces between groups; punctuation is lost."""
        buffer = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_char_p(ctypes.addressof(buffer))
        clauses = []
        while rest.value is not None:
            clause = self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA_WITH_TIES)
            clauses.append((clause or b"").decode().strip())
        return " ".join(filter(None, clauses))
