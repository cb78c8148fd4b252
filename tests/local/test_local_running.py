"""The file of an institution while the guide runs, and the command that checks it."""

from __future__ import annotations

import logging
import os
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.installations import Installations, this_machine
from bot.local_facts import EVERY_SECONDS, LocalFactsFile
from bot.settings import Settings
from tests.conversation import Conversation, words

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from flows.dialogue.engine import DialogueEngine
    from flows.model.local import LocalFacts
    from flows.pack.pack import Pack

TODAY = date.today()  # noqa: DTZ011 - the day that the program goes by


def sound(name: str, days: int = 100) -> str:
    """Write a file with one entry, which is shown for so many days more."""
    checked, last = TODAY - timedelta(days=500), TODAY + timedelta(days=days)
    return (
        f"options:\n  teaching_academy:\n"
        f"    - {{name: {name}, checked_on: {checked}, valid_until: {last}}}\n"
    )


class Watched:
    """A file that is looked at whenever a test lets a second pass."""

    def __init__(self, path: Path, pack: Pack) -> None:
        self.path = path
        self.moment = 0.0
        self.file = LocalFactsFile(path, pack.options, lambda: self.moment)

    def write(self, text: str) -> None:
        """Put another file in its place, as editors do."""
        new = self.path.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(self.path)

    def read(self, later: float = EVERY_SECONDS) -> LocalFacts | None:
        self.moment += later
        return self.file.read()

    def name(self, later: float = EVERY_SECONDS) -> str | None:
        facts = self.read(later)
        return facts.options["teaching_academy"][0].name if facts else None


@pytest.fixture
def watched(tmp_path: Path, pack: Pack) -> Watched:
    return Watched(tmp_path / "local.yaml", pack)


def test_a_change_is_read_without_a_restart(watched: Watched) -> None:
    watched.write(sound("One"))
    assert watched.name() == "One"
    watched.write(sound("Two"))
    assert watched.name(later=EVERY_SECONDS / 2) == "One"  # looked at once a second at most
    assert watched.name(later=EVERY_SECONDS / 2) == "Two"
    watched.path.write_text(sound("Three"), encoding="utf-8")  # in place
    os.utime(watched.path, ns=(1, 1))
    assert watched.name() == "Three"


def test_a_file_that_is_as_it_was_is_not_read_again(watched: Watched) -> None:
    watched.write(sound("One"))
    assert watched.read() is watched.read()


def test_a_broken_file_changes_nothing_and_is_told_in_one_line(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.write(sound("One"))
    watched.read()
    watched.write(sound("Two").replace("checked_on: ", "checked_on: about ") + "more: x\n")
    assert [watched.name() for _ in range(3)] == ["One"] * 3
    (told,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "has faults (2), so what was read before stands" in told.getMessage()
    assert "meded check --local" in told.getMessage()
    watched.write(sound("Three"))
    assert watched.name() == "Three"


def test_a_file_that_is_gone_says_nothing_any_more(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.write(sound("One"))
    watched.read()
    watched.path.unlink()
    assert [watched.read() for _ in range(3)] == [None] * 3
    assert caplog.text.count("is not there, so nothing local is shown") == 1
    watched.write(sound("Two"))
    assert watched.name() == "Two"


def test_a_start_with_no_file_or_a_broken_one_goes_on_without(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    assert watched.read() is None
    assert "is not there" in caplog.text
    watched.write("options: [")
    assert watched.read() is None
    assert "has faults (1), so nothing local is shown" in caplog.text


def test_every_surface_tells_what_the_file_says_and_what_day_it_is(
    tmp_path: Path, pack: Pack, engine: DialogueEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.local_facts.EVERY_SECONDS", 0)
    path = tmp_path / "local.yaml"
    settings = Settings.model_construct(local=path)
    installations = Installations(settings, pack, None, None)
    for find in (partial(installations.find, "T1"), this_machine(settings, pack, None)):
        path.write_text(sound("One"), encoding="utf-8")
        talk = Conversation(engine, installation=find())
        assert "One" in words(talk.say("teaching academy"))
        path.write_text(sound("A second", days=-1), encoding="utf-8")
        talk.installation = find()
        assert "From your institution" not in words(talk.say("teaching academy"))


# meded check --local


def test_check_prints_what_is_past_its_date_and_what_is_not_filled_in(
    tmp_path: Path, meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "here.yaml"
    path.write_text(sound("Academy", days=-1), encoding="utf-8")
    named = meded("check", "--local", str(path))
    status, out, err = named
    assert (status, err) == (0, "")
    ended = TODAY - timedelta(days=1)
    late, counted, missing = out.splitlines()
    assert late.startswith(f"{path}:3: warning: “Academy” is hidden since it ended on {ended};")
    assert counted == f"{path}: 1 entry, 1 warning"
    assert missing.startswith(f"{path}: not filled in: masters, ")
    assert missing.endswith(", funding, support, person")
    monkeypatch.setenv("LOCAL", str(path))
    assert meded("check", "--local") == named


def test_check_prints_every_fault_with_its_line_and_fails(
    tmp_path: Path, meded: Callable[..., tuple[int, str, str]]
) -> None:
    path = tmp_path / "here.yaml"
    broken = sound("Academy").replace("checked_on: ", "link: 'javascript:x', checked_on: May ")
    path.write_text(broken.replace("teaching_academy", "teaching_acadmy"), encoding="utf-8")
    status, out, err = meded("check", "--local", str(path))
    assert (status, out) == (1, "")
    first, *entry = err.splitlines()
    assert first == f"{path}:2: there is no option teaching_acadmy; do you mean teaching_academy?"
    assert all(line.startswith(f"{path}:3: option teaching_acadmy, entry 1, ") for line in entry)
    assert len(entry) == 2


def test_check_says_what_to_do_where_no_file_is_named(
    tmp_path: Path, meded: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = "meded: LOCAL is not set; set it, or name a file: meded check --local FILE\n"
    assert meded("check", "--local") == (1, "", said)
    status, _, err = meded("check", "--local", "none.yaml")
    assert (status, err) == (1, "none.yaml: is missing; write it, or mend LOCAL\n")
    assert meded("check", "masters", "--local", "none.yaml")[0] == 2


def test_chat_answers_from_the_file(
    tmp_path: Path, installed: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "here.yaml").write_text(sound("Academy of Educators"), encoding="utf-8")
    done = installed("chat", text="what does my hospital offer\n", LOCAL="here.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Teaching academy: Academy of Educators" in done.stdout
