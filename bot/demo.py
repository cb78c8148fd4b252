"""The demo: store, local workspace and bot together, and the page that shows them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import AnyHttpUrl, SecretStr

from bot.errors import OperatorError
from bot.fake_slack import PortInUseError, Workspace
from bot.slack.manifest import manifest
from bot.slack.service import connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine


def demo(settings: Settings, engine: DialogueEngine, port: int, *, browser: bool) -> None:
    """Run until Ctrl-C; what people answered is there again the next time."""
    try:
        asyncio.run(_until_stopped(settings, engine, port, browser=browser))
    except PortInUseError as error:
        raise OperatorError(str(error)) from error


@asynccontextmanager
async def serving(
    settings: Settings, engine: DialogueEngine, port: int = 0
) -> AsyncIterator[Workspace]:
    """Hold the local workspace with the bot in it, and its store in the settings' folder."""
    settings = settings.model_copy(update={"human_channel": "C0INTERNAL", "public_url": None})
    pack = engine.pack
    example = next((pack.cards[card].title for topic in pack.topics for card in topic.cards), "")
    async with Workspace(manifest(settings, pack.about), port=port, example=example) as workspace:
        here = settings.model_copy(
            update={
                "slack_api_url": AnyHttpUrl(workspace.api_url),
                "slack_bot_token": SecretStr(workspace.bot_token),
                "slack_app_token": SecretStr(workspace.app_token),
                "redis_url": None,  # the embedded store, in any case
            }
        )
        async with connected(here, engine):
            yield workspace


async def _until_stopped(
    settings: Settings, engine: DialogueEngine, port: int, *, browser: bool
) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(settings, engine, port) as workspace:
        _say(f"The local workspace is at {workspace.page_url}")
        if not browser or not _open(workspace.page_url):
            _say("Open it in a browser. Ctrl-C stops it; your answers are kept.")
        else:
            _say("It opens in your browser. Ctrl-C stops it; your answers are kept.")
        await stop.wait()
    _say("Stopped.")


def _open(url: str) -> bool:
    """Open a page where there is a screen to show it; a text browser would take the terminal."""
    screen = (
        sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    try:
        return bool(screen) and webbrowser.open(url)
    except webbrowser.Error:
        return False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
