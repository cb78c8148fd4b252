"""In Slack: what is odd, late, doubled, broken or not for us; nobody is pinged, nothing is lost."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from redis import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import OperatorError
from bot.fake_slack import Workspace
from bot.fake_slack.people import BOT_USER, DIRECTOR, GUEST, RESIDENT, STRANGER
from bot.settings import read_settings
from bot.slack.app import report
from bot.slack.manifest import manifest
from bot.slack.service import connected
from bot.store.embedded import Embedded
from tests.conversation import ABOUT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, offers, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

SHARED = "C0PEDIATRIC"
FIRST = "main academic identity"
SECOND = "program director, clerkship director"
UNABLE = "can't remember"
NOT_HERE = "I don't have that"
YES = "Yes, either one"
NO = "No, neither"
IN_TIME = 1500
"""Milliseconds in which even the slowest turn is acknowledged; Slack waits for 3,000."""


# Odd things to type


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000,
        "lorem ipsum dolor " * 277,
        "💥🔥💥",
        "我不知道这是什么",
        "لا أعرف ما هذا",
        "\u202e\u0000\u200b gnirts",
        "```rm -rf```",
        "*_~`>",
        "&lt;!channel&gt; wibble",
        "<!channel> <!here> <!everyone> <@U0DIRECTOR> wibble",
        "<https://evil.test|click here> wibble",
        "answer:decide",
    ],
    ids=lambda text: ascii(text[:20]),
)
async def test_whatever_is_typed_gets_one_answer_pings_nobody_and_loses_nothing(
    slack: Workspace, rosa: SlackUser, text: str
) -> None:
    await rosa.write("start")
    await rosa.press(YES)
    await rosa.sees(SECOND)
    before = len(rosa.said())
    assert (await rosa.write(text)).acked
    await slack.wait_for(lambda: len(rosa.said()) == before + 1)
    await rosa.barrier()
    assert len(rosa.said()) == before + 2
    await rosa.write("resume")
    await slack.wait_for(lambda: len(rosa.said()) == before + 3)
    assert SECOND in screen(rosa.said()[-1])
    assert slack.pings == []


@pytest.mark.parametrize("text", ["<!channel> wibble", "💥", "x" * 5000, "¿qué?", "   "])
async def test_whatever_is_typed_after_the_command_or_a_mention_is_answered(
    slack: Workspace, rosa: SlackUser, text: str
) -> None:
    assert (await rosa.command(text)).acked
    await slack.wait_for(lambda: slack.ephemerals(rosa.id, CHANNEL))
    assert (await rosa.write(f"{BOT} {text}", CHANNEL)).acked
    await slack.wait_for(lambda: [m for m in slack.messages(CHANNEL) if m["user"] == BOT_USER])
    assert slack.pings == []


async def test_an_unknown_word_is_answered_honestly(rosa: SlackUser) -> None:
    await rosa.command("flibbertigibbet")
    shown = await rosa.sees(NOT_HERE, CHANNEL)
    assert "Topics" in labels(shown)


# What is not for us


async def test_edits_deletions_and_the_bots_own_messages_are_not_answered(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write("buzzwords")
    await rosa.sees("red flag")
    assert sent.ts
    await slack.edit(rosa.id, rosa.dm, sent.ts, "funding")
    await slack.delete(rosa.id, rosa.dm, sent.ts)
    await rosa.barrier()
    assert len(rosa.said()) == 2


def _message(**more: object) -> dict[str, Any]:
    return {
        "user": RESIDENT.id,
        "text": "funding",
        "ts": "1700000000.000100",
        "channel": RESIDENT.dm,
        "channel_type": "im",
        **more,
    }


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"bot_id": "B0MEDEDBOT", "user": BOT_USER},
        {"bot_id": "B0OTHER", "user": "U0OTHERBOT"},
        {"subtype": "message_changed", "message": {"text": "funding"}},
        {"subtype": "channel_join"},
        {"channel": CHANNEL, "channel_type": "channel"},
        {"channel": "G0GROUPDM0", "channel_type": "mpim"},
    ],
    ids=str,
)
async def test_a_message_that_nobody_wrote_to_us_is_not_answered(
    slack: Workspace, rosa: SlackUser, more: dict[str, object]
) -> None:
    assert (await slack.emit("message.im", _message(type="message", **more))).acked
    await rosa.barrier()
    assert len(rosa.said()) == 1
    assert not any(m["user"] == BOT_USER for m in slack.messages(CHANNEL))


async def test_another_bots_mention_is_not_answered(slack: Workspace, rosa: SlackUser) -> None:
    event = _message(type="app_mention", channel=CHANNEL, bot_id="B0OTHER", user="U0OTHERBOT")
    assert (await slack.emit("app_mention", event)).acked
    await rosa.barrier()
    assert not any(m["user"] == BOT_USER for m in slack.messages(CHANNEL))


async def test_a_channel_message_without_a_mention_is_not_answered(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("buzzwords", CHANNEL)
    await rosa.barrier()
    assert not any(m["user"] == BOT_USER for m in slack.messages(CHANNEL))


# Doubled, old, unknown


async def test_an_envelope_that_arrives_twice_is_answered_once(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.duplicate_envelopes = True
    for text in ("start", "yes", "buzzwords"):
        before = len(rosa.said())
        await rosa.write(text)
        await slack.wait_for(lambda before=before: len(rosa.said()) > before)  # type: ignore[misc]
    slack.failures.duplicate_envelopes = False
    await rosa.barrier()
    assert len(rosa.said()) == 4


async def test_a_press_whose_envelope_arrives_twice_counts_once(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.press(YES)
    await rosa.sees(SECOND)
    slack.failures.duplicate_envelopes = True
    await rosa.press("Back")
    await rosa.sees("Question 1")
    slack.failures.duplicate_envelopes = False
    await rosa.press(YES)
    await rosa.sees("Question 2")
    assert len(rosa.said()) == 1


async def test_a_double_press_counts_once(slack: Workspace, rosa: SlackUser) -> None:
    await rosa.write("start")
    message = await rosa.sees(FIRST)
    presses = (rosa.press(YES, message=message) for _ in range(3))
    assert all(result.acked for result in await asyncio.gather(*presses))
    await rosa.sees("Question 2")
    await rosa.barrier()
    assert "Question 2" in screen(rosa.said()[0])
    assert slack.warnings == []


async def test_two_devices_that_press_different_answers_end_at_one_of_them(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    message = await rosa.sees(FIRST)
    await asyncio.gather(rosa.press(YES, message=message), rosa.press(NO, message=message))
    await rosa.barrier()
    shown = screen(rosa.said()[0])
    assert ("Question 2" in shown) != ("almost certainly don't need" in shown)
    await rosa.write("resume")
    await slack.wait_for(lambda: len(rosa.said()) == 3)
    again = screen(rosa.said()[-1])
    assert ("Question 2" in again) == ("Question 2" in shown)


async def test_two_windows_an_old_message_and_a_new_one(rosa: SlackUser) -> None:
    await rosa.command("topics")
    topics = await rosa.sees("topics, each", CHANNEL)
    await rosa.write("start")
    await rosa.press(YES)
    await rosa.sees(SECOND)
    await rosa.press("Funding", CHANNEL, topics) if "Funding" in labels(topics) else None
    await rosa.write("back")
    await rosa.sees("Question 1")
    await rosa.barrier()

    def asking() -> int:
        return sum(any("answer:" in action for _, _, action, _ in offers(m)) for m in rosa.said())

    await rosa.workspace.wait_for(lambda: asking() == 1)


async def _card_of_another_time(slack: Workspace, rosa: SlackUser, **button: str) -> dict[str, Any]:
    """Let the bot have posted, some versions ago, a message with a button of its own."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    text = {"type": "plain_text", "text": "Old"}
    element = {"type": "button", "text": text, **button}
    blocks = [{"type": "actions", "block_id": "step0@1", "elements": [element]}]
    await client.chat_postMessage(channel=rosa.dm, text="Old", blocks=blocks)
    return rosa.said()[-1]


