"""Variants of our own for eSpeak NG: a vocal tract of another length and another tone, as files that it finds.

eSpeak NG reads variants from its data folder alone, and the wheel's is not ours to write to. So its workers get a
folder of their own: links to all that lies in the wheel's, and beside its variants a file for each that is asked for.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import weakref
from pathlib import Path

from audiorender.model import OptionValue

TONES = {
    "even": "",
    "warm": "tone 100 255 600 70 1200 22 2000 66 3000 12",
    "dark": "tone 100 255 800 180 2000 80 4000 40",
    "bright": "tone 150 120 600 120 1500 180 3000 255",
}
"""eSpeak NG's own equaliser: a frequency in Hz and a level up to 255, in turn. "even" leaves it as the language has it;
"warm" is that of its variant m8."""

SWING = 1.45
"""How much higher than the lowest pitch of a sentence the highest is, as in eSpeak NG's own voices."""

_FORMANTS = 9
"""eSpeak NG numbers them from 0, the nasal one."""


class OwnVariants:
    """The data folder that workers are given: empty until something is to be spoken, and gone with `close`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._there: set[str] = set()
        self._filled = False
        self.folder = Path(tempfile.mkdtemp(prefix="audiorender-espeak-"))
        self.close = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def fill(self) -> None:
        """See to it that all of eSpeak NG's data is there."""
        with self._lock:
            if self.close.alive and not self._filled:
                _mirror(self._data, self.folder)
                self._filled = True

    def variant(self, hertz: OptionValue, formants: OptionValue, tone: OptionValue, klatt: OptionValue) -> str:
        """The name of the variant that these options describe."""
        pitch = f"pitch {hertz} {round(float(str(hertz)) * SWING)}" if hertz else ""
        lines = [f"formant {number} {formants} 100 100" for number in range(_FORMANTS)]
        source = f"klatt {klatt}" if klatt else ""
        text = "\n".join(("language variant", "name own", pitch, *lines, TONES[str(tone)], source, ""))
        name = f"own-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        self.fill()
        with self._lock:
            if self.close.alive and name not in self._there:
                (self.folder / "voices" / "!v" / name).write_text(text, encoding="ascii")
                self._there.add(name)
        return name


def _mirror(data: Path, folder: Path) -> None:
    """Put links to all that is in `data` into `folder`; its folder of variants is a real one, so that it can grow."""
    for entry in data.iterdir():
        if entry.name != "voices":
            _link(entry, folder / entry.name)
    variants = folder / "voices" / "!v"
    variants.mkdir(parents=True)
    for entry in (data / "voices" / "!v").iterdir():
        _link(entry, variants / entry.name)


def _link(entry: Path, link: Path) -> None:
    try:
        link.symlink_to(entry, target_is_directory=entry.is_dir())
    except OSError:  # on Windows most people may not make links
        if entry.is_dir():
            shutil.copytree(entry, link)
        else:
            shutil.copyfile(entry, link)
