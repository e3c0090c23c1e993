"""A feed of folders: what is read, what is skipped, what is refused, and that it stays the same."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import podcastparser
import pytest
from PIL import Image
from report.made import MEMBER, episode

from audiorender.errors import OutputError, SourceError, UsageError
from audiorender.produce.feed.items import people
from audiorender.produce.feed.podcast import Feed, FeedRequest, trial_feed, write_feed
from audiorender.publish.feed.channel import Person
from audiorender.publish.feed.settings import FeedSettings
from audiorender.report.reading import read_report
from audiorender.settings.project import Disclosure, Project

URL = "https://example.org/show/"


@pytest.fixture(scope="module")
def cover(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that fits: drawing one takes a second."""
    path = tmp_path_factory.mktemp("pictures") / "cover.png"
    Image.new("RGB", (1400, 1400), "navy").save(path)
    return path


@pytest.fixture
def project(cover: Path) -> Project:
    """Settings with all that a feed needs."""
    settings = FeedSettings(url=URL, description="Boats.", category=("Technology",), explicit=False, image=cover)
    return Project(show="Small Harbours", author="Ines Moreau", language="en", feed=settings)


def changed(project: Project, **changes: Any) -> Project:
    """The settings with others below [feed]."""
    return replace(project, feed=replace(project.feed, **changes))


def parsed(made: Feed) -> dict[str, Any]:
    found: dict[str, Any] = podcastparser.parse(made.channel.url, io.BytesIO(made.path.read_bytes()))
    return found


def test_a_folder_of_episodes(tmp_path: Path, project: Project, cover: Path) -> None:
    episode(tmp_path / "output", "tides")
    episode(tmp_path / "output", "fog", date="2024-05-01", formats=("opus", "m4a", "mp3"))
    made = write_feed(FeedRequest([tmp_path / "output"], project=project))
    assert made.path == tmp_path / "output" / "feed.xml"
    assert made.notes == ()
    found = parsed(made)
    assert (found["title"], found["cover_url"]) == ("Small Harbours", f"{URL}feed.png")
    assert (tmp_path / "output" / "feed.png").read_bytes() == cover.read_bytes()
    assert found["description"] == "Boats.\n\nThe voices are synthetic (tone), made with audiorender."
    newer, older = found["episodes"]
    assert (newer["title"], older["title"]) == ("About fog", "About tides")
    assert newer["enclosures"] == [{"url": f"{URL}fog/fog.mp3", "file_size": 14, "mime_type": "audio/mpeg"}]
    assert [each.url for each in made.channel.items[0].audio] == [f"{URL}fog/fog.{n}" for n in ("mp3", "m4a", "opus")]
    assert (older["link"], older["episode_art_url"]) == (f"{URL}tides/index.html", f"{URL}tides/cover.jpg")
    assert older["description"] == "Out & back.\n\nThe voices are synthetic (tone), made with audiorender."
    assert older["description_html"].strip() == "<p>Out &amp; back.</p>"
    assert [each.get("image") for each in older["chapters"]] == [f"{URL}tides/out.jpg", None]
    (item, _) = made.channel.items
    assert [each.url for each in item.chapter_files] == [f"{URL}fog/fog.chapters.json"]
    assert [each.url for each in item.transcripts] == [f"{URL}fog/fog.vtt", f"{URL}fog/fog.srt"]
    assert item.people == (Person("Ben Ode", "guest"),)


