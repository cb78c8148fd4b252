"""The kinds of installation that payloads come from, each over both ways to the bot."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from redis import Redis

from bot.fake_slack import Workspace
from bot.fake_slack.methods import METHODS
from bot.fake_slack.methods_app import auth_test
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.service import PATH
from tests.conversation import ABOUT
from tests.slack.payload_scene import GRID, Scene
from tests.slack_user import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.fake_slack.methods import Args
    from bot.fake_slack.parts import Parts
    from bot.store.embedded import Embedded
    from flows.dialogue.engine import DialogueEngine

Json: TypeAlias = dict[str, Any]
Scenes: TypeAlias = Callable[[str, str], Awaitable[Scene]]
INSTALLED: dict[str, Json] = {
    "workspace": {},
    "grid": {"enterprise_id": GRID},
    "organization": {"enterprise_id": GRID, "team_id": GRID, "is_enterprise_install": True},
}
"""What `auth.test` says of each kind of installation beside what it always says."""


@asynccontextmanager
async def playing(server: Embedded, engine: DialogueEngine) -> AsyncIterator[Scenes]:
    """Open each scene when it is first asked for; all of them stay until the end."""
    open_scenes: dict[tuple[str, str], Scene] = {}
    told: dict[Parts, Json] = {}

    async def says(parts: Parts, args: Args) -> Json:
        answer = auth_test(parts, args)
        assert isinstance(answer, dict)
        return {**answer, **told.get(parts, {})}

    def make(**given: object) -> Settings:
        values: Json = {"redis_url": server.url, **given}
        return Settings(**{"_env_file": None, **values})

    async with AsyncExitStack() as stack:
        redis = stack.enter_context(Redis.from_url(server.url))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setitem(METHODS, "auth.test", replace(METHODS["auth.test"], run=says))

        async def scene(installation: str, over: str) -> Scene:
            if found := open_scenes.get((installation, over)):
                return found
            port = _free_port() if over == "http" else 0
            here = f"http://127.0.0.1:{port}"
            described = manifest(make(public_url=here if port else None), ABOUT)
            workspace = await stack.enter_async_context(Workspace(described))
            told[workspace] = INSTALLED[installation]
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
