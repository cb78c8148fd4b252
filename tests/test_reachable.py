"""Every reply that can be reached: drawn, within Slack's limits, readable, and pinging nobody."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from bot.fake_slack.block_kit import violations
from bot.fake_slack.mentions import loud
from bot.slack.blocks import draw
from bot.slack.service import privacy
from bot.terminal import Page
from flows.dialogue.action import Action, ActionType, Visibility, answer, change, read_action
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.session import Session
from tests.conversation import check_form, choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Reply
    from flows.pack.pack import Pack

LINES, WIDE = 6, 60
NASTY = "<!channel> <@U0RESIDENT> & `x` *y* <https://x.test|z> " + "💥" * 50
TYPED = (
    *("help", "start", "stop", "human", "hello", "back", "restart", "resume", "topics", "about"),
    *("forget", "yes", "no", "not sure", "why", "1", "2", "buzzwords", "wibble wobble", "", NASTY),
    *("x" * 5000, "what does it cost", "is it worth it", "you are a stupid bot", "maybe"),
)
ASKED = ("human", "send", "forget-now", "stop", "change:decide/identity", "answer:decide/gone/no")
"""Codes of moves that were asked about before they are made."""


@pytest.fixture(scope="module")
def slack_guide(pack: Pack) -> DialogueEngine:
    return DialogueEngine(pack, privacy(180))


def sessions(pack: Pack) -> Iterator[Session]:
    """Everywhere somebody can be: nowhere, at each position, stopped there, content changed."""
    yield Session()
    yield Session(version=5, moved=2, missed=1)
    yield Session(version=3, moved=3, flow="gone", answers={"gone": {"a": "b"}})
    for flow in pack.flows.values():
        for position in pack.machines[flow.id].positions():
            for paused, missed in ((False, 0), (False, 1), (True, 0)):
                yield Session(7, 7, flow.id, paused, missed, answers={flow.id: position.answers})
            for asked in ASKED:
                given = {flow.id: position.answers}
                yield Session(7, 7, flow.id, asked=asked, answers=given)
            outdated = {**position.answers, "gone": "yes"}
            yield Session(version=7, moved=7, flow=flow.id, answers={flow.id: outdated})


def actions(pack: Pack) -> Iterator[Action]:
    """Everything somebody can do there."""
    yield from (Action(action_type) for action_type in ActionType)
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


@pytest.fixture(scope="module")
def reachable(slack_guide: DialogueEngine) -> list[Reply]:
    """Collect every reply there is to every move everywhere, each once."""
    found: dict[int, Reply] = {}
    engine = slack_guide

    def keep(reply: Reply) -> None:
        found.setdefault(id(reply), reply)

    pack = engine.pack
    everything = [*actions(pack)]
    for session in sessions(pack):
        keep(engine.present(session))
        keep(engine.welcome(session))
        for action in everything:
            for place in Visibility:
                if place is not Visibility.PUBLIC or action.type is ActionType.ASK:
                    keep(engine.turn(session, action, None, place)[1])
            if action.type is not ActionType.ASK:
                keep(engine.turn(session, action, 1)[1])
    for text in TYPED:
        keep(engine.talk.public(Session(), text)[1])
    keep(engine.lobby.offer())
    return list(found.values())


def test_every_reachable_reply_is_fit_for_slack_and_for_its_reader(
    pack: Pack, reachable: list[Reply], capsys: pytest.CaptureFixture[str]
) -> None:
    for reply in reachable:
        check_form(reply)
        drawing = draw(reply)
        blocks = drawing.at(10**9)
        assert violations(blocks, "message") == []
        assert drawing.text.strip()
        assert not list(loud(drawing.text, blocks))
        assert str(Page(reply)).strip()
        for choice in choices(reply):
            assert read_action(choice.action.value) == choice.action
            leads_somewhere(pack, choice.action)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(reachable)} reachable replies, all within Slack's limits\n")
    assert len(reachable) > 500


def leads_somewhere(pack: Pack, action: Action) -> None:
    """Check that a choice is never a dead end."""
    assert action.type is not ActionType.UNKNOWN
    if action.type in {ActionType.SHOW, ActionType.WHOLE}:
        assert action.target in pack.cards
    elif action.target:
        flow, _, rest = action.target.partition("/")
        node, _, way = rest.partition("/")
        assert flow in pack.flows
        known = pack.flows[flow]
        assert not node or node in {*known.questions, *known.outcomes}
        assert not way or way in known.questions[node].answers


def test_every_reply_offers_something_to_do_next(reachable: list[Reply]) -> None:
    """Typing is always possible; a button is there but after stop, forget and danger."""
    dead = {r.text for r in reachable if not r.urgent and not list(choices(r))}
    assert all(text.startswith(("Stopped", "Done", "Sent", "Kept", "That")) for text in dead), dead


def test_the_first_message_is_short_with_one_primary_and_three_others_at_most(
    slack_guide: DialogueEngine,
) -> None:
    blocks = draw(slack_guide.welcome(Session())).at(0)
    lines = sum(
        len(textwrap.wrap(line, WIDE))
        for block in blocks
        for text in _texts(block)
        for line in text.splitlines()
    )
    buttons = [e for block in blocks if block["type"] == "actions" for e in block["elements"]]
    assert sum(button.get("style") == "primary" for button in buttons) == 1
    assert len(buttons) <= 1 + 3
    assert lines <= LINES


def _texts(block: dict[str, object]) -> Iterator[str]:
    text = block.get("text")
    if isinstance(text, dict):
        yield str(text["text"])
    elements = block.get("elements")
    if block["type"] == "context" and isinstance(elements, list):
        yield from (str(element["text"]) for element in elements)


def test_the_same_reply_is_drawn_once(slack_guide: DialogueEngine) -> None:
    first = draw(slack_guide.welcome(Session()))
    assert draw(slack_guide.welcome(Session())).blocks == first.blocks
    assert draw(slack_guide.present(_at(slack_guide))) is draw(
        slack_guide.present(_at(slack_guide))
    )


def _at(engine: DialogueEngine) -> Session:
    session, _ = engine.turn(Session(), Action(ActionType.BEGIN, "decide"))
    assert session is not None
    return session
