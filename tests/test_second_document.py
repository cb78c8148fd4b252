"""Another document, through everything that speaks for a pack, and nothing of the first in it."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.fake_slack import Workspace
from bot.fake_slack.people import RESIDENT, TEAM_DOMAIN
from bot.settings import Settings
from bot.slack.blocks import draw
from bot.slack.manifest import manifest
from bot.terminal.page import Page
from flows.check.load import load
from flows.dialogue.action import Action, ActionType, Visibility
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.parts import Answered, Menu
from flows.language.messages import say
from tests.conversation import Conversation, labels, positions
from tests.slack_user import BOT, CHANNEL, SlackUser, screen, serving
from tests.test_reachable import every_reply, is_fit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from subprocess import CompletedProcess

    from flows.dialogue.reply import Message
    from flows.pack.pack import Pack

CLAIMS = Path(__file__).parent / "packs/claims"
AT = ("--pack", str(CLAIMS))
OF_THE_FIRST = re.compile(
    r"medic|master.?s\b|degree|clinic|patient|physician|faculty|residen|med ?ed", re.IGNORECASE
)
"""Words of the first document, and of nobody's expenses."""
KINDS = ("fare", "taxi", "drive", "hotel", "meal", "gift", "kit", "penalty")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
WAYS = {
    "fare receipt": "send_it",
    "taxi no": "bus_price",
    "drive yes slip": "sign_note",
    "hotel no": "ask_finance",
    "gift yes receipt": "gift_book",
    "kit no": "not_paid",
    "penalty": "never_paid",
}
"""One way to each outcome."""


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load(CLAIMS)


@pytest.fixture(scope="session")
def engine(pack: Pack) -> DialogueEngine:
    return DialogueEngine(pack)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def rosa(
    make_settings: Callable[..., Settings], pack: Pack, engine: DialogueEngine
) -> AsyncIterator[SlackUser]:
    """Somebody in a workspace with this pack's app, where questions can be passed on."""
    described = manifest(make_settings(human_channel=CHANNEL), pack.about)
    async with (
        Workspace(described, retry_delays=(0.0,)) as workspace,
        serving(workspace, make_settings, engine, human_channel=CHANNEL),
    ):
        yield SlackUser(workspace, command=pack.about.command)
        assert workspace.warnings == []


def begun(talk: Conversation) -> Conversation:
    talk.do(Action(ActionType.BEGIN, "claim"))
    return talk


def label(pack: Pack, question: str, choice: str) -> str:
    return pack.flows["claim"].questions[question].answers[choice].label


def foreign(text: str) -> list[str]:
    """Find the words of the first document; ids of the local workspace are nobody's."""
    for name in (RESIDENT.id, TEAM_DOMAIN):
        text = text.replace(name, "")
    return OF_THE_FIRST.findall(text)


# The flow


def policy(kind: str, given: dict[str, str]) -> str:
    """Read the document once more, without the flow: what becomes of an expense."""
    if kind == "penalty":
        return "never_paid"
    if kind == "taxi" and given["taxi"] == "no":
        return "bus_price"
    if kind in {"drive", "hotel", "gift", "kit"} and given["approved"] == "no":
        return "ask_finance" if kind in {"drive", "hotel"} else "not_paid"
    if given["proof"] == "receipt":
        return "gift_book" if kind == "gift" else "send_it"
    if given["proof"] == "slip" and kind in {"fare", "taxi"}:
        return "send_it"
    return "sign_note" if kind in {"fare", "drive"} else "not_paid"


