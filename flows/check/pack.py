"""Cross-checks of a pack: what no single file can know about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.about import check_about
from flows.check.budget import check_budget, written
from flows.check.cards import check_cards, unknown_cards
from flows.check.claims import Claims
from flows.check.examples import check_examples
from flows.check.flows import check_graph, check_sections, longest_question
from flows.check.gaps import check_gaps
from flows.check.nodes import check_nodes
from flows.check.options import check_options
from flows.check.phrases import check_names
from flows.check.reading import check_reading
from flows.check.replies import check_replies
from flows.model.claim import OURS, read_claim
from flows.model.figures import figures
from flows.model.issue import Issue, no_such
from flows.model.source import is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.pack.read import ReadPack

SOURCE, TENSIONS, TOPICS = "source.yaml", "tensions.yaml", "topics.yaml"


def check(read: ReadPack) -> Iterator[Issue]:
    """Find everything in which the files of a pack disagree, warnings included.

    What could not be read was said already, and is missed nowhere.
    """
    pack = read.pack
    claims = Claims(pack.source.facts)
    yield from check_about(read, claims)
    if SOURCE not in read.unread:
        yield from _source(read, claims)
    yield from check_cards(read, claims)
    yield from check_names(read)
    yield from check_reading(pack)
    yield from _tensions(read, claims)
    if TOPICS not in read.unread:
        yield from _topics(read)
    for file, flow in read.flows.items():
        lines = read.maps[file]
        yield from check_graph(flow, lines)
        yield from check_sections(pack, flow, lines)
        yield from check_nodes(read, flow, lines, claims)
        yield from check_replies(flow, lines)
    yield from check_options(read, claims)
    yield from check_gaps(read)
    if read.examples:
        yield from check_examples(read, read.examples)
    for fact in pack.source.facts:
        if fact not in claims.used:
            line = read.maps[SOURCE].find("facts", fact)
            yield Issue(SOURCE, line, f"no claim rests on fact {fact}", warning=True)


def _source(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    source, lines = read.pack.source, read.maps[SOURCE]
    for name, fact in source.facts.items():
        line = lines.find("facts", name)
        if fact.section not in source.sections:
            what = f"fact {name}: {no_such('section', fact.section, source.sections)}"
            yield Issue(SOURCE, lines.find("facts", name, "section"), what)
        if name == OURS:
            yield Issue(SOURCE, line, f"{OURS} is reserved; rename the fact")
        stated = figures(fact.says)
        listed = {one for text in fact.figures for one in figures(text) or [text]}
        if stated != listed:
            differ = ", ".join(sorted(stated ^ listed))
            yield Issue(SOURCE, line, f"fact {name}: says and figures differ in {differ}")
    if not is_day(source.date):
        what = f"date {source.date} is no day; write one as YYYY-MM-DD"
        yield Issue(SOURCE, lines.find("date"), what)
    own = (("found", source.found), ("interest", source.interest))
    about = [
        *(read_claim(text, lines.find(key)) for key, text in own if text),
        *(read_claim(text, lines.find("about", at)) for at, text in enumerate(source.about)),
    ]
    for claim in about:
        yield from claims.check(claim, SOURCE)
    shown = (source.title, source.publisher, *map(written, about), longest_question(read.pack))
    yield from check_budget(SOURCE, lines.find("about"), "about", shown)


def _tensions(read: ReadPack, claims: Claims) -> Iterator[Issue]:
    lines = read.maps[TENSIONS]
    for name, tension in read.pack.tensions.items():
        claim = read_claim(tension.says, lines.find(name), tension.facts)
        yield from claims.check(claim, TENSIONS)
        if not claim.ours:
            at = lines.find(name, "short")
            yield from claims.carried(tension.short, tension.facts, TENSIONS, at)


def _topics(read: ReadPack) -> Iterator[Issue]:
    lines = read.maps[TOPICS]
    shelved: set[str] = set()
    for number, topic in enumerate(read.pack.topics):
        yield from unknown_cards(read, topic.cards, lines, number, "cards")
        for at, card in enumerate(topic.cards):
            if card in shelved:
                line = lines.find(number, "cards", at)
                yield Issue(TOPICS, line, f"card {card} stands on two shelves; keep one")
            shelved.add(card)
    for card in read.pack.cards:
        if card not in shelved:
            yield Issue(TOPICS, 0, f"card {card} is on no shelf; add it to one")
