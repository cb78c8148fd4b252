"""A second document, unlike the first: no code of ours knows of either."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.fake_slack import Workspace
from bot.slack.blocks import draw
from bot.slack.manifest import manifest
from bot.terminal import Page
from flows.check.load import load
from flows.dialogue.action import Action, ActionType
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.reply import Link, Menu
from flows.dialogue.request import Installation
from flows.language.examples import command_examples
from flows.language.messages import say
from flows.model.contact import Contact
from flows.nlu.matcher import Matcher
from flows.training.train import learn
from tests.conversation import Conversation, check_form, positions, words
from tests.everywhere import every_reply
from tests.slack_user import SlackUser, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from flows.pack.pack import Pack

FOLDER = Path(__file__).parent / "packs" / "claims"
FOREIGN = re.compile(
    r"medic|master|degree|clinic|patient|physician|faculty|residen|meded|hospital|thesis",
    re.IGNORECASE,
)
"""Words of the first document, which nothing of another may say."""


@pytest.fixture(scope="module")
def claims() -> Pack:
    return load(FOLDER)


@pytest.fixture(scope="module")
def guide(claims: Pack) -> DialogueEngine:
    return DialogueEngine(claims)


@pytest.fixture
def chat(guide: DialogueEngine) -> Conversation:
    return Conversation(guide)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ("gift", "your own cost"),
        ("phone yes", "Yes, send it in"),
        ("tools no", "Not without proof"),
        ("meal abroad", "the daily rate"),
        ("room abroad", "the daily rate"),
        ("room home yes", "Yes, send it in"),
        ("meal home yes", "up to £22.50"),
        ("travel home yes", "Yes, send it in"),
        ("travel abroad yes", "at the rate of that day"),
    ],
)
def test_rows_lead_where_the_rules_have_it(claims: Pack, answers: str, verdict: str) -> None:
    machine, position = claims.machines["claim"], claims.machines["claim"].fold({})
    for way in answers.split():
        position = machine.fold({**position.answers, position.node: way})
    assert verdict in claims.flows["claim"].outcomes[position.node].verdict


def test_seven_answers_are_a_list_that_can_be_typed_by_number_and_by_word(
    chat: Conversation,
) -> None:
    reply = chat.say("start")
    menu = next(part for part in reply.parts if isinstance(part, Menu))
    assert [len(shelf.choices) for shelf in menu.shelves] == [7]
    assert "Question 1 of at most 3" in words(reply)
    chat.say("six")
    assert chat.node == "backing"
    chat.say("back")
    chat.say("number seven")
    assert chat.node == "your_own"


def test_changing_an_answer_keeps_those_that_still_lie_on_the_way(chat: Conversation) -> None:
    for line in ("start", "a journey", "abroad", "yes"):
        chat.say(line)
    assert chat.node == "converted"
    chat.press("Change")
    chat.say("a meal")
    assert chat.node == "by_the_day"


def test_either_part_of_an_either_or_is_a_yes(chat: Conversation) -> None:
    for line in ("start", "tools", "I have the receipt"):
        reply = chat.say(line)
    assert chat.node == "all_of_it" or "Yes, one of them" in words(reply)


def test_links_stand_below_what_names_them(guide: DialogueEngine, chat: Conversation) -> None:
    card = guide.replies.cards.card("how-to-claim")
    form = Link("the claim form", "https://expenses.example.org/form")
    assert form in card.parts
    assert "<https://expenses.example.org/form|the claim form>" in str(draw(card).blocks)
    assert "the claim form: https://expenses.example.org/form" in str(Page(card))
    for line in ("start", "a journey", "abroad", "yes"):
        reply = chat.say(line)
    assert form in reply.parts


def test_starting_one_flow_leaves_the_answers_of_another(chat: Conversation) -> None:
    chat.say("start")
    chat.say("tools")
    chat.do(Action(ActionType.BEGIN, "late"))
    chat.say("yes")
    assert chat.session.answers_for("claim") == {"kind": "tools"}
    assert chat.session.answers_for("late") == {"spent": "yes"}


def test_nothing_it_says_anywhere_is_of_the_first_document(claims: Pack) -> None:
    note = claims.about.privacy_note
    privacy = say().privacy_slack.format(days=180, note=note)
    office = Contact("C0FINANCE", "finance", public=False, readers=3, who="Ana", otherwise="Call.")
    installations = (Installation(privacy), Installation(privacy, office, "the office"))
    replies = every_reply(DialogueEngine(claims), installations)
    assert len(replies) > 300
    for reply in replies:
        check_form(reply)
        assert not FOREIGN.search(str(Page(reply)))
        assert not FOREIGN.search(str(draw(reply)))


def test_its_examples_teach_it_and_nothing_else(claims: Pack, tmp_path: Path) -> None:
    apart = replace(claims, examples=replace(claims.examples, folder=tmp_path))
    bundle = learn(apart, command_examples()[::8], str).bundle
    matcher = Matcher(apart, bundle)
    assert matcher.match("what is the daily rate abroad").also[0] == "abroad-costs"
    asked = claims.flows["claim"].questions["backing"]
    assert matcher.match("nope", asked).id == "no"
    assert bundle.reply_models.keys() == {"claim/backing", "any"}


def test_its_positions_are_all_reached(claims: Pack) -> None:
    for machine in claims.machines.values():
        nodes = {position.node for position in positions(machine)}
        assert nodes == {*machine.flow.questions, *machine.flow.outcomes}


# In Slack


@pytest.fixture
async def finance(make_settings: Callable[..., Settings], claims: Pack) -> AsyncIterator[Workspace]:
    made = manifest(make_settings(), claims.about)
    assert not FOREIGN.search(str(made))
    async with Workspace(made, retry_delays=(0.0,)) as workspace:
        async with serving(workspace, make_settings, claims):
            yield workspace
        assert workspace.warnings == []


async def test_in_slack_its_own_command_and_list_lead_to_a_result(finance: Workspace) -> None:
    rosa = SlackUser(finance, command="/claims")
    assert (await rosa.command("how do I pay my taxes")).acked
    await rosa.write("start")
    await rosa.sees("What did you pay for?")
    assert (await rosa.press("A journey")).acked
    await rosa.sees("Where was it?")
    await rosa.press("Abroad")
    await rosa.sees("a receipt or a witness")
    await rosa.press("Yes, one of them")
    await rosa.sees("at the rate of that day")
    assert not any(FOREIGN.search(screen(message)) for message in rosa.said())


# On the command line


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)

    def run(*given: str) -> str:
        assert main(given) == 0
        return capsys.readouterr().out

    return run


def test_on_the_command_line_it_walks_draws_and_passes(run: Callable[..., str]) -> None:
    pack = ("--pack", str(FOLDER))
    assert "converted" in run("walk", "claim", "travel", "abroad", "yes", *pack)
    drawn = run("draw", "claim", *pack)
    assert "Abroad; Kind of cost: A meal / A hotel room" in drawn
    assert "2 flows" in run("check", *pack)
    assert '"kind": "card", "id": "meals"' in run("ask", "--json", "Meals", *pack)
