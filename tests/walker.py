"""A process of its own: a thousand turns, each acknowledged one printed as it is.

Run it as `python -m tests.walker FOLDER TURNS`; a printed line is the event's number and the
session's version. Tests kill it, or its server, in the middle.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk import Deed, Desk
from bot.settings import Settings
from bot.store.connection import Store
from bot.store.keys import Person
from flows.guide import Guide
from flows.library import load
from flows.move import Move, Verb, answer
from flows.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable

ROSA = Person("T0MEDED00", "U0RESIDENT")
PACE = (
    Move(Verb.BEGIN, "decide"),
    answer("decide", "identity", "yes"),
    answer("decide", "ambition", "yes"),
    Move(Verb.WHY),
    answer("decide", "support", "no"),
    answer("decide", "support", "yes"),
    Move(Verb.BACK),
)
TRIES = 100


def moves(count: int) -> Iterable[tuple[int, Move]]:
    """Number the first `count` moves."""
    return ((number, PACE[number % len(PACE)]) for number in range(count))


def settings(folder: Path) -> Settings:
    given: dict[str, Any] = {"_env_file": None, "var_dir": folder}
    return Settings(**given)


def model(guide: Guide, count: int) -> Session:
    """Fold the first moves without any store."""
    session = Session()
    for number, move in moves(count):
        after, _ = guide.turn(session, move)
        assert after is not None
        session = after.accepted(f"event {number}")
    return session


async def main(folder: Path, count: int) -> None:
    guide = Guide(load(), "Only you see this.")
    store = await Store.open(settings(folder))
    try:
        desk = Desk(guide, store.sessions)
        for number, move in moves(count):
            for _ in range(TRIES):  # as Slack sends again what was not acknowledged
                turn = await desk.turn(Deed(ROSA, move, f"event {number}"))
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
