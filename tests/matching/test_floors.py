"""Committed floors of what `meded train` measured with all authors held out.

The shipped matcher learns from all of them and does better: see `test_others.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.nlu.match import ANSWER_THRESHOLD
from flows.nlu.model_bundle import ModelBundle

if TYPE_CHECKING:
    from flows.nlu.model_bundle import Figures
    from flows.pack.pack import Pack

FLOORS = {"direct": 0.9, "indirect": 0.75, "command": 0.71, "near": 0.87, "far": 0.85}
"""Right first; of near and far, refused, where to take one for a remark is not.

Many of these lines stood in a conversation, and are held out here without what was said before.
A near miss that names an option ("who runs faculty development now?") is answered: with what the
document says of it, which is mostly that it says nothing.
"""


@pytest.fixture(scope="module")
def figures(pack: Pack) -> Figures:
    bundle = ModelBundle.read(pack.folder)
    assert bundle
    return bundle.figures


def test_no_kind_falls_below_its_floor(figures: Figures) -> None:
    kinds = figures["kinds"]
    assert {kind for kind, floor in FLOORS.items() if kinds[kind] < floor} == set()


def test_answers_are_rarely_wrong_or_false(figures: Figures) -> None:
    questions = figures["questions"]
    assert questions["first"] >= 0.85
    assert questions["top three"] >= 0.93
    assert questions["right and answered"] >= 0.65
    assert questions["wrong card"] <= 0.035
    assert questions["false answers"] <= 0.07


def test_confidence_means_what_it_says(figures: Figures) -> None:
    for low, high, size, mean, right in figures["bands"]:
        given = low >= ANSWER_THRESHOLD  # what is answered; below, being modest does no harm
        assert size < 100 or mean - right < 0.1, (low, high)
        assert size < 100 or right - mean < (0.1 if given else 0.2), (low, high)


def test_typed_answers_are_heard_and_hardly_ever_recorded_wrongly(figures: Figures) -> None:
    replies = figures["replies"]
    assert replies["right"] >= 0.78
    assert replies["recorded wrongly"] <= 0.01
    assert replies["as the opposite"] <= 0.003


def test_what_is_asked_of_options_is_read_and_hardly_ever_wrongly(figures: Figures) -> None:
    """The lines held out are far odder than most, and some ask on and name no option.

    The measuring sets say how it goes with those that name one.
    """
    aspects = figures["aspects"]
    assert aspects["right"] >= 0.58
    assert aspects["wrong"] <= 0.08
    assert aspects["false"] <= 0.06
