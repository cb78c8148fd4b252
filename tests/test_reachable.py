"""Every reply that can be reached: drawn, within Slack's limits, readable, and pinging nobody."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from bot.fake_slack.block_kit import violations
from bot.fake_slack.mentions import loud
from bot.slack.blocks import _draw, draw
from bot.terminal import Page
from flows.dialogue.action import Action, ActionType, read_action
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.request import Installation
from flows.dialogue.result import Audience
from flows.dialogue.session import Session
from flows.language.messages import say
from tests.conversation import OFFICE, Conversation, check_form, choices
from tests.everywhere import every_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack

LINES, WIDE = 6, 60
QUIET = ("Stopped", "Done", "Sending", "Passing", "Deleting", "Thank you", "That", "Hello", "You")
"""How replies begin that only say what happens; typing is always possible."""


IN_SLACK = say().privacy_slack.format(days=180, note="No patient details, please.")
INSTALLATIONS = (Installation(IN_SLACK), Installation(IN_SLACK, OFFICE, "the office"))


@pytest.fixture(scope="module")
def reachable(engine: DialogueEngine) -> dict[Message, Audience]:
    return every_reply(engine, INSTALLATIONS)


def test_every_reachable_reply_is_fit_for_slack_and_for_its_reader(
    pack: Pack, reachable: dict[Message, Audience], capsys: pytest.CaptureFixture[str]
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
    assert action.type in ACTIONS
    if action.type in {ActionType.SHOW, ActionType.WHOLE}:
        assert action.target in pack.cards
    elif action.target:
        flow, _, rest = action.target.partition("/")
        node, _, way = rest.partition("/")
        assert flow in pack.flows
        known = pack.flows[flow]
        assert not node or node in {*known.questions, *known.outcomes}
        assert not way or way in known.questions[node].answers


def test_every_reply_offers_something_to_do_next(reachable: dict[Message, Audience]) -> None:
    """Typing is always possible; a button is there but after stop, forget and danger."""
    dead = {
        message.text
        for message, audience in reachable.items()
        if audience is not Audience.ALONE and not list(choices(message))
    }
    assert all(text.startswith(QUIET) for text in dead), dead


def test_the_first_message_is_short_with_one_primary_and_three_others_at_most(
    engine: DialogueEngine,
) -> None:
    blocks = draw(engine.welcome(Session(), Installation(IN_SLACK))).at(0)
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


def test_the_same_reply_is_drawn_once(engine: DialogueEngine) -> None:
    """Not by luck: a reply made anew equals the one before."""
    again = DialogueEngine(engine.pack)
    there = Installation(IN_SLACK)
    assert draw(engine.welcome(Session(), there)) is draw(again.welcome(Session(), there))
    assert draw(Conversation(engine).start()) is draw(Conversation(again).start())


def test_a_realistic_day_is_drawn_once(engine: DialogueEngine) -> None:
    """Welcome, help, thanks and cards are drawn for the first person, and never again."""
    day = ("hi", "help", "thanks", "buzzwords", "what does it cost", "topics", "about")

    def live() -> None:
        talk = Conversation(engine)
        for line in day:
            draw(talk.say(line))
        for question in ("identity", "ambition", "support"):
            draw(talk.start() if question == "identity" else talk.shown())
            draw(talk.answer(question, "yes"))

    live()
    before = _draw.cache_info()
    for _ in range(50):
        live()
    after = _draw.cache_info()
    assert after.misses == before.misses
    assert after.hits - before.hits == 50 * (len(day) + 6)
