"""Tags and chapters in MP4 files: M4A and M4B, and films too.

The rules come from ISO/IEC 14496-12, Apple's QuickTime File Format, what FFmpeg writes, and the apps named in
`docs/standards.md`: chapters stand in the file twice, as Nero's list and as tracks of texts and of pictures.

The boxes are edited by us. Having ffmpeg copy the file with other chapters would be less code, but what it does not
know is lost (unknown boxes, items of the tag, references between tracks, the old track's sample groups), edit lists
are written anew, old chapter tracks stay beside the new one, and its version is in the bytes. mutagen keeps the tag
whole but cannot write chapters. Here only the index changes; the sound is copied byte for byte.

`boxes` takes an index apart, `tables` finds samples. `chapters`, `stills` and `items` say what is to be there, `track`
makes boxes of it, `layout` says where, `writing` writes it. `revise` edits chapters in place, and `following` what is
shown beside them; `replaced` tells what of others' goes, `covered` what a new cover changes. `listed` and `timing` read
chapters, `reading` all else.
"""

from audiorender.publish.tags.mp4.reading import read_tags
from audiorender.publish.tags.mp4.writing import write_audiobook, write_tags

__all__ = ["read_tags", "write_audiobook", "write_tags"]
