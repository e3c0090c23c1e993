"""Many episodes in one run: one that fails stops no other, and a second run makes only what is missing."""

from __future__ import annotations

import threading

import pytest
from desk import SCRIPT, Desk

import audiorender
from audiorender.produce.many.items import Status


@pytest.fixture
def talks(desk: Desk) -> Desk:
    for name in ("one", "two", "three"):
        desk.write(f"talks/{name}.script.md", SCRIPT.replace("Tides", name.title()))
    return desk


def _render(desk: Desk, *names: str, **given: object) -> audiorender.Batch:
    with desk.session() as session:
        return audiorender.render_all(
            *(desk.path / name for name in names),
            settings=desk.path,
            session=session,
            output=desk.path / "out",
            **given,  # type: ignore[arg-type]
        )


def test_each_gets_a_folder_and_the_bytes_that_it_has_alone(talks: Desk) -> None:
    done = _render(talks, "talks")
    assert [each.status for each in done.outcomes] == [Status.MADE] * 3
    assert sorted(path.name for path in talks.path.glob("out/*/*.mp3")) == ["one.mp3", "three.mp3", "two.mp3"]
    alone = talks.render("talks/two.script.md")
    assert (talks.path / "out/two/two.mp3").read_bytes() == alone.audio.read_bytes()


def test_one_that_fails_stops_no_other(talks: Desk) -> None:
    talks.write("talks/bad.script.md", SCRIPT.replace("Ben: low", "").replace("Ada: low", "Ada: nobody"))
    seen: dict[int, audiorender.Outcome] = {}

    def watch(number: int, _item: audiorender.Item, news: object) -> None:
        if isinstance(news, audiorender.Outcome):
            seen[number] = news

    done = _render(talks, "talks", watch=watch)
    (failed,) = done.failed
    assert failed.source.endswith("bad.script.md")
    assert failed.error is not None
    assert "nobody" in failed.error
    assert done.exit_code == 1
    assert seen == {each.number: each for each in done.outcomes}
    assert [each.status for each in done.outcomes].count(Status.MADE) == 3


def test_a_second_run_makes_only_what_is_missing(talks: Desk) -> None:
    _render(talks, "talks/one.script.md", "talks/two.script.md")
    done = {each.folder.name: each for each in _render(talks, "talks").outcomes}
    assert {name: each.status for name, each in done.items()} == {
        "one": Status.UNCHANGED,
        "two": Status.UNCHANGED,
        "three": Status.MADE,
    }
    assert done["three"].clips_made == 0, "all say the same words"


def test_nothing_starts_where_two_would_be_one(talks: Desk) -> None:
    talks.write("others/one.md", "**Ada:** Is it late?\n\n**Ben:** It is.\n")
    with pytest.raises(audiorender.UsageError, match=r"one\.script\.md.* and .*others.*one\.md.* would both become"):
        _render(talks, "talks", "others")
    assert not (talks.path / "out").exists()


def test_a_run_that_is_stopped_says_so(talks: Desk) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(audiorender.CancelledError):
        _render(talks, "talks", cancel=cancel)


def test_a_dry_run_makes_nothing(talks: Desk) -> None:
    done = _render(talks, "talks", dry_run=True)
    assert [each.status for each in done.outcomes] == [Status.PLANNED] * 3
    assert all(each.clips_made == each.clips and each.samples for each in done.outcomes)
    assert not (talks.path / "out").exists()
