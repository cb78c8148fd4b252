"""Every reply that can be reached: drawn, within Slack's limits, readable, and pinging nobody."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from bot.slack.drawing import draw
from bot.slack.service import privacy
from bot.terminal import Page
from bot.workspace.limits import faults
from bot.workspace.mentions import loud
from flows.guide import Guide
from flows.move import Move, Place, Verb, answer, change, read_move
from flows.session import Session
from tests.talk import check_form, choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.library import Library
    from flows.reply import Reply

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
def slack_guide(library: Library) -> Guide:
    return Guide(library, privacy(180))


def sessions(library: Library) -> Iterator[Session]:
    """Everywhere somebody can be: nowhere, at each position, stopped there, content changed."""
    yield Session()
    yield Session(version=5, moved=2, missed=1)
    yield Session(version=3, moved=3, flow="gone", answers={"gone": {"a": "b"}})
    for flow in library.flows.values():
        for position in library.machines[flow.id].positions():
            for paused, missed in ((False, 0), (False, 1), (True, 0)):
                yield Session(7, 7, flow.id, paused, missed, answers={flow.id: position.answers})
            for asked in ASKED:
                given = {flow.id: position.answers}
                yield Session(7, 7, flow.id, asked=asked, answers=given)
            outdated = {**position.answers, "gone": "yes"}
            yield Session(version=7, moved=7, flow=flow.id, answers={flow.id: outdated})


def moves(library: Library) -> Iterator[Move]:
    """Everything somebody can do there."""
    yield from (Move(verb) for verb in Verb)
    yield from (Move(Verb.ASK, text=text) for text in TYPED)
    for card in (*library.cards, "gone"):
        yield Move(Verb.SHOW, card)
        yield Move(Verb.WHOLE, card)
    for flow in library.flows.values():
        yield Move(Verb.BEGIN, flow.id)
        for name, question in flow.questions.items():
            yield change(flow.id, name)
            yield from (answer(flow.id, name, way) for way in question.answers)
            yield from (Move(verb, f"{flow.id}/{name}") for verb in (Verb.WHY, Verb.UNSURE))


@pytest.fixture(scope="module")
def reachable(slack_guide: Guide) -> list[Reply]:
    """Collect every reply there is to every move everywhere, each once."""
    found: dict[int, Reply] = {}
    guide = slack_guide

    def keep(reply: Reply) -> None:
        found.setdefault(id(reply), reply)

    library = guide.library
    everything = [*moves(library)]
    for session in sessions(library):
        keep(guide.present(session))
        keep(guide.welcome(session))
        for move in everything:
            for place in Place:
                if place is not Place.PUBLIC or move.verb is Verb.ASK:
                    keep(guide.turn(session, move, None, place)[1])
            if move.verb is not Verb.ASK:
                keep(guide.turn(session, move, 1)[1])
    for text in TYPED:
        keep(guide.talk.public(Session(), text)[1])
    keep(guide.lobby.offer())
    return list(found.values())


def test_every_reachable_reply_is_fit_for_slack_and_for_its_reader(
    library: Library, reachable: list[Reply], capsys: pytest.CaptureFixture[str]
) -> None:
    for reply in reachable:
        check_form(reply)
        drawing = draw(reply)
        blocks = drawing.at(10**9)
        assert faults(blocks, "message") == []
        assert drawing.text.strip()
        assert not list(loud(drawing.text, blocks))
        assert str(Page(reply)).strip()
        for choice in choices(reply):
            assert read_move(choice.move.value) == choice.move
            leads_somewhere(library, choice.move)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(reachable)} reachable replies, all within Slack's limits\n")
    assert len(reachable) > 500


def leads_somewhere(library: Library, move: Move) -> None:
    """Check that a choice is never a dead end."""
    assert move.verb is not Verb.UNKNOWN
    if move.verb in {Verb.SHOW, Verb.WHOLE}:
        assert move.target in library.cards
    elif move.target:
        flow, _, rest = move.target.partition("/")
        node, _, way = rest.partition("/")
        assert flow in library.flows
        known = library.flows[flow]
        assert not node or node in {*known.questions, *known.outcomes}
        assert not way or way in known.questions[node].answers


def test_every_reply_offers_something_to_do_next(reachable: list[Reply]) -> None:
    """Typing is always possible; a button is there but after stop, forget and danger."""
    dead = {r.text for r in reachable if not r.urgent and not list(choices(r))}
    assert all(text.startswith(("Stopped", "Done", "Sent", "Kept", "That")) for text in dead), dead


def test_the_first_message_is_short_with_one_primary_and_three_others_at_most(
    slack_guide: Guide,
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


def test_the_same_reply_is_drawn_once(slack_guide: Guide) -> None:
    first = draw(slack_guide.welcome(Session()))
    assert draw(slack_guide.welcome(Session())).blocks == first.blocks
    assert draw(slack_guide.present(_at(slack_guide))) is draw(
        slack_guide.present(_at(slack_guide))
    )


def _at(guide: Guide) -> Session:
    session, _ = guide.turn(Session(), Move(Verb.BEGIN, "decide"))
    assert session is not None
    return session
