"""A Dask cluster: the same episode, lost workers' jobs done again, others refused, and a deadline for all else."""

from __future__ import annotations

import http.server
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import pytest
from desk import Desk, heed_ctrl_c

import audiorender
from audiorender import Cluster, ClusterError, Progress, UsageError
from audiorender.produce.cluster import connection

from .conftest import Workers, distribution

pytest.importorskip("distributed")


def _render(
    desk: Desk, place: str, cluster: Cluster | None = None, watch: Callable[[Progress], None] | None = None
) -> audiorender.Episode:
    with audiorender.Session(cache=desk.path / place / "cache", jobs=2, executor=cluster) as session:
        source, output = desk.path / "slow.script.md", desk.path / place / "output"
        return audiorender.render(source, session=session, settings=desk.path, output=output, watch=watch)


def _wait_for_threads(cluster: Cluster, count: int) -> None:
    """Wait until the cluster knows workers with so many threads: it looks for new ones once in a while."""
    until = time.monotonic() + 60
    while cluster.threads() < count:
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def here(slow: Desk) -> bytes:
    """The episode without a cluster."""
    return _render(slow, "here").audio.read_bytes()


def test_a_worker_that_is_killed_loses_nothing(slow: Desk, here: bytes, workers: Workers, address: str) -> None:
    first, _ = workers({}, {})

    def kill(progress: Progress) -> None:
        if (progress.stage, progress.done) == (audiorender.Stage.SPEAKING, 3):
            first.kill()

    with Cluster(address, deadline=60) as cluster:
        _wait_for_threads(cluster, 4)
        episode = _render(slow, "there", cluster, kill)
        assert first.poll() is not None
    assert episode.audio.read_bytes() == here
    assert episode.clips_made == 20
    assert [note.text for note in episode.notes if "worker" in note.text] == []


def test_a_worker_with_another_engine_is_left_out_with_both_versions(
    slow: Desk, here: bytes, workers: Workers, address: str
) -> None:
    workers({}, {"SLOW_VERSION": "slow 9"})
    with Cluster(address, deadline=60) as cluster:
        _wait_for_threads(cluster, 4)
        episode = _render(slow, "there", cluster)
    assert episode.audio.read_bytes() == here
    told = [note.text for note in episode.notes if "worker" in note.text]
    assert len(told) == 1
    assert told[0].startswith("worker tcp://127.0.0.1:")
    assert told[0].endswith(" is not used: it has engine 'slow' slow 9, and this render uses slow 1")


def test_without_any_other_worker_it_is_an_error(slow: Desk, workers: Workers, address: str) -> None:
    workers({"SLOW_VERSION": "slow 9"})
    with (
        Cluster(address, deadline=60) as cluster,
        pytest.raises(ClusterError, match=r"it has engine 'slow' slow 9, and this render uses slow 1; install"),
    ):
        _render(slow, "there", cluster)


