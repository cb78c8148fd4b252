"""What is typed, and would be taken for something else."""

from __future__ import annotations

import re

import pytest

from flows.check.load import load
from tests.pack_issues.pack_folder import CARD, DECIDE, PackFolder


@pytest.mark.parametrize(
    ("file", "old", "new", "pattern"),
    [
        (DECIDE, "      no: {", "      stop: {", r"answer stop is a word people type; rename it"),
        (DECIDE, "role: [", "role: [resume, ", r"reply “resume” is a word people type for resume"),
        (DECIDE, '"No, neither"', "Start over", r"label “Start over” is a word .* for restart"),
        (DECIDE, '"No, neither",', "nope, synonyms: [Help!],", r"“Help!” is a word .* for help"),
        (DECIDE, '"No, neither"', '"yes, either one!"', r"stands for yes already; keep one"),
        (DECIDE, '"No, neither",', "x, synonyms: [Yes either one],", r"stands for yes already"),
        (DECIDE, '"No, neither"', '"Yes"', r"label “Yes” stands for yes already; keep one"),
        (
            CARD,
            "title: Red flags in a program",
            "title: Topics",
            r"title “Topics” is a word people",
        ),
        (DECIDE, '"No, neither"', "Yep", r"label “Yep” is a word for yes; reword it"),
        (DECIDE, '"No, neither"', '"Option 1"', r"label “Option 1” is the number of yes too"),
        (CARD, "aliases: [", "aliases: [nope, ", r"alias “nope” is what people reply; reword it"),
        (CARD, "aliases: [", "aliases: [menu, ", r"alias “menu” is a word people type for help"),
        (CARD, "aliases: [", "aliases: [Education RESEARCH, ", r"belongs to card goal-research"),
    ],
)
def test_words_that_would_be_taken_for_something_else(
    pack: PackFolder, file: str, old: str, new: str, pattern: str
) -> None:
    line = pack.swap(file, old, new)
    pack.says(file, line, pattern)


CLAIM = "flows/claim.yaml"
TAXI = "[taxi, cab, minicab]", "[{}]"
LATER = 'label: "No, or', 'synonyms: [{}]\n        label: "No, or'
"""Two answers, `kind.taxi` and `approved.no`: where a synonym of each is written."""


def _with_synonym(claims: PackFolder, answer: tuple[str, str], synonym: str) -> int:
    old, new = answer
    return claims.swap(CLAIM, old, new.format(synonym))


@pytest.mark.parametrize(
    ("answer", "synonym", "told"),
    [
        (TAXI, "3", "is the number of drive too; reword it"),
        (TAXI, "option three", "is the number of drive too; reword it"),
        (TAXI, "the third one", "is the number of drive too; reword it"),
        (TAXI, "a train bus or ferry", "stands for fare already; keep one"),
        (TAXI, "gift", "stands for gift already; keep one"),
        (TAXI, "skip this one", "leaves the question instead; reword it"),
        (TAXI, "no worries", "is never heard as an answer; reword it"),
        (TAXI, "...", "is never heard as an answer; reword it"),
        (LATER, "absolutely", "is a word for yes; reword it"),
        (LATER, "one", "is the number of yes too; reword it"),
        (LATER, "why", "asks why instead; reword it"),
    ],
)
def test_a_synonym_that_something_else_is_heard_for(
    claims: PackFolder, answer: tuple[str, str], synonym: str, told: str
) -> None:
    line = _with_synonym(claims, answer, synonym)
    (found,) = claims.issues()
    assert (found.file, found.line) == (CLAIM, line)
    assert found.what.endswith(f": synonym “{synonym}” {told}")


@pytest.mark.parametrize(
    ("answer", "synonym"),
    [
        *((TAXI, said) for said in ("2", "9", "yeah", "hotel taxi")),
        *((LATER, said) for said in ("second", "two", "not yet", "nope")),
    ],
)
def test_a_synonym_that_is_free(claims: PackFolder, answer: tuple[str, str], synonym: str) -> None:
    _with_synonym(claims, answer, synonym)
    assert load(claims.path)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Stop", "is a word people type for stop; reword it"),
        ("Yes", "is nothing to call a flow by; reword it"),
        ("?!", "is nothing to call a flow by; reword it"),
        ("when do I get my money", "belongs to flow claim already; keep one"),
    ],
)
def test_a_flow_that_nobody_can_call(claims: PackFolder, title: str, told: str) -> None:
    claims.swap(CLAIM, "Can I claim this expense?", "When do I get my money?")
    line = claims.swap("flows/payday.yaml", "When do I get my money?", f'"{title}"')
    claims.says("flows/payday.yaml", line, re.escape(told))


def test_a_card_called_like_a_flow(claims: PackFolder) -> None:
    line = claims.swap("cards/hotels.md", "title: Hotels", "title: Can I claim this expense")
    claims.says("cards/hotels.md", line, "belongs to flow claim already; keep one")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (CLAIM, "minicab]", "bleeding]", "synonym “bleeding” is taken for danger"),
        (
            "cards/hotels.md",
            "title: Hotels",
            "title: Burned out",
            "“Burned out” is taken for strain",
        ),
    ],
)
def test_words_of_danger_are_warned_of(
    claims: PackFolder, file: str, old: str, new: str, told: str
) -> None:
    at = (file, claims.swap(file, old, new))
    assert any((one.file, one.line) == at and told in one.what for one in claims.warnings())


def test_where_labels_count_a_number_is_free(claims: PackFolder) -> None:
    claims.swap(CLAIM, "label: A taxi", "label: 3 or more")
    _with_synonym(claims, TAXI, "3")
    assert load(claims.path)


@pytest.mark.parametrize(
    "labels",
    [
        ("Yes", "No", "Maybe"),
        ("Always", "Sometimes", "Never"),
        ("None", "One", "Two or more"),
        ("0", "1", "2", "3 or more"),
        ("Less than one year", "1 to 2 years", "More than 2"),
        ("First floor", "Second floor"),
        ("Hotels", "Meals", "When do I get my money?"),
        ("Option A", "Option B"),
        ("Both", "Either", "Neither"),
    ],
)
def test_what_answers_are_usually_called_is_free(
    claims: PackFolder, labels: tuple[str, ...]
) -> None:
    named = zip("abcd", labels, strict=False)
    answers = "".join(f'      {way}: {{label: "{label}", to: done}}\n' for way, label in named)
    asked = f"    ask: Which one?\n    why: It matters.\n    facts: [ours]\n    answers:\n{answers}"
    flow = f"id: extra\ntitle: One more\nstart: it\nquestions:\n  it:\n{asked}"
    flow += "outcomes:\n  done: {verdict: Done, facts: [ours]}\n"
    (claims.path / "flows/extra.yaml").write_text(flow, encoding="utf-8")
    assert load(claims.path)


def test_a_synonym_for_not_being_sure_is_a_warning(claims: PackFolder) -> None:
    line = _with_synonym(claims, TAXI, "no idea")
    told = "kind.taxi: synonym “no idea” means “Not sure” elsewhere, and taxi here"
    assert any(one.line == line and told in one.what for one in claims.warnings())
