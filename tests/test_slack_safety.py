"""In Slack: danger and strain are answered in private, and leave no trace."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from tests.slack_user import BOT, CHANNEL, SlackUser, labels, screen, serving

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.fake_slack import Workspace
    from bot.settings import Settings
    from bot.store.connection import Store
    from flows.dialogue.engine import DialogueEngine

DANGER = "honestly the zebra says nobody would miss me if I didn´t wake up"
STRAIN = "the zebra says they are retaliating against me and I cry every day"
MARK = "zebra"
"""A word of the lines that stands nowhere else."""
WELL_BEING = "Well-being office <day & night>, 555-0100"


async def test_in_a_channel_only_the_person_sees_the_answer_and_nothing_follows(
    slack: Workspace, rosa: SlackUser
) -> None:
    for text, told in ((DANGER, "This matters more than any degree"), (STRAIN, "That sounds hard")):
        await rosa.write(f"{BOT} {text}", CHANNEL)
        await rosa.sees(told, CHANNEL)
        await rosa.command(text)
    await rosa.barrier(CHANNEL)
    posted = [m for m in slack.messages(CHANNEL) if m["user"] != rosa.id]
    assert posted == []
    private = [screen(m) for m in slack.ephemerals(rosa.id, CHANNEL)]
    assert sum("This matters more" in text for text in private) == 2
    assert not any("Thinking about it for yourself" in text for text in private)


async def test_where_we_cannot_whisper_the_answer_comes_as_a_direct_message(
    slack: Workspace, rosa: SlackUser
) -> None:
    slack.failures.refuse("chat.postEphemeral", "user_not_in_channel", 1)
    await rosa.write(f"{BOT} {DANGER}", CHANNEL)
    await rosa.sees("This matters more than any degree")
    assert [m for m in slack.messages(CHANNEL) if m["user"] != rosa.id] == []
    slack.failures.clear()
    slack.calls[:] = [call for call in slack.calls if call.answer["ok"]]


async def test_the_contact_of_the_place_stands_beside_the_country_s_lines(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> None:
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine, support_contact=WELL_BEING):
        for text in (DANGER, STRAIN):
            await rosa.write(text)
        assert "Well-being office &lt;day &amp; night&gt;" in screen(await rosa.sees("988"))
        assert "Well-being office" in screen(await rosa.sees("That sounds hard"))


async def test_nothing_of_such_a_line_is_counted_kept_logged_or_sent_on(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    rosa = SlackUser(workspace)
    async with serving(workspace, make_settings, engine) as settings:
        await rosa.write("start")
        await rosa.sees("Question 1")
        for text in (DANGER, STRAIN):
            await rosa.write(text)
            await rosa.write(f"{BOT} {text}", CHANNEL)
            await rosa.command(text)
        told = await rosa.sees("That sounds hard")
        await rosa.barrier()
        prefix = settings.redis_namespace
        kept = [key async for key in store.redis.scan_iter(f"{prefix}*")]
        assert kept
        for key in kept:
            value = await store.redis.get(key)
            assert value is not None
            assert MARK not in str(value)
        assert not any(key.endswith((b"misses", b"unanswered")) for key in kept)
    assert MARK not in caplog.text
    said = [call for call in workspace.calls if MARK in str(call)]
    assert said == []
    assert "Ask a person" not in labels(told)
    assert "Send it to the authors" not in labels(told)


async def test_a_draft_is_dropped_when_danger_shows(slack: Workspace, rosa: SlackUser) -> None:
    await rosa.write("start")
    await rosa.write("yes")
    await rosa.sees("Question 2")
    await rosa.write(DANGER)
    told = await rosa.sees("This matters more than any degree")
    assert labels(told) == []
    await rosa.write("no")
    shown = await rosa.sees("You have this open")
    assert "Resume" in labels(shown)
    assert slack.pings == []
