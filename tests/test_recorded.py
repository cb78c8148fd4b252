"""Sessions and buttons that were stored and drawn by earlier versions are still read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.dialogue.action import read_action
from flows.dialogue.reply import Message
from flows.dialogue.session import load_session
from tests.conversation import request

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.session import Session

RECORDED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "recorded.json").read_text(encoding="utf-8")
)
DELETING = "Deleting what is kept"
"""The receipt follows now, once messages are deleted too."""


def position(engine: DialogueEngine, session: Session) -> list[object] | None:
    found = engine.replies.position(session)
    return [found.flow, found.node, session.paused] if found else None


@pytest.mark.parametrize("number", range(len(RECORDED["sessions"])))
def test_every_press_on_a_recorded_button_does_what_it_did(
    engine: DialogueEngine, number: int
) -> None:
    stored = RECORDED["sessions"][number]
    presses = [press for press in RECORDED["presses"] if press[0] == number]
    assert presses
    for _, value, drawn, said, at in presses:
        session = load_session(stored.encode() if stored else None)
        result = engine.decide(session, request(read_action(value), drawn))
        where = position(engine, result.session) if result.session else None
        assert where == RECORDED["positions"][at], value
        assert isinstance(result.reply, Message)
        expected, new = RECORDED["replies"][said], result.reply.text
        # What is said of a draft stands before it, for none is left in silence.
        assert new.endswith(expected) or new.startswith(DELETING), value


def test_a_recorded_session_is_written_as_it_was() -> None:
    for stored in filter(None, RECORDED["sessions"]):
        assert load_session(stored.encode()).dump() == stored
