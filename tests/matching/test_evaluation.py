from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.nlu.match import Match
from flows.training.evaluation import Evaluation, Outcome, evaluate
from flows.training.rows import Row, read_rows

if TYPE_CHECKING:
    from flows.nlu.matcher import Matcher

ALSO = ("cost-time", "cost-money", "funding")


def _outcome(accept: tuple[str, ...], match: Match, kind: str = "direct") -> Outcome:
    return Outcome(Row("text", accept, kind), match)


def test_figures_follow_their_definitions() -> None:
    outcomes = (
        _outcome(("cost-time",), Match("card", "cost-time", 0.9, ALSO)),
        _outcome(("cost-money",), Match("card", "cost-time", 0.8, ALSO)),
        _outcome(("cost-time",), Match("unsure", None, 0.4, ALSO)),
        _outcome(("@stop",), Match("command", "stop", 0.9, ALSO), "command"),
        _outcome((), Match("card", "cost-time", 0.7, ALSO), "near"),
        _outcome((), Match("none", None, 0.1, ALSO), "far"),
    )
    evaluation = Evaluation(outcomes)
    assert evaluation.figures() == {
        "first": 0.75,
        "top three": 1.0,
        "right and answered": 0.5,
        "wrong card": 0.25,
        "false answers": 0.5,
        "refused": 0.5,
    }
    assert evaluation.kinds() == {"command": 1.0, "direct": 2 / 3, "far": 1.0, "near": 0.0}
    assert evaluation.neighbors() == [("cost-money", "cost-time", 1)]


def test_rows_are_read_with_or_without_kinds(matcher: Matcher) -> None:
    lines = [
        '{"text": "how many hours a week", "accept": ["cost-time"]}',
        '{"text": "unsubscribe", "accept": ["@stop", "@forget"]}',
        '{"text": "bananas", "accept": []}',
        '{"text": "gre waived?", "accept": [], "kind": "near"}',
    ]
    rows = read_rows(lines)
    assert [row.kind for row in rows] == ["topic", "command", "outside", "near"]
    text = evaluate(matcher, rows).render()
    assert "4 questions" in text
    assert "threshold" in text


@pytest.mark.parametrize("line", ["[]", '{"text": "x"}', '{"text": "x", "accept": 3}'])
def test_a_row_that_is_none_is_named_by_its_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_rows(['{"text": "x", "accept": []}', line])
