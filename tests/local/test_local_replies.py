"""What an institution offers: under the guidance as what it is, until its date, for its people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fake_slack.block_kit import violations
from bot.fake_slack.mentions import loud
from bot.slack.blocks import draw
from bot.terminal.page import Page
from flows.dialogue.action import Action, ActionType, Visibility
from flows.dialogue.parts import Buttons, Items, Link, Menu, Note, Title
from flows.dialogue.reply import Message
from flows.dialogue.session import Session
from flows.language.commands import commands
from flows.model.local import LocalEntry, LocalFacts
from tests.conversation import (
    HERE,
    Conversation,
    asks,
    check_form,
    labels,
    positions,
    request,
    words,
)

if TYPE_CHECKING:
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.request import Installation

CHECKED, LAST = date(2026, 5, 4), date(2026, 12, 31)
FROM_HERE = "From your institution: "
OF_THE_ACADEMY = f"{FROM_HERE}Teaching academy (checked in May 2026)"


def entry(name: str, **more: object) -> LocalEntry:
    return LocalEntry.model_validate(
        {"name": name, "checked_on": "2026-05-04", "valid_until": "2026-12-31", **more}
    )


ACADEMY = entry(
    "Academy of Medical Educators",
    link="https://hospital.example/academy",
    contact="academy@hospital.example",
    cost="free",
    length="9 months",
    next_date="2026-09-01",
    owner="Lee Park",
)
FACTS = LocalFacts(
    options={"teaching_academy": (ACADEMY,)},
    funding=entry("Educator fund", contact="fund@hospital.example"),
    person=entry("Dana Reyes", contact="extension 4410"),
)


def at(day: date, facts: LocalFacts | None = FACTS) -> Installation:
    """The installation on a day."""
    return HERE._replace(local=facts, today=day)


@pytest.fixture
def talk(engine: DialogueEngine) -> Conversation:
    return Conversation(engine, installation=at(date(2026, 6, 1)))


def test_a_fact_stands_under_the_guidance_and_above_the_ways_on(talk: Conversation) -> None:
    reply = talk.do(Action(ActionType.SHOW, "alt-teaching-academy"))
    before = Conversation(talk.engine).do(Action(ActionType.SHOW, "alt-teaching-academy"))
    *guidance, buttons = before.parts
    assert reply.parts == (
        *guidance,
        Title(OF_THE_ACADEMY),
        Items(
            (
                "Contact: academy@hospital.example",
                "Cost: free",
                "Length: 9 months",
                "Next date: September 1, 2026",
            ),
            "Academy of Medical Educators",
        ),
        Link("More at hospital.example", "https://hospital.example/academy"),
        buttons,
    )
    assert isinstance(guidance[-1], Note)  # the source, which is the document's alone
    assert isinstance(buttons, Buttons)
    assert "Lee Park" not in words(reply)


def test_it_is_there_however_the_card_is_asked_for(talk: Conversation) -> None:
    for reply in (
        talk.say("teaching academy"),
        talk.press("More"),
        talk.say("tell me about a teaching academy", Visibility.EPHEMERAL),
        talk.do(Action(ActionType.SHOW, "alt-teaching-academy"), None, Visibility.EPHEMERAL),
    ):
        assert OF_THE_ACADEMY in words(reply)
        assert "academy@hospital.example" in words(reply)
    assert "fund@hospital.example" in words(talk.say("funding"))
    assert FROM_HERE not in words(talk.say("workshops"))


def test_it_is_there_in_an_answer_to_two_questions(talk: Conversation) -> None:
    said = words(talk.say("will my hospital pay for it, and what are the red flags of a program?"))
    for shown in (
        "Red flags",
        "Funding",
        "Funding and protected time (checked in May 2026)",
        "Educator fund",
    ):
        assert shown in said


def test_below_a_silence_stands_what_is_here_else_whom_to_ask(talk: Conversation) -> None:
    silent = words(talk.say("how long is the teaching academy?"))
    assert "gives no length" in silent
    assert "Length: 9 months" in silent
    assert "Dana Reyes" not in silent
    nothing_here = words(talk.say("how long is a medical education fellowship?"))
    assert "gives no length" in nothing_here
    assert "From your institution: Whom to ask (checked in May 2026)\nDana Reyes" in nothing_here
    stated = words(talk.say("how long is a faculty development program?"))
    assert "1–2 years" in stated
    assert "Dana Reyes" not in stated
    gap = words(talk.say("do they help with a visa"))
    assert "Dana Reyes" in gap


def test_under_two_to_four_options_stands_what_is_here_of_each(talk: Conversation) -> None:
    shop = entry("Feedback that lands", cost="free")
    here = LocalFacts(options={"workshops": (shop, shop), "teaching_academy": (ACADEMY,)})
    talk.installation = at(CHECKED, here)
    for reply in (
        talk.say("how long are the teaching academy and workshops?"),
        talk.say("teaching academy or workshops?"),
        talk.do(Action(ActionType.COMPARE, "teaching_academy/workshops/fellowship/masters")),
    ):
        said = words(reply)
        for name, title in (("workshops", "Workshops"), ("teaching_academy", "Teaching academy")):
            assert said.count(f"{FROM_HERE}{title} (checked in May 2026)") == 1, name
        assert said.count("Feedback that lands") == 2
        ways_on = [part for part in reply.parts if isinstance(part, (Buttons, Menu))]
        assert ways_on in ([], [reply.parts[-1]])
    assert FROM_HERE not in words(talk.say("which options are there?"))


def test_what_is_here_of_none_of_several_silent_options_is_asked_of_a_person(
    talk: Conversation,
) -> None:
    typed = "how long are the fellowship and the teaching academy?"
    assert "Dana Reyes" not in words(talk.say(typed))
    talk.installation = at(CHECKED, LocalFacts(person=FACTS.person))
    assert "Dana Reyes" in words(talk.say(typed))


def test_a_card_that_an_option_only_points_to_shows_nothing_of_it(engine: DialogueEngine) -> None:
    held: dict[str, tuple[LocalEntry, ...]] = {
        name: (entry(f"Our {name}"),) for name in engine.pack.options
    }
    talk = Conversation(engine, installation=at(CHECKED, LocalFacts(options=held)))
    shown = {
        card
        for card in engine.pack.cards
        if FROM_HERE in words(talk.do(Action(ActionType.SHOW, card)))
    }
    assert shown == {card for card in engine.pack.cards if card.startswith("alt-")}


def test_a_result_shows_what_is_here_of_the_option_it_leads_to(engine: DialogueEngine) -> None:
    flow = engine.pack.flows["alternative"]
    told: dict[str, bool] = {}
    talk = Conversation(engine, installation=at(CHECKED))
    for position in positions(engine.pack.machines["alternative"]):
        talk.session = Session().with_answers("alternative", position.answers)
        shown = words(talk.do(Action(ActionType.RESUME)))
        if position.kind == "outcome":
            told[position.node] = OF_THE_ACADEMY in shown
        assert (FROM_HERE in shown) is told.get(position.node, False)
    first = {name: outcome.cards[0] for name, outcome in flow.outcomes.items()}
    assert told == {name: card == "alt-teaching-academy" for name, card in first.items()}
    assert any(told.values())


def test_where_nobody_is_set_up_to_ask_the_person_of_the_place_is_named(
    talk: Conversation,
) -> None:
    reply = talk.say("ask a person")
    assert "Nobody is set up here" in words(reply)
    assert "Dana Reyes\nContact: extension 4410" in words(reply)
    talk.installation = at(LAST + timedelta(days=1))
    assert "Dana Reyes" not in words(talk.say("ask a person"))
    assert FROM_HERE not in words(Conversation(talk.engine).say("ask a person"))


@pytest.mark.parametrize(("days", "shown"), [(0, True), (1, False), (400, False)])
def test_it_is_hidden_from_the_day_after_its_last(
    engine: DialogueEngine, days: int, *, shown: bool
) -> None:
    talk = Conversation(engine, installation=at(LAST))
    first = talk.say("teaching academy")
    talk.installation = at(LAST + timedelta(days=days))
    then = talk.say("teaching academy")
    assert (FROM_HERE in words(then)) is shown
    assert (draw(then) == draw(first)) is shown  # what was drawn before is not drawn again
    assert ("Academy of Medical Educators" in words(talk.say("local"))) is shown


def test_a_next_date_that_is_over_is_left_out(talk: Conversation) -> None:
    talk.installation = at(date(2026, 9, 1))
    assert "September 1" in words(talk.say("teaching academy"))
    talk.installation = at(date(2026, 9, 2))
    assert "September 1" not in words(talk.say("teaching academy"))


def test_a_fact_that_was_changed_is_shown_as_it_is_now(talk: Conversation) -> None:
    assert "Cost: free" in words(talk.say("teaching academy"))
    dear = ACADEMY.model_copy(update={"cost": "$100"})
    talk.installation = at(CHECKED, LocalFacts(options={"teaching_academy": (dear,)}))
    reply = talk.say("teaching academy")
    assert "Cost: $100" in words(reply)
    assert "Cost: $100" in str(draw(reply).at(1))


def test_what_my_hospital_offers_is_everything_that_is_valid(talk: Conversation) -> None:
    reply = talk.say("What does my hospital offer!")
    said = words(reply)
    assert "none of it is from the document" in said
    assert "Teaching academy: Academy of Medical Educators" in said
    assert "Funding and protected time: Educator fund" in said
    assert "Whom to ask: Dana Reyes" in said
    assert said.count("Checked in May 2026") == 1
    late = ACADEMY.model_copy(update={"checked_on": date(2026, 4, 30)})
    talk.installation = at(CHECKED, FACTS.model_copy(update={"options": {"workshops": (late,)}}))
    said = words(talk.say("local"))
    assert said.count("Checked in May 2026") == 2
    assert said.count("Checked in April 2026") == 1
    assert all(commands().find(phrase) == "local" for phrase in commands().phrases["local"])


def test_where_nothing_is_filled_in_somebody_to_ask_is_named(engine: DialogueEngine) -> None:
    for facts in (None, LocalFacts(), FACTS.model_copy(update={"person": None})):
        talk = Conversation(engine, installation=at(LAST + timedelta(days=1), facts))
        reply = talk.say("what does my hospital offer")
        assert "hasn't filled in what it offers" in words(reply)
        assert engine.pack.about.ask_instead in words(reply)
        assert "Whom to ask" in labels(reply)
    talk = Conversation(engine, installation=at(CHECKED, LocalFacts(person=FACTS.person)))
    reply = talk.say("what does my hospital offer")
    assert "Dana Reyes" in words(reply)
    assert engine.pack.about.ask_instead not in words(reply)


def test_the_open_question_is_asked_again_below(talk: Conversation) -> None:
    talk.take("yes")
    assert asks(talk.say("what does my hospital offer")) == ["ambition"]
    assert asks(talk.say("teaching academy")) == ["ambition"]
    assert asks(talk.say("local", Visibility.EPHEMERAL)) == []
    assert talk.node == "ambition"


@pytest.mark.parametrize("typed", ["teaching academy", "what does my hospital offer", "funding"])
def test_a_channel_sees_no_contact_and_no_person(talk: Conversation, typed: str) -> None:
    talk.take("yes")
    said = words(talk.say(typed, Visibility.PUBLIC))
    assert "hecked in May 2026" in said
    assert "hospital.example" not in said.replace("More at hospital.example", "")
    assert "Dana" not in said
    assert "ambition" not in asks(talk.reply)


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("typed", ["teaching academy", "what does my hospital offer", "help"])
def test_guests_and_strangers_see_nothing_of_it(
    engine: DialogueEngine, typed: str, visibility: Visibility
) -> None:
    asked = request(Action(ActionType.ASK, text=typed), None, visibility, at(CHECKED))
    reply = engine.for_external(asked._replace(external=True)).reply
    assert isinstance(reply, Message)
    assert FROM_HERE not in words(reply)
    assert "Academy of Medical Educators" not in words(reply)
    assert ", local" not in words(reply)


def test_it_is_answered_without_a_store(engine: DialogueEngine) -> None:
    asked = request(Action(ActionType.ASK, text="local"), installation=at(CHECKED))
    reply = engine.without_store(asked).reply
    assert isinstance(reply, Message)
    assert "Academy of Medical Educators" in words(reply)


_TEXT = st.text(st.sampled_from("ab &;:!|<>*_~'\"()#-é💥"), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)


@given(st.lists(_TEXT, min_size=4, max_size=4))
def test_whatever_is_filled_in_is_escaped_and_within_slacks_limits(
    engine: DialogueEngine, texts: list[str]
) -> None:
    """What the file's own rules refuse is no danger either."""
    nasty = LocalEntry.model_construct(
        name=f"<!channel> {texts[0]}",
        link="https://hospital.example/?a=1&b=2",
        contact=f"<@U0SOMEBODY> {texts[1]}",
        cost=texts[2],
        length=texts[3],
        next_date=None,
        owner=None,
        checked_on=CHECKED,
        valid_until=LAST,
    )
    held = dict.fromkeys(list(engine.pack.options)[:6], (nasty,) * 3)
    facts = LocalFacts.model_construct(options=held, funding=nasty, support=nasty, person=nasty)
    talk = Conversation(engine, installation=at(CHECKED, facts))
    replies = [talk.say(line) for line in ("local", "teaching academy", "funding", "ask a person")]
    replies.append(talk.do(Action(ActionType.COMPARE_ALL, "/".join(list(held)[:4]))))
    for reply in replies:
        check_form(reply)
        drawing = draw(reply).at(1)
        assert violations(drawing["blocks"], "message") == []
        assert not list(loud(drawing["text"], drawing["blocks"]))
        assert str(Page(reply))