def test_a_page_of_all_episodes_lies_beside_the_feed_and_works_from_a_disk(tmp_path: Path, project: Project) -> None:
    episode(tmp_path / "output", "tides")
    episode(tmp_path / "output", "fog", date="2024-05-01")
    for _ in range(2):
        assert write_feed(FeedRequest([tmp_path / "output"], project=project)).notes == ()
    html = (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    for near in ('href="tides/index.html"', 'src="fog/fog.mp3"', 'href="feed.xml"', 'src="feed.png"'):
        assert near in html
    assert f'<meta property="og:image" content="{URL}feed.png">' in html


def test_somebody_elses_page_stays(tmp_path: Path, project: Project) -> None:
    episode(tmp_path / "output", "tides")
    (tmp_path / "output" / "index.html").write_text("<h1>My own</h1>", encoding="utf-8")
    made = write_feed(FeedRequest([tmp_path / "output"], project=project))
    assert [note.text for note in made.notes] == [
        f"{tmp_path / 'output' / 'index.html'} was not made by audiorender and is left alone, so there is"
        " no page of all episodes"
    ]
    assert (tmp_path / "output" / "index.html").read_text(encoding="utf-8") == "<h1>My own</h1>"


def test_one_episode_s_folder(tmp_path: Path, project: Project) -> None:
    home = episode(tmp_path)
    page = (home / "index.html").read_bytes() if (home / "index.html").exists() else None
    made = write_feed(FeedRequest([home], project=project))
    assert ((home / "index.html").read_bytes() if (home / "index.html").exists() else None) == page
    assert made.path == home / "feed.xml"
    assert made.channel.items[0].audio[0].url == f"{URL}tides.mp3"


def test_some_episodes_of_a_folder(tmp_path: Path, project: Project) -> None:
    for stem in ("tides", "fog", "ice"):
        episode(tmp_path, stem)
    made = write_feed(FeedRequest([tmp_path / "tides", tmp_path / "ice", tmp_path / "ice" / "."], project=project))
    assert made.path == tmp_path / "feed.xml"
    assert sorted(each.audio[0].url for each in made.channel.items) == [f"{URL}ice/ice.mp3", f"{URL}tides/tides.mp3"]


def test_the_address_from_the_command_comes_first(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    made = write_feed(
        FeedRequest([tmp_path], url="https://other.example/x", project=project, output=tmp_path / "p" / "f.xml")
    )
    assert made.path == tmp_path / "p" / "f.xml"
    assert (made.channel.url, made.channel.image) == (
        "https://other.example/x/p/f.xml",
        "https://other.example/x/p/f.png",
    )
    assert made.channel.items[0].audio[0].url == "https://other.example/x/tides/tides.mp3"
    assert (tmp_path / "p" / "f.png").is_file()


def test_names_are_encoded(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, "a + ü?#&")
    made = write_feed(FeedRequest([tmp_path], project=project))
    assert made.channel.items[0].audio[0].url == f"{URL}a%20%2B%20%C3%BC%3F%23%26/a%20%2B%20%C3%BC%3F%23%26.mp3"


def test_the_same_bytes_again_and_the_same_guids_elsewhere(tmp_path: Path, project: Project) -> None:
    for stem in ("tides", "fog"):
        episode(tmp_path, stem)
    first = write_feed(FeedRequest([tmp_path], project=project))
    raw = first.path.read_bytes()
    assert write_feed(FeedRequest([tmp_path], project=project)).path.read_bytes() == raw == first.xml
    moved = write_feed(FeedRequest([tmp_path], url="https://elsewhere.example", project=project))
    assert [each.guid for each in moved.channel.items] == [each.guid for each in first.channel.items]
    assert moved.channel.guid != first.channel.guid
    kept = changed(project, guid=first.channel.guid)
    assert (
        write_feed(FeedRequest([tmp_path], url="https://elsewhere.example", project=kept)).channel.guid
        == first.channel.guid
    )


def test_what_is_skipped_is_named(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").touch()
    made = write_feed(FeedRequest([tmp_path], project=project))
    assert [(note.text, note.lessened) for note in made.notes] == [
        (f"{tmp_path / 'drafts'}: skipped, as it has no report.json", False)
    ]


@pytest.mark.parametrize(("date", "why"), [(None, "has no date"), ("2024", "has an invalid date, '2024'")])
def test_an_episode_without_a_day(tmp_path: Path, project: Project, date: str | None, why: str) -> None:
    episode(tmp_path, "old", date="1999-01-01")
    episode(tmp_path, "none", date=date)
    made = write_feed(FeedRequest([tmp_path], project=project))
    assert [each.title for each in made.channel.items] == ["About old", "About none"]
    (note,) = made.notes
    assert note.lessened
    assert note.text.startswith(f"{tmp_path / 'none'}: the episode {why}")
    assert "write 'date: 2024-03-16'" in note.text


def test_forms_that_apple_does_not_play(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, formats=("flac", "opus"))
    made = write_feed(FeedRequest([tmp_path], project=project))
    assert made.channel.items[0].audio[0].media_type == "audio/ogg"
    assert ["--format mp3" in note.text for note in made.notes] == [True]


@pytest.mark.parametrize(
    ("cast", "hosts", "credited"),
    [
        (("Host", "Ben Ode"), (), {"Ben Ode": "guest"}),
        (("Q", "Ben Ode"), (), {"Ben Ode": "guest"}),
        (("Interviewer", "Ben Ode", "Speaker 2", "Audience Member", "Guest"), (), {"Ben Ode": "guest"}),
        (("Ines Moreau", "Ben Ode"), (), {}),
        (("Ines Moreau", "Ben Ode"), ("Ines Moreau",), {"Ines Moreau": "host", "Ben Ode": "guest"}),
        (("Ines Moreau", "Ben Ode", "Caller"), ("Ines Moreau", "Ben Ode"), {"Ines Moreau": "host", "Ben Ode": "host"}),
        (("Speaker 1", "Ben Ode"), ("Speaker 1",), {"Speaker 1": "host", "Ben Ode": "guest"}),
    ],
)
def test_who_is_credited(
    tmp_path: Path, cast: tuple[str, ...], hosts: tuple[str, ...], credited: dict[str, str]
) -> None:
    found = read_report(episode(tmp_path, cast=dict.fromkeys(cast, MEMBER)))
    assert {person.name: person.role for person in people(found, hosts)} == credited


def test_who_asks_is_asked_for(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, cast={"Ines Moreau": MEMBER, "Ben Ode": MEMBER})
    (note,) = write_feed(FeedRequest([tmp_path], project=project)).notes
    assert "nobody is credited" in note.text
    assert 'hosts = ["NAME"]' in note.text
    assert not note.lessened
    (note,) = write_feed(FeedRequest([tmp_path], project=changed(project, hosts=("Ines Moro", "Ben Ode")))).notes
    assert note.text.endswith("names 'Ines Moro', who speaks in no episode; did you mean 'Ines Moreau'?")


def test_without_disclosure(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, description=None)
    made = write_feed(FeedRequest([tmp_path], project=replace(project, disclosure=Disclosure.NONE)))
    assert made.channel.description == "Boats."
    assert made.channel.items[0].description == "Chapters:\n00:00 Out\n01:00 Back\n\nSpeakers: Host, Ben Ode"


def test_what_episodes_say_need_not_be_set(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, "a", explicit=False, author="Ines Moreau")
    episode(tmp_path, "b", explicit=True, author="Ines Moreau")
    bare = Project(feed=FeedSettings(url=URL, description="Boats.", category=("Arts",), image=project.feed.image))
    made = write_feed(FeedRequest([tmp_path], project=bare)).channel
    assert (made.title, made.language, made.explicit, made.link) == ("Small Harbours", "en", True, URL)
    assert made.author == "Ines Moreau"


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    episode(tmp_path, "a", language=None)
    episode(tmp_path, "b", show="Another")
    with pytest.raises(SourceError) as caught:
        write_feed(FeedRequest([tmp_path]))
    assert str(caught.value) == (
        "audiorender.toml: a feed needs show, language, url, description, category, explicit; add these lines, in this "
        'order: show = "Small Machines"; language = "en"; [feed]; url = "https://example.org/show"; '
        'description = "What it is about."; category = "Technology"; explicit = false'
    )
    assert not list(tmp_path.glob("feed.*"))


def test_what_is_missing_is_a_note_where_it_is_only_tried_out(tmp_path: Path, cover: Path) -> None:
    episode(tmp_path, "a")
    project = Project(feed=FeedSettings(image=cover))
    made = trial_feed(FeedRequest([tmp_path], project=project), "http://127.0.0.1:8000/")
    assert [note.text for note in made.notes] == [
        "a feed needs description, category, explicit; here it is served without"
    ]
    assert made.channel.items[0].audio[0].url == "http://127.0.0.1:8000/a/a.mp3"
    assert set(made.pages()) == {"", "feed.xml", "feed.png"}
    assert not list(tmp_path.glob("feed.*"))


def test_a_picture_is_drawn_where_there_is_none(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    made = write_feed(FeedRequest([tmp_path], project=changed(project, image=None)))
    with Image.open(tmp_path / "feed.jpg") as picture:
        assert picture.size == (3000, 3000)
    assert made.channel.image == f"{URL}feed.jpg"


def test_a_picture_elsewhere_is_only_named(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    made = write_feed(FeedRequest([tmp_path], project=changed(project, image="https://pictures.example/a.jpg")))
    assert (made.channel.image, made.picture) == ("https://pictures.example/a.jpg", None)


def test_two_of_one_guid(tmp_path: Path, project: Project) -> None:
    episode(tmp_path, "a", guid="same")
    episode(tmp_path, "b", guid="same")
    with pytest.raises(SourceError, match=r"b.report.json: this episode and that in .*a have the same guid.*guid: "):
        write_feed(FeedRequest([tmp_path], project=project))


@pytest.mark.parametrize("name", ["tides.mp3", "tides.vtt", "tides.notes.html"])
def test_a_missing_file(tmp_path: Path, project: Project, name: str) -> None:
    home = episode(tmp_path)
    write_feed(FeedRequest([tmp_path], project=project))
    before = (tmp_path / "feed.xml").read_bytes()
    (home / name).unlink()
    with pytest.raises(SourceError, match=rf"{name}: is missing"):
        write_feed(FeedRequest([tmp_path], project=project))
    assert (tmp_path / "feed.xml").read_bytes() == before


def test_folders_that_are_none(tmp_path: Path, project: Project) -> None:
    with pytest.raises(UsageError, match="nowhere: does not exist"):
        write_feed(FeedRequest([tmp_path / "nowhere"], project=project))
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file: is a file"):
        write_feed(FeedRequest([tmp_path / "file"], project=project))
    with pytest.raises(SourceError, match=r"no episodes were found: no folder has a report\.json; render one first"):
        write_feed(FeedRequest([tmp_path], project=project))
    folders = [episode(tmp_path / "x", "a"), episode(tmp_path / "y", "b")]
    with pytest.raises(UsageError, match="are not all in the same folder"):
        write_feed(FeedRequest(folders, project=project))
    with pytest.raises(UsageError, match=r"--url 'example\.org': an address begins with https://"):
        write_feed(FeedRequest(folders[:1], url="example.org", project=project))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    tmp_path.chmod(0)
    try:
        with pytest.raises(UsageError, match="cannot be read"):
            write_feed(FeedRequest([tmp_path], project=project))
    finally:
        tmp_path.chmod(0o700)


def test_nothing_is_written_where_it_cannot_be(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    (tmp_path / "feed.xml").mkdir()
    with pytest.raises(OutputError, match=r"feed\.xml: cannot write"):
        write_feed(FeedRequest([tmp_path], project=project))
    assert not list(tmp_path.glob(".*"))


def test_its_json(tmp_path: Path, project: Project) -> None:
    episode(tmp_path)
    made = write_feed(FeedRequest([tmp_path], project=project))
    said = json.loads(json.dumps(made.as_json()))
    assert (said["url"], said["image"]) == (f"{URL}feed.xml", f"{URL}feed.png")
    assert said["episodes"] == [
        {
            "guid": "guid of tides",
            "title": "About tides",
            "published": "2024-03-16T00:00:00+00:00",
            "url": f"{URL}tides/tides.mp3",
            "bytes": 16,
        }
    ]
    assert made.summary() == f"{made.path}, index.html, feed.png: Small Harbours, 1 episode, for {URL}feed.xml"
