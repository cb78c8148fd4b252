"""What people talk to: the local workspace, the terminal, and Slack."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.packs import open_pack

if TYPE_CHECKING:
    import argparse


def demo(options: argparse.Namespace) -> None:
    """Run the local workspace."""
    from bot.demo import demo
    from bot.logs import set_up
    from bot.settings import read_settings

    settings = read_settings().model_copy(update={"log_level": "WARNING"})
    set_up(settings)
    pack = open_pack(options, typed=True)
    demo(settings, pack, options.port, browser=not options.no_browser)


def chat(options: argparse.Namespace) -> None:
    """Talk in the terminal."""
    from bot.effects import Effects
    from bot.installations import local
    from bot.settings import read_settings
    from bot.store.connection import Store
    from bot.terminal.chat import chat
    from bot.turns import TurnService
    from flows.dialogue.engine import DialogueEngine

    settings = read_settings()
    pack = open_pack(options, typed=True)
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(settings))
        try:
            runner.run(store.ping())
            turns = TurnService(DialogueEngine(pack), store.sessions)
            chat(turns, Effects(turns, store.unanswered), local(settings, pack), runner.run)
        finally:
            runner.run(store.close())


def run(options: argparse.Namespace) -> None:
    """Serve Slack."""
    from bot.logs import set_up
    from bot.settings import read_settings
    from bot.slack.service import run

    settings = read_settings()
    set_up(settings)
    run(settings, open_pack(options, typed=True))
