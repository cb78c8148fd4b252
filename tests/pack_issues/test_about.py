"""What pack.yaml says of its pack."""

from __future__ import annotations

import pytest

from flows.check.load import load
from flows.pack.scaffold import TEMPLATE
from tests.pack_issues.pack_folder import ABOUT, PackFolder


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        ("main: decide", "main: decid", r"there is no flow decid; do you mean decide\?"),
        ("command: /meded", "command: meded", r"meded can't be a command; write / and up to 31"),
        ("command: /meded", "command: /MedEd", r"/MedEd can't be a command"),
        ("name: MedEd Advisor", f"name: {'x' * 36}", r"name has 36 characters; 35 at most"),
        ("language: en", "language: de", r"language should be en"),
        ("2026-11-24", "2026-11-31", r"reviewed_on 2026-11-31 is no day; write one as YYYY-MM-DD"),
        ('"2026-11-24"', "[soon]", r"reviewed_on should be one day, written as YYYY-MM-DD"),
        ("2026-11-24", "1767830400", r"reviewed_on 1767830400 is no day"),
        ('"365"', "often", r"review_every should be a whole number"),
        ('"365"', '"7"', r"review_every should be 30 or more"),
        ('"365"', '"9999"', r"review_every should be 3650 or less"),
        ("hello:", "helo:", r"there is no key helo; do you mean hello"),
        ("I answer questions", "{name} answers questions", r"hello has markup: “{name}” is shown"),
        ("id: masters", "id: Med Ed", r"id is no id; write med-ed instead of Med Ed"),
    ],
)
def test_a_slip_in_what_a_pack_says_of_itself(
    pack: PackFolder, old: str, new: str, pattern: str
) -> None:
    pack.says(ABOUT, pack.swap(ABOUT, old, new), pattern)


def test_a_pack_may_say_whom_to_call_in_danger(pack: PackFolder) -> None:
    assert load(TEMPLATE).about.urgent is None
    pack.swap(ABOUT, "This matters more than any degree.", "Call the ward's desk at once.")
    assert str(load(pack.path).about.urgent).startswith("Call the ward's desk at once.")
