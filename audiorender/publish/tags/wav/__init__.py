"""Tags and chapters in WAV files: RIFF, and RF64 or BW64 beyond 4 GB.

The rules come from Microsoft's Multimedia Programming Interface and Data Specifications 1.0, EBU Tech 3306, and what
editors and players read. Chapters are cue points with labels, exact to the sample: editors (Audacity, Reaper,
Audition) read them, and so does FFmpeg with all that is built on it. An `id3 ` chunk, as it stands in an MP3, holds
the cover, for which there is no other place, and what players look for there; it holds no chapters, because FFmpeg
would list them beside the cue points. Title and author stand in `LIST INFO` too, which Windows and sound libraries
read.

The chunks are edited by us, for which no library is kept: mutagen writes the `id3 ` chunk alone and no RF64, and the
standard library's `wave` loses every chunk that it does not know. Here they are copied byte for byte.
"""

from audiorender.publish.tags.wav.reading import read_tags
from audiorender.publish.tags.wav.writing import write_tags

__all__ = ["read_tags", "write_tags"]
