"""What Slack does that we rely on is written down, each with where that can be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).parents[2]
BEHAVIORS: list[dict[str, Any]] = yaml.safe_load(
    (HOME / "tests/slack/behaviors.yaml").read_text(encoding="utf-8")
)


def test_each_behavior_is_said_once_and_cited_or_called_unverified() -> None:
    assert len({one["statement"] for one in BEHAVIORS}) == len(BEHAVIORS)
    for one in BEHAVIORS:
        assert (HOME / one["relied_on_by"]).is_file(), one
        if "source" in one:
            assert one["source"].startswith("https://"), one
            assert one.keys() == {"statement", "relied_on_by", "source"}, one
        else:
            assert one.keys() == {"statement", "relied_on_by", "unverified", "verify"}, one
            assert one["unverified"] is True, one


def test_the_readme_says_how_many_are_cited_and_how_many_unverified() -> None:
    cited = sum("source" in one for one in BEHAVIORS)
    sentence = (
        f"{len(BEHAVIORS)} behaviors of Slack are relied on: {cited} with a public source, "
        f"{len(BEHAVIORS) - cited} unverified; no run against a real workspace has been recorded "
        "yet."
    )
    assert sentence in (HOME / "README.md").read_text(encoding="utf-8"), sentence
