"""What the guide decides, from a session and a move alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from flows.dialogue.action import Action, ActionType, Visibility, answer, change, read_action
from flows.dialogue.effect import CountMiss, DeleteMessages
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.parts import Answered, Buttons, Title
from flows.dialogue.reply import Message
from flows.dialogue.request import Installation, OwnMessages
from flows.dialogue.result import Audience
from flows.dialogue.session import UNDERWAY, Session
from flows.model.flow import Row
from tests.conversation import (
    HERE,
    OFFICE,
    PRIVACY,
    Conversation,
    asks,
    choices,
    labels,
    pick,
    request,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.dialogue.effect import Effect
    from flows.model.flow import Answer, Flow
    from flows.pack.pack import Pack

PATHS = {
    "no": "skip_masters",
    "yes no": "smaller_programs",
    "yes yes no": "clear_payoff_only",
    "yes yes yes": "likely_worthwhile",
}
BOTH = pytest.mark.parametrize("action_type", [ActionType.UNSURE, ActionType.WHY])


# The way through


@pytest.mark.parametrize(("path", "outcome"), PATHS.items())
def test_each_path_ends_at_its_outcome(talk: Conversation, path: str, outcome: str) -> None:
    reply = talk.take(path)
    verdict = talk.engine.pack.flows["decide"].outcomes[outcome].verdict
    assert talk.node == outcome
    assert any(isinstance(part, Title) and part.text == verdict for part in reply.parts)
    assert verdict in reply.text


@pytest.mark.parametrize("path", PATHS)
def test_a_result_names_the_answers_that_led_to_it_each_with_a_change(
    talk: Conversation, path: str
) -> None:
    reply = talk.take(path)
    answered = [part for part in reply.parts if isinstance(part, Answered)]
    assert [line.choice.action for line in answered] == [
        change("decide", question) for question in talk.given
    ]


@pytest.mark.parametrize("path", PATHS)
def test_behind_a_result_stand_reasons_conditions_and_contradictions(
    talk: Conversation, path: str
) -> None:
    talk.take(path)
    node, before = talk.node, talk.session
    reply = talk.press("Behind this result")
    outcome = talk.engine.pack.flows["decide"].outcomes[node]
    said = words(reply)
    assert all(claim.text in said for claim in outcome.conditions())
    assert all(talk.engine.pack.tensions[name].says in said for name in outcome.tensions)
    assert talk.session.answers == before.answers
    assert talk.press("Back to the result") == talk.shown()


def test_a_question_can_be_answered_left_unsure_explained_and_left(talk: Conversation) -> None:
    reply = talk.take("yes")
    verbs = {choice.action.type for choice in choices(reply)}
    assert verbs >= {
        ActionType.ANSWER,
        ActionType.UNSURE,
        ActionType.WHY,
        ActionType.BACK,
        ActionType.RESTART,
        ActionType.TOPICS,
        ActionType.STOP,
    }


def test_starting_again_says_that_the_earlier_answers_are_gone(talk: Conversation) -> None:
    talk.take("yes yes")
    reply = talk.start()
    assert talk.given == {}
    assert "gone" in words(reply)


def test_restart_asks_the_first_question_again(talk: Conversation) -> None:
    talk.take("yes yes no")
    reply = talk.do(Action(ActionType.RESTART))
    assert asks(reply) == ["identity"]
    assert talk.given == {}


# Back and change


def test_back_drops_the_last_answer_and_no_other(talk: Conversation) -> None:
    talk.take("yes yes")
    assert asks(talk.press("Back")) == ["ambition"]
    assert talk.given == {"identity": "yes"}


def test_back_from_a_result_asks_its_last_question(talk: Conversation) -> None:
    talk.take("yes no")
    assert asks(talk.say("back")) == ["ambition"]


def test_back_at_the_first_question_says_so_and_stays(talk: Conversation) -> None:
    talk.start()
    reply = talk.say("back")
    assert "first question" in words(reply)
    assert asks(reply) == ["identity"]


def test_back_with_nothing_open_shows_what_there_is(talk: Conversation) -> None:
    assert pick(talk.say("back"), "Start").primary


def test_changing_an_answer_keeps_the_later_ones_on_the_path(talk: Conversation) -> None:
    talk.take("yes yes no")
    reply = talk.do(change("decide", "identity"))
    assert asks(reply) == ["identity"]
    talk.answer("identity", "yes")
    assert talk.node == "clear_payoff_only"


def test_changing_an_answer_leaves_out_later_ones_off_the_path_and_finds_them_again(
    talk: Conversation,
) -> None:
    talk.take("yes yes no")
    talk.do(change("decide", "identity"))
    talk.answer("identity", "no")
    assert talk.node == "skip_masters"
    talk.do(change("decide", "identity"))
    talk.answer("identity", "yes")
    assert talk.node == "clear_payoff_only"


def test_changing_says_what_had_been_answered(talk: Conversation) -> None:
    talk.take("yes yes")
    label = talk.engine.pack.flows["decide"].questions["identity"].answers["yes"].label
    assert label in words(talk.do(change("decide", "identity")))


# Stop, resume, forget


def test_stop_keeps_the_answers_and_resume_goes_on_where_it_was(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("stop")
    assert talk.session.paused
    assert talk.given == {"identity": "yes"}
    assert asks(talk.say("resume")) == ["ambition"]
    assert not talk.session.paused


def test_while_stopped_typed_text_answers_nothing_and_nothing_is_asked_again(
    talk: Conversation,
) -> None:
    talk.take("yes")
    talk.say("stop")
    for text in ("yes", "buzzwords", "back"):
        assert asks(talk.say(text)) == []
    assert talk.given == {"identity": "yes"}


def test_resume_with_nothing_open_offers_to_start(talk: Conversation) -> None:
    assert pick(talk.say("resume"), "Start").primary


def test_a_look_in_the_middle_offers_to_resume_first(talk: Conversation) -> None:
    talk.take("yes")
    assert pick(talk.do(Action(ActionType.LOOK)), "Resume").primary


def test_a_look_at_a_result_offers_to_see_it(talk: Conversation) -> None:
    talk.take("no")
    assert pick(talk.do(Action(ActionType.LOOK)), "See my result").primary


def test_help_names_the_words_and_changes_nothing(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.say("help")
    assert all(word in words(reply) for word in ("start", "back", "restart", "topics", "forget"))
    assert talk.given == {"identity": "yes"}
    assert asks(talk.say("resume")) == ["ambition"]


def test_forget_asks_first(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.say("forget me")
    assert talk.given == {"identity": "yes"}
    assert pick(reply, "Yes, forget me").danger


@pytest.mark.parametrize(
    ("ours", "effects", "line"),
    [
        (OwnMessages.NONE, (), ""),
        (OwnMessages.DELETED, (DeleteMessages(),), "go too"),
        (OwnMessages.HELD, (), "your institution keeps messages"),
    ],
)
def test_forget_confirmed_leaves_nothing_and_says_what_becomes_of_our_messages(
    engine: DialogueEngine, ours: OwnMessages, effects: tuple[Effect, ...], line: str
) -> None:
    talk = Conversation(engine, installation=HERE._replace(own_messages=ours))
    talk.take("yes")
    talk.say("forget")
    reply = talk.do(Action(ActionType.FORGET_NOW))
    assert talk.result.session is None
    assert talk.result.effects == effects
    assert "Not ours" in words(reply)
    assert line in words(reply)
    assert "My own messages" in words(reply) or ours is OwnMessages.NONE


@pytest.mark.parametrize(
    ("hours", "line"), [(1, "for at most 1 h"), (None, "can say for how long")]
)
def test_the_receipt_says_how_long_the_stores_log_can_hold_what_was_deleted(
    engine: DialogueEngine, hours: int | None, line: str
) -> None:
    talk = Conversation(engine, installation=HERE._replace(log_hours=hours))
    talk.start()
    talk.say("forget")
    assert line in words(talk.do(Action(ActionType.FORGET_NOW)))


@pytest.mark.parametrize(
    "typed", ["", "help", "hello", "topics", "about", "wibble wobble", "you idiot"]
)
def test_guests_and_strangers_are_offered_nothing_that_they_are_refused(
    engine: DialogueEngine, typed: str
) -> None:
    """What every button offered them leads to is shown, and no word that members alone can do."""
    asked = request(Action(ActionType.ASK, text=typed) if typed else Action(ActionType.LOOK))
    asked = asked._replace(external=True, installation=Installation("Only you.", OFFICE))
    reply = engine.for_external(asked).reply
    assert isinstance(reply, Message)
    for choice in choices(reply):
        led = engine.for_external(asked._replace(action=choice.action)).reply
        assert led != engine.replies.system.for_externals(), choice.label
    assert "resume" not in words(reply)


def test_forget_declined_goes_on_where_it_was(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("forget")
    assert asks(talk.press("No, keep it")) == ["ambition"]


def test_an_old_confirmation_asks_again_before_anything_is_deleted(talk: Conversation) -> None:
    talk.take("yes")
    old = talk.say("forget")
    talk.press("No, keep it")
    asked = talk.press("Yes, forget me", old)
    assert talk.given == {"identity": "yes"}
    assert pick(asked, "Yes, forget me").danger


# Not sure, why, cards in the middle


@BOTH
def test_not_sure_and_why_change_no_answer_and_ask_the_question_once(
    talk: Conversation, action_type: ActionType
) -> None:
    talk.take("yes")
    before = talk.session
    reply = talk.do(Action(action_type, "decide/ambition"))
    assert talk.session.answers == before.answers
    assert talk.session.position_version == before.position_version
    assert asks(reply) == ["ambition"]
    why = talk.engine.pack.flows["decide"].questions["ambition"].why
    assert why in words(reply)


def test_not_sure_says_where_each_answer_leads(talk: Conversation) -> None:
    talk.take("yes yes")
    said = words(talk.press("Not sure"))
    flow = talk.engine.pack.flows["decide"]
    assert flow.outcomes["clear_payoff_only"].verdict in said
    assert flow.outcomes["likely_worthwhile"].verdict in said


@BOTH
def test_not_sure_and_why_of_an_earlier_question_show_where_you_are(
    talk: Conversation, action_type: ActionType
) -> None:
    talk.take("yes")
    reply = talk.do(Action(action_type, "decide/identity"))
    assert "older card" in words(reply)
    assert asks(reply) == ["ambition"]


@BOTH
def test_not_sure_and_why_with_nothing_open_show_what_there_is(
    talk: Conversation, action_type: ActionType
) -> None:
    assert pick(talk.do(Action(action_type)), "Start").primary


@pytest.mark.parametrize(
    ("said", "action_type"), [("not sure", ActionType.UNSURE), ("why?", ActionType.WHY)]
)
def test_not_sure_and_why_can_be_typed(
    talk: Conversation, said: str, action_type: ActionType
) -> None:
    talk.take("yes")
    typed = talk.say(said)
    talk.take("yes")
    assert typed is talk.do(Action(action_type, "decide/ambition"))


def test_a_card_in_the_middle_is_shown_and_the_question_asked_once_more(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.say("buzzwords")
    flow = talk.engine.pack.flows["decide"]
    assert talk.engine.pack.cards["red-flags"].lead.text in words(reply)
    assert words(reply).count(flow.questions["ambition"].ask) == 1
    assert asks(reply) == ["ambition"]
    ways = [c.action for c in choices(reply) if c.action.type == ActionType.ANSWER]
    assert len(ways) == len(set(ways)) == 2
    assert talk.given == {"identity": "yes"}


def test_a_second_card_does_not_ask_twice(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("buzzwords")
    reply = talk.press("More")
    assert words(reply).count(talk.engine.pack.flows["decide"].questions["ambition"].ask) == 1


@pytest.mark.parametrize("text", ["wibble wobble", "💥", "x" * 5000, "¿?¿?", "   "])
def test_a_line_that_is_not_understood_ends_nothing_and_the_question_is_asked_again(
    talk: Conversation, text: str
) -> None:
    talk.take("yes")
    assert asks(talk.say(text)) == ["ambition"]
    assert talk.given == {"identity": "yes"}


def test_a_line_that_is_not_understood_can_be_passed_on_to_a_person(talk: Conversation) -> None:
    reply = talk.say("wibble wobble")
    assert pick(reply, "Whom to ask").action == Action(ActionType.HUMAN, text="wibble wobble")


def test_after_two_lines_not_understood_the_topics_are_shown_too(talk: Conversation) -> None:
    first = talk.say("wibble wobble")
    second = talk.say("wobble wibble")
    assert ActionType.SHOW not in {c.action.type for c in choices(first)}
    assert {ActionType.HUMAN, ActionType.SHOW} <= {c.action.type for c in choices(second)}


def test_a_line_that_is_understood_ends_the_count_of_misses(talk: Conversation) -> None:
    talk.say("wibble wobble")
    talk.say("buzzwords")
    assert talk.session.miss_count == 0


def test_after_a_result_a_card_is_just_a_card(talk: Conversation) -> None:
    talk.take("no")
    assert asks(talk.say("buzzwords")) == []


# Typed answers


@pytest.mark.parametrize(
    ("told", "reply", "given"),
    [
        ("half my week is teaching and I run the student course", "yes that is right", "yes"),
        ("half my week is teaching and I run the student course", "yes a major role it is", "yes"),
        ("half my week is teaching and I run the student course", "yes, I mean no", ""),
        ("half my week is teaching and I run the student course", "yes but ask me later", ""),
        ("half my week is teaching and I run the student course", "that's not it", ""),
        ("teaching is just a hobby on the side for me", "yes, the opposite please", ""),
        ("teaching is just a hobby on the side for me", "yes I'd love to be an educator", ""),
    ],
)
def test_a_longer_yes_takes_what_was_offered_only_where_nothing_speaks_against_it(
    talk: Conversation, told: str, reply: str, given: str
) -> None:
    talk.start()
    talk.say(told)
    assert talk.session.pending_action
    talk.say(reply)
    assert talk.given.get("identity", "") == given


@pytest.mark.parametrize(("text", "choice"), [("yes", "yes"), ("Yes!", "yes"), ("nope", "no")])
def test_a_typed_answer_counts_says_how_it_was_read_and_can_be_undone(
    talk: Conversation, text: str, choice: str
) -> None:
    talk.take("yes")
    reply = talk.say(text)
    assert talk.given == {"identity": "yes", "ambition": choice}
    label = talk.engine.pack.flows["decide"].questions["ambition"].answers[choice].label
    assert f"I read that as “{label}”" in words(reply)
    assert asks(talk.press("Undo", reply)) == ["ambition"]


def test_a_label_typed_in_full_is_its_answer(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("Yes, one of these")
    assert talk.given["ambition"] == "yes"


def test_yes_with_nothing_open_answers_nothing(talk: Conversation) -> None:
    talk.say("yes")
    assert talk.session.answers == {}


def test_commands_act_in_the_middle_and_keep_the_answers(talk: Conversation) -> None:
    talk.take("yes")
    for word in ("topics", "about", "human", "hello", "help"):
        talk.say(word)
        assert talk.given == {"identity": "yes"}
        assert not talk.session.paused


# Old presses, double presses


def test_a_press_on_an_old_button_shows_where_you_are(talk: Conversation) -> None:
    talk.take("yes")
    old = talk.session.version
    talk.answer("ambition", "yes")
    reply = talk.do(Action(ActionType.BACK), drawn=old)
    assert "older card" in words(reply)
    assert asks(reply) == ["support"]
    assert talk.given == {"identity": "yes", "ambition": "yes"}


@pytest.mark.parametrize(
    "action_type", [ActionType.BEGIN, ActionType.RESTART, ActionType.STOP, ActionType.BACK]
)
def test_no_old_button_throws_answers_away(talk: Conversation, action_type: ActionType) -> None:
    talk.start()
    old = talk.session.version
    talk.answer("identity", "yes")
    talk.answer("ambition", "yes")
    before = talk.session
    talk.do(Action(action_type), drawn=old)
    assert talk.session.answers == before.answers
    assert not talk.session.paused


def test_no_old_start_throws_away_what_stop_promised_to_keep(talk: Conversation) -> None:
    talk.take("yes yes")
    seen = talk.session.version - 2
    talk.say("stop")
    reply = talk.do(Action(ActionType.BEGIN, "decide"), seen)
    assert talk.given == {"identity": "yes", "ambition": "yes"}
    assert pick(reply, "Resume").primary
    assert pick(talk.say("start"), "Resume").primary
    assert talk.given == {"identity": "yes", "ambition": "yes"}
    assert asks(talk.say("start over")) == ["identity"]
    assert talk.given == {}


def test_no_old_restart_throws_away_what_stop_promised_to_keep(talk: Conversation) -> None:
    talk.take("yes yes")
    seen = talk.session.version
    talk.say("stop")
    reply = talk.do(Action(ActionType.RESTART), seen)
    assert "older card" in words(reply)
    assert talk.given == {"identity": "yes", "ambition": "yes"}
    assert talk.session.paused


def test_a_button_stays_good_while_the_place_is_the_same(talk: Conversation) -> None:
    talk.take("yes")
    drawn = talk.session.version
    talk.say("buzzwords")
    assert asks(talk.do(Action(ActionType.BACK), drawn=drawn)) == ["identity"]


def test_a_button_of_the_future_is_an_old_one(talk: Conversation) -> None:
    talk.take("yes")
    talk.do(Action(ActionType.RESTART), drawn=talk.session.version + 5)
    assert talk.given == {"identity": "yes"}


def test_an_old_press_on_another_answer_of_the_path_changes_it_and_says_so(
    talk: Conversation,
) -> None:
    talk.start()
    old = talk.session.version
    talk.answer("identity", "yes")
    talk.answer("ambition", "yes")
    reply = talk.answer("identity", "no", drawn=old)
    assert talk.node == "skip_masters"
    assert words(reply).startswith("Changed: ")


def test_an_old_press_on_the_same_answer_changes_nothing(talk: Conversation) -> None:
    talk.start()
    old = talk.session.version
    talk.answer("identity", "yes")
    talk.answer("ambition", "yes")
    moved = talk.session.position_version
    reply = talk.answer("identity", "yes", drawn=old)
    assert asks(reply) == ["support"]
    assert talk.session.position_version == moved


def test_a_double_press_answers_once(talk: Conversation) -> None:
    talk.start()
    drawn = talk.session.version
    talk.answer("identity", "yes", drawn=drawn)
    reply = talk.answer("identity", "yes", drawn=drawn)
    assert asks(reply) == ["ambition"]
    assert talk.given == {"identity": "yes"}


def test_an_answer_to_a_question_off_the_path_shows_where_you_are(talk: Conversation) -> None:
    talk.take("no")
    reply = talk.answer("support", "yes")
    assert "older card" in words(reply)
    assert talk.given == {"identity": "no"}


@pytest.mark.parametrize(
    "code",
    [
        "answer:gone/identity/yes",
        "answer:decide/gone/yes",
        "answer:decide/identity/gone",
        "answer:decide",
        "answer:",
        "answer",
        "change:gone/identity",
        "change:decide/gone",
        "start:gone",
        "show:gone",
        "whole:gone",
        "show",
        "why:gone/identity",
        "unsure:decide/gone",
        "",
        "levitate:now",
    ],
)
def test_a_press_for_what_is_gone_shows_where_you_are(talk: Conversation, code: str) -> None:
    talk.take("yes")
    before = talk.session
    reply = talk.do(read_action(code), talk.session.version)
    assert "older card" in words(reply)
    assert asks(reply) == ["ambition"]
    assert talk.session.answers == before.answers


def test_a_press_for_a_deleted_flow_loses_no_session_that_has_it_open(
    engine: DialogueEngine,
) -> None:
    kept = {"gone": {"a": "b"}, "decide": {"identity": "yes"}}
    talk = Conversation(engine, Session(version=3, position_version=3, flow="gone", answers=kept))
    reply = talk.do(answer("gone", "a", "c"), drawn=3)
    assert pick(reply, "Start").primary
    assert talk.session.answers == kept


# Content edited in the middle


def _edited(pack: Pack, change_flow: Callable[[Flow], Flow]) -> DialogueEngine:
    flow = change_flow(pack.flows["decide"])
    edited = replace(pack, flows=MappingProxyType({**pack.flows, "decide": flow}))
    return DialogueEngine(edited)


def _without_an_answer(flow: Flow) -> Flow:
    kept = flow.questions["ambition"]
    ways: dict[str, Answer] = {"no": kept.answers["no"], "other": kept.answers["yes"]}
    question = kept.model_copy(update={"answers": ways})
    return flow.model_copy(update={"questions": {**flow.questions, "ambition": question}})


def _without_a_question(flow: Flow) -> Flow:
    first = flow.questions["identity"]
    yes = first.answers["yes"].model_copy(update={"to": (Row(to="support"),)})
    question = first.model_copy(update={"answers": {**first.answers, "yes": yes}})
    questions = {"identity": question, "support": flow.questions["support"]}
    outcomes = {name: end for name, end in flow.outcomes.items() if name != "smaller_programs"}
    return flow.model_copy(update={"questions": questions, "outcomes": outcomes})


@pytest.mark.parametrize(
    ("edit", "node"), [(_without_an_answer, "ambition"), (_without_a_question, "clear_payoff_only")]
)
def test_a_content_edit_in_the_middle_keeps_what_fits_and_says_so(
    pack: Pack, talk: Conversation, edit: Callable[[Flow], Flow], node: str
) -> None:
    talk.take("yes yes no")
    later = Conversation(_edited(pack, edit), talk.session)
    reply = later.do(Action(ActionType.RESUME))
    assert later.node == node
    assert "have changed" in words(reply)


def test_what_a_content_edit_dropped_is_mentioned_until_it_is_answered_anew(
    pack: Pack, talk: Conversation
) -> None:
    talk.take("yes yes no")
    later = Conversation(_edited(pack, _without_an_answer), talk.session)
    assert "have changed" not in words(later.answer("ambition", "other"))
    assert later.node == "clear_payoff_only"


# Elsewhere


def test_elsewhere_a_question_is_answered_and_nothing_is_asked_again(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.say("buzzwords", Visibility.EPHEMERAL)
    assert asks(reply) == []
    assert talk.result.audience is not Audience.DIRECT


def test_elsewhere_yes_answers_nothing(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("yes", Visibility.EPHEMERAL)
    assert talk.given == {"identity": "yes"}


@pytest.mark.parametrize("action_type", [ActionType.SHOW, ActionType.WHOLE])
def test_elsewhere_a_card_is_just_a_card(talk: Conversation, action_type: ActionType) -> None:
    talk.take("yes")
    reply = talk.do(Action(action_type, "red-flags"), visibility=Visibility.EPHEMERAL)
    assert asks(reply) == []
    assert talk.result.audience is not Audience.DIRECT
    assert talk.given == {"identity": "yes"}


def test_elsewhere_a_command_does_what_it_says(talk: Conversation) -> None:
    talk.take("yes")
    assert asks(talk.say("back", Visibility.EPHEMERAL)) == ["identity"]


@pytest.mark.parametrize(
    "text", ["buzzwords", "start", "back", "yes", "resume", "forget", "wibble wobble", "hi", ""]
)
@pytest.mark.parametrize("path", ["", *PATHS])
def test_in_public_nothing_is_personal_and_nothing_moves(
    talk: Conversation, text: str, path: str
) -> None:
    talk.take(path)
    before = talk.session
    reply = talk.say(text, Visibility.PUBLIC)
    assert talk.result.session == before
    assert talk.result.audience is not Audience.DIRECT
    assert not any(isinstance(part, Answered) for part in reply.parts)
    assert asks(reply) == []


@pytest.mark.parametrize("text", ["hmm", "ok", "yes", "more", "how long does it take?", "lol no"])
def test_in_public_the_answer_is_the_same_whatever_somebody_has_open(
    talk: Conversation, text: str
) -> None:
    nobody = talk.say(text, Visibility.PUBLIC)
    talk.take("yes")
    talk.say("how long is a fellowship?")
    assert talk.session.subject
    assert talk.say(text, Visibility.PUBLIC) == nobody


def test_what_was_said_in_public_is_not_what_more_in_private_is_of(talk: Conversation) -> None:
    fresh = talk.say("more")
    talk.session = Session()
    talk.say("buzzwords", Visibility.PUBLIC)
    assert talk.say("more") == fresh


def test_in_public_a_draft_is_neither_spoken_of_nor_lost(engine: DialogueEngine) -> None:
    talk = Conversation(engine, installation=Installation(PRIVACY, OFFICE))
    talk.say("human")
    for text in ("buzzwords", "thanks", "they are retaliating against me", "cancel"):
        said = words(talk.say(text, Visibility.PUBLIC))
        assert "sent" not in said
    assert pick(talk.say("Who pays for it here?"), "Send").action.text == "Who pays for it here?"


@pytest.mark.parametrize("text", ["buzzwords", "hi", "I want to die"])
def test_what_may_not_have_been_sent_is_told_in_private_alone(
    engine: DialogueEngine, text: str
) -> None:
    lost, mention = Session(intent=UNDERWAY), Action(ActionType.ASK, text=text)
    public = engine.decide(lost, request(mention, visibility=Visibility.PUBLIC))
    assert public.session == lost
    assert isinstance(public.reply, Message)
    assert "may not have been sent" not in words(public.reply)
    private = engine.decide(lost, request(Action(ActionType.HELP))).reply
    assert isinstance(private, Message)
    assert "may not have been sent" in words(private)


def test_elsewhere_a_draft_is_not_lost_without_a_word(engine: DialogueEngine) -> None:
    talk = Conversation(engine, installation=Installation(PRIVACY, OFFICE))
    talk.say("human: who pays?")
    assert "Nothing was sent." in words(talk.say("buzzwords", Visibility.EPHEMERAL))
    talk.say("human")
    assert "Nothing is sent yet" in words(talk.say("options", Visibility.EPHEMERAL))
    assert "Nothing was sent." in words(talk.say("restart", Visibility.EPHEMERAL))


def test_what_is_sent_or_left_by_a_press_is_said_once(engine: DialogueEngine) -> None:
    talk = Conversation(engine, installation=Installation(PRIVACY, OFFICE))
    talk.say("human: who pays?")
    assert words(talk.press("Don't send")).count("Nothing was sent.") == 1
    talk.say("human: who pays?")
    talk.press("Send")
    assert "Nothing" not in words(talk.reply)
    assert "Nothing" not in words(talk.say("thanks"))


@pytest.mark.parametrize("place", [Visibility.DIRECT, Visibility.PUBLIC])
def test_of_people_for_whom_nothing_is_kept_no_miss_is_counted(
    engine: DialogueEngine, place: Visibility
) -> None:
    asked = request(Action(ActionType.ASK, text="wibble wobble"), visibility=place)
    assert engine.decide(Session(), asked).effects == (CountMiss(),)
    assert engine.for_external(asked._replace(external=True)).effects == ()


def test_in_public_whatever_is_pressed_nothing_is_personal(talk: Conversation) -> None:
    talk.take("yes")
    for action_type in ActionType:
        talk.do(Action(action_type), visibility=Visibility.PUBLIC)
        assert talk.result.audience is not Audience.DIRECT


# Always


def test_the_same_situation_is_the_very_same_reply(talk: Conversation) -> None:
    Conversation(DialogueEngine(talk.engine.pack)).take("yes")  # another's replies stay apart
    first = talk.take("yes")
    assert talk.take("yes") is not None
    assert talk.shown() is first
    assert talk.say("buzzwords") is talk.say("buzzwords")


def test_a_session_is_never_changed_in_place(talk: Conversation) -> None:
    talk.take("yes")
    before = talk.session
    kept = Session(*before)
    talk.answer("ambition", "no")
    talk.do(Action(ActionType.BACK))
    assert before == kept


def test_every_welcome_has_one_primary_button(talk: Conversation) -> None:
    for path in ("", "yes", "no"):
        talk.take(path)
        assert sum(choice.primary for choice in choices(talk.do(Action(ActionType.LOOK)))) == 1


def test_did_you_mean_offers_likely_cards_and_the_list_of_topics(engine: DialogueEngine) -> None:
    reply = engine.replies.cards.unsure(("red-flags", "funding", "myths"), "which one?")
    buttons = [part for part in reply.parts if isinstance(part, Buttons)]
    assert labels(reply)[-2:] == ["Topics", "Ask a person"]
    assert len(buttons) == 1


# Danger, strain and what was asked back, elsewhere


@pytest.mark.parametrize("place", [Visibility.EPHEMERAL, Visibility.PUBLIC])
def test_after_danger_elsewhere_nothing_typed_is_an_answer_until_somebody_resumes(
    talk: Conversation, place: Visibility
) -> None:
    talk.start()
    talk.say("my dream is to lead our education office")
    assert talk.session.pending_action
    talk.say("I want to die", place)
    assert talk.session.pending_action == ""
    for text in ("yes", "no", "Yes, either one"):
        talk.say(text)
        assert talk.given == {}
    talk.say("resume")
    talk.say("yes")
    assert talk.given == {"identity": "yes"}


def test_in_public_nobody_is_told_that_no_person_sees_it(talk: Conversation) -> None:
    said = words(talk.say("I want to die", Visibility.PUBLIC))
    assert "others in the channel" in said
    assert "No person sees" not in said


def test_a_word_said_elsewhere_drops_what_was_asked_back(talk: Conversation) -> None:
    talk.start()
    talk.say("my dream is to lead our education office")
    talk.say("stop", Visibility.EPHEMERAL)
    talk.say("yes")
    assert talk.given == {}


def test_what_was_asked_back_about_an_answer_that_is_gone_is_dropped(talk: Conversation) -> None:
    talk.start()
    for code in ("answer:decide/identity/gone", "answer:gone/gone/yes", "deny:decide/gone/x", "?"):
        talk.session = talk.session._replace(pending_action=code)
        talk.say("how much does it cost")
        assert talk.given == {}


@pytest.mark.parametrize("text", ["talk", "food", "five", "no one", "yes?", "sure, no"])
def test_only_a_sure_yes_takes_what_was_offered(talk: Conversation, text: str) -> None:
    talk.start()
    talk.say("my dream is to lead our education office")
    talk.say(text)
    assert talk.given == {}


def test_what_was_offered_once_is_not_offered_twice_in_a_row(talk: Conversation) -> None:
    talk.start()
    talk.say("my dream is to lead our education office")
    reply = talk.say("my dream is to lead our education office")
    assert "rather not guess" in words(reply)
    assert asks(reply) == ["identity"]
    assert talk.session.pending_action == ""


def test_a_yes_to_what_was_answered_yes_is_no_slip_but_answers_the_open_question(
    talk: Conversation,
) -> None:
    talk.take("yes")
    talk.say("oops, yes")
    assert talk.given == {"identity": "yes", "ambition": "yes"}


def test_a_question_is_answered_however_rudely_it_is_put(talk: Conversation) -> None:
    plain = talk.say("how much does it cost")
    assert talk.say("how much does it cost, you idiot") is plain


@pytest.mark.parametrize("place", [Visibility.EPHEMERAL, Visibility.PUBLIC])
def test_after_strain_elsewhere_the_open_question_can_still_be_answered(
    talk: Conversation, place: Visibility
) -> None:
    talk.start()
    talk.say("they are retaliating against me", place)
    assert talk.result.audience is Audience.ALONE
    talk.say("yes")
    assert talk.given == {"identity": "yes"}


def test_who_sees_the_answers_is_said_at_the_first_question_alone(talk: Conversation) -> None:
    assert PRIVACY in words(talk.start())
    assert PRIVACY not in words(talk.answer("identity", "yes"))


def test_a_result_without_conditions_names_an_answer_that_would_change_it_or_what_contradicts_it(
    pack: Pack,
) -> None:
    def unconditional(flow: Flow) -> Flow:
        ends = flow.outcomes.items()
        bare = {name: end.model_copy(update={"unless": ()}) for name, end in ends}
        return flow.model_copy(update={"outcomes": bare})

    outcomes = pack.flows["decide"].outcomes
    for path, outcome in PATHS.items():
        tension = pack.tensions[outcomes[outcome].tensions[0]].short
        reply = words(Conversation(_edited(pack, unconditional)).take(path))
        assert ("This changes if you answer" in reply) != (tension in reply)
        assert (tension in reply) == (outcome == "skip_masters")  # all its changes ask anew


@pytest.mark.parametrize("text", ["What counts as research?", "why do you ask this?"])
def test_a_draft_that_would_ask_about_the_open_question_is_what_to_send(
    engine: DialogueEngine, text: str
) -> None:
    talk = Conversation(engine, installation=Installation(PRIVACY, OFFICE))
    talk.start()
    talk.say("human")
    assert pick(talk.say(text), "Send").action.text == text


@pytest.mark.parametrize("text", ["Should I do a master's?", "should i do a master’s"])
def test_the_title_of_the_flow_is_answered_in_short_and_goes_on_where_it_was(
    talk: Conversation, text: str
) -> None:
    assert "The bottom line" in words(talk.say(text))
    assert pick(talk.reply, "Start").primary
    talk.press("Start")
    talk.answer("identity", "yes")
    assert asks(talk.say(text)) == ["ambition"]
    talk.say("stop")
    assert asks(talk.say(text)) == ["ambition"]


@pytest.mark.parametrize(("length", "shortened"), [(500, False), (501, True)])
def test_a_preview_says_if_a_question_is_too_long_to_be_sent_whole(
    engine: DialogueEngine, length: int, *, shortened: bool
) -> None:
    talk = Conversation(engine, installation=Installation(PRIVACY, OFFICE))
    talk.say("human")
    reply = talk.say("zebra " * (length // 6) + "z" * (length % 6))
    assert ("first 500 characters" in words(reply)) == shortened
    assert len(pick(reply, "Send").action.text) == 500
