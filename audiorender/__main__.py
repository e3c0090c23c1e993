"""`python -m audiorender` and the `audiorender` program: the command line, which Ctrl-C ends at any moment."""

import gc
import os
import sys
from typing import NoReturn

_STOPPED = 130

_ALLOCATIONS = 200_000
"""New objects between two garbage collections: a long text becomes many small values without cycles, and with Python's
default of 700 a sixth of the time to build its script went into collections, with 50,000 a twentieth of an edit's.
Starting takes a quarter longer with the default, too: so it is set before anything is loaded."""

# Our matrices are small, and the cores are busy with whole clips and pieces: more BLAS threads would compete with them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> NoReturn:
    """Run the command line. When interrupted, exit without waiting for the threads: none has anything left to write."""
    gc.set_threshold(_ALLOCATIONS)
    try:
        from audiorender.cli import main as run
        from audiorender.patterns import quickly_compiled

        with quickly_compiled():
            run()
    except KeyboardInterrupt:
        sys.stderr.write("audiorender: stopped before it began\n")
    except SystemExit as end:
        if end.code != _STOPPED:
            raise
    sys.stderr.flush()
    os._exit(_STOPPED)


if __name__ == "__main__":
    main()
