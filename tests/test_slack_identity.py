"""In Slack: one person is one person on a grid, a stranger is one however Slack says so."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bot.fake_slack import Installed, Workspace
from bot.fake_slack.people import (
    APP,
    DIRECTOR,
    FAR,
    GUEST,
    ONE_CHANNEL_GUEST,
    RESIDENT,
    SISTER,
    STRANGER,
    TEAM,
    User,
)
from bot.slack.manifest import manifest
from tests.conversation import ABOUT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, screen, serving
from tests.test_forgetting import FIRST, RECEIPT, kept_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

ORG = "E0OURGRID0"
SHARED = "C0PEDIATRIC"
GRID = Installed(ORG)
WIDE = Installed(ORG, is_enterprise_install=True)
EVERYWHERE = pytest.mark.parametrize("installed", [Installed(), GRID, WIDE], ids=str)
Held: TypeAlias = "tuple[Workspace, Settings]"
Hold: TypeAlias = "Callable[[Installed], AbstractAsyncContextManager[Held]]"


@pytest.fixture
def held(make_settings: Callable[..., Settings], engine: DialogueEngine) -> Hold:
    """Open a workspace that is installed so, with the bot in it."""

    @asynccontextmanager
    async def hold(installed: Installed) -> AsyncIterator[Held]:
        described = manifest(make_settings(), ABOUT)
        async with (
            Workspace(described, retry_delays=(0.0,), installed=installed) as workspace,
            serving(workspace, make_settings, engine) as settings,
        ):
            yield workspace, settings
        assert (workspace.pings, workspace.warnings) == ([], [])

    return hold


@pytest.mark.parametrize(
    ("installed", "person"),
    [
        (Installed(), RESIDENT),
        (GRID, RESIDENT),
        (GRID, SISTER),
        (WIDE, RESIDENT),
        (WIDE, SISTER),
    ],
    ids=str,
)
async def test_somebody_has_one_session_however_they_reach_us_and_forget_removes_it(
    held: Hold, installed: Installed, person: User
) -> None:
    async with held(installed) as (workspace, settings):
        somebody = SlackUser(workspace, workspace.admit(person, CHANNEL))
        await somebody.write("start")
        await somebody.press("Yes, either one")
        await somebody.sees("program director, clerkship director")
        await somebody.command("resume")
        await somebody.sees("Sent to your DM", CHANNEL)
        await somebody.write(f"{BOT} buzzwords", CHANNEL)
        await somebody.sees("Answer in private", CHANNEL)
        await workspace.open_home(somebody.id)
        await workspace.wait_for(lambda: "Resume" in labels(workspace.home(somebody.id) or {}))
        kept = kept_of(somebody.id, settings)
        tenant = ORG if installed == WIDE else TEAM
        assert {key.split(b":")[1] for key in kept} == {b"{" + tenant.encode()}
        assert sum(key.endswith(b":s") for key in kept) == 1
        await somebody.write("forget me")
        await somebody.press("Yes, forget me")
        await somebody.sees(RECEIPT)
        assert kept_of(somebody.id, settings) == []


@EVERYWHERE
@pytest.mark.parametrize("person", [STRANGER, FAR], ids=lambda person: person.name)
async def test_a_stranger_gets_topics_and_nothing_that_is_for_members(
    held: Hold, installed: Installed, person: User
) -> None:
    async with held(installed) as (workspace, settings):
        stranger = SlackUser(workspace, workspace.admit(person, SHARED))
        await stranger.write(f"{BOT} buzzwords", SHARED)
        answer = await stranger.sees("red flag", SHARED)
        await stranger.press("More", SHARED, answer)
        await stranger.sees("hands-on work", SHARED)
        await stranger.write(f"{BOT} hello", SHARED)
        await workspace.wait_for(lambda: len(stranger.said(SHARED)) == 3)
        offered = {name for message in stranger.said(SHARED) for name in labels(message)}
        assert not offered & {"Start", "Ask a person", "Resume"}
        paul = SlackUser(workspace, DIRECTOR.id)
        await paul.write(f"{BOT} hello", SHARED)
        hello = await paul.sees("Answer in private", SHARED)
        assert "Start" in labels(hello)
        public = [m for m in workspace.messages(SHARED) if "Start" in labels(m)]
        await stranger.press("Start", SHARED, public[-1])
        await stranger.sees("Topics are for everybody", SHARED)
        assert kept_of(stranger.id, settings) == []


@pytest.mark.parametrize("person", [GUEST, ONE_CHANNEL_GUEST], ids=lambda person: person.name)
async def test_guests_of_either_kind_have_no_session(held: Hold, person: User) -> None:
    async with held(GRID) as (workspace, settings):
        guest = SlackUser(workspace, workspace.admit(person, CHANNEL))
        await guest.command("start")
        await guest.sees("Topics are for everybody", CHANNEL)
        assert kept_of(guest.id, settings) == []


async def test_nothing_is_deleted_of_somebody_whom_slack_could_not_look_up(
    held: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a payload leaves open who somebody is, they are taken for a stranger, no more."""
    async with held(GRID) as (workspace, settings):
        sue = SlackUser(workspace, workspace.admit(SISTER, SHARED))
        await sue.write("start")
        await sue.sees(FIRST)
        monkeypatch.setattr("bot.slack.people.FRESH_SECONDS", -1.0)
        workspace.failures.refuse("users.info", "internal_error", 20)
        await sue.write(f"{BOT} buzzwords", SHARED)
        await sue.sees("red flag", SHARED)
        await sue.barrier()
        assert kept_of(sue.id, settings)


