"""In Slack: nothing is left of whoever asks for it, and nothing is kept of guests and strangers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from redis import Redis

from bot.fake_slack.people import GUEST, RESIDENT
from tests.slack_user import BOT, CHANNEL, SlackUser, labels, offers, screen, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.fake_slack import Workspace
    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

FIRST = "main academic identity"
RECEIPT = "Not ours to delete"


@contextmanager
def reading(settings: Settings) -> Iterator[Redis]:
    assert settings.redis_url
    with Redis.from_url(settings.redis_url.get_secret_value()) as client:
        yield client


def kept_of(user: str, settings: Settings) -> list[bytes]:
    """Every key that names somebody, and every key whose value does."""
    with reading(settings) as client:
        keys = list(client.scan_iter(f"{settings.redis_namespace}:*"))
        held = {key: client.get(key) if client.type(key) == b"string" else b"" for key in keys}
    return [key for key, value in held.items() if user.encode() in key + (value or b"")]


async def test_forget_me_leaves_no_key_of_somebody_whatever_they_did(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine) as settings:
        rosa = SlackUser(workspace)
        await rosa.write("start")
        await rosa.write(f"{BOT} buzzwords", CHANNEL)
        await rosa.sees("Answer in private", CHANNEL)
        await rosa.command("funding")
        await workspace.open_home(rosa.id)
        assert len(kept_of(rosa.id, settings)) == 2
        await rosa.write("forget me")
        await rosa.press("Yes, forget me")
        receipt = await rosa.sees(RECEIPT)
        assert "go too" in screen(receipt)
        assert "A log" in screen(receipt)
        await workspace.wait_for(lambda: [m["ts"] for m in rosa.said()] == [receipt["ts"]])
        await workspace.wait_for(lambda: "Start" in labels(workspace.home(rosa.id) or {}))
        assert kept_of(rosa.id, settings) == []


async def test_the_receipt_waits_for_no_deletion(slack: Workspace, rosa: SlackUser) -> None:
    await rosa.write("start")
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    slack.failures.slow("conversations.history", 5.0)
    slack.failures.slow("chat.delete", 5.0)
    await rosa.press("Yes, forget me")
    await rosa.sees(RECEIPT)
    await slack.wait_for(lambda: slack.failures.held)
    await rosa.write("buzzwords")
    await rosa.sees("red flag")
    slack.failures.slow("conversations.history", 0)
    slack.failures.slow("chat.delete", 0)
    slack.move_clock(5.0)
    await slack.wait_for(lambda: not any(FIRST in screen(message) for message in rosa.said()))
    await rosa.sees("red flag")  # what was said since stays


async def test_under_a_hold_no_message_is_deleted_and_the_receipt_says_so(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine, message_hold=True) as settings:
        rosa = SlackUser(workspace)
        await rosa.write("start")
        await rosa.sees(FIRST)
        await rosa.write("forget me")
        await rosa.press("Yes, forget me")
        assert "your institution keeps messages" in screen(await rosa.sees(RECEIPT))
        assert kept_of(rosa.id, settings) == []
        await rosa.barrier()
        assert any(FIRST in screen(message) for message in rosa.said())
    assert not any(call.method == "chat.delete" for call in workspace.calls)


# Guests


def everything_offered(workspace: Workspace, guest: SlackUser) -> set[str]:
    shown = [*guest.said(), workspace.home(guest.id) or {}]
    return {name for message in shown for name, *_ in offers(message)}


async def test_a_guest_is_offered_nothing_that_is_for_members(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine) as settings:
        greta = SlackUser(workspace, GUEST.id)
        await workspace.open_messages_tab(greta.id)
        await greta.sees("Topics are for everybody")
        await workspace.open_home(greta.id)
        await workspace.wait_for(lambda: workspace.home(greta.id))
        for line in ("hello", "help", "about", "wibble wobble", "buzzwords"):
            await greta.write(line)
        await greta.sees("red flag")
        assert not any("Kept 180 days" in screen(message) for message in greta.said())
        await greta.write("forget me")
        await greta.press("Yes, forget me")
        await greta.sees(RECEIPT)
        refused = {"Start", "Resume", "Ask a person", "Send it to the authors", "To the questions"}
        assert not everything_offered(workspace, greta) & refused
        assert kept_of(greta.id, settings) == []


async def test_guests_are_members_where_the_institution_says_so(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    async with serving(workspace, make_settings, engine, guests="members") as settings:
        greta = SlackUser(workspace, GUEST.id)
        await greta.write("start")
        await greta.sees(FIRST)
        assert kept_of(greta.id, settings)


async def test_what_was_kept_of_somebody_who_turns_out_a_guest_goes(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.slack.people.AGAIN_SECONDS", 0.0)
    async with serving(workspace, make_settings, engine) as settings:
        greta = SlackUser(workspace, GUEST.id)
        workspace.failures.refuse("users.info", "internal_error")
        await greta.write("start")  # Slack can't say what they are
        await greta.sees(FIRST)
        assert kept_of(greta.id, settings)
        await greta.write("start")
        await greta.sees("Topics are for everybody")
        await workspace.wait_for(lambda: not kept_of(greta.id, settings))
    workspace.calls[:] = [call for call in workspace.calls if call.answer["ok"]]


async def test_a_guest_who_becomes_a_member_is_one_within_minutes(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(workspace, make_settings, engine):
        greta = SlackUser(workspace, GUEST.id)
        await greta.write("start")
        await greta.sees("Topics are for everybody")
        workspace.state.people[greta.id] = replace(GUEST, is_restricted=False)
        monkeypatch.setattr("bot.slack.people.FRESH_SECONDS", 0.0)
        await greta.write("start")
        await greta.sees(FIRST)


def menus(message: dict[str, Any]) -> list[str]:
    """The ids of the blocks that hold a menu."""
    blocks = message.get("blocks", [])
    return [b["block_id"] for b in blocks if "static_select" in str(b)]


@pytest.mark.parametrize("user", [RESIDENT.id, GUEST.id])
async def test_a_menu_that_is_drawn_again_has_a_new_id_whoever_reads_it(
    slack: Workspace, user: str
) -> None:
    """For clients keep what was picked under the same one."""
    person = SlackUser(slack, user)
    await person.command("topics")
    first = await person.sees("topics, each", CHANNEL)
    await person.press("Funding and protected time", CHANNEL, first)
    await person.sees("Funding and protected time", CHANNEL)
    await person.command("topics")
    await slack.wait_for(lambda: len([m for m in person.said(CHANNEL) if menus(m)]) >= 1)
    second = [message for message in person.said(CHANNEL) if menus(message)][-1]
    assert menus(first) != menus(second)
