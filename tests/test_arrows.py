"""The arrows of the house: what may import what."""

from __future__ import annotations

import ast
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
    "slackblocks": ("bot/slack/drawing.py",),
    "redis": ("bot/store/",),
    "sklearn": ("flows/training.py",),
    "scipy": ("flows/training.py",),
    "statemachine": ("flows/machine.py",),
    "yaml": ("flows/folder.py",),
    "pydantic_settings": ("bot/settings.py",),
    "markdown_it": ("flows/card.py",),
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
def test_flows_never_imports_bot_and_has_no_clock_no_chance_and_no_io(name: str) -> None:
    path = OURS[name]
    assert not uses(path, "bot")
    assert not [module for module in IMPURE if uses(path, module)]


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_used_where_it_lives_and_nowhere_else(library: str) -> None:
    found = {name for name, path in OURS.items() if uses(path, library)}
    assert found, f"nobody uses {library}"
    assert all(name.startswith(HOMES[library]) for name in found), found


@pytest.mark.parametrize("surface", ["slack", "workspace", "terminal"])
def test_surfaces_do_not_know_each_other(surface: str) -> None:
    others = {"slack", "workspace", "terminal"} - {surface}
    mine = [p for n, p in OURS.items() if n.startswith((f"bot/{surface}/", f"bot/{surface}.py"))]
    assert mine
    assert not [path for path in mine for other in others if uses(path, f"bot.{other}")]


def test_the_store_and_the_desk_know_no_surface() -> None:
    inner = [p for n, p in OURS.items() if n.startswith(("bot/store/", "bot/desk.py"))]
    surfaces = ("bot.slack", "bot.workspace", "bot.terminal")
    assert not [path for path in inner for surface in surfaces if uses(path, surface)]


def test_nothing_shipped_imports_the_tests() -> None:
    assert not [path for path in OURS.values() if uses(path, "tests")]
