"""Over HTTP: what Slack did not sign is not even read, and nothing sent makes us fail."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import endpoint, unsigned
from bot.slack.endpoint import Endpoint
from tests.slack.http_fuzz import SIGNED, UNREAD_STATUS, UNSIGNED, fuzzed
from tests.slack.http_requests import FORM, JSON, PATH, Post, Sample, raw

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.fake_slack import Workspace
    from bot.store.embedded import Embedded
    from flows.dialogue.engine import DialogueEngine

SECRET = "between Slack and us"  # noqa: S105 - signs requests to ourselves
EACH, SEED = 60, 1
"""The long form: `python -m tests.slack.http_fuzz --each 2000 --seed 2`."""
TOLD = re.compile(r"refused \d+ requests? that Slack did not sign")


class Site:
    """An app behind the endpoint, by itself."""

    def __init__(self, app: AsyncApp, port: int) -> None:
        self.app = app
        self.port = port
        self.url = f"http://127.0.0.1:{port}{PATH}"

    async def post(self, content_type: str, body: bytes, **more: str) -> tuple[int, str]:
        post = Post(SECRET, content_type, body)
        headers = {"content-type": content_type, **more}
        headers |= {name.decode(): value.decode() for name, value in post.proof()}
        async with ClientSession() as web, web.post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def served(app: AsyncApp) -> AsyncIterator[Site]:
    runner = Endpoint(app, SECRET).runner(PATH)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield Site(app, runner.addresses[0][1])
    await runner.cleanup()


def app_in(workspace: Workspace, kind: type[AsyncApp] = AsyncApp) -> AsyncApp:
    client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    return kind(client=client, signing_secret=SECRET)


@pytest.fixture
async def site(workspace: Workspace) -> AsyncIterator[Site]:
    async with served(app_in(workspace)) as site:
        yield site


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname != "INFO"]


# Whatever is sent: sixty of each kind


async def test_what_slack_did_not_sign_is_refused_unread_and_told_in_one_line(
    engine: DialogueEngine, server: Embedded
) -> None:
    async with fuzzed(engine, server.url) as fuzz:
        tallies = [await fuzz.run(kind, EACH, SEED) for kind in UNSIGNED]
    for kind, tally in zip(UNSIGNED, tallies, strict=True):
        assert set(tally.statuses) <= UNREAD_STATUS, (kind, SEED)
        assert (tally.parsed, tally.stored, tally.faults) == (0, False, {}), (kind, SEED)
    told = [line for tally in tallies for line in tally.lines.elements()]
    assert len(told) == 2  # the first at once, the others as we leave
    assert all(TOLD.fullmatch(line) for line in told)
    assert sum(int(line.split()[1]) for line in told) == EACH * len(UNSIGNED)


async def test_what_is_signed_and_unreadable_is_refused_without_a_word(
    engine: DialogueEngine, server: Embedded
) -> None:
    async with fuzzed(engine, server.url) as fuzz:
        tally = await fuzz.run("unreadable", EACH, SEED)
    assert set(tally.statuses) == {400}, SEED
    assert (tally.stored, tally.faults, tally.lines) == (False, {}, {}), SEED


async def test_the_very_same_request_once_more_is_taken_and_changes_nothing(
    engine: DialogueEngine, server: Embedded
) -> None:
    async with fuzzed(engine, server.url) as fuzz:
        tally = await fuzz.run("replayed", EACH // 2, SEED)
    assert set(tally.statuses) == {200}, SEED
    assert not tally.faults, SEED


@pytest.mark.parametrize("kind", ["truncated", "changed"])
async def test_what_is_signed_and_of_no_known_shape_is_never_our_failure(
    engine: DialogueEngine, server: Embedded, kind: str
) -> None:
    assert kind in SIGNED
    async with fuzzed(engine, server.url) as fuzz:
        tally = await fuzz.run(kind, EACH, SEED)
    assert set(tally.statuses) <= {200, 400, 404}, SEED
    assert not tally.faults, SEED


# What Slack sends


async def test_a_command_that_speaks_of_a_payload_is_a_command(site: Site) -> None:
    heard: list[str] = []

    @site.app.command("/meded")
    async def on_command(ack: AsyncAck, command: dict[str, str]) -> None:
        heard.append(command["text"])
        await ack(f"you said {command['text']}")

    form = {"command": "/meded", "text": "is a payload=5 & 100% of “it” mine?", "user_id": "U1"}
    body = Sample("slash_commands", {**form, "team_id": "T1", "trigger_id": ""}).body()
    assert await site.post(FORM, body) == (200, f"you said {form['text']}")
    assert heard == [form["text"]]


@given(st.text(), st.sampled_from([quote, quote_plus]))
def test_whatever_people_write_is_read_as_they_wrote_it(
    words: str, quoted: Callable[..., str]
) -> None:
    command = {"command": "/meded", "text": words, f"{words} ": "payload"}
    pressed = {"type": words, words: [words]}
    form = urlencode(command, quote_via=quoted).encode()
    assert endpoint.read(FORM, form) == command
    form = urlencode({"payload": json.dumps(pressed)}, quote_via=quoted).encode()
    assert endpoint.read(FORM, form) == pressed
    assert endpoint.read(JSON, json.dumps(pressed, ensure_ascii=False).encode()) == pressed


async def test_the_challenge_and_the_check_of_the_certificate_are_answered(site: Site) -> None:
    asked = b'{"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}'
    assert await site.post(JSON, asked) == (200, '{"challenge": "3eZbrw1aB"}')
    assert await site.post(f"{JSON}; charset=utf-8", asked) == (200, '{"challenge": "3eZbrw1aB"}')
    assert await site.post(FORM, b"token=x&ssl_check=1") == (200, "")


async def test_a_retry_is_known_as_one_and_no_other_header_is_handed_on(site: Site) -> None:
    heard: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    @site.app.event("app_home_opened")
    async def on_opened(req: AsyncBoltRequest) -> None:
        heard.set_result(dict(req.headers))

    event = Sample("events_api", {"type": "event_callback", "event": {"type": "app_home_opened"}})
    odd = {"x-slack-bolt-lazy-only": "1", "x-slack-bolt-lazy-function-name": "on_opened"}
    retry = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    assert (await site.post(JSON, event.body(), **odd, **retry))[0] == 200
    assert await asyncio.wait_for(heard, 10) == {name: [value] for name, value in retry.items()}


# What nobody should send


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_and_places_do_nothing(
    site: Site, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with ClientSession() as web:
        async with web.request(method, site.url) as answer:
            assert answer.status == 405
        async with web.post(site.url.replace(PATH, "/"), data=b"{}") as answer:
            assert answer.status == 404
    assert lines(caplog) == []


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_that_does_not_arrive_is_not_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, chunked: bool
) -> None:
    monkeypatch.setattr(endpoint, "READ_SECONDS", 0.05)
    monkeypatch.setattr(endpoint, "LINGERING_SECONDS", 0.05)
    async with served(site.app) as slow:
        post = Post(SECRET, JSON, b"{}")
        length = (b"transfer-encoding", b"chunked") if chunked else (b"content-length", b"500")
        reader, writer = await asyncio.open_connection("127.0.0.1", slow.port)
        writer.write(raw([(b"host", b"x"), length, *post.proof()], b"2\r\n{"))
        answer = await asyncio.wait_for(reader.read(), 10)  # until the connection is closed
        assert answer.startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_somebody_who_leaves_in_the_middle_of_a_body_is_counted_and_no_failure(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    post = Post(SECRET, JSON, b"{}")
    _, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(raw([(b"host", b"x"), (b"content-length", b"500"), *post.proof()], b"{"))
    await writer.drain()
    writer.close()
    assert (await site.post(FORM, b"token=x&ssl_check=1"))[0] == 200
    assert lines(caplog) == ["refused 1 request that Slack did not sign"]


async def test_refusals_are_told_at_once_and_then_counted(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    later = asyncio.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "3 requests" in record.getMessage():
                later.set()

    monkeypatch.setattr(unsigned, "TOLD_EVERY", 0.2)
    monkeypatch.setattr(unsigned.log, "handlers", [Ear()])
    async with ClientSession() as web:
        for _ in range(4):
            async with web.post(site.url, data=b"zanzibar") as answer:
                assert (answer.status, await answer.read()) == (401, b"")
    await asyncio.wait_for(later.wait(), 10)
    said = "refused {} that Slack did not sign"
    assert lines(caplog) == [said.format("1 request"), said.format("3 requests")]


async def test_a_failure_of_ours_is_told_so_that_slack_sends_it_again(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(AsyncApp):
        async def async_dispatch(self, req: AsyncBoltRequest) -> Any:  # noqa: ANN401 - it never does
            raise LookupError(str(req.body))

    async with served(app_in(workspace, Failing)) as site:
        assert await site.post(JSON, b'{"type": "zanzibar"}') == (500, "")
    assert lines(caplog) == ["a reply failed: LookupError"]
