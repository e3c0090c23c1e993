"""Vorbis comments with chapters, in Ogg (Opus, Vorbis) and FLAC.

The rules come from the Vorbis comment specification and the Chapter Extension (xiph.org), RFC 3533 (Ogg), RFC 7845 (Ogg
Opus), RFC 9639 (FLAC, with its pictures), and the apps named in `docs/standards.md`. We lay out the bytes ourselves,
because mutagen would replace foreign comments that are not UTF-8, merge picture blocks and renumber the audio pages;
mutagen reads back the result.
"""

from audiorender.publish.tags.xiph.flac import write_flac
from audiorender.publish.tags.xiph.ogg import write_ogg
from audiorender.publish.tags.xiph.read import read_flac, read_ogg

__all__ = ["read_flac", "read_ogg", "write_flac", "write_ogg"]
