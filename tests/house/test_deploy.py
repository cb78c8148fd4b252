from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError
from redis.retry import Retry

from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.store.server import server_program
from tests.conversation import ABOUT
from tests.house.places import HOME, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.embedded import Embedded

SOCKET_MODE = {"SLACK_APP_TOKEN": "xapp-1"}
RIGHT = "0123456789abcdef"
DOCKERFILE = text("deploy/Dockerfile")
VERSION = tomllib.loads(text("pyproject.toml"))["project"]["version"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(text("deploy/compose.yaml"))
    return read


def test_the_slack_manifest_is_the_one_that_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # where no .env is
    assert json.loads(text("deploy/slack-manifest.json")) == manifest(Settings(), ABOUT)


def test_everything_that_the_image_copies_exists_and_may_be_copied() -> None:
    allowed = re.findall(r"^!(\S+)$", text("deploy/Dockerfile.dockerignore"), re.MULTILINE)
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in shlex.split(line)[:-1]
    ]
    assert sorted(copied) == sorted(allowed)
    assert all((HOME / source).exists() for source in copied)


def test_the_image_is_pinned_and_runs_as_nobody_special() -> None:
    (image,) = re.findall(r"^ARG PYTHON_IMAGE=(.+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"python:3\.13\.\d+-slim-\w+", image)
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON_IMAGE}"] * 2
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    (user,) = re.findall(r"^USER (.+)$", last, re.MULTILINE)
    assert user == "10001:10001"
    said = re.findall(r"^(?:SHELL|ENTRYPOINT|STOPSIGNAL|CMD) .+$", last, re.MULTILINE)
    assert said == ["STOPSIGNAL SIGTERM", 'CMD ["meded", "run"]']  # no shell between a stop and us


def test_the_compose_file_pins_hardens_and_publishes_nothing(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert service["init"] is True
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert "ports" not in service
    bot, store = compose["services"]["bot"], compose["services"]["store"]
    assert bot["image"] == f"meded-advisor:{VERSION}"
    assert re.search(r":-valkey/valkey:\d+\.\d+\.\d+-", store["image"])
    assert compose["networks"]["inside"]["internal"] is True
    assert store["networks"] == ["inside"]
    for place in (bot["build"]["context"], Path(bot["env_file"]).parent):
        assert (HOME / "deploy" / place).resolve() == HOME
    assert (HOME / bot["build"]["dockerfile"]).exists()


@pytest.fixture
def short() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # a socket's path must be short
        yield Path(folder)


@pytest.fixture
def composed(compose: dict[str, Any], short: Path) -> Iterator[subprocess.Popen[str]]:
    """The command of the store's container, run here; nothing of it outlives the test."""
    *shell, script = (part.replace("$$", "$") for part in compose["services"]["store"]["command"])
    (short / "valkey-server").symlink_to(server_program())
    assert "\ndir /data\n" in script
    here = script.replace("dir /data", f"dir {short}\nport 0\nunixsocket {short}/s")
    with subprocess.Popen(  # noqa: S603 - the command of our own compose file
        [*shell, here],
        env={"PATH": f"{short}:{os.environ['PATH']}", "VALKEY_PASSWORD": RIGHT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            assert server.stdout
            assert any("Ready to accept" in line for line in server.stdout)
            yield server
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


@pytest.mark.usefixtures("composed")
def test_the_store_of_the_compose_file_keeps_its_data_and_asks_for_the_password(
    short: Path,
) -> None:
    with Redis(unix_socket_path=f"{short}/s", password=RIGHT) as right:
        settings = right.config_get("append*", "save", "maxmemory-policy")
    for wrong in (None, RIGHT[:-1]):
        with (
            Redis(
                unix_socket_path=f"{short}/s", password=wrong, retry=Retry(NoBackoff(), 0)
            ) as other,
            pytest.raises(AuthenticationError),
        ):
            other.ping()
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "always"
    assert settings["save"] == ""
    assert settings["maxmemory-policy"] == "noeviction"


def test_a_stop_reaches_the_store_of_the_compose_file_itself(
    composed: subprocess.Popen[str], short: Path
) -> None:
    with Redis(unix_socket_path=f"{short}/s", password=RIGHT) as right:
        assert right.info("server")["process_id"] == composed.pid
        listed = Path(f"/proc/{composed.pid}/cmdline")
        assert not listed.exists() or RIGHT not in listed.read_text()
    composed.terminate()
    assert composed.wait(10) == 0
    assert composed.stdout
    assert "SIGTERM" in composed.stdout.read()


def health(**given: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k.lower() not in Settings.model_fields}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(HOME / "deploy/health.py")],
        cwd="/",
        env={**kept, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_container_is_healthy_while_its_store_and_its_port_answer(server: Embedded) -> None:
    assert health(**SOCKET_MODE, REDIS_URL=server.url).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        assert health(PORT=port, REDIS_URL=server.url).returncode == 0


def test_the_container_is_unhealthy_in_one_line_when_one_of_them_is_away(
    server: Embedded, tmp_path: Path
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        cases = (
            {**SOCKET_MODE, "REDIS_URL": f"unix://{tmp_path}/none"},
            {"PORT": str(silent.getsockname()[1]), "REDIS_URL": server.url},
            {"PORT": "many"},
        )
        for given in cases:
            done = health(**given)
            assert done.returncode == 1
            assert re.fullmatch(r"unhealthy: .+\n", done.stderr), done.stderr


def test_an_installed_package_holds_every_file_that_it_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("bot", "flows"):
        shutil.copytree(HOME / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HOME / name, source)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    command = [sys.executable, "-c", build, str(tmp_path)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)  # noqa: S603 - the same
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(file.relative_to(source))
        for name in ("bot", "flows")
        for file in (source / name).rglob("*")
        if file.is_file()
    }
    assert wanted <= held, sorted(wanted - held)
