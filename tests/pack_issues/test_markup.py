"""Links, and markup that would be shown as it stands."""

from __future__ import annotations

import re

import pytest

from flows.check.load import load
from flows.model.claim import Link
from tests.pack_issues.pack_folder import ABOUT, CARD, DECIDE, SOURCE, PackFolder


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a?b=c&d=1#e", "https://example.org", "https://example.org:8443/a_(b)"],
)
def test_a_link_in_a_claim(pack: PackFolder, link: str) -> None:
    pack.swap(CARD, "- Ask whether", f"- Ask [the 2 offices]({link}) whether")
    pack.swap(DECIDE, 'next: "To', f'next: "[To]({link})')
    pack.swap(DECIDE, '  - "you are', f'  - "[you]({link}) are')
    pack.swap(DECIDE, "It asks whether", f"It [asks]({link}) whether")
    pack.says(CARD, pack.line(CARD, "the 2 offices"), r"figure 2 is in no fact")
    pack.swap(CARD, "the 2 offices", "the office")
    loaded = load(pack.path)
    flow = loaded.flows["decide"]
    claim = next(c for c in loaded.cards["red-flags"].claims() if c.links)
    assert claim.text.startswith("Ask the office whether")
    assert claim.links == (Link("the office", link),)
    assert flow.questions["identity"].reason().links == (Link("asks", link),)


CLAIMED = (
    (CARD, "People get burned"),
    (DECIDE, "To teach well"),
    (DECIDE, "yet do want"),
    (DECIDE, "you want neither"),
    (DECIDE, "It asks whether"),
    (SOURCE, "It cites no studies"),
)
SHOWN = (
    (DECIDE, "Do you want education"),
    ("topics.yaml", "Deciding"),
    (ABOUT, "I answer questions"),
)
"""A place in each kind of claim, and of other text, that people see."""
PLAIN = {CARD, "topics.yaml"}
"""Files in which nothing is escaped there."""


@pytest.mark.parametrize(
    "raw",
    [
        "[words](http://example.org)",
        "[words](mailto:a@example.org)",
        "[words](https://someone@example.org)",
        "[words](https://localhost)",
        "[words](/a)",
        "[words](javascript:alert(1))",
        "![a picture](https://example.org/a.png)",
        "https://example.org",
        "www.example.org",
        "**bold**",
        "__bold__",
        "*italic*",
        "_two words_",
        "`code`",
        "{name}",
        "<name>",
        "<b>bold</b>",
        "a&nbsp;b",
        "\\*",
    ],
)
@pytest.mark.parametrize("shown", [CLAIMED, SHOWN], ids=["claims", "texts"])
def test_markup_is_never_shown_as_it_stands(
    pack: PackFolder, shown: tuple[tuple[str, str], ...], raw: str
) -> None:
    places = {
        (file, pack.swap(file, place, f"{place} {raw if file in PLAIN else escaped(raw)} "))
        for file, place in shown
    }
    told = re.compile(r"is shown as it stands; |can't stand here; take it out")
    found = pack.issues()
    assert places == {(one.file, one.line) for one in found if told.search(one.what)}, found


def escaped(raw: str) -> str:
    """Write a text as it stands between quotes in YAML."""
    return raw.replace("\\", "\\\\")


@pytest.mark.parametrize("raw", ["# A heading", "> A quotation", "| {a} |\n| --- |\n| b [^ours] |"])
def test_what_stands_at_the_beginning_of_a_block(pack: PackFolder, raw: str) -> None:
    line = pack.add(CARD, f"\n{raw} [^ours]\n") + 1
    pack.says(CARD, line, r"is shown as it stands")


@pytest.mark.parametrize(
    "text", ["p < 0.05 and q > 0.01", "5 * 3 * 2", "snake_case_name", "R&D", "A [sic] B", "~5, ~6"]
)
def test_signs_that_are_no_markup(pack: PackFolder, text: str) -> None:
    pack.add(CARD, f"\n{text} [^ours]\n")
    assert load(pack.path)
