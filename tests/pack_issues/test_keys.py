"""Keys that are missing or misspelled: where each belongs, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pack_issues.pack_folder import ABOUT, CARD, DECIDE, SOURCE

if TYPE_CHECKING:
    from tests.pack_issues.pack_folder import PackFolder

YES = 'label: "Yes, either one", to: ambition'
"""Two keys of the first answer; one line, as is all of that answer."""
QUESTION = "{ask: some text, why: some text, answers: {some_id: {label: some text, to: some_id}}}"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("to: ambition", "question identity, answer yes lacks label; add `label: some text`"),
        ('label: "Yes"', "question identity, answer yes lacks to; add `to: some_id`"),
        (
            'label: "Yes", to: [{when: {identity: "yes"}}, {to: ambition}]',
            "question identity, answer yes, row 1 lacks to; add `to: some_id`",
        ),
        (
            'label: "Yes", to: [{to: ambition}, {}]',
            "question identity, answer yes, row 2 lacks to; add `to: some_id`",
        ),
        (
            'label: "Yes", to: [ambition]',
            "question identity, answer yes, row 1 should hold keys and values, as in {to: some_id}",
        ),
        (
            'lable: "Yes", to: ambition',
            "question identity, answer yes: there is no key lable; do you mean label?",
        ),
        (
            "label: Yes, either one, to: ambition",
            (
                "question identity, answer yes: there is no key either one; "
                "put quotes around a text with a comma"
            ),
        ),
    ],
)
def test_a_key_of_an_answer(pack: PackFolder, new: str, told: str) -> None:
    line = pack.swap(DECIDE, YES, new)
    assert [(one.line, one.what) for one in pack.issues()] == [(line, told)]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (DECIDE, "questions:", "questoins:", "there is no key questoins; do you mean questions?"),
        (
            DECIDE,
            "    answers:",
            "    anwsers:",
            "question identity: there is no key anwsers; do you mean answers?",
        ),
        (
            DECIDE,
            "    verdict:",
            "    verdit:",
            "outcome skip_masters: there is no key verdit; do ",
        ),
        (DECIDE, "start: identity\n", "", "the file lacks start; add `start: some_id`"),
        (DECIDE, "  support:\n", "  x: y\n  support:\n", f"as in {QUESTION}"),
        (
            DECIDE,
            '  - "you aim for',
            "  - you aim: for # ",
            "outcome skip_masters, unless, entry 2 should be one text; put quotes",
        ),
        (ABOUT, "command: /meded\n", "", "the file lacks command; add `command: /word`"),
        (ABOUT, "language: en\n", "", "the file lacks language; add `language: en`"),
        (ABOUT, "language: en\n", "lines: 7\n", "there is no key lines; take it out"),
        (SOURCE, "    says:", "    say:", "there is no key say; do you mean says?"),
        (SOURCE, "facts:\n", "fax:\n", "lacks facts; add `facts: {some-id: {section: some-id, "),
        ("topics.yaml", "  cards: [", "  # [", "entry 1 lacks cards; add `cards: [some-id]`"),
        (CARD, "title:", "titel:", "there is no key titel; do you mean title?"),
    ],
)
def test_a_key_anywhere(pack: PackFolder, file: str, old: str, new: str, told: str) -> None:
    pack.swap(file, old, new)
    assert any(one.file == file and one.line and told in one.what for one in pack.issues())
