"""What every test may ask for: the content, a guide, and a real store that is this run's own."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis

from bot.__main__ import main
from bot.fake_slack import Workspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.store.connection import Store
from bot.store.embedded import Embedded
from flows.check.load import load, load_with_examples
from flows.dialogue.engine import DialogueEngine
from tests.conversation import ABOUT, Conversation
from tests.slack_models import unlike_slacks_models
from tests.slack_user import SlackUser, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from flows.pack.examples import Examples
    from flows.pack.pack import Pack

hypothesis.register_profile("here", deadline=None)
hypothesis.register_profile("ci", deadline=None, derandomize=True)
hypothesis.load_profile("ci" if os.environ.get("CI") else "here")

_spaces = itertools.count()


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load()


@pytest.fixture(scope="session")
def examples() -> Examples:
    return load_with_examples().examples


@pytest.fixture(scope="session")
def engine(pack: Pack) -> DialogueEngine:
    return DialogueEngine(pack)


@pytest.fixture
def talk(engine: DialogueEngine) -> Conversation:
    return Conversation(engine)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    server = Embedded(tmp_path_factory.mktemp("store"))
    server.open()
    yield server
    server.close()


@pytest.fixture
def make_settings(server: Embedded) -> Callable[..., Settings]:
    """Make settings for the real store, each time in a namespace of its own."""

    def make(**given: object) -> Settings:
        namespace = f"test{next(_spaces)}"
        values: dict[str, Any] = {"redis_url": server.url, "redis_namespace": namespace, **given}
        return Settings(**{"_env_file": None, **values})

    return make


@pytest.fixture
async def store(make_settings: Callable[..., Settings]) -> AsyncIterator[Store]:
    """An open store, tried as at each start, so that no turn waits for its connection."""
    store = await Store.open(make_settings())
    await store.check()
    yield store
    await store.close()


@pytest.fixture
async def workspace(make_settings: Callable[..., Settings]) -> AsyncIterator[Workspace]:
    """Slack, as far as this machine goes; at the end nothing may have gone wrong in it."""
    async with Workspace(manifest(make_settings(), ABOUT), retry_delays=(0.0,)) as workspace:
        yield workspace
        assert workspace.pings == []
        assert workspace.warnings == []
        refused = [(call.method, call.answer) for call in workspace.calls if not call.answer["ok"]]
        assert refused == []
        assert unlike_slacks_models(workspace.calls) == []


@pytest.fixture
async def slack(
    workspace: Workspace, make_settings: Callable[..., Settings], engine: DialogueEngine
) -> AsyncIterator[Workspace]:
    """The same, with the bot connected over Socket Mode."""
    async with serving(workspace, make_settings, engine):
        yield workspace


@pytest.fixture
def rosa(slack: Workspace) -> SlackUser:
    return SlackUser(slack)


@pytest.fixture
def meded(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command here; returns its exit status, standard output and standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as left:
            status = int(left.code or 0)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return run


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Run the command as a program of its own, in an empty folder."""

    def run(*words: str, text: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own program, our own words
            [sys.executable, "-m", "bot", *words],
            cwd=tmp_path,
            env={**os.environ, **settings},
            input=text,
            capture_output=True,
            text=True,
            errors="surrogateescape",  # so that a test can give bytes that are no text
            check=False,
            timeout=60,
        )

    yield run
    assert not list(tmp_path.glob("var/store/*.sock"))
