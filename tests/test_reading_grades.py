"""Reading grades: how syllables are counted, and what is said of a text that is hard to read."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.check.reading import HIGHEST, check_reading, count_syllables, grade, reading_grades

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flows.pack.pack import Pack

HARD = (
    "Institutional accreditation considerations necessitate interdisciplinary curricular "
    "collaboration. [^ours]"
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("time", 1),
        ("more", 1),
        ("the", 1),
        ("table", 2),
        ("courses", 2),
        ("asked", 1),
        ("needed", 2),
        ("likely", 2),
        ("statement", 2),
        ("education", 4),
        ("identity", 4),
        ("special", 2),
        ("various", 3),
        ("studying", 3),
        ("doing", 2),
        ("isn't", 2),
        ("IRB", 1),
        ("2026", 1),
    ],
)
def test_syllables_are_counted_by_the_rule(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_a_grade_is_the_formula_of_flesch_and_kincaid() -> None:
    assert grade("The cat sat. It ate 3.5 fish!") == pytest.approx(0.39 * 3.5 + 11.8 - 15.59)
    assert grade("") == grade("– … –") == 0


@given(st.text())
def test_any_text_has_a_grade(text: str) -> None:
    assert grade(text) >= 0.39 + 11.8 - 15.59


def test_shorter_sentences_read_easier() -> None:
    long = "You want to teach well, and you want to lead, and you want to do research."
    assert grade("You want to teach well. You want to lead. You want to do research.") < grade(long)


def test_leads_are_easy_to_read(pack: Pack) -> None:
    leads, questions, verdicts = reading_grades(pack)
    assert max(leads.by_name.values()) <= HIGHEST
    assert median(leads.by_name.values()) <= HIGHEST - 2
    assert set(leads.by_name) == set(pack.cards)
    assert max(questions.by_name.values()) <= HIGHEST
    assert max(verdicts.by_name.values()) <= HIGHEST
    assert not list(check_reading(pack))


def test_check_prints_the_grades_and_warns_of_a_hard_lead(
    meded: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "week"
    assert meded("new", str(path))[0] == 0
    card = path / "cards/borrowing.md"
    front, _, rest = card.read_text("utf-8").partition("---\n\n")
    head, _, body = (front + rest).rpartition("---\n")
    card.write_text(f"{head}---\n{HARD}\n\n{body}", "utf-8")
    status, out, err = meded("check", "--pack", str(path))
    assert (status, err) == (0, "")
    assert "week/cards/borrowing.md:" in out
    assert "warning: lead reads at grade" in out
    assert "10 at most, so split or shorten it" in out
    (graded,) = (line for line in out.splitlines() if line.startswith("week: reading grades of "))
    assert "(borrowing); questions: median" in graded
