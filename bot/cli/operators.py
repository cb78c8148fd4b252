"""What operators do: set up the app, read what it missed, remove a person."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from bot.cli.counting import counted
from bot.cli.packs import open_pack

if TYPE_CHECKING:
    import argparse

FEW = 10
"""Counts below this are not told, for they could point to somebody."""


def manifest(options: argparse.Namespace) -> None:
    """Print the manifest for these settings."""
    from bot.settings import read_settings
    from bot.slack.manifest import manifest

    about = open_pack(options).about
    print(json.dumps(manifest(read_settings(), about), indent=2))


def forget(options: argparse.Namespace) -> None:
    """Remove a person, and print a receipt."""
    from bot.settings import read_settings
    from bot.store.connection import Store
    from flows.language.messages import say

    settings = read_settings()

    async def remove() -> tuple[list[str], int | None]:
        store = await Store.open(settings)
        try:
            await store.check()
            keys = await store.sessions.forget_everywhere(options.user, options.team)
            return keys, store.log_hours
        finally:
            await store.close()

    removed, hours = asyncio.run(remove())
    for key in removed:
        print(f"removed {key}")
    keys = counted(len(removed), "key")
    print(f"{keys} removed for {options.user}. Not ours to delete: what they wrote")
    print("themselves, and copies in your institution's Slack exports or backups. Our messages in")
    if settings.message_hold:
        print("their direct messages stay, as MESSAGE_HOLD says.")
    else:
        print("their direct messages stay; they can remove those with “forget me” in Slack.")
    if removed:
        print(say().log_unknown if hours is None else say().log_holds.format(hours=hours))
    else:
        print("Nothing was kept under that id; USER is a Slack member id, such as U0123ABCD.")


def unanswered(_: argparse.Namespace) -> None:
    """Print what people sent to the authors."""
    from bot.settings import read_settings
    from bot.store.connection import Store

    async def read() -> tuple[int, list[str]]:
        store = await Store.open(read_settings())
        try:
            await store.check()
            return await store.unanswered.read()
        finally:
            await store.close()

    count, texts = asyncio.run(read())
    for text in texts:
        print(" ".join(text.split()))
    about = f"about {round(count, -1)}" if count >= FEW else f"fewer than {FEW}"
    print(f"{about} not understood, {len(texts)} sent to the authors", file=sys.stderr)
