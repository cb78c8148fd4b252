"""In Slack: a question on its way to a person, words of danger, and being forgotten, in trouble."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import OperatorError
from bot.fake_slack import Workspace
from bot.fake_slack.people import BOT_USER
from bot.slack.manifest import manifest
from bot.slack.payloads import plain
from tests.conversation import ABOUT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

QUESTION = "Is this one good? https://jhu.edu/meded"
TIMES = 20
"""Failures in a row, more than any client tries again."""


@pytest.fixture
async def office(make_settings: Callable[..., Settings]) -> AsyncIterator[Workspace]:
    """A workspace with an app that may write to the people's channel."""
    async with Workspace(manifest(make_settings(human_channel=CHANNEL), ABOUT)) as workspace:
        yield workspace


def settle(workspace: Workspace) -> None:
    """Take note that what was refused was meant to be."""
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_a_question_reaches_the_channel_with_its_link_once_and_only_when_sent(
    office: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    rosa = SlackUser(office)
    async with serving(office, make_settings, engine, human_channel=CHANNEL):
        await rosa.write("ask a person")
        await rosa.sees("Write it in your next message")
        await rosa.write("Is this one good? <https://jhu.edu/meded>")
        preview = await rosa.sees("with your name")
        assert QUESTION in screen(preview)
        assert "everybody here can read it" in screen(preview)
        assert office.messages(CHANNEL) == []
        await rosa.press("Send")
        told = await rosa.sees("Sent to #our-department")
        assert "See it there" in screen(told)
        assert "If nobody does: ask your program director" in screen(told)
        await rosa.barrier()
        (sent,) = office.messages(CHANNEL)
        assert QUESTION in sent["text"]
    assert len(office.pings) == 1  # of who asks, as was announced


async def test_what_was_sent_is_said_to_be_though_there_is_no_link_to_it(
    office: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    rosa = SlackUser(office)
    async with serving(office, make_settings, engine, human_channel=CHANNEL):
        office.failures.refuse("chat.getPermalink", "message_not_found", TIMES)
        await rosa.write("ask a person")
        await rosa.write(QUESTION)
        await rosa.press("Send")
        told = await rosa.sees("Sent to #our-department")
        assert "See it there" not in screen(told)
        await rosa.barrier()
    assert len(office.messages(CHANNEL)) == 1


async def test_a_channel_that_the_app_is_not_in_is_named_at_the_start(
    office: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    await office.leave(BOT_USER, CHANNEL)
    with pytest.raises(OperatorError, match="HUMAN_CHANNEL: invite the app to #our-department"):
        async with serving(office, make_settings, engine, human_channel=CHANNEL):
            pass


@pytest.mark.parametrize("method", ["conversations.history", "chat.delete"])
async def test_forgetting_is_confirmed_and_what_stays_is_named_when_slack_fails(
    slack: Workspace, rosa: SlackUser, method: str
) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    slack.failures.refuse(method, "service_unavailable", TIMES)
    await rosa.press("Yes, forget me")
    receipt = await rosa.sees("could not be removed")
    assert "Done: your answers and your place are deleted." in screen(receipt)
    slack.failures.clear()
    settle(slack)


async def test_an_old_confirmation_clears_nothing_until_it_is_asked_again(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    old = await rosa.sees("Delete everything")
    await rosa.write("yes")
    await rosa.sees("Please press the button")
    await rosa.write("about this")
    await rosa.barrier()
    before = len(rosa.said())
    await rosa.press("Yes, forget me", message=old)
    await rosa.barrier()
    assert len(rosa.said()) > before
    assert "Yes, forget me" in labels(await rosa.sees("Delete everything"))
    assert slack.pings == []


async def test_words_of_danger_come_first_everywhere_and_nothing_follows_them(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.command("goodbye everyone, I am going to kill myself")
    await rosa.sees("This matters more than any degree", CHANNEL)
    await rosa.write(f"{BOT} i don't wanna live", CHANNEL)
    await slack.wait_for(lambda: len(rosa.said(CHANNEL)) == 2)
    await rosa.barrier()
    assert len(rosa.said(CHANNEL)) == 2  # no offer of the three questions


@pytest.mark.parametrize("text", ["<" * 40_000, "<@" * 20_000, "<a|" * 13_000, "<https:" * 6000])
def test_half_entities_are_read_at_once(text: str) -> None:
    def took() -> float:
        start = time.perf_counter()
        plain(text)
        return time.perf_counter() - start

    assert min(took() for _ in range(3)) < 0.05


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("see <https://jhu.edu/meded>", "see https://jhu.edu/meded"),
        ("see <https://jhu.edu/meded|this one>", "see this one"),
        ("I want &lt;3 yrs &amp; &gt;2 options", "I want <3 yrs & >2 options"),
        ("<@U0BOT> hi <!here>", "hi"),
    ],
)
def test_what_somebody_wrote_is_kept_and_entities_go(sent: str, meant: str) -> None:
    assert plain(sent) == meant
