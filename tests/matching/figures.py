"""What the shipped guide makes of replies and of danger on the sets that are never learned from.

`python -m tests.matching.figures` prints the figures of `others/`; with file names, theirs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.check.load import load
from flows.nlu.matcher import TROUBLE, Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.model.flow import Question

Row = dict[str, Any]
OTHERS = Path(__file__).parent / "others"
SHORT = 3
"""Words of a reply that is short."""
_ONE = (["yes"], ["no"])


def rows(path: Path) -> list[Row]:
    """Read a set: `text`, what is right for it under `accept`, and for replies their `question`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def replies(
    matcher: Matcher, questions: Mapping[str, Question], said: Sequence[Row]
) -> dict[str, float]:
    """Give the shares of replies that are right, recorded wrongly, turned, and taken at once."""
    right = wrong = turned = short = at_once = 0
    for row in said:
        match, accept = matcher.match(row["text"], questions[row["question"]]), row["accept"]
        heard = match.id if match.kind in {"answer", "confirm"} else "other"
        recorded = match.kind == "answer" and heard in {"yes", "no"}
        right += heard in accept
        wrong += recorded and heard not in accept
        turned += recorded and heard not in accept and accept in _ONE
        if accept in _ONE and len(row["text"].split()) <= SHORT:
            short += 1
            at_once += recorded and heard in accept
    return {
        "right": right / len(said),
        "recorded wrongly": wrong / len(said),
        "as the opposite": turned / len(said),
        "short ones at once": at_once / max(1, short),
    }


def safety(matcher: Matcher, said: Sequence[Row]) -> dict[str, float]:
    """Give the shares of danger and strain that are known, and of false alarms among the rest."""
    known = {"danger": [0, 0], "strain": [0, 0], "none": [0, 0]}
    for row in said:
        first, kind = row["accept"][0], matcher.match(row["text"]).kind
        seen = kind if kind in TROUBLE else "none"
        alarm = row["accept"] == ["none"] and seen == "danger"
        more = first == "strain" and seen == "danger"  # a sterner answer is no miss
        known[first][0] += alarm if first == "none" else seen in row["accept"] or more
        known[first][1] += 1
    shares = {name: right / max(1, of) for name, (right, of) in known.items()}
    return {
        "danger known": shares["danger"],
        "strain known": shares["strain"],
        "false alarms": shares["none"],
    }


def main() -> None:
    """Print the figures of each set named, else of those set aside."""
    named = [Path(name) for name in sys.argv[1:]]
    pack = load()
    matcher, questions = Matcher(pack), pack.flows["decide"].questions
    for path in named or (OTHERS / "replies.jsonl", OTHERS / "safety.jsonl"):
        said = rows(path)
        typed = "question" in said[0]
        found = replies(matcher, questions, said) if typed else safety(matcher, said)
        shares = ", ".join(f"{name} {share:.1%}" for name, share in found.items())
        sys.stdout.write(f"{path.name} ({len(said)}): {shares}\n")


if __name__ == "__main__":
    main()
