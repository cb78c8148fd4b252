"""A payload as it was recorded somewhere, and what it should come to: one row of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.fake_slack.envelope import EnvelopeType

Json: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).parent / "payloads"
LEFT_OUT = "{left out}"
"""Stands where a payload lacks what the others of its file have."""


@dataclass(frozen=True)
class Case:
    """One payload, shaped after what `source` shows.

    `before` is what came before: lines that rosa typed, or payloads. `shown`: words by place.
    `answer`: what has to be in the acknowledgement, and nothing may if it is empty. `odd`: a
    shape nobody expected, of which one line is logged.
    """

    name: str
    source: str
    through: EnvelopeType
    payload: Json
    shown: dict[str, str]
    stored: Literal["session", "nothing", "unchanged"]
    installation: Literal["workspace", "grid", "organization"] = "workspace"
    before: tuple[str | Json, ...] = ()
    unsaid: tuple[str, ...] = ()
    over: tuple[str, ...] = ("socket", "http")
    retry: int = 0
    odd: bool = False
    answer: Json | None = None


def _merged(common: Any, own: Any) -> Any:  # noqa: ANN401 - any JSON there is
    """Lay a payload's own keys over what all of its file have in common."""
    if not (isinstance(common, dict) and isinstance(own, dict)):
        return own
    laid = {key: _merged(common.get(key), value) for key, value in own.items()}
    return {key: value for key, value in (common | laid).items() if value != LEFT_OUT}


def _case(common: Json, row: Json) -> Case:
    came = row.get("before", [])
    before = tuple(_merged(common, one) if isinstance(one, dict) else one for one in came)
    payload = _merged(common, row.get("payload", {}))
    return Case(**{**row, "before": before, "payload": payload})


def _read(path: Path) -> list[Case]:
    told = json.loads(path.read_text(encoding="utf-8"))
    shared = {"through": told["through"]}
    return [_case(told.get("payload", {}), shared | row) for row in told["cases"]]


CASES = [case for path in sorted(FOLDER.glob("*.json")) for case in _read(path)]
