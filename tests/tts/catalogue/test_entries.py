"""The catalogue itself: every entry says what it must, and no two lie in one folder."""

from __future__ import annotations

import re

import pytest

from audiorender.errors import UsageError
from audiorender.tts.catalogue.entries import Entry, catalogue, find

ENTRIES = list(catalogue().values())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_says_what_it_must(entry: Entry) -> None:
    assert entry.title
    assert entry.about
    assert entry.licence
    assert entry.attribution
    assert entry.licence_address.startswith("https://")
    assert entry.engine in {"kokoro", "piper", "whisper"}
    assert entry.name.partition(":")[0] == entry.engine
    assert all(re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", tag) for tag in entry.languages)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", entry.folder)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_its_files_have_addresses_that_stay_and_hashes_or_a_mark(entry: Entry) -> None:
    for file in entry.fetched:
        assert str(file.address).startswith("https://")
        assert str(file.address).endswith("/" + file.name)
        assert re.search(r"/resolve/[0-9a-f]{40}/|/releases/download/", str(file.address))
        assert 100 < file.size < 1_000_000_000
    for file in entry.files:
        assert file.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert file.address or entry.bundle
    assert entry.verified is all(file.sha256 for file in entry.fetched)


def test_folders_and_hashes_are_used_once() -> None:
    assert len({entry.folder for entry in ENTRIES}) == len(ENTRIES)
    models = [file.sha256 for entry in ENTRIES for file in entry.files if file.name.endswith(".onnx") and file.sha256]
    assert len(set(models)) == len(models)


def test_there_are_voices_in_seven_languages() -> None:
    spoken = {tag.partition("-")[0] for entry in ENTRIES if entry.engine == "piper" for tag in entry.languages}
    assert {"en", "de", "fr", "es", "it", "nl", "pt"} <= spoken


def test_kokoro_has_54_styles_and_three_models() -> None:
    for name in ("kokoro", "kokoro:f16", "kokoro:f32"):
        entry = find(name)
        assert len([file for file in entry.files if file.name.startswith("voices/")]) == 54
        assert entry.bundle is not None
        assert entry.verified


def test_what_is_not_to_be_had_is_said_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="did you mean 'piper:en_US-lessac-medium'"):
        find("piper:en_US-lesac-medium")
