"""What follows from a result, and what would have followed: next steps, flips, suppositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.dialogue.action import Action, ActionType, read_action
from flows.dialogue.parts import Note, Title
from flows.dialogue.result import Audience
from flows.dialogue.session import Session, load_session
from tests.conversation import Conversation, asks, choices, labels, pick, positions, words

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack

IN_SIGHT = 4
"""One primary choice, and three others."""


def at(engine: DialogueEngine, flow: str, answers: dict[str, str]) -> Conversation:
    """Be at a position of a flow."""
    return Conversation(engine, Session(3, 3, flow, answers={flow: answers}))


def places(engine: DialogueEngine, kind: str) -> list[Conversation]:
    """Be at every position of this kind, in all flows."""
    return [
        at(engine, flow, position.answers)
        for flow, machine in engine.pack.machines.items()
        for position in positions(machine)
        if position.kind == kind
    ]


def supposed(reply: Message) -> list[Action]:
    return [c.action for c in choices(reply) if c.action.type == ActionType.SUPPOSE]


# A result


def test_a_result_first_says_verdict_reason_step_and_one_change_and_cites(
    engine: DialogueEngine,
) -> None:
    for talk in places(engine, "outcome"):
        flow = engine.pack.flows[talk.position.flow]
        said = words(talk.reply)
        assert flow.outcomes[talk.node].verdict in said
        assert said.count("Because ") == 1
        assert said.count("Next: ") == 1
        assert said.count("This changes if ") == 1
        assert isinstance(talk.reply.parts[-1], Note)
        assert len(talk.reply.choices) <= IN_SIGHT
        assert sum(choice.primary for choice in talk.reply.choices) == 1


def test_a_result_leads_on_to_another_flow_which_goes_on_where_it_was(
    engine: DialogueEngine,
) -> None:
    talk = Conversation(engine)
    talk.take("no")
    assert asks(talk.press("Which alternative fits me?")) == ["aim"]
    talk.press("A piece of paper")
    assert talk.node == "certificate"
    talk.press("What is a master's worth for my goal?")
    talk.do(Action(ActionType.BEGIN, "decide"))
    assert talk.node == "skip_masters"  # its answers were kept
    talk.press("Which alternative fits me?")
    assert talk.node == "certificate"


def test_every_result_leads_on_and_never_to_its_own_flow(pack: Pack) -> None:
    for flow in pack.flows.values():
        for outcome in flow.outcomes.values():
            assert outcome.then
            assert flow.id not in outcome.then


def test_a_result_that_cannot_choose_offers_its_options_side_by_side(
    engine: DialogueEngine,
) -> None:
    talk = at(engine, "alternative", {"aim": "teach_better", "way": "nearby"})
    compare = pick(talk.reply, "Compare")
    assert compare.primary
    assert compare.action == read_action("compare:certificate/teaching_academy/workshops")


# What would change it


def test_what_would_change_a_result_lists_conditions_and_other_answers_to_try(
    engine: DialogueEngine,
) -> None:
    talk = Conversation(engine)
    talk.take("yes yes no")
    before = talk.session
    reply = talk.press("What would change it")
    decide = engine.pack.flows["decide"]
    said = words(reply)
    assert all(claim.text in said for claim in decide.outcomes[talk.node].conditions())
    assert decide.outcomes["likely_worthwhile"].verdict in said
    assert [action.target for action in supposed(reply)] == [
        "decide/support/yes",
        "decide/ambition/no",
        "decide/identity/no",
    ]
    assert talk.session.answers == before.answers
    assert talk.press("Back to the result") == talk.shown()


@pytest.mark.parametrize("said", ["flips", "what would change this?", "what if"])
def test_what_would_change_it_can_be_typed(engine: DialogueEngine, said: str) -> None:
    talk, pressed = Conversation(engine), Conversation(engine)
    talk.take("yes yes no")
    pressed.take("yes yes no")
    assert talk.say(said) == pressed.press("What would change it")


def test_what_would_change_it_at_a_question_is_where_each_answer_leads(talk: Conversation) -> None:
    talk.take("yes")
    assert "Where each answer leads" in words(talk.say("flips"))
    assert asks(talk.reply) == ["ambition"]


# What to do next


@pytest.mark.parametrize("said", ["next", "what next?", "what should I do next"])
def test_what_to_do_next_is_the_next_step_and_what_goes_on_from_it(
    talk: Conversation, said: str
) -> None:
    talk.take("no")
    reply = talk.say(said)
    assert "keep teaching at the bedside" in words(reply)
    assert {"Back to the result", "Which alternative fits me?"} <= set(labels(reply))
    assert talk.node == "skip_masters"


def test_next_at_a_question_asks_it_and_without_one_says_what_there_is(talk: Conversation) -> None:
    assert pick(talk.say("next"), "Start").primary
    talk.take("yes")
    assert asks(talk.say("next")) == ["ambition"]
    assert talk.given == {"identity": "yes"}


# Suppositions


def test_whatever_is_supposed_is_marked_changes_nothing_and_is_what_the_answer_would_bring(
    engine: DialogueEngine,
) -> None:
    tried = 0
    for kind, said in (("question", "not sure"), ("outcome", "flips")):
        for talk in places(engine, kind):
            talk.say(said)
            for action in supposed(talk.reply):
                session, before = talk.session, talk.shown()
                reply = talk.do(action)
                after = talk.result.session
                assert after == session._replace(pending_action=action.code)
                assert talk.result.audience is Audience.DIRECT
                assert isinstance(reply.parts[0], Note)
                assert reply.parts[0].text.startswith("Only supposed: ")
                assert reply.choices[0].primary
                answered = Conversation(engine, session)
                answered.do(Action(ActionType.ANSWER, action.target))
                flow = engine.pack.flows[talk.position.flow]
                if answered.position.kind == "outcome":
                    assert Title(flow.outcomes[answered.node].verdict) in reply.parts
                else:
                    assert flow.questions[answered.node].ask in words(reply)
                assert talk.do(reply.choices[0].action) == before  # one press back
                tried += 1
    assert tried > len(engine.pack.flows["decide"].questions)


def test_not_sure_offers_to_suppose_yes_and_no(talk: Conversation) -> None:
    talk.take("yes yes")
    assert {"Suppose yes", "Suppose no"} <= set(labels(talk.press("Not sure")))
    reply = talk.press("Suppose yes")
    assert "Likely worthwhile" in words(reply)
    assert asks(talk.press("Back to your question")) == ["support"]
    assert talk.given == {"identity": "yes", "ambition": "yes"}


def test_what_is_supposed_can_be_typed_and_is_no_answer(talk: Conversation) -> None:
    talk.take("yes yes")
    talk.press("Not sure")
    assert "Only supposed" in words(talk.say("suppose no"))
    assert talk.node == "support"


def test_what_was_supposed_can_be_recorded(talk: Conversation) -> None:
    talk.take("yes yes no")
    talk.press("What would change it")
    talk.press("What if Main identity: No, neither?")
    talk.press("Make it “No, neither”")
    assert talk.node == "skip_masters"


@pytest.mark.parametrize(
    "code",
    [
        "suppose:decide/support/yes",  # not asked yet
        "suppose:decide/identity",
        "suppose:decide/identity/maybe",
        "suppose:goal/direction/dean",
        "suppose:gone/away/yes",
        "suppose",
    ],
)
def test_what_cannot_be_supposed_here_shows_where_you_are(talk: Conversation, code: str) -> None:
    talk.take("yes")
    before = talk.session
    reply = talk.do(read_action(code))
    assert "older card" in words(reply)
    assert asks(reply) == ["ambition"]
    assert talk.session.answers == before.answers


# Not sure, twice


def test_not_sure_twice_offers_what_helps_to_decide_and_repeats_nothing(
    engine: DialogueEngine,
) -> None:
    for talk in places(engine, "question"):
        first = talk.press("Not sure")
        assert "Where each answer leads" in words(first)
        again = talk.say("not sure")
        asked = engine.pack.flows[talk.position.flow].questions[talk.node]
        offered = {choice.action for choice in choices(again)}
        assert "Where each answer leads" not in words(again)
        assert {Action(ActionType.BEGIN, flow) for flow in asked.then} <= offered
        assert {Action(ActionType.SHOW, card) for card in asked.cards} <= offered
        assert asks(again) == asks(first)


def test_each_question_of_the_main_flow_leads_the_unsure_to_their_goal(pack: Pack) -> None:
    for question in pack.flows["decide"].questions.values():
        assert question.then == ("goal",)
        assert question.cards


def test_not_sure_at_the_next_question_begins_anew(talk: Conversation) -> None:
    talk.take("yes")
    talk.press("Not sure")
    talk.answer("ambition", "yes")
    assert "Where each answer leads" in words(talk.press("Not sure"))


def test_a_look_elsewhere_between_two_not_sures_does_not_repeat_the_first(
    talk: Conversation,
) -> None:
    talk.take("yes")
    talk.press("Not sure")
    talk.press("Suppose yes")
    talk.press("Back to your question")
    talk.say("buzzwords")
    assert "It can stay open" in words(talk.say("not sure"))


def test_that_somebody_was_not_sure_is_kept_in_few_bytes(talk: Conversation) -> None:
    talk.take("yes yes")
    before = len(talk.session.dump())
    talk.press("Not sure")
    assert len(talk.session.dump()) - before <= len('"u":"support",')
    assert load_session(talk.session.dump().encode()) == talk.session


@pytest.mark.parametrize("way", ["back", "back to the result", "go back"])
def test_a_typed_back_leaves_the_supposition_and_no_answer(talk: Conversation, way: str) -> None:
    talk.take("yes yes no")
    given = talk.given
    talk.do(Action(ActionType.SUPPOSE, "decide/support/yes"))
    talk.say(way)
    assert talk.given == given
    assert talk.node == "clear_payoff_only"
    talk.say("back")  # which now means what it always does
    assert "support" not in talk.given


def test_a_typed_back_leaves_a_supposition_in_the_middle(talk: Conversation) -> None:
    talk.take("yes")
    talk.do(Action(ActionType.SUPPOSE, "decide/ambition/no"))
    talk.say("back")
    assert talk.node == "ambition"
    assert talk.given == {"identity": "yes"}
