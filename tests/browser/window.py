"""A window as a person uses it: by roles and names that they can see or hear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def named(label: str) -> re.Pattern[str]:
    """Match what is heard of a button: its label, and where that stands on several, of what."""
    return re.compile(rf"^{re.escape(label)}(: .+)?$")


class Window:
    """One page, and what somebody does there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    async def press(self, name: str) -> None:
        """Press the newest button of that name."""
        await self.page.get_by_role("button", name=named(name)).last.click()

    async def answers(self, *names: str) -> None:
        """Press one answer after the other, each once the one before it shows.

        Two questions may have an answer of the same name, so pressing at once could
        press it at the question that is just being answered.
        """
        for number, name in enumerate(names, start=1):
            await self.press(name)
            await self.offers("Change", number)

    async def say(self, text: str) -> None:
        """Type a line and send it."""
        box = self.page.get_by_role("textbox", name=re.compile("^Message"))
        await box.fill(text)
        await box.press("Enter")

    async def go(self, name: str) -> None:
        """Open a conversation of the sidebar."""
        await self.page.get_by_role("navigation").get_by_role("link", name=name).click()
        heading = self.page.get_by_role("heading", name=name, level=1)
        await expect(heading).to_be_visible()

    async def sees(self, text: str) -> None:
        """Wait until the conversation shows a text."""
        await expect(self.log.get_by_text(text).last).to_be_visible()

    async def offers(self, name: str, times: int = 1) -> None:
        """Wait until exactly so many buttons of that name are there."""
        button = self.page.get_by_role("button", name=named(name))
        await expect(button).to_have_count(times)
