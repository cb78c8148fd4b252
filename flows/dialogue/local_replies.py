"""Local facts as parts of a reply: under the guidance, as what they are, until their date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.dialogue.card_replies import ask_person, topics
from flows.dialogue.parts import Buttons, Items, Link, Note, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.local import BESIDE, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from flows.dialogue.parts import Part
    from flows.model.local import LocalEntry, LocalFacts
    from flows.pack.pack import Pack


def local_parts(facts: LocalFacts | None, option: str, today: date) -> tuple[Part, ...]:
    """Say what the institution has of an option, or of one of the three more; nothing if none."""
    parts: list[Part] = []
    for entry in facts.of(option, today) if facts else ():
        name = _named(_beside()[option], entry) if option in BESIDE else entry.name
        parts += [Title(_checked(entry)), *_entry(entry, today, name)]
    return tuple(parts)


def with_local(message: Message, facts: LocalFacts | None, option: str, today: date) -> Message:
    """Put what the institution has of an option under the guidance, above the ways on."""
    local = local_parts(facts, option, today)
    if not local:
        return message
    below = 1 if isinstance(message.parts[-1], Buttons) else 0
    at = len(message.parts) - below
    return replace(message, parts=(*message.parts[:at], *local, *message.parts[at:]))


def offered(pack: Pack, facts: LocalFacts | None, today: date) -> Message:
    """Say what the institution has filled in; if that is nothing, whom to ask."""
    named = {**{name: option.name for name, option in pack.options.items()}, **_beside()}
    person = (*_shelf(named.pop(PERSON), facts, PERSON, today),)
    parts = [part for what, title in named.items() for part in _shelf(title, facts, what, today)]
    title = say().local_title
    if parts:
        said = (Title(title), Text(say().local_intro), *parts, *person)
        return Message(f"{title}. {say().local_intro}", said, (topics(),))
    line = say().local_nothing.format(instead="" if person else pack.about.ask_instead).strip()
    return Message(line, (Title(title), Text(line), *person), (topics(), ask_person()))


def _shelf(title: str, facts: LocalFacts | None, what: str, today: date) -> Iterator[Part]:
    """List what there is of one thing, each with the month in which it was checked."""
    for entry in facts.of(what, today) if facts else ():
        yield from _entry(entry, today, _named(title, entry))
        yield Note(_checked(entry))


def _entry(entry: LocalEntry, today: date, name: str) -> Iterator[Part]:
    lines: list[str] = []
    if entry.contact:
        lines.append(say().local_contact.format(contact=entry.contact))
    if entry.cost:
        lines.append(say().local_cost.format(cost=entry.cost))
    if entry.length:
        lines.append(say().local_length.format(length=entry.length))
    if (day := entry.next_date) and day >= today:
        lines.append(say().local_next.format(date=f"{day:%B} {day.day}, {day.year}"))
    yield Items(tuple(lines), name)
    if entry.link:
        yield Link(say().local_link.format(host=urlsplit(entry.link).hostname), entry.link)


def _beside() -> dict[str, str]:
    """Name what there can be beside the options."""
    titles = (say().local_funding, say().local_support, say().local_person)
    return dict(zip(BESIDE, titles, strict=True))


def _named(title: str, entry: LocalEntry) -> str:
    return say().local_named.format(what=title, name=entry.name)


def _checked(entry: LocalEntry) -> str:
    return say().local_checked.format(month=f"{entry.checked_on:%B %Y}")
