"""A process of its own: a thousand turns, each acknowledged one printed as it is.

Run it as `python -m tests.walker FOLDER TURNS`; a printed line is the event's number and the
session's version. Tests kill it, or its server, in the middle.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.settings import Settings
from bot.store.connection import Store
from bot.turns import TurnService
from flows.check.load import load
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.request import Person
from flows.dialogue.session import Session
from tests.conversation import request_by

if TYPE_CHECKING:
    from collections.abc import Iterable

ROSA = Person("T0MEDED00", "U0RESIDENT")
PACE = (
    Action(ActionType.BEGIN, "decide"),
    answer("decide", "identity", "yes"),
    answer("decide", "ambition", "yes"),
    Action(ActionType.WHY),
    answer("decide", "support", "no"),
    answer("decide", "support", "yes"),
    Action(ActionType.BACK),
)
TRIES = 100


def actions(count: int) -> Iterable[tuple[int, Action]]:
    """Number the first `count` moves."""
    return ((number, PACE[number % len(PACE)]) for number in range(count))


def settings(folder: Path) -> Settings:
    given: dict[str, Any] = {"_env_file": None, "var_dir": folder}
    return Settings(**given)


def model(engine: DialogueEngine, count: int) -> Session:
    """Fold the first moves without any store."""
    session = Session()
    for number, action in actions(count):
        after = engine.decide(session, request_by(ROSA, action, f"event {number}")).session
        assert after is not None
        session = after.accepted(f"event {number}")
    return session


async def main(folder: Path, count: int) -> None:
    engine = DialogueEngine(load())
    store = await Store.open(settings(folder))
    try:
        turn_service = TurnService(engine, store.sessions, lambda: 0.0)  # versions count the turns
        for number, action in actions(count):
            for _ in range(TRIES):  # as Slack sends again what was not acknowledged
                turn = await turn_service.turn(request_by(ROSA, action, f"event {number}"))
                if turn.saved:
                    break
            else:
                raise SystemExit("never saved")
            sys.stdout.write(f"{number} {turn.version}\n")
            sys.stdout.flush()
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
