"""`doctor`: what works, what does not and need not, what is wrong; and what to do."""

from __future__ import annotations

import pytest
from desk import Desk

from audiorender.produce.listen import playing


def test_what_is_well_is_told_and_what_is_missing_says_what_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiorender.produce.doctor.sound_devices", list)
    ran = desk.inside("doctor")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert any(line.startswith("ok ffmpeg: ") for line in lines)
    assert any(line.startswith("ok engine tone: ") for line in lines)
    assert "-- sound device: none was found; write previews to a file with -o preview.wav" in lines
    assert f"ok cache folder: {desk.path / 'cache'}" in lines
    assert f"ok settings: {desk.path / 'audiorender.toml'}" in lines
    assert "-- better voices: none are installed; `audiorender voices list` shows how to add some" in lines
    assert all(line[:3] in {"ok ", "-- "} for line in lines)


def test_what_is_wrong_makes_the_exit_code_1(desk: Desk) -> None:
    desk.write("audiorender.toml", "showw = 1\n")
    ran = desk.run("doctor", AUDIORENDER_FFMPEG="no-such-program")
    assert ran.code == 1
    wrong = [line for line in ran.out.splitlines() if line.startswith("!!")]
    assert [line.split(":")[0] for line in wrong] == ["!! ffmpeg", "!! settings"]
    assert "did you mean 'show'" in wrong[1]


def test_a_machine_without_sound_has_no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    import miniaudio

    def none() -> None:
        raise miniaudio.MiniaudioError("no backend", -401)

    monkeypatch.setattr(miniaudio, "Devices", none)
    assert playing.sound_devices() == []


def test_a_device_that_is_listed_and_cannot_be_opened_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import miniaudio

    class Listed:
        def get_playbacks(self) -> list[dict[str, str]]:
            return [{"name": "Discard all samples"}]

    class Device:
        def close(self) -> None: ...

    def refused(**_: object) -> None:
        raise miniaudio.MiniaudioError("cannot open", -1)

    monkeypatch.setattr(miniaudio, "Devices", Listed)
    monkeypatch.setattr(miniaudio, "PlaybackDevice", lambda **_: Device())
    assert playing.sound_devices() == ["Discard all samples"]
    monkeypatch.setattr(miniaudio, "PlaybackDevice", refused)
    assert playing.sound_devices() == []
