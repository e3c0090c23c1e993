"""`audiorender watch`: a render on each save, whatever the editor does and whatever was saved."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from desk import SCRIPT, Desk, heed_ctrl_c

import audiorender


@contextmanager
def watched(desk: Desk, **options: Any) -> Iterator[Iterator[audiorender.Rerender]]:
    cancel = threading.Event()
    with desk.session() as session:
        yield audiorender.render_on_save(
            desk.path / "tides.script.md",
            output=desk.path / "out",
            settings=desk.path,
            session=session,
            cancel=cancel,
            **options,
        )
        cancel.set()


def test_a_save_is_rendered_and_told(desk: Desk) -> None:
    with watched(desk) as saves:
        assert next(saves).changed == ("the whole episode",)
        desk.write("tides.script.md", SCRIPT.replace("Were you afraid?", "Were you not afraid?"))
        done = next(saves)
        assert done.changed == ("line 19 (Ada) changed",)
        assert done.episode is not None
        assert done.episode.clips_made == 1
        assert done.summary().startswith("line 19 (Ada) changed: 1 clip and ")


def test_a_bad_save_is_one_line_and_the_next_is_rendered(desk: Desk) -> None:
    with watched(desk) as saves:
        next(saves)
        desk.write("tides.script.md", "")
        assert next(saves).error is not None
        desk.write("tides.script.md", SCRIPT.replace("Ada: Thank you, Ben.", ""))
        done = next(saves)
        assert (done.error, done.changed) == (None, ("1 paragraph gone",))


def test_an_editor_that_renames_is_seen_and_a_save_without_a_change_is_not(desk: Desk) -> None:
    with watched(desk) as saves:
        next(saves)
        desk.write("tides.script.md", SCRIPT)
        new = desk.write("swap", SCRIPT + "\nAda: And good night.\n")
        threading.Timer(0.5, new.replace, [desk.path / "tides.script.md"]).start()
        assert next(saves).changed == ("line 27 (Ada) new",)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_it_well(desk: Desk) -> None:
    process = subprocess.Popen(
        desk.command("watch", "tides.script.md", "--json"),
        cwd=desk.path,
        env={**os.environ, **desk.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509  nothing else runs in this thread between fork and exec
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["error"] is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, b"", b"")


def test_what_is_not_there_is_refused(desk: Desk) -> None:
    ran = desk.inside("watch", "nowhere.md")
    assert (ran.code, ran.err.startswith("audiorender: nowhere.md: no such file")) == (2, True)
    assert "did you mean 'tides.script.md'?" in desk.inside("watch", "tdies.script.md").err
    assert ".: is a folder, but one file is watched" in desk.inside("watch", ".").err
