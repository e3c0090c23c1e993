"""What we know about a container, and about a form in which an episode can be delivered in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CEILING = -1.5
"""dBTP before an encoder that adds up to 0.2 dB to speech. A file that then exceeds -1 dBTP is encoded again."""

Steps = tuple[tuple[int, float], ...]
"""(kbit/s, dB), ascending: up to this bitrate, encoding loses that much level."""


ANY = 1 << 32
"""A limit that no text reaches."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Length as given in a file's header: samples per channel at `rate` Hz, and `size`, how many bytes the file must
    have."""

    samples: int
    rate: int
    channels: int
    size: int


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of audio file, recognised by its content.

    `suffix` is the usual suffix, with its dot; `suffixes` are all that such files have. `begins` says whether a file
    with these first 12 bytes is one. `length` returns the samples at `model.RATE`; if a file may not state its length
    (0), `decodes` is set and the file is decoded to count them. `shape` returns the rate in Hz and the number of
    channels. `exact` reads the more precise header that our own files have, and raises SourceError for a file without
    it. `strange` names the codec if few apps expect it in such a file, else returns None. `lacking` returns how many
    seconds the file is shorter than it states, where no decoder complains; infinity if it does not state that. All
    raise one of `UNREADABLE` if the file is not such a container.
    """

    suffix: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]
    length: Callable[[Path], float]
    shape: Callable[[Path], tuple[int, int]]
    decodes: bool = False
    exact: Callable[[Path], Sound] | None = None
    strange: Callable[[Path], str | None] | None = None
    lacking: Callable[[Path], float] | None = None


@dataclass(frozen=True, slots=True)
class Coder:
    """The encoder's options, and what it does to speech, so that the gain can allow for it.

    `options` are ffmpeg's; empty if ffmpeg does not write the file. `loss` is the level in dB that encoding costs,
    `ceiling` the true peak in dBTP up to which the master rarely has to be encoded a second time. Formats with the same
    `sound` hold the same encoded audio and differ only in `brand`, which is in the file type box.

    The figures are for the ffmpeg in the imageio-ffmpeg wheel; `tests/mixer/test_coders.py` checks them.
    """

    sound: str
    options: tuple[str, ...] = ()
    loss: Steps = ()
    ceiling: float = CEILING
    brand: bytes | None = None

    def loss_at(self, bitrate: int | None) -> float:
        """The level in dB that speech loses when encoded at `bitrate` kbit/s; 0 for lossless formats."""
        if bitrate is None:
            return 0.0
        return next((lost for highest, lost in self.loss if bitrate <= highest), 0.0)


@dataclass(frozen=True, slots=True)
class Holds:
    """Limits of a container: the number of chapters, and the UTF-8 bytes of a chapter's title and link."""

    chapters: int
    title: int = ANY
    link: int = ANY


@dataclass(frozen=True, slots=True)
class TagModule:
    """The module below `publish.tags` that reads and writes the container's tags, with the names of its two functions.

    They are names because `audio` may not import a stage, and because the module is imported only when a file of its
    kind turns up.
    """

    module: str
    reader: str = "read_tags"
    writer: str = "write_tags"


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the audio file.

    `media_type` is what a feed declares (RFC 3003, RFC 4337, RFC 7845, RFC 5334, RFC 9639, RFC 2361). `bitrates` are
    the defaults in kbit/s for 1 and 2 channels, `lowest` and `highest` the range that may be requested; all are None
    for lossless formats. `rates` lists the only valid bitrates if not every number in the range is one.
    `other_suffixes` are of files that are tagged in the same way; `also` lists other names for the format. `slack` is
    how many samples its length may be off. `everywhere` means that Apple Podcasts plays it, and so nearly every app
    does; `in_pieces` that it is encoded piece by piece (`mixer.encoding.pieces`).
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
        """The file name's suffix, with the dot."""
        return f".{self.name}"

    @property
    def lossless(self) -> bool:
        """Whether decoding gives back exactly the samples that were encoded."""
        return self.bitrates is None

    def bitrate(self, channels: int, asked: int | None = None) -> int | None:
        """The bitrate in kbit/s: the one requested, else the default; None for lossless formats.

        Raises ValueError, naming the range, for a bitrate that this format does not support.
        """
        if self.bitrates is None:
            return None
        if asked is None:
            return self.bitrates[channels - 1]
        if self.rates and asked not in self.rates:
            raise ValueError(
                f"{self.name} has no bitrate of {asked} kbit/s; choose one of {', '.join(map(str, self.rates))}"
            )
        if not self.lowest <= asked <= self.highest:
            raise ValueError(f"{self.name} takes {self.lowest} to {self.highest} kbit/s, not {asked}")
        return asked
