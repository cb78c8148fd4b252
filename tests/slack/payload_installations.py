"""The kinds of installation that payloads come from, each over both ways to the bot."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from redis import Redis

from bot.fake_slack import Installed, Workspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.service import PATH
from tests.conversation import ABOUT
from tests.slack.payload_scene import GRID, Scene
from tests.slack_user import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store.embedded import Embedded
    from flows.dialogue.engine import DialogueEngine

Json: TypeAlias = dict[str, Any]
Scenes: TypeAlias = Callable[[str, str], Awaitable[Scene]]
INSTALLED = {
    "workspace": Installed(),
    "grid": Installed(GRID),
    "organization": Installed(GRID, is_enterprise_install=True),
}


@asynccontextmanager
async def playing(server: Embedded, engine: DialogueEngine) -> AsyncIterator[Scenes]:
    """Open each scene when it is first asked for; all of them stay until the end."""
    open_scenes: dict[tuple[str, str], Scene] = {}

    def make(**given: object) -> Settings:
        values: Json = {"redis_url": server.url, **given}
        return Settings(**{"_env_file": None, **values})

    async with AsyncExitStack() as stack:
        redis = stack.enter_context(Redis.from_url(server.url))

        async def scene(installation: str, over: str) -> Scene:
            if found := open_scenes.get((installation, over)):
                return found
            port = _free_port() if over == "http" else 0
            here = f"http://127.0.0.1:{port}"
            described = manifest(make(public_url=here if port else None), ABOUT)
            slack = Workspace(described, installed=INSTALLED[installation])
            workspace = await stack.enter_async_context(slack)
            space = f"payloads-{installation}-{over}"
            given: Json = {"redis_namespace": space}
            if port:
                secret = workspace.signing_secret
                given |= {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
            await stack.enter_async_context(serving(workspace, make, engine, **given))
            if port:
                await workspace.deliver_to(here + PATH)
            return open_scenes.setdefault((installation, over), Scene(workspace, redis, space))

        yield scene


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
