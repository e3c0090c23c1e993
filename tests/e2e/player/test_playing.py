"""The page plays the episode: it follows the voice to the word, and goes wherever it is told to go."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from audiorender.model import RATE
from audiorender.timecode import milliseconds
from e2e.player.conftest import Open, Player

pytestmark = pytest.mark.debian

FRAME = 0.1
"""Seconds that a frame of the browser may be late."""


@pytest.mark.parametrize("place", ["disk", "server"])
def test_it_plays_and_loads_nothing_but_the_audio(place: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    player = open_page(wait=False) if place == "disk" else open_page(request.getfixturevalue("site"), wait=False)
    asked: list[str] = []
    player.page.on("request", lambda request: asked.append(Path(unquote(urlsplit(request.url).path)).name))
    player.page.reload()
    player.page.get_by_role("button", name="Play", exact=True).click()
    player.until("document.getElementById('audio').currentTime > 0.3")
    assert player.page.get_by_role("button", name="Pause").is_visible()
    assert set(asked) <= {"index.html", "mill.mp3"}
    player.page.get_by_role("button", name="Pause").click()  # or it plays on while it is asked where it is
    player.go(20)
    assert player.time() == pytest.approx(20, abs=2 * FRAME)


def test_the_word_that_is_lit_is_the_one_that_the_timeline_says(open_page: Open) -> None:
    player = open_page()
    words = player.words()
    for word in words[:: len(words) // 20]:
        for sample in (word.start, (word.start + word.end) // 2):
            player.go(milliseconds(sample) / 1000)
            assert player.lit() == [word.text]


def test_in_a_pause_no_word_is_lit_and_none_before_the_beginning(open_page: Open) -> None:
    player = open_page()
    assert player.lit() == []
    a, b = next((a, b) for a, b in pairwise(player.words()) if b.start - a.end > RATE)
    player.go((a.end + b.start) / 2 / RATE)
    assert player.lit() == []


def test_while_it_plays_each_word_is_lit_when_it_is_said(open_page: Open) -> None:
    player = open_page()
    player.go(1)
    seen = player.page.evaluate(
        """() => new Promise(done => {
            const audio = document.getElementById("audio"), seen = [], from = performance.now();
            audio.playbackRate = 0.5; // a frame that is late is late by half as much
            const look = () => {
                seen.push([audio.currentTime, [...CSS.highlights.get("word")].map(String)]);
                if (performance.now() - from < 4000) requestAnimationFrame(look);
                else { audio.pause(); done(seen); }
            };
            audio.play().then(look);
        })"""
    )
    assert seen[-1][0] > 2.5
    assert len({tuple(lit) for _, lit in seen}) > 4
    for time, lit in seen:
        near = [w.text for w in player.words() if w.start / RATE - FRAME <= time <= w.end / RATE + FRAME]
        assert len(lit) <= 1
        assert set(lit) <= set(near), time


def test_a_click_on_a_word_plays_from_there(open_page: Open) -> None:
    player = open_page()
    player.slowly()
    for text in ("sandbank,", "ever", '"Clack,"', "look.", "How"):
        player.page.mouse.click(*player.box(text))
        player.until("!document.getElementById('audio').paused")
        assert player.time() == pytest.approx(player.word(text).start / RATE, abs=0.5)
        player.page.keyboard.press("k")


def test_a_drag_over_words_selects_them_and_plays_nothing(open_page: Open) -> None:
    player = open_page()
    x, y = player.box("sandbank,")
    player.page.mouse.move(x - 20, y)
    player.page.mouse.down()
    player.page.mouse.move(x + 60, y, steps=4)
    player.page.mouse.up()
    assert player.page.evaluate("getSelection().toString().length") > 3
    assert player.page.evaluate("document.getElementById('audio').paused")
    assert player.time() == 0


def test_a_click_beside_the_words_goes_nowhere(open_page: Open) -> None:
    player = open_page()
    x, y = player.box("mother.", 1)
    player.page.mouse.click(x + 200, y)
    assert player.time() == 0


def test_a_click_on_a_chapter_plays_from_there_and_lights_it(open_page: Open) -> None:
    player = open_page()
    player.slowly()
    for number in (2, 0, 1):
        chapter = player.episode.timeline.chapters[number]
        player.page.locator("nav").get_by_text(chapter.title).click()
        player.until("!document.getElementById('audio').paused")
        player.page.keyboard.press("k")
        assert player.time() == pytest.approx(chapter.start / RATE, abs=0.5)
        assert player.page.locator(".chapter[aria-current]").all_inner_texts() == [
            player.page.locator(".chapter").nth(number).inner_text()
        ]
        assert player.page.locator("#now").inner_text() == chapter.title
        assert "#" not in player.page.url
        assert player.page.get_by_role("heading", name=chapter.title, exact=True).is_visible()


def test_a_reload_stays_where_the_listener_is(open_page: Open, site: str) -> None:
    """Neither a chapter that was clicked nor a link that was followed pulls a listener back."""
    player = open_page(site, moment="#t=5", reduced_motion="reduce", viewport={"width": 390, "height": 600})
    player.slowly()
    player.page.keyboard.press("o")
    player.page.get_by_role("dialog").get_by_text("The way back").click()
    player.go(player.word("stove,").start / RATE)
    player.page.keyboard.press("k")
    before = player.time()
    player.page.reload()
    player.until_at(before, within=0.5)
    assert _in_view(player)


def test_the_sheet_of_chapters_is_one_tap_away_on_a_phone(open_page: Open) -> None:
    player = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    player.slowly()
    sheet = player.page.get_by_role("dialog", name="Chapters")
    for number, chapter in enumerate(player.episode.timeline.chapters):
        player.page.locator("#open-sheet").tap()
        assert sheet.locator(".chapter").count() == len(player.episode.timeline.chapters)
        sheet.locator(".chapter").nth(number).tap()
        assert not sheet.is_visible()
        player.until("!document.getElementById('audio').paused")
        player.page.keyboard.press("k")
        assert player.time() == pytest.approx(chapter.start / RATE, abs=0.5)


def test_buttons_and_keys_step_through_the_chapters(open_page: Open) -> None:
    player = open_page()
    starts = [chapter.start / RATE for chapter in player.episode.timeline.chapters]
    forward = player.page.get_by_role("button", name="Next chapter")
    back = player.page.get_by_role("button", name="Previous chapter")
    forward.click()
    assert player.time() == pytest.approx(starts[1], abs=0.01)
    player.page.keyboard.press("n")
    assert player.time() == pytest.approx(starts[2], abs=0.01)
    assert forward.is_disabled()
    player.page.keyboard.press("n")
    assert player.time() == pytest.approx(starts[2], abs=0.01)
    player.go(starts[2] + 4)
    back.click()
    assert player.time() == pytest.approx(starts[2], abs=0.01), "the chapter under way, first"
    player.page.keyboard.press("p")
    assert player.time() == pytest.approx(starts[1], abs=0.01)


def test_every_chapter_is_reached_by_keyboard(open_page: Open) -> None:
    player = open_page()
    player.slowly()
    player.page.keyboard.press("o")
    player.page.keyboard.press("Tab")
    player.page.keyboard.press("Enter")
    assert not player.page.get_by_role("dialog", name="Chapters").is_visible()
    player.until("!document.getElementById('audio').paused")
    assert player.time() == pytest.approx(player.episode.timeline.chapters[1].start / RATE, abs=0.5)
    player.page.keyboard.press("o")
    player.page.keyboard.press("Escape")
    assert not player.page.get_by_role("dialog", name="Chapters").is_visible()


def test_a_link_to_a_stretch_stops_at_its_end(open_page: Open) -> None:
    player = open_page(moment="#t=17,17.6")
    assert player.time() == pytest.approx(17, abs=0.01)
    player.page.keyboard.press("k")
    player.until("document.getElementById('audio').currentTime > 17.5")
    player.until("document.getElementById('audio').paused")
    assert player.time() == pytest.approx(17.6, abs=0.2)
    player.page.keyboard.press("k")
    player.until("document.getElementById('audio').currentTime > 18")


def test_the_volume_is_kept(open_page: Open, site: str) -> None:
    player = open_page(site)
    player.page.get_by_label("Volume").fill("0.5")
    player.page.reload()
    player.until("document.getElementById('audio').volume === 0.5")


def test_a_turn_can_be_played_from_its_time(open_page: Open) -> None:
    player = open_page()
    player.slowly()
    mark = player.episode.timeline.turns[4]
    player.page.locator(".turn").nth(4).get_by_role("link").click()
    player.until("!document.getElementById('audio').paused")
    assert player.time() == pytest.approx(mark.start / RATE, abs=0.5)


def test_a_link_to_a_moment_opens_there(open_page: Open) -> None:
    player = open_page(moment="#t=0:12")
    assert player.time() == pytest.approx(12, abs=0.001)
    assert player.page.locator(".turn.current").count() == 1
    links = {"#t=5": 5, "#t=00:00:13.5": 13.5, "#t=0%3A06": 6, "#t=x": 6, "#t=1:2:3:4": 6, "#t=0:0:07": 7}
    links |= {"#t=npt:17": 17, "#t=8,20": 8, "#t=npt%3A0:09,0:11": 9, "#t=,12": 0, "#t=10s": 10, "#t=12,3": 10}
    for link, seconds in links.items():
        player.page.evaluate("link => { location.hash = link; }", link)
        player.until(f"Math.abs(document.getElementById('audio').currentTime - {seconds}) < 0.01")


def test_a_link_to_this_moment_is_copied(open_page: Open, site: str) -> None:
    player = open_page(site, permissions=["clipboard-read", "clipboard-write"])
    player.go(7.9)
    player.page.get_by_role("button", name="Copy a link").click()
    player.until("document.getElementById('toast').textContent.includes('0:07')")
    assert player.page.evaluate("navigator.clipboard.readText()") == f"{site}#t=7"
    assert player.page.url == f"{site}#t=7"


def test_search_counts_and_goes_through_what_it_finds(open_page: Open) -> None:
    player = open_page(viewport={"width": 800, "height": 420}, reduced_motion="reduce")
    player.page.keyboard.press("/")
    player.page.keyboard.type("the  MILL")
    found, chosen = player.page.locator("#found"), "[...CSS.highlights.get('chosen')].map(String)"
    places = []
    for number in (1, 2, 1):
        player.until(f"document.getElementById('found').textContent === '{number} of 2'")
        player.until(f"{chosen}[0] === 'the mill'")  # two are found from "the m" on, while it is being typed
        top, bottom = player.page.evaluate(
            "[...CSS.highlights.get('chosen')].map(r => r.getBoundingClientRect()).map(b => [b.top, b.bottom])[0]"
        )
        bar = player.page.locator(".player").bounding_box()
        assert bar is not None
        assert 0 <= top < bottom <= bar["y"]
        places.append(player.page.evaluate("scrollY"))
        player.page.keyboard.press("Enter")
    assert places[0] != places[1]
    assert player.page.evaluate("CSS.highlights.get('found').size") == 2
    player.page.locator("#query").fill('"Clack')
    player.until("document.getElementById('found').textContent === '1 of 2'")
    player.slowly()
    player.page.get_by_role("button", name="Play from this match").click()
    assert player.time() == pytest.approx(player.word('"Clack,"').start / RATE, abs=0.3)
    player.page.locator("#query").fill("(*")
    player.until("document.getElementById('found').textContent === 'Not found'")
    player.page.locator("#query").press("Escape")
    assert found.inner_text() == ""


def test_keys_go_where_they_say(open_page: Open) -> None:
    player = open_page()
    starts = {chapter.title: chapter.start / RATE for chapter in player.episode.timeline.chapters}
    goals = {
        "ArrowRight": 10 + 5,
        "ArrowLeft": 10 - 5,
        "l": min(10 + 30, player.episode.timeline.frames / RATE),
        "j": 0,
        "2": starts["The way back"],
        "3": starts["Last question"],
    }
    for key, goal in goals.items():
        player.go(10)
        player.page.keyboard.press(key)
        assert player.time() == pytest.approx(goal, abs=0.01 if key not in "123" else 0.5), key
        player.page.evaluate("document.getElementById('audio').pause()")


def test_keys_play_change_the_speed_and_show_help(open_page: Open) -> None:
    player = open_page()
    page = player.page
    paused = "document.getElementById('audio').paused"
    for key, is_paused in ((" ", False), ("k", True), ("k", False), (" ", True)):
        page.keyboard.press(key)
        assert page.evaluate(paused) is is_paused
    page.keyboard.press(">")
    assert page.evaluate("document.getElementById('audio').playbackRate") == 1.25
    page.keyboard.press("<")
    page.keyboard.press("<")
    assert page.locator("#speed").input_value() == "0.75"
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_visible()
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.keyboard.press("k")
    assert page.evaluate(paused) is True


def test_the_slider_is_one(open_page: Open) -> None:
    player = open_page()
    slider = player.page.get_by_role("slider", name="Position")
    slider.focus()
    player.page.keyboard.press("ArrowUp")
    assert player.time() == pytest.approx(5, abs=0.01)
    assert re.fullmatch(r"0:05 of 0:\d\d, Out at low water", slider.get_attribute("aria-valuetext") or "")
    player.page.keyboard.press("Home")
    assert player.time() == 0
    box = slider.bounding_box()
    assert box is not None
    player.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 10)
    assert player.time() == pytest.approx(player.episode.timeline.frames / RATE / 2, abs=0.2)


def test_the_place_is_remembered(open_page: Open, site: str) -> None:
    player = open_page(site)
    player.go(21.5)
    player.page.reload()
    player.until_at(21.5, within=0.01)
    assert len(player.lit()) == 1


def test_where_nothing_can_be_kept_it_plays_all_the_same(open_page: Open) -> None:
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    player = open_page(before=denied)
    player.page.keyboard.press("d")
    player.page.keyboard.press("k")
    player.until("document.getElementById('audio').currentTime > 0.1")


def test_what_is_kept_may_be_nonsense(open_page: Open) -> None:
    nonsense = """
        for (const name of ["speed", "theme", "keys"]) localStorage.setItem("audiorender " + name, "{");
        localStorage.setItem("audiorender speed", "900");
        localStorage.setItem("audiorender theme", '"\\"><b>"');
    """
    player = open_page(before=nonsense)
    assert player.page.evaluate("document.getElementById('audio').playbackRate") == 1
    player.page.keyboard.press("k")
    player.until("document.getElementById('audio').currentTime > 0.1")


def test_it_follows_the_voice_until_the_reader_scrolls_away(open_page: Open) -> None:
    player = open_page(viewport={"width": 390, "height": 600}, reduced_motion="reduce")
    page, button = player.page, player.page.get_by_role("button", name="Follow the voice")
    player.go(player.word("stove,").start / RATE)
    page.keyboard.press("k")
    player.until("scrollY > 300")
    assert _in_view(player)
    page.mouse.move(200, 200)
    page.mouse.wheel(0, -5000)
    button.wait_for()
    player.until("scrollY === 0")
    page.wait_for_timeout(600)
    assert page.evaluate("scrollY") == 0
    button.click()
    assert not button.is_visible()
    page.keyboard.press("k")
    assert _in_view(player)


def _in_view(player: Player) -> bool:
    return bool(
        player.page.evaluate(
            """() => {
                const { top, bottom } = document.querySelector(".turn.current").getBoundingClientRect();
                return bottom > 60 && top < document.querySelector(".player").getBoundingClientRect().top;
            }"""
        )
    )
