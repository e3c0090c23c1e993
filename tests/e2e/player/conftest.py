"""The player page of a rendered episode, in headless Chromium: from the disk, and from a server that knows ranges."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import pytest
from desk import Desk
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from audiorender import Episode
from audiorender.model import Word

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required"
)

SCRIPT = """---
audiorender: 1
title: The tide mill
show: Slow machines
author: Greta Lind
date: 2024-05-04
language: en
cast:
  Ada: low
  Ben: high
---

# Out at low water

[link https://example.org/mill?a=1&b=2]

[image mill.png]

Ada: How far out did you walk, and who was with you?

Ben: Past the second sandbank, until the church was a pencil mark. Nobody was *ever* with me.

And then the fog came in, and I could hear the mill turning.

Ada: You could hear it?

Ben: Every stone of it. "Clack," it said, "clack", and I walked towards the clack.

# The way back

Ada: Were you afraid of the water?

Ben: Only of my mother. She kept the tide table above the stove, and she could read it from the gate.

[pause 1.5s]

Ada: What does the mill grind now?

Ben: Nothing. It turns because the tide turns it, and twice a day somebody walks out to look.

# Last question

Ada: And who is that somebody?

Ben: It is my mother.
"""


@dataclass(frozen=True)
class Player:
    """The page, open in a browser, and the episode that it plays."""

    page: Page
    episode: Episode
    trouble: list[str]

    def until(self, condition: str) -> None:
        """Wait until an expression is true. (Playwright's own way is an eval in the page, which its policy forbids.)"""
        deadline = monotonic() + 30
        while not self.page.evaluate(condition):
            assert monotonic() < deadline, f"never true: {condition}"
            self.page.wait_for_timeout(20)

    def until_at(self, seconds: float, *, within: float) -> None:
        """Wait until the playhead is there: a page that has just loaded knows the length before it goes anywhere."""
        self.until(f"Math.abs(document.getElementById('audio').currentTime - {seconds}) <= {within}")

    def time(self) -> float:
        """Seconds."""
        return float(self.page.evaluate("document.getElementById('audio').currentTime"))

    def slowly(self) -> None:
        """Let it play at a sixteenth of its speed: where it began is then still where it is, on a slow machine too."""
        self.page.evaluate("() => { document.getElementById('audio').playbackRate = 0.0625; }")

    def go(self, seconds: float) -> None:
        """Put the audio itself somewhere, as a phone's lock screen does, and wait until it is there."""
        self.page.evaluate(
            """seconds => new Promise(done => {
                const audio = document.getElementById("audio");
                audio.addEventListener("seeked", () => requestAnimationFrame(() => done()), { once: true });
                audio.currentTime = seconds;
            })""",
            seconds,
        )

    def lit(self) -> list[str]:
        """The words that are painted as heard now."""
        return list(self.page.evaluate("[...CSS.highlights.get('word')].map(String)"))

    def box(self, word: str, which: int = 0) -> tuple[float, float]:
        """The middle of a word in the transcript, brought into view."""
        x, y = self.page.evaluate(
            """([word, which]) => {
                const texts = document.createTreeWalker(document.getElementById("transcript"), NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    const at = texts.currentNode.data.indexOf(word);
                    if (at < 0 || !texts.currentNode.parentElement.closest(".said") || which-- > 0) continue;
                    texts.currentNode.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
                    const range = new Range();
                    range.setStart(texts.currentNode, at);
                    range.setEnd(texts.currentNode, at + word.length);
                    const box = range.getClientRects()[0];
                    return [box.x + box.width / 2, box.y + box.height / 2];
                }
            }""",
            [word, which],
        )
        return x, y

    def words(self) -> list[Word]:
        """All words of the episode, in samples."""
        return [word for caption in self.episode.timeline.captions for word in caption.words]

    def word(self, text: str) -> Word:
        return next(word for word in self.words() if word.text == text)


class _Ranges(SimpleHTTPRequestHandler):
    """The standard library's file server, with the one thing that seeking needs."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not found or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        part = data[int(found[1]) : int(found[2]) + 1 if found[2] else None]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {found[1]}-{int(found[1]) + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return BytesIO(part)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the library's name for it
        """Say nothing."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Episode:
    """An episode of sines in a folder whose name has to be encoded."""
    desk = Desk.at(tmp_path_factory.mktemp("desk"))
    desk.write("mill.script.md", SCRIPT)
    picture = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, "PNG")
    desk.write("mill.png", picture.getvalue())
    return desk.render("mill.script.md", output=desk.path / "the 100% mill & sea")


@pytest.fixture(scope="module")
def site(mill: Episode) -> Iterator[str]:
    """
    The episode's folder on a server of this machine.

    Whatever a page has to remember is tested here: of what pages from the disk keep, headless Chromium loses one time
    in twenty (a page of one line does), however long one waits before the reload.
    """
    handler = partial(_Ranges, directory=str(mill.audio.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()
        thread.join()


Open = Callable[..., Player]


@pytest.fixture
def open_page(chromium: Browser, mill: Episode, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens the page; whatever it or the browser complains about fails the test in the end."""
    contexts = []
    trouble: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        trouble.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def open_it(
        url: str | None = None, *, moment: str = "", wait: bool = True, before: str = "", **options: Any
    ) -> Player:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", dismissed)
        page.goto((url or (mill.audio.parent / "index.html").as_uri()) + moment)
        player = Player(page, mill, trouble)
        if wait:
            player.until("document.getElementById('audio').readyState >= 1")
        return player

    yield open_it
    for context in contexts:
        context.close()
    assert trouble == []
