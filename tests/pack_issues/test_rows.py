"""Rows: where an answer leads, for those who said this or that before."""

from __future__ import annotations

import pytest

from tests.pack_issues.pack_folder import DECIDE, PackFolder

ROWS = """to: [
        {when: {identity: "yes"}, to: clear_payoff_only},
        {to: likely_worthwhile}]"""
"""Where `support: yes` leads, for those who got there by `identity: yes`; so does everybody."""


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        (
            "identity:",
            "identidy:",
            r"support\.yes: when: there is no question identidy; do you mean",
        ),
        ('"yes"', '"yess"', r"when: identity: there is no answer yess; do you mean yes"),
        ('identity: "yes"', 'support: "yes"', r"when: support is never asked before support"),
        ("clear_payoff_only", "clear_payoff", r"there is no question or outcome clear_payoff"),
        ('"yes"', '"no"', r"no way here makes the row that leads to clear_payoff_only decide"),
    ],
)
def test_a_row_that_names_what_is_not_there_or_never_decides(
    pack: PackFolder, old: str, new: str, pattern: str
) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", ROWS.replace(old, new, 1))
    line = pack.line(DECIDE, "        {when:")
    pack.says(DECIDE, line, pattern)


def test_rows_of_which_the_last_is_not_for_everybody_or_an_earlier_one_is(pack: PackFolder) -> None:
    pack.swap(DECIDE, "to: likely_worthwhile", ROWS)
    row, rest = (
        '        {when: {identity: "yes"}, to: clear_payoff_only}',
        "{to: likely_worthwhile}",
    )
    pack.swap(DECIDE, f"{row},\n        {rest}]", f"        {rest},\n{row}]")
    pack.says(
        DECIDE, pack.line(DECIDE, row), r"the last row must have no `when`, so that everybody gets"
    )
    first = pack.line(DECIDE, f"        {rest}")
    pack.says(DECIDE, first, r"a row without `when` comes last; move it down")


def test_rows_that_make_too_many_states(pack: PackFolder) -> None:
    many, end = 15, "        to:\n"
    lines = ["id: wide", "title: Wide", "start: q0", "questions:"]
    for at in range(many + 1):
        to = f"q{at + 1}" if at < many else "done"
        if at == many:
            end += "".join(f"          - {{when: {{q{n}: a}}, to: other}}\n" for n in range(many))
            end += "          - {to: done}"
        lines += [f"  q{at}:", f"    ask: Is it {at}?", "    why: Because."]
        lines += ["    facts: [ours]", "    answers:"]
        lines += ["      a:", "        label: A", end if at == many else f"        to: {to}"]
        lines += [f"      b: {{label: B, to: {to}}}"]
    lines += ["outcomes:", "  done: {verdict: Done}", "  other: {verdict: Other}"]
    (pack.path / "flows" / "wide.yaml").write_text("\n".join(lines), encoding="utf-8")
    pack.says(
        "flows/wide.yaml", 4, "rows make more than 10000 states; name fewer answers under when"
    )


CLAIM = "flows/claim.yaml"


def _idle(claims: PackFolder) -> list[str]:
    return [str(one) for one in claims.warnings() if one.line]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            "{when: {kind: drive}, to: not_paid}",
            "without this row, its people get to not_paid all the same; take it out",
        ),
        (
            "{when: {kind: [drive, penalty], approved: yes}, to: sign_note}",
            "when: nobody comes to this row with kind penalty; take penalty out",
        ),
        (
            "{when: {kind: [drive, taxi]}, to: sign_note}",
            "when: nobody comes to this row with kind taxi; take taxi out",
        ),
    ],
)
def test_what_decides_nothing_is_a_warning(claims: PackFolder, new: str, told: str) -> None:
    assert _idle(claims) == []
    line = claims.swap(CLAIM, "{when: {kind: drive, approved: yes}, to: sign_note}", new)
    assert _idle(claims) == [f"{CLAIM}:{line}: warning: proof.slip: {told}"]


def test_a_condition_that_all_who_come_to_a_row_meet_is_a_warning(claims: PackFolder) -> None:
    line = claims.swap(CLAIM, "{when: {kind: [fare, taxi]}", "{when: {kind: [fare, taxi, meal]}")
    told = "when: all who come to this row answered approved so; take approved out"
    assert _idle(claims) == [f"{CLAIM}:{line + 1}: warning: proof.slip: {told}"]


def test_a_last_row_to_which_nobody_comes_takes_the_one_above_along(claims: PackFolder) -> None:
    row = "          - {when: {kind: gift}, to: gift_book}\n          - {to: send_it}\n"
    every = "when: {kind: [fare, taxi, drive, hotel, meal, gift, kit]}"
    line = claims.swap(CLAIM, row, row.replace("when: {kind: gift}", every)) + 1
    claims.says(CLAIM, line, "take it out, and `when` off the row above")
