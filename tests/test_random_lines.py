"""Lines and presses in any order: nothing saved changes but by a reply, a press or a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.check.load import load
from flows.dialogue.action import Action, ActionType, read_action
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.turn import Turn
from flows.language.messages import say
from flows.language.normalize import normal
from flows.language.phrasebook import NO, YES, bare, phrasebook
from tests.conversation import OFFICE, Conversation, labels, request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.dialogue.session import Session

ENGINE = DialogueEngine(load())
SAID = "You: "
LINES = sorted(
    {
        line.removeprefix(SAID)
        for file in (Path(__file__).parent / "transcripts").glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(SAID)
    }
)
STEPS = st.lists(st.one_of(st.sampled_from(LINES), st.integers(0, 20)), min_size=4, max_size=12)


@settings(max_examples=150)
@given(STEPS)
def test_what_is_saved_changes_only_by_a_reply_a_press_or_a_word(steps: list[str | int]) -> None:
    talk = Conversation(ENGINE)
    talk.installation = talk.installation._replace(contact=OFFICE)
    talk.start()
    for at, step in enumerate(steps):
        before, shown = talk.session, labels(talk.reply)
        if isinstance(step, int):
            press(talk, step)
            continue
        talk.say(step)
        if saved(before) != saved(talk.session):
            turn = turn_of(before, step)
            why = (steps[: at + 1], turn.pending, saved(before), saved(talk.session))
            assert is_taken(turn, talk) or is_done(turn) or is_settled(turn, shown), why


def press(talk: Conversation, number: int) -> None:
    """Press one of the choices of the last reply."""
    offered = list(talk.reply.offers())
    if offered:
        talk.do(offered[number % len(offered)].action, talk.session.version)


def saved(session: Session) -> Mapping[str, Mapping[str, str]]:
    return {flow: dict(given) for flow, given in session.answers.items() if given}


def turn_of(before: Session, line: str) -> Turn:
    asked = request(Action(ActionType.ASK, text=line))
    return Turn(ENGINE.replies, ENGINE.matcher, ENGINE.actions, asked, before)


def is_taken(turn: Turn, talk: Conversation) -> bool:
    """Whether a line was recorded as the answer to the open question, with a way to undo it."""
    match, here = turn.match, turn.position
    if match.kind != "answer" or here is None or say().undo not in labels(talk.reply):
        return False
    return talk.session.answers_for(here.flow).get(here.node) == match.id


def is_done(turn: Turn) -> bool:
    """Whether a line is a listed word that acts at once."""
    row = ENGINE.actions.get(turn.match.id or "") if turn.match.listed else None
    return row is not None and (row.changes or row.forgets)


def is_settled(turn: Turn, shown: list[str]) -> bool:
    """Whether a line is a button's words, or replies to a change of what is saved, asked back."""
    asked, line = read_action(turn.pending), turn.action.text
    if normal(line) in map(normal, shown):
        return True
    row = ENGINE.actions.get(asked.type)
    if row is None or not (row.changes or row.forgets):
        return False
    again = turn.match.kind == "confirm" and asked.target.endswith(f"/{turn.match.id}")
    return again or is_reply(line)


def is_reply(line: str) -> bool:
    """Whether a line holds a word of yes or of no or of consent, or is one."""
    book, said = phrasebook(), bare(line)
    if ENGINE.matcher.yes_or_no(line) or any(book.has("consents", (word,)) for word in said):
        return True
    return any({YES, NO} & book.replies.get((word,), frozenset()) for word in said)
