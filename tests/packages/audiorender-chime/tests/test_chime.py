"""What every engine promises."""

from __future__ import annotations

from audiorender.testing import EngineContract


class TestChime(EngineContract):
    engine = "chime"
    one, other = (("pitch", 440),), (("pitch", 660),)
    wrong = (("pitch", 99),)
