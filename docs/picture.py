"""Makes page.jpg, the picture of the player page in the README: `python docs/picture.py` after the demo was rendered.

Needs the extra `dev`, and Chromium on the PATH.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PAGE = HERE.parent / "output/demo/index.html"
SIZE = {"width": 1080, "height": 760}


def main() -> None:
    """Open the page at a word in the third chapter, and keep what a person would see."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport=SIZE, device_scale_factor=2, color_scheme="light")
        page.goto(f"{PAGE.as_uri()}#t=38")
        page.wait_for_timeout(1500)
        shot = page.screenshot()
        browser.close()
    picture = (
        Image.open(io.BytesIO(shot)).convert("RGB").resize((SIZE["width"], SIZE["height"]), Image.Resampling.LANCZOS)
    )
    picture.save(HERE / "page.jpg", quality=82, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