async def test_in_a_conversation_of_two_people_the_command_is_heard_by_one_of_them(
    held: Hold,
) -> None:
    async with held(Installed()) as (workspace, settings):
        rosa = SlackUser(workspace)
        between = workspace.private_dm(rosa.id, DIRECTOR.id)
        await rosa.command("start", between)
        await rosa.sees(FIRST)
        await rosa.sees("Sent to your DM", between)
        await rosa.command("forget me", between)
        await rosa.command("yes, forget me", between)
        receipt = await rosa.sees(RECEIPT, between)
        assert "go too" in screen(receipt)
        await workspace.wait_for(lambda: rosa.said() == [])
        assert kept_of(rosa.id, settings) == []
        assert not workspace.ephemerals(DIRECTOR.id, between)


@EVERYWHERE
async def test_the_link_to_the_conversation_is_whole(held: Hold, installed: Installed) -> None:
    async with held(installed) as (workspace, _):
        rosa = SlackUser(workspace)
        await rosa.command()
        await rosa.press("Start", CHANNEL)
        told = screen(await rosa.sees("Sent to your DM", CHANNEL))
        assert f"https://slack.com/app_redirect?app={APP}&amp;team={TEAM}|" in told


async def test_a_line_also_sent_to_the_conversation_is_answered_in_its_thread(
    slack: Workspace, rosa: SlackUser
) -> None:
    sent = await rosa.write("buzzwords")
    await rosa.sees("red flag")
    await slack.send(rosa.id, rosa.dm, "funding", sent.ts, broadcast=True)
    await slack.wait_for(lambda: len(rosa.said()) == 2)
    assert rosa.said()[-1]["thread_ts"] == sent.ts
    await slack.send(rosa.id, rosa.dm, "buzzwords", me=True)
    await slack.wait_for(lambda: len(rosa.said()) == 3)


async def test_a_topic_that_is_deselected_shows_nothing(slack: Workspace, rosa: SlackUser) -> None:
    await rosa.write("topics")
    topics = await rosa.sees("topics, each")
    menu = next(e for b in topics["blocks"] for e in b.get("elements", []) if "select" in e["type"])
    block = next(b["block_id"] for b in topics["blocks"] if menu in b.get("elements", []))
    assert (await slack.press(rosa.id, rosa.dm, topics["ts"], menu["action_id"], block)).acked
    await rosa.barrier()
    assert len(rosa.said()) == 2
