"""The benchmark: whole turns over signed loopback HTTP, as multiples of a bare Bolt handler.

Run it with `make bench`. Three apps stand on one server: Bolt alone, ours without Redis, and
ours with Redis; they are asked in turn, round by round, over one connection. Outgoing Slack
calls are stubbed. The last line is JSON; a ratio is the worse of CPU time and median time.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import multiprocessing
import re
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import web
from pydantic import SecretStr
from redis import Redis
from redis.exceptions import RedisError
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.effects import Effects
from bot.installations import Installations
from bot.settings import Settings
from bot.slack.app import build, report
from bot.slack.delivery import Collaborators
from bot.slack.endpoint import Endpoint
from bot.slack.history import History
from bot.slack.installed import Installed
from bot.slack.payloads import Payloads
from bot.slack.people import People
from bot.slack.receiver import Receiver
from bot.slack.send_queue import SendQueue
from bot.slack.service import PATH
from bot.slack.web_client import web_client
from bot.store.connection import Store
from bot.store.server import server_program
from bot.store.sessions import Kept
from bot.turns import TurnService
from flows.check.load import load
from flows.dialogue.action import read_action
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.request import Person
from flows.dialogue.session import Session
from tests.conversation import request_by

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from slack_bolt.context.ack.async_ack import AsyncAck


SECRET = "bench"  # noqa: S105 - signs requests to ourselves
ROUNDS, BATCH, PEOPLE, WARM = 60, 50, 200, 4
MOVES = (
    "answer:decide/identity/yes",
    "answer:decide/ambition/yes",
    "why:decide/support",
    "answer:decide/support/no",
    "back",
    "back",
    "back",
)


async def stub(client: AsyncWebClient, api_method: str, **_: Any) -> Any:  # noqa: ANN401 - like the original
    """Answer an outgoing call at once, as Slack would."""
    team = {"team_id": "T0BENCH0001", "user_id": "U0BOT", "bot_id": "B0BOT", "ok": True}
    data = team if api_method == "auth.test" else {"ok": True, "channel": "D1", "ts": "1"}
    return AsyncSlackResponse(
        client=client,
        http_verb="POST",
        api_url=api_method,
        req_args={},
        data=data,
        headers={},
        status_code=200,
    )


class Memory:
    """Sessions in a dictionary, for the turn without Redis."""

    def __init__(self) -> None:
        self.kept: dict[Person, Kept] = {}

    async def read(self, person: Person, *_: float) -> Kept:
        return self.kept.get(person) or Kept(Session(), b"")

    async def commit(self, person: Person, _: Kept, session: Session, __: float) -> None:
        self.kept[person] = Kept(session, b"")


def bare() -> AsyncApp:
    """Make the floor: one handler that acknowledges."""
    app = AsyncApp(token="xoxb-1", signing_secret=SECRET, process_before_response=True)  # noqa: S106 - for nobody
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)

    async def on_press(ack: AsyncAck) -> None:
        await ack()

    app.action({"type": "block_actions", "action_id": re.compile("")})(on_press)
    return app


def ours(sessions: Any, store: Store) -> AsyncApp:  # noqa: ANN401 - Sessions or Memory
    """Make the whole thing."""
    settings = Settings(slack_bot_token=SecretStr("xoxb-1"), slack_signing_secret=SecretStr(SECRET))
    pack = load()
    installations = Installations(settings, pack, None, None)
    engine, installed = DialogueEngine(pack), Installed("T0BENCH0001", bot_user="U0BOT")
    turns, queue = TurnService(engine, sessions), SendQueue(report)
    people, history = People(installed), History(queue, installed.bot_user)
    around = Collaborators(installed, people, history, store.marks, engine.replies)
    receiver = Receiver(turns, Effects(turns, store.unanswered), queue, installations, around)
    return build(web_client(settings), receiver, Payloads(installations, installed))


def serve(pipe: Connection, socket: str) -> None:
    """Serve the three apps, and the CPU time that this process has used."""

    AsyncWebClient.api_call = stub  # type: ignore[assignment, method-assign]  # Bolt copies clients by class

    async def run() -> None:
        settings = local(socket)
        store = await Store.open(settings)
        runners = {
            "bare": web.AppRunner(bare().web_app(path=PATH), access_log=None),
            "memory": Endpoint(ours(Memory(), store), SECRET).runner(PATH),
            "redis": Endpoint(ours(store.sessions, store), SECRET).runner(PATH),
        }

        async def cpu(_: web.Request) -> web.Response:
            return web.Response(text=repr(time.process_time()))

        ports = {}
        for name, runner in runners.items():
            runner.app.router.add_get("/cpu", cpu)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            ports[name] = runner.addresses[0][1]
        pipe.send(ports)
        await asyncio.Event().wait()

    asyncio.run(run())


def local(socket: str) -> Settings:
    """Settings for the Redis of this run."""
    return Settings(redis_url=SecretStr(f"unix://{socket}"))


def answers(socket: str) -> bool:
    """Whether Redis is up."""
    try:
        with Redis(unix_socket_path=socket) as client:
            return bool(client.ping())
    except (OSError, RedisError):
        return False


class Client:
    """One kept connection that presses buttons."""

    def __init__(self, port: int) -> None:
        self.http = HTTPConnection("127.0.0.1", port)
        self.count = 0

    def cpu(self) -> float:
        self.http.request("GET", "/cpu")
        return float(self.http.getresponse().read())

    def press(self, number: int) -> float:
        """Press one button; returns the seconds until it was acknowledged."""
        self.count += 1
        user, code = f"U0BENCH{number % PEOPLE:04}", MOVES[number // PEOPLE % len(MOVES)]
        body = urlencode({"payload": json.dumps(_payload(user, code, self.count))}).encode()
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signed}",
        }
        start = time.perf_counter()
        self.http.request("POST", PATH, body, headers)
        answer = self.http.getresponse()
        answer.read()
        took = time.perf_counter() - start
        if answer.status != 200:
            raise RuntimeError(f"the app answered {answer.status}")
        return took


def _payload(user: str, code: str, number: int) -> dict[str, Any]:
    ts = f"1700000000.{number:06}"
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "x", "name": "x", "team_id": "T0BENCH0001"},
        "api_app_id": "A0BENCH",
        "token": "x",
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": f"D{user[1:]}",
            "is_ephemeral": False,
        },
        "trigger_id": f"{number}.1.x",
        "team": {"id": "T0BENCH0001", "domain": "bench"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": f"D{user[1:]}", "name": "directmessage"},
        "message": {"type": "message", "ts": ts, "text": "Question", "blocks": []},
        "state": {"values": {}},
        "response_url": "https://hooks.invalid/1",
        "actions": [
            {
                "action_id": code,
                "block_id": "step1@",
                "value": code,
                "type": "button",
                "action_ts": ts,
                "text": {"type": "plain_text", "text": "x"},
            }
        ],
    }


def turns(ports: dict[str, int]) -> dict[str, dict[str, float]]:
    """Ask the three apps round by round; returns CPU and median seconds a turn for each."""
    apps = {app: Client(port) for app, port in ports.items()}
    cpu: dict[str, list[float]] = {app: [] for app in apps}
    took: dict[str, list[float]] = {app: [] for app in apps}
    done = dict.fromkeys(apps, 0)
    for turn in range(ROUNDS + WARM):
        for app, client in apps.items():
            before = client.cpu()
            times = [client.press(done[app] + i) for i in range(BATCH)]
            spent = (client.cpu() - before) / BATCH
            done[app] += BATCH
            if turn >= WARM:
                cpu[app].append(spent)
                took[app] += times
    return {
        app: {"cpu": statistics.median(cpu[app]), "median": statistics.median(took[app])}
        for app in apps
    }


async def round_trips(socket: str) -> float:
    """Count what Redis is asked in one turn, by its own statistics."""
    store = await Store.open(local(socket))
    turn_service = TurnService(DialogueEngine(load()), store.sessions)
    people = [Person("T0BENCH0002", f"U0TRIPS{number:04}") for number in range(100)]
    await turn_service.turn(
        request_by(Person("T0BENCH0002", "U0WARM"), read_action("start"), "warm")
    )
    await store.redis.config_resetstat()
    for number, person in enumerate(people):
        for step, code in enumerate(MOVES):
            await turn_service.turn(request_by(person, read_action(code), f"{number} {step}"))
    stats = await store.redis.info("commandstats")
    await store.close()
    scripts = stats["cmdstat_evalsha"]["calls"]
    gets = stats["cmdstat_get"]["calls"] - scripts  # each script reads once, inside the server
    return float(scripts + gets) / (len(people) * len(MOVES))


async def session_bytes(socket: str, count: int = 10_000) -> tuple[float, float]:
    """Measure a session of one flow by used memory, after 4 moves and after 50 more."""
    store = await Store.open(local(socket))
    await store.redis.flushall()
    turn_service = TurnService(DialogueEngine(load()), store.sessions)

    async def used() -> int:
        return int((await store.redis.info("memory"))["used_memory"])

    people = [Person("T0123ABCDEF", f"U0{number:08}X") for number in range(count)]
    flow = ("start", MOVES[0], MOVES[1], MOVES[3])
    before = await used()
    for person in people:
        for number, code in enumerate(flow):
            await turn_service.turn(request_by(person, read_action(code), f"{person} {number}"))
    after = await used()
    for person in people[: count // 20]:
        for number in range(50):
            code = (MOVES[4], MOVES[3])[number % 2]
            await turn_service.turn(
                request_by(person, read_action(code), f"{person} more {number}")
            )
    later = await used()
    await store.close()
    return (after - before) / count, (later - after) / (count // 20)


def main() -> None:
    """Measure, and print one line of JSON last."""
    with tempfile.TemporaryDirectory(prefix="mb", dir="/tmp") as folder:
        socket = f"{folder}/s"
        words = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
        redis = subprocess.Popen(  # noqa: S603 - our own program
            [str(server_program()), *words], stdout=subprocess.DEVNULL
        )
        ours_end, theirs = multiprocessing.Pipe()
        server = multiprocessing.Process(target=serve, args=(theirs, socket), daemon=True)
        try:
            while not answers(socket):
                time.sleep(0.01)
            server.start()
            found = turns(ours_end.recv())
            server.terminate()
            trips = asyncio.run(round_trips(socket))
            size, grown = asyncio.run(session_bytes(socket))
        finally:
            redis.terminate()
            redis.wait()
    for app, times in found.items():
        line = f"{app}: {times['cpu'] * 1e6:.0f} µs CPU, {times['median'] * 1e6:.0f} µs median"
        sys.stdout.write(f"{line}\n")

    def against(app: str) -> float:
        return round(max(found[app][kind] / found["bare"][kind] for kind in ("cpu", "median")), 2)

    result = {
        "no_redis_vs_bolt": against("memory"),
        "turn_vs_bolt": against("redis"),
        "round_trips": trips,
        "session_bytes": round(size),
        "session_bytes_grown": round(grown),
    }
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
