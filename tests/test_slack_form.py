"""In Slack: asking a person in a form, with a preview, in sight of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.fake_slack import Workspace
from bot.slack.manifest import manifest
from flows.language.messages import say
from tests.conversation import ABOUT
from tests.slack_user import CHANNEL, SlackUser, screen, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine


@pytest.fixture
async def rosa(
    make_settings: Callable[..., Settings], engine: DialogueEngine
) -> AsyncIterator[SlackUser]:
    described = manifest(make_settings(human_channel=CHANNEL), ABOUT)
    async with (
        Workspace(described) as workspace,
        serving(workspace, make_settings, engine, human_channel=CHANNEL),
    ):
        yield SlackUser(workspace)


async def form(rosa: SlackUser, words: str) -> str:
    """Wait for a form that shows these words; returns its id."""
    found = await rosa.workspace.wait_for(
        lambda: [v for v in rosa.workspace.views(rosa.id) if words in str(v)]
    )
    return str(found[-1]["id"])


async def opened(rosa: SlackUser) -> str:
    await rosa.write("you are a stupid bot")
    await rosa.press("Ask a person")
    return await form(rosa, "What would you like to ask?")


async def test_a_question_is_filled_in_previewed_and_sent(rosa: SlackUser) -> None:
    view = await opened(rosa)
    await rosa.workspace.submit_view(rosa.id, view, {"text": "Is it worth <it>?"})
    view = await form(rosa, "with your name")
    assert not rosa.workspace.messages(CHANNEL)
    await rosa.workspace.submit_view(rosa.id, view)
    await form(rosa, "Sent to #")
    (sent,) = rosa.workspace.messages(CHANNEL)
    assert "Is it worth &lt;it&gt;?" in sent["text"]
    rosa.workspace.pings.clear()  # of who asks, as was announced


async def test_a_form_that_cannot_open_is_asked_in_messages(rosa: SlackUser) -> None:
    await rosa.write("you are a stupid bot")
    rosa.workspace.failures.refuse("views.open", "expired_trigger_id")
    await rosa.press("Ask a person")
    await rosa.sees("Write it in your next message")
    await rosa.write("Is it worth it?")
    assert "Is it worth it?" in screen(await rosa.sees("with your name"))
    rosa.workspace.calls[:] = [call for call in rosa.workspace.calls if call.answer["ok"]]


async def test_a_form_that_holds_nothing_says_so_and_stays(rosa: SlackUser) -> None:
    view = await opened(rosa)
    await rosa.workspace.submit_view(rosa.id, view, {"text": "   "})
    (shown,) = rosa.workspace.views(rosa.id)
    assert shown["id"] == view
    assert say().draft_missing in str(shown)
    assert not rosa.workspace.messages(CHANNEL)


async def test_what_became_of_a_question_is_said_directly_if_its_form_was_closed(
    rosa: SlackUser,
) -> None:
    view = await opened(rosa)
    await rosa.workspace.submit_view(rosa.id, view, {"text": "Is it worth it?"})
    view = await form(rosa, "with your name")
    rosa.workspace.failures.refuse("views.update", "not_found")
    await rosa.workspace.submit_view(rosa.id, view)
    await rosa.sees("Sent to #")
    rosa.workspace.pings.clear()  # of who asks, as was announced
    rosa.workspace.calls[:] = [call for call in rosa.workspace.calls if call.answer["ok"]]
