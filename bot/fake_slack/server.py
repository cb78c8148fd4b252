"""The workspace as a whole: a strict stand-in for Slack, served on 127.0.0.1."""

import errno
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.fake_slack import responses, same_origin
from bot.fake_slack.client import Client
from bot.fake_slack.clock import Clock
from bot.fake_slack.dispatcher import RETRY_DELAYS
from bot.fake_slack.http_carrier import HttpCarrier
from bot.fake_slack.installed import Installed
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.page_api import PAGE, PageApi
from bot.fake_slack.shapes import Json
from bot.fake_slack.state import State
from bot.fake_slack.web_api import WebApi

HOST = "127.0.0.1"
HERE = Installed()


class PortInUseError(OSError):
    """Another program listens on the port."""


class Workspace(Client):
    """A strict stand-in for Slack, for one app.

    Enter it as an async context manager; `port` 0 takes a free one. `clock` gives seconds
    since the epoch, `move_clock` lets time pass; `installed` says in what kind of a Slack.
    `example` is a line that the page offers to send while nothing is written.
    PortInUseError: the port is taken.
    """

    def __init__(  # noqa: PLR0913 - what a Slack may differ in
        self,
        manifest: Json,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        page: Path = PAGE,
        example: str = "",
        installed: Installed = HERE,
    ) -> None:
        super().__init__(State(Manifest(manifest), Clock(clock), installed), retry_delays)
        self.port = port
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self._page = PageApi(self, page, example)
        self._http: HttpCarrier | None = None
        self._runner = web.AppRunner(self._build(), access_log=None, shutdown_timeout=1)

    @property
    def api_url(self) -> str:
        """The Web API's base address, for SLACK_API_URL."""
        return f"{self.address}/api/"

    @property
    def page_url(self) -> str:
        """The page's address, for a browser."""
        return f"{self.address}/"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        try:
            await site.start()
        except OSError as failure:
            await self._runner.cleanup()
            if failure.errno != errno.EADDRINUSE:
                raise
            words = f"port {self.port} is in use: choose another with --port"
            raise PortInUseError(words) from failure
        self.port = self._runner.addresses[0][1]
        self.address = f"http://{HOST}:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.dispatcher.close()
        await self._runner.cleanup()
        if self._http:
            await self._http.close()

    async def deliver_to(self, url: str) -> None:
        """Deliver by signed HTTP from now on; ValueError if the challenge is not answered."""
        carrier = HttpCarrier(url, self.signing_secret, self.state.clock)
        try:
            await carrier.verify()
        except BaseException:
            await carrier.close()
            raise
        if self._http:
            await self._http.close()
        self._http = self.dispatcher.carrier = carrier

    async def disconnect(self) -> None:
        """Ask every socket's client to reconnect, as Slack does every few hours."""
        await self.sockets.disconnect()

    def _build(self) -> web.Application:
        app = web.Application(middlewares=[same_origin.guard(lambda: self.port)])
        api = WebApi(self, {self.bot_token: "bot", self.app_token: "app"})
        app.add_routes(
            [
                web.post("/api/{method}", api.serve),
                web.get("/api/{method}", api.serve),
                web.get("/link/", self.sockets.serve),
                web.post(
                    "/{source:commands|actions|app}/{token}", partial(responses.response_url, self)
                ),
                *self._page.routes(),
            ]
        )
        app.on_shutdown.append(self._hang_up)
        return app

    async def _hang_up(self, _: web.Application) -> None:
        await self.sockets.drop()
        await self._page.hang_up()
