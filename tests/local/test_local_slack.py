"""In Slack: what an institution offers, for its own people and in private."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.fake_slack.people import GUEST, STRANGER
from tests.house.places import HOME
from tests.slack_user import BOT, CHANNEL, SlackUser, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.fake_slack import Workspace
    from bot.fake_slack.people import User
    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

SHARED = "C0PEDIATRIC"
ACADEMY, CONTACT = "Academy of Medical Educators", "academy@hospital.example"


@pytest.fixture
async def filled_in(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> AsyncIterator[Workspace]:
    example = HOME / "deploy/local.example.yaml"
    async with serving(workspace, make_settings, engine, local=example):
        yield workspace


async def test_a_member_sees_the_contact_in_private_and_a_channel_does_not(
    filled_in: Workspace,
) -> None:
    rosa = SlackUser(filled_in)
    await rosa.write("teaching academy")
    private = screen(await rosa.sees(ACADEMY))
    assert CONTACT in private
    await rosa.command("what does my hospital offer")
    assert CONTACT in screen(await rosa.sees(ACADEMY, CHANNEL))  # for their eyes only
    assert not [m for m in filled_in.messages(CHANNEL) if CONTACT in screen(m)]
    await rosa.write(f"{BOT} what does my hospital offer", CHANNEL)
    await filled_in.wait_for(
        lambda: [m for m in filled_in.messages(CHANNEL) if ACADEMY in screen(m)]
    )
    assert not [m for m in filled_in.messages(CHANNEL) if CONTACT in screen(m)]


@pytest.mark.parametrize("person", [GUEST, STRANGER], ids=lambda person: person.name)
async def test_guests_and_strangers_are_told_that_it_is_for_members(
    filled_in: Workspace, person: User
) -> None:
    user = SlackUser(filled_in, filled_in.admit(person, SHARED))
    await user.write(f"{BOT} what does my hospital offer", SHARED)
    await user.sees("are for members of this workspace", SHARED)
    await user.write(f"{BOT} teaching academy", SHARED)
    assert ACADEMY not in screen(await user.sees("A local teaching academy", SHARED))
