"""Every rule for delivered files: how serious a violation is, what the rule says, what to do, and which apps care.

An error: an app does not play or show the file, or shows something wrong. A warning: it is worse than it could be,
somewhere. A note: nothing is wrong, but somebody may want to know. The reasons are in `docs/standards.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

APPLE, OVERCAST, POCKET, ANTENNA = "Apple Podcasts", "Overcast", "Pocket Casts (iOS)", "AntennaPod"
SPOTIFY, YOUTUBE = "Spotify", "YouTube"
FFMPEG = "mpv, Kodi (FFmpeg)"


class Level(StrEnum):
    """How serious a violation is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` is what a good file does, `remedy` what to do with one that does not; no `apps` means all of them."""

    level: Level
    about: str
    remedy: str
    apps: tuple[str, ...] = ()


_E, _W, _N = Level.ERROR, Level.WARNING, Level.NOTE
_REWRITE = "rewrite the tags: `audiorender chapters FILE -o COPY`"
_TIMES = "correct the times: `audiorender chapters FILE --move N=TIME`"
_SECONDS = "round the times: `audiorender chapters FILE --whole-seconds`"
_TITLES = "rename the chapter: `audiorender chapters FILE --rename N=TITLE`"
_PICTURES = "replace it with a JPEG or PNG in RGB of at most 100 kB: `audiorender chapters FILE --image N=PICTURE`"
_PICTURE = "set the picture again, without a description: `audiorender chapters FILE --image N=PICTURE`"
_FIRST = "keep only the first: `audiorender chapters FILE -o COPY --drop-unknown`"
_COVER = "set a square JPEG or PNG of 1400 to 3000 pixels in RGB: `audiorender chapters FILE --cover PICTURE`"
_ENCODE = "encode it again from the original, at a constant bitrate and 44.1 or 48 kHz, to a file and not a pipe"
_LEVEL = "change the level of the original and encode it again"
_CUT = "edit the original and encode it again"
_BESIDE = "make the files beside the audio again, all from one source"
_LISTS = "write it again from the audio: `audiorender chapters FILE --to LIST`"
_NOTES = "correct their lines with times: `audiorender chapters FILE --to -` prints the right ones"
_FEWER = "use fewer chapters: `audiorender chapters FILE --remove N`"
_FEED = "rewrite the feed: `audiorender feed FOLDER`"
_READABLE = "name an audio file; if it is one, copy or encode it again"
_WHOLE = "copy or encode it again: a part of it is missing"

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        # files
        "missing": Rule(_E, "The file or folder exists", "name one that exists"),
        "unreadable": Rule(_E, "The file is what its name says and can be read", _READABLE),
        "undecodable": Rule(_E, "The audio can be decoded to its end", _WHOLE),
        "suffix": Rule(_E, "The suffix matches the content", "rename it: apps and hosts go by the suffix"),
        "report": Rule(
            _N, "The files are those that report.json beside them describes", "render again, or remove report.json"
        ),
        "report-missing": Rule(_W, "Every file that report.json names exists", "render again"),
        # header
        "mp3-vbr-no-header": Rule(_E, "Variable bitrate has a seek table (Xing, VBRI)", _ENCODE),
        "mp3-vbr": Rule(_W, "The bitrate is constant, so that jumps to chapters are exact", _ENCODE),
        "mp3-info-missing": Rule(_W, "An Info frame gives the length", _ENCODE),
        "mp3-gapless": Rule(_N, "The Info frame gives the encoder's delay and padding", _ENCODE),
        "mp3-frame-count": Rule(_E, "There are as many frames as the Info frame says", _WHOLE),
        "mp3-cut": Rule(_E, "The last frame is whole", _WHOLE),
        "mp3-junk": Rule(_W, "The file contains only tags and frames", _ENCODE),
        "mp3-mixed": Rule(_E, "All frames have one sample rate", _ENCODE),
        "sample-rate": Rule(_W, "The sample rate is 44.1 or 48 kHz", _ENCODE, (APPLE,)),
        "bitrate": Rule(_N, "An MP3 has at least 96 kbit/s in mono, 128 in stereo", _ENCODE),
        "channels": Rule(_W, "The audio is mono or stereo", _ENCODE),
        "mp4-index-late": Rule(_W, "The index of an MP4 file comes before its audio", _REWRITE),
        "mp4-fragmented": Rule(_N, "An MP4 file is not fragmented", "encode it again with `-movflags +faststart`"),
        "flac-length": Rule(_W, "A FLAC header gives the length", "encode it again to a file, not a pipe"),
        "wav-length": Rule(_N, "A WAV header gives the length", "encode it again to a file, not a pipe"),
        "codec": Rule(
            _E, "The codec is one that apps expect in such a file", "encode it again: AAC in M4A, PCM in WAV"
        ),
        "wav-size": Rule(_E, "A WAV file is as long as its header says", _WHOLE),
        # tag
        "tag-missing": Rule(_W, "There is a tag", "add a title: `audiorender chapters FILE --title TITLE`"),
        "tag-second": Rule(_W, "There is one ID3v2 tag", _FIRST),
        "id3-version": Rule(_W, "The tag is ID3v2.3", _REWRITE, (APPLE, POCKET)),
        "id3-long": Rule(_E, "In ID3v2.4 no chapter's title or picture exceeds 127 bytes", _REWRITE, (APPLE, POCKET)),
        "id3-header": Rule(_W, "The tag has neither unsynchronisation nor an extended header", _REWRITE),
        "id3-encoding": Rule(_W, "Text is in an encoding that the tag's version allows", _REWRITE),
        "cover-early": Rule(_N, "The cover comes after the chapters", _REWRITE),
        "ctoc-missing": Rule(_E, "A table of contents (CTOC) lists the chapters", _REWRITE, (APPLE, OVERCAST)),
        "ctoc-order": Rule(_W, "One CTOC before the chapters lists them in order", _REWRITE, (APPLE, OVERCAST)),
        "ctoc-unlisted": Rule(_E, "The CTOC lists every chapter", _REWRITE, (APPLE, OVERCAST, POCKET)),
        "ctoc-flags": Rule(_W, "The CTOC is top-level and ordered", _REWRITE, (APPLE, OVERCAST)),
        "chapter-ids": Rule(_E, "Each chapter of an ID3 tag has its own element ID", _REWRITE, (APPLE, OVERCAST)),
        "mp4-track-missing": Rule(_E, "An MP4 file has its chapters in a track", _REWRITE, (APPLE,)),
        "mp4-list-missing": Rule(_E, "An MP4 file has its chapters in a list (chpl), too", _REWRITE, (ANTENNA,)),
        "mp4-differ": Rule(_E, "The track and the list of an MP4 file agree", _REWRITE, (APPLE, ANTENNA)),
        "mp4-list-full": Rule(_W, "The list (chpl) of an MP4 file has room for all chapters: 255", _FEWER, (ANTENNA,)),
        "mp4-title-long": Rule(_E, "Titles in an MP4 file have at most 127 bytes of UTF-8", _TITLES, (ANTENNA,)),
        "xiph-time": Rule(_E, "Times in comments are HH:MM:SS.mmm", _REWRITE),
        "xiph-number": Rule(_W, "Chapters in comments are numbered 000, 001, ...", _REWRITE),
        "xiph-title-early": Rule(_W, "A title in comments comes after its time", _REWRITE),
        "xiph-title-name": Rule(_W, "A title in comments is called CHAPTERxxxNAME", _REWRITE),
        "xiph-over-100": Rule(_W, "Comments hold at most 100 chapters", _FEWER, (ANTENNA,)),
        "flac-cue-sheet": Rule(
            _W,
            "A FLAC file with chapters has no cue sheet",
            "remove it: `metaflac --remove --block-type=CUESHEET FILE`",
            (FFMPEG,),
        ),
        "wav-label-late": Rule(_W, "Labels of cue points come before lengths", _REWRITE),
        "wav-number": Rule(_W, "Each cue point has its own number", _REWRITE),
        "wav-doubled": Rule(_W, "Chapters of a WAV file are in one place only", _REWRITE),
        # titles
        "title-missing": Rule(_W, "The episode has a title", "add a title: `audiorender chapters FILE --title TITLE`"),
        "title-encoding": Rule(_W, "Titles are in an encoding that every app reads", _REWRITE, (POCKET,)),
        "chapter-title": Rule(_E, "Every chapter has a title", _TITLES),
        "chapter-title-twice": Rule(_N, "No two chapters have the same title", _TITLES),
        "chapter-title-long": Rule(_N, "A title has at most 40 characters", _TITLES, (SPOTIFY,)),
        # chapters
        "chapters-missing": Rule(_N, "The file has chapters", "add chapters: `audiorender chapters FILE --from LIST`"),
        "chapter-count": Rule(_E, "There are at most 255 chapters", _FEWER),
        "chapter-first": Rule(_W, "The first chapter begins at 0", _TIMES),
        "chapter-order": Rule(_E, "Chapters are in order", _REWRITE),
        "chapter-gap": Rule(_W, "A chapter begins where the one before it ends", _REWRITE),
        "chapter-overlap": Rule(_W, "No chapter begins before the one before it ends", _REWRITE),
        "chapter-empty": Rule(_E, "Every chapter has a length", _TIMES),
        "chapter-short": Rule(_W, "A chapter lasts a second or more", _TIMES),
        "chapter-beyond-end": Rule(_E, "Every chapter begins before the audio ends", _TIMES),
        "chapter-end": Rule(_W, "The last chapter ends with the audio", _REWRITE),
        "chapter-second": Rule(_N, "Chapters begin on whole seconds", _SECONDS, (ANTENNA, SPOTIFY)),
        "chapter-offsets": Rule(_N, "Chapters have no byte offsets", _REWRITE),
        "forms-differ": Rule(_E, "All formats of an episode have the same chapters and length", _BESIDE),
        # links and pictures
        "link-form": Rule(_W, "Links are percent-encoded http or https addresses", _REWRITE),
        "link-plus": Rule(_W, "Links have %2B instead of +", _REWRITE, (ANTENNA,)),
        "picture-size": Rule(_W, "A chapter's picture has at most 100 kB", _PICTURES),
        "picture-type": Rule(_W, "Pictures are JPEG or PNG", _PICTURES),
        "picture-description": Rule(_N, "A picture's description is ASCII", _PICTURE),
        "picture-damaged": Rule(_E, "Pictures can be opened", _PICTURES),
        "picture-colours": Rule(_W, "Pictures are in RGB", _PICTURES, (APPLE,)),
        "cover-missing": Rule(_N, "There is a cover", _COVER),
        "cover-square": Rule(_W, "The cover is square", _COVER, (APPLE,)),
        "cover-size": Rule(_W, "The cover has 1400 to 3000 pixels a side", _COVER, (APPLE,)),
        # sound
        "loudness": Rule(
            _W, "Stereo is within 1 LU of the target (-16 LUFS), mono within 1 LU of 3 LU below it", _LEVEL
        ),
        "loudness-range": Rule(
            _N, "The loudness range is at most 15 LU", "compress the original a little and encode it again"
        ),
        "true-peak": Rule(_W, "The true peak is at most -1 dBTP", _LEVEL),
        "clipping": Rule(_W, "No sample is clipped at full scale", "record or mix it again at a lower level"),
        "silent": Rule(_E, "The audio is not silent", _CUT),
        "silent-channel": Rule(_E, "Neither channel is silent", "make it mono, or mix it again"),
        "out-of-phase": Rule(_E, "Left and right do not cancel out in mono", "invert one channel in the original"),
        "silence-leading": Rule(_W, "The audio begins within 2 s", _CUT),
        "silence-trailing": Rule(_W, "The audio ends with at most 5 s of silence", _CUT),
        "silence-inside": Rule(_W, "No silence within the audio is longer than 4 s", _CUT),
        "voice-over-music": Rule(
            _W, "Voices are 10 LU or more above the music under them", "lower the music: `under -18dB` or lower"
        ),
        "length": Rule(_E, "The audio is as long as its header says", _WHOLE),
        # transcripts
        "transcript-damaged": Rule(_E, "A transcript can be read", _BESIDE),
        "transcript-time": Rule(_E, "Times are written as the format requires: apps skip other cues", _BESIDE),
        "transcript-version": Rule(_W, "A JSON transcript gives its version", _BESIDE),
        "transcript-order": Rule(_E, "A transcript's cues are in order and have a length", _BESIDE),
        "transcript-beyond-end": Rule(_E, "A transcript ends with the audio", _BESIDE),
        "transcript-differ": Rule(_W, "All transcripts say the same words at the same times", _BESIDE),
        "transcript-speakers": Rule(_N, "A transcript says who speaks", _BESIDE, (APPLE,)),
        "transcript-lines": Rule(_N, "A transcript's lines have at most 65 characters", _BESIDE),
        "transcript-empty": Rule(_E, "Every cue of a transcript has words", _BESIDE, (ANTENNA,)),
        "transcript-note": Rule(_E, "No NOTE of a VTT file has an arrow in it", "remove the note", (ANTENNA,)),
        "transcript-chapter": Rule(_N, "No chapter begins in the middle of a cue", _TIMES),
        # lists of chapters and show notes
        "list-damaged": Rule(_E, "A list of chapters can be read", _LISTS),
        "list-order": Rule(_E, "A list's chapters are in order", _LISTS),
        "list-version": Rule(_W, "A JSON list gives its version", _LISTS),
        "list-differ": Rule(_W, "A list beside the audio matches the chapters in the audio's tags", _LISTS, (ANTENNA,)),
        "list-beyond-end": Rule(_E, "A list's chapters begin before the audio ends", _LISTS),
        "list-only": Rule(
            _W,
            "Chapters of a list beside the audio are also in the audio's tags",
            "add them: `audiorender chapters FILE --from LIST`",
        ),
        "notes-differ": Rule(
            _W, "The show notes match the chapters in the audio's tags", _NOTES, (APPLE, SPOTIFY, YOUTUBE)
        ),
        "notes-few": Rule(_N, "Show notes have 3 chapters or more", "use more chapters", (APPLE, SPOTIFY, YOUTUBE)),
        "notes-close": Rule(_N, "Chapters in show notes are at least 10 s apart", _TIMES, (YOUTUBE,)),
        # feed
        "feed-damaged": Rule(_E, "The feed is well-formed RSS", _FEED),
        "feed-channel": Rule(
            _W, "The feed has everything that directories require, in the form that they expect", _FEED, (APPLE,)
        ),
        "feed-item": Rule(_E, "An episode in the feed has a title, a guid and an enclosure with a web address", _FEED),
        "feed-date": Rule(
            _W,
            "An episode in the feed has a date in RFC 2822 format",
            f"write `date` in the front matter, render, and {_FEED}",
        ),
        "feed-namespace": Rule(_E, "Namespace prefixes in the feed are bound to the addresses that apps know", _FEED),
        "feed-enclosures": Rule(_E, "An episode in the feed has one enclosure", _FEED),
        "feed-explicit": Rule(_E, "The feed's itunes:explicit is true or false", _FEED, (APPLE,)),
        "feed-ai-content": Rule(_N, "A feed says that voices are synthetic (podcast:txt, ai-content)", _FEED),
        "feed-description": Rule(
            _N,
            "An episode in the feed has a description of its own",
            f"write `description` in the front matter, render, and {_FEED}",
        ),
        "feed-image": Rule(_N, "Pictures in the feed are podcast:image, which replaced podcast:images", _FEED),
        "feed-link": Rule(_E, "Audio, chapters and transcripts that the feed names exist", _FEED),
        "feed-length": Rule(_E, "The enclosure's length is the file's size in bytes", _FEED),
        "feed-type": Rule(_E, "Types of audio, transcripts and chapters match the suffixes", _FEED),
        "feed-duration": Rule(_W, "The duration in the feed is that of the audio", _FEED),
    }
)
"""By name, in the order of `docs/check.md`."""
