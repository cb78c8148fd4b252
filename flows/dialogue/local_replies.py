"""Local facts as parts of a reply: under the guidance, as what they are, until their date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.dialogue.card_replies import ask_person, topics
from flows.dialogue.parts import Buttons, Items, Link, Menu, Note, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.language.normalize import normal
from flows.model.local import BESIDE, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from flows.dialogue.parts import Part
    from flows.model.local import LocalEntry, LocalFacts
    from flows.pack.pack import Pack


def with_local(
    message: Message, pack: Pack, facts: LocalFacts | None, what: str, today: date
) -> Message:
    """Put what the institution has of an option, or of one of the three more, under the guidance.

    It stands above the ways on. A title names what it is of, for several can stand there.
    """
    local: list[Part] = []
    checked = ""
    for entry in facts.of(what, today) if facts else ():
        if _month(entry) != checked:
            checked = _month(entry)
            local.append(Title(say().local_below.format(what=_names(pack)[what], month=checked)))
        local += _entry(entry, today, entry.name)
    if not local:
        return message
    below = 1 if isinstance(message.parts[-1], (Buttons, Menu)) else 0
    at = len(message.parts) - below
    return replace(message, parts=(*message.parts[:at], *local, *message.parts[at:]))


def told_of(pack: Pack, card: str) -> str:
    """Name what a card tells of in the file: the option that it goes by the name of, else its own.

    A card that an option only points to tells of more than that option.
    """
    option = pack.options.get(pack.option_of_card(card) or "")
    if option is None:
        return card
    called = {*map(normal, (option.name, *option.called))}
    own = map(normal, (pack.cards[card].title, *pack.cards[card].aliases))
    return (pack.option_of_card(card) or card) if called.intersection(own) else card


def offered(pack: Pack, facts: LocalFacts | None, today: date) -> Message:
    """Say what the institution has filled in; if that is nothing, whom to ask.

    When it was checked stands once if that is the same of all.
    """
    named = _names(pack)
    shown = {what: facts.of(what, today) if facts else () for what in named}
    months = {_month(entry) for held in shown.values() for entry in held}
    once = [Note(_checked(month)) for month in months] if len(months) == 1 else []

    def shelf(what: str) -> Iterator[Part]:
        for entry in shown[what]:
            yield from _entry(entry, today, _named(named[what], entry))
            if not once:
                yield Note(_checked(_month(entry)))

    parts = [part for what in named if what != PERSON for part in shelf(what)]
    title = say().local_title
    if parts:
        said = (Title(title), Text(say().local_intro), *once, *parts, *shelf(PERSON))
        return Message(f"{title}. {say().local_intro}", said, (topics(),))
    line = say().local_nothing.format(instead="" if once else pack.about.ask_instead).strip()
    said = (Title(title), Text(line), *once, *shelf(PERSON))
    return Message(line, said, (topics(), ask_person()))


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


def _names(pack: Pack) -> dict[str, str]:
    """Name the options, and what there can be beside them."""
    titles = (say().local_funding, say().local_support, say().local_person)
    named = {name: option.name for name, option in pack.options.items()}
    return {**named, **dict(zip(BESIDE, titles, strict=True))}


def _named(title: str, entry: LocalEntry) -> str:
    return say().local_named.format(what=title, name=entry.name)


def _month(entry: LocalEntry) -> str:
    return f"{entry.checked_on:%B %Y}"


def _checked(month: str) -> str:
    return say().local_checked.format(month=month)
