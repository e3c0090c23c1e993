"""Voice profiles: strict to read, and the shipped ones far enough apart to be told apart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import Speech, Voice
from audiorender.tts.casting.distance import PARAGRAPH, VoicePrint, distance, likely_times, voice_print
from audiorender.tts.engines import open_engine
from audiorender.tts.voices import default_order, known_voices, load_voices, speaking

GOOD = 'about = "Soft"\n\n[options]\nvoice = "en-gb"\nrate = 150\n'


@pytest.fixture(scope="module")
def spoken() -> dict[str, Speech]:
    """The paragraph as every shipped voice says it."""
    engine = open_engine("pyttsx3", workers=2)
    voices = load_voices()

    def speak(voice: Voice) -> Speech:
        engine.check(voice.options)
        return engine.speak(PARAGRAPH, voice.options)

    with ThreadPoolExecutor(2) as threads:
        speeches = dict(zip(voices, threads.map(speak, voices.values()), strict=True))
    engine.close()
    return speeches


@pytest.fixture(scope="module")
def prints(spoken: dict[str, Speech]) -> dict[str, VoicePrint]:
    return {name: voice_print(speech) for name, speech in spoken.items()}


class TestShipped:
    def test_there_are_enough_and_casting_takes_all(self) -> None:
        voices = load_voices()
        assert len(voices) >= 12
        assert sorted(default_order()) == list(voices)
        assert all(voice.engine == "pyttsx3" and voice.language.startswith("en") for voice in voices.values())

    def test_there_are_about_as_many_women_as_men_and_the_leads_are_one_of_each(self) -> None:
        voices = load_voices()
        sexes = [voices[name].sex for name in default_order()]
        assert abs(sexes.count("female") - sexes.count("male")) <= 1
        assert set(sexes[:2]) == {"female", "male"}

    def test_women_are_higher_than_men(self, prints: dict[str, VoicePrint]) -> None:
        voices = load_voices()
        highest_man = max(prints[name].pitch for name in prints if voices[name].sex == "male")
        assert all(prints[name].pitch > highest_man for name in prints if voices[name].sex == "female")

    def test_a_retired_name_has_a_voice_that_is_there(self) -> None:
        voices, known = load_voices(), known_voices()
        retired = known.keys() - voices.keys()
        assert retired == {"alder", "aspen", "hazel", "heather", "myrtle", "sage", "tamarind"}
        assert all(known[name] in voices.values() for name in retired)

    def test_a_voice_of_ones_own_hides_a_retired_name(self, tmp_path: Path) -> None:
        _write(tmp_path, "hazel", 'about = "Mine"')
        assert known_voices([tmp_path])["hazel"].about == "Mine"

    def test_they_are_voices_that_one_can_listen_to(
        self, spoken: dict[str, Speech], prints: dict[str, VoicePrint]
    ) -> None:
        words = len(PARAGRAPH.split())
        for name, speech in spoken.items():
            samples = np.frombuffer(speech.pcm, "<i2") / 32768
            assert np.abs(samples).max() < 0.95, f"{name} nearly clips"
            assert -35 < 20 * np.log10(np.sqrt(np.mean(samples**2))) < -15, name
            assert 75 < prints[name].pitch < 240, f"{name} growls or squeaks"
            assert 2 < prints[name].movement < 8, f"{name} drones or sings"
            assert 150 < words / prints[name].seconds * 60 < 250, f"{name} drags or rushes"


class TestDistance:
    def test_of_a_voice_from_itself_is_nothing(self, prints: dict[str, VoicePrint]) -> None:
        assert distance(prints["amber"], prints["amber"]) == 0

    def test_is_the_same_from_both_sides(self, prints: dict[str, VoicePrint]) -> None:
        assert distance(prints["amber"], prints["basil"]) == pytest.approx(distance(prints["basil"], prints["amber"]))

    def test_the_likely_times_grow_with_the_pitch_and_are_none_for_the_same_sound(self) -> None:
        low, middle, high = (voice_print(_buzz(pitch)) for pitch in (90, 120, 220))
        assert likely_times(low, low) == 0
        assert likely_times(low, middle) < likely_times(low, high)

    @pytest.mark.parametrize("pitch", [85, 131, 220])
    def test_finds_the_pitch_of_a_buzz(self, pitch: int) -> None:
        assert voice_print(_buzz(pitch)).pitch == pytest.approx(pitch, rel=0.01)

    def test_louder_is_no_other_voice(self) -> None:
        assert distance(voice_print(_buzz(120)), voice_print(_buzz(120, 0.02))) < 0.05

    def test_silence_has_no_print(self) -> None:
        for pcm in (bytes(44100), b""):
            with pytest.raises(ValueError, match="nothing in the sound has a pitch"):
                voice_print(Speech(22050, pcm))


def _buzz(pitch: int, level: float = 0.2) -> Speech:
    """A second with all harmonics up to 8 kHz."""
    harmonics = np.arange(1, 8000 // pitch)[:, None]
    waves = np.cos(2 * np.pi * pitch * harmonics * np.arange(22050) / 22050) / harmonics
    return Speech(22050, (level * 8000 * waves.sum(axis=0)).astype("<i2").tobytes())


class TestLoading:
    def test_a_profile_says_what_a_voice_is(self, tmp_path: Path) -> None:
        _write(tmp_path, "moss", 'about = "Soft"\nlanguage = "en-GB"\nengine = "tone"\n[options]\npitch = 99\n')
        assert load_voices([tmp_path])["moss"] == Voice("moss", "tone", (("pitch", 99),), "en-GB", "Soft")

    def test_its_sex_may_be_said(self, tmp_path: Path) -> None:
        _write(tmp_path, "moss", 'about = "Soft"\nsex = "female"')
        assert load_voices([tmp_path])["moss"].sex == "female"

    def test_only_about_must_be_said(self, tmp_path: Path) -> None:
        _write(tmp_path, "moss", 'about = "Soft"')
        assert load_voices([tmp_path])["moss"] == Voice("moss", "pyttsx3", (), "en", "Soft")

    def test_the_first_folder_hides_later_ones_and_the_shipped(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            _write(tmp_path / folder, "amber", f'about = "from {folder}"')
        voices = load_voices([tmp_path / "a", tmp_path / "b"])
        assert voices["amber"].about == "from a"
        assert voices.keys() == load_voices().keys()

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ('abuot = "x"', r"moss.toml:1:1: unknown key 'abuot'; did you mean 'about'\?"),
            ('language = "en"', r"moss.toml: 'about' is missing; say"),
            ("about = 3", r"moss.toml:1:1: 'about' must be text"),
            ('about = " "', r"moss.toml:1:1: 'about' must be text"),
            ('about = "x"\nlanguage = "english please"', r"moss.toml:2:1: 'english please' is not a language tag"),
            ('about = "x"\nengine = "tome"', r"moss.toml:2:1: there is no engine 'tome'; did you mean 'tone'\?"),
            ('about = "x"\nsex = "low"', r"moss.toml:2:1: 'sex' must be female or male, not 'low'"),
            ('about = "x"\noptions = 3', r"moss.toml:2:1: 'options' must be a table"),
            (GOOD + "pich = 3", r"moss.toml:6:1: unknown key 'pich'; did you mean 'pitch'\?"),
            (GOOD + "pitch = 101", r"moss.toml:6:1: 'pitch' must be a whole number from 0 to 100, not 101"),
            (GOOD + "pitch = 50.0", r"moss.toml:6:1: 'pitch' must be a whole number from 0 to 100, not 50.0"),
            (GOOD + "pitch = true", r"moss.toml:6:1: 'pitch' must be a whole number from 0 to 100, not True"),
            (GOOD + "variant = 2", r"moss.toml:6:1: 'variant' must be text, not 2"),
            (GOOD + "rate = 151", r"moss.toml:6.*: is not TOML: "),
            ("\nabout = x\n", r"moss.toml:2:9: is not TOML: "),
            ("about = ", r"moss.toml:1: is not TOML: "),
            (f"about = {'[' * 5000}", r"moss.toml: is not TOML: nested too deeply"),
        ],
    )
    def test_a_fault_is_named_with_its_line(self, text: str, fault: str, tmp_path: Path) -> None:
        _write(tmp_path, "moss", text)
        with pytest.raises(SourceError, match=fault):
            load_voices([tmp_path])

    @pytest.mark.parametrize("name", ["two words", ".hidden", "-dash", "a_b!"])
    def test_a_bad_name_is_refused(self, name: str, tmp_path: Path) -> None:
        _write(tmp_path, name, GOOD)
        with pytest.raises(SourceError, match=r"letters, digits and hyphens.*rename the file"):
            load_voices([tmp_path])

    def test_names_that_differ_in_capitals_only_are_refused(self, tmp_path: Path) -> None:
        _write(tmp_path, "moss", GOOD)
        _write(tmp_path, "Moss", GOOD)
        if len(list(tmp_path.iterdir())) == 2:  # not so where the file system itself cannot tell them apart
            with pytest.raises(SourceError, match=r"moss.toml: the same name as Moss.toml, except for capitals"):
                load_voices([tmp_path])

    def test_a_profile_that_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "moss.toml").write_bytes(b'about = "\xff"')
        with pytest.raises(SourceError, match=r"moss.toml: is not UTF-8"):
            load_voices([tmp_path])
        (tmp_path / "moss.toml").unlink()
        (tmp_path / "moss.toml").mkdir()
        with pytest.raises(SourceError, match=r"moss.toml: cannot be read"):
            load_voices([tmp_path])

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="nowhere: not a folder of voices"):
            load_voices([tmp_path / "nowhere"])

    @given(text=st.text(st.sampled_from("about=[]\"'.#\n options 1e_-\t\0é{}"), max_size=60))
    def test_any_text_is_a_voice_or_one_error(self, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = tmp_path_factory.mktemp("voices")
        _write(folder, "moss", text)
        fault = "moss.toml"
        try:
            load_voices([folder])
        except SourceError as error:
            fault = str(error)
        assert "moss.toml" in fault
        assert "\n" not in fault


class TestOrder:
    def test_a_folder_of_ones_own_comes_first(self, tmp_path: Path) -> None:
        _write(tmp_path, "moss", GOOD)
        _write(tmp_path, "cast", 'order = ["moss", "amber"]')
        assert default_order([tmp_path]) == ("moss", "amber")
        assert "cast" not in load_voices([tmp_path])

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ('\norder = ["ambre"]', r"cast.toml:2:1: there is no voice 'ambre'; did you mean 'amber'\?"),
            ('order = ["amber", "amber"]', r"cast.toml:1:1: voice 'amber' is listed twice"),
            ("order = []", r"cast.toml:1:1: 'order' must be a list of voice names"),
            ("order = [1]", r"cast.toml:1:1: 'order' must be a list of voice names"),
            ("", r"cast.toml: 'order' must be a list of voice names"),
            ('odrer = ["amber"]', r"cast.toml:1:1: unknown key 'odrer'; did you mean 'order'\?"),
        ],
    )
    def test_a_fault_is_named_with_its_line(self, text: str, fault: str, tmp_path: Path) -> None:
        _write(tmp_path, "cast", text)
        with pytest.raises(SourceError, match=fault):
            default_order([tmp_path])


def _write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_voice_speaks_the_language_of_the_script_where_its_engine_does() -> None:
    amber = load_voices()["amber"]
    french = speaking(amber, "fr-FR")
    assert (french.name, dict(french.options)["voice"], french.language) == ("amber", "fr-fr", "fr-FR")
    assert {**dict(french.options), "voice": "en-us"} == dict(amber.options)
    assert dict(speaking(amber, "de-AT").options)["voice"] == "de"
    assert speaking(amber, "en-US") is amber
    assert speaking(amber, "tlh") is amber
    tone = Voice("pip", "tone", ())
    assert speaking(tone, "de") == Voice("pip", "tone", (), "de")
