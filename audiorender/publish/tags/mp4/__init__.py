"""Tags and chapters in MP4 files: M4A and M4B, and films too.

The rules come from ISO/IEC 14496-12, Apple's QuickTime File Format, what FFmpeg writes, and the apps named in
`docs/standards.md`: chapters are in the file twice, as Nero's list and as text and picture tracks.

We edit the boxes ourselves. Having ffmpeg copy the file with new chapters would take less code, but would lose what it
does not know (unknown boxes, tag items, references between tracks, the old track's sample groups), rewrite edit lists,
leave old chapter tracks beside the new one, and put its version into the file. mutagen preserves the tag but cannot
write chapters. Here only the index changes; the audio is copied byte for byte.

`boxes` parses an index, `tables` finds samples. `chapters`, `stills` and `items` decide what is to be in the file,
`track` makes boxes of it, `layout` decides where they go, `writing` writes the file. `revise` edits chapters in place,
and `following` what is shown beside them; `replaced` reports what is lost from other programs' chapters, `covered`
handles a new cover. `listed` and `timing` read chapters, `reading` everything else.
"""

from audiorender.publish.tags.mp4.reading import read_tags
from audiorender.publish.tags.mp4.writing import write_audiobook, write_tags

__all__ = ["read_tags", "write_audiobook", "write_tags"]
