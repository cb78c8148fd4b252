"""In Slack: the whole way through, who is told what and where, over both ways to Slack."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession
from yarl import URL

from bot.errors import OperatorError
from bot.fake_slack import Workspace
from bot.fake_slack.people import APP, BOT_USER, DIRECTOR, EVERYBODY, RESIDENT
from bot.slack.manifest import manifest
from bot.slack.service import PATH
from tests.conversation import ABOUT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, offers, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine
    from flows.pack.pack import Pack

PATHS = {
    "no": "skip_masters",
    "yes no": "smaller_programs",
    "yes yes no": "clear_payoff_only",
    "yes yes yes": "likely_worthwhile",
}
QUESTIONS = ("identity", "ambition", "support")
FIRST = "main academic identity"
SECOND = "program director, clerkship director"


def nobody_else_was_told(workspace: Workspace, person: str) -> None:
    others = [other for other in EVERYBODY if other.id != person and not other.is_stranger]
    for channel in workspace.state.channels.values():
        assert not any(workspace.ephemerals(other.id, channel.id) for other in others)
        if channel.id != workspace.dm(person):
            assert [m for m in workspace.messages(channel.id) if m["user"] == BOT_USER] == []


def label(pack: Pack, question: str, choice: str) -> str:
    return pack.flows["decide"].questions[question].answers[choice].label


async def take(rosa: SlackUser, pack: Pack, path: str) -> None:
    """Answer the open question by each of these words, by its button."""
    for question, choice in zip(QUESTIONS, path.split(), strict=False):
        await rosa.sees(pack.flows["decide"].questions[question].ask)
        assert (await rosa.press(label(pack, question, choice))).acked


# The whole way


@pytest.mark.parametrize(("path", "outcome"), PATHS.items())
async def test_each_path_from_a_channel_to_its_outcome_by_command_and_buttons(
    slack: Workspace, rosa: SlackUser, pack: Pack, path: str, outcome: str
) -> None:
    await rosa.command()
    await rosa.press("Start", CHANNEL)
    await take(rosa, pack, path)
    result = await rosa.sees(pack.flows["decide"].outcomes[outcome].verdict)
    assert "Behind this result" in labels(result)
    assert len(rosa.said()) == 1  # each press edits its own message
    await rosa.sees("Sent to your DM", CHANNEL)
    assert len(rosa.said(CHANNEL)) == 1
    nobody_else_was_told(slack, rosa.id)


@pytest.mark.parametrize(("path", "outcome"), PATHS.items())
async def test_each_path_by_typing_in_the_dm(
    slack: Workspace, rosa: SlackUser, pack: Pack, path: str, outcome: str
) -> None:
    await rosa.write("start")
    for question, choice in zip(QUESTIONS, path.split(), strict=False):
        await rosa.sees(pack.flows["decide"].questions[question].ask)
        await rosa.write(choice)
    await rosa.sees(pack.flows["decide"].outcomes[outcome].verdict)
    nobody_else_was_told(slack, rosa.id)


async def test_start_typed_in_a_channel_moves_to_the_dm_with_a_link(rosa: SlackUser) -> None:
    await rosa.command("start")
    await rosa.sees(FIRST)
    told = await rosa.sees("Sent to your DM", CHANNEL)
    assert f"https://slack.com/app_redirect?app={APP}&amp;team={RESIDENT.team}" in screen(told)
    assert offers_nothing(told)


async def test_a_command_in_the_dm_is_answered_there(rosa: SlackUser) -> None:
    await rosa.command("start", rosa.dm)
    await rosa.sees(FIRST)
    await rosa.barrier()
    assert not any("Sent to your DM" in screen(message) for message in rosa.said())


async def test_in_a_channel_the_command_answers_only_the_person_who_typed_it(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.command("buzzwords")
    await rosa.sees("red flag", CHANNEL)
    nobody_else_was_told(slack, rosa.id)
    assert slack.messages(CHANNEL) == []


async def test_a_question_elsewhere_leaves_the_open_question_where_it_is(
    rosa: SlackUser, pack: Pack
) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.command("buzzwords")
    answer = await rosa.sees("red flag", CHANNEL)
    assert SECOND not in screen(answer)
    await rosa.command("yes")
    await rosa.barrier(CHANNEL)
    assert not any("answer:decide" in str(message) for message in rosa.said(CHANNEL))


async def test_the_same_button_in_a_channel_can_be_pressed_again(rosa: SlackUser) -> None:
    await rosa.command("buzzwords")
    first = await rosa.sees("red flag", CHANNEL)
    await rosa.press("More", CHANNEL, first)
    await rosa.sees("hands-on work", CHANNEL)


# In the middle


async def test_a_question_in_the_middle_is_answered_and_the_open_one_asked_once_more(
    rosa: SlackUser, pack: Pack
) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.write("buzzwords")
    answer = await rosa.sees("red flag")
    assert screen(answer).count(SECOND) == 1
    await rosa.barrier()

    def asking() -> list[dict[str, Any]]:
        return [m for m in rosa.said() if any("answer:decide" in a for _, _, a, _ in offers(m))]

    await rosa.workspace.wait_for(lambda: len(asking()) == 1)  # the earlier ones became history
    assert SECOND in screen(asking()[0])
    earlier = rosa.said()[0]
    assert SECOND in screen(earlier)
    assert offers_nothing(earlier)


async def test_not_sure_why_back_and_change_by_their_buttons(rosa: SlackUser, pack: Pack) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.press("Why?")
    await rosa.sees(pack.flows["decide"].questions["ambition"].why)
    await rosa.press("Not sure")
    await rosa.sees(pack.flows["decide"].outcomes["smaller_programs"].verdict)
    await rosa.press("Change")
    await rosa.sees("You had said")
    await rosa.press(label(pack, "identity", "yes"))
    await rosa.sees("Question 2")
    await rosa.press("Back")
    await rosa.sees("Question 1")
    assert len(rosa.said()) == 1


async def test_stop_then_resume_goes_on_where_it_was(rosa: SlackUser, pack: Pack) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.press("Stop")
    await rosa.sees("Stopped")
    await rosa.command("resume")
    await rosa.sees(SECOND)


async def test_a_topic_picked_from_the_list_is_shown(rosa: SlackUser, pack: Pack) -> None:
    await rosa.write("topics")
    await rosa.press(pack.cards["funding"].title)
    await rosa.sees(pack.cards["funding"].lead.text[:40].replace("&", "&amp;"))


async def test_a_message_in_a_thread_is_answered_in_that_thread(rosa: SlackUser) -> None:
    sent = await rosa.write("buzzwords")
    await rosa.sees("red flag")
    await rosa.write("funding", thread=sent.ts)
    await rosa.workspace.wait_for(lambda: len(rosa.said()) == 2)
    assert rosa.said()[-1]["thread_ts"] == sent.ts


# Mentions


async def test_a_mention_is_answered_in_the_thread_and_the_flow_offered_privately(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write(f"{BOT} buzzwords", CHANNEL)
    answer = await rosa.sees("red flag", CHANNEL)
    assert answer["thread_ts"] == sent.ts
    offer = await rosa.sees("in private", CHANNEL)
    assert offer["ts"] not in {message["ts"] for message in slack.messages(CHANNEL)}
    assert not slack.ephemerals(DIRECTOR.id, CHANNEL)
    await rosa.press("Start", CHANNEL, offer)
    await rosa.sees(FIRST)


async def test_a_mention_in_a_thread_stays_in_that_thread(rosa: SlackUser) -> None:
    first = await rosa.write("anyone?", CHANNEL)
    await rosa.write(f"{BOT} buzzwords", CHANNEL, thread=first.ts)
    answer = await rosa.sees("red flag", CHANNEL)
    assert answer["thread_ts"] == first.ts


@pytest.mark.parametrize("text", ["yes", "back", "resume", "start", ""])
async def test_a_mention_never_shows_anybodys_answers(
    slack: Workspace, rosa: SlackUser, pack: Pack, text: str
) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.write(f"{BOT} {text}", CHANNEL)
    await rosa.sees("in private", CHANNEL)
    for message in slack.messages(CHANNEL):
        assert SECOND not in screen(message)
        assert label(pack, "identity", "yes") not in screen(message)


async def test_a_card_button_in_a_channel_answers_the_person_who_pressed_it(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    answer = await rosa.sees("red flag", CHANNEL)
    paul = SlackUser(slack, DIRECTOR.id)
    await paul.press("More", CHANNEL, answer)
    await paul.sees("hands-on work", CHANNEL)
    (post_ephemeral,) = slack.ephemerals(paul.id, CHANNEL)
    assert post_ephemeral["thread_ts"] == answer["thread_ts"]  # where they are looking
    assert not any("hands-on work" in screen(m) for m in slack.messages(CHANNEL))


async def test_a_button_that_everybody_sees_answers_each_of_its_presses(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    answer = await rosa.sees("red flag", CHANNEL)

    def told() -> int:
        return sum("hands-on work" in screen(m) for m in slack.ephemerals(rosa.id, CHANNEL))

    await rosa.press("More", CHANNEL, answer)
    await slack.wait_for(lambda: told() == 1)
    await rosa.press("More", CHANNEL, answer)
    await slack.wait_for(lambda: told() == 2)


# The app's own tabs


async def test_who_opens_an_empty_conversation_is_welcomed_there_once(
    slack: Workspace, rosa: SlackUser
) -> None:
    await slack.open_messages_tab(rosa.id)
    welcome = await rosa.sees("Should I do a master")
    assert "Start" in labels(welcome)
    await slack.open_messages_tab(rosa.id)
    await rosa.barrier()
    assert len(rosa.said()) == 2  # the welcome, and what the barrier asked for
    await rosa.press("Start", message=welcome)
    await rosa.sees(FIRST)


async def test_who_has_something_open_is_offered_to_go_on_in_an_empty_conversation(
    slack: Workspace, rosa: SlackUser, pack: Pack
) -> None:
    await slack.open_home(rosa.id)
    await slack.wait_for(lambda: slack.home(rosa.id))
    await press_at_home(slack, rosa, "Start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    slack.state.channel(rosa.dm).messages.clear()
    await slack.open_messages_tab(rosa.id)
    assert "Resume" in labels(await rosa.sees("You have this open"))


async def test_home_shows_what_this_is_and_then_what_is_open(
    slack: Workspace, rosa: SlackUser, pack: Pack
) -> None:
    await slack.open_home(rosa.id)
    await slack.wait_for(lambda: "Start" in labels(slack.home(rosa.id) or {}))
    assert rosa.said() == []
    await press_at_home(slack, rosa, "Start")
    await rosa.sees(FIRST)
    await slack.wait_for(lambda: "Resume" in labels(slack.home(rosa.id) or {}))
    await take(rosa, pack, "yes yes yes")
    await rosa.sees(pack.flows["decide"].outcomes["likely_worthwhile"].verdict)
    await slack.open_home(rosa.id)
    await slack.wait_for(lambda: "See my result" in labels(slack.home(rosa.id) or {}))


async def press_at_home(slack: Workspace, rosa: SlackUser, name: str) -> None:
    home = slack.home(rosa.id)
    assert home
    block, action, _ = next(found[1:] for found in offers(home) if found[0] == name)
    assert (await slack.press_in_view(rosa.id, home["id"], action, block)).acked


# Forget


async def test_forget_asks_then_removes_everything_and_gives_a_receipt(
    slack: Workspace, rosa: SlackUser, pack: Pack
) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.write("forget me")
    await rosa.press("Yes, forget me")
    receipt = await rosa.sees("Not ours to delete")
    await slack.wait_for(lambda: [m["ts"] for m in rosa.said()] == [receipt["ts"]])
    assert [m for m in slack.messages(rosa.dm) if m["user"] == rosa.id]  # theirs stay
    await rosa.write("resume")
    await rosa.sees("Should I do a master")


async def test_forget_from_a_channel_clears_the_dm_too(rosa: SlackUser, pack: Pack) -> None:
    await rosa.write("start")
    await take(rosa, pack, "yes")
    await rosa.sees(SECOND)
    await rosa.command("forget")
    await rosa.press("Yes, forget me", CHANNEL)
    await rosa.sees("Not ours to delete", CHANNEL)
    await rosa.workspace.wait_for(lambda: rosa.said() == [])


async def test_forget_typed_as_the_button_says_clears_the_dm_too(rosa: SlackUser) -> None:
    await rosa.write("start")
    await rosa.sees(FIRST)
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    await rosa.write("yes, forget me")
    receipt = await rosa.sees("Not ours to delete")
    await rosa.workspace.wait_for(lambda: [m["ts"] for m in rosa.said()] == [receipt["ts"]])


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history", "chat.delete"])
async def test_forget_from_a_channel_gives_the_receipt_though_messages_stay(
    workspace: Workspace, rosa: SlackUser, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    await rosa.write("start")
    await rosa.sees(FIRST)
    await rosa.command("forget")
    await rosa.sees("Delete everything", CHANNEL)
    workspace.failures.server_errors(method, times=9, status=200)
    await rosa.press("Yes, forget me", CHANNEL)
    receipt = await rosa.sees("could not be removed", CHANNEL)
    assert "Not ours to delete" in screen(receipt)
    assert not any("Delete everything" in screen(message) for message in rosa.said(CHANNEL))
    await rosa.barrier(CHANNEL)
    assert method == "chat.delete" or "internal_error" in caplog.text
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_a_forget_question_goes_though_the_other_messages_stay(
    workspace: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    workspace.failures.server_errors("conversations.history", times=9, status=200)
    await rosa.press("Yes, forget me")
    assert "Not ours to delete" in screen(await rosa.sees("could not be removed"))
    assert not any("Delete everything" in screen(message) for message in rosa.said())
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_a_double_press_on_forget_leaves_the_receipt(
    workspace: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    asked = await rosa.sees("Delete everything")
    presses = (rosa.press("Yes, forget me", message=asked) for _ in range(2))
    assert all(result.acked for result in await asyncio.gather(*presses))
    await rosa.sees("Not ours to delete")
    await rosa.barrier()
    assert any("Not ours to delete" in screen(message) for message in rosa.said())
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_forget_clears_threads_and_what_is_long_past_too(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write("buzzwords")
    await rosa.sees("red flag")
    await rosa.write("funding", thread=sent.ts)
    await slack.wait_for(lambda: len(rosa.said()) == 2)
    words = slack.state.channel(rosa.dm).messages
    for _ in range(210):  # more than one page of what Slack lists
        ts = slack.state.new_ts()
        words[ts] = replace(words[sent.ts or ""], ts=ts)
    await rosa.write("forget me")
    await rosa.press("Yes, forget me")
    receipt = await rosa.sees("Not ours to delete")
    await slack.wait_for(lambda: len(rosa.said()) == 1)
    assert rosa.said()[0]["ts"] == receipt["ts"]
    assert "could not be removed" not in screen(receipt)


async def test_what_is_gone_already_is_not_called_left_behind(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    slack.failures.refuse("chat.delete", "message_not_found", 3)
    await rosa.press("Yes, forget me")
    assert "could not be removed" not in screen(await rosa.sees("Not ours to delete"))
    slack.failures.clear()
    slack.calls[:] = [call for call in slack.calls if call.answer["ok"]]


# A person


@pytest.mark.parametrize("failing", ["chat.postMessage", "chat.update"])
async def test_a_question_is_sent_once_though_slack_failed_at_the_first_press(
    make_settings: Callable[..., Settings], engine: DialogueEngine, failing: str
) -> None:
    async with Workspace(manifest(make_settings(human_channel=CHANNEL), ABOUT)) as workspace:
        rosa = SlackUser(workspace)
        async with serving(workspace, make_settings, engine, human_channel=CHANNEL):
            await rosa.write("ask a person")
            await rosa.sees("Write it in your next message")
            await rosa.write("zanzibar?")
            preview = await rosa.sees("with your name")
            await workspace.wait_for(lambda: updates(workspace))  # the question above is history
            workspace.failures.server_errors(failing, status=200)
            await rosa.press("Send", message=preview)
            await rosa.press("Send", message=preview)
            if failing == "chat.postMessage":
                await rosa.sees("could not be sent")
                await rosa.press("Try again")
            await rosa.sees("Sent to #")
            assert sum("zanzibar" in m["text"] for m in workspace.messages(CHANNEL)) == 1


# Restarts


async def test_an_old_message_goes_on_after_a_restart_of_the_bot(
    workspace: Workspace, make_settings: Callable[..., Settings], pack: Pack, engine: DialogueEngine
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine) as settings:
        await rosa.write("start")
        await rosa.sees(FIRST)
    space = settings.redis_namespace
    async with serving(workspace, make_settings, engine, redis_namespace=space):
        await rosa.press(label(pack, "identity", "yes"))
        await rosa.sees(SECOND)
    assert len(rosa.said()) == 1


async def test_a_shutdown_first_says_what_was_acknowledged(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine):
        workspace.failures.slow("chat.postMessage", 0.3)
        assert (await rosa.write("start")).acked
        assert rosa.said() == []
    assert FIRST in screen(rosa.said()[0])


# Signed HTTP


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def over_http(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> AsyncIterator[tuple[Workspace, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with Workspace(
        manifest(make_settings(public_url=url), ABOUT), retry_delays=(0.0,)
    ) as workspace:
        secret = workspace.signing_secret
        given = {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
        async with serving(workspace, make_settings, engine, **given):
            await workspace.deliver_to(url + PATH)
            yield workspace, url + PATH
        assert workspace.warnings == []
        assert [call for call in workspace.calls if not call.answer["ok"]] == []


def signed(secret: str, body: str, moment: float) -> dict[str, str]:
    stamp = str(int(moment))
    found = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), sha256).hexdigest()
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={found}",
    }


async def test_the_same_way_through_over_signed_http(
    make_settings: Callable[..., Settings], pack: Pack, engine: DialogueEngine
) -> None:
    async with over_http(make_settings, engine) as (workspace, _):
        rosa = SlackUser(workspace)
        await rosa.command()
        await rosa.press("Start", CHANNEL)
        await take(rosa, pack, "yes yes yes")
        await rosa.sees(pack.flows["decide"].outcomes["likely_worthwhile"].verdict)
        await rosa.write(f"{BOT} buzzwords", CHANNEL)
        await rosa.sees("red flag", CHANNEL)


def _event(text: str, event_id: str) -> str:
    event: dict[str, Any] = {
        "type": "message",
        "user": RESIDENT.id,
        "text": text,
        "ts": f"{time.time():.6f}",
        "channel": RESIDENT.dm,
        "channel_type": "im",
    }
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": RESIDENT.team,
            "event_id": event_id,
            "event": event,
            "authorizations": [{"team_id": RESIDENT.team, "user_id": BOT_USER, "is_bot": True}],
        }
    )


@pytest.mark.parametrize("how", ["wrong secret", "too old", "unsigned"])
async def test_a_request_that_slack_did_not_sign_is_refused_and_does_nothing(
    make_settings: Callable[..., Settings], engine: DialogueEngine, how: str
) -> None:
    async with over_http(make_settings, engine) as (workspace, url):
        body = _event("start", "Ev0FORGED")
        secret = "somebody else's" if how == "wrong secret" else workspace.signing_secret
        moment = time.time() - (3600 if how == "too old" else 0)
        headers = {} if how == "unsigned" else signed(secret, body, moment)
        async with ClientSession() as web, web.post(url, data=body, headers=headers) as answer:
            assert answer.status == 401
        rosa = SlackUser(workspace)
        await rosa.write("help")
        shown = await rosa.sees("Should I do a master")
        assert "Start" in labels(shown)  # nothing is open
        assert len(rosa.said()) == 1


async def test_a_retry_is_answered_though_it_was_applied_before_and_a_mere_twin_is_not(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with over_http(make_settings, engine) as (workspace, url), ClientSession() as web:
        rosa = SlackUser(workspace)
        body = _event("start", "Ev0AGAIN")
        for retry in (None, None, "1"):
            headers = signed(workspace.signing_secret, body, time.time())
            if retry:
                headers |= {"x-slack-retry-num": retry, "x-slack-retry-reason": "http_timeout"}
            async with web.post(url, data=body, headers=headers) as answer:
                assert answer.status == 200
        await rosa.barrier()
        assert sum(FIRST in screen(message) for message in rosa.said()) == 2


async def test_a_port_that_is_taken_is_one_line_that_names_the_setting(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with over_http(make_settings, engine) as (workspace, url):
        secret, port = workspace.signing_secret, URL(url).port
        given = {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
        with pytest.raises(OperatorError, match="set PORT") as told:
            async with serving(workspace, make_settings, engine, **given):
                pass
    assert "\n" not in str(told.value)


async def test_two_people_at_once_each_get_their_own(
    slack: Workspace, rosa: SlackUser, pack: Pack
) -> None:
    paul = SlackUser(slack, DIRECTOR.id)
    await asyncio.gather(rosa.write("start"), paul.write("start"))
    await asyncio.gather(take(rosa, pack, "no"), take(paul, pack, "yes no"))
    await rosa.sees(pack.flows["decide"].outcomes["skip_masters"].verdict)
    await paul.sees(pack.flows["decide"].outcomes["smaller_programs"].verdict)


def updates(workspace: Workspace) -> list[bool]:
    """Whether each change of a message went through, one after the other."""
    return [call.answer["ok"] for call in workspace.calls if call.method == "chat.update"]


def offers_nothing(message: dict[str, Any]) -> bool:
    return not labels(message)
