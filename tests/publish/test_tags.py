"""What is the same for every container: how it is found, and what a file is called in errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.audio.formats import SUFFIXES
from audiorender.errors import AudiorenderError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import read_tags, write_tags


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_error_calls_a_file_what_it_will_be_called(suffix: str, tmp_path: Path) -> None:
    part, name = tmp_path / ".talk.1-1-1.part", tmp_path / f"talk{suffix}"
    part.write_bytes(b"RIFF and no more")
    with pytest.raises(AudiorenderError) as caught:
        write_tags(part, Edit(title=" "), suffix, name)
    assert caught.value.path == name
    with pytest.raises(AudiorenderError) as caught:
        write_tags(part, Edit(title=" "), suffix)
    assert caught.value.path == part


def test_a_container_that_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"no reader for '\.mp9' files; did you mean '\.mp"):
        read_tags(tmp_path / "talk.mp9")
