"""Options, aspect by aspect: what is stated is said, silences are said as such, none is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.check.load import load
from flows.dialogue.action import Action, ActionType, Visibility, read_action
from flows.dialogue.comparison import Comparison
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.parts import Grid, Menu, Part, Text
from flows.model.figures import figures
from flows.model.option import WORDS
from flows.pack.scaffold import TEMPLATE
from tests.conversation import Conversation, asks, labels, pick, words

if TYPE_CHECKING:
    from flows.dialogue.reply import Message

PACK = load()
COMPARISON = Comparison(PACK)
OPTIONS = st.sampled_from(sorted(PACK.options))


def table(reply: Message) -> Grid:
    return next(part for part in reply.parts if isinstance(part, Grid))


@pytest.mark.parametrize("option", PACK.options)
@pytest.mark.parametrize("aspect", PACK.aspects)
def test_every_cell_is_answered_from_itself_alone(
    engine: DialogueEngine, option: str, aspect: str
) -> None:
    pack = engine.pack
    reply = engine.replies.options.answer((option,), aspect, ())
    told = pack.options[option]
    claims = told.claims(aspect)
    said = [part.text for part in reply.parts if isinstance(part, Text)]
    if claims:
        assert said == [claim.display_text for claim in claims[:2]]
    else:
        assert said == [pack.aspects[aspect].silence.format(option=told.phrase)]
    own = {figure for cell in told.aspects.values() for text in cell for figure in figures(text)}
    shown = figures(words(reply).rsplit("Source:", 1)[0])
    assert shown <= own, "a figure of another option"


def test_a_silence_is_said_then_what_is_known_then_a_person(talk: Conversation) -> None:
    reply = talk.say("how long is a med ed fellowship?")
    assert "gives no length for a medical education fellowship" in words(reply)
    assert "It does say:" in words(reply)
    assert {"Compare", "All about it", "Whom to ask"} <= set(labels(reply))


def test_a_fact_is_said_first(talk: Conversation) -> None:
    reply = talk.say("who offers the free online courses?")
    assert words(reply).splitlines()[1].startswith("Coursera and edX")
    assert "Whom to ask" not in labels(reply)


def test_two_options_are_told_in_the_order_they_were_named(talk: Conversation) -> None:
    first = talk.say("how long are workshops and faculty development?")
    assert words(first).index("Workshops:") < words(first).index("Faculty development:")
    second = talk.say("how long are faculty development and workshops?")
    lines, others = words(first).splitlines()[:-1], words(second).splitlines()[:-1]
    assert lines != others
    assert sorted(lines) == sorted(others)


def test_a_role_is_answered_with_what_pulls_two_ways(talk: Conversation) -> None:
    reply = talk.say("is a teaching certificate enough for program director?")
    assert "doesn't tie a teaching certificate to any role" in words(reply)
    assert "moderate to high" in words(reply)
    assert "pulls two ways" in words(reply)


def test_roles_name_only_what_the_document_rates() -> None:
    called = {name for role in PACK.roles.values() for name in role.called}
    assert not called & {
        "apd",
        "associate program director",
        "vice chair",
        "vice chair for education",
    }


def test_which_one_is_best_is_never_ranked(talk: Conversation) -> None:
    reply = talk.say("fellowship or certificate, which one should I take?")
    assert words(reply).startswith("I don't rank them")
    assert table(reply).head[1:] == ("Medical education fellowship", "Teaching certificate")


def test_compare_by_typing_by_button_and_by_the_list(talk: Conversation) -> None:
    typed = talk.say("compare fellowship certificate")
    assert table(typed).head[1:] == ("Medical education fellowship", "Teaching certificate")
    assert words(talk.say("compare")).startswith("Compare")
    other = talk.press("Workshops")
    assert "Workshops, and which other one?" in words(other)
    both = talk.press("Teaching academy")
    assert table(both).head[1:] == ("Workshops", "Teaching academy")
    whole = talk.press("All aspects")
    assert len(table(whole).rows) > len(table(both).rows)


def test_the_welcome_offers_two_to_compare(talk: Conversation) -> None:
    assert table(talk.press("Fellowship or certificate?", talk.shown()))


def test_silent_rows_are_named_once_below_the_table() -> None:
    reply = COMPARISON.of(("certificate", "lead_a_project"))
    assert "Length" not in {row[0] for row in table(reply).rows}
    assert "Not stated for any of them: length, hours a week" in words(reply)


def test_more_than_four_are_cut_to_the_first_four_and_said_to_be() -> None:
    reply = COMPARISON.of(tuple(PACK.options))
    assert len(table(reply).head) == 5
    assert "At most 4 fit side by side" in words(reply)
    assert not any(isinstance(part, Menu) for part in reply.parts)


@given(st.lists(OPTIONS, min_size=1, max_size=12))
def test_any_options_in_any_order_twice_or_not(named: list[str]) -> None:
    reply = COMPARISON.of(tuple(named))
    shown = list(dict.fromkeys(named))[:4]
    if len(shown) == 1:
        assert "which other one?" in words(reply)
        return
    grid = table(reply)
    assert grid.head[1:] == tuple(PACK.options[name].name for name in shown)
    other = table(COMPARISON.of(tuple(reversed(shown))))
    ordered = [(row[0], *row[:0:-1]) for row in other.rows]
    assert list(grid.rows) == ordered, "the order of naming changes the order shown, no more"
    assert all(len(cell.split()) <= WORDS for row in grid.rows for cell in row)
    assert all(grid.head[at + 1] in reply.text for at in range(len(shown)))


def test_an_old_button_with_a_removed_option_shows_where_somebody_is(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.do(read_action("compare:fellowship/apprenticeship"), 1)
    assert "older card" in words(reply)
    assert talk.node == "ambition"


def test_a_comparison_leaves_the_open_question_open(talk: Conversation) -> None:
    talk.take("yes")
    reply = talk.say("fellowship vs academy")
    assert table(reply)
    assert "Back to your question" in words(reply)
    assert talk.given == {"identity": "yes"}


def test_a_question_about_options_is_no_answer(talk: Conversation) -> None:
    talk.take("yes")
    for line in ("how long is a fellowship?", "fellowship or certificate", "what else is there?"):
        talk.say(line)
        assert talk.given == {"identity": "yes"}, line


def test_where_everybody_reads_options_are_general(talk: Conversation) -> None:
    reply = talk.say("fellowship vs academy", Visibility.PUBLIC)
    assert table(reply)


@pytest.mark.parametrize("gap", PACK.gaps)
def test_what_the_document_leaves_out_is_said_with_what_is_nearest(
    talk: Conversation, gap: str
) -> None:
    for line in PACK.gaps[gap].asked:
        reply = talk.say(line)
        assert words(reply).startswith(PACK.gaps[gap].line)
        assert talk.session.miss_count == 0
        assert [label for label in labels(reply) if label == "Whom to ask"]
        for card in PACK.gaps[gap].nearest:
            assert pick(reply, PACK.cards[card].title)


def test_every_card_of_an_option_leads_to_a_comparison(talk: Conversation) -> None:
    for name, option in PACK.options.items():
        card = talk.do(Action(ActionType.SHOW, option.card))
        if PACK.option_of_card(option.card) == name:
            assert pick(card, "Compare").action.type == ActionType.COMPARE


def test_options_are_listed_with_each_a_press_away(talk: Conversation) -> None:
    reply = talk.say("options")
    names = [option.name for option in PACK.options.values()]
    parts: list[Part] = [part for part in reply.parts if isinstance(part, Menu)]
    assert len(parts) == 1
    assert set(names) <= set(labels(reply))


def test_a_follow_up_asks_of_the_option_spoken_of_last_never_of_the_degree(
    talk: Conversation,
) -> None:
    talk.say("tell me about the teaching certificate")
    reply = talk.say("how long does it take?")
    assert words(reply).startswith("Teaching certificate: Length")
    assert not figures(words(reply).rsplit("Source:", 1)[0])
    talk.say("what does a fellowship give me?")
    assert words(talk.say("and the cost?")).startswith("Medical education fellowship: Money")


@pytest.mark.parametrize(
    "said", ["how much does it cost", "how long does it take", "hours a week?"]
)
def test_no_follow_up_borrows_the_figures_of_the_degree(talk: Conversation, said: str) -> None:
    talk.say("who offers faculty development?")
    assert words(talk.say(said)).startswith("Faculty development: ")


def test_a_role_alone_asks_of_the_degree(talk: Conversation) -> None:
    reply = talk.say("do clerkship directors need one?")
    assert words(reply).startswith("Master's degree: Roles")
    assert "rated moderate" in words(reply)


def test_whether_an_option_is_enough_for_a_role_is_said_to_be_unsaid(talk: Conversation) -> None:
    reply = talk.say("is a med ed fellowship enough to be a dean?")
    assert "doesn't say whether a medical education fellowship is enough for that" in words(reply)
    assert "Of a master's it says:" in words(reply)


def test_what_is_asked_of_all_tells_what_is_stated_and_names_the_silent_once(
    talk: Conversation,
) -> None:
    reply = talk.say("which of these is the cheapest?")
    assert words(reply).startswith("Money")
    assert "Workshops: Free or cheap." in words(reply)
    assert words(reply).count("Not stated:") == 1


def test_the_offer_of_a_person_is_no_draft(talk: Conversation) -> None:
    talk.say("is there somebody I can talk to?")
    reply = talk.say("what does a certificate cost?")
    assert words(reply).startswith("Teaching certificate: Money")


def test_in_a_channel_the_words_for_options_are_answered_and_nothing_personal(
    talk: Conversation,
) -> None:
    talk.take("yes")
    before = talk.session.answers
    for typed in ("options", "compare"):
        reply = talk.say(typed, Visibility.PUBLIC)
        assert any(isinstance(part, Menu) for part in reply.parts)
        assert talk.engine.pack.about.hello not in words(reply)
        assert not asks(reply)
    assert talk.session.answers == before
    for typed in ("start", "back", "help"):
        assert talk.engine.pack.about.hello in words(talk.say(typed, Visibility.PUBLIC))


@pytest.mark.parametrize("visibility", Visibility)
def test_a_pack_without_options_says_that_there_is_nothing_to_compare(
    visibility: Visibility,
) -> None:
    talk = Conversation(DialogueEngine(load(TEMPLATE)))
    reply = talk.say("compare", visibility)
    assert "nothing to compare here" in words(reply)
    assert "Topics" in labels(reply)
    assert "older" not in words(reply)


def test_what_is_asked_of_every_alternative_is_not_answered_with_the_degree(
    talk: Conversation,
) -> None:
    reply = talk.say("how much time does each alternative take?")
    assert words(reply).startswith(("Length", "Hours a week"))
    assert "Not stated: " in words(reply)
