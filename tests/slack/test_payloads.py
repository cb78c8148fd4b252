"""In Slack: payloads shaped after public recordings, over both ways to us."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.slack.payload_case import CASES, Case
from tests.slack.payload_installations import playing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store.embedded import Embedded
    from flows.dialogue.engine import DialogueEngine
    from tests.slack.payload_installations import Scenes
    from tests.slack.payload_scene import Seen

DELIVERIES = [
    pytest.param(case, over, id=f"{case.name}, over {over}") for case in CASES for over in case.over
]
PRIVATE = ("buzzwords", "forget", "U0", "W0")
"""What people write, and who they are: never in a log."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scenes(server: Embedded, engine: DialogueEngine) -> AsyncIterator[Scenes]:
    async with playing(server, engine) as scenes:
        yield scenes


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("case", "over"), DELIVERIES)
async def test_what_slack_sends_does_what_it_should_and_no_more(
    scenes: Scenes, case: Case, over: str, caplog: pytest.LogCaptureFixture
) -> None:
    scene = await scenes(case.installation, over)
    await scene.prepare(case)
    kept = scene.kept()
    caplog.set_level(logging.INFO, logger="bot")
    caplog.clear()
    ack, new = await scene.deliver(case)
    assert ack.acked, f"not acknowledged: {ack.error}"
    if case.answer is not None:
        assert {key: ack.payload.get(key) for key in case.answer or ack.payload} == case.answer
    said_where_it_belongs(case, new)
    after = scene.kept()
    if case.stored == "unchanged":
        assert after == kept
    else:
        sessions = [key for key in after if key.endswith(b":s")]
        assert len(sessions) == {"nothing": 0, "session": 1}[case.stored], after
    logged_without_harm(case, caplog.records)
    assert (scene.workspace.pings, scene.workspace.warnings) == ([], [])


def said_where_it_belongs(case: Case, new: Seen) -> None:
    said = list(new.values())
    # Beside an answer in public something may be said to the person alone.
    beside = {"ephemeral"} if "thread" in case.shown else set()
    assert {place for place, _ in said} - beside == case.shown.keys() - beside, said
    for place, words in case.shown.items():
        assert any(words in text for where, text in said if where == place), said
    assert not any(words in text for _, text in said for words in case.unsaid), said


def logged_without_harm(case: Case, records: list[logging.LogRecord]) -> None:
    lines = [one.getMessage() for one in records if one.name.startswith("bot")]
    assert [one.getMessage() for one in records if one.levelno >= logging.ERROR] == []
    assert len(lines) <= 1
    assert len(lines) == 1 or not case.odd
    assert not any(word in line for line in lines for word in PRIVATE)


def test_every_payload_has_a_name_of_its_own_and_a_source() -> None:
    assert len(CASES) >= 90
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.source for case in CASES)