def test_a_job_that_all_have_refused_waits_for_a_worker_that_joins(
    workers: Workers, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_JOINING", 600)
    workers({})
    with Cluster(address, deadline=60) as cluster:
        (refused,) = cluster._fit()
        cluster.leave_out(refused, "it is old")
        job = cluster.submit(os.getpid)
        time.sleep(2.5)
        assert not job.done()
        workers({})
        assert job.result(timeout=120) != os.getpid()
        monkeypatch.setattr(connection, "_JOINING", 1)
        for worker in cluster._fit():
            cluster.leave_out(worker, "it is new")
        with pytest.raises(ClusterError, match=r"can be used; worker .*: it is old, .*it is new; install the same"):
            cluster.submit(os.getpid).result(timeout=60)


def test_another_audiorender_is_refused_with_both_versions(slow: Desk, workers: Workers, address: str) -> None:
    distribution(slow.path / "old", "audiorender", "0.0.9")
    workers({"PYTHONPATH": f"{slow.path / 'old'}:{slow.path / 'plug'}"})
    with pytest.raises(ClusterError, match=r"it has audiorender 0\.0\.9, and this render uses audio") as caught:
        Cluster(address, deadline=60)
    assert str(caught.value).startswith(f"no worker of the cluster at {address} can be used; worker tcp://")


def test_workers_that_are_all_lost_are_an_error(
    slow: Desk, workers: Workers, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 2.0)
    (only,) = workers({})

    def kill(progress: Progress) -> None:
        if (progress.stage, progress.done) == (audiorender.Stage.SPEAKING, 3):
            only.kill()

    with (
        Cluster(address, deadline=60) as cluster,
        pytest.raises(ClusterError, match=r"has had no workers for 2 s; start some; render again: what was made is"),
    ):
        _render(slow, "there", cluster, kill)
    assert len(list((slow.path / "there/cache/clip").glob("*/*"))) >= 3


def test_a_cluster_without_workers(address: str) -> None:
    with pytest.raises(ClusterError, match=rf"^the cluster at {address} has no workers; start some, .*dask worker"):
        Cluster(address, deadline=0.5)


@pytest.fixture
def web() -> Iterator[int]:
    """The port of a server that is no scheduler."""
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_where_something_else_answers_has_a_deadline(web: int) -> None:
    with pytest.raises(ClusterError, match=r"cannot be reached: no answer within 1 s; is its scheduler running"):
        Cluster(f"tcp://127.0.0.1:{web}", deadline=1)


def test_an_address_where_nobody_answers() -> None:
    with pytest.raises(ClusterError, match=r"^the cluster at 127\.0\.0\.1:9 cannot be reached: .*; is its scheduler"):
        Cluster("127.0.0.1:9", deadline=1)


@pytest.mark.parametrize("address", ["", "lokal", "http://x:1", "tcp://x", "tcp://x:y", "x:123456", "tcp:// x:1"])
def test_what_is_no_address_is_misuse(address: str) -> None:
    with pytest.raises(UsageError, match=r"is not the address of a Dask scheduler; write it as tcp://HOST:8786, or"):
        Cluster(address)


def test_without_the_extra_the_command_that_helps_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"needs the package distributed; run `pip install 'audiorender\[cluster\]'`"):
        Cluster()


def test_the_command_starts_one_here_and_ends_it(slow: Desk, here: bytes) -> None:
    slow.well("render", "slow.script.md", "--cluster", "local", "--jobs", "2", "--quiet")
    assert (slow.path / "output/slow/slow.mp3").read_bytes() == here


def test_two_can_be_started_here_at_once() -> None:
    with Cluster(jobs=1) as one, Cluster(jobs=1) as other:
        assert one.submit(int).result(timeout=60) == other.submit(int).result(timeout=60) == 0


def test_ctrl_c_ends_the_command_and_its_workers(slow: Desk) -> None:
    took = [_interrupted(slow)]
    while took[-1] >= 2 and len(took) < 3:  # the machine may be busy with other tests
        shutil.rmtree(slow.cache)
        took.append(_interrupted(slow))
    assert min(took) < 5  # 2 on a machine with nothing else to do


def _interrupted(desk: Desk) -> float:
    """How many seconds a render takes to end when Ctrl-C comes after its first clip, to all of its terminal."""
    process = subprocess.Popen(
        desk.command("render", "slow.script.md", "--cluster", "local", "--jobs", "1"),
        cwd=desk.path,
        env={**os.environ, **desk.environment, "SLOW_SECONDS": "0.5"},
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509  nothing else runs in this thread between fork and exec
    )
    while not desk.kept("clip"):
        assert process.poll() is None
        time.sleep(0.01)
    workers = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=60)
    took = time.monotonic() - began
    assert process.returncode == 130, said
    assert said.count(b"\n") == 1, said
    assert workers
    assert psutil.wait_procs(workers, timeout=20)[1] == []
    return took
