"""The bot over HTTP, asked in every wrong way there is.

The long form is a program: `python -m tests.slack.http_fuzz --each 2000 --seed 1`. It prints
a row for each kind of request, and where something went wrong, the places.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import sys
import tempfile
import traceback
from collections import Counter
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from pydantic import SecretStr
from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError

from bot.fake_slack import Workspace
from bot.settings import Settings
from bot.slack import endpoint
from bot.slack.manifest import manifest
from bot.slack.service import PATH
from bot.store.embedded import Embedded
from flows.check.load import load
from flows.dialogue.engine import DialogueEngine
from tests.conversation import ABOUT
from tests.slack import http_requests as requests
from tests.slack.http_requests import Post, Sample
from tests.slack_user import BOT, CHANNEL, SlackUser, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

UNSIGNED = ("forged", "stale", "altered", "oversized", "broken")
SIGNED = ("replayed", "truncated", "unreadable", "changed")
UNREAD_STATUS = {400, 401, 408, 413}
"""What a request that Slack did not sign may be answered; 400 is for what isn't HTTP."""


@dataclass
class Tally:
    """What came of the requests of one kind."""

    statuses: Counter[int] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    parsed: int = 0
    stored: bool = False

    def __str__(self) -> str:
        statuses = " ".join(f"{status}×{n}" for status, n in sorted(self.statuses.items()))
        logged, faults = self.lines.total(), self.faults.total()
        return f"{self.statuses.total():>6}  {logged:>5}  {faults:>5}  {self.parsed:>6}  {statuses}"


class Ear(logging.Handler):
    """Hears every line from warnings on, and what nobody caught."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.tally = Tally()

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "aiohttp.server":  # of the stand-in for Slack, asked odd things by us
            return
        self.tally.lines[record.getMessage().partition(" at ")[0]] += 1
        error = record.exc_info[1] if record.exc_info else None
        # That Slack refuses an answer to a place that is none is not a fault.
        if error is not None and not isinstance(error, SlackApiError):
            self.tally.faults[place(error)] += 1

    @contextmanager
    def listening(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        logging.getLogger().addHandler(self)
        loop.set_exception_handler(self._uncaught)
        try:
            yield
        finally:
            loop.set_exception_handler(None)
            logging.getLogger().removeHandler(self)

    def _uncaught(self, _: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
        error = about.get("exception")
        self.tally.faults[place(error) if error else str(about["message"])] += 1


def place(error: BaseException) -> str:
    """Say what was raised, where, and the last line of ours on the way."""
    steps = traceback.extract_tb(error.__traceback__)
    mine = [step for step in steps if "/bot/" in step.filename or "/flows/" in step.filename]
    names = [f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps[-1:]]
    names += [f"from {Path(step.filename).name}:{step.lineno} {step.name}" for step in mine[-1:]]
    return f"{type(error).__name__} at {' '.join(names)}"


class Fuzz:
    """The bot, what Slack sends it, and everything that can be seen of it."""

    def __init__(self, secret: str, settings: Settings, samples: list[Sample], ear: Ear) -> None:
        self.secret = secret
        self.samples = samples
        self._settings = settings
        self._ear = ear
        self._redis = Redis.from_url(settings.secret("redis_url"))
        self._numbers = iter(range(10**9))

    async def run(self, kind: str, each: int, seed: int) -> Tally:
        """Send so many of one kind, one after the other."""
        tally = self._ear.tally = Tally()
        rng = Random(f"{kind} {seed}")  # noqa: S311 - for repeating
        before = await self.stored()
        with patch.object(endpoint, "read", wraps=endpoint.read) as read:
            for _ in range(each):
                await self._one(kind, rng, tally)
            await _said()
        tally.parsed, tally.stored = read.call_count, before != await self.stored()
        return tally

    async def _one(self, kind: str, rng: Random, tally: Tally) -> None:
        sample = rng.choice(self.samples)
        if kind != "replayed":
            make: Callable[[Sample, str, Random], bytes] = getattr(requests, kind)
            tally.statuses[await self.send(make(sample, self.secret, rng))] += 1
            return
        sample = sample.fresh(next(self._numbers))
        once = Post(self.secret, sample.content_type, sample.body()).bytes()
        tally.statuses[await self.send(once)] += 1
        await _said()
        kept = await self.stored()
        tally.statuses[await self.send(once)] += 1
        await _said()
        if kept != await self.stored():
            tally.faults[f"applied twice: {sample.kind}"] += 1

    async def send(self, request: bytes) -> int:
        """Send bytes; returns the status of the answer, or 0 if the connection just ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._settings.port)
        try:
            writer.write(request)
            answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), 20)
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0
        finally:
            writer.close()
        return int(answer.split(b" ", 2)[1])

    async def close(self) -> None:
        await self._redis.aclose()

    async def stored(self) -> dict[bytes, Any]:
        """Everything that the bot keeps."""
        keys = [key async for key in self._redis.scan_iter(count=1000)]
        return {key: await self._redis.dump(key) for key in keys}


