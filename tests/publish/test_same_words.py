"""All transcripts carry the same words at the same times, whoever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import joined
from audiorender.publish.published import Published
from audiorender.timecode import milliseconds
from publish.talks import Seen, seen_in_json, seen_in_srt, seen_in_vtt, shown, text_of

TALK = (
    ("Nell Moorcroft", "How did the barometer come to you? I've heard that it was found in a barn, behind a plough."),
    ("Ivo", "It cost $40 billion less than the museum's, if you take the two decimals of my uncle. Yes. Really."),
    ("Ivo", "And it falls before every wedding – ours, too."),
    ("Nell Moorcroft", "Oh."),
    ("Ivo", "他说：“我用Python写了三行代码，望远镜就转起来了。”后来我们在旧的天文台里坐了很久，谁也没有说话。"),
    ("Ivo", "«Enfin», said the notary; then nobody spoke for a quarter of an hour, and then it rained."),
)
words = st.text(st.sampled_from("abcdefgh0123.,?!;:—’é字「。」ア<>&-$ "), min_size=1, max_size=120).filter(str.split)
names = st.sampled_from(["Nell", "Ivo", "Dr. J. Smith-Brown", "A", "A name that is far too long to stand in one line"])


def spoken(cues: Sequence[Seen]) -> list[str]:
    return [letter for cue in cues for letter in "".join(cue.text.split())]


def without_names(cues: Sequence[Seen], what: Published) -> list[Seen]:
    """Subtitles without the names that stand in them where the speaker changes."""
    bare, before = [], None
    for cue, caption in zip(cues, what.timeline.captions, strict=True):
        text = " ".join(cue.text.split())
        if caption.speaker != before:
            name, _, text = text.partition(": ")
            assert caption.speaker.startswith(name.removesuffix("…"))
        if text.replace(" ", "") == caption.text.replace(" ", ""):  # a line that ends between Chinese words
            text = caption.text
        bare.append(Seen(cue.start, cue.end, caption.speaker, text))
        before = caption.speaker
    return bare


def paragraphs(what: Published) -> list[str]:
    """What the plain transcript has below its headings, which begin with a time."""
    blocks = text_of(".txt", what).removesuffix("\n").split("\n\n")[1:]
    titles = {chapter.title for chapter in what.timeline.chapters}
    return [block for block in blocks if block.partition(" ")[2] not in titles]


def check(what: Published) -> None:
    planned = [
        Seen(milliseconds(c.start), milliseconds(c.end), c.speaker, " ".join(c.text.split()))
        for c in what.timeline.captions
    ]
    assert seen_in_vtt(text_of(".vtt", what)) == planned
    assert seen_in_json(text_of(".transcript.json", what)) == planned
    assert without_names(seen_in_srt(text_of(".srt", what)), what) == planned
    turns = [(key, list(turn)) for key, turn in groupby(what.timeline.captions, key=lambda caption: caption.turn)]
    assert paragraphs(what) == [f"{t[0].speaker}: {joined(w for c in t for w in c.words)}" for _, t in turns]
    each = seen_in_vtt(text_of(".words.vtt", what))
    said = [(word, caption) for caption in what.timeline.captions for word in caption.words]
    assert [(cue.start, cue.speaker, cue.text) for cue in each] == [
        (milliseconds(word.start), caption.speaker, word.text) for word, caption in said
    ]
    assert spoken(each) == spoken(planned)


def test_a_talk() -> None:
    check(shown(TALK, titles=("The barn", "The wedding")))


@given(st.lists(st.tuples(names, words), min_size=1, max_size=5))
def test_any_talk(said: list[tuple[str, str]]) -> None:
    check(shown(said, titles=("One", "Two")))


def test_what_is_written_is_shown() -> None:
    for suffix in (".vtt", ".srt", ".transcript.json", ".txt", ".words.vtt"):
        text = text_of(suffix, shown(TALK))
        assert "$40" in text
        assert "forty" not in text
