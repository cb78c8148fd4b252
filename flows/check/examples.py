"""Examples: lines of what isn't there, lines under two labels, and files without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.normalize import normal
from flows.language.phrasebook import OTHER, UNSURE
from flows.model.issue import Issue, no_such
from flows.model.option import LIST, SEVERAL
from flows.pack.examples import ASPECTS, BY_KIND, FOLLOW_UPS, GAPS, NONE, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flows.pack.examples import Example, Examples
    from flows.pack.read import ReadPack


def check_examples(read: ReadPack, examples: Examples) -> Iterator[Issue]:
    """Check every file of examples, and that each card has one."""
    cards = read.names("cards")
    for label, file in examples.files.items():
        if label not in cards:
            what = no_such("card", label, [*cards, NONE], f"add cards/{label}.md")
            yield Issue(file, 0, what)
    for card in read.pack.cards:
        if card not in examples.files:
            yield Issue(f"examples/{card}.yaml", 0, "is missing; every card needs examples")
    files = {NONE: f"examples/{NONE}.yaml", **examples.files}
    full = {example.label for example in examples.all}
    for label, file in files.items():
        if label not in full:
            yield from _empty(read, file, "an author", "me: {direct: [how long is it]}")
    yield from _two_labels(read, examples.all, files)
    for place, said in examples.answers.items():
        yield from _replies(read, place, said)
    yield from _of_options(read, examples)


def _of_options(read: ReadPack, examples: Examples) -> Iterator[Issue]:
    """Check the lines about options, and about what the document leaves out."""
    pack, options = read.pack, read.names("options")
    asked = [*pack.aspects, *SEVERAL]
    known = (
        (ASPECTS, "aspect", asked, examples.aspects),
        (FOLLOW_UPS, "aspect", [one for one in asked if one != LIST], examples.follow_ups),
        (GAPS, "gap", [*pack.gaps], examples.gaps),
    )
    for name, kind, labels, said in known:
        file, given = f"examples/{name}.yaml", {example.label for example in said}
        for label in sorted(given - {*labels, OTHER}):
            yield Issue(file, read.maps[file].find(label), no_such(kind, label, labels))
        for label in labels if said else ():
            if label not in given:
                yield Issue(file, 0, f"has no line for {kind} {label}; add some")
        yield from _two_labels(read, said, dict.fromkeys((*labels, OTHER), file))
    file = f"examples/{ASPECTS}.yaml"
    for example in examples.aspects:
        for option in marked(example.text):
            if option not in options:
                line = _line(read, {example.label: file}, examples.aspects, example)
                yield Issue(file, line, no_such("option", option, options))


def _replies(read: ReadPack, place: str, said: Sequence[Example]) -> Iterator[Issue]:
    """Find replies to what no flow asks, and under what is no answer there."""
    file, (flow_id, _, name) = f"examples/{place}.yaml", place.partition("/")
    flow = read.pack.flows.get(flow_id)
    if flow is None:
        if flow_id not in (flows := read.names("flows")):
            yield Issue(file, 0, no_such("flow", flow_id, flows))
        return
    if name not in flow.questions:
        yield Issue(file, 0, f"in {flow_id} {no_such('question', name, flow.questions)}")
        return
    answers = [*flow.questions[name].answers, UNSURE, OTHER]
    labels = list(dict.fromkeys(example.label for example in said))
    for label in labels:
        if label not in answers:
            line = read.maps[file].find(label)
            yield Issue(file, line, f"in {place} {no_such('answer', label, answers)}")
    if not said:
        yield from _empty(read, file, "an answer and an author", "yes: {me: [of course]}")
    yield from _two_labels(read, said, dict.fromkeys(labels, file))


def _empty(read: ReadPack, file: str, under: str, such: str) -> Iterator[Issue]:
    if file in read.maps and file not in read.unread:
        yield Issue(file, 0, f"has no line; add some under {under}, as in {such}")


def _two_labels(
    read: ReadPack, lines: Sequence[Example], files: Mapping[str, str]
) -> Iterator[Issue]:
    """Find lines that stand under two labels, so that nothing can be learned from them."""
    owners: dict[str, Example] = {}
    for example in lines:
        first = owners.setdefault(normal(example.text), example)
        if first.label != example.label:
            there, here = _line(read, files, lines, first), _line(read, files, lines, example)
            place = f"{files[first.label]}:{there}"
            what = f"“{example.text}” stands for {first.label} already, at {place}; keep one"
            yield Issue(files[example.label], here, what)


def _line(
    read: ReadPack, files: Mapping[str, str], lines: Sequence[Example], example: Example
) -> int:
    """Find the line of an example, which is the so-manyth of its author and kind."""
    place = (example.label, example.author, example.kind)
    beside = [one for one in lines if (one.label, one.author, one.kind) == place]
    at = next(number for number, one in enumerate(beside) if one is example)
    keys = place[1:] if example.kind in BY_KIND else place[:2]
    return read.maps[files[example.label]].find(*keys, at)