@pytest.mark.parametrize(
    "button",
    [
        {"action_id": "old_thing_7", "value": "old:thing"},
        {"action_id": "old_thing_8"},
        {"action_id": "x", "value": ""},
        {"action_id": "answer:gone/a/b", "value": "answer:gone/a/b"},
        {"action_id": "show:gone", "value": "show:gone"},
        {"action_id": "whole:gone", "value": "whole:gone"},
        {"action_id": "start:gone", "value": "start:gone"},
        {"action_id": "y", "value": "<!channel>"},
    ],
    ids=str,
)
async def test_a_press_on_a_card_of_another_time_shows_where_you_are(
    slack: Workspace, rosa: SlackUser, button: dict[str, str]
) -> None:
    await rosa.write("start")
    await rosa.press(YES)
    await rosa.sees(SECOND)
    old = await _card_of_another_time(slack, rosa, **button)
    assert (await rosa.press("Old", message=old)).acked
    shown = await rosa.sees("Here is where you are")
    assert shown["ts"] == old["ts"]
    assert SECOND in screen(shown)


async def test_an_old_back_button_takes_nothing_back(slack: Workspace, rosa: SlackUser) -> None:
    await rosa.write("start")
    await rosa.press(YES)
    await rosa.sees(SECOND)
    await rosa.press("Yes, one of these")
    await rosa.sees("Question 3")
    old = await _card_of_another_time(slack, rosa, action_id="back", value="back")
    await rosa.press("Old", message=old)
    shown = await rosa.sees("older card")
    assert "Question 3" in screen(shown)


