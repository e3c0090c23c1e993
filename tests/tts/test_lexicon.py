"""The lexicon: what an entry is found as, which of two wins, and every mistake in a file, named with its line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import Piece, plain
from audiorender.tts.doubtful import doubtful
from audiorender.tts.lexicon import EVERY, NO_LEXICON, Lexicon, load_lexicon, syllables
from audiorender.tts.spoken import spoken_form
from audiorender.tts.voices import LEXICON, shipped

WORDS = Lexicon(
    {
        "en": {"Siobhan": "shivawn", "nginx": "engine X", "polish": "pollish", "Polish": "Poelish", "EL84": "E L 84"},
        EVERY: {"C++": "see plus plus", "Box": "bocks"},
    }
)


SOUNDS = Lexicon({"en": {"Siobhan": "/ʃɪˈvɔːn/", "Aix": "/ɛks/"}, "de": {"Aix": "/ɛːks/"}})


def test_ipa_is_for_engines_that_take_it() -> None:
    text = plain("Siobhan's Aix, SIOBHAN!")
    assert spoken_form(text, "en", SOUNDS, ipa=True).text == "⟦ʃɪˈvɔːnz⟧ ⟦ɛks⟧, ⟦ʃɪˈvɔːn⟧!"
    read = spoken_form(text, "en", SOUNDS)
    assert read.text == "Siobhan's Aix, S I O B H A N!"
    assert read.as_written == ("Siobhan", "Aix", "SIOBHAN")
    assert spoken_form(text, "de", SOUNDS, ipa=True).as_written == ()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Siobhan met SIOBHAN, not siobhan", "shivawn met shivawn, not siobhan"),
        ("Nginx, nginx and NGINX", "engine X, engine X and engine X"),
        ("Siobhan's boat, two Siobhans, the Siobhans’ boat", "shivawn's boat, two shivawns, the shivawns boat"),
        ("two nginxs", "two engine X's"),
        ("three Boxes and a Box's lid", "three bockses and a bocks's lid"),
        ("Polish polish", "Poelish pollish"),
        ("C++ is not C", "see plus plus is not C"),
        ("an EL84 for $5", "an E L eighty-four for five dollars"),
        ("Siobhanish nginxed", "Siobhanish nginxed"),
    ],
)
def test_an_entry_is_found_with_its_capitals_plural_and_possessive(shown: str, said: str) -> None:
    assert spoken_form(plain(shown), "en", WORDS).text == said


def test_the_longest_entry_wins_and_the_script_beats_both() -> None:
    lexicon = Lexicon({EVERY: {"New": "gnu", "New York": "gnu yawk"}})
    assert spoken_form(plain("New York, New Jersey"), "en", lexicon).text == "gnu yawk, gnu Jersey"
    text = (Piece("In "), Piece("New York", "the city"), Piece(", New"))
    assert spoken_form(text, "en", lexicon).text == "In the city, gnu"


def test_a_language_has_its_own_words_and_those_of_all() -> None:
    assert spoken_form(plain("Siobhan Box"), "de-AT", WORDS).text == "Siobhan bocks"
    assert spoken_form(plain("Siobhan Box"), "en-GB", WORDS).text == "shivawn bocks"


def _file(folder: Path, text: str, name: str = "words.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_file_comes_first(tmp_path: Path) -> None:
    mine = _file(tmp_path, 'tern = "turn"\n[en]\nNiamh = "Neeve"')
    theirs = _file(tmp_path, '[en]\nNiamh = "Nee-av"\nCannes = "Can"', "theirs.toml")
    lexicon = load_lexicon((mine, theirs))
    assert lexicon.of("en") == {"tern": "turn", "Niamh": "Neeve", "Cannes": "Can"}
    assert lexicon.of("fr") == {"tern": "turn"}


def test_the_shipped_lexicon_is_what_it_should_be() -> None:
    words = load_lexicon((shipped() / LEXICON,)).of("en")
    assert words["Niamh"] == "Neev"
    assert all(spoken_form(plain(said)).text == said for said in words.values())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("tern = 3", r"words.toml:1:1: 'tern' must be spoken as text; write"),
        ('\ntern = "..."', r"words.toml:2:1: 'tern' has an inaudible spoken form"),
        ('"--" = "dash"', r"words.toml:1:1: '--' is not a word"),
        ('" tern" = "turn"', r"words.toml:1:1: ' tern' is not a word"),
        ('tern = "a\\nb"', r"words.toml:1:1: the spoken form of 'tern' has symbols in it"),
        ('tern = "a<b"', r"words.toml:1:1: the spoken form of 'tern' has symbols in it"),
        ('tern = "/tA3n/"', r"words.toml:1:1: the IPA of 'tern' has 'A3' in it; write it in IPA signs"),
        (f'tern = "{"a" * 81}"', r"words.toml:1:1: 'tern\.\.\.' is too long"),
        ('[english]\ntern = "turn"', r"words.toml:1:2: 'english' is not a language"),
        ("[en]\ntern = {}", r"words.toml:2:1: 'tern' must be spoken as text"),
        ("C++ = 'see'", r"words.toml:1:2: is not TOML: .*; an entry is a line such as"),
        ('tern = "a"\ntern = "b"', r"words.toml:2.*: is not TOML"),
    ],
)
def test_what_is_no_lexicon(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(SourceError, match=error) as caught:
        load_lexicon((_file(tmp_path, text),))
    assert "\n" not in str(caught.value)


def test_a_lexicon_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load_lexicon((tmp_path / "none.toml",))
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(SourceError, match="is not UTF-8"):
        load_lexicon((tmp_path / "bytes.toml",))


_ENTRY = st.text("abcXYZ+-é8", min_size=1, max_size=5).filter(lambda word: any(map(str.isalnum, word)))


@given(
    st.dictionaries(_ENTRY, st.sampled_from(["one", "two words", "three"]), min_size=1),
    st.lists(_ENTRY | st.sampled_from(["the", "of", "—"]), min_size=1),
)
def test_any_entry_is_found_alone_and_nothing_is_lost_beside_it(entries: dict[str, str], others: list[str]) -> None:
    lexicon = Lexicon({EVERY: entries})
    for written, spoken in entries.items():
        assert spoken_form(plain(written), "und", lexicon).text == spoken
    spoken_text = spoken_form(plain(" ".join(others)), "en", lexicon)
    assert " ".join(word.written for word in spoken_text.words).split() == (others if spoken_text.text else [])
    assert all(one.end <= other.start for one, other in pairwise(spoken_text.words))


def test_words_to_listen_for() -> None:
    texts = [
        plain("The EL84 hums. Tamsin said so. Then Tamsin left, and Tamsin's dog; the radio is a PhiloTron."),
        (Piece("XK9", "ex kay nine"), Piece(" in 1987, at 3pm. Radio. Ask Bram.")),
    ]
    assert [(word.written, word.times) for word in doubtful(texts, "en", NO_LEXICON)] == [
        ("Tamsin", 2),
        ("EL84", 1),
        ("PhiloTron", 1),
    ]
    assert [word.written for word in doubtful(texts, "en", WORDS)] == ["Tamsin", "PhiloTron"]


def test_a_word_to_listen_for_is_shown_as_it_is_spoken_where_it_stands() -> None:
    texts = [plain("It sold 1.5m copies, and the wall is 1.8m high. Ask for x2.")]
    assert {word.written: word.spoken for word in doubtful(texts, "en", NO_LEXICON)} == {
        "1.5m": "one point five million",
        "1.8m": "one point eight meters",
        "x2": "x two",
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('[en]\nHuawei = "wahway"\n', 'Huawei = "mybrand"\n'),
        ('Huawei = "wahway"\n', '[en]\nHuawei = "mybrand"\n'),
        ('[en]\nHUAWEI = "wahway"\nhuawei = "wahway"\n', 'Huawei = "mybrand"\n'),
        ('[en]\nHuawei = "wahway"\n', '[en]\nHuawei = "mybrand"\n'),
    ],
)
def test_an_earlier_file_wins_wherever_its_entry_stands(tmp_path: Path, ours: str, theirs: str) -> None:
    for name, text in (("ours.toml", ours), ("theirs.toml", theirs)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    lexicon = load_lexicon((tmp_path / "theirs.toml", tmp_path / "ours.toml"))
    assert spoken_form(plain("Huawei and HUAWEI"), "en", lexicon).text == "mybrand and mybrand"


def test_an_entry_for_all_languages_leaves_another_language_its_own(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('[de]\nGIF = "giff"\n', encoding="utf-8")
    (tmp_path / "theirs.toml").write_text('[en]\nGIF = "jiff"\n', encoding="utf-8")
    lexicon = load_lexicon((tmp_path / "theirs.toml", tmp_path / "ours.toml"))
    assert spoken_form(plain("GIF"), "de", lexicon).text == "giff"
    assert spoken_form(plain("GIF"), "en", lexicon).text == "jiff"


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        ("ban-DEH-ha", "ban-deh-ha"),
        ("TEMZ", "temz"),
        ("ko-mo-REH-bee now", "ko-mo-reh-bee now"),
        ("G P U", "G P U"),
        ("engine X", "engine X"),
        ("the BBC", "the BBC"),
        ("HTTP", "HTTP"),
    ],
)
def test_capitals_of_a_respelling_are_syllables(spoken: str, said: str) -> None:
    assert syllables(spoken) == said


def test_a_respelling_in_the_script_is_said_in_syllables_too() -> None:
    assert spoken_form((Piece("Thames", "TEMZ"), Piece(" and "), Piece("bandeja", "ban-DEH-ha"))).text == (
        "temz and ban-deh-ha"
    )