def test_nothing_is_wrong_with_the_pack_but_that_it_has_learned_nothing(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    status, out, err = meded("check", *AT)
    assert (status, err) == (0, "")
    untrained, counted, graded = out.splitlines()
    assert untrained.startswith("claims/matcher.npz: warning: is missing")
    assert "2 flows, 29 paths, 6 cards" in counted
    assert graded.startswith("claims: reading grades of leads: median ")


def test_answers_lead_where_the_document_says_whatever_was_answered_before(pack: Pack) -> None:
    for kind, taxi, approved, proof in product(
        KINDS, ("yes", "no"), ("yes", "no"), ("receipt", "slip", "nothing")
    ):
        given = {"taxi": taxi, "approved": approved, "proof": proof}
        found = pack.machines["claim"].fold({"kind": kind, **given})
        assert found.node == policy(kind, given), (kind, given)


def test_every_question_and_every_outcome_is_reached(pack: Pack) -> None:
    for flow in pack.flows.values():
        found = [position.node for position in positions(pack.machines[flow.id])]
        assert {*found} == {*flow.questions, *flow.outcomes}


@pytest.mark.parametrize(("way", "outcome"), WAYS.items())
def test_each_outcome_is_reached_by_its_buttons_and_by_typing(
    engine: DialogueEngine, way: str, outcome: str
) -> None:
    pressed, typed = begun(Conversation(engine)), begun(Conversation(engine))
    for choice in way.split():
        said = label(engine.pack, typed.node, choice)
        typed.say(said)
        pressed.press(said)
    assert pressed.node == typed.node == outcome
    assert engine.pack.flows["claim"].outcomes[outcome].verdict in pressed.reply.text


def test_a_changed_answer_leads_on_by_the_rows_for_the_new_one(talk: Conversation) -> None:
    begun(talk)
    for said in ("A gift to a guest", "Yes, before I paid", "A full receipt"):
        talk.press(said)
    assert talk.node == "gift_book"
    first = next(part for part in talk.reply.parts if isinstance(part, Answered))
    talk.do(first.choice.action, talk.session.version)
    talk.press("Kit for work")
    assert talk.node == "send_it"


def test_a_choice_of_eight_is_a_list_and_each_can_be_picked(talk: Conversation) -> None:
    reply = begun(talk).reply
    (menu,) = (part for part in reply.parts if isinstance(part, Menu))
    ways = [choice for shelf in menu.shelves for choice in shelf.choices]
    assert [choice.action.target for choice in ways] == [f"claim/kind/{kind}" for kind in KINDS]
    for kind, choice in zip(KINDS, ways, strict=True):
        talk = begun(Conversation(talk.engine))
        talk.do(choice.action, talk.session.version)
        assert talk.position.answers == {"kind": kind}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *((str(number), kind) for number, kind in enumerate(KINDS, 1)),
        *zip(NUMBERS, KINDS, strict=True),
        *(("option eight", "penalty"), ("the seventh button please", "kit")),
        *(("a hotel", "hotel"), ("MY OWN CAR", "drive"), ("parking ticket", "penalty")),
        *(("minicab", "taxi"), ("a train ticket", "fare"), ("meal", "meal")),
        *(("hotel please", "hotel"), ("hotl", "hotel"), ("the seventh", "kit"), ("the 7th", "kit")),
        *(("flowers, thanks", "gift"), ("the hotel", "hotel")),
    ],
)
def test_a_typed_number_word_or_label_picks_from_the_list(
    talk: Conversation, typed: str, kind: str
) -> None:
    begun(talk).say(typed)
    assert talk.position.answers == {"kind": kind}


def test_after_something_else_the_list_is_there_again_and_a_label_is_no_danger(
    talk: Conversation,
) -> None:
    begun(talk).say("What is the capital of Peru?")
    assert any(isinstance(part, Menu) for part in talk.reply.parts)
    talk.press("A taxi")
    assert talk.node == "taxi"


def test_the_main_flow_is_offered_from_another_and_goes_on_where_it_was(
    talk: Conversation,
) -> None:
    begun(talk).press("A hotel")
    talk.do(Action(ActionType.BEGIN, "payday"))
    talk.do(Action(ActionType.HELP))
    talk.press("Can I claim this expense?")
    assert (talk.position.flow, talk.position.answers) == ("claim", {"kind": "hotel"})


@pytest.mark.parametrize("typed", ["9", "nine", "0", "twelve", "yes", "no", "a yacht", "both"])
def test_what_is_not_on_the_list_picks_nothing(talk: Conversation, typed: str) -> None:
    begun(talk).say(typed)
    assert talk.node == "kind"


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("only heavy kit, not late", "proof"),
        ("late, yes", "proof"),
        ("yes", "proof"),
        ("neither", "bus_price"),
        ("late but no luggage", "proof"),
        ("not late", "taxi"),
        ("no luggage", "taxi"),
    ],
)
def test_the_parts_of_an_either_or_are_read(talk: Conversation, typed: str, node: str) -> None:
    begun(talk).press("A taxi")
    talk.say(typed)
    assert talk.node == node


@pytest.mark.parametrize("typed", ["no kit and not late", "no kit, not late", "not late, no bags"])
def test_parts_that_are_denied_are_asked_back_about_and_are_no_danger(
    talk: Conversation, typed: str
) -> None:
    begun(talk).press("A taxi")
    assert "“No, neither”" in talk.say(typed).text
    assert talk.say("kit, and I want to die").text.startswith(str(talk.engine.pack.about.urgent))


def test_the_other_flow_is_offered_and_keeps_the_first(talk: Conversation) -> None:
    begun(talk).press("A hotel")
    talk.do(Action(ActionType.HELP))
    talk.press("When do I get my money?")
    talk.say("no")
    assert (talk.position.flow, talk.node) == ("payday", "next_month")
    assert talk.session.answers_for("claim") == {"kind": "hotel"}


