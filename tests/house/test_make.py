from __future__ import annotations

import os
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.house.places import HOME

if TYPE_CHECKING:
    from pathlib import Path

MAKE = shutil.which("make") or "make"
GOOD = 'case "$*" in *ensurepip*) exit 0;; esac'
MAKES_VENV = f"""{GOOD}
if [ "$1 $2" = "-m venv" ]; then
  rm -rf .venv && mkdir -p .venv/bin && cp stub .venv/bin/python && echo venv >> log; exit
fi
echo "Python 3.12.0"
"""


class Clone:
    """A folder with the Makefile and what it watches, and a PATH with little else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("Makefile", "requirements.lock", "pyproject.toml"):
            shutil.copy(HOME / name, folder)
        self.write("stub", 'echo "$*" >> log')
        self.path = folder / "path"
        self.path.mkdir()
        for tool in ("sh", "rm", "mkdir", "cp", "touch"):
            (self.path / tool).symlink_to(shutil.which(tool) or tool)

    def write(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def make(self, target: str = "demo") -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        return subprocess.run(  # noqa: S603 - our own Makefile
            [MAKE, target],
            cwd=self.folder,
            env={**kept, "PATH": str(self.path), "HOME": str(self.folder / "nowhere")},
            capture_output=True,
            text=True,
            check=False,
        )

    def log(self) -> list[str]:
        """Give the commands since the last look, a word each."""
        file = self.folder / "log"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return ["set up" if line == "venv" else line.split()[2] for line in lines]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (None, "Python 3.11 or newer is needed as python3; found none."),
        ('[ "$1" = --version ] && echo Python 3.9.2 && exit; exit 1', "found Python 3.9.2."),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_named_in_one_line(
    clone: Clone, script: str | None, says: str
) -> None:
    if script:
        clone.write("path/python3", script)
    done = clone.make()
    ours = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode
    assert len(ours) == 1
    assert says in ours[0]


def test_a_versioned_python_will_do(clone: Clone) -> None:
    clone.write("path/python3", "exit 1")
    clone.write("path/python3.12", MAKES_VENV)
    assert clone.make().returncode == 0
    assert clone.log() == ["set up", "install", "install", "demo"]


def test_set_up_happens_once_and_again_when_what_it_rests_on_changes(clone: Clone) -> None:
    clone.write("path/python3", MAKES_VENV)
    clone.make()
    clone.log()
    clone.make()
    assert clone.log() == ["demo"]
    for name in ("requirements.lock", "pyproject.toml"):
        later = (clone.folder / ".venv/ready").stat().st_mtime + 10
        os.utime(clone.folder / name, (later, later))
        clone.make()
        assert clone.log()[0] == "set up"
        os.utime(clone.folder / name, (1, 1))


def test_a_set_up_that_broke_off_starts_again_from_nothing(clone: Clone) -> None:
    clone.write("path/python3", MAKES_VENV)
    clone.write("stub", 'echo "$*" >> log; exit 1')
    assert clone.make().returncode
    assert clone.log() == ["set up", "install"]
    clone.write("stub", 'echo "$*" >> log')
    assert clone.make().returncode == 0
    assert clone.log() == ["set up", "install", "install", "demo"]
