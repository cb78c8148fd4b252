"""A session: what is remembered of one person, as a frozen value and as one line of JSON."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS = 6
"""How many applied events are remembered, to know a repeated one again."""
_MARKED = MARKS * 7 - 1  # marks of six characters, and what parts them


class Session(NamedTuple):
    """The open flow, the answers of each flow, and the marks of the last applied events.

    `version` counts accepted moves; `moved` is the version at which the position last changed,
    so that a press drawn for an older position is known as one. `missed` counts lines in a row
    that were not understood. `asked` is the code of the move that was asked about before it is
    made: for `human`, the next line is what to send. `shown` is the card whose *More* is in sight.
    """

    version: int = 0
    moved: int = 0
    flow: str | None = None
    paused: bool = False
    missed: int = 0
    asked: str = ""
    shown: str = ""
    answers: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    marks: tuple[str, ...] = ()

    def given(self, flow: str) -> Mapping[str, str]:
        """The answers given in a flow, by question."""
        return self.answers.get(flow, {})

    def with_answers(self, flow: str, answers: Mapping[str, str]) -> Session:
        """The session with `flow` open and these answers in it; its position moves."""
        return Session(
            self.version,
            self.version + 1,
            flow,
            missed=self.missed,
            answers={**self.answers, flow: dict(answers)},
            marks=self.marks,
        )

    def accepted(self, mark: str) -> Session:
        """The session one version on, with the mark of the event that took it there."""
        return self._replace(version=self.version + 1, marks=(*self.marks, mark)[-MARKS:])

    def dump(self) -> str:
        """Write the session as compact JSON, its version first.

        The marks take their full room from the start, so that a session does not grow by use.
        """
        return json.dumps(
            {
                "v": self.version,
                "m": self.moved,
                **({"f": self.flow} if self.flow else {}),
                **({"p": 1} if self.paused else {}),
                **({"n": self.missed} if self.missed else {}),
                **({"q": self.asked} if self.asked else {}),
                **({"s": self.shown} if self.shown else {}),
                **({"a": dict(self.answers)} if self.answers else {}),
                "e": " ".join(self.marks).ljust(_MARKED),
            },
            separators=(",", ":"),
            default=dict,
        )


class _Stored(BaseModel):
    """What `dump` writes, by its short names."""

    model_config = ConfigDict(strict=True)

    v: int
    m: int
    f: str | None = None
    p: int = 0
    n: int = 0
    q: str = ""
    s: str = ""
    a: dict[str, dict[str, str]] = {}
    e: str


def load_session(text: bytes | None) -> Session:
    """Read a session back; None is a new one. Raises `ValueError` for what is no session."""
    if text is None:
        return Session()
    try:
        kept = _Stored.model_validate_json(text)
    except ValidationError:  # which quotes what is stored
        raise ValueError("the stored value is no session") from None
    return Session(
        version=kept.v,
        moved=kept.m,
        flow=kept.f,
        paused=bool(kept.p),
        missed=kept.n,
        asked=kept.q,
        shown=kept.s,
        answers=kept.a,
        marks=tuple(kept.e.split()),
    )
