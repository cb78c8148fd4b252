"""Every reply that can be reached: drawn, within Slack's limits, readable, and pinging nobody."""

from __future__ import annotations

import sys
import textwrap
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.fake_slack.block_kit import violations
from bot.fake_slack.mentions import loud
from bot.slack.blocks import _draw, draw
from bot.terminal.page import Page
from flows.dialogue.action import Action, ActionType, Visibility, answer, change, read_action
from flows.dialogue.actions import ACTIONS
from flows.dialogue.effect import DeleteMessages, KeepForAuthors, Outcome, PassOn
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.reply import Message
from flows.dialogue.request import Installation
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import Session
from flows.language.messages import say
from flows.model.local import LocalEntry, LocalFacts
from flows.pack.local_file import MOST
from tests.conversation import OFFICE, Conversation, check_form, choices, positions, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.pack.pack import Pack

LINES, WIDE = 6, 60
QUIET = ("Stopped", "Done", "Sending", "Passing", "Deleting", "Thank you", "That", "Hello", "You")
"""How replies begin that only say what happens; typing is always possible."""
TODAY = date(2026, 12, 1)
NASTY = "<!channel> <@U0SOMEBODY> & `x` *y* <https://x.test|z> " + "💥" * 50
TYPED = (
    *("help", "start", "stop", "human", "hello", "back", "restart", "resume", "topics", "about"),
    *("forget", "yes", "no", "not sure", "why", "1", "2", "buzzwords", "wibble wobble", "", NASTY),
    *("x" * 5000, "what does it cost", "is it worth it", "you are a stupid bot", "maybe"),
    *("I want to die", "they are retaliating against me"),
)
ASKED = ("human", "send", "forget-now", "stop", "change:decide/identity", "answer:decide/gone/no")
"""Codes of moves that were asked about before they are made."""


def installations(pack: Pack) -> tuple[Installation, Installation]:
    """Where nobody is set up to ask, and where somebody is and everything is filled in."""
    privacy = say().privacy_slack.format(days=180, note=pack.about.privacy_note)
    everything = Installation(privacy, OFFICE, "the office", local=filled_in(pack), today=TODAY)
    return Installation(privacy), everything


def filled_in(pack: Pack) -> LocalFacts:
    """Fill in everything there is, twice an option."""
    given = {"name": "Something & more", "link": "https://here.example/a?b=1&c=2", "cost": "free"}
    days = dict.fromkeys(("next_date", "checked_on", "valid_until"), str(TODAY))
    sound = LocalEntry.model_validate(given | days | {"length": "a year"})
    entry = sound.model_copy(update={"contact": NASTY})
    twice: tuple[LocalEntry, ...] = (entry, entry)
    options = dict.fromkeys(list(pack.options)[: MOST // 2], twice)
    return LocalFacts(options=options, funding=entry, support=entry, person=entry)


def sessions(pack: Pack) -> Iterator[Session]:
    """Everywhere somebody can be: nowhere, at each position, stopped there, content changed."""
    yield Session()
    yield Session(version=5, position_version=2, miss_count=1)
    yield Session(version=3, position_version=3, flow="gone", answers={"gone": {"a": "b"}})
    for flow in pack.flows.values():
        nodes: set[str] = set()
        for position in positions(pack.machines[flow.id]):
            given = {flow.id: position.answers}
            yield Session(7, 7, flow.id, answers=given)
            if position.node in nodes:
                continue  # the way there matters to none of what follows
            nodes.add(position.node)
            yield Session(7, 7, flow.id, miss_count=1, answers=given)
            yield Session(7, 7, flow.id, paused=True, answers=given)
            yield Session(7, 7, flow.id, unsure_at=position.node, answers=given)
            for asked in ASKED:
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
            for way in question.answers:
                yield answer(flow.id, name, way)
                yield Action(ActionType.SUPPOSE, f"{flow.id}/{name}/{way}")
            yield from (
                Action(kind, f"{flow.id}/{name}") for kind in (ActionType.WHY, ActionType.UNSURE)
            )


def every_reply(engine: DialogueEngine) -> dict[Message, Audience]:
    """Collect every reply there is to every action everywhere, and to whom it may be shown."""
    found: dict[Message, Audience] = {}

    def keep(result: Result) -> None:
        assert isinstance(result.reply, Message)
        found[result.reply] = result.audience

    everything, places = [*actions(engine.pack)], installations(engine.pack)
    for session in sessions(engine.pack):
        for installation in places[: 1 if session.flow else 2]:
            for action in everything:
                for place in Visibility:
                    if place is not Visibility.PUBLIC or action.type == ActionType.ASK:
                        asked = request(action, None, place, installation)
                        keep(engine.decide(session, asked))
                if action.type != ActionType.ASK:
                    keep(engine.decide(session, request(action, 1, installation=installation)))
    keep(Result(None, engine.replies.system.offer(places[0].privacy)))
    for told in told_of_effects(engine):
        keep(Result(None, told))
    return found


@pytest.fixture(scope="module")
def reachable(engine: DialogueEngine) -> dict[Message, Audience]:
    return every_reply(engine)


def told_of_effects(engine: DialogueEngine) -> Iterator[Message]:
    """Everything that is said of what had to happen."""
    for effect in (PassOn("x"), KeepForAuthors("x"), DeleteMessages()):
        for done in (True, False):
            for installation in installations(engine.pack):
                asked = request(Action(ActionType.SEND), installation=installation)
                if told := engine.tell(asked, effect, Outcome(done, "https://x.test/1")):
                    yield told


def test_every_reachable_reply_is_fit_for_slack_and_for_its_reader(
    pack: Pack, reachable: dict[Message, Audience], capsys: pytest.CaptureFixture[str]
) -> None:
    for reply in reachable:
        is_fit(pack, reply)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(reachable)} reachable replies, all within Slack's limits\n")
    assert len(reachable) > 500


def is_fit(pack: Pack, reply: Message) -> None:
    """Check that a reply can be drawn, read and acted on, and pings nobody."""
    check_form(reply)
    drawing = draw(reply)
    blocks = drawing.at(10**9)["blocks"]
    assert violations(blocks, "message") == []
    assert drawing.text.strip()
    assert not list(loud(drawing.text, blocks))
    assert str(Page(reply)).strip()
    for choice in choices(reply):
        assert read_action(choice.action.value) == choice.action
        leads_somewhere(pack, choice.action)


def leads_somewhere(pack: Pack, action: Action) -> None:
    """Check that a choice is never a dead end."""
    assert action.type in ACTIONS
    if action.type in {ActionType.SHOW, ActionType.WHOLE}:
        assert action.target in pack.cards
    elif action.type == ActionType.ASPECT:
        option, _, aspect = action.target.partition("/")
        assert aspect in pack.options[option].aspects
    elif action.type in {ActionType.COMPARE, ActionType.COMPARE_ALL}:
        assert not action.target or set(action.target.split("/")) <= pack.options.keys()
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
    blocks = draw(engine.welcome(Session(), installations(engine.pack)[0])).at(0)["blocks"]
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
    there = installations(engine.pack)[0]
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
