"""Everything anybody can do everywhere in a pack, and every reply there is to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, Visibility, answer, change
from flows.dialogue.actions import ACTIONS
from flows.dialogue.effect import DeleteMessages, KeepForAuthors, Outcome, PassOn
from flows.dialogue.reply import Message
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import Session
from tests.conversation import positions, request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.request import Installation
    from flows.pack.pack import Pack

NASTY = "<!channel> <@U0RESIDENT> & `x` *y* <https://x.test|z> " + "💥" * 50
TYPED = (
    *("help", "start", "stop", "human", "hello", "back", "restart", "resume", "topics", "about"),
    *("forget", "yes", "no", "not sure", "why", "1", "2", "buzzwords", "wibble wobble", "", NASTY),
    *("x" * 5000, "what does it cost", "is it worth it", "you are a stupid bot", "maybe"),
)
ASKED = ("human", "send", "forget-now", "stop", "change:decide/identity", "answer:decide/gone/no")
"""Codes of moves that were asked about before they are made."""


def sessions(pack: Pack) -> Iterator[Session]:
    """Everywhere somebody can be: nowhere, at each position, stopped there, content changed."""
    yield Session()
    yield Session(version=5, position_version=2, miss_count=1)
    yield Session(version=3, position_version=3, flow="gone", answers={"gone": {"a": "b"}})
    for flow in pack.flows.values():
        for position in positions(pack.machines[flow.id]):
            for paused, missed in ((False, 0), (False, 1), (True, 0)):
                yield Session(7, 7, flow.id, paused, missed, answers={flow.id: position.answers})
            for asked in ASKED:
                given = {flow.id: position.answers}
                yield Session(7, 7, flow.id, pending_action=asked, answers=given)
            outdated = {**position.answers, "gone": "yes"}
            yield Session(version=7, position_version=7, flow=flow.id, answers={flow.id: outdated})


def actions(pack: Pack) -> Iterator[Action]:
    """Everything somebody can do there."""
    yield from (Action(row) for row in ACTIONS)
    yield Action("gone")
    yield from (Action(ActionType.ASK, text=text) for text in TYPED)
    for card in (*pack.cards, "gone"):
        yield Action(ActionType.SHOW, card)
        yield Action(ActionType.WHOLE, card)
    for flow in pack.flows.values():
        yield Action(ActionType.BEGIN, flow.id)
        for name, question in flow.questions.items():
            yield change(flow.id, name)
            yield from (answer(flow.id, name, way) for way in question.answers)
            yield from (
                Action(kind, f"{flow.id}/{name}") for kind in (ActionType.WHY, ActionType.UNSURE)
            )


def every_reply(
    engine: DialogueEngine, installations: Sequence[Installation]
) -> dict[Message, Audience]:
    """Collect every reply there is to every action everywhere, and to whom it may be shown."""
    found: dict[Message, Audience] = {}

    def keep(result: Result) -> None:
        assert isinstance(result.reply, Message)
        found[result.reply] = result.audience

    everything = [*actions(engine.pack)]
    for session in sessions(engine.pack):
        for installation in installations[: 1 if session.flow else 2]:
            for action in everything:
                for place in Visibility:
                    if place is not Visibility.PUBLIC or action.type == ActionType.ASK:
                        asked = request(action, None, place, installation)
                        keep(engine.decide(session, asked))
                if action.type != ActionType.ASK:
                    keep(engine.decide(session, request(action, 1, installation=installation)))
    keep(Result(None, engine.replies.system.offer(installations[0].privacy)))
    for told in told_of_effects(engine, installations):
        keep(Result(None, told))
    return found


def told_of_effects(
    engine: DialogueEngine, installations: Sequence[Installation]
) -> Iterator[Message]:
    """Everything that is said of what had to happen."""
    for effect in (PassOn("x"), KeepForAuthors("x"), DeleteMessages()):
        for done in (True, False):
            for installation in installations:
                asked = request(Action(ActionType.SEND), installation=installation)
                if told := engine.tell(asked, effect, Outcome(done, "https://x.test/1")):
                    yield told