@pytest.mark.parametrize(
    ("typed", "flow"),
    [
        ("When do I get my money?", "payday"),
        ("when do i get my money", "payday"),
        ("Can I claim this expense?", "claim"),
    ],
)
def test_the_title_of_a_flow_begins_that_one(talk: Conversation, typed: str, flow: str) -> None:
    talk.say(typed)
    assert (talk.position.flow, talk.session.answers_for(flow)) == (flow, {})


def test_a_title_goes_back_and_forth_between_flows_and_loses_no_answer(talk: Conversation) -> None:
    begun(talk).press("A hotel")
    talk.say("Can I claim this expense?")
    assert talk.node == "approved"
    talk.say("When do I get my money?")
    assert talk.node == "sent"
    talk.say("can I claim this expense")
    assert talk.node == "approved"


@pytest.mark.parametrize("way", ["say", "press"])
def test_one_flow_that_was_stopped_keeps_nobody_from_another(talk: Conversation, way: str) -> None:
    begun(talk).press("A hotel")
    talk.say("When do I get my money?")
    talk.say("no")
    talk.say("stop")
    talk.say("help")
    getattr(talk, way)("Can I claim this expense?")
    assert talk.node == "approved"
    talk.say("stop")
    talk.say("When do I get my money?")
    assert (talk.position.flow, talk.node) == ("payday", "next_month")


def test_a_title_typed_where_others_read_offers_the_flow_or_begins_it_in_private(
    talk: Conversation,
) -> None:
    begun(talk).press("A hotel")
    assert (
        talk.say("when do I get my money", Visibility.PUBLIC).text == talk.engine.pack.about.hello
    )
    assert talk.session.flow == "claim"
    talk.say("When do I get my money?", Visibility.EPHEMERAL)
    assert (talk.position.flow, talk.node) == ("payday", "sent")
    assert talk.session.answers_for("claim") == {"kind": "hotel"}


def test_the_welcome_in_danger_and_what_is_not_answered_are_the_packs_own(
    talk: Conversation, pack: Pack
) -> None:
    assert pack.flows["claim"].title in talk.reply.text
    assert talk.say("I want to die").text.startswith(str(pack.about.urgent))
    talk.say("resume")
    assert pack.about.not_answered in talk.say("What is the capital of Peru?").text


# Nothing of the first document


def everything(reply: Message) -> str:
    """All that Slack and the terminal show of a reply."""
    drawing = draw(reply)
    return "\n".join((drawing.text, json.dumps(drawing.blocks), str(Page(reply))))


