"""The peak memory of a worker."""

from __future__ import annotations

import sys


def peak_memory() -> int:
    """The peak memory of this process in bytes; 0 if the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
