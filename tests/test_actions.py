"""The table of actions: one row more is all that a new action takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.dialogue.action import Action, ActionType, read_action
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.turn import ActionRow
from flows.language.commands import Commands, commands
from flows.nlu.matcher import Matcher
from tests.conversation import Conversation, words

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn
    from flows.pack.pack import Pack


def _weigh(turn: Turn) -> Result:
    return turn.reply(turn.replies.system.line("weighed"))


@pytest.fixture
def listed() -> Commands:
    return Commands({**commands().phrases, "weigh": ("weigh", "weigh it up")}, ())


@pytest.fixture
def talk(pack: Pack, listed: Commands) -> Conversation:
    row = ActionRow("weigh", _weigh, typed=True, in_help=True)
    return Conversation(DialogueEngine(pack, {**ACTIONS, "weigh": row}, listed))


def test_one_row_more_works_by_typing(talk: Conversation) -> None:
    assert words(talk.say("Weigh it up!")).startswith("weighed")
    talk.take("yes")
    assert "weighed" in words(talk.say("weigh"))
    assert talk.given == {"identity": "yes"}


def test_one_row_more_works_by_button(talk: Conversation) -> None:
    assert words(talk.do(read_action("weigh"))).startswith("weighed")


def test_one_row_more_stands_in_help(talk: Conversation) -> None:
    assert ", weigh" in words(talk.say("help"))


def test_one_row_more_is_understood_by_ask(pack: Pack, listed: Commands) -> None:
    found = Matcher(pack, commands=listed).match("weigh it up")
    assert (found.kind, found.id) == ("command", "weigh")


def test_every_word_that_people_type_has_a_row_and_every_row_its_words() -> None:
    assert {row.id for row in ACTIONS.values() if row.typed} == commands().phrases.keys()


def test_a_button_of_no_row_shows_where_somebody_is(talk: Conversation) -> None:
    talk.take("yes")
    assert "older card" in words(talk.do(read_action("levitate:now"), 1))
    assert talk.node == "ambition"


def test_what_is_changed_keeps_its_answer_until_there_is_another(talk: Conversation) -> None:
    talk.take("yes yes no")
    talk.do(read_action("change:decide/identity"))
    assert talk.node == "identity"
    assert talk.given == {"identity": "yes", "ambition": "yes", "support": "no"}
    talk.answer("identity", "no")
    assert talk.node == "skip_masters"
    talk.answer("identity", "yes")  # what came later is there again
    assert talk.node == "clear_payoff_only"


def test_a_change_is_given_up_by_back(talk: Conversation) -> None:
    talk.take("yes yes no")
    talk.do(read_action("change:decide/ambition"))
    talk.do(Action(ActionType.BACK))
    assert talk.node == "clear_payoff_only"
