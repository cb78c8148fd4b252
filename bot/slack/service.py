"""The service: the app connected to Slack and to its store, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError

from bot.effects import Effects
from bot.errors import OperatorError
from bot.installations import Installations
from bot.slack.app import build, report
from bot.slack.delivery import Collaborators
from bot.slack.endpoint import Endpoint
from bot.slack.errors import NotSlackError, not_slack, refused
from bot.slack.history import History
from bot.slack.installed import read_installed
from bot.slack.payloads import Payloads
from bot.slack.people import People, find_contact
from bot.slack.receiver import Receiver
from bot.slack.send_queue import SendQueue
from bot.slack.socket_mode import connect
from bot.slack.web_client import first_client, web_client
from bot.store.connection import Store
from bot.turns import TurnService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.settings import Settings
    from bot.slack.installed import Installed
    from flows.dialogue.engine import DialogueEngine

PATH = "/slack/events"
DRAIN_SECONDS = 10.0

_NO_SUPPORT = (
    "SUPPORT_CONTACT is not set: people in danger or under strain are shown no contact where they "
    "work, only public lines"
)

log = logging.getLogger(__name__)


@asynccontextmanager
async def connected(settings: Settings, engine: DialogueEngine) -> AsyncIterator[None]:
    """Serve Slack as long as the block runs: Socket Mode with an app token, else HTTP."""
    client, pack = web_client(settings), engine.pack
    if settings.slack_app_token is None:
        settings.secret("slack_signing_secret")  # say what is not set before asking anybody
    store = await Store.open(settings)
    queue = SendQueue(report)
    try:
        await store.check()
        installed = await _greet(first_client(settings))
        contact = await find_contact(client, settings, pack.about)
        installations = Installations(settings, pack, contact, store.log_hours)
        turns = TurnService(engine, store.sessions)
        people = People(installed, guests_are_members=settings.guests == "members")
        history = History(queue, installed.bot_user)
        around = Collaborators(installed, people, history, store.marks, engine.replies)
        effects = Effects(turns, store.unanswered)
        receiver = Receiver(turns, effects, queue, installations, around)
        app = build(client, receiver, Payloads(installations, installed))
        close = await (connect if settings.slack_app_token else _http)(app, settings)
        try:
            yield
        finally:
            await close()  # nothing new comes in; what was acknowledged is still said
            if left := await queue.drain(DRAIN_SECONDS):
                log.warning("given up at the end: %d things still to be said or tidied", left)
    finally:
        await store.close()


async def _greet(client: AsyncWebClient) -> Installed:
    try:
        team = await client.auth_test()
    except SlackApiError as error:
        raise refused("SLACK_BOT_TOKEN", client, error) from error
    except NotSlackError as error:
        raise not_slack(client) from error
    except OSError as error:
        raise OperatorError(f"Slack can't be reached at {client.base_url}: {error}") from error
    except ClientError as error:
        raise not_slack(client) from error
    log.info("connected to %s as %s", team["team"], team["user"])
    return read_installed(cast("dict[str, object]", team.data))


async def _http(app: AsyncApp, settings: Settings) -> Callable[[], Awaitable[None]]:
    runner = Endpoint(app, settings.secret("slack_signing_secret")).runner(PATH)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        await runner.cleanup()
        raise OperatorError(
            f"can't listen on {settings.host}:{settings.port}; set PORT: {error}"
        ) from error
    log.info("listening on http://%s:%s%s", settings.host, settings.port, PATH)
    return runner.cleanup


def run(settings: Settings, engine: DialogueEngine) -> None:
    """Serve until a signal says to stop."""

    async def serve() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with connected(settings, engine):
            if settings.support_contact is None:
                log.warning(_NO_SUPPORT)
            await stop.wait()

    asyncio.run(serve())
