"""What `pack.yaml` says that the rest of the pack doesn't bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.claims import rootless
from flows.check.phrases import acts
from flows.model.claim import read_claim
from flows.model.issue import Issue, no_such
from flows.model.option import FEWEST
from flows.pack.read import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.check.claims import Claims
    from flows.pack.read import ReadPack


def check_about(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    """Find what is named and isn't there, half of an example, and what lines rest on no fact."""
    if ABOUT in read.unread:
        return
    about, lines = read.pack.about, read.maps[ABOUT]
    flows, options = {*read.pack.flows, *read.names("flows")}, read.names("options")
    for key in ("main", "choose"):
        flow = getattr(about, key)
        if flow is not None and flow not in flows:
            yield Issue(ABOUT, lines.find(key), no_such("flow", flow, flows))
    cards = read.names("cards")
    for key in ("short_answer", "evidence"):
        card = getattr(about, key)
        if card is not None and card not in cards:
            what = no_such("card", card, cards, f"add cards/{card}.md or mend the id")
            yield Issue(ABOUT, lines.find(key), what)
    if about.how_sure:
        yield from claims.check(read_claim(about.how_sure, lines.find("how_sure")), ABOUT)
    for at, option in enumerate(about.example):
        if option not in options:
            what = no_such("option", option, options, f"add options/{option}.yaml")
            yield Issue(ABOUT, lines.find("example", at), what)
    if bool(about.example_label) != (len(about.example) >= FEWEST):
        what = "example takes two options, and example_label what comparing them is called"
        yield Issue(ABOUT, lines.find("example"), f"{what}; give both or neither")
    yield from _questions(read)
    yield from rootless(about.cannot or "", ABOUT, lines.find("cannot"))
    yield from rootless(about.compare_note or "", ABOUT, lines.find("compare_note"))


def _questions(read: ReadPack) -> Iterator[Issue]:
    """Find questions to press that no card answers, and those that would act when typed."""
    lines, cards = read.maps[ABOUT], read.names("cards")
    for card, question in read.pack.about.questions.items():
        line = lines.find("questions", card)
        if card not in cards:
            yield Issue(ABOUT, line, no_such("card", card, cards))
        yield from acts(question, "question", ABOUT, line)
