"""Install an entry from its addresses or from local files: verify, then move into place in one step. Also removal.

Work in progress is in `.adding-NAME` beside the installed entries (`staging`), and is resumed the next time.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from audiorender.errors import OutputError, SourceError, ToolError, UsageError, near
from audiorender.files import sha256
from audiorender.tts.catalogue import download, localfiles
from audiorender.tts.catalogue.entries import Entry, File
from audiorender.tts.catalogue.installed import (
    MANIFEST,
    Installed,
    InstalledFile,
    check,
    installed,
    manifest,
    read,
    voices_folder,
)
from audiorender.tts.catalogue.staging import (
    ACCEPTED,
    check_room,
    discard,
    disk_error,
    move,
    settle,
    staging_folder,
    write,
)
from audiorender.watch import Stage, Tracker


def add(
    entry: Entry,
    accept: Callable[[Entry], bool],
    tracker: Tracker,
    *,
    source: Path | None = None,
    root: Path | None = None,
) -> tuple[Installed, bool]:
    """The installed entry, and whether it was added now: from `source`, a file or folder, else from its addresses.

    `accept` is asked once whether the licence is accepted; if not, UsageError. Raises SourceError for local files that
    are not the right ones, ToolError for a download that fails or has wrong content, OutputError for the disk.
    """
    root = voices_folder() if root is None else root
    if there := read(root / entry.folder):
        check(there)
        return there, False
    if source is not None:
        localfiles.find(entry, source)  # before asking the user anything
    with staging_folder(root, entry) as staging:
        accepted = _accepted(staging, entry, accept)
        ready = staging / "ready"
        check_room(root, sum(file.size for file in entry.files) + (entry.bundle.size if entry.bundle else 0))
        if source is None:
            _fetch_all(entry, staging, ready, tracker)
        else:
            _copy_all(entry, source, ready, tracker)
        where = "files given by hand" if source is not None else str(entry.fetched[0].address)
        done = _entry_of(entry, ready, where, accepted)
        write(ready / MANIFEST, manifest(done).encode())
        settle(ready, root / entry.folder)
    found = read(root / entry.folder)
    if found is None:
        raise OutputError("was written, but is not there", path=root / entry.folder)
    return found, True


def remove(name: str, root: Path | None = None) -> Installed:
    """Remove what is kept of `name`, and return it. Raises UsageError if it is not installed, OutputError for the
    disk."""
    root = voices_folder() if root is None else root
    here = installed(root)
    if name not in here:
        raise UsageError(f"'{name}' is not installed", hint=near(name, here) or "nothing has been added yet")
    gone = here[name]
    discard(gone.folder)
    return gone


def _accepted(staging: Path, entry: Entry, accept: Callable[[Entry], bool]) -> str:
    """The day on which the licence was accepted: a resumed download does not ask again."""
    note = staging / ACCEPTED
    with contextlib.suppress(OSError):
        day, _, licence = note.read_text(encoding="utf-8").partition(" ")
        if licence == entry.licence:
            return day
    if not accept(entry):
        raise UsageError(f"'{entry.name}' was not added: its licence was not accepted")
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    write(note, f"{day} {entry.licence}".encode())
    return day


def _fetch_all(entry: Entry, staging: Path, ready: Path, tracker: Tracker) -> None:
    for file in entry.fetched:
        target = ready / file.name
        if file is not entry.bundle and target.exists() and _right(target, file):
            continue
        part = download.fetch(file, staging, _megabytes(file, tracker))
        _hash_or_forget(part, file)
        if file is entry.bundle:
            _unpack(part.read_bytes(), entry, ready)
        else:
            move(part, target)
    if entry.bundle:
        download.forget(staging / f"{entry.bundle.name}.part")


def _hash_or_forget(part: Path, file: File) -> None:
    """Delete a file that does not match its known hash, and raise ToolError."""
    if file.sha256 is None:
        return
    found = sha256(part)
    if found != file.sha256:
        download.forget(part)
        raise ToolError(
            f"gave the wrong bytes (SHA-256 {found[:12]}..., not {file.sha256[:12]}...)",
            path=file.address,
            hint="they were deleted; try again, and if this happens again, do not use it",
        )


def _copy_all(entry: Entry, source: Path, ready: Path, tracker: Tracker) -> None:
    found, bundle = localfiles.find(entry, source)
    sizes = {file.name: file for file in entry.files}
    tracker.begin(Stage.COPYING, len(found) + (bundle is not None), entry.name)
    for name, parts in found.items():
        _join(parts, ready / name, sizes[name])
        tracker.advance()
    if bundle:
        _unpack(b"".join(path.read_bytes() for path in bundle), entry, ready)
        tracker.advance()


def _join(parts: Sequence[Path], target: Path, file: File) -> None:
    """Join the parts, and verify the result: they may change while they are copied."""
    digest = hashlib.sha256()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            for path in parts:
                with path.open("rb") as piece:
                    while data := piece.read(1 << 20):
                        digest.update(data)
                        out.write(data)
    except OSError as error:
        raise disk_error(target, error) from error
    if target.stat().st_size != file.size or (file.sha256 and digest.hexdigest() != file.sha256):
        raise SourceError("was changed while it was being copied", path=parts[0], hint="try again")


def _unpack(data: bytes, entry: Entry, ready: Path) -> None:
    """Write the files in a bundle (an .npz, already verified): for each style only its numbers."""
    import numpy as np

    wanted = {Path(file.name).stem: file for file in entry.files if file.address is None}
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            for name, file in wanted.items():
                style = np.ascontiguousarray(arrays[name], "<f4").tobytes()
                if len(style) != file.size:
                    raise SourceError(f"its style '{name}' has {len(style):,} bytes, not {file.size:,}")
                write(ready / file.name, style)
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise SourceError(f"is not the bundle of '{entry.name}': {error}", hint="download it again") from error


def _entry_of(entry: Entry, ready: Path, source: str, accepted: str) -> Installed:
    files = []
    for file in entry.files:
        path = ready / file.name
        digest, status = sha256(path), path.stat()
        files.append(InstalledFile(file.name, status.st_size, digest, file.sha256 == digest, status.st_mtime_ns))
    return Installed(
        folder=ready,
        entry=entry.name,
        engine=entry.engine,
        title=entry.title,
        languages=entry.languages,
        licence=entry.licence,
        licence_address=entry.licence_address,
        attribution=entry.attribution,
        commercial=entry.commercial,
        credit=entry.credit,
        source=source,
        accepted=accepted,
        files=tuple(files),
        notice=entry.notice,
    )


def _right(path: Path, file: File) -> bool:
    return path.stat().st_size == file.size and file.sha256 is not None and sha256(path) == file.sha256


def _megabytes(file: File, tracker: Tracker) -> Callable[[int], None]:
    """A function that takes a number of bytes and advances `tracker` by megabytes."""
    reported = 0
    tracker.begin(Stage.FETCHING, max(file.size // 1_000_000, 1), f"{file.name} (MB)")

    def on_bytes(done: int) -> None:
        nonlocal reported
        while reported < done // 1_000_000:
            reported += 1
            tracker.advance()

    return on_bytes
