"""In Slack: threads in channels, where one mention is answered once and leads on in private."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.fake_slack import Workspace
from bot.fake_slack.people import BOT_USER, DIRECTOR, STRANGER
from bot.slack.manifest import manifest
from tests.conversation import ABOUT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

HINT = "mention me again"
OFFER = "Answer in private"
QUESTION = "wibble the wobble at Zanzibar?"


def answers(slack: Workspace, channel: str = CHANNEL) -> list[dict[str, Any]]:
    return [message for message in slack.messages(channel) if message["user"] == BOT_USER]


async def answered(slack: Workspace, count: int, channel: str = CHANNEL) -> list[dict[str, Any]]:
    await slack.wait_for(lambda: len(answers(slack, channel)) >= count)
    return answers(slack, channel)


async def test_our_first_answer_in_a_thread_says_how_to_go_on_and_no_later_one(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write(f"{BOT} buzzwords", CHANNEL)
    (first,) = await answered(slack, 1)
    assert HINT in screen(first)
    paul = SlackUser(slack, DIRECTOR.id)
    await paul.write(f"{BOT} funding", CHANNEL, thread=sent.ts)
    second = (await answered(slack, 2))[-1]
    assert second["thread_ts"] == sent.ts
    assert HINT not in screen(second)
    await rosa.write(f"{BOT} funding", CHANNEL)
    assert HINT in screen((await answered(slack, 3))[-1])  # another thread


async def test_the_private_offer_comes_once_for_each_person_and_thread(
    slack: Workspace, rosa: SlackUser
) -> None:
    def offers(person: str) -> int:
        return sum(OFFER in screen(message) for message in slack.ephemerals(person, CHANNEL))

    sent = await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await slack.wait_for(lambda: offers(rosa.id) == 1)
    await rosa.write(f"{BOT} funding", CHANNEL, thread=sent.ts)
    await answered(slack, 2)
    paul = SlackUser(slack, DIRECTOR.id)
    await paul.write(f"{BOT} funding", CHANNEL, thread=sent.ts)
    await slack.wait_for(lambda: offers(paul.id) == 1)
    assert offers(rosa.id) == 1
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await slack.wait_for(lambda: offers(rosa.id) == 2)


def _mention(person: str, ts: str, **more: object) -> dict[str, Any]:
    where = {"channel": CHANNEL, "user": person, "text": f"{BOT} buzzwords", "ts": ts}
    return {"type": "app_mention", **where, **more}


async def test_a_mention_that_is_edited_is_answered_once(slack: Workspace, rosa: SlackUser) -> None:
    sent = await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await answered(slack, 1)
    edited = {"edited": {"user": rosa.id, "ts": "1800000000.000100"}}
    assert (await slack.emit("app_mention", _mention(rosa.id, sent.ts or "", **edited))).acked
    await rosa.write(f"{BOT} funding", CHANNEL)
    assert len(await answered(slack, 2)) == 2
    await rosa.barrier(CHANNEL)
    assert len(answers(slack)) == 2


async def test_a_mention_that_slack_repeats_is_answered_with_nothing_of_ones_own(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.press("Yes, either one")
    await rosa.sees("program director, clerkship director")
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await answered(slack, 1)
    told = [sent.envelope.payload for sent in slack.sent]
    mention = next(one for one in told if one.get("event", {}).get("type") == "app_mention")
    assert (await slack.deliver(mention, "events_api", retry=1)).acked
    for message in await answered(slack, 2):
        assert "red flag" in screen(message)


async def test_a_mention_that_an_edit_adds_is_answered(slack: Workspace, rosa: SlackUser) -> None:
    sent = await rosa.write("buzzwords", CHANNEL)
    assert not answers(slack)
    edited = {"edited": {"user": rosa.id, "ts": "1800000000.000100"}}
    assert (await slack.emit("app_mention", _mention(rosa.id, sent.ts or "", **edited))).acked
    assert "red flag" in screen((await answered(slack, 1))[0])


async def test_a_direct_message_that_names_the_bot_is_answered_once(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write(f"{BOT} buzzwords")
    twin = {**_mention(rosa.id, sent.ts or ""), "channel": rosa.dm}
    assert (await slack.emit("app_mention", twin)).acked
    await rosa.barrier()
    assert sum("red flag" in screen(message) for message in rosa.said()) == 1


async def test_a_strangers_mention_that_comes_twice_is_answered_once_and_keeps_nothing(
    slack: Workspace,
) -> None:
    sam = SlackUser(slack, STRANGER.id)
    slack.failures.duplicate_envelopes = True
    await sam.write(f"{BOT} buzzwords", "C0PEDIATRIC")
    slack.failures.duplicate_envelopes = False
    await sam.write(f"{BOT} funding", "C0PEDIATRIC")
    assert len(await answered(slack, 2, "C0PEDIATRIC")) == 2
    assert not any(OFFER in screen(message) for message in sam.said("C0PEDIATRIC"))


# A person


@pytest.fixture
async def office(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> AsyncIterator[Workspace]:
    described = manifest(make_settings(human_channel=CHANNEL), ABOUT)
    async with (
        Workspace(described) as workspace,
        serving(workspace, make_settings, engine, human_channel=CHANNEL),
    ):
        yield workspace


async def test_asking_a_person_in_a_thread_stays_there_and_keeps_the_question(
    office: Workspace,
) -> None:
    rosa = SlackUser(office)
    await rosa.write(f"{BOT} {QUESTION}", "C0PEDIATRIC")
    (answer,) = await answered(office, 1, "C0PEDIATRIC")
    assert "Send it to the authors" not in labels(answer)
    await rosa.press("Ask a person", "C0PEDIATRIC", answer)
    await office.wait_for(lambda: office.views(rosa.id))
    (view,) = office.views(rosa.id)
    assert QUESTION in str(view["blocks"])
    assert not rosa.said()


async def test_a_question_from_a_thread_is_kept_though_no_form_can_be_opened(
    office: Workspace,
) -> None:
    rosa = SlackUser(office)
    await rosa.write(f"{BOT} {QUESTION}", "C0PEDIATRIC")
    (answer,) = await answered(office, 1, "C0PEDIATRIC")
    office.failures.refuse("views.open", "expired_trigger_id")
    await rosa.press("Ask a person", "C0PEDIATRIC", answer)
    assert QUESTION in screen(await rosa.sees("with your name"))
    told = await rosa.sees("Sent to your DM", "C0PEDIATRIC")
    assert told["thread_ts"] == answer["thread_ts"]
