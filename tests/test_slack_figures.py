"""In Slack: tables and charts where Slack takes them, and in words where it refuses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.slack_user import BOT, CHANNEL, SlackUser, screen

if TYPE_CHECKING:
    from bot.fake_slack import Workspace
    from flows.dialogue.engine import DialogueEngine

Json = dict[str, Any]
ASKED = "program priorities"
LEAD = "What to weigh in a program"
AFTER = "Take the order"
IN_WORDS = "• Quality of faculty: 90\n"


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def settle(workspace: Workspace, method: str) -> None:
    """Take note that what was refused was meant to be, and was tried once in that way."""
    refused = [call for call in workspace.calls if not call.answer["ok"]]
    assert [call.method for call in refused] == [method]
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_bars_are_a_chart_with_the_same_in_the_notification(rosa: SlackUser) -> None:
    await rosa.write(ASKED)
    await rosa.press("More")
    shown = await rosa.sees(AFTER)
    assert "data_visualization" in kinds(shown)
    assert IN_WORDS in shown["text"]


async def test_what_is_posted_without_its_chart_says_it_in_words(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write(ASKED)
    await rosa.sees(LEAD)
    slack.failures.refuse("chat.postMessage", "invalid_blocks")
    await rosa.write("more")
    shown = await rosa.sees(AFTER)
    assert "data_visualization" not in kinds(shown)
    assert IN_WORDS in screen(shown)
    await rosa.barrier()
    assert sum(AFTER in screen(message) for message in rosa.said()) == 1
    settle(slack, "chat.postMessage")


async def test_what_is_changed_without_its_chart_stays_in_its_place(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write(ASKED)
    before = await rosa.sees(LEAD)
    slack.failures.refuse("chat.update", "invalid_blocks")
    await rosa.press("More")
    shown = await rosa.sees(AFTER)
    assert shown["ts"] == before["ts"]
    assert IN_WORDS in screen(shown)
    settle(slack, "chat.update")


@pytest.mark.parametrize("error", ["invalid_blocks", "invalid_blocks_format"])
async def test_who_pressed_in_a_channel_sees_it_in_words_there(
    slack: Workspace, rosa: SlackUser, error: str
) -> None:
    await rosa.command(ASKED)
    await rosa.sees(LEAD, CHANNEL)
    slack.failures.refuse("response_url", error)
    await rosa.press("More", CHANNEL)
    shown = await rosa.sees(AFTER, CHANNEL)
    assert IN_WORDS in screen(shown)
    assert not any(call.method == "chat.postEphemeral" for call in slack.calls)
    settle(slack, "response_url")


async def test_a_table_that_is_refused_is_said_row_by_row(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.command("career value")
    await rosa.press("More", CHANNEL)
    await rosa.sees("Moderate–high", CHANNEL)
    await rosa.write("career value")
    lead = await rosa.sees("by career")
    slack.failures.refuse("chat.update", "invalid_blocks")
    await rosa.press("More", message=lead)
    said = await rosa.sees("fellowship*\n• Value: Moderate–high")
    assert "table" not in kinds(said)
    settle(slack, "chat.update")


async def test_what_everybody_reads_is_said_in_words_too(
    slack: Workspace, rosa: SlackUser, engine: DialogueEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = engine.replies.cards
    whole = partial(cards.card, whole=True)
    monkeypatch.setattr(cards, "card", lambda card, **_: whole(card))
    slack.failures.refuse("chat.postMessage", "invalid_blocks")
    await rosa.write(f"{BOT} {ASKED}", CHANNEL)
    shown = await slack.wait_for(
        lambda: [m for m in slack.messages(CHANNEL) if IN_WORDS in screen(m)]
    )
    assert len(shown) == 1
    settle(slack, "chat.postMessage")


async def test_what_has_no_table_and_no_chart_goes_another_way_at_once(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.refuse("chat.postMessage", "invalid_blocks")
    await rosa.write("buzzwords")
    await rosa.sees("red flag")
    settle(slack, "chat.postMessage")
