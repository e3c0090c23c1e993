"""Gets ready what a render will need while it waits for something else.

Engines start while the script is being read, and the modules that write and check are loaded while an engine speaks.

What a script needs is known only when it has been read. The last render's report says which engines it had, and a
script or source that was saved since will need one clip or a few. An engine that is not needed after all ends with the
session.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

from audiorender.audio import ffmpeg
from audiorender.errors import AudiorenderError
from audiorender.folder import Folder, stem_of
from audiorender.produce.session import Session
from audiorender.script.reading.source import Source
from audiorender.tts.catalogue.installed import installed
from audiorender.tts.engines import DEFAULT, engine_names

_PATIENCE = 0.3
"""Seconds after which an engine counts as slow: the included one takes less for an edited turn."""


def start_engines(source: str | Path | Source, output: str | Path | None, named: str | None, session: Session) -> None:
    """Have the engines for a render of `source` into `output` get ready, without waiting.

    `named` is the engine that options or settings ask for. What is wrong with an engine is for the render to say.
    """
    if isinstance(source, str | Path):
        with suppress(AudiorenderError, OSError):
            for engine, texts in _expected(Path(source), Folder.at(stem_of(Path(source)), output), named, session.jobs):
                session.prepare(engine, texts)


def _expected(source: Path, folder: Folder, named: str | None, jobs: int) -> Iterator[tuple[str, int]]:
    """Each engine with the number of texts at a time for which it should get ready."""
    if not folder.report.exists():
        if source.is_file() and (named or not installed()):
            yield named or DEFAULT, jobs
        return
    rendered = folder.report.stat().st_mtime_ns
    if any(path.is_file() and path.stat().st_mtime_ns > rendered for path in (source, folder.script)):
        from audiorender.report.reading import last_report  # takes a while to load, and a first render has no report

        last = last_report(folder.path)
        for engine in sorted(set(last.versions if last else ()) & set(engine_names())):
            yield engine, 1


@contextmanager
def loading_meanwhile() -> Iterator[None]:
    """In a block that waits for slow engines, load what comes afterwards; a quick block ends before that begins."""
    later = Timer(_PATIENCE, _load)
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()


def _load() -> None:
    import miniaudio  # noqa: F401

    import audiorender.produce.check.files
    import audiorender.produce.render.beside.writing
    import audiorender.produce.render.finishing  # noqa: F401

    with suppress(AudiorenderError):  # whoever needs ffmpeg says what is wrong with it
        ffmpeg.version()  # which starts it twice
