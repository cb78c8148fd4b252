"""Where somebody is: their answers, changing one by words, what-ifs, the verdict, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.action import Action, ActionType, Visibility, answer
from flows.dialogue.session import Session
from tests.conversation import Conversation, asks, labels, pick, positions, words

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine

PATHS = ("", "yes", "yes yes", "no", "yes no", "yes yes no", "yes yes yes")
LINES = (
    "change my first answer",
    "change the second to no",
    "set last to no",
    "make it no",
    "no, I meant the first",
    "I meant the second",
    "put yes for number three",
    "switch question 2 to no",
    "q1 should be a no",
    "I want to change what I said about funding",
    "change my goal to dean",
    "what if I get funding?",
    "suppose I said no to the first",
    "and if they gave me protected time?",
    "would it change if I wanted to be dean",
    "actually I do have funding",
    "turns out my chair will pay",
    "my funding fell through",
    "I no longer want to be PD",
    "what did I answer",
    "so, should I?",
    "how sure is this?",
    "second thoughts",
    "the first of all",
    "",
    "?!",
)
OFFERS = (ActionType.CHANGE, ActionType.WHAT_IF, ActionType.ANSWERS, ActionType.VERDICT)


def change(talk: Conversation, text: str) -> str:
    """Hand over a line that is understood as asking for a change."""
    return words(talk.do(Action(ActionType.CHANGE, text=text)))


def what_if(talk: Conversation, text: str) -> str:
    return words(talk.do(Action(ActionType.WHAT_IF, text=text)))


# Nothing is changed unasked


@given(
    path=st.sampled_from(PATHS),
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=3),
    kind=st.sampled_from((*OFFERS, ActionType.SURE)),
)
def test_no_line_about_where_one_is_changes_an_answer_without_a_yes(
    engine: DialogueEngine, path: str, lines: list[str], kind: ActionType
) -> None:
    talk = Conversation(engine)
    talk.take(path)
    before = talk.session.answers
    for line in lines:
        talk.do(Action(kind, text=line))
        assert talk.session.answers == before


@given(path=st.sampled_from(PATHS), text=st.text(max_size=40))
def test_no_text_at_all_does(engine: DialogueEngine, path: str, text: str) -> None:
    talk = Conversation(engine)
    talk.take(path)
    before = talk.session.answers
    for kind in (ActionType.CHANGE, ActionType.WHAT_IF):
        talk.do(Action(kind, text=text))
        assert talk.session.answers == before


@pytest.mark.parametrize(
    "line", ["actually I do have funding", "my funding fell through", "turns out my chair will pay"]
)
@pytest.mark.parametrize("path", ["no", "yes no", "yes yes no", "yes yes yes"])
def test_a_statement_at_a_result_changes_nothing_unless_it_is_confirmed(
    engine: DialogueEngine, path: str, line: str
) -> None:
    talk = Conversation(engine)
    talk.take(path)
    before = talk.session.answers
    talk.say(line)
    assert talk.session.answers == before
    talk.say("no")
    assert talk.session.answers == before


# Changing by words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("change the second to no", "answer:decide/ambition/no"),
        ("switch question 2 to no", "answer:decide/ambition/no"),
        ("no to q2", "answer:decide/ambition/no"),
        ("The signal dropped. Can you change number two to no?", "answer:decide/ambition/no"),
        ("my leadership answer should be no", "answer:decide/ambition/no"),
        ("set last to yes", "answer:decide/support/yes"),
        ("please put yes in the last question, not no", "answer:decide/support/yes"),
        ("I said yes earlier to number one, make it no", "answer:decide/identity/no"),
        ("make it yes", "answer:decide/support/yes"),
        ("actually I do have funding", "answer:decide/support/yes"),
    ],
)
def test_a_question_and_another_answer_are_asked_back_and_a_yes_does_it(
    talk: Conversation, text: str, code: str
) -> None:
    talk.take("yes yes no")
    assert change(talk, text).startswith("Change “")
    assert talk.session.pending_action == code
    assert asks(talk.reply) == [code.split("/")[1]]
    question, choice = code.split("/")[1:]
    talk.say("yes")
    assert talk.given[question] == choice


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("change my first answer", "identity"),
        ("go back to the first one, i want to change it", "identity"),
        ("I want to change what I said about funding", "support"),
        ("edit what I said about being a PD", "ambition"),
        ("I answered the second question incorrectly", "ambition"),
        ("I want to correct my reply on leadership", "ambition"),
        ("actually change what I put for money", "support"),
        ("my reply on protected time was a mistake", "support"),
    ],
)
def test_a_question_alone_is_asked_again_and_keeps_its_answer(
    talk: Conversation, text: str, node: str
) -> None:
    talk.take("yes yes no")
    given = talk.given
    assert "You had said" in change(talk, text)
    assert (talk.node, talk.given) == (node, given)


def test_the_answer_that_is_given_is_what_is_saved(talk: Conversation) -> None:
    talk.take("yes yes no")
    assert "“No” is what is saved for “Funding or time”" in change(talk, "change the third to no")


def test_what_was_told_is_affirmed_and_the_question_stays_open(talk: Conversation) -> None:
    talk.take("yes yes")
    said = change(talk, "are you sure I told you yes on the first?")
    assert "“Yes, either one” is what is saved" in said
    assert talk.node == "support"


@pytest.mark.parametrize("text", ["", "change an answer", "change the fourth to no"])
def test_where_no_answer_is_named_all_are_shown(talk: Conversation, text: str) -> None:
    talk.take("yes yes no")
    change(talk, text)
    assert labels(talk.reply).count("Change") == len(talk.given)


def test_an_answer_of_another_flow_is_found_by_its_words(talk: Conversation) -> None:
    talk.do(answer("goal", "direction", "researcher"))
    talk.do(Action(ActionType.BEGIN, "goal"))
    talk.do(answer("goal", "direction", "researcher"))
    talk.do(Action(ActionType.BEGIN, "decide"))
    change(talk, "change my direction to dean")
    assert talk.session.pending_action == "answer:goal/direction/dean"


def test_a_choice_is_offered_to_be_changed_by_its_name(talk: Conversation) -> None:
    talk.do(Action(ActionType.BEGIN, "goal"))
    talk.do(answer("goal", "direction", "researcher"))
    change(talk, "change it to dean")
    assert talk.session.pending_action == "answer:goal/direction/dean"


def test_a_slip_that_names_a_button_means_the_last_answer(talk: Conversation) -> None:
    talk.take("yes")
    talk.say("no, I meant the second")
    assert talk.session.pending_action == "answer:decide/identity/no"


@pytest.mark.parametrize(
    "line",
    [
        "funding",
        "protected time",
        "do programs give you protected time?",
        "how do I ask for funding?",
        "I have a question about funding",
        "the program director told me to",
        "it costs a lot of money",
        "I want to be a program director",
    ],
)
def test_topics_questions_and_what_agrees_offer_no_change(talk: Conversation, line: str) -> None:
    talk.take("yes yes yes")
    talk.say(line)
    assert "Change “" not in words(talk.reply)
    assert talk.session.pending_action == ""


# What if


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("what if I get funding?", "decide/support/yes"),
        ("what if my chair does come up with money", "decide/support/yes"),
        ("and if they gave me protected time?", "decide/support/yes"),
        ("suppose I said no to the first", "decide/identity/no"),
        ("If I had no interest in education research, what then?", "decide/ambition/no"),
        ("what happens if i click no on q2 instead", "decide/ambition/no"),
        ("what if I said yes?", "decide/support/yes"),
    ],
)
def test_what_is_supposed_of_an_answer_on_the_way_is_shown(
    talk: Conversation, text: str, target: str
) -> None:
    talk.take("yes yes no")
    assert "Only supposed" in what_if(talk, text)
    assert talk.session.pending_action == f"suppose:{target}"


def test_to_suppose_what_was_answered_says_so(talk: Conversation) -> None:
    talk.take("yes yes yes")
    assert "is what is saved for “Leadership" in what_if(talk, "what if I wanted to be a dean?")


def test_what_is_no_more_is_supposed_to_be_a_no(talk: Conversation) -> None:
    talk.take("yes yes yes")
    what_if(talk, "what if my department withdraws the money?")
    assert talk.session.pending_action == "suppose:decide/support/no"


def test_at_a_question_a_bare_answer_is_supposed_of_it(talk: Conversation) -> None:
    talk.take("yes")
    what_if(talk, "what happens if i say no here")
    assert talk.session.pending_action == "suppose:decide/ambition/no"


@pytest.mark.parametrize("path", ["", "yes", "no", "yes no"])
def test_of_a_question_elsewhere_each_answer_is_told_and_marked(
    talk: Conversation, path: str
) -> None:
    talk.take(path)
    said = what_if(talk, "what if I get funding?")
    assert said.startswith("Only supposed: “Funding or time” is another question")
    assert "Yes, either: Likely worthwhile" in said


def test_what_names_nothing_is_what_would_change_the_result(talk: Conversation) -> None:
    talk.take("yes yes no")
    assert "This changes if" in what_if(talk, "what if the sky falls")


def test_with_nothing_open_a_supposition_shows_the_card_and_offers_to_start(
    talk: Conversation,
) -> None:
    assert "Funding and protected time" in what_if(talk, "what if I get funding?")
    assert pick(talk.reply, "Start").primary


# Answers, the verdict, how sure


def test_what_to_do_first_speaks_of_no_option(engine: DialogueEngine) -> None:
    reply = Conversation(engine).say("what should I do first")
    assert "Start" in [choice.label for choice in reply.offers()]


def test_answers_name_what_is_open_and_keep_it_in_sight(engine: DialogueEngine) -> None:
    for flow, machine in engine.pack.flows.items():
        for position in positions(engine.pack.machines[flow]):
            talk = Conversation(engine, Session(3, 3, flow, answers={flow: position.answers}))
            talk.say("what did I answer?")
            assert labels(talk.reply).count("Change") == len(position.path)
            if position.kind == "question":
                assert asks(talk.reply) == [position.node]
            else:
                assert machine.outcomes[position.node].verdict in words(talk.reply)


def test_an_answer_that_is_being_changed_is_still_told(talk: Conversation) -> None:
    talk.take("yes yes no")
    change(talk, "change the first")
    said = words(talk.say("what did I answer?"))
    assert "Main identity: Yes, either one" in said
    assert "Funding or time: No" in said
    assert "Open: “Main identity”" in said


def test_the_verdict_at_a_question_counts_what_it_takes(talk: Conversation) -> None:
    for path, left in (("", "at most 2 more"), ("yes", "at most 1 more"), ("yes yes", "here.")):
        talk.take(path)
        assert left in words(talk.say("so, should I?"))


def test_each_result_of_the_main_flow_says_how_firm_it_is(engine: DialogueEngine) -> None:
    for path in PATHS[3:]:
        talk = Conversation(engine)
        talk.take(path)
        said = words(talk.say("how sure is this?"))
        assert "No trial stands behind it" in said
        assert "Behind this result" in labels(talk.reply)


def test_cards_that_answer_the_title_offer_to_start_only_where_nothing_is_open(
    talk: Conversation,
) -> None:
    for card in ("necessity", "bottom-line", "decision-framework"):
        shown = Action(ActionType.SHOW, card)
        assert pick(talk.do(shown), "Start").primary
        aside = talk.do(shown, visibility=Visibility.EPHEMERAL)
        assert "Start" not in labels(aside)
    talk.take("yes")
    assert "Start" not in labels(talk.do(Action(ActionType.SHOW, "necessity")))


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("goal", "goal"),
        ("reason", "reason"),
        ("alternative", "alternative"),
        ("which alternative suits me?", "alternative"),
        ("decide", "decide"),
    ],
)
def test_a_flow_is_opened_by_its_id_its_title_or_what_it_is_called(
    talk: Conversation, text: str, flow: str
) -> None:
    talk.say(text)
    assert talk.session.flow == flow
