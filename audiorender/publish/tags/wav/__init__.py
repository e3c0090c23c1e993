"""Tags and chapters in WAV files: RIFF, and RF64 or BW64 above 4 GB.

The rules come from Microsoft's Multimedia Programming Interface and Data Specifications 1.0, EBU Tech 3306, and what
editors and players read. Chapters are cue points with labels, exact to the sample: editors (Audacity, Reaper, Audition)
read them, and so do FFmpeg and everything built on it. An `id3 ` chunk, as in an MP3, holds the cover, which fits
nowhere else, and the fields that players look for there; it holds no chapters, because FFmpeg would list them beside
the cue points. Title and author are also in `LIST INFO`, which Windows and audio libraries read.

We edit the chunks ourselves, since no maintained library does: mutagen writes only the `id3 ` chunk and no RF64, and
the standard library's `wave` loses every chunk that it does not know. Here they are copied byte for byte.
"""

from audiorender.publish.tags.wav.reading import read_tags
from audiorender.publish.tags.wav.writing import write_tags

__all__ = ["read_tags", "write_tags"]
