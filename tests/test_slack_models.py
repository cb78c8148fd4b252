"""In Slack: whatever can be said passes the models of Slack's own library unchanged."""

from __future__ import annotations

import pytest
from slack_sdk.models.blocks import Block

from bot.fake_slack.shapes import Call
from tests.slack_models import NEWER, Json, unlike_slacks_models

WORDS = {"type": "plain_text", "text": "Go"}
BUTTON = {"type": "button", "action_id": "go", "text": WORDS, "value": ""}
ROW = {"type": "actions", "elements": [BUTTON]}
HOME = {"type": "home", "blocks": [ROW], "private_metadata": ""}


def unlike(**args: object) -> list[str]:
    return unlike_slacks_models([Call(0.0, "any", args, {"ok": True})])


def test_what_slacks_models_know_is_like_them() -> None:
    assert unlike(blocks=[ROW, {"type": "divider"}], view=HOME, text="x") == []


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"blocks": [{"type": "header", "text": WORDS, "size": 1}]}, "becomes"),
        ({"blocks": [{"type": "actions", "elements": [BUTTON | {"colour": "red"}]}]}, "becomes"),
        ({"blocks": '[{"type": "divider", "text": "x"}]'}, "becomes"),
        ({"blocks": [{"type": "header", "text": WORDS | {"text": "x" * 151}}]}, "is refused"),
        ({"blocks": [{"type": "heading", "text": WORDS}]}, "no block"),
        ({"view": HOME | {"blocks": []}}, "is refused"),
        ({"view": HOME | {"title": WORDS | {"text": "x" * 25}}}, "is refused"),
    ],
)
def test_what_they_do_not_know_is_told(args: Json, why: str) -> None:
    (told,) = unlike(**args)
    assert why in told


@pytest.mark.parametrize("kind", sorted(NEWER))
def test_what_is_newer_than_they_are_is_still_unknown_to_them(kind: str) -> None:
    assert Block.parse({"type": kind}) is None
