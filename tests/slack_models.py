"""What an app sends, held against the models of Slack's own library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.fake_slack.shapes import Call

Json = dict[str, Any]


NEWER = {"data_visualization"}
"""Blocks that Slack takes and its library has no model of yet."""


def unlike_slacks_models(calls: Iterable[Call]) -> list[str]:
    """Every block and view of these calls that the models do not give back as it was sent."""
    once = {json.dumps(item): item for call in calls for item in _sent(call)}
    return [f"{item} {why}" for item in once.values() if (why := _unlike(*item))]


def _sent(call: Call) -> Iterator[tuple[str, Json]]:
    for block in _read(call.args.get("blocks")) or ():
        if block.get("type") not in NEWER:
            yield "block", block
    if view := _read(call.args.get("view")):
        yield "view", view


def _read(value: Any) -> Any:  # noqa: ANN401 - JSON, or JSON in a string
    return json.loads(value) if isinstance(value, str) else value


def _unlike(kind: str, item: Json) -> str:
    model = View(**item) if kind == "view" else Block.parse(item)
    if model is None:
        return "is no block at all"
    try:
        again = model.to_dict()
    except SlackObjectFormationError as failure:
        return f"is refused: {failure}"
    return "" if _full(again) == _full(item) else f"becomes {again}"


def _full(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out what is empty, as the models do."""
    if isinstance(value, dict):
        return {key: _full(inner) for key, inner in value.items() if inner not in ("", None, [])}
    return [_full(inner) for inner in value] if isinstance(value, list) else value
