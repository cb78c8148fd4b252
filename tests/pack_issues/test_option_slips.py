"""Options, roles and gaps: a cell that is missing, misspelled, too long, or rests on nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import DECIDE

if TYPE_CHECKING:
    from tests.pack_issues.pack_folder import PackFolder

FELLOWSHIP, MASTERS = "options/fellowship.yaml", "options/masters.yaml"


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        ("  length: not stated\n", "", r"lacks the aspect length; add `length: not stated`"),
        ("  length: not", "  lenght: not", r"there is no aspect lenght; do you mean length\?"),
        ("  length: not stated", "  length: A year.", r"“A year\.…” rests on no fact"),
        (
            "  length: not stated",
            '  length: "2 years. [^fellowship-option]"',
            r"figure 2 is in no fact it rests on",
        ),
        (
            "  length: not stated",
            '  length: "Long. [^felowship-option]"',
            r"there is no fact felowship-option; do you mean fellowship-option",
        ),
        (
            "length: not stated",
            "length: not said",
            r"on no fact; do you mean `length: not stated`\?",
        ),
        ("length: not stated", "length: Not stated.", r"do you mean `length: not stated`\?"),
        ("length: not stated", "length: [not stated]", r"do you mean `length: not stated`\?"),
        ("  length: not stated", "  length: []", r"is empty; write not stated"),
        (
            "  length: not stated",
            f'  length: "{"long " * 26}[^fellowship-option]"',
            r"length has 26 words; 25 at most, the rest in a second claim",
        ),
        ("card: alt-fellowship", "card: alt-felowship", r"there is no card alt-felowship"),
        ("[fellowship,", "[academy, fellowship,", r"“academy” is a name of \w+ already; keep one"),
        ("[fellowship,", "[help, fellowship,", r"name “help” is a word people type for help"),
        ("phrase:", "phrasing:", r"there is no key phrasing; do you mean phrase"),
    ],
)
def test_a_slip_in_an_option(pack: PackFolder, old: str, new: str, pattern: str) -> None:
    pack.swap(FELLOWSHIP, old, new)
    told = pack.issues()
    assert any(re.search(pattern, issue.what) and issue.line for issue in told), told


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (MASTERS, "provider: choosing", "povider: choosing", r"cards: there is no aspect povider"),
        ("aspects.yaml", "{option}", "{it}", r"needs \{option\}, once; mend the braces"),
        ("aspects.yaml", "length: {", "list: {", r"list is asked of several options"),
        ("roles.yaml", "moderate-vs-strong", "moderate", r"there is no tension moderate"),
        ("roles.yaml", "[^value-dean]", "", r"rests on no fact"),
        (
            "roles.yaml",
            "[core faculty,",
            "[PD, core faculty,",
            r"“pd” is a name of core_faculty al",
        ),
        ("roles.yaml", "[core faculty,", "[help, core faculty,", r"“help” is a word people type"),
        ("gaps.yaml", "[career-value, cost-money]", "[career]", r"there is no card career"),
        ("gaps.yaml", '"When are applications due?"', '"help"', r"is a word people type for help"),
        ("pack.yaml", "[fellowship, certificate]", "[fellowship]", r"give both or neither"),
        ("pack.yaml", "[fellowship, ", "[felowship, ", r"there is no option felowship"),
        ("pack.yaml", "choose: alternative", "choose: alternativ", r"there is no flow alternativ"),
        (
            "pack.yaml",
            "short_answer: bottom",
            "short_answer: botom",
            r"there is no card botom-line",
        ),
        ("pack.yaml", "evidence: career", "evidence: carer", r"there is no card carer-evidence"),
        ("pack.yaml", "[^no-trial]", "[^no-trail]", r"there is no fact no-trail"),
        (DECIDE, "Firm, yet hedged", "Firm at 99%, yet hedged", r"figure 99% is in no fact"),
        (DECIDE, "called: [", "called: [help, ", r"name “help” is a word people type for help"),
        ("cards/necessity.md", "then: [decide]", "then: [decid]", r"there is no flow decid"),
    ],
)
def test_a_slip_beside_the_options(
    pack: PackFolder, file: str, old: str, new: str, pattern: str
) -> None:
    pack.swap(file, old, new)
    told = pack.issues()
    assert any(re.search(pattern, issue.what) for issue in told if issue.file == file), told


def test_cells_and_silences_are_counted(pack: PackFolder) -> None:
    counts = load(pack.path).counts()
    assert counts["options"] == 11
    assert counts["cells"] == 110
    before = counts["silences"]
    pack.swap(FELLOWSHIP, '  fit: "People after', '  fit: not stated\n  # "People after')
    assert load(pack.path).counts()["silences"] == before + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "figure"),
    [
        ("gaps.yaml", "names no salaries", "names no salaries over $250,000", "$250000"),
        ("aspects.yaml", "gives no length", "gives no 2-year length", "2"),
        ("pack.yaml", "Nothing is ranked.", "Nothing is ranked among these 11.", "11"),
    ],
)
def test_a_figure_where_nothing_carries_one(
    pack: PackFolder, file: str, old: str, new: str, figure: str
) -> None:
    line = pack.swap(file, old, new)
    pack.says(
        file, line, rf"^figure {re.escape(figure)} is in a line that rests on no fact; say it"
    )


def test_a_broken_option_is_told_once_and_no_flow_that_compares_it(pack: PackFolder) -> None:
    line = pack.swap("options/workshops.yaml", "phrase:", "phrasing:")
    told = pack.issues()
    assert [(issue.file, issue.line) for issue in told] == [("options/workshops.yaml", line)], told
