"""What no container of audiorender.publish.tags does to a file, whatever goes wrong while its tags are written."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiorender.errors import AudiorenderError, OutputError, SourceError, VerifyError
from audiorender.files import sweep
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import read_tags, write_tags
from contracts.edits import JPEG, META, PNG, Fresh, contiguous, kinds, shrinking
from contracts.kinds import FRAMES


@pytest.fixture
def no_room() -> Iterator[Callable[[int], None]]:
    """Let the system refuse every write past so many bytes of a file, as a full disk does."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))


EDIT = Edit.of(META, contiguous(shrinking(20)), cover=JPEG + bytes(100_000))
"""More than 100 KB of tags before 100 KB of sound or more."""


@kinds
@pytest.mark.parametrize("room", [0, 1, 3_000, 100_000, 150_000])
def test_a_full_disk_leaves_the_old_file(
    fresh: Fresh, suffix: str, room: int, no_room: Callable[[int], None], tmp_path: Path
) -> None:
    path = fresh(suffix)
    write_tags(path, Edit(title="The old one"))
    before = path.read_bytes()
    no_room(room)
    with pytest.raises(AudiorenderError) as caught:
        write_tags(path, EDIT)
    no_room(resource.RLIM_INFINITY)
    assert caught.value.exit_code == 1
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import resource, signal, sys
from pathlib import Path
from audiorender.model import Chapter, Meta
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import write_tags
path, room, frames = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
edit = Edit.of(Meta("New"), (Chapter(0, frames, "One"),), cover=b"\\xff\\xd8\\xff" + bytes(100_000))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
write_tags(path, edit)
"""


@kinds
@pytest.mark.parametrize("room", [0, 50_000, 150_000])
def test_a_process_killed_while_writing_leaves_the_old_file(
    fresh: Fresh, suffix: str, room: int, tmp_path: Path
) -> None:
    path = fresh(suffix)
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, str(room), str(FRAMES)], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGXFSZ, done.stderr
    assert path.read_bytes() == before
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@kinds
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_or_folder_that_may_not_be_written_is_an_error(fresh: Fresh, suffix: str, tmp_path: Path) -> None:
    path = fresh(suffix)
    before = path.read_bytes()
    for what, mode in ((path, 0o444), (tmp_path, 0o555)):
        usual = what.stat().st_mode
        what.chmod(mode)
        with pytest.raises(OutputError, match="permission denied"):
            write_tags(path, Edit(title="New"))
        what.chmod(usual)
        assert path.read_bytes() == before


@kinds
def test_permissions_and_links_stay(fresh: Fresh, suffix: str, tmp_path: Path) -> None:
    path = fresh(suffix)
    path.chmod(0o640)
    link = tmp_path / f"link{suffix}"
    link.symlink_to(path.name)
    write_tags(link, Edit(title="New"))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read_tags(path).title == "New"


@kinds
@pytest.mark.parametrize("content", [b"", b"x", b"no audio at all" * 500, bytes(5000), b"RIFF\x10\0\0\0AVI LIST"])
def test_what_is_no_such_file_is_an_error(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(VerifyError):
        read_tags(path)
    with pytest.raises((VerifyError, SourceError)):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == content
    path.unlink()
    with pytest.raises(VerifyError):
        read_tags(path)
    with pytest.raises((VerifyError, SourceError)):
        write_tags(path, Edit(title="New"))


@kinds
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_read_or_is_an_error(
    suffix: str, data: st.DataObject, bare: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged{suffix}"
    path.write_bytes(bare(suffix))
    write_tags(path, Edit.of(META, contiguous(["One", "Two"]), cover=PNG))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, 1500) | st.integers(0, len(content) - 1))
        content[at : at + 4] = data.draw(st.binary(max_size=4) | st.sampled_from([b"\xff" * 4, bytes(4), b"\x7f" * 4]))
    content = content[: data.draw(st.just(len(content)) | st.integers(0, len(content)))]
    path.write_bytes(content)
    with contextlib.suppress(AudiorenderError):
        read_tags(path)
    with contextlib.suppress(AudiorenderError):
        write_tags(path, Edit(title="New", chapters=contiguous(["One"])))
