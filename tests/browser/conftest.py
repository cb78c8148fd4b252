"""A real browser, and the demo with a store of its own for each test."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from bot.demo import serving
from bot.fake_slack import Workspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from tests.browser.bare_page import BarePage, opened
from tests.browser.window import ARGUMENTS, Window
from tests.conversation import ABOUT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from playwright.async_api import Browser

    from flows.dialogue.engine import DialogueEngine

    Open = Callable[[], Awaitable[Window]]

expect.set_options(timeout=15_000)

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)


class Demo:
    """`meded demo` as a program, in a folder of its own; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, port: int = 0) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port)),
            cwd=self.folder,
            env={**os.environ, "VAR_DIR": str(self.folder / "var")},
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout
        line = (await self._process.stdout.readline()).decode()
        found = re.search(r"http://\S+", line)
        assert found, line
        self.url = found[0]

    async def stop(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
            await self._process.communicate()
            assert self._process.returncode == 0


@pytest.fixture
def shown(engine: DialogueEngine) -> DialogueEngine:
    """What the demo is about."""
    return engine


@pytest.fixture
def demo_settings(tmp_path: Path) -> Settings:
    """What the demo runs with."""
    return Settings(var_dir=tmp_path / "var", log_level="WARNING")


@pytest_asyncio.fixture(loop_scope="session")
async def address(demo_settings: Settings, shown: DialogueEngine) -> AsyncIterator[str]:
    """Where the demo shows its page; it runs in the tests' own process, which starts fast."""
    async with serving(demo_settings, shown) as workspace:
        yield workspace.page_url


@pytest_asyncio.fixture(loop_scope="session")
async def program(tmp_path: Path) -> AsyncIterator[Demo]:
    demo = Demo(tmp_path)
    await demo.start()
    yield demo
    await demo.stop()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: install it; in CI the browser tests must run")
        pytest.skip("NO CHROMIUM: the browser tests did not run; install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def window_at(browser: Browser, url: str, width: int = 1280) -> AsyncIterator[Window]:
    page = await browser.new_page(viewport={"width": width, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(url)
    yield Window(page)
    await page.close()
    assert not errors


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser, address: str) -> AsyncIterator[Open]:
    """Open as many windows on the page as a test asks for."""
    opened = []

    async def open_one() -> Window:
        window = window_at(browser, address)
        opened.append(window)
        return await window.__aenter__()

    yield open_one
    for window in opened:
        await window.__aexit__(None, None, None)


@pytest_asyncio.fixture(loop_scope="session")
async def window(open_window: Open) -> Window:
    return await open_window()


@pytest_asyncio.fixture(loop_scope="session")
async def workspace() -> AsyncIterator[Workspace]:
    """A workspace with a Home tab, and without our bot."""
    ours = manifest(Settings(), ABOUT)
    ours["features"]["app_home"]["home_tab_enabled"] = True
    async with Workspace(ours) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def bare(browser: Browser, workspace: Workspace) -> AsyncIterator[BarePage]:
    async with opened(browser, workspace, viewport={"width": 1280, "height": 800}) as made:
        yield made
