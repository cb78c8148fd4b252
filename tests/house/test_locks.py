from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.places import text

PROJECT = tomllib.loads(text("pyproject.toml"))
NEEDED = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
MACHINES = [
    {
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.0",
        "sys_platform": system,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
    }
    for minor in (11, 12, 13)
    for system in ("linux", "darwin")
    for machine in ("x86_64", "aarch64", "arm64")
]


def pinned(lock: str, machine: dict[str, str]) -> dict[str, Requirement]:
    joined = text(lock).replace("\\\n", " ")
    lines = [line.partition(" --hash")[0] for line in joined.splitlines()]
    every = [Requirement(line) for line in lines]
    fits = [one for one in every if one.marker is None or one.marker.evaluate(machine)]
    names = [canonicalize_name(one.name) for one in fits]
    assert len(names) == len(set(names)), f"two versions of a package for {machine}"
    return dict(zip(names, fits, strict=True))


@pytest.mark.parametrize(
    ("lock", "needed"),
    [
        ("requirements.lock", [*NEEDED, *EXTRAS["dev"], *EXTRAS["train"], *EXTRAS["build"]]),
        ("deploy/requirements.lock", [*NEEDED, *EXTRAS["build"]]),
    ],
)
def test_a_lock_holds_everything_that_the_project_asks_for_on_every_machine(
    lock: str, needed: list[str]
) -> None:
    for machine in MACHINES:
        pins = pinned(lock, machine)
        for asked in map(Requirement, needed):
            pin = pins.get(canonicalize_name(asked.name))
            assert pin, f"{lock} lacks {asked}; run make lock"
            version = str(pin.specifier).removeprefix("==")
            assert asked.specifier.contains(version), f"{lock}: {pin} is not {asked}; run make lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "deploy/requirements.lock"])
def test_a_lock_pins_every_package_with_hashes_and_carries_no_address(lock: str) -> None:
    content = text(lock)
    assert "://" not in content
    assert "--index" not in content
    for entry in content.replace("\\\n", " ").splitlines():
        assert re.match(r"^[a-z0-9-]+==\S+ (; [^-]+ )?( +--hash=sha256:[0-9a-f]{64})+ *$", entry)


def test_the_container_runs_the_versions_that_are_tested() -> None:
    for machine in MACHINES:
        tested = pinned("requirements.lock", machine)
        for name, pin in pinned("deploy/requirements.lock", machine).items():
            assert tested[name].specifier == pin.specifier


def test_the_build_backend_is_locked_with_the_rest() -> None:
    assert EXTRAS["build"] == PROJECT["build-system"]["requires"]
