"""What is known of a container, and of a form in which an episode can be delivered in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CEILING = -1.5
"""dBTP before an encoder that adds up to 0.2 dB to speech; what then exceeds -1 dBTP is encoded again."""

Steps = tuple[tuple[int, float], ...]
"""(kbit/s, dB), ascending: up to this bitrate, the encoder takes that much."""


ANY = 1 << 32
"""A limit that no text reaches."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a file's header counts: samples a channel at `rate` Hz, and `size`, the bytes that the file must have."""

    samples: int
    rate: int
    channels: int
    size: int


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of audio file, as its content tells it.

    `suffix` is the usual one, with its dot, `suffixes` are all that such a file has. `begins` says whether a file that
    begins with these 12 bytes is one. `length` gives the samples at `model.RATE`; where it may be 0 because the file
    does not say, `decodes` is set, and the sound is counted. `shape` gives the rate in Hz and the channels. `exact`
    reads the header that a file of ours has, where that says more; it raises SourceError for a file without one.
    `strange` names a coding of the sound that few apps expect in such a file; None where it is a usual one.
    `length` and `shape` raise one of `UNREADABLE` for a file that is not such a container.
    """

    suffix: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]
    length: Callable[[Path], float]
    shape: Callable[[Path], tuple[int, int]]
    decodes: bool = False
    exact: Callable[[Path], Sound] | None = None
    strange: Callable[[Path], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Coder:
    """What the encoder is asked, and what it does to speech, so that the gain can allow for it.

    `options` are ffmpeg's, none where it is not ffmpeg that writes the file. `loss` is the level that the encoder
    takes, `ceiling` the dBTP that the master may have, so that few files have to be made a second time. Forms of one
    `sound` have the same samples and differ by `brand` alone, which their file type box says.

    The figures are of the ffmpeg that the imageio-ffmpeg wheel brings; `tests/mixer/test_coders.py` keeps them true.
    """

    sound: str
    options: tuple[str, ...] = ()
    loss: Steps = ()
    ceiling: float = CEILING
    brand: bytes | None = None

    def loss_at(self, bitrate: int | None) -> float:
        """The dB that encoding speech at `bitrate` kbit/s takes; 0 where nothing is lost."""
        if bitrate is None:
            return 0.0
        return next((lost for highest, lost in self.loss if bitrate <= highest), 0.0)


@dataclass(frozen=True, slots=True)
class Holds:
    """What a container has room for: chapters, and bytes of UTF-8 of a chapter's title and link."""

    chapters: int
    title: int = ANY
    link: int = ANY


@dataclass(frozen=True, slots=True)
class TagModule:
    """The module below `publish.tags` that knows the container's tags, and its two functions, by name.

    By name, because `audio` knows no stage, and because the module is imported only when a file of its kind is met.
    """

    module: str
    reader: str = "read_tags"
    writer: str = "write_tags"


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the audio file.

    `media_type` is what a feed says of it (RFC 3003, RFC 4337, RFC 7845, RFC 5334, RFC 9639, RFC 2361). `bitrates` are
    the defaults in kbit/s for 1 and 2 channels, `lowest` and `highest` what may be asked for; all are None where
    nothing is lost and there is no rate to choose. `rates` are all that there are where not every number is one.
    `other_suffixes` are of files that are tagged in the same way; `also` is what others call it. `slack`
    are the samples by which its length may be off. `everywhere` says that Apple Podcasts plays it, and with it nearly
    every app; `in_pieces` that it is encoded piece by piece (`mixer.encoding.pieces`).
    """

    name: str
    container: Container
    media_type: str
    tags: TagModule
    holds: Holds
    coder: Coder
    bitrates: tuple[int, int] | None = None
    lowest: int = 0
    highest: int = 0
    rates: tuple[int, ...] = ()
    slack: int = 0
    everywhere: bool = False
    in_pieces: bool = False
    other_suffixes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The end of the file's name, with the dot."""
        return f".{self.name}"

    @property
    def lossless(self) -> bool:
        """Whether the samples come out of it as they went in."""
        return self.bitrates is None

    def bitrate(self, channels: int, asked: int | None = None) -> int | None:
        """The kbit/s to encode with: what was asked, else the default; None where nothing is lost.

        Raises ValueError, which names the range, for a rate that this format does not have.
        """
        if self.bitrates is None:
            return None
        if asked is None:
            return self.bitrates[channels - 1]
        if self.rates and asked not in self.rates:
            raise ValueError(f"{self.name} has no {asked} kbit/s; choose one of {', '.join(map(str, self.rates))}")
        if not self.lowest <= asked <= self.highest:
            raise ValueError(f"{self.name} has {self.lowest} to {self.highest} kbit/s, not {asked}")
        return asked