# People from elsewhere, channels we can't write in


async def _keys(settings: Settings) -> list[bytes]:
    assert settings.redis_url
    with Redis.from_url(settings.redis_url.get_secret_value()) as client:
        return list(client.scan_iter(f"{settings.redis_namespace}:*"))


async def test_somebody_from_another_company_gets_topics_and_no_session(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine) as settings:
        sam = SlackUser(workspace, STRANGER.id)
        await sam.write(f"{BOT} buzzwords", SHARED)
        answer = await sam.sees("red flag", SHARED)
        await sam.press("More", SHARED, answer)
        await sam.sees("hands-on work", SHARED)
        assert not any("Start" in labels(message) for message in sam.said(SHARED))
        paul = SlackUser(workspace, DIRECTOR.id)
        await paul.write(f"{BOT} buzzwords", SHARED)
        await workspace.wait_for(lambda: workspace.ephemerals(paul.id, SHARED))
        keys = await _keys(settings)
        assert any(DIRECTOR.id.encode() in key for key in keys)  # people of ours have a session
        assert not any(STRANGER.id.encode() in key for key in keys)


async def test_a_guest_gets_topics_and_no_session(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine) as settings:
        greta = SlackUser(workspace, GUEST.id)
        await greta.write("buzzwords")
        await greta.sees("red flag")
        before = len(greta.said())
        await greta.write("start")
        await workspace.wait_for(lambda: len(greta.said()) > before)
        assert not any(FIRST in screen(message) for message in greta.said())
        assert not any(GUEST.id.encode() in key for key in await _keys(settings))


