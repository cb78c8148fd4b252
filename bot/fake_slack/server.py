"""The workspace as a whole: one server on 127.0.0.1."""

import errno
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.fake_slack import origin
from bot.fake_slack.clock import Clock
from bot.fake_slack.delivery import RETRY_DELAYS, Delivery
from bot.fake_slack.faults import Faults
from bot.fake_slack.grants import Grants
from bot.fake_slack.hands import Hands
from bot.fake_slack.http_carrier import HttpCarrier
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.page_api import PAGE, PageApi
from bot.fake_slack.parts import Parts
from bot.fake_slack.posting import Posting
from bot.fake_slack.shapes import Json
from bot.fake_slack.sockets import Sockets
from bot.fake_slack.state import State
from bot.fake_slack.viewing import Viewing
from bot.fake_slack.web_api import WebApi

HOST = "127.0.0.1"


class PortInUseError(OSError):
    """Another program listens on the port."""


class Workspace(Hands):
    """A strict stand-in for Slack, for one app.

    Enter it as an async context manager; `port` 0 takes a free one. `clock` gives seconds
    since the epoch, `move_clock` lets time pass. PortInUseError: the port is taken.
    """

    def __init__(
        self,
        manifest: Json,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        page: Path = PAGE,
    ) -> None:
        moved = Clock(clock)
        state = State(Manifest(manifest), moved)
        faults = Faults(moved)
        sockets = Sockets(moved, faults)
        delivery = Delivery(state, sockets, retry_delays)
        super().__init__(
            Parts(
                state,
                faults,
                Grants(moved),
                sockets,
                delivery,
                Posting(state, delivery),
                Viewing(state),
            )
        )
        self.port = port
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.sockets = sockets
        self._page = PageApi(self, page)
        self._http: HttpCarrier | None = None
        self._runner = web.AppRunner(self._build(), access_log=None, shutdown_timeout=1)

    @property
    def api_url(self) -> str:
        """The Web API's base address, for SLACK_API_URL."""
        return f"{self.parts.address}/api/"

    @property
    def page_url(self) -> str:
        """The page's address, for a browser."""
        return f"{self.parts.address}/"

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
        self.parts.address = f"http://{HOST}:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.parts.delivery.close()
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
        self._http = self.parts.delivery.carrier = carrier

    async def disconnect(self) -> None:
        """Ask every socket's client to reconnect, as Slack does every few hours."""
        await self.sockets.disconnect()

    def _build(self) -> web.Application:
        app = web.Application(middlewares=[origin.guard(lambda: self.port)])
        api = WebApi(self.parts, {self.bot_token: "bot", self.app_token: "app"})
        app.add_routes(
            [
                web.post("/api/{method}", api.serve),
                web.get("/api/{method}", api.serve),
                web.get("/link/", self.sockets.serve),
                web.post("/{source:commands|actions|app}/{token}", self._answering.serve),
                *self._page.routes(),
            ]
        )
        app.on_shutdown.append(self._hang_up)
        return app

    async def _hang_up(self, _: web.Application) -> None:
        await self.sockets.drop()
        await self._page.hang_up()
