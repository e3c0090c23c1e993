"""audiorender: a compiler from interview text to a finished podcast episode.

`from audiorender import build` is the library door; `docs/architecture.md` draws the house.
"""

__version__ = "0.1.0"
