import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import PortInUseError, Workspace
from tests.fake_slack.scene import CARD, HERE, PAUL, PRIVATE, ROSA, SAM, Json


@pytest.fixture
async def browser(workspace: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    origin = workspace.page_url.rstrip("/")
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    async with aiohttp.ClientSession(origin, headers=headers) as session:
        yield session


async def test_a_person_sees_their_channels_and_what_is_theirs(
    workspace: Workspace, browser: aiohttp.ClientSession, web: AsyncWebClient
) -> None:
    await web.chat_postEphemeral(channel=HERE, user=ROSA, text="psst")
    await web.chat_postMessage(channel=HERE, text="hello")
    async with browser.get(f"/workspace/state?as={ROSA}") as answer:
        seen = await answer.json()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers
    channels = {channel["id"]: channel for channel in seen["channels"]}
    assert PRIVATE not in channels
    assert channels[HERE]["messages"][0]["text"] == "hello"
    assert channels[HERE]["ephemerals"][0]["is_ephemeral"]
    assert seen["app"]["dm"] == workspace.dm(ROSA)
    assert seen["app"]["commands"] == [
        {"command": "/meded", "description": "Ask", "usage_hint": "start | help"}
    ]
    async with browser.get(f"/workspace/state?as={SAM}") as answer:
        assert [channel["id"] for channel in (await answer.json())["channels"]] == ["C0PEDIATRIC"]
    async with browser.get("/workspace/state?as=U0NOBODY00") as answer:
        assert answer.status == 400


async def test_the_live_socket_tells_each_person_what_is_theirs(
    browser: aiohttp.ClientSession, web: AsyncWebClient
) -> None:
    async with (
        browser.ws_connect(f"/workspace/live?as={ROSA}") as rosas,
        browser.ws_connect(f"/workspace/live?as={PAUL}") as pauls,
    ):
        await web.chat_postEphemeral(channel=HERE, user=ROSA, text="psst")
        ts = (await web.chat_postMessage(channel=HERE, text="one"))["ts"]
        await web.chat_update(channel=HERE, ts=ts, text="two")
        await web.chat_delete(channel=HERE, ts=ts)
        view = {"type": "home", "blocks": CARD}
        await web.views_publish(user_id=ROSA, view=view)
        told = [await rosas.receive_json() for _ in range(5)]
        assert [change["kind"] for change in told] == [
            "ephemeral",
            "message",
            "update",
            "delete",
            "home",
        ]
        assert told[2]["data"]["message"]["text"] == "two"
        assert (await pauls.receive_json())["kind"] == "message"


async def test_a_page_can_do_what_people_do(
    workspace: Workspace, browser: aiohttp.ClientSession, web: AsyncWebClient
) -> None:
    async def do(deed: str, **body: object) -> tuple[int, Json]:
        async with browser.post(f"/workspace/{deed}", json={"as": ROSA, **body}) as answer:
            return answer.status, await answer.json()

    status, sent = await do("send", channel=HERE, text="hello")
    assert (status, sent["deliveries"]) == (200, 0)
    assert (await do("edit", channel=HERE, ts=sent["ts"], text="hi"))[0] == 200
    assert workspace.messages(HERE)[0]["text"] == "hi"
    assert (await do("remove", channel=HERE, ts=sent["ts"]))[0] == 200
    assert (await do("command", channel=HERE, command="/x"))[1]["error"] == "unknown_command"
    ts = (await web.chat_postMessage(channel=HERE, text="card", blocks=CARD))["ts"]
    assert (await do("press", channel=HERE, ts=ts, action_id="go"))[1]["deliveries"] == 1
    assert (await do("press", channel=HERE, ts=ts, action_id="gone"))[0] == 404
    assert (await do("press", view_id="V1", action_id="go"))[0] == 404
    assert (await do("submit", view_id="V1"))[0] == 404
    assert (await do("close", view_id="V1"))[0] == 404
    assert (await do("shortcut", callback_id="ask"))[1]["deliveries"] == 1
    assert (await do("open", tab="home"))[1]["deliveries"] == 1
    assert (await do("send", channel=HERE))[0] == 400
    assert (await do("fly"))[0] == 404


async def test_a_body_that_is_no_json_is_refused(browser: aiohttp.ClientSession) -> None:
    async with browser.post("/workspace/send", data="as=U0RESIDENT") as answer:
        assert answer.status == 415
    json_type = {"Content-Type": "application/json"}
    async with browser.post("/workspace/send", data="{", headers=json_type) as answer:
        assert answer.status == 400
    async with browser.post("/workspace/send", json=["x"]) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Host": "evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "path",
    ["/", "/workspace/state?as=U0RESIDENT", "/workspace/live?as=U0RESIDENT", "/api/api.test"],
)
async def test_other_origins_and_other_hosts_get_no_answer(
    workspace: Workspace, path: str, headers: dict[str, str]
) -> None:
    async with (
        aiohttp.ClientSession(workspace.page_url) as session,
        session.get(path, headers=headers) as answer,
    ):
        assert answer.status == 403
        assert workspace.calls == []


async def test_the_page_is_also_answered_under_the_name_localhost(workspace: Workspace) -> None:
    host = f"localhost:{workspace.port}"
    headers = {"Host": host, "Origin": f"http://{host}"}
    async with (
        aiohttp.ClientSession(workspace.page_url) as session,
        session.get("/workspace/state?as=U0RESIDENT", headers=headers) as answer,
    ):
        assert answer.status == 200


async def test_the_pages_files_are_served_and_no_others(manifest: Json, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "page.js").write_text("1")
    (tmp_path / "secret.txt").write_text("1")
    async with (
        Workspace(manifest, page=tmp_path) as workspace,
        aiohttp.ClientSession(workspace.page_url) as session,
    ):
        for path, status, kind in (
            ("/", 200, "text/html"),
            ("/page/page.js", 200, "text/javascript"),
            ("/page/page.css", 404, "application/json"),
            ("/page/secret.txt", 404, "application/json"),
            ("/page/..%2fsecret.txt", 404, "application/json"),
        ):
            async with session.get(path) as answer:
                assert (answer.status, answer.content_type) == (status, kind)


async def test_a_port_in_use_is_named_with_the_mend(manifest: Json) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=rf"port {port} is in use: .*--port"):
            async with Workspace(manifest, port=port):
                pass
