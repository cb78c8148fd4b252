"""The command line: what each command prints, and the one line where something is wrong."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from bot.settings import Settings
from flows.pack.scaffold import TEMPLATE
from tests.test_guide import PATHS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.pack.pack import Pack

BOT, APP = "xoxb-secret-one", "xapp-secret-two"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# chat


@pytest.mark.parametrize(("path", "outcome"), PATHS.items())
def test_chat_reads_lines_from_a_pipe_to_the_outcome(
    installed: Callable[..., subprocess.CompletedProcess[str]],
    pack: Pack,
    path: str,
    outcome: str,
) -> None:
    lines = "".join(f"{word}\n" for word in ["start", *path.split()])
    done = installed("chat", text=lines)
    assert (done.returncode, done.stderr) == (0, "")
    end = done.stdout[done.stdout.rindex("\n> ", 0, len(done.stdout) - 4) :]
    assert pack.flows["decide"].outcomes[outcome].verdict[:40] in " ".join(end.split())


def test_chat_takes_a_number_for_a_choice_and_remembers_it_next_time(
    installed: Callable[..., subprocess.CompletedProcess[str]], pack: Pack
) -> None:
    first = installed("chat", text="1\n1\n")
    asked = pack.flows["decide"].questions["ambition"]
    assert asked.ask[:30] in first.stdout
    assert "Resume" in installed("chat", text="").stdout


@pytest.mark.parametrize("second", ["1", "one", "option 1", "yes"])
def test_chat_means_by_a_number_what_the_screen_shows_and_the_question_counts(
    installed: Callable[..., subprocess.CompletedProcess[str]], pack: Pack, second: str
) -> None:
    said = installed("chat", text=f"start\n1\n{second}\n").stdout
    asked = [pack.flows["decide"].questions[name].ask for name in ("identity", "ambition")]
    for ask in asked:
        shown = said[said.index(ask[:40]) :]
        assert shown.index("[1] Yes") < shown.index("[2] No") < shown.index("[3] Not sure")
    assert pack.flows["decide"].questions["support"].ask[:40] in said


def test_chat_takes_the_label_that_is_typed_before_the_number_that_it_is(
    installed: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    claims = Path(__file__).parent / "packs/claims"
    path = Path(shutil.copytree(claims, tmp_path / "claims"))
    flow = path / "flows/claim.yaml"
    flow.write_text(flow.read_text("utf-8").replace("label: A taxi", "label: One"), "utf-8")
    assert ": One  [" in installed("chat", "--pack", str(path), text="start\nOne\n").stdout


def test_chat_names_the_range_for_a_number_beside_it_and_counts_no_miss(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = installed("chat", text="start\n" + "0\n-1\n99\n" * 4 + "twelve\n911\n")
    assert done.stdout.count("There are 7 choices; pick one by its number, from 1 to 7.") == 13
    assert "No person sees what you write here" in done.stdout  # 911 is no choice's number
    assert "fewer than 10 not understood" in installed("unanswered").stderr


def test_chat_survives_whatever_is_typed(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = installed("chat", text=f"start\n{'x' * 5000}\n💥\n\n99\n0\n-1\n<!channel>\nyes")
    assert (done.returncode, done.stderr) == (0, "")


def test_chat_without_a_writable_folder_says_so_on_one_line(
    installed: Callable[..., subprocess.CompletedProcess[str]], folder: Path
) -> None:
    (folder / "file").write_text("")
    done = installed("chat", text="start\n", VAR_DIR="file/var")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "can't write in file/var/store" in done.stderr


def test_chat_with_redis_away_says_so_on_one_line(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = installed("chat", text="start\n", REDIS_URL="redis://:secret@127.0.0.1:1/0")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "check REDIS_URL" in done.stderr
    assert "secret" not in done.stderr


# walk


@pytest.mark.parametrize(("path", "outcome"), PATHS.items())
def test_walk_prints_where_answers_lead(
    meded: Callable[..., tuple[int, str, str]], path: str, outcome: str
) -> None:
    status, out, _ = meded("walk", "decide", *path.split(), "--json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == ["flow", "node", "kind", "answers", "choices", "dropped"]
    assert (found["flow"], found["node"], found["kind"]) == ("decide", outcome, "outcome")
    assert list(found["answers"].values()) == path.split()
    assert (found["choices"], found["dropped"]) == ([], [])


def test_walk_at_a_question_lists_its_choices(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    _, out, _ = meded("walk", "decide", "yes", "--json")
    found = json.loads(out)
    assert (found["node"], found["kind"]) == ("ambition", "question")
    assert found["choices"] == ["yes", "no"]


def test_walk_past_an_outcome_names_what_it_dropped(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    _, out, _ = meded("walk", "decide", "no", "yes", "--json")
    assert json.loads(out)["dropped"] == ["yes"]


def test_walk_without_json_is_for_people(meded: Callable[..., tuple[int, str, str]]) -> None:
    assert "node: skip_masters" in meded("walk", "decide", "no")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("walk", "decide", "perhaps"),
        ("walk", "gone"),
        ("draw", "gone"),
        ("ask", "--expecting", "decide/gone", "yes"),
        ("ask", "--expecting", "gone", "yes"),
        ("levitate",),
        (),
        ("walk",),
        ("check", "--levitate"),
        ("forget",),
    ],
    ids=" ".join,
)
def test_words_that_make_no_sense_exit_with_2_and_say_what_there_is(
    meded: Callable[..., tuple[int, str, str]], words: tuple[str, ...]
) -> None:
    status, out, err = meded(*words)
    assert (status, out) == (2, "")
    assert err.strip().splitlines()[-1].startswith("meded")


# compare


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("fellowship",), "1 option named; name 2 to 4"),
        (
            ("fellowship", "masters", "workshops", "certificate", "experience"),
            "5 options named; name 2 to 4",
        ),
        (("fellowship", "fellowship"), "fellowship is named twice; name each option once"),
        (("fellowship", "felowship"), "there is no option felowship; do you mean fellowship?"),
    ],
)
def test_compare_says_what_it_can_put_side_by_side(
    meded: Callable[..., tuple[int, str, str]], words: tuple[str, ...], told: str
) -> None:
    assert meded("compare", *words) == (2, "", f"meded: {told}\n")


def test_compare_says_that_a_pack_has_no_options(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    told = "meded: template has no options to compare; add a folder options to it\n"
    assert meded("compare", "a", "b", "--pack", str(TEMPLATE)) == (2, "", told)


# check, draw, manifest


def test_check_prints_the_counts_in_under_a_second(
    installed: Callable[..., subprocess.CompletedProcess[str]], pack: Pack
) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = installed("check")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.returncode, done.stderr) == (0, "")
    for name, count in pack.counts().items():
        assert f"{count} {name if count > 1 else name.removesuffix('s')}, " in done.stdout
    assert "masters: 1 source, " in done.stdout
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 4  # under 1 s of the clock on a quick machine that does nothing else


def test_draw_draws_every_node_and_every_way(
    meded: Callable[..., tuple[int, str, str]], pack: Pack
) -> None:
    status, out, _ = meded("draw", "decide")
    flow = pack.flows["decide"]
    assert status == 0
    assert out.startswith("flowchart")
    assert all(node in out for node in (*flow.questions, *flow.outcomes))
    assert out.count("-->") == sum(len(q.answers) for q in flow.questions.values())


def test_the_manifest_has_what_the_bot_needs(
    meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    status, out, _ = meded("manifest")
    found: dict[str, Any] = json.loads(out)
    assert status == 0
    assert found["features"]["slash_commands"][0]["command"] == "/meded"
    assert found["features"]["app_home"]["messages_tab_enabled"]
    assert not found["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert {"chat:write", "commands", "im:history"} <= set(found["oauth_config"]["scopes"]["bot"])
    assert BOT not in out


@pytest.mark.parametrize("url", ["https://meded.example.org", "https://meded.example.org/"])
def test_the_manifest_for_http_names_the_address_wherever_slack_asks_for_it(
    meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", url)
    found: dict[str, Any] = json.loads(meded("manifest")[1])
    address, settings = "https://meded.example.org/slack/events", found["settings"]
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert found["features"]["slash_commands"][0]["url"] == address
    assert not settings["socket_mode_enabled"]


def test_the_manifest_for_socket_mode_names_no_address(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    out = meded("manifest")[1]
    assert "url" not in out
    assert json.loads(out)["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize("channel", ["", "C0INTERNAL"])
def test_the_manifest_asks_to_read_channels_only_where_there_is_one_to_ask(
    meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, channel: str
) -> None:
    monkeypatch.setenv("HUMAN_CHANNEL", channel)
    scopes = set(json.loads(meded("manifest")[1])["oauth_config"]["scopes"]["bot"])
    assert ({"channels:read", "groups:read"} <= scopes) == bool(channel)


# ask


def test_ask_says_what_a_text_is_understood_as(
    meded: Callable[..., tuple[int, str, str]],
) -> None:
    status, out, _ = meded("ask", "--json", "buzzwords")
    found = json.loads(out)
    assert status == 0
    assert list(found) == [
        *("kind", "id", "confidence", "also", "second", "options", "aspect", "stated", "answers")
    ]
    assert (found["kind"], found["id"]) == ("card", "red-flags")
    assert found["also"][0] == "red-flags"
    assert len(found["also"]) == 3


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [("stop", "command", "stop"), ("forget me", "command", "forget"), ("hello", "command", None)],
)
def test_ask_knows_the_words(
    meded: Callable[..., tuple[int, str, str]], text: str, kind: str, what: str | None
) -> None:
    found = json.loads(meded("ask", "--json", text)[1])
    assert found["kind"] == kind
    assert what in {None, found["id"]}


@pytest.mark.parametrize(("text", "way"), [("yes", "yes"), ("nope", "no"), ("not sure", "unsure")])
def test_ask_with_a_question_open_hears_an_answer(
    meded: Callable[..., tuple[int, str, str]], text: str, way: str
) -> None:
    found = json.loads(meded("ask", "--json", "--expecting", "decide/identity", text)[1])
    assert (found["kind"], found["id"]) == ("answer", way)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("I see myself as an educator first", ["confirm", "yes", {"identity": "yes"}]),
        ("I want to die", ["danger", None, None]),
        ("they are retaliating against me", ["strain", None, None]),
        ("what do you mean", ["command", "why", None]),
    ],
)
def test_ask_tells_what_is_asked_back_and_what_comes_first(
    meded: Callable[..., tuple[int, str, str]], text: str, understood: list[object]
) -> None:
    found = json.loads(meded("ask", "--json", "--expecting", "decide/identity", text)[1])
    assert [found[key] for key in ("kind", "id", "answers")] == understood
    assert len(found["also"]) == 3


def test_ask_reads_lines_and_prints_one_object_for_each(
    meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["buzzwords", "", "stop", "💥", "x" * 5000, "\u2028odd"]
    given = BytesIO("".join(f"{line}\n" for line in lines).encode())
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(given))
    status, out, _ = meded("ask", "--jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert len(found) == len(lines)
    for one in found:
        assert one["kind"] in {"card", "unsure", "none", "command"}
        assert len(one["also"]) == 3
        assert 0 <= one["confidence"] <= 1
        assert (one["id"] is None) == (one["kind"] in {"unsure", "none"})


# A reader that leaves


PRINTING = [
    *("evaluate rows.jsonl", "check", "draw decide", "walk decide yes", "manifest"),
    *("ask --jsonl", "ask stop"),
]


@pytest.mark.parametrize("words", PRINTING)
def test_printing_ends_quietly_once_nobody_reads_it(folder: Path, words: str) -> None:
    (folder / "rows.jsonl").write_text('{"text": "bananas", "accept": []}')
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = _printing(gone, words)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is a file of Linux")
@pytest.mark.parametrize("words", [*PRINTING, "chat", "--help"])
def test_a_full_disk_is_one_line(folder: Path, words: str) -> None:
    (folder / "rows.jsonl").write_text('{"text": "bananas", "accept": []}')
    with Path("/dev/full").open("w") as full:
        done = _printing(full, words)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"meded: can't write: No space left on device; make room" in done.stderr


def _printing(to: IO[str], words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program, our own words
        [sys.executable, "-m", "bot", *words.split()],
        input=b"stop\n" * 200,
        stdout=to,
        stderr=subprocess.PIPE,
        check=False,
    )


# Consoles and input that are not UTF-8

NARROW = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("words", [*PRINTING, "unanswered", "draw gone", "check gone"])
def test_a_console_that_shows_only_ascii_is_printed_to(
    installed: Callable[..., subprocess.CompletedProcess[str]],
    folder: Path,
    words: str,
) -> None:
    (folder / "rows.jsonl").write_text('{"text": "bananas", "accept": []}')
    done = installed(*words.split(), text="what’s “protected time” – 👍 é\n", **NARROW["C"])
    assert done.returncode == {"draw gone": 2, "check gone": 1}.get(words, 0)
    assert (done.stdout + done.stderr).isascii()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("settings", NARROW.values(), ids=NARROW)
def test_chat_on_such_a_console_reads_well(
    installed: Callable[..., subprocess.CompletedProcess[str]], settings: dict[str, str]
) -> None:
    done = installed("chat", text="start\n‘yes’ 👍\n", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert '* I read that as "Yes, either one"' in done.stdout
    assert "\n> 'yes' ?\n" in done.stdout
    assert "Question 2 of at most 3\n-----------------------\n" in done.stdout


def test_what_is_sent_to_the_authors_is_read_on_such_a_console(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    installed("chat", text="“blorp” – naïve zorg?\n3\n")
    done = installed("unanswered", PYTHONIOENCODING="ascii")
    assert done.stdout == '"blorp" - na?ve zorg?\n'


@pytest.mark.parametrize("settings", [{}, *NARROW.values()], ids=["UTF-8", *NARROW])
def test_chat_reads_past_bytes_that_are_no_text(
    installed: Callable[..., subprocess.CompletedProcess[str]], settings: dict[str, str]
) -> None:
    done = installed("chat", text="start\n\udcff na\udcefve\nyes\n", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Question 2 of at most 3" in done.stdout


@pytest.mark.parametrize("settings", [{}, *NARROW.values()], ids=["UTF-8", *NARROW])
def test_ask_names_the_line_that_is_not_utf_8(
    installed: Callable[..., subprocess.CompletedProcess[str]], settings: dict[str, str]
) -> None:
    done = installed("ask", "--jsonl", text="stop\nна здоровье\nna\udcefve\nstop\n", **settings)
    assert (done.returncode, done.stdout.count("\n")) == (1, 2)
    told = "meded: standard input:3: is not UTF-8; give it lines that are saved as UTF-8\n"
    assert done.stderr == told


# forget


def test_forget_removes_a_person_and_prints_a_receipt(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    installed("chat", text="start\nyes\n", LOGNAME="rosa", USER="rosa")
    done = installed("forget", "rosa")
    assert (done.returncode, done.stderr) == (0, "")
    assert "removed meded:{local:rosa}:s" in done.stdout
    assert "Not ours to delete" in done.stdout
    assert "0 keys removed" in installed("forget", "rosa").stdout
    assert "Resume" not in installed("chat", text="", LOGNAME="rosa", USER="rosa").stdout


# Settings


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": "xoxp-secret"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "secret"}, "SLACK_APP_TOKEN"),
        ({"REDIS_URL": "http://secret"}, "REDIS_URL"),
        ({"SLACK_API_URL": "secret"}, "SLACK_API_URL"),
        ({"SESSION_TTL_DAYS": "secret"}, "SESSION_TTL_DAYS"),
        ({"SESSION_TTL_DAYS": "0"}, "SESSION_TTL_DAYS"),
        ({"PORT": "70000"}, "PORT"),
        ({"LOG_FORMAT": "secret"}, "LOG_FORMAT"),
        ({"REDIS_NAMESPACE": "has space"}, "REDIS_NAMESPACE"),
    ],
    ids=str,
)
def test_a_missing_or_wrong_setting_is_one_line_that_names_it_and_shows_no_secret(
    meded: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    named: str,
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    status, out, err = meded("run")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith(f"meded: {named}")
    assert "secret" not in err.replace("SECRET", "")


def test_every_wrong_setting_has_its_own_line(
    meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "nonsense")
    status, _, err = meded("run")
    assert status == 1
    assert len(err.splitlines()) == 2


def test_settings_are_read_from_a_file_and_the_environment_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("SESSION_TTL_DAYS=7\nPORT=4000\nUNKNOWN=1\nREDIS_URL=\n")
    monkeypatch.setenv("PORT", "5000")
    settings = Settings()
    assert (settings.session_ttl_days, settings.port, settings.redis_url) == (7, 5000, None)


def test_a_secret_never_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)
    monkeypatch.setenv("REDIS_URL", "redis://:secret-three@localhost")
    shown = f"{Settings()} {Settings()!r} {Settings().model_dump()}"
    assert not [secret for secret in (BOT, APP, "secret-three") if secret in shown]


def test_a_slack_that_cannot_be_reached_is_one_line(
    installed: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    given = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_API_URL": "http://127.0.0.1:1/"}
    done = installed("run", **given)
    said = [line for line in done.stderr.splitlines() if line.startswith("meded: ")]
    assert done.returncode == 1
    assert len(said) == 1
    assert "Slack can't be reached" in said[0]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