def test_every_reply_to_every_action_everywhere_is_fit_and_has_no_word_of_the_first_document(
    engine: DialogueEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    found = every_reply(engine)
    for reply in found:
        is_fit(engine.pack, reply)
        assert not foreign(everything(reply)), reply.text
    with capsys.disabled():
        print(f"\n{len(found)} reachable replies of another document")  # noqa: T201 - as told
    assert len(found) > 500


def test_the_words_sought_are_found_in_the_first_document() -> None:
    """Else their absence in the second would tell nothing."""
    about = load().about
    said = (about.name, about.description, about.privacy_note, about.urgent or "", about.command)
    assert all(foreign(line) for line in said)


def test_what_is_said_whatever_the_document_and_by_default_has_no_word_of_it() -> None:
    assert not foreign(str(say()))
    defaults = (field.default for name, field in Settings.model_fields.items() if "human" in name)
    assert not foreign(" ".join(map(str, defaults)))


def test_the_app_is_described_by_the_pack_alone(meded: Callable[..., tuple[int, str, str]]) -> None:
    status, out, _ = meded("manifest", *AT)
    described = json.loads(out)
    assert status == 0
    assert described["display_information"]["name"] == "Claims Desk"
    assert described["features"]["slash_commands"][0]["command"] == "/claims"
    assert not foreign(out)


# In Slack


async def test_the_whole_way_in_slack_from_its_own_command_through_the_list_to_the_outcome(
    rosa: SlackUser, pack: Pack
) -> None:
    await rosa.command()
    await rosa.press("Start", CHANNEL)
    await rosa.sees(pack.flows["claim"].questions["kind"].ask)
    assert (await rosa.press(label(pack, "kind", "drive"))).acked
    await rosa.press(label(pack, "approved", "yes"))
    await rosa.press(label(pack, "proof", "receipt"))
    told = await rosa.sees("Yes, claim it.")
    assert "<https://quaymouth.example/claims/form|the claim form>" in screen(told)
    assert len(rosa.said()) == 1


async def test_a_number_word_typed_in_slack_picks_from_the_list(rosa: SlackUser) -> None:
    await rosa.write("start")
    await rosa.sees("What did you spend the money on?")
    await rosa.write("eight")
    await rosa.sees("No, a fine is yours to pay.")


async def test_a_card_shows_its_link_and_its_table_in_slack(rosa: SlackUser) -> None:
    await rosa.command("lost receipt")
    await rosa.press("More", CHANNEL)
    told = await rosa.sees("A blank note", CHANNEL)
    assert "<https://quaymouth.example/claims/note|the forms page>" in screen(told)
    await rosa.write("mileage")
    await rosa.press("More")
    await rosa.sees("£0.40 a mile")


async def test_the_command_of_the_first_document_is_none_here(rosa: SlackUser) -> None:
    stranger = SlackUser(rosa.workspace)
    assert (await stranger.command()).error == "unknown_command"


async def test_nothing_that_slack_shows_has_a_word_of_the_first_document(
    rosa: SlackUser, pack: Pack
) -> None:
    await rosa.workspace.open_home(rosa.id)
    await rosa.workspace.wait_for(lambda: rosa.workspace.home(rosa.id) is not None)
    await rosa.command("help")
    await rosa.sees(pack.about.privacy_note, CHANNEL)
    await rosa.write(f"{BOT} hello", CHANNEL)
    await rosa.sees(pack.about.hello, CHANNEL)
    await rosa.write("ask a person")
    await rosa.sees("Write it in your next message")
    await rosa.write("Is a torch kit?")
    await rosa.press("Send")
    await rosa.sees("If nobody does: ring the finance desk on extension 114.")
    await rosa.write("they are retaliating against me")
    await rosa.sees("That sounds hard")
    await rosa.write("I want to die")
    await rosa.sees(str(pack.about.urgent))
    home = rosa.workspace.home(rosa.id)
    assert home
    shown = [*rosa.said(), *rosa.said(CHANNEL), home]
    assert len(shown) > 6
    assert not [screen(message) for message in shown if foreign(screen(message))]


# In the terminal, and on the command line


def test_chat_goes_through_the_list_to_the_outcome_and_says_no_word_of_the_first_document(
    installed: Callable[..., CompletedProcess[str]],
) -> None:
    lines = (
        *("help", "about", "topics", "start", "3", "yes", "I lost it", "why", "mileage", "more"),
        *("ask a person", "they are retaliating against me", "I want to die", "stop", "forget me"),
    )
    done = installed("chat", text="".join(f"{line}\n" for line in lines), PACK=str(CLAIMS))
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1  # that it has learned nothing
    said = " ".join(done.stdout.split())
    for text in ("[8] A fine or penalty", "Yes, with a signed note", "£0.40 a mile", "No claim"):
        assert text in said
    assert not foreign(done.stdout)


@pytest.mark.parametrize(("way", "outcome"), WAYS.items())
def test_walk_prints_where_answers_lead(
    meded: Callable[..., tuple[int, str, str]], way: str, outcome: str
) -> None:
    status, out, err = meded("walk", "claim", *way.split(), "--json", *AT)
    assert (status, json.loads(out)["node"], err) == (0, outcome, "")
    assert not foreign(out)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (("walk", "claim"), "'gift', 'kit', 'penalty'"),
        (("walk", "payday", "yes"), "node: this_month"),
        (("draw", "claim"), "No, or only later; What it was: A gift to a guest / Kit for work"),
        (("draw", "claim"), "A full receipt; What it was: A gift to a guest"),
        (("draw", "claim"), 'A full receipt; otherwise"| send_it'),
        (("draw", "payday"), "You get it next month."),
        (("ask", "gift book"), "gifts"),
        (("ask", "--expecting", "claim/kind", "eight"), "penalty"),
        (("ask", "--expecting", "claim/taxi", "heavy kit, not late"), "yes"),
        (("ask", "--expecting", "claim/kind", "I want to die"), "danger"),
    ],
)
def test_the_other_commands_speak_for_it_too(
    meded: Callable[..., tuple[int, str, str]], words: tuple[str, ...], printed: str
) -> None:
    status, out, _ = meded(*words, *AT)
    assert status == 0
    assert printed in out
    assert not foreign(out.replace("meded train", ""))


def test_a_number_on_the_screen_is_the_answer_s_own_whatever_else_is_shown(
    talk: Conversation,
) -> None:
    begun(talk).press("A taxi")
    talk.say("yes")
    talk.say("mileage")
    page = Page(talk.reply)
    question = talk.engine.pack.flows["claim"].questions["proof"]
    assert [c.label for c in page.choices[:3]] == [way.label for way in question.answers.values()]
    assert all(f"[{number}] {c.label}" in str(page) for number, c in enumerate(page.choices, 1))


def test_every_label_in_the_list_has_its_own_line_in_the_terminal(talk: Conversation) -> None:
    offered = labels(begun(talk).reply)
    page = str(Page(talk.reply))
    assert all(f"[{number}] {name}" in page for number, name in enumerate(offered, 1))
