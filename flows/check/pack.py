"""Cross-checks of a pack: what no single file can know about itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.check.budget import check_budget
from flows.check.cards import check_blocks
from flows.check.flows import check_graph, check_sections, longest_question
from flows.language.commands import commands
from flows.model.claim import MARK, OURS, Claim, read_claim
from flows.model.figures import figures
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flows.model.flow import Flow, Outcome
    from flows.pack.pack import Pack
    from flows.pack.reader import SourceMap


def check(pack: Pack, lines: Mapping[str, SourceMap], unread: Iterable[str]) -> Iterator[Issue]:
    """Find everything in which the files of a pack disagree, warnings included.

    `unread` cards have a file that could not be read, which was said already; so was it of a
    source without facts.
    """
    known = [f"there is no card {card};" for card in unread]
    known += [] if pack.source.facts else ["there is no fact ", "figure "]
    yield from (f for f in _disagreements(pack, lines) if not f.what.startswith(tuple(known)))


def _disagreements(pack: Pack, lines: Mapping[str, SourceMap]) -> Iterator[Issue]:
    used: set[str] = set()
    if pack.source.facts:
        yield from _source(pack, lines["source"], used)
    yield from _cards(pack, lines, used)
    yield from _tensions(pack, lines["tensions"], used)
    yield from _topics(pack, lines["topics"])
    for flow in pack.flows.values():
        yield from _flow(pack, flow, lines[flow.id], used)
    yield from _examples(pack)
    for fact in pack.source.facts:
        if fact not in used:
            line = lines["source"].find("facts", fact)
            yield Issue("source.yaml", line, f"no claim rests on fact {fact}", warning=True)


def _rests(pack: Pack, claim: Claim, file: str, used: set[str]) -> Iterator[Issue]:
    """A claim needs facts that exist and that carry its figures."""
    used.update(claim.facts)
    start = claim.text[:30]
    if MARK in claim.text:
        what = f"“{start}…” has a mark before its end, where people see it; move it to the end"
        yield Issue(file, claim.line, what)
        return
    if not claim.facts:
        yield Issue(file, claim.line, f"“{start}…” rests on no fact; end it in [^fact-id]")
        return
    if claim.ours:
        return
    if OURS in claim.facts:
        yield Issue(file, claim.line, f"“{start}…” mixes [^{OURS}] with facts; keep them apart")
    known = pack.source.facts
    for fact in claim.facts:
        if fact not in known and fact != OURS:
            yield Issue(file, claim.line, f"there is no fact {fact} in source.yaml")
    carried = {figure for fact in claim.facts if fact in known for figure in known[fact].figures}
    for figure in sorted(figures(claim.text) - carried):
        have = ", ".join(sorted(carried)) or "none"
        yield Issue(file, claim.line, f"figure {figure} is in no fact it rests on (those: {have})")


def _source(pack: Pack, lines: SourceMap, used: set[str]) -> Iterator[Issue]:
    source, file = pack.source, lines.file
    for name, fact in source.facts.items():
        line = lines.find("facts", name)
        if fact.section not in source.sections:
            yield Issue(file, line, f"fact {name}: there is no section {fact.section}")
        if name == OURS:
            yield Issue(file, line, f"{OURS} is reserved; rename the fact")
        stated, listed = figures(fact.says), set(fact.figures)
        if stated != listed:
            differ = ", ".join(sorted(stated ^ listed))
            yield Issue(file, line, f"fact {name}: says and figures differ in {differ}")
    if not _is_day(source.date):
        what = f"date {source.date} is no day; write one as YYYY-MM-DD"
        yield Issue(file, lines.find("date"), what)
    about = [read_claim(text, lines.find("about", at)) for at, text in enumerate(source.about)]
    for claim in about:
        yield from _rests(pack, claim, file, used)
    shown = (
        source.title,
        source.publisher,
        *(claim.display_text for claim in about),
        longest_question(pack),
    )
    yield from check_budget(file, lines.find("about"), "about", shown)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _cards(pack: Pack, lines: Mapping[str, SourceMap], used: set[str]) -> Iterator[Issue]:
    aliases: dict[str, str] = {}
    for card in pack.cards.values():
        file, at = f"cards/{card.id}.md", lines[card.id]
        if card.id in commands().phrases:
            yield Issue(file, 0, f"{card.id} is a word people type; rename the card")
        for claim in card.claims():
            yield from _rests(pack, claim, file, used)
        yield from check_blocks(card, file)
        yield from _known_cards(pack, card.also, file, at.find("also"))
        for alias in card.aliases:
            first = aliases.setdefault(alias.casefold(), card.id)
            if first != card.id:
                line = at.find("aliases")
                yield Issue(file, line, f"alias “{alias}” belongs to card {first} already")


def _tensions(pack: Pack, lines: SourceMap, used: set[str]) -> Iterator[Issue]:
    for name, tension in pack.tensions.items():
        claim = Claim(tension.says, tension.facts, lines.find(name))
        yield from _rests(pack, claim, "tensions.yaml", used)


def _topics(pack: Pack, lines: SourceMap) -> Iterator[Issue]:
    shelved: set[str] = set()
    for number, topic in enumerate(pack.topics):
        line = lines.find(number)
        yield from _known_cards(pack, topic.cards, "topics.yaml", line)
        for card in topic.cards:
            if card in shelved:
                yield Issue("topics.yaml", line, f"card {card} stands on two shelves; keep one")
            shelved.add(card)
    for card in pack.cards:
        if card not in shelved:
            yield Issue("topics.yaml", 0, f"card {card} is on no shelf; add it to one")


def _flow(pack: Pack, flow: Flow, lines: SourceMap, used: set[str]) -> Iterator[Issue]:
    file = lines.file
    if file != f"flows/{flow.id}.yaml":
        yield Issue(file, lines.find("id"), f"id {flow.id} differs from the file's name")
    if flow.id in commands().phrases:
        yield Issue(file, lines.find("id"), f"{flow.id} is a word people type; rename the flow")
    both = flow.questions.keys() & flow.outcomes.keys()
    for node in sorted(both):
        yield Issue(file, lines.find("outcomes", node), f"{node} is a question as well")
    yield from check_graph(flow, lines)
    yield from check_sections(pack, flow, lines)
    for name, question in flow.questions.items():
        at = lines.find("questions", name)
        claim = Claim(question.why, question.facts, lines.find("questions", name, "why"))
        yield from _rests(pack, claim, file, used)
        if figures(question.ask):
            yield Issue(file, at, f"question {name} asks with a figure, which rests on no fact")
        for choice, answer in question.answers.items():
            if answer.because:
                line = lines.find("questions", name, "answers", choice, "because")
                yield from _rests(pack, read_claim(answer.because, line), file, used)
    for name, outcome in flow.outcomes.items():
        yield from _outcome(pack, outcome, ("outcomes", name), lines, used)
        if outcome.revisit and outcome.revisit not in flow.questions:
            line = lines.find("outcomes", name, "revisit")
            yield Issue(file, line, f"there is no question {outcome.revisit} to revisit")


def _outcome(
    pack: Pack, outcome: Outcome, at: tuple[str, str], lines: SourceMap, used: set[str]
) -> Iterator[Issue]:
    file = lines.file
    verdict = Claim(outcome.verdict, outcome.facts, lines.find(*at, "verdict"))
    yield from _rests(pack, verdict, file, used)
    if outcome.next:
        claim = read_claim(outcome.next, lines.find(*at, "next"))
        yield from _rests(pack, claim, file, used)
    for number, text in enumerate(outcome.unless):
        claim = read_claim(text, lines.find(*at, "unless", number))
        yield from _rests(pack, claim, file, used)
    yield from _known_cards(pack, outcome.cards, file, lines.find(*at, "cards"))
    for tension in outcome.tensions:
        if tension not in pack.tensions:
            line = lines.find(*at, "tensions")
            yield Issue(file, line, f"there is no tension {tension} in tensions.yaml")


def _known_cards(pack: Pack, cards: tuple[str, ...], file: str, line: int) -> Iterator[Issue]:
    for card in cards:
        if card not in pack.cards:
            yield Issue(file, line, f"there is no card {card}; add cards/{card}.md or mend the id")


def _examples(pack: Pack) -> Iterator[Issue]:
    for label, file in pack.examples.files.items():
        if label not in pack.cards:
            yield Issue(file, 0, f"there is no card {label}; add cards/{label}.md")
    for card in pack.cards:
        if card not in pack.examples.files:
            yield Issue(f"examples/{card}.yaml", 0, "is missing; every card needs examples")
