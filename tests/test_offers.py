"""What a typed line says to something asked back: what records it, and what must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.dialogue.action import ActionType
from tests.conversation import asks, labels, words

if TYPE_CHECKING:
    from tests.conversation import Conversation

SITUATION = (
    "I want education as my main identity and I aim for program director and there is no funding"
)
ALL = {"identity": "yes", "ambition": "yes", "support": "no"}
IMPLIED = "teaching is what I love most"
VAGUE = "what about the thing with the boards and the letters"


@pytest.mark.parametrize(
    "text",
    [
        "sure, but that's not what I meant",
        "I didn't say that, ok",
        "that is all wrong. yes.",
        "fine, whatever, forget it",
        "ok, I will ask my chair first",
        "sure, if my wife agrees",
        "yes, delete it",
        "yes, change it",
        "my chair decides that, sure",
        "ok but not like this",
        "yes, but that is not what I meant. how long is a fellowship?",
        "yes, nothing of that",
        "no, you misunderstood",
        "no I never said that",
        "no, keep it",
    ],
)
@pytest.mark.parametrize("opened", [True, False])
def test_a_read_back_is_recorded_by_no_line_that_says_more(
    talk: Conversation, text: str, *, opened: bool
) -> None:
    if opened:
        talk.start()
    talk.say(SITUATION)
    talk.say(text)
    assert not talk.session.answers_for("decide")


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "ok thanks, yes", "yes, that's right", "the rest is right, yes", "sure, go ahead"),
        *(
            "thanks, yes",
            "yes please, and thank you",
            "yes, exactly, I told you",
            "yes, all of these",
        ),
    ],
)
def test_a_plain_yes_records_all_of_it_with_a_change_beside_each(
    talk: Conversation, text: str
) -> None:
    talk.say(SITUATION)
    reply = talk.say(text)
    assert talk.given == ALL
    assert labels(reply).count("Change") == len(ALL)


@pytest.mark.parametrize(
    "text", ["yes but not the funding", "no, the funding is wrong", "yes, but I do have funding"]
)
def test_what_is_named_is_left_out_and_the_rest_read_back(talk: Conversation, text: str) -> None:
    talk.say(SITUATION)
    reply = talk.say(text)
    assert "Funding or time" not in words(reply)
    assert "Main identity: Yes, either one" in words(reply)
    talk.say("yes")
    assert talk.given == {"identity": "yes", "ambition": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        *("no, you misunderstood", "no, keep it", "nope, that is wrong", "no that isn't it"),
        *("no", "No, I just like it", "not really"),
    ],
)
def test_a_no_to_an_offer_asks_the_question_again(talk: Conversation, text: str) -> None:
    talk.start()
    talk.say(IMPLIED)
    reply = talk.say(text)
    assert not talk.given
    assert asks(reply) == ["identity"]


def test_the_words_of_a_button_that_begin_with_a_no_are_an_answer(talk: Conversation) -> None:
    talk.start()
    talk.say(IMPLIED)
    talk.say("No, neither")
    assert talk.given == {"identity": "no"}


def test_a_number_picks_the_topic_of_that_place(talk: Conversation) -> None:
    talk.start()
    offered = labels(talk.say(VAGUE))
    reply = talk.say("2")
    assert words(reply).startswith(offered[1])
    assert not talk.given


@pytest.mark.parametrize("text", ["yes", "sure"])
def test_a_yes_is_to_the_question_in_sight(talk: Conversation, text: str) -> None:
    talk.start()
    talk.say(VAGUE)
    talk.say(text)
    assert talk.given == {"identity": "yes"}


def test_what_picks_no_topic_is_asked_which_is_meant(talk: Conversation) -> None:
    talk.start()
    offered = labels(talk.say(VAGUE))
    reply = talk.say("7")
    assert not talk.given
    assert "which of these you mean" in words(reply)
    assert labels(reply)[:3] == offered[:3]
    assert talk.say("the first one") == talk.press(offered[0], reply)


def test_the_word_start_at_a_result_shows_it(talk: Conversation) -> None:
    talk.take("no")
    reply = talk.say("start")
    assert talk.given == {"identity": "no"}
    assert "Start over" in labels(reply)
    assert not talk.session.pending_action
    talk.press("Start over")
    assert not talk.given


@pytest.mark.parametrize("text", ["let us begin the questions then", "can we start from the top"])
def test_an_offer_to_start_over_says_what_goes(talk: Conversation, text: str) -> None:
    talk.take("no")
    reply = talk.say(text)
    assert "Your answers in this go" in words(reply)
    assert talk.session.pending_action == ActionType.RESTART
    assert talk.given == {"identity": "no"}
    assert asks(talk.say("yes")) == ["identity"]
    assert not talk.given


def test_a_change_is_no_yes_to_an_answer_that_is_only_offered(talk: Conversation) -> None:
    talk.start()
    offered = words(talk.say(IMPLIED))
    reply = talk.say("yes, change it")
    assert not talk.given
    assert offered in words(reply)


def test_a_change_that_was_asked_back_is_made_by_those_words(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("actually no, I do not want a role in education anymore")
    talk.say("yes, change it")
    assert talk.given == {"identity": "no"}


def test_a_change_of_another_answer_is_none_of_the_offer(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("I run the clerkship committee and hope for more of that")
    reply = talk.say("I want to change my first answer")
    assert asks(reply) == ["identity"]
