"""What people ask before they trust this is answered wherever they ask it, and is true there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.installations import Installations, this_machine
from flows.check.load import load
from flows.dialogue.action import Action, ActionType, Visibility
from flows.dialogue.card_replies import DRAFT
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.parts import Text
from flows.dialogue.reply import Message
from flows.dialogue.request import OwnMessages
from flows.dialogue.result import Audience
from flows.dialogue.session import Session
from flows.language.messages import say
from tests.conversation import HERE, OFFICE, Conversation, labels, pick, request, words
from tests.house.places import HOME

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from flows.dialogue.request import Installation, Request
    from flows.dialogue.result import Result
    from flows.pack.pack import Pack

TRUST = {
    "privacy": "who sees this?",
    "kept": "how long do you keep my data?",
    "ai": "are you an AI?",
    "author": "who made you?",
    "cannot": "what can't you do?",
    "wrong": "this is wrong",
}
KEEPS = HERE._replace(kept_days=90)


def asked(
    text: str, installation: Installation = KEEPS, where: Visibility = Visibility.DIRECT
) -> Request:
    return request(Action(ActionType.ASK, text=text), None, where, installation)


def wrong(text: str) -> Request:
    return request(Action(ActionType.WRONG, text=text), None, Visibility.DIRECT, KEEPS)


def message(result: Result) -> Message:
    assert isinstance(result.reply, Message)
    return result.reply


@pytest.mark.parametrize("line", TRUST.values())
def test_it_is_answered_without_a_store_too(engine: DialogueEngine, line: str) -> None:
    reply = message(engine.without_store(asked(line)))
    assert words(reply) == words(message(engine.decide(Session(), asked(line))))
    assert say().unsaved not in words(reply)


@pytest.mark.parametrize("line", TRUST.values())
@pytest.mark.parametrize("where", [Visibility.EPHEMERAL, Visibility.PUBLIC])
def test_elsewhere_it_is_answered_and_nothing_personal_is_told(
    talk: Conversation, line: str, where: Visibility
) -> None:
    talk.take("yes")
    before = talk.session
    result = talk.engine.decide(before, asked(line, where=where))
    assert result.audience is Audience.HERE
    assert result.session == before
    assert "Question" not in words(message(result))
    assert "main academic identity" not in words(message(result))


def test_what_is_said_in_a_channel_is_said_to_be_seen_there(talk: Conversation) -> None:
    reply = talk.say("is this private?", Visibility.PUBLIC)
    assert words(reply) == say().privacy_channel
    assert "Forget me" not in labels(reply)
    objection = talk.say("this is wrong", Visibility.PUBLIC)
    assert "Send it to the authors" not in labels(objection)


def test_the_days_are_those_of_the_settings(
    make_settings: Callable[..., Settings], engine: DialogueEngine, pack: Pack
) -> None:
    settings = make_settings(session_ttl_days=42)
    slack = Installations(settings, pack, None, None).find("T1")
    for here in (slack, this_machine(settings, pack, None)()):
        assert "42 days" in words(message(engine.decide(Session(), asked("what is kept", here))))
        told = words(message(engine.decide(Session(), asked("who sees this", here))))
        assert told.startswith(here.privacy)


def test_of_guests_nothing_is_kept_and_they_hear_that(engine: DialogueEngine) -> None:
    for line in ("how long do you keep my data?", "who sees this?"):
        told = message(engine.for_external(asked(line)._replace(external=True)))
        assert "Nothing is kept about you here" in words(told)
        assert "90 days" not in words(told)
    wrong = message(engine.for_external(asked("this is wrong")._replace(external=True)))
    assert not {"Send it to the authors", "Ask a person"} & set(labels(wrong))


def test_another_document_speaks_for_itself_or_not_at_all() -> None:
    talk = Conversation(DialogueEngine(load(HOME / "tests/packs/claims")))
    told = words(talk.say("are you selling something?"))
    assert "Quaymouth Ferries, finance desk, of April 6, 2026" in told
    assert "commercial" not in told
    assert "I can't send a claim in" in words(talk.say("what can't you do?"))
    assert "search that site" not in words(talk.say("where is this from?"))
    for line in ("wibble wobble", "wobble wibble", "wabble wubble"):
        reply = talk.say(line)
    assert "Is a taxi paid back?" in labels(reply)


def test_an_objection_goes_out_with_what_it_was_about(talk: Conversation) -> None:
    card = talk.engine.pack.cards["cost-money"]
    talk.do(Action(ActionType.SHOW, card.id))
    reply = talk.say("I disagree")
    send = pick(reply, "Send it to the authors").action
    assert send == Action(ActionType.KEEP, text=f"{card.title}: I disagree")
    assert send.text in words(reply)


@pytest.mark.parametrize("listed", ["options", "compare fellowship and certificate"])
def test_an_objection_after_several_things_goes_out_alone(talk: Conversation, listed: str) -> None:
    talk.say(listed)
    send = pick(talk.say("I disagree"), "Send it to the authors").action
    assert send.text == "I disagree"


def test_an_objection_keeps_all_its_words_before_what_it_was_about(talk: Conversation) -> None:
    talk.do(Action(ActionType.SHOW, "cost-money"))
    words_of_it = "this is wrong. " + "x" * (DRAFT - 20)
    reply = message(talk.engine.decide(talk.session, wrong(words_of_it)))
    assert pick(reply, "Send it to the authors").action.text == words_of_it


def test_five_misses_are_five_different_replies(talk: Conversation) -> None:
    said = [talk.say(f"wibble wobble {name}") for name in ("a", "b", "c", "d", "e")]
    told = [(words(reply), tuple(labels(reply))) for reply in said]
    assert len(set(told)) == len(told)
    assert all(len(words(reply)) <= 120 for reply in said[2:])


def test_where_nobody_is_set_up_no_person_is_promised(engine: DialogueEngine) -> None:
    alone = Conversation(engine)
    assert "Ask a person" not in labels(alone.say("wibble wobble"))
    assert "Nobody is set up here" in words(alone.press("Whom to ask"))
    there = Conversation(engine, installation=HERE._replace(contact=OFFICE))
    assert "Ask a person" in labels(there.say("wibble wobble"))


def test_whoever_is_kept_nothing_of_is_not_asked_before_it_is_deleted(
    engine: DialogueEngine,
) -> None:
    ours = HERE._replace(own_messages=OwnMessages.DELETED)
    talk = Conversation(engine, installation=ours)
    talk.start()
    talk.say("forget me")
    assert say().forgotten in words(talk.press("Yes, forget me"))
    assert words(talk.say("forget me")) == say().nothing_kept
    assert talk.result.session is None
    assert talk.result.effects  # our messages are tried again


def test_a_form_flags_what_may_be_of_a_patient_as_well(talk: Conversation) -> None:
    shown = talk.engine.replies.people.preview_form(OFFICE, "Is MRN 00482913 worth a case report?")
    assert any(isinstance(part, Text) and "a record number" in part.text for part in shown.parts)
