import aiohttp
import pytest

from bot.fake_slack import Workspace
from tests.fake_slack.scene import CARD, HERE, ROSA, Json


async def post(url: str, **body: object) -> tuple[int, Json]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.json()


async def from_command(workspace: Workspace) -> str:
    await workspace.command(ROSA, HERE, "/meded")
    return last_url(workspace)


def last_url(workspace: Workspace) -> str:
    return str(workspace.sent[-1].envelope.payload["response_url"])


async def test_a_response_url_is_good_for_five_uses(workspace: Workspace) -> None:
    url = await from_command(workspace)
    assert [(await post(url, text="x"))[0] for _ in range(5)] == [200] * 5
    assert await post(url, text="x") == (404, {"ok": False, "error": "used_url"})
    assert workspace.calls[-1].method == "response_url"


async def test_a_response_url_is_good_for_half_an_hour(workspace: Workspace) -> None:
    url = await from_command(workspace)
    workspace.move_clock(30 * 60 - 1)
    assert (await post(url, text="x"))[0] == 200
    workspace.move_clock(1)
    assert await post(url, text="x") == (404, {"ok": False, "error": "expired_url"})


async def test_an_answer_is_for_one_person_or_for_all(workspace: Workspace) -> None:
    url = await from_command(workspace)
    before = len(workspace.ephemerals(ROSA, HERE))
    await post(url, text="to you")
    await post(url, text="to all", response_type="in_channel")
    assert [m["text"] for m in workspace.ephemerals(ROSA, HERE)[before:]] == ["to you"]
    assert [m["text"] for m in workspace.messages(HERE)] == ["to all"]
    ts = workspace.messages(HERE)[0]["ts"]
    await post(url, text="below", response_type="in_channel", thread_ts=ts)
    assert workspace.messages(HERE)[1]["thread_ts"] == ts


async def test_a_commands_url_does_not_replace_its_first_answer(workspace: Workspace) -> None:
    url = await from_command(workspace)
    before = len(workspace.ephemerals(ROSA, HERE))
    await post(url, text="one")
    await post(url, text="two", replace_original=True)
    await post(url, delete_original=True)
    assert [m["text"] for m in workspace.ephemerals(ROSA, HERE)[before:]] == ["one", "two"]
    assert len(workspace.warnings) == 2


async def test_a_press_url_replaces_and_deletes_the_message_pressed(
    workspace: Workspace,
) -> None:
    url = await from_command(workspace)
    await post(url, text="card", blocks=CARD)
    card = workspace.ephemerals(ROSA, HERE)[-1]
    await workspace.press(ROSA, HERE, card["ts"], "go")
    pressed = last_url(workspace)
    await post(pressed, text="done", replace_original=True)
    changed = workspace.ephemerals(ROSA, HERE)[-1]
    assert (changed["ts"], changed["text"], "blocks" in changed) == (card["ts"], "done", False)
    await post(pressed, delete_original=True)
    assert card["ts"] not in [m["ts"] for m in workspace.ephemerals(ROSA, HERE)]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "x"}, "invalid_blocks_format"),
    ],
)
async def test_a_broken_answer_is_refused(workspace: Workspace, body: Json, error: str) -> None:
    status, answer = await post(await from_command(workspace), **body)
    assert (status, answer["error"]) == (400, error)


async def test_an_answer_that_is_no_object_or_at_no_url_is_refused(workspace: Workspace) -> None:
    url = await from_command(workspace)
    async with aiohttp.ClientSession() as session, session.post(url, data="x") as answer:
        assert answer.status == 400
    assert (await post(url + "x", text="x"))[1]["error"] == "no_such_url"