async def test_who_becomes_a_guest_is_one_after_a_while(
    slack: Workspace, rosa: SlackUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_up() -> int:
        return sum(call.method == "users.info" for call in slack.calls)

    await rosa.write("buzzwords")
    await rosa.sees("red flag")
    slack.state.people[rosa.id] = replace(RESIDENT, is_restricted=True)
    await rosa.write("help")
    await rosa.sees("Should I do a master")
    assert looked_up() == 1
    monkeypatch.setattr("bot.slack.people.FRESH_SECONDS", 0.0)
    await rosa.write("start")
    await rosa.sees("Topics are for everybody")
    assert not any(FIRST in screen(message) for message in rosa.said())


async def test_what_slack_refused_in_a_channel_for_another_reason_invites_nobody(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.refuse("chat.postMessage", "restricted_action")
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await rosa.barrier(CHANNEL)
    await rosa.barrier()
    assert not any("invite" in screen(message).lower() for message in rosa.said())
    slack.calls[:] = [call for call in slack.calls if call.answer["ok"]]


async def test_where_the_bot_may_not_write_the_person_is_told_how_to_invite_it(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with Workspace(manifest(make_settings(), ABOUT), retry_delays=(0.0,)) as slack:
        async with serving(slack, make_settings, engine):
            paul = SlackUser(slack, DIRECTOR.id)
            event = _message(type="app_mention", channel="C0PRIVATE0", user=paul.id)
            assert (await slack.emit("app_mention", event)).acked
            await paul.sees("Invite me")
        refused = [call.answer["error"] for call in slack.calls if not call.answer["ok"]]
        assert refused in (["not_in_channel"], ["channel_not_found"])


# Slack itself


async def test_slacks_rate_limits_and_hiccups_are_waited_out(
    rosa: SlackUser, workspace: Workspace
) -> None:
    workspace.failures.server_errors("chat.postMessage", status=503)
    await rosa.write("buzzwords")
    await rosa.sees("red flag")
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_answers_are_acknowledged_in_time_however_slow_slack_is(
    rosa: SlackUser, workspace: Workspace
) -> None:
    for method in ("chat.postMessage", "users.info", "conversations.history"):
        workspace.failures.slow(method, IN_TIME / 1000 + 0.1)
    result = await rosa.write("start")
    assert result.acked
    assert result.milliseconds < IN_TIME
    await rosa.sees(FIRST)


async def test_after_slack_asks_to_reconnect_nothing_is_missed(
    rosa: SlackUser, slack: Workspace
) -> None:
    await slack.disconnect()
    await slack.wait_for(lambda: slack.sockets.count)
    assert (await rosa.write("buzzwords")).acked
    await rosa.sees("red flag")


# The store


@pytest.fixture
def own_server(tmp_path: Path) -> Any:  # noqa: ANN401 - a generator of one server
    server = Embedded(tmp_path / "store")
    server.open()
    yield server
    server.close()


async def test_when_redis_goes_away_topics_are_answered_and_the_flow_says_so(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    own_server: Embedded,
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine, redis_url=own_server.url):
        await rosa.write("start")
        message = await rosa.sees(FIRST)
        own_server.close()
        pressed = await rosa.press(YES, message=message)
        assert pressed.acked
        assert pressed.milliseconds < IN_TIME
        told = await rosa.sees(UNABLE)
        assert told in workspace.ephemerals(rosa.id, rosa.dm)  # which leaves the question alone
        await rosa.write("buzzwords")
        await rosa.sees("red flag")
        own_server.open()
        await rosa.press(YES, message=message)
        await rosa.sees(SECOND)


async def test_when_redis_changes_its_password_topics_are_answered_and_the_flow_says_so(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    own_server: Embedded,
    caplog: pytest.LogCaptureFixture,
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine, redis_url=own_server.url):
        with Redis.from_url(own_server.url) as client:
            client.config_set("requirepass", "new")
            client.client_kill_filter(_type="normal", skipme=True)
            try:
                await rosa.command("start")
                await rosa.sees(UNABLE, CHANNEL)
                await rosa.command("buzzwords")
                await rosa.sees("red flag", CHANNEL)
            finally:
                client.config_set("requirepass", "")
    assert "password" in caplog.text


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "redis://:secret@127.0.0.1:1/0"])
async def test_starting_without_a_reachable_redis_is_one_clear_line(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine, url: str
) -> None:
    with pytest.raises(OperatorError, match="check REDIS_URL") as told:
        async with serving(workspace, make_settings, engine, redis_url=url):
            pass
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


async def test_a_slow_redis_never_keeps_slack_waiting(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    own_server: Embedded,
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine, redis_url=own_server.url):
        await rosa.write("start")
        message = await rosa.sees(FIRST)
        with Redis.from_url(own_server.url) as client:
            client.client_pause(1200)
            pressed = await rosa.press(YES, message=message)
            assert pressed.acked
            assert pressed.milliseconds < IN_TIME
            await rosa.sees("may not be saved")
            client.ping()
        await rosa.press(YES, message=message)
        await rosa.sees(SECOND)


@pytest.mark.parametrize("token", ["slack_bot_token", "slack_app_token"])
async def test_a_token_that_slack_refuses_is_named_and_not_shown(
    make_settings: Callable[..., Settings], engine: DialogueEngine, token: str
) -> None:
    wrong = ("xoxb-" if token == "slack_bot_token" else "xapp-") + "not-this-one"  # noqa: S105 - no secret
    async with Workspace(manifest(make_settings(), ABOUT)) as slack:
        with pytest.raises(OperatorError, match=token.upper()) as told:
            async with serving(slack, make_settings, engine, **{token: wrong}):
                pass
    assert "not-this-one" not in str(told.value)


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", "<html>Sign in</html>"),
        (403, "text/html", "<html>Not here</html>"),
        (200, "application/json", "<html>Sign in</html>"),
        (200, "text/plain", "Sign in"),
        (403, "text/plain", "Not here"),
        (200, "application/json", "[]"),
        (200, "application/json", "null"),
    ],
)
async def test_an_address_that_does_not_answer_like_slack_is_named_and_not_the_token(
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    status: int,
    kind: str,
    body: str,
) -> None:
    async def proxy(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type=kind, text=body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", proxy)
    async with TestServer(app) as server:
        tokens = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}
        settings = make_settings(slack_api_url=str(server.make_url("/api/")), **tokens)
        with pytest.raises(OperatorError) as told:
            async with connected(settings, engine):
                pass
    assert str(told.value).startswith(f"SLACK_API_URL: {settings.slack_api_url}")
    assert "\n" not in str(told.value)
    assert "TOKEN" not in str(told.value)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
@pytest.mark.parametrize("inside", ["\n", "\r\n", " ", "\t"])
def test_a_token_with_a_line_break_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, inside: str
) -> None:
    start = "xoxb" if name == "SLACK_BOT_TOKEN" else "xapp"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, f"{start}-secret{inside}part")
    with pytest.raises(OperatorError) as told:
        read_settings()
    assert str(told.value).startswith(f"{name}: ")
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


# Logs: what Slack refused, by its own word


