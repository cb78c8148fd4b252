"""The embedded store: one server for one folder, whoever comes, goes or dies."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from redis.exceptions import RedisError

from bot.errors import StoreError
from bot.store.connection import Store
from bot.store.embedded import Embedded
from bot.store.server import Server, Sign, server_program
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.request import Person
from tests.conversation import message_of, request_by
from tests.valkeys import SLOW
from tests.walker import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.request import Request

ROSA, PAUL = Person("T0MEDED00", "U0RESIDENT"), Person("T0MEDED00", "U0DIRECTOR")
SECONDS = 10.0
USER = """
import sys
from pathlib import Path
from bot.store.embedded import Embedded
from bot.errors import StoreError
from redis import Redis

try:
    embedded = Embedded(Path(sys.argv[1]))
    embedded.open()
    with Redis.from_url(embedded.url) as client:
        print(client.info("server")["process_id"], flush=True)
except StoreError as error:
    print(error, flush=True)
    sys.exit(1)
sys.stdin.readline()
embedded.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "store"


@contextmanager
def opened(folder: Path) -> Iterator[Embedded]:
    embedded = Embedded(folder)
    embedded.open()
    try:
        yield embedded
    finally:
        embedded.close()


@contextmanager
def user(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start another process that uses the folder until its input ends."""
    words = [sys.executable, "-c", USER, str(folder)]
    with subprocess.Popen(  # noqa: S603 - our own program, our own words
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def leaves(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=SECONDS)
    assert process.returncode == 0


def server_of(embedded: Embedded) -> int:
    with Redis.from_url(embedded.url) as client:
        return int(client.info("server")["process_id"])


def _run(program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"there is no {program} here")
    return subprocess.run([found, *words], capture_output=True, check=False)  # noqa: S603 - our own words


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = _run("ps", "-o", "stat=", "-p", str(pid)).stdout.strip()  # Z: dead, not yet buried
    return bool(state) and not state.startswith(b"Z")


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + SECONDS
    while alive(pid):
        assert time.monotonic() < end, f"{pid} still runs"
        time.sleep(0.01)


# Coming and going


def test_the_first_one_starts_it_and_the_last_one_out_stops_it(folder: Path) -> None:
    with opened(folder) as first:
        pid = server_of(first)
        with opened(folder) as second:
            assert server_of(second) == pid
        assert alive(pid)
    wait_until_gone(pid)
    assert not first.socket.exists()


def test_two_processes_share_one_server(folder: Path) -> None:
    with opened(folder) as ours, user(folder) as other:
        pid = server_of(ours)
        assert said(other) == str(pid)
        ours.close()
        assert alive(pid)
        leaves(other)
        wait_until_gone(pid)


def test_many_who_start_at_the_same_moment_get_one_server(folder: Path) -> None:
    with ExitStack() as stack:
        everybody = [stack.enter_context(user(folder)) for _ in range(4)]
        pids = {said(process) for process in everybody}
        assert len(pids) == 1
        for process in everybody:
            leaves(process)
    wait_until_gone(int(pids.pop()))


def test_a_second_start_on_the_same_folder_never_gives_two_servers(folder: Path) -> None:
    with opened(folder) as embedded:
        pid = server_of(embedded)
        for _ in range(3):
            embedded.ensure()
        assert server_of(embedded) == pid
        embedded.socket.unlink()  # as a cleaner of temporary files would
        embedded.ensure()
        assert not alive(pid) or server_of(embedded) == pid


def test_what_was_kept_is_there_after_everybody_left(folder: Path) -> None:
    with opened(folder) as embedded, Redis.from_url(embedded.url) as client:
        client.set("k", "v")
    with opened(folder) as embedded, Redis.from_url(embedded.url) as client:
        assert client.get("k") == b"v"


def test_closing_twice_or_before_opening_is_nothing(folder: Path) -> None:
    embedded = Embedded(folder)
    embedded.close()
    embedded.open()
    embedded.close()
    embedded.close()


# Dying


def test_when_a_user_is_killed_the_other_goes_on_and_still_stops_it(folder: Path) -> None:
    with opened(folder) as ours, user(folder) as other:
        pid = server_of(ours)
        assert said(other) == str(pid)
        other.kill()
        other.wait(SECONDS)
        assert server_of(ours) == pid
    wait_until_gone(pid)


def test_when_the_one_who_started_it_is_killed_nobody_starts_another(folder: Path) -> None:
    with user(folder) as first:
        pid = int(said(first))
        first.kill()
        first.wait(SECONDS)
        with opened(folder) as ours:
            assert server_of(ours) == pid
    wait_until_gone(pid)


async def test_when_the_server_is_killed_a_survivor_restarts_it_and_nothing_is_gone(
    folder: Path, engine: DialogueEngine
) -> None:
    store = await Store.open(settings(folder.parent))
    try:
        turn_service = TurnService(engine, store.sessions, lambda: 0.0)
        with user(folder) as other:
            pid = int(said(other))
            await turn_service.turn(request_by(ROSA, Action(ActionType.BEGIN, "decide"), "1"))
            await turn_service.turn(request_by(ROSA, answer("decide", "identity", "yes"), "2"))
            os.kill(pid, signal.SIGKILL)
            turn = await turn_service.turn(
                request_by(ROSA, answer("decide", "ambition", "yes"), "3")
            )
            assert (turn.saved, turn.version) == (True, 3)
            session = (await store.sessions.read(ROSA, fresh=True)).session
            assert session.answers_for("decide") == {"identity": "yes", "ambition": "yes"}
            leaves(other)
        assert server_of(Embedded(folder)) != pid
    finally:
        await store.close()


def test_a_server_that_hangs_is_told_to_end_and_started_again_by_the_next_to_come(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(folder) as embedded:
        pid = server_of(embedded)
        os.kill(pid, signal.SIGSTOP)
        try:
            with monkeypatch.context() as hasty:
                hasty.setattr("bot.store.embedded.START_SECONDS", 0.5)
                with pytest.raises(StoreError, match="does not answer"):
                    Embedded(folder).open()
        finally:
            os.kill(pid, signal.SIGCONT)
        wait_until_gone(pid)  # it was asked to end while it hung
        embedded.ensure()
        assert server_of(embedded) != pid


# Loading

LOAD_SECONDS = 2.5
EACH = 500


@pytest.fixture
def slow(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose server takes longer to load than a start would wait for a silent one."""
    with opened(folder) as embedded, Redis.from_url(embedded.url) as client:
        with client.pipeline(transaction=False) as pipe:
            for number in range(int(LOAD_SECONDS * 1e6 / EACH)):
                pipe.set(f"key {number}", number)
            pipe.execute()
        client.bgrewriteaof()
        while client.info("persistence")["aof_rewrite_in_progress"]:
            time.sleep(0.01)
    program = tmp_path / "valkey-server"
    program.write_text(f'#!/bin/sh\nexec {server_program()} "$@" {" ".join(SLOW)} {EACH}\n')
    program.chmod(0o700)
    monkeypatch.setattr("bot.store.server.server_program", lambda: program)
    monkeypatch.setattr("bot.store.embedded.START_SECONDS", 0.5)
    return folder


def _nobody_runs(folder: Path) -> bool:
    """Tell whether no server holds the folder's lock."""
    with (folder / "server.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_a_store_that_loads_for_long_is_waited_for_and_says_so(
    slow: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begun = time.monotonic()
    with opened(slow) as embedded, Redis.from_url(embedded.url) as client:
        assert time.monotonic() - begun > LOAD_SECONDS / 2
        assert client.dbsize() == LOAD_SECONDS * 1e6 / EACH
    lines = [line for line in caplog.messages if "is loading what it kept" in line]
    assert lines == [f"the store in {slow} is loading what it kept; 1 s so far"]


def test_whoever_comes_while_it_loads_waits_for_the_same_one(slow: Path) -> None:
    with ExitStack() as stack:
        embedded = Embedded(slow)
        starting = stack.enter_context(ThreadPoolExecutor()).submit(embedded.open)
        pid = _pid_once_it_loads(slow)
        with opened(slow) as second:
            assert server_of(second) == pid
            starting.result()
        embedded.close()
    wait_until_gone(pid)


def test_when_the_one_who_started_it_is_killed_while_it_loads_the_next_waits_for_it(
    slow: Path,
) -> None:
    with Embedded(slow).folder.joinpath("server.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Server(slow).launch(lock)  # and nobody waits for it
    pid = _pid_once_it_loads(slow)
    with opened(slow) as embedded:
        assert server_of(embedded) == pid
    wait_until_gone(pid)


async def test_a_start_that_is_interrupted_leaves_no_server_behind(slow: Path) -> None:
    opening = asyncio.create_task(Store.open(settings(slow.parent)))
    pid = await asyncio.to_thread(_pid_once_it_loads, slow)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert _nobody_runs(slow)
    wait_until_gone(pid)


def test_nor_does_one_that_fails(slow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = Embedded(slow)
    monkeypatch.setattr("bot.store.embedded._Waiting.tick", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        embedded.open()
    assert _nobody_runs(slow)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _pid_once_it_loads(folder: Path) -> int:
    end, server = time.monotonic() + SECONDS, Server(folder)
    while server.sign() is not Sign.LOADS:
        assert time.monotonic() < end
        time.sleep(0.01)
    pid = server.pid()
    assert pid
    return pid


def test_what_the_server_advises_is_not_told_as_the_reason_that_it_ends(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "valkey-server"
    said = "1:M 26 Nov 2026 19:00:00.000 # "
    lines = [f"{said}the true reason", f"{said}WARNING Memory overcommit must be enabled!"]
    written = "".join(f"echo '{line}' >> {folder}/server.log\n" for line in lines)
    program.write_text(f"#!/bin/sh\n{written}")
    program.chmod(0o700)
    monkeypatch.setattr("bot.store.server.server_program", lambda: program)
    with pytest.raises(StoreError, match="does not start: the true reason") as told:
        Embedded(folder).open()
    assert "overcommit" not in str(told.value)


# What was forgotten


def _on_disk(folder: Path, text: str) -> bool:
    files = (folder / "appendonlydir").iterdir()
    return any(text.encode() in file.read_bytes() for file in files)


async def test_what_was_forgotten_is_soon_in_no_file(folder: Path, engine: DialogueEngine) -> None:
    store = await Store.open(settings(folder.parent))
    try:
        assert store.log_hours == 1
        turn_service = TurnService(engine, store.sessions)
        await turn_service.turn(request_by(ROSA, Action(ActionType.BEGIN, "decide"), "1"))
        await turn_service.turn(request_by(PAUL, Action(ActionType.BEGIN, "decide"), "2"))
        assert _on_disk(folder, ROSA.user)
        await store.sessions.forget(ROSA)
        await _until_not_on_disk(folder, ROSA.user)
        assert _on_disk(folder, PAUL.user)
        assert (await turn_service.turn(request_by(PAUL, Action(ActionType.HELP), "3"))).saved
    finally:
        await store.close()


async def test_many_who_are_forgotten_are_written_out_together(folder: Path) -> None:
    store = await Store.open(settings(folder.parent))
    try:
        for person in (ROSA, PAUL):
            kept = await store.sessions.read(person)
            await store.sessions.commit(person, kept, kept.session.accepted("1"))
        await store.sessions.forget(ROSA)
        await _until_not_on_disk(folder, ROSA.user)
        before = await _rewritten(store)
        await store.sessions.forget_everywhere(PAUL.user, None)
        for _ in range(20):
            await store.sessions.forget(PAUL)
        assert await _rewritten(store) == before
        assert _on_disk(folder, PAUL.user)
    finally:
        await store.close()  # which does what is left to do
    assert not _on_disk(folder, PAUL.user)


async def test_the_hour_is_kept_without_anybody_leaving(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.rewriting.EVERY_SECONDS", 0.3)
    store = await Store.open(settings(folder.parent))
    try:
        for person in (ROSA, PAUL):
            kept = await store.sessions.read(person)
            await store.sessions.commit(person, kept, kept.session.accepted("1"))
            await store.sessions.forget(person)
            await _until_not_on_disk(folder, person.user)
    finally:
        await store.close()


async def test_what_a_killed_process_left_undone_is_done_at_the_next_start(folder: Path) -> None:
    with user(folder) as other:
        pid = int(said(other))
        with Redis.from_url(Embedded(folder).url) as client:
            client.set(f"meded:{{{ROSA}}}:s", "kept")
            client.delete(f"meded:{{{ROSA}}}:s")
        os.kill(pid, signal.SIGKILL)
        other.kill()
    assert _on_disk(folder, ROSA.user)
    with opened(folder):
        await _until_not_on_disk(folder, ROSA.user)


async def _until_not_on_disk(folder: Path, text: str) -> None:
    end = time.monotonic() + SECONDS
    while await asyncio.to_thread(_still_on_disk, folder, text):
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


def _still_on_disk(folder: Path, text: str) -> bool:
    try:
        return _on_disk(folder, text)
    except FileNotFoundError:  # it is being replaced just now
        return True


async def _rewritten(store: Store) -> str:
    return str((await store.redis.info("persistence"))["aof_base_size"])


# Where it can't be


def test_a_long_folder_path_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["a-rather-long-name-for-a-folder"] * 6)
    with opened(folder) as embedded:
        assert len(str(embedded.socket)) < 100
        assert server_of(embedded)


def test_the_folder_of_the_socket_is_ours_alone(folder: Path) -> None:
    with opened(folder) as embedded:
        assert embedded.socket.parent.stat().st_mode & 0o077 == 0
        assert embedded.socket.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"can't write in .*file/store"):
        Embedded(tmp_path / "file" / "store").open()


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_is_not_ours_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="can't write in"):
        Embedded(tmp_path / "store").open()


def test_a_broken_append_only_file_is_told_in_one_line(folder: Path) -> None:
    log = folder / "appendonlydir"
    log.mkdir(parents=True)
    (log / "appendonly.aof.manifest").write_text("nonsense\n")
    embedded = Embedded(folder)
    try:
        with pytest.raises(StoreError, match="does not start") as told:
            embedded.open()
    finally:
        embedded.close()
    assert "\n" not in str(told.value)
    assert str(folder / "server.log") in str(told.value)


# A full disk


def _full_from_the_start(folder: Path) -> None:
    """Let the append-only file be a device on which there is never any space."""
    log = folder / "appendonlydir"
    log.mkdir(parents=True)
    (log / "appendonly.aof.1.incr.aof").symlink_to("/dev/full")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
async def test_with_a_full_disk_questions_are_answered_and_the_flow_says_so(
    folder: Path, engine: DialogueEngine
) -> None:
    _full_from_the_start(folder)
    store = await Store.open(settings(folder.parent))
    try:
        turn_service = TurnService(engine, store.sessions)
        begun = await turn_service.turn(request_by(ROSA, Action(ActionType.BEGIN, "decide"), "1"))
        assert not begun.saved
        assert "can't remember" in message_of(begun).text
        asked = await turn_service.turn(
            request_by(ROSA, Action(ActionType.ASK, text="buzzwords"), "2")
        )
        assert asked.reply == engine.replies.cards.card("red-flags")
    finally:
        await store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if _run("mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)).returncode:
        pytest.skip("only root can make a small disk")
    yield disk
    assert not _run("umount", "--lazy", str(disk)).returncode


def fill(file: Path) -> None:
    """Write until there is no space left."""
    try:
        with file.open("wb", buffering=0) as open_file:
            while True:
                open_file.write(b"x" * 512)
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017 - the loop has no other end


async def test_a_disk_that_fills_up_loses_no_session_and_all_is_well_once_it_has_space(
    small_disk: Path, engine: DialogueEngine
) -> None:
    folder = small_disk / "store"
    store = await Store.open(settings(folder.parent))
    try:
        turn_service = TurnService(engine, store.sessions, lambda: 0.0)
        assert (
            await turn_service.turn(request_by(ROSA, Action(ActionType.BEGIN, "decide"), "1"))
        ).saved
        assert (
            await turn_service.turn(request_by(ROSA, answer("decide", "identity", "yes"), "2"))
        ).saved
        filler = small_disk / "filler"
        fill(filler)
        asked = await turn_service.turn(
            request_by(ROSA, Action(ActionType.ASK, text="buzzwords"), "3")
        )
        saved = 2
        while asked.saved:  # the last page of the file still has space for a few
            saved = asked.version
            assert saved < 500
            asked = await turn_service.turn(
                request_by(ROSA, Action(ActionType.ASK, text="buzzwords"), f"{saved} more")
            )
        assert engine.pack.cards["red-flags"].lead.text in message_of(asked).text
        filler.unlink()
        version = await _until_saved(
            turn_service, request_by(ROSA, answer("decide", "ambition", "yes"), "last")
        )
        session = (await store.sessions.read(ROSA, fresh=True)).session
        assert session.answers_for("decide") == {"identity": "yes", "ambition": "yes"}
        assert session.version == version > saved
    finally:
        await store.close()


async def _until_saved(turn_service: TurnService, request: Request) -> int:
    end = time.monotonic() + SECONDS
    while not (turn := await turn_service.turn(request)).saved:
        assert time.monotonic() < end
    return turn.version


def test_starting_on_a_full_disk_says_that_it_is_full(small_disk: Path) -> None:
    fill(small_disk / "filler")
    embedded = Embedded(small_disk / "store")
    try:
        with pytest.raises(StoreError, match=r"full|space"):
            embedded.open()
    finally:
        embedded.close()


def test_a_machine_without_a_server_program_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr("bot.store.server.find_spec", lambda _: None)
    embedded = Embedded(folder)
    with pytest.raises(StoreError, match="set REDIS_URL"):
        embedded.open()
    embedded.close()


def test_nobody_answers_when_nothing_was_opened(folder: Path) -> None:
    with pytest.raises(RedisError), Redis.from_url(Embedded(folder).url) as client:
        client.ping()
