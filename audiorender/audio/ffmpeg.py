"""Run ffmpeg as a subprocess: which program, which version, and calls that report every failure.

Data goes in and out through pipes, so that a process left behind by a killed parent ends by itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from audiorender.errors import ToolError
from audiorender.watchdog import watchdog

_COMMON = ("-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-filter_threads", "1")
_HINT = "install imageio-ffmpeg with pip, or set AUDIORENDER_FFMPEG to the path of an ffmpeg"

DEADLINE = 30.0
"""Seconds without progress on a block after which ffmpeg is killed. A block normally takes a tenth of a second."""

_PACE = 500_000  # bytes per second that even a busy machine manages

LOCAL_ONLY = ("-protocol_whitelist", "file,pipe")
"""Options before an input file from a user: a playlist inside it must not reach the network."""

EXACT = ("-fflags", "+bitexact", "-flags", "+bitexact")
"""Options before an output: no version, date or random number in the bytes."""


def executable() -> str:
    """The ffmpeg to run: AUDIORENDER_FFMPEG, else the one in the imageio-ffmpeg wheel, else the first on PATH.

    Raises ToolError if none is found, or if AUDIORENDER_FFMPEG does not name a program.
    """
    chosen = os.environ.get("AUDIORENDER_FFMPEG")
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise ToolError("AUDIORENDER_FFMPEG does not name a program", path=chosen, hint="correct it, or unset it")
        return found
    found = _from_wheel() or shutil.which("ffmpeg")
    if found is None:
        raise ToolError("ffmpeg was not found", hint=_HINT)
    return found


def _from_wheel() -> str | None:
    try:
        import imageio_ffmpeg  # a redistribution of this package may omit it

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def version() -> str:
    """ffmpeg's version, such as `7.0.2-static`. It is part of the key of everything ffmpeg encodes.

    The program is asked once, and again only if its file changes.
    """
    program = executable()
    try:
        state = Path(program).stat()
    except OSError as error:
        raise ToolError(f"ffmpeg cannot be read: {error.strerror}", path=program, hint=_HINT) from error
    return _version(program, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _version(program: str, _changed: int, _size: int) -> str:
    try:
        words = _run([program, "-hide_banner", "-version"], (), 0).decode("utf-8", "replace").split()
    except ToolError as error:
        raise ToolError(error.message, path=error.path or program, hint=error.hint or _HINT) from error
    if words[:2] != ["ffmpeg", "version"] or len(words) < 3:
        raise ToolError("this program is not ffmpeg", path=program, hint=_HINT)
    return words[2]


def run(arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    """Run ffmpeg with `stdin` on standard input, and return what it writes to standard output.

    Raises ToolError, quoting ffmpeg's last lines, if it cannot be started, hangs, or exits with a code other than 0.
    """
    return converted(arguments, (stdin,), len(stdin))


def converted(arguments: Sequence[str], blocks: Iterable[bytes | memoryview], size: int) -> bytes:
    """Like `run`, but feed ffmpeg `blocks` one at a time (`size` bytes in total), so they are never all in memory.

    An error raised by `blocks` stops ffmpeg and is passed on.
    """
    return _run([executable(), *_COMMON, *arguments], blocks, size)


def _patience(size: int) -> float:
    """How many seconds ffmpeg may take for `size` bytes of input."""
    return DEADLINE + size / _PACE


def _run(command: list[str], blocks: Iterable[bytes | memoryview], size: int) -> bytes:
    with _started(command, subprocess.PIPE) as (process, said):
        answer: list[bytes] = []
        reader = threading.Thread(target=_read, args=(process, answer))
        reader.start()
        try:
            with _deadline(command[0], process, size):
                _feed(process, blocks)
                reader.join()
                process.wait()
        except BaseException:
            _end(process)
            raise
        finally:
            reader.join()
        _check(command[0], process, said)
    return b"".join(answer)


def _read(process: subprocess.Popen[bytes], answer: list[bytes]) -> None:
    assert process.stdout is not None  # noqa: S101  PIPE was asked for
    answer.append(process.stdout.read())


@contextlib.contextmanager
def _deadline(program: str, process: subprocess.Popen[bytes], size: int = 0) -> Iterator[None]:
    """Kill the process group and raise ToolError if the block takes too long for `size` bytes."""
    patience = _patience(size)
    with watchdog(patience, lambda: _end(process)) as late:
        try:
            yield
        except OSError:  # the pipe broke because the process was killed
            if not late.is_set():
                raise
    if late.is_set():
        raise ToolError(f"ffmpeg did not finish within {patience:.0f} s", path=program, hint=_HINT)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its children: a wrapper's child would keep the pipes open."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def feed(arguments: Sequence[str], blocks: Iterable[bytes | memoryview]) -> None:
    """Run ffmpeg with `blocks` on standard input, one at a time; `arguments` name the files that it writes.

    Raises ToolError like `run`. An exception from `blocks` ends ffmpeg and is passed on.
    """
    command = [executable(), *_COMMON, *arguments]
    with _started(command, subprocess.PIPE) as (process, said):
        assert process.stdin is not None  # noqa: S101  PIPE was asked for
        reads, fed = True, 0
        try:
            for block in blocks:
                fed += len(block)
                with _deadline(command[0], process):
                    process.stdin.write(block)
        except BrokenPipeError:  # the exit code below says why
            reads = False
        finally:
            with contextlib.suppress(OSError), _deadline(command[0], process):
                process.stdin.close()
        with _deadline(command[0], process, fed):
            process.wait()
        _check(command[0], process, said)
        if not reads:
            raise ToolError("ffmpeg stopped before the end of its input", path=command[0], hint=_HINT)


def _feed(process: subprocess.Popen[bytes], blocks: Iterable[bytes | memoryview]) -> None:
    """Write each block at once (`Popen.communicate` writes 4 kB at a time). If ffmpeg stops reading, its exit code says
    why."""
    assert process.stdin is not None  # noqa: S101  PIPE was asked for
    try:
        for block in blocks:
            try:
                process.stdin.write(block)
            except OSError:
                return
    finally:
        with contextlib.suppress(OSError):
            process.stdin.close()


def stream(arguments: Sequence[str], size: int) -> Generator[bytes, None, str]:
    """Yield what ffmpeg writes to standard output, in blocks of `size` bytes (the last may be shorter).

    The generator returns ffmpeg's first complaint if it had one and still exited with 0, or "". Raises ToolError like
    `run`, also if ffmpeg fails after the last block. Closing the iterator ends ffmpeg.
    """
    command = [executable(), *_COMMON, *arguments]
    with _started(command, subprocess.DEVNULL) as (process, said):
        assert process.stdout is not None  # noqa: S101  PIPE was asked for
        while True:
            with _deadline(command[0], process):
                block = process.stdout.read(size)
            if not block:
                break
            yield block
        with _deadline(command[0], process):
            process.wait()
        _check(command[0], process, said)
        said.seek(0)
        return said.readline().decode("utf-8", "replace").rpartition("] ")[2].strip()


@contextlib.contextmanager
def _started(command: list[str], stdin: int) -> Iterator[tuple[subprocess.Popen[bytes], BinaryIO]]:
    """Start the process and collect its standard error; when the block ends, so does the process."""
    with contextlib.ExitStack() as ending:
        try:
            said = ending.enter_context(tempfile.TemporaryFile())  # a pipe that nobody reads would fill up and block it
            group = None if sys.platform == "win32" else 0
            process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=said, process_group=group)
        except OSError as error:
            raise ToolError(f"ffmpeg cannot be started: {error.strerror}", path=command[0], hint=_HINT) from error
        ending.enter_context(process)
        ending.callback(_end, process)
        yield process, said


def _check(program: str, process: subprocess.Popen[bytes], said: BinaryIO) -> None:
    if process.wait():
        said.seek(0)
        raise _failed(program, process.returncode, said.read())


def _failed(program: str, code: int, said: bytes) -> ToolError:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    reason = "; ".join(lines[-2:]) if lines else "it printed nothing"
    how = f"was killed by signal {-code}" if code < 0 else f"failed with exit code {code}"
    return ToolError(f"{Path(program).name} {how}: {reason}")
