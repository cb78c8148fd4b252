"""The page without our bot behind it, and a pen for what a bot would write."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

    from bot.fake_slack import Workspace

RESIDENT, DM, CHANNEL = "U0RESIDENT", "D0RESIDENT", "C0INTERNAL"


class BarePage:
    """One page on a workspace."""

    def __init__(self, workspace: Workspace, page: Page) -> None:
        self.workspace = workspace
        self.page = page
        self.web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)

    async def say(self, *blocks: dict[str, Any], channel: str = DM) -> str:
        sent = await self.web.chat_postMessage(channel=channel, text="said", blocks=blocks)
        return str(sent["ts"])

    async def go(self, name: str) -> None:
        await self.page.get_by_role("navigation").get_by_role("link", name=name).click()


@asynccontextmanager
async def opened(browser: Browser, workspace: Workspace, **look: Any) -> AsyncIterator[BarePage]:  # noqa: ANN401 - Playwright's own options
    """Open a page that may log no error but that of a lost connection."""
    page = await browser.new_page(**look)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    await page.goto(workspace.page_url)
    yield BarePage(workspace, page)
    await page.close()
    assert [error for error in errors if "ERR_CONNECTION" not in error] == []
