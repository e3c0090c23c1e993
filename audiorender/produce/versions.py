"""The versions of everything that changes what an episode sounds like."""

from __future__ import annotations

from audiorender.audio import ffmpeg
from audiorender.errors import EngineError, ToolError
from audiorender.tts.engines import engine_names, open_engine


def versions() -> list[tuple[str, str]]:
    """Each engine that works here, and ffmpeg, with its version; of ffmpeg, which is always needed, why it does not."""
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
