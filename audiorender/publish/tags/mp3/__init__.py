"""ID3v2.3 tags with chapters, written as podcast apps actually read them.

The rules come from ID3v2.3.0 (id3.org), the ID3v2 Chapter Frame Addendum 1.0, and the apps named in
`docs/standards.md`.
"""

from audiorender.publish.tags.mp3.read import read_tags
from audiorender.publish.tags.mp3.write import PADDING, cannot_hold, id3_tag, write_tags

__all__ = ["PADDING", "cannot_hold", "id3_tag", "read_tags", "write_tags"]
