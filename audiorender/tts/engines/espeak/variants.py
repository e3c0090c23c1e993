"""Our own variants for eSpeak NG, with another vocal tract length and tone, written as files for it to read.

eSpeak NG only reads variants from its data folder, and we must not write to the wheel's. So its workers get a separate
folder: links to everything in the wheel's, and among its variants a file for each one that is requested.
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
"""eSpeak NG's equaliser: pairs of a frequency in Hz and a level up to 255. "even" leaves the language's own; "warm" is
that of its variant m8."""

SWING = 1.45
"""The ratio of a sentence's highest to its lowest pitch, as in eSpeak NG's own voices."""

_FORMANTS = 9
"""eSpeak NG numbers formants from 0, the nasal one."""


class OwnVariants:
    """The data folder for workers: empty until something is spoken, and removed by `close`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._there: set[str] = set()
        self._filled = False
        self.folder = Path(tempfile.mkdtemp(prefix="audiorender-espeak-"))
        self.close = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def fill(self) -> None:
        """Make sure that all of eSpeak NG's data is there."""
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
    """Fill `folder` with links to everything in `data`, with a real folder for variants, so that files can be added."""
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
    except OSError:  # on Windows most users may not create links
        if entry.is_dir():
            shutil.copytree(entry, link)
        else:
            shutil.copyfile(entry, link)
