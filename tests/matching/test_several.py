"""Several things in one line: an answer and a question, a situation, several questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.check.load import load
from flows.dialogue.actions import ACTIONS
from flows.dialogue.engine import DialogueEngine
from flows.language.commands import commands
from flows.language.messages import say
from flows.nlu.clauses import clauses
from flows.nlu.matcher import Matcher
from tests.conversation import Conversation, labels, words

if TYPE_CHECKING:
    from flows.model.flow import Question
    from flows.nlu.match import Match

PACK = load()
QUESTIONS = PACK.flows["decide"].questions
MATCHER = Matcher(PACK)
REPLIES = ["yes", "no", "neither", "both", "maybe", "yes please", "no funding", "all of them"]
ASKED = ["how much does it cost?", "is a fellowship better?", "why", "or not?", "how long is it"]
TOLD = ["my chair likes it", "I am a PGY-3", "if it is free", "I want to be clerkship director"]
ENGINE = DialogueEngine(PACK)
LISTED = [phrase for row in ACTIONS.values() if row.typed for phrase in commands().phrases[row.id]]
BETWEEN = [", ", ". ", "\n", " - ", ", but ", " and ", " "]


@pytest.mark.parametrize(
    ("place", "text", "second"),
    [
        ("identity/yes", "yes, but how much does it cost?", "cost-money"),
        ("identity/no", "no. what is a fellowship?", "alt-fellowship"),
        ("identity/yes", "how long is it? anyway, yes", "cost-time"),
        ("identity/no", "neither - what are the red flags", "red-flags"),
        ("support/yes", "yes\nhow do I pick a program", "choosing-program"),
    ],
)
def test_an_answer_beside_a_question_is_recorded(
    place: str, text: str, second: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    question, _, answer = place.partition("/")
    match = matcher.match(text, questions[question])
    assert (match.kind, match.id, match.second) == ("answer", answer, second)


@pytest.mark.parametrize(
    "text",
    [
        "yes, right?",
        "yes, or should I say no?",
        "yes, if it's free. is it?",
        "yes, how much is it? no",
        "what are my ways forward, all of them",
        "actually, first, what does it cost",
        "is it 1, 2 or 3 years part-time?",
        "is it expensive? yes",
        "yes, stop",
        "which institution, I've two",
        "yes, my chair hates it. how much is it?",
        "sure, and can I get a pony",
    ],
)
def test_what_is_no_plain_answer_is_not_recorded_beside_a_question(
    text: str, matcher: Matcher, questions: dict[str, Question]
) -> None:
    for question in questions.values():
        assert matcher.match(text, question).kind != "answer"


def test_what_is_asked_back_alone_is_asked_back_beside_a_question(
    matcher: Matcher, questions: dict[str, Question]
) -> None:
    text = "clerkship director, and is that even 10 hrs a week or more"
    match = matcher.match(text, questions["ambition"])
    assert (match.kind, match.id, match.second) == ("confirm", "yes", "cost-time")
    assert match.answers == {"ambition": "yes"}


def test_what_is_implied_is_asked_back_where_the_question_beside_it_is_not_sure(
    matcher: Matcher, questions: dict[str, Question]
) -> None:
    text = "The hospital can give me time but not money. Is it enough?"
    match = matcher.match(text, questions["support"])
    assert (match.kind, dict(match.answers)) == ("confirm", {"support": "yes"})


@pytest.mark.parametrize(
    ("text", "command"),
    [("never mind, stop", "stop"), ("thanks, topics", "topics"), ("yes, stop", None)],
)
def test_a_listed_phrase_after_small_talk_is_done(
    text: str, command: str | None, matcher: Matcher, questions: dict[str, Question]
) -> None:
    match = matcher.match(text, questions["identity"])
    assert (match.id if match.listed else None) == command


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (
            "PGY-3, want to be clerkship director, no funding",
            {"ambition": "yes", "support": "no"},
        ),
        (
            "I hope to become program director, and our chair has promised me protected time",
            {"ambition": "yes", "support": "yes"},
        ),
    ],
)
def test_a_situation_answers_several_questions(
    text: str, answers: dict[str, str], matcher: Matcher, questions: dict[str, Question]
) -> None:
    told = matcher.match(text, questions["ambition"])
    assert (told.kind, dict(told.answers)) == ("confirm", answers)
    assert told.id == answers["ambition"]
    alone = matcher.match(text, opening=PACK.flows["decide"])
    assert (alone.kind, dict(alone.answers)) == ("confirm", answers)
    assert matcher.match(text).kind != "confirm"


@pytest.mark.parametrize(
    "text",
    [
        "what if I get funding and become program director?",
        "do I need funding, or to be program director?",
        "if I were clerkship director, with no funding",
        "program director, funding, research",
        "I teach interns every day, and I like it",
        "tuition, hours, red flags",
    ],
)
def test_a_question_a_topic_or_a_supposition_is_no_situation(text: str, matcher: Matcher) -> None:
    assert not matcher.match(text, opening=PACK.flows["decide"]).answers


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("how much does it cost, and what are the red flags?", ["cost-money", "red-flags"]),
        ("1. how much does it cost? 2. what are the red flags?", ["cost-money", "red-flags"]),
        ("- how much does it cost\n- what are the red flags", ["cost-money", "red-flags"]),
        ("how to pick a program and the red flags", ["choosing-program", "red-flags"]),
    ],
)
def test_several_questions_are_read_in_their_order(
    text: str, cards: list[str], matcher: Matcher
) -> None:
    match = matcher.match(text)
    assert [one.id for one in match.asked] == cards
    assert match.second == cards[1]


def test_a_question_of_an_option_does_not_swallow_the_one_beside_it(matcher: Matcher) -> None:
    match = matcher.match("how long is a fellowship, and how do I pick a program?")
    assert [one.aspect or one.id for one in match.asked] == ["length", "choosing-program"]


def test_what_is_told_before_questions_takes_none_of_their_places(matcher: Matcher) -> None:
    told = "Dear Lee. I am new here. I teach a lot. I write at night. It is late. I have time. "
    asked = "1) How much does it cost? 2) How do I pick a program? 3) What are the red flags?"
    match = matcher.match(told + asked)
    assert [one.id for one in match.asked] == ["cost-money", "choosing-program", "red-flags"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm a busy hospitalist, I teach interns every day. How much does it cost?",
        "how much do a fellowship and a certificate cost?",
        "is it just the money, or only the time?",
        "list CME courses in simulation and assessment as an option",
        "how many hours and evenings a week does it take",
    ],
)
def test_one_question_stays_one(text: str, matcher: Matcher) -> None:
    assert not matcher.match(text).others


def test_a_line_is_parted_at_marks_and_words_and_numbers_of_a_list_are_left_out() -> None:
    parted = {
        "1. how much? 2) how long": ["how much?", "how long"],
        "PGY-3, 10-20 hrs, $2.5k": ["PGY-3", "10-20 hrs", "$2.5k"],
        "yes but why - really": ["yes", "why", "really"],
        "what instead? and then": ["what instead?", "then"],
        "…": [],
    }
    for text, parts in parted.items():
        assert [clause.text for clause in clauses(text)] == parts


def recorded(match: Match) -> bool:
    return match.kind == "answer" and match.id in {"yes", "no"}


@given(
    st.lists(st.sampled_from([*REPLIES, *ASKED, *TOLD]), min_size=2, max_size=4),
    st.lists(st.sampled_from(BETWEEN), min_size=4, max_size=4),
    st.sampled_from(sorted(QUESTIONS)),
)
def test_nothing_is_recorded_that_no_run_of_its_clauses_says_alone(
    parts: list[str], between: list[str], name: str
) -> None:
    text = "".join(f"{part}{mark}" for part, mark in zip(parts, between, strict=False))
    match, question = MATCHER.match(text, QUESTIONS[name]), QUESTIONS[name]
    if not (recorded(match) and match.others):
        return
    said = clauses(text)
    runs = (
        text[said[start].start : said[end].end]
        for start in range(len(said))
        for end in range(start, len(said))
        if (start, end) != (0, len(said) - 1)
    )
    alone = [MATCHER.match(run, question) for run in runs]
    assert any(recorded(one) and one.id == match.id and not one.others for one in alone)


@given(st.text(max_size=200))
def test_clauses_of_any_text_stand_in_it_in_order(text: str) -> None:
    end = 0
    for clause in clauses(text):
        assert clause.start >= end
        assert text[clause.start :].startswith(clause.text)
        end = clause.end


@given(
    st.sampled_from(["yes, ", "no. "]),
    st.sampled_from(LISTED),
    st.sampled_from(["", "yes", "yes yes", "no no", "yes yes yes"]),
)
def test_a_listed_phrase_beside_a_reply_leaves_all_but_the_reply(
    reply: str, phrase: str, path: str
) -> None:
    talk = Conversation(ENGINE)
    talk.take(path)
    before, here = talk.given, talk.node
    talk.say(f"{reply}{phrase}")
    taken = {**before, here: reply.strip(",. ")} if here in QUESTIONS else before
    assert talk.given in (before, taken)
    if talk.given != before:
        assert "Undo" in labels(talk.reply)


@pytest.mark.parametrize("place", ["", "yes", "yes yes"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("are you an AI?", say().ai),
        ("who sees this?", say().privacy_sent),
        ("who made you?", say().author_guide),
        ("what does my hospital offer?", say().local_title),
        ("how sure are you?", say().how_sure),
        ("where is this from?", "Every answer comes from one document"),
        ("what if I had funding?", say().own_line),
        ("where was I?", say().own_line),
    ],
)
def test_a_listed_question_beside_an_answer_is_answered_or_named(
    place: str, asked: str, told: str, talk: Conversation
) -> None:
    talk.take(place)
    here = talk.node
    reply = talk.say(f"yes, {asked}")
    assert told in words(reply)
    assert talk.given[here] == "yes"
    assert say().source_ours not in words(reply)


def test_what_is_left_for_a_line_of_its_own_is_named_once(talk: Conversation) -> None:
    talk.start()
    reply = talk.say("yes. what next? what if I had funding?")
    assert words(reply).count(say().own_line) == 1
    assert say().what_next in labels(reply)
