"""Figures and facts: what a claim rests on."""

from __future__ import annotations

import re

import pytest

from tests.pack_issues.pack_folder import CARD, DECIDE, SOURCE, PackFolder


def test_a_figure_changed_in_a_card(pack: PackFolder) -> None:
    file = "cards/alternatives.md"
    line = pack.swap(file, "60–80%", "65–80%")
    pack.says(file, line, r"figure 65-80% is in no fact")


def test_a_figure_changed_in_a_table(pack: PackFolder) -> None:
    path = next(
        card
        for card in sorted((pack.path / "cards").iterdir())
        if re.search(r"^\|[^\n]*\d[^\n]*\[\^", card.read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = path.read_text(encoding="utf-8")
    row = re.search(r"^\|[^\n]*?(\d+)[^\n]*\[\^", text, re.MULTILINE)
    assert row
    path.write_text(f"{text[: row.start(1)]}987654{text[row.end(1) :]}", encoding="utf-8")
    pack.says(f"cards/{path.name}", text[: row.start(1)].count("\n") + 1, r"figure .*987654")


def test_a_figure_changed_in_the_source(pack: PackFolder) -> None:
    text = (pack.path / SOURCE).read_text(encoding="utf-8")
    fact = re.search(
        r"^  ([a-z-]+):\n    section: [^\n]+\n    says: [^\n]*?(\d+)", text, re.MULTILINE
    )
    assert fact
    changed = f"{text[: fact.start(2)]}98765{text[fact.end(2) :]}"
    (pack.path / SOURCE).write_text(changed, encoding="utf-8")
    line = text[: fact.start(1)].count("\n") + 1
    pack.says(SOURCE, line, rf"fact {fact[1]}: says and figures differ")


def test_a_fact_mark_misspelled_in_a_card(pack: PackFolder) -> None:
    line = pack.swap(CARD, "[^flag-buzzwords]", "[^flag-buzzword]")
    pack.says(CARD, line, r"there is no fact flag-buzzword; do you mean flag-buzzwords\?")


def test_a_fact_misspelled_in_a_flow(pack: PackFolder) -> None:
    pack.swap(DECIDE, "facts: [framework-identity,", "facts: [framework-identify,")
    assert any(
        fault.file == DECIDE and fault.line and "framework-identify" in fault.what
        for fault in pack.issues()
    )


def test_a_claim_without_a_mark(pack: PackFolder) -> None:
    line = pack.add(CARD, "\nNobody said this.\n") + 1
    pack.says(CARD, line, r"rests on no fact; end it in")


def test_a_claim_that_mixes_ours_with_facts(pack: PackFolder) -> None:
    line = pack.swap(CARD, "[^people-pick-badly]", "[^people-pick-badly] [^ours]")
    pack.says(CARD, line, r"mixes \[\^ours\] with facts")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CARD, "get burned when", "get burned [^people-pick-badly] when"),
        (CARD, "[^people-pick-badly]", "[^people-pick-badly]."),
        (CARD, "[^people-pick-badly]", "[^people pick-badly] [^people-pick-badly]"),
        (SOURCE, "January 8, 2026, as an", "January 8, 2026, [^dated] as an"),
        (DECIDE, 'because: "you want', 'because: "you [^framework-identity] want'),
        (DECIDE, 'next: "To teach', 'next: "To [^teacher-reps] teach'),
        ("cards/career-value.md", "Low [^value-bedside]", "[^value-bedside] Low [^value-bedside]"),
    ],
)
def test_a_mark_before_the_end(pack: PackFolder, file: str, old: str, new: str) -> None:
    line = pack.swap(file, old, new)
    pack.says(file, line, r"has a mark before its end, .*; move it to the end")


@pytest.mark.parametrize(
    ("file", "old"),
    [
        (CARD, "Red flags in a program"),
        (SOURCE, "publisher: Residency Advisor"),
        (SOURCE, 'place: "heading 11'),
        ("topics.yaml", "title: Deciding"),
        ("tensions.yaml", "short: "),
        ("tensions.yaml", "says: "),
        (DECIDE, "title: Should I do a master's?"),
        (DECIDE, "Three questions,"),
        (DECIDE, "name: Main identity"),
        (DECIDE, "ask: Do you want"),
        (DECIDE, "It asks whether"),
        (DECIDE, "Yes, either one"),
        (DECIDE, "verdict: You almost certainly"),
    ],
)
def test_a_mark_where_none_can_stand(pack: PackFolder, file: str, old: str) -> None:
    key, found, start = old.rpartition(": ")
    line = pack.swap(file, old, f"{key}{found}{start or 'X'} [^dated] ")
    pack.says(file, line, r"shows a \[\^mark\]; name the fact under facts, or take it out")


def test_a_fact_of_an_unknown_section(pack: PackFolder) -> None:
    pack.add(SOURCE, "  stray:\n    section: nowhere\n    says: Something.\n")
    line = pack.line(SOURCE, "  stray:") + 1
    pack.says(SOURCE, line, r"there is no section nowhere")


def test_a_fact_called_ours(pack: PackFolder) -> None:
    line = pack.add(SOURCE, "  ours:\n    section: myth\n    says: Something.\n")
    pack.says(SOURCE, line, r"reserved")


@pytest.mark.parametrize(
    "date", ["2026-13-45", "2026-02-29", "20260108", "January 8", "２０２６-01-08"]
)
def test_a_date_that_is_no_day(pack: PackFolder, date: str) -> None:
    line = pack.swap(SOURCE, "2026-01-08", date)
    pack.says(SOURCE, line, rf"date {date} is no day; write one as YYYY-MM-DD")


def test_a_source_that_cannot_be_read_is_not_blamed_on_every_card(pack: PackFolder) -> None:
    line = pack.swap(SOURCE, "publisher:", "publishes:")
    found = pack.issues()
    assert {fault.file for fault in found} == {SOURCE}
    assert line in {fault.line for fault in found}


def test_a_fact_that_nothing_rests_on_is_a_warning_only(pack: PackFolder) -> None:
    line = pack.add(SOURCE, "  spare:\n    section: myth\n    says: Something.\n")
    warnings = [str(warning) for warning in pack.warnings()]
    assert f"{SOURCE}:{line}: warning: no claim rests on fact spare" in warnings
