"""The versions of everything that affects how an episode sounds."""

from __future__ import annotations

from audiorender.audio import ffmpeg
from audiorender.errors import EngineError, ToolError
from audiorender.tts.engines import engine_names, open_engine


def versions() -> list[tuple[str, str]]:
    """Each usable engine, and ffmpeg, with its version; for ffmpeg, which is always needed, also why it is not
    usable."""
    found = []
    for name in engine_names():
        engine = open_engine(name, workers=1)
        try:
            engine.check(())
            found.append((f"engine {name}", engine.version))
        except EngineError:  # `doctor` says what it needs
            continue
        finally:
            engine.close()
    try:
        found.append(("ffmpeg", f"{ffmpeg.version()}, {ffmpeg.executable()}"))
    except ToolError as error:
        found.append(("ffmpeg", f"not usable here: {error}"))
    return found
