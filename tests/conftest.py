"""Hypothesis in two profiles: `quick` while working, `release` (HYPOTHESIS_PROFILE=release) before a release."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=100, deadline=None)
settings.register_profile("release", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
