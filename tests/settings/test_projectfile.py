"""Settings are found, checked, and never half understood."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from audiorender.errors import SourceError
from audiorender.folder import SETTINGS
from audiorender.mixer.turntaking import STYLES, Style
from audiorender.publish.feed.settings import FeedSettings
from audiorender.settings.project import Disclosure, Project
from audiorender.settings.projectfile import changed_project, load_project
from audiorender.settings.values import Keys

WHOLE = """\
show = "Small Harbours"
author = "The harbour society"
language = "en-GB"
target = -18
limit = 1000
voices = "our voices"
lexicon = ["words.toml", "our words/names.toml"]
disclosure = false

[cast]
Host = "amber"
"Ines Moreau" = "basil"

[style]
after_question = 700
same_speaker = 0

[feed]
url = "https://example.org/häfen"
link = "https://example.org/?about"
description = "Boats."
category = ["Technology", "Documentary"]
explicit = false
image = "our voices/cover.png"
owner = "Ines Moreau"
email = "ines@example.org"
copyright = "2024 The harbour society"
hosts = "Ines Moreau"
guid = "917393E3-1B1E-5CEF-ACE4-EDAA54E1F810"
locked = true
"""


def settings(folder: Path, text: str) -> Project:
    (folder / SETTINGS).write_text(text, encoding="utf-8")
    return load_project(folder)


def test_every_setting(tmp_path: Path) -> None:
    for folder in ("our voices", "our words"):
        (tmp_path / folder).mkdir()
    for file in ("words.toml", "our words/names.toml", "our voices/cover.png"):
        (tmp_path / file).touch()
    assert settings(tmp_path, WHOLE) == Project(
        show="Small Harbours",
        author="The harbour society",
        language="en-GB",
        cast={"Host": "amber", "Ines Moreau": "basil"},
        style=Style(after_question=700, same_speaker=0),
        target=-18.0,
        limit=1000,
        voices=(tmp_path / "our voices",),
        lexicon=(tmp_path / "words.toml", tmp_path / "our words" / "names.toml"),
        disclosure=Disclosure.NONE,
        feed=FeedSettings(
            url="https://example.org/h%C3%A4fen/",
            link="https://example.org/?about",
            description="Boats.",
            category=("Technology", "Documentary"),
            explicit=False,
            image=tmp_path / "our voices" / "cover.png",
            owner="Ines Moreau",
            email="ines@example.org",
            copyright="2024 The harbour society",
            hosts=("Ines Moreau",),
            guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
            locked=True,
        ),
    )


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / SETTINGS).write_text('show = "Outer"\n')
    assert load_project(inner).show == "Outer"
    (tmp_path / "a" / SETTINGS).write_text('show = "Inner"\n')
    assert load_project(inner) == Project(show="Inner")


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Project()


@pytest.mark.parametrize(("written", "lufs"), [('"podcast"', -16.0), ('"broadcast"', -23.0), ("-14.5", -14.5)])
def test_a_target_is_a_name_or_a_number(tmp_path: Path, written: str, lufs: float) -> None:
    assert settings(tmp_path, f"target = {written}").target == lufs


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nshwo = "x"', 2, "unknown setting 'shwo'; did you mean 'show'?"),
        ("[styel]\ntail = 1", 1, "unknown setting 'styel'; did you mean 'style'?"),
        ("[style]\nafter_qestion = 1", 2, "did you mean 'after_question'?"),
        ("[style]\n\ntail = 10001", 3, "'tail' must be a whole number from 0 to 10000"),
        ("[style]\ntail = true", 2, "whole number"),
        ("[style]\ntail = 1.5", 2, "whole number"),
        ("[chapters]\nlongst = 1", 2, "did you mean 'longest'?"),
        ("[chapters]\nshortest = 0", 2, "'shortest' must be a whole number from 1 to 100000"),
        ("[chapters]\nshortest = 600", 1, "'longest' must be at least twice 'shortest'"),
        ("style = 3", 1, "'style' must be a table"),
        ("show = 3", 1, "'show' must be text"),
        ('show = " "', 1, "'show' must be text"),
        ("cast = []", 1, "'cast' must be a table"),
        ("[cast]\nHost = 3", 2, "'Host' must be text"),
        ('target = "podcats"', 1, "did you mean 'podcast'?"),
        ("target = 16", 1, "from -40 to -8 LUFS"),
        ("target = nan", 1, "from -40 to -8 LUFS"),
        ("target = true", 1, "from -40 to -8 LUFS"),
        ("limit = 0", 1, "from 1 to"),
        ('voices = "nowhere"', 1, "there is no folder 'nowhere'"),
        ('lexicon = "nowhere.toml"', 1, "there is no file 'nowhere.toml'"),
        ("lexicon = [3]", 1, "'lexicon' must be text"),
        ('voices = "\\u0000"', 1, "there is no folder"),
        ('disclosure = "off"', 1, '\'disclosure\' must be "spoken", "written" or false'),
        ("feed = 3", 1, "'feed' must be a table"),
        ("[feed]\nulr = 3", 2, "unknown setting 'ulr'; did you mean 'url'?"),
        ('[feed]\nurl = "example.org"', 2, "'url': an address begins with https://"),
        ('[feed]\nurl = "https://example.org/feed.xml"', 2, "give that of its folder"),
        ('[feed]\nlink = "javascript:alert(1)"', 2, "'link': an address begins with https://"),
        ('[feed]\ncategory = "Tecnology"', 2, "unknown category 'Tecnology'; did you mean 'Technology'?"),
        ('[feed]\ncategory = ["Arts", "Zymurgy"]', 2, "unknown category 'Zymurgy'; Apple Podcasts has Arts, Business"),
        ("[feed]\ncategory = 3", 2, "'category' must be text"),
        ('[feed]\nexplicit = "no"', 2, "true or false"),
        ('[feed]\nimage = "nowhere.png"', 2, "there is no file 'nowhere.png'"),
        ('[feed]\nimage = "ftp://example.org/a.png"', 2, "'image': an address begins with https://"),
        ('[feed]\nemail = "ines"', 2, "'ines' is not an e-mail address"),
        ('[feed]\nguid = "mine"', 2, "'mine' is not a UUID"),
        ("[feed]\nlocked = 1", 2, "true or false"),
        ('show = "x"\nshow = "y"', 2, "is not TOML"),
        ("show", 1, "is not TOML"),
        ("show = " + "[" * 5000, None, "is not TOML"),
    ],
)
def test_what_is_not_a_setting(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        settings(tmp_path, text)
    assert words in str(caught.value)
    assert caught.value.line == line
    assert caught.value.path == str(tmp_path / SETTINGS)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[cast]\nHost = "amber"\n\nAda = "ambre"', (4, 1), "there is no voice 'ambre'; did you mean 'amber'?"),
        ('[cast]\n  "Ada L" = "x"', (2, 3), "there is no voice 'x'; known: alder, amber"),
        ('cast = { Ada = "amber", amber = "ambre" }', (1, 25), "there is no voice 'ambre'"),
        ("[style]\ntail = 1\n[chapters]\nlongest = 0", (4, 1), "'longest' must be a whole number"),
        ('show = """\nformats = [3]\n"""\nformats = [\n  "mp3",\n  "mp9",\n]', (4, 1), "unknown format 'mp9'"),
        ('show = "limit = 0"\nlimit = 0 # limit', (2, 1), "'limit' must be a whole number"),
        ("feed.locked = 3", (1, 6), "'locked' must be true or false"),
        ('"sh\\u006fw" = 3', (1, None), "'show' must be text"),
        ("cover = []", (1, 1), "'cover' must be text"),
        (f'voices = "{"x" * 300}"', (1, 1), "there is no folder 'xxx"),
        (f'lexicon = "{"x" * 300}"', (1, 1), "there is no file 'xxx"),
    ],
)
def test_every_error_says_where_its_setting_stands(
    tmp_path: Path, text: str, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        settings(tmp_path, text)
    assert ((caught.value.line, caught.value.column), caught.value.path) == (place, str(tmp_path / SETTINGS))
    assert words in str(caught.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_bytes(b'show = "\xff"')
    with pytest.raises(SourceError, match="not UTF-8 at byte 8"):
        load_project(tmp_path)


def test_how_it_sounds(tmp_path: Path) -> None:
    (tmp_path / "theme.flac").touch()
    found = settings(tmp_path, 'style = "brisk"\nintro = "theme.flac"\nsting = "own"\nunder = -30\nroom = false\n')
    assert (found.style, found.intro, found.sting) == (STYLES["brisk"], tmp_path / "theme.flac", "own")
    assert (found.under, found.room, found.music) == (-30.0, False, None)
    changed = settings(tmp_path, '[style]\nlike = "relaxed"\ncomma = 300\n').style
    assert changed == replace(STYLES["relaxed"], comma=300)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('style = "quick"', "unknown style 'quick'"),
        ('[style]\nlike = "brsk"', "did you mean 'brisk'?"),
        ("[style]\nspread = 61", "from 0 to 60"),
        ('music = "theme.mp3"', "name files with intro, outro, bed and sting"),
        ('intro = "none.mp3"', "there is no file 'none.mp3'"),
        ("under = -5", "from -40 to -10"),
    ],
)
def test_what_it_cannot_sound_like(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=re.escape(words)):
        settings(tmp_path, text)


def test_what_is_published_says_aloud_that_its_voices_are_synthetic(tmp_path: Path) -> None:
    feed = '[feed]\nurl = "https://example.org/a"\n'
    assert settings(tmp_path, "").disclosure is Disclosure.WRITTEN
    assert settings(tmp_path, feed).disclosure is Disclosure.SPOKEN
    assert settings(tmp_path, f'disclosure = "written"\n{feed}').disclosure is Disclosure.WRITTEN
    assert settings(tmp_path, f"disclosure = false\n{feed}").disclosure is Disclosure.NONE


def test_a_shared_store_is_a_folder_beside_the_settings_or_an_address(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text('shared_store = "clips of all"\n')
    assert load_project(tmp_path).shared_store == str(tmp_path / "clips of all")
    (tmp_path / SETTINGS).write_text('shared_store = "s3://bucket/audiorender"\n')
    assert load_project(tmp_path).shared_store == "s3://bucket/audiorender"


def test_an_episode_of_many_has_no_shared_store_of_its_own(tmp_path: Path) -> None:
    def fault(_keys: Keys, message: str, hint: str | None) -> SourceError:
        return SourceError(message, hint=hint)

    with pytest.raises(SourceError, match="all episodes of a run use one shared store; set it in "):
        changed_project(Project(), {"shared_store": "x"}, tmp_path, fault)
