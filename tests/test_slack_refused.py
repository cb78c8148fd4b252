"""In Slack: what it refuses, or a gateway in its place: the answer is seen all the same, once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.fake_slack import Installed, Workspace
from bot.slack.manifest import manifest
from tests.conversation import ABOUT
from tests.slack_user import CHANNEL, SlackUser, labels, screen, serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.fake_slack.failures import Failures
    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

FIRST = "main academic identity"
SECOND = "program director, clerkship director"
YES = "Yes, either one"
ANSWER = "red flag"
TIMES = 20
"""Failures in a row, more than any client tries again."""
HELD_UP = 0.1
"""Seconds by which what is tidied may delay an answer."""


def settle(workspace: Workspace) -> None:
    """Take note that what was refused was meant to be."""
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


def answers(rosa: SlackUser, *channels: str) -> list[str]:
    """Everything that shows what was asked for, wherever it is seen."""
    seen = [screen(m) for channel in (*channels, "") for m in rosa.said(channel)]
    return [text for text in seen if ANSWER in text]


# A message that can't be changed


@pytest.mark.parametrize(
    "error", ["cant_update_message", "edit_window_closed", "message_not_found"]
)
async def test_a_press_on_what_cannot_be_changed_is_answered_below(
    slack: Workspace, rosa: SlackUser, error: str
) -> None:
    await rosa.write("start")
    first = await rosa.sees(FIRST)
    slack.failures.refuse("chat.update", error)
    await rosa.press(YES)
    second = await rosa.sees(SECOND)
    assert second["ts"] != first["ts"]
    assert second["ts"] in {message["ts"] for message in slack.messages(rosa.dm)}
    await rosa.barrier()
    assert sum(SECOND in screen(message) for message in rosa.said()) == 1
    settle(slack)


# Response urls that fail

FAILING: dict[str, Callable[[Failures], None]] = {
    "500": lambda on: on.server_errors("response_url", TIMES),
    "503": lambda on: on.server_errors("response_url", TIMES, 503),
    "404": lambda on: on.refuse("response_url", "used_url", TIMES),
    "429": lambda on: on.rate_limit("response_url", TIMES, retry_after=0),
    "page": lambda on: on.html("response_url", TIMES),
    "page that says 200": lambda on: on.html("response_url", TIMES, status=200),
}


@pytest.mark.parametrize("failing", FAILING)
async def test_where_a_response_url_fails_the_answer_is_seen_alone_there_once(
    slack: Workspace, rosa: SlackUser, failing: str
) -> None:
    FAILING[failing](slack.failures)
    await rosa.command("buzzwords")
    await rosa.sees(ANSWER, CHANNEL)
    slack.failures.clear()
    await rosa.barrier(CHANNEL)
    assert len(answers(rosa, CHANNEL)) == 1
    assert not slack.messages(CHANNEL)
    settle(slack)


@pytest.mark.parametrize("failing", FAILING)
async def test_where_nothing_can_be_said_there_the_answer_is_in_the_dm_once(
    slack: Workspace, rosa: SlackUser, failing: str
) -> None:
    FAILING[failing](slack.failures)
    slack.failures.refuse("chat.postEphemeral", "user_not_in_channel", TIMES)
    await rosa.command("buzzwords")
    await rosa.sees(ANSWER)
    slack.failures.clear()
    await rosa.barrier()
    assert len(answers(rosa, CHANNEL)) == 1
    settle(slack)


async def test_whoever_would_wait_long_for_a_response_url_is_answered_another_way(
    slack: Workspace, rosa: SlackUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.service.DRAIN_SECONDS", 0.0)
    slack.failures.rate_limit("response_url", TIMES, retry_after=60)
    await rosa.command("buzzwords")
    await slack.wait_for(lambda: answers(rosa, CHANNEL), seconds=2)
    settle(slack)


async def test_a_response_url_that_fails_once_is_tried_again(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.server_errors("response_url")
    await rosa.command("buzzwords")
    await rosa.sees(ANSWER, CHANNEL)
    await rosa.barrier(CHANNEL)
    assert len(answers(rosa, CHANNEL)) == 1
    assert not any(call.method == "chat.postEphemeral" for call in slack.calls)
    settle(slack)


async def test_a_press_in_a_channel_is_answered_though_its_response_url_fails(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.command("buzzwords")
    await rosa.sees(ANSWER, CHANNEL)
    slack.failures.server_errors("response_url", TIMES)
    await rosa.press("More", CHANNEL)
    await rosa.sees("hands-on work", CHANNEL)
    settle(slack)


# Pages in the place of JSON


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("status", [200, 502])
async def test_an_answer_is_shown_though_a_gateway_failed_before_or_after_it_was_posted(
    slack: Workspace, rosa: SlackUser, status: int, *, done: bool
) -> None:
    slack.failures.html("chat.postMessage", status=status, done=done)
    await rosa.write("buzzwords")
    await rosa.sees(ANSWER)
    await rosa.barrier()
    assert len(answers(rosa)) == 1 + done  # better twice than never
    settle(slack)


# A conversation that is closed


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "messages_tab_disabled"])
@pytest.mark.parametrize("text", ["buzzwords", "start"])
async def test_who_cannot_be_written_to_sees_the_answer_alone_where_they_typed(
    slack: Workspace, rosa: SlackUser, error: str, text: str
) -> None:
    slack.failures.refuse("chat.postMessage", error, TIMES)
    await rosa.command(text)
    shown = ANSWER if text == "buzzwords" else FIRST
    await rosa.sees(shown, CHANNEL)
    await rosa.barrier(CHANNEL)
    assert sum(shown in screen(message) for message in rosa.said(CHANNEL)) == 1
    assert rosa.said() == []
    settle(slack)


# Nothing goes


async def test_what_reaches_nobody_is_one_line_of_the_log_with_kinds_alone(
    slack: Workspace, rosa: SlackUser, caplog: pytest.LogCaptureFixture
) -> None:
    slack.failures.refuse("response_url", "used_url", TIMES)
    slack.failures.refuse("chat.postEphemeral", "user_not_in_channel", TIMES)
    slack.failures.html("chat.postMessage", TIMES)
    await rosa.command("zanzibar")
    await slack.wait_for(
        lambda: [call.method for call in slack.calls].count("chat.postMessage") > 2
    )
    slack.failures.clear()
    await rosa.barrier(CHANNEL)
    said = [record.getMessage() for record in caplog.records]
    kinds = (
        "response_url: 404",
        "SlackApiError: user_not_in_channel",
        "SlackApiError: no answer of Slack",
    )
    refusals = ", ".join(kinds)
    lost = f"a reply failed: an answer to a command was lost: {refusals}"
    assert [line for line in said if line.startswith("a reply failed")] == [lost]
    assert "zanzibar" not in caplog.text
    settle(slack)


# A question to a person


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("status", [200, 502])
async def test_a_question_that_may_be_there_is_posted_once_and_the_doubt_is_told(
    make_settings: Callable[..., Settings], engine: DialogueEngine, status: int, *, done: bool
) -> None:
    described = manifest(make_settings(human_channel=CHANNEL), ABOUT)
    async with (
        Workspace(described) as office,
        serving(office, make_settings, engine, human_channel=CHANNEL),
    ):
        rosa = SlackUser(office)
        await rosa.write("ask a person")
        await rosa.sees("Write it in your next message")
        await rosa.write("zanzibar?")
        await rosa.sees("with your name")
        office.failures.html("chat.postMessage", status=status, done=done)
        await rosa.press("Send")
        await rosa.sees("may not have been sent")
        await rosa.barrier()
        assert sum("zanzibar" in m["text"] for m in office.messages(CHANNEL)) == done


# Tidying holds nothing up


async def test_a_limit_on_history_holds_no_answer_up(
    slack: Workspace, rosa: SlackUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.service.DRAIN_SECONDS", 0.0)  # nothing waits for it at the end

    async def ask() -> list[float]:
        """Let ten questions be answered; returns the seconds of each, the quickest first."""
        seconds = []
        for _ in range(10):
            before, asked = len(rosa.said()), time.monotonic()
            await rosa.write("buzzwords")
            await slack.wait_for(lambda before=before: len(rosa.said()) > before)  # type: ignore[misc]
            seconds.append(time.monotonic() - asked)
        return sorted(seconds)

    await rosa.write("start")
    await rosa.sees(FIRST)
    usual = await ask()
    slack.failures.limited("conversations.history", 60)
    await slack.open_messages_tab(rosa.id)
    held_up = await ask()
    assert any(call.status == 429 for call in slack.calls)
    assert held_up[5] < usual[5] + HELD_UP
    assert held_up[-1] < 2.0  # the slowest, on whatever machine; the limit is a minute
    settle(slack)


async def test_only_earlier_questions_become_history_whatever_slack_lists(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.history_ignores_latest = True
    slack.failures.slow("conversations.history", 1.0)
    await rosa.write("start")
    await rosa.sees(FIRST)
    await rosa.press("Yes, either one")
    await rosa.sees(SECOND)
    await rosa.write("buzzwords")  # the question stands again below the answer
    await slack.wait_for(lambda: "conversations.history" in slack.failures.held)
    await rosa.write("resume")
    await slack.wait_for(lambda: len(rosa.said()) == 3)
    slack.failures.slow("conversations.history", 0)
    slack.move_clock(2.0)
    await slack.wait_for(lambda: [bool(labels(m)) for m in rosa.said()] == [False, False, True])
    await rosa.barrier()
    assert "Why?" in labels(rosa.said()[2])


# GovSlack


async def test_in_govslack_the_link_leads_to_its_own_domain(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    described = manifest(make_settings(), ABOUT)
    async with (
        Workspace(described, installed=Installed(domain="slack-gov.com")) as gov,
        serving(gov, make_settings, engine),
    ):
        rosa = SlackUser(gov)
        await rosa.command("start")
        told = screen(await rosa.sees("Sent to your DM", CHANNEL))
        assert "https://slack-gov.com/app_redirect?app=" in told
        assert "//slack.com" not in told
