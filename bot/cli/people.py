"""What people talk to: the local workspace, the terminal, and Slack."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.packs import open_pack, tell_untrained

if TYPE_CHECKING:
    import argparse

    from flows.dialogue.engine import DialogueEngine


def demo(options: argparse.Namespace) -> None:
    """Run the local workspace."""
    from bot.demo import demo
    from bot.logs import set_up
    from bot.settings import read_settings

    settings = read_settings().model_copy(update={"log_level": "WARNING"})
    set_up(settings)
    demo(settings, _engine(options), options.port, browser=not options.no_browser)


def chat(options: argparse.Namespace) -> None:
    """Talk in the terminal."""
    from bot.effects import Effects
    from bot.installations import this_machine
    from bot.settings import read_settings
    from bot.store.connection import Store
    from bot.terminal.chat import chat
    from bot.turns import TurnService

    settings = read_settings()
    engine = _engine(options)
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(settings))
        try:
            runner.run(store.check())
            turns = TurnService(engine, store.sessions)
            here = this_machine(settings, engine.pack, store.log_hours)
            chat(turns, Effects(turns, store.unanswered), here, runner.run)
        finally:
            runner.run(store.close())


def run(options: argparse.Namespace) -> None:
    """Serve Slack."""
    from bot.logs import set_up
    from bot.settings import read_settings
    from bot.slack.service import run

    settings = read_settings()
    set_up(settings)
    run(settings, _engine(options))


def _engine(options: argparse.Namespace) -> DialogueEngine:
    from flows.dialogue.engine import DialogueEngine

    engine = DialogueEngine(open_pack(options))
    tell_untrained(engine.pack, engine.matcher)
    return engine
