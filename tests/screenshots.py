"""Pictures of the main states for the README: `make screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from tests.browser.conftest import CHROMIUM, Demo
from tests.browser.window import ARGUMENTS, Window

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
SIZES = {"wide": (1280, 800), "phone": (390, 844)}


async def tour(window: Window, name: str) -> None:
    """Walk through the main states, with a picture of each."""

    async def shot(state: str) -> None:
        newest = window.page.get_by_role("article").last
        await newest.evaluate("answer => answer.scrollIntoView()")  # from its head
        await window.page.wait_for_timeout(300)  # transitions end
        await window.page.screenshot(path=FOLDER / f"{name}-{state}.png")

    await window.press("Start")
    await window.offers("Yes, either one")
    await shot("question")
    await window.press("Yes, either one")
    await window.say("how much does it cost, and is it worth it for a program director?")
    await window.sees("Back to your question")
    await shot("answer")
    await window.say("yes")
    await window.press("No")
    await window.sees("Only with a very clear")
    await shot("outcome")
    await window.say("what is it worth for each career?")
    await window.press("More")
    await window.page.get_by_role("table").last.wait_for()
    await shot("table")
    await window.say("program priorities")
    await window.sees("What to weigh in a program")
    await window.press("More")
    await window.log.get_by_role("figure").wait_for()
    await shot("chart")
    await window.say("fellowship vs certificate")
    await window.log.get_by_role("columnheader", name="Teaching certificate").wait_for()
    await shot("comparison")
    channels = window.page.get_by_role("button", name="Channels")
    if await channels.is_visible():
        await channels.click()
    await window.go("our-department")
    await window.say("@MedEd Advisor what are red flags in a program?")
    await window.page.get_by_role("link", name="1 reply").click()
    await window.page.get_by_text("Only visible to you").last.wait_for()
    await shot("channel")


async def main() -> None:
    """Take every picture, wide and on a phone, light and dark."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                demo = Demo(Path(tempfile.mkdtemp()))
                await demo.start()
                page = await browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                await page.goto(demo.url)
                await tour(Window(page), f"{size}-{scheme}")
                await page.close()
                await demo.stop()
        await browser.close()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.name}\n")


if __name__ == "__main__":
    asyncio.run(main())