async def _said() -> None:
    """Wait until all that was acknowledged is said."""

    def sends(task: asyncio.Task[Any]) -> bool:
        return getattr(task.get_coro(), "__qualname__", "") == "SendQueue._do"

    while sending := [task for task in asyncio.all_tasks() if sends(task)]:
        await asyncio.wait(sending)


async def _samples(workspace: Workspace) -> list[Sample]:
    """Let somebody do everything that can be done, and keep what Slack sent."""
    rosa = SlackUser(workspace)
    await workspace.open_messages_tab(rosa.id)
    await workspace.open_home(rosa.id)
    await rosa.write("you are a stupid bot")
    await rosa.press("Ask a person")
    view = (await workspace.wait_for(lambda: _forms(workspace, rosa.id)))[-1]["id"]
    await workspace.submit_view(rosa.id, view, {"text": "Is it worth it?"})
    await workspace.close_view(rosa.id, view)
    await rosa.command()
    await rosa.command("is there a payload, or funding?")
    await rosa.press("Start", CHANNEL)
    await rosa.press("Yes, either one")
    await rosa.write("why?")
    await rosa.write(f"{BOT} buzzwords", CHANNEL)
    await rosa.write(f"{BOT} funding", "C0PEDIATRIC")
    await rosa.write("topics")
    await rosa.barrier()
    return [Sample(sent.envelope.kind, sent.envelope.payload) for sent in workspace.sent]


def _forms(workspace: Workspace, user: str) -> list[dict[str, Any]]:
    return [view for view in workspace.views(user) if "What would you like to ask?" in str(view)]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def fuzzed(engine: DialogueEngine, redis_url: str) -> AsyncIterator[Fuzz]:
    """Run the whole bot over HTTP, as it runs for Slack; when this ends, all of it is said."""
    port, ear = _free_port(), Ear()

    def settings(**given: Any) -> Settings:  # noqa: ANN401 - of any setting
        url = SecretStr(redis_url)
        return Settings(
            redis_url=url, redis_namespace=f"fuzz{port}", human_channel=CHANNEL, **given
        )

    async with Workspace(manifest(settings(), ABOUT), retry_delays=(0.0,)) as workspace:
        secret = workspace.signing_secret
        given = {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
        with ear.listening():
            async with serving(workspace, settings, engine, **given) as used:
                await workspace.deliver_to(f"http://127.0.0.1:{port}{PATH}")
                fuzz = Fuzz(secret, used, await _samples(workspace), ear)
                yield fuzz
                await fuzz.close()


async def _main(each: int, seed: int) -> None:
    sys.stdout.write(f"seed {seed}\n{'kind':<10}  count  lines  faults  read  statuses\n")
    with tempfile.TemporaryDirectory(prefix="fz", dir="/tmp") as folder:
        server = Embedded(Path(folder))
        server.open()
        try:
            async with fuzzed(DialogueEngine(load()), server.url) as fuzz:
                tallies = {kind: await fuzz.run(kind, each, seed) for kind in UNSIGNED + SIGNED}
        finally:
            server.close()
    for kind, tally in tallies.items():
        sys.stdout.write(f"{kind:<10} {tally}\n")
    for kind, tally in tallies.items():
        for fault, count in (tally.faults + tally.lines).most_common():
            sys.stdout.write(f"{kind}: {count} × {fault}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asyncio.run(_main(asked.each, asked.seed))
