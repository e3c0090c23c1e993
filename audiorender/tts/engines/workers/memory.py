"""How much memory a worker has needed at most."""

from __future__ import annotations

import sys


def peak_memory() -> int:
    """The most bytes of memory that this process has had; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
