"""What was spoken of last is kept by its ids, and a follow-up leans on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.session import Session
from flows.model.subject import NOTHING, Subject, read_subject
from tests.conversation import Conversation

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.reply import Message

IDS = st.from_regex(r"[a-z][a-z_-]{0,12}", fullmatch=True)


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    """Draw what can be spoken of: cards, or options with one of them in focus or none."""
    ids = tuple(draw(st.lists(IDS, max_size=4, unique=True)))
    if not ids or draw(st.booleans()):
        return Subject(ids, whole=bool(ids) and draw(st.booleans()))
    focus, whole = draw(st.sampled_from(("", *ids))), draw(st.booleans())
    return Subject((), ids, draw(st.sampled_from(("", "length", "money"))), focus, whole)


@given(subjects())
def test_a_subject_is_read_back_as_it_was_written(subject: Subject) -> None:
    assert read_subject(subject.dump()) == subject


def test_a_card_stored_before_there_were_subjects_is_one() -> None:
    assert read_subject("alt-fellowship") == Subject(("alt-fellowship",))
    assert read_subject("") == NOTHING


@given(subjects(), IDS)
def test_a_single_option_is_spoken_of_beside_what_it_followed(before: Subject, name: str) -> None:
    after = before.then(Subject(options=(name,), focus=name))
    assert after.spoken_of == (name,)
    assert after.options[:1] == (before.options or (name,))[:1] or after.options[-1] == name
    assert set(after.options) <= {*before.options, name}


@pytest.fixture
def talk(engine: DialogueEngine) -> Conversation:
    return Conversation(engine)


def titles(reply: Message) -> str:
    return " ".join(str(part) for part in reply.parts)


@pytest.mark.parametrize("kept", ["gone", "gone,cost-time", "gone*,fellowship/length", "/length"])
def test_what_is_gone_is_no_subject(engine: DialogueEngine, kept: str) -> None:
    talk = Conversation(engine, Session(subject=kept))
    assert "topics" in talk.say("more").text
    assert Conversation(engine, Session(subject=kept)).say("and the cost?").text


@pytest.mark.parametrize(
    ("lines", "named", "aspect"),
    [
        (("how long does a fellowship take", "and the cost?"), "fellowship", "money"),
        (("how long does a fellowship take", "and workshops?"), "workshops", "length"),
        (("how long is a fellowship", "and workshops?", "the other one"), "fellowship", "length"),
        (("fellowship vs academy", "the second"), "teaching_academy", "what"),
        (("fellowship vs academy", "how long?", "the first one"), "fellowship", "length"),
        (("fellowship vs academy", "the latter, how long?"), "teaching_academy", "length"),
        (("what does a certificate cost", "what about the degree?"), "masters", "money"),
        (("what is leading a project", "how long is the project?"), "lead_a_project", "length"),
    ],
)
def test_a_follow_up_leans_on_what_was_spoken_of(
    talk: Conversation, lines: tuple[str, ...], named: str, aspect: str
) -> None:
    for line in lines:
        reply = talk.say(line)
    assert reply.subject is not None
    assert (reply.subject.focus, reply.subject.aspect) == (named, aspect)
    pack = talk.engine.pack
    if aspect != "what":
        assert pack.options[named].name in titles(reply)
        assert pack.aspects[aspect].name in titles(reply)


@pytest.mark.parametrize("line", ["how long does it take?", "who offers them?", "cost of both?"])
def test_of_a_comparison_all_of_it_is_told(talk: Conversation, line: str) -> None:
    talk.say("fellowship vs certificate")
    subject = talk.say(line).subject
    assert subject is not None
    assert subject.options == ("fellowship", "certificate")


def test_what_differs_is_asked_of_all_that_was_spoken_of(talk: Conversation) -> None:
    talk.say("how long does a fellowship take")
    talk.say("and workshops?")
    subject = talk.say("what's the difference in money").subject
    assert subject is not None
    assert subject.options == ("fellowship", "workshops")


def test_a_topic_behind_small_words_is_an_order_while_a_question_is_open(
    talk: Conversation,
) -> None:
    talk.start()
    subject = talk.say("Ah ok. Tell me of the faculty development").subject
    assert subject is not None
    assert subject.options == ("faculty_development",)


def test_where_two_are_possible_more_asks_which(talk: Conversation) -> None:
    talk.say("fellowship vs certificate")
    reply = talk.say("tell me more")
    assert "Which one?" in reply.text
    offered = [choice.label for choice in reply.offers()]
    assert offered == ["More: Medical education fellowship", "More: Teaching certificate"]


def test_more_of_what_was_told_in_full_says_so(talk: Conversation) -> None:
    talk.say("what is a fellowship")
    talk.say("more")
    assert "That is all I have on" in talk.say("more").text


def test_small_talk_leaves_what_was_spoken_of(talk: Conversation) -> None:
    talk.say("how long does a fellowship take")
    talk.say("thanks")
    reply = talk.say("and the cost?")
    assert reply.subject == Subject((), ("fellowship",), "money", "fellowship")


def test_an_answer_ends_the_subject(talk: Conversation) -> None:
    talk.start()
    talk.say("how long does a fellowship take")
    talk.say("yes")
    assert talk.session.subject == ""


def test_a_place_alone_may_be_an_answer_and_with_and_it_goes_on(talk: Conversation) -> None:
    talk.start()
    talk.say("fellowship vs certificate")
    went_on = talk.say("and the second one?")
    assert went_on.subject is not None
    assert went_on.subject.focus == "certificate"
    assert talk.session.answers_for("decide") == {}