async def test_what_slack_refused_is_logged_by_its_kind_and_holds_nothing_up(
    slack: Workspace, rosa: SlackUser, caplog: pytest.LogCaptureFixture
) -> None:
    slack.failures.refuse("chat.postMessage", "restricted_action", 2)
    slack.failures.refuse("chat.postEphemeral", "user_not_in_channel")
    await rosa.write("buzzwords")
    await rosa.barrier()  # what comes after it is said all the same
    (record,) = (r for r in caplog.records if r.getMessage().startswith("a reply failed"))
    refusals = ["restricted_action", "restricted_action", "user_not_in_channel"]
    told = ", ".join(f"SlackApiError: {refusal}" for refusal in refusals)
    assert record.getMessage() == f"a reply failed: an answer to a message was lost: {told}"
    assert record.levelname == "ERROR"
    slack.calls[:] = [call for call in slack.calls if call.answer["ok"]]


async def test_a_failure_that_is_not_slacks_is_logged_by_its_kind_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await report(LookupError("zanzibar"))
    assert [record.getMessage() for record in caplog.records] == ["a reply failed: LookupError"]


# Logs: the real program, as talkative as it can be


async def _connected(workspace: Workspace, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(20):
        while not workspace.sockets.count:
            assert process.returncode is None
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def _program(
    workspace: Workspace, folder: Path, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `meded run` in a folder of its own; its standard error is kept in `log`."""
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        **more,
    }
    with (folder / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), cwd=folder, env=environment, stderr=log
        )
        try:
            await _connected(workspace, process)
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 20) == 0


@pytest.mark.parametrize("form", ["text", "json"])
async def test_what_people_write_and_secrets_never_reach_the_logs(
    make_settings: Callable[..., Settings], tmp_path: Path, form: str
) -> None:
    said = manifest(make_settings(), ABOUT)
    said["settings"]["event_subscriptions"]["bot_events"].append("reaction_added")
    said["oauth_config"]["scopes"]["bot"].append("reactions:read")
    more = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": form}
    async with (
        Workspace(said, retry_delays=(0.0,)) as workspace,
        _program(workspace, tmp_path, **more),
    ):
        rosa = SlackUser(workspace)
        await rosa.write("start")
        await rosa.press(YES)
        await rosa.sees(SECOND)
        for text in ("zanzibar whisper", "buzzwords"):
            await rosa.write(text)
            await rosa.command(text)
            await rosa.write(f"{BOT} {text}", CHANNEL)
        await rosa.sees("red flag")
        strange = [
            asyncio.ensure_future(workspace.emit(kind, {"type": kind, "text": "zanzibar whisper"}))
            for kind in ("reaction_added", "app_mention")  # unknown to us, and broken
        ]
        await workspace.wait_for(lambda: "reaction_added" in str(workspace.sent))
        await rosa.barrier()
        for waiting in strange:
            waiting.cancel()
    logged = (tmp_path / "log").read_text()
    assert logged
    for secret in ("zanzibar", "buzzwords", workspace.bot_token, workspace.app_token):
        assert secret not in logged
    assert rosa.id not in logged


@pytest.mark.parametrize(("contact", "times"), [("", 1), ("Well-being office, 555-0100", 0)])
async def test_a_missing_support_contact_is_logged_once(
    workspace: Workspace, tmp_path: Path, contact: str, times: int
) -> None:
    async with _program(workspace, tmp_path, SUPPORT_CONTACT=contact):
        await SlackUser(workspace).write("start")
        await SlackUser(workspace).sees(FIRST)
    assert (tmp_path / "log").read_text().count("SUPPORT_CONTACT is not set") == times


async def test_the_program_leaves_in_order_when_it_is_told_to(
    workspace: Workspace, tmp_path: Path
) -> None:
    rosa = SlackUser(workspace)
    async with _program(workspace, tmp_path) as process:
        await rosa.write("start")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
    assert FIRST in screen(rosa.said()[0])
    assert "Traceback" not in (tmp_path / "log").read_text()


async def test_a_press_acknowledged_before_a_kill_is_there_after_the_next_start(
    workspace: Workspace, tmp_path: Path
) -> None:
    rosa = SlackUser(workspace)
    with contextlib.suppress(AssertionError):  # it was killed, so it leaves with no 0
        async with _program(workspace, tmp_path) as process:
            await rosa.write("start")
            message = await rosa.sees(FIRST)
            assert (await rosa.press(YES, message=message)).acked
            process.kill()
            await process.wait()
    async with _program(workspace, tmp_path):
        await rosa.write("resume")
        await rosa.sees(SECOND)
