"""The page for every reader: on a phone and a desk, in light and dark, by ear, on paper, without JavaScript."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from publish.test_page import HOSTILE, evening, laid, retold

from audiorender import Episode
from audiorender.model import RATE, Caption, Chapter, Meta, Placement, Script, Timeline, Turn, TurnMark, Word, plain
from audiorender.publish.page import page
from e2e.player.conftest import Open

pytestmark = pytest.mark.debian

AXE = os.environ.get("AUDIORENDER_TEST_AXE")
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
PROGRAM = "() => axe.run().then(found => found.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' '))]))"


@pytest.mark.skipif(not AXE, reason="AUDIORENDER_TEST_AXE does not name axe.min.js (npm's axe-core)")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, size: str, scheme: str) -> None:
    player = open_page(viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    player.page.evaluate(Path(AXE or "").read_text(encoding="utf-8"))
    assert player.page.evaluate(PROGRAM) == []
    player.page.locator("#query").fill("the mill")
    player.until("document.getElementById('found').textContent !== ''")
    player.go(9.5)
    assert player.page.evaluate(PROGRAM) == []
    player.page.locator("#query").blur()
    player.page.keyboard.press("?")
    assert player.page.evaluate(PROGRAM) == []
    player.page.keyboard.press("Escape")
    player.page.keyboard.press("o")
    assert player.page.evaluate(PROGRAM) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("slower", [1, 10])
def test_nothing_shifts_and_nothing_is_wider_than_the_screen(open_page: Open, size: str, slower: int) -> None:
    """Also where the page arrives piece by piece, as on a machine that is ten times slower."""
    watch = """
        window.shifted = [];
        const moved = entry => entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.data);
        const seen = entry => entry.value > 1e-4;  // less is the rounding of a fraction of a pixel
        new PerformanceObserver(list => list.getEntries().filter(seen).forEach(one => window.shifted.push(moved(one))))
            .observe({ type: "layout-shift", buffered: true });
    """
    player = open_page(viewport=SIZES[size], before=watch)
    session = player.page.context.new_cdp_session(player.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    player.page.reload()
    player.page.keyboard.press("k")
    player.until("document.getElementById('audio').currentTime > 0.5")
    player.page.keyboard.press("2")
    player.page.wait_for_timeout(300)
    assert player.page.evaluate("window.shifted") == []
    assert player.page.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]


@pytest.mark.parametrize("size", SIZES)
def test_what_has_arrived_stays_where_it_is(open_page: Open, mill: Episode, size: str) -> None:
    """The page cut off behind many a tag, as on a slow line: what is seen then is where it is in the end."""
    seen = """() => [...document.querySelectorAll(
        ".cover, .heading > *, .voices, .chapter, .controls > *, .tools > *, .opening, .who")].map(each => {
            const { x, y } = each.getBoundingClientRect();
            return getComputedStyle(each).visibility === "visible" && [each.className || each.tagName, x, y];
        })"""
    html = (mill.audio.parent / "index.html").read_text(encoding="utf-8")
    tags = [found.end() for found in re.finditer(r"<(?!symbol|path|text|/)[^>]*>", html[: html.index('id="plan"')])]
    first = next(number for number, end in enumerate(tags) if html[:end].endswith('alt="">'))
    page = open_page(viewport=SIZES[size]).page
    page.set_content(html[: tags[-1]])
    whole = page.evaluate(seen)
    for end in tags[first : first + 100 : 3]:
        page.set_content(html[:end])
        for place, last in zip(page.evaluate(seen), whole, strict=False):
            assert place in (False, last), html[end - 80 : end]


def crowd(people: int) -> tuple[Script, Timeline]:
    """So many people who speak one after the other, and once more the other way round."""
    names = [f"Speaker number {n}" for n in range(people)]
    order = [*names, *reversed(names)]
    turns = tuple(Turn(name, (plain("A word or two."),)) for name in order)
    marks = tuple(TurnMark(n, n * RATE, (n + 1) * RATE) for n in range(len(order)))
    frames = len(order) * RATE
    placement = Placement("clip", 0, frames, 0, (1.0, 1.0))
    timeline = Timeline(RATE, 2, frames, (placement,), (), (Chapter(0, frames, "All of them"),), marks)
    return Script(Meta("A full room"), tuple((name, None) for name in names), turns), timeline


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("people", [14, 60])
def test_all_speakers_can_be_seen_and_neighbours_differ(
    open_page: Open, tmp_path: Path, size: str, people: int
) -> None:
    (tmp_path / "index.html").write_text(page(*crowd(people), ["gone.mp3"]), encoding="utf-8")
    player = open_page((tmp_path / "index.html").as_uri(), wait=False, viewport=SIZES[size])
    last = player.page.locator(".voices li").last
    if people > 24:
        player.page.locator(".voices").focus()
        player.page.keyboard.press("End")
        player.page.wait_for_timeout(300)
    shown, inner = last.bounding_box(), player.page.locator(".voices").bounding_box()
    assert shown is not None
    assert inner is not None
    assert shown["y"] + shown["height"] <= inner["y"] + inner["height"] + 1
    colours = player.page.evaluate(
        "[...document.querySelectorAll('.turn')].map(t => getComputedStyle(t.querySelector('h3')).color)"
    )
    assert all(a != b for a, b in pairwise(colours[:people]))
    looks = player.page.evaluate("[...document.querySelectorAll('.voices li')].map(one => one.className)")
    assert len(set(looks)) == min(people, 32)
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]


@pytest.mark.parametrize("size", SIZES)
def test_the_elapsed_time_does_not_shift_the_bar(open_page: Open, tmp_path: Path, size: str) -> None:
    script, timeline = long_evening(turns=200, words=500)
    (tmp_path / "index.html").write_text(page(script, timeline, ["gone.mp3"], levels=(0.5,) * 960), encoding="utf-8")
    player = open_page((tmp_path / "index.html").as_uri(), wait=False, viewport=SIZES[size])
    widths = set()
    for seconds in (0, 59, 600, 3599, 3600, 35_999):
        player.page.evaluate("seconds => { $('elapsed').textContent = clock(1000 * seconds); }", seconds)
        box = player.page.locator("#scrubber").bounding_box()
        assert box is not None
        widths.add((box["x"], box["width"]))
    assert len(widths) == 1
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]


def test_the_theme_can_be_changed_and_is_kept_from_the_first_paint_on(open_page: Open, site: str) -> None:
    watch = """
        const first = () => document.body && (window.first ??= getComputedStyle(document.body).backgroundColor);
        new MutationObserver(first).observe(document, { childList: true, subtree: true });
    """
    player = open_page(site, color_scheme="light", before=watch)
    background = "getComputedStyle(document.body).backgroundColor"
    light = player.page.evaluate(background)
    player.page.get_by_role("button", name="Dark or light").click()
    dark = player.page.evaluate(background)
    assert dark != light
    player.page.reload()
    assert player.page.evaluate("window.first") == player.page.evaluate(background) == dark


def test_everything_can_be_reached_by_tab_and_is_seen_to_be(open_page: Open) -> None:
    page = open_page().page
    names = []
    for _ in range(18):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "[document.activeElement].map(e => e.ariaLabel || (e.labels?.[0] ?? e).innerText.split('\\n')[0])[0]"
            )
        )
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert names == [
        "Skip to the player",
        "Skip to the transcript",
        "0:00",
        "example.org (link of chapter 1, opens in a new tab)",
        *(title.split("\n")[0] for title in page.locator(".chapter").all_inner_texts()[1:]),
        page.locator("#now").inner_text(),
        "Previous chapter",
        "Back 15 seconds",
        "Play",
        "Forward 30 seconds",
        "Next chapter",
        "Position",
        "Volume",
        "Speed",
        "Copy a link to this moment",
        "Search the transcript",
        "Dark or light",
    ]


def test_without_javascript_it_is_a_transcript_with_the_browsers_own_player(open_page: Open) -> None:
    page = open_page(java_script_enabled=False, wait=False).page
    assert page.locator("audio").is_visible()
    assert not page.get_by_role("button", name="Play", exact=True).is_visible()
    assert page.get_by_text("Nobody was").is_visible()
    page.locator("nav").get_by_text("Last question").click()
    box = page.get_by_role("heading", name="Last question").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800


def test_on_paper_it_is_a_clean_transcript(open_page: Open) -> None:
    page = open_page(color_scheme="dark").page
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    for gone in ("Skip to", "Search", "Chapters", "Download", "Speed"):
        assert gone not in shown
    for there in ("The tide mill", "4 May 2024", "synthetic", "Out at low water", "Ben", "It is my mother."):
        assert there in shown
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".player").is_visible()


def test_when_the_audio_is_not_there_it_says_so(open_page: Open, tmp_path: Path) -> None:
    script, timeline = evening().script, laid(evening())
    (tmp_path / "index.html").write_text(page(script, timeline, ["gone.mp3"]), encoding="utf-8")
    player = open_page((tmp_path / "index.html").as_uri(), wait=False)
    player.page.get_by_role("alert").get_by_text("gone.mp3").wait_for()
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]


def test_a_browser_reads_hostile_text_as_text(open_page: Open, tmp_path: Path) -> None:
    hostile = "\r\n".join(HOSTILE)
    found: list[Any] = []
    for text in ("words", hostile):
        (tmp_path / "index.html").write_bytes(page(*retold(evening(), text), ["gone.mp3"], disclosure=text).encode())
        player = open_page((tmp_path / "index.html").as_uri(), wait=False, viewport=SIZES["phone"])
        elements = "[...document.querySelectorAll('*')].map(e => [e.tagName, e.getAttributeNames()])"
        found.append(player.page.evaluate(elements))
        assert player.page.evaluate("document.documentElement.scrollWidth") == SIZES["phone"]["width"]
        lengths = player.page.evaluate("[...document.querySelectorAll('.words p')].map(p => p.textContent.length)")
        assert set(lengths) == {len(text.encode("utf-16-le", "surrogatepass")) // 2}
    assert found[0] == found[1]
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]


@pytest.mark.parametrize(
    ("language", "play", "search"),
    [
        ("de", "Abspielen", "Im Transkript suchen"),
        ("ja", "Play", "Search the"),
    ],
)
def test_the_page_speaks_and_finds_in_every_language(
    open_page: Open, tmp_path: Path, language: str, play: str, search: str
) -> None:
    script, timeline = retold(evening(), "two words")
    script = replace(script, meta=replace(script.meta, language=language))
    (tmp_path / "index.html").write_text(page(script, timeline, ["gone.mp3"]), encoding="utf-8")
    player = open_page((tmp_path / "index.html").as_uri(), wait=False, viewport=SIZES["phone"])
    button = player.page.get_by_role("button", name=play, exact=True)
    assert button.locator("svg:visible").count() == 1
    player.page.get_by_placeholder(search).fill("words")
    player.until("/^1 .+ \\d$/.test(document.getElementById('found').textContent)")
    assert player.page.evaluate("document.documentElement.scrollWidth") == SIZES["phone"]["width"]
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]


def long_evening(turns: int, words: int) -> tuple[Script, Timeline]:
    """So many turns of so many words, one every 360 ms."""
    step = RATE * 360 // 1000
    talk = [f"word{n % 977}" for n in range(words)]
    said = tuple(Turn("AB"[n % 2], (plain(" ".join(talk)),)) for n in range(turns))
    length = step * words
    frames = turns * length
    captions = []
    for turn in range(turns):
        start = turn * length
        timed = tuple(Word(word, start + n * step, start + (n + 1) * step) for n, word in enumerate(talk))
        captions.append(Caption(start, start + length, "AB"[turn % 2], " ".join(talk), turn, timed))
    marks = tuple(TurnMark(n, n * length, (n + 1) * length) for n in range(turns))
    edges = [frames * n // 100 for n in range(101)]
    chapters = tuple(Chapter(a, b, f"Chapter {n}") for n, (a, b) in enumerate(pairwise(edges), 1))
    placement = Placement("clip", 0, frames, 0, (1.0, 1.0))
    timeline = Timeline(RATE, 2, frames, (placement,), tuple(captions), chapters, marks)
    return Script(Meta("Twenty hours"), (("A", None), ("B", None)), said), timeline


def test_twenty_hours_open_and_follow_without_a_hitch(open_page: Open, tmp_path: Path) -> None:
    script, timeline = long_evening(turns=4000, words=50)
    assert timeline.frames / RATE == 20 * 3600
    html = page(script, timeline, ["gone.mp3"], levels=(0.5,) * 960)
    assert len(html) < 6_000_000
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    player = open_page((tmp_path / "index.html").as_uri(), wait=False)
    assert player.page.evaluate("document.querySelectorAll('*').length") < 60_000
    cost = player.page.evaluate(
        """() => {
            seek(36000000);
            const from = performance.now();
            for (let frame = 0; frame < 1000; frame++) {
                audio.currentTime = 36000 + frame / 60;
                show();
            }
            return (performance.now() - from) / 1000;
        }"""
    )
    assert cost < 1, "milliseconds for a frame, of which there are 60 a second"
    player.page.evaluate("seek(1000 * 71000)")
    assert player.lit() == [f"word{71000 * 1000 // 360 % 50}"]
    player.page.locator("#query").fill("word49")
    player.until("document.getElementById('found').textContent.endsWith('of 4000')")
    player.trouble[:] = [said for said in player.trouble if "ERR_FILE_NOT_FOUND" not in said]
