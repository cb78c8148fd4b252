"""What is said outside a flow: welcome, help, about, stop, forget, and small talk."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, given_in
from flows.dialogue.card_replies import ask_person, topics
from flows.dialogue.comparing import compare
from flows.dialogue.parts import Buttons, Choice, Items, Link, Note, Text, Title
from flows.dialogue.reply import Message, with_line
from flows.dialogue.request import OwnMessages
from flows.dialogue.step_parts import restart
from flows.dialogue.trust_replies import about, forget
from flows.language.messages import say
from flows.model.claim import read_claim
from flows.model.subject import NOTHING

if TYPE_CHECKING:
    from flows.dialogue.parts import Part
    from flows.dialogue.request import Installation
    from flows.machine.machine import Position
    from flows.model.flow import Flow
    from flows.pack.pack import Pack

_OTHERS = 4
"""Further flows that a welcome offers: as many as fit a menu, beside *About*."""
_REMEMBERED = 1024


class SystemMessages:
    """Speaks for one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.main = pack.flows[pack.about.main]
        self.welcome = lru_cache(_REMEMBERED)(self._welcome)
        self.help = lru_cache(_REMEMBERED)(self._help)

    def _welcome(self, opened: Position | None, privacy: str) -> Message:
        """What this is, with Start or Resume as the one primary button."""
        title, intro = self.main.title, f"{self.main.intro or ''} {say().type_question}".lstrip()
        parts: list[Part] = [Title(title), Text(intro)]
        choices: tuple[Choice, ...] = (self.start(), *self._example(), topics())
        if opened:
            parts.append(Text(self._open(opened)))
            label = say().see_result if opened.kind == "outcome" else say().resume
            choices = (Choice(label, Action(ActionType.RESUME), primary=True), restart(), topics())
        here = opened.flow if opened else self.main.id
        others = (flow for flow in self.pack.flows.values() if flow.id != here)
        flows = tuple(Choice(flow.title, Action(ActionType.BEGIN, flow.id)) for flow in others)
        more = (*flows[:_OTHERS], about())
        said = (*parts, Note(privacy))
        return Message(f"{title} {intro}", said, choices, more, subject=NOTHING)

    def _example(self) -> tuple[Choice, ...]:
        """Offer something to press that shows what can be asked."""
        about = self.pack.about
        return (Choice(about.example_label, compare(about.example)),) if about.example_label else ()

    def _open(self, opened: Position) -> str:
        flow = self.pack.flows[opened.flow]
        where = f"“{flow.name(opened.node)}”" if opened.kind == "question" else say().your_result
        if flow is self.main:
            return say().open_here.format(where=where)
        return say().open_other.format(title=flow.title, where=where)

    def _help(self, opened: Position | None, privacy: str, words: tuple[str, ...]) -> Message:
        """Say what can be typed, with the same buttons as the welcome."""
        line = say().help_words.format(words=", ".join(words))
        welcome = self.welcome(opened, privacy)
        return replace(welcome, text=line, parts=(*welcome.parts[:-1], Text(line), Note(privacy)))

    def hello(self) -> Message:
        """Introduce ourselves where everybody reads."""
        line = self.pack.about.hello
        return Message(line, (Text(line),), (self.start(), topics()))

    def offer(self, privacy: str) -> Message:
        """Offer one's own decision, in private, to somebody who asked where everybody reads."""
        line = say().offer.format(intro=self.main.intro or self.main.title)
        return Message(line, (Text(line), Note(privacy)), (self.start(),))

    def in_thread(self, message: Message) -> Message:
        """Say, at our first answer in a thread, how to go on in it."""
        return with_line(say().in_thread, message)

    def start(self) -> Choice:
        """Offer the main flow."""
        return Choice(say().start, Action(ActionType.BEGIN, self.main.id), primary=True)

    def about(self, privacy: str, kept_days: int | None) -> Message:
        """Where every answer comes from and how to check it; who sees what is typed; the rest."""
        source = self.pack.source
        line = say().about_document.format(title=source.title, publisher=source.publisher)
        found = read_claim(source.found or "")
        links = (Link(link.label, link.url) for link in found.links)
        where = (Text(found.display_text), *links) if source.found else ()
        kept = () if kept_days is None else (Note(say().kept_what.format(days=kept_days)),)
        told = (*((source.interest,) if source.interest else ()), *source.about)
        items = Items(tuple(read_claim(text).display_text for text in told))
        lines = (Text(line), *where, Text(say().about_check), Text(privacy), *kept)
        parts = (Title(say().about), *lines, items)
        questions = Choice(say().to_questions, Action(ActionType.RESUME))
        return Message(line, parts, (questions, topics(), forget()))

    def still_open(self) -> Message:
        """Leave a question open for somebody who was not sure of it for the third time."""
        return Message(say().still_open, (Text(say().still_open),), (ask_person(), topics()))

    def rude(self, count: int) -> Message:
        """Stay kind when somebody is not, for the first time or once more."""
        line = say().rude if count == 1 else say().rude_again
        return Message(line, (Text(line),), (topics(), ask_person()))

    def trouble(self, kind: str, support: str | None, *, public: bool = False) -> Message:
        """Point somebody in danger, or under strain, to people, and to nothing of ours."""
        if kind == "danger":
            here = say().danger_here.format(contact=support) if support else ""
            first, alone = self.pack.about.urgent or say().danger, say().danger_alone
        else:
            known = say().strain_here.format(contact=support) if support else ""
            first, here, alone = say().strain, known or say().strain_anywhere, say().strain_alone
        lines = (first, here, say().seen_by_others if public else alone)
        parts = tuple(Text(line) for line in lines if line)
        return Message(" ".join(part.text for part in parts), parts)

    def take_as(self, label: str, take: Action, leave: Action) -> Message:
        """Ask before an answer that a line only implies is recorded."""
        line = say().take_as.format(label=label)
        yes = Choice(say().take, take, primary=True)
        return Message(line, (Text(line),), (yes, Choice(say().ask_again, leave)))

    def taken_for(self, flow: Flow, question: str, choice: str) -> str:
        """Say which answer is taken for a question, in a line."""
        label = flow.questions[question].answers[choice].label
        return say().taken_for.format(name=flow.name(question), label=label)

    def take_all(self, action: Action, leave: Action) -> Message | None:
        """Ask before the answers that a situation gives are recorded; None for what is gone."""
        name, given = given_in(action.target)
        flow = self.pack.flows.get(name)
        if flow is None or not flow.has(given):
            return None
        lines = tuple(self.taken_for(flow, *pair) for pair in given.items())
        line = say().take_these
        yes = Choice(say().take_all, action, primary=True)
        text = " ".join((line, *lines))
        return Message(text, (Items(lines, line),), (yes, Choice(say().one_by_one, leave)))

    def for_externals(self) -> Message:
        """Answer somebody for whom nothing is kept."""
        return Message(say().externals, (Text(say().externals),), (topics(),))

    def line(self, line: str) -> Message:
        """Say one line, and nothing else."""
        return Message(line, (Text(line),))

    def nothing_to_compare(self) -> Message:
        """Say that there are no options here, and offer what there is."""
        line = say().nothing_to_compare
        return Message(line, (Text(line),), (topics(),))

    def note(self, line: str) -> Message:
        """Say one line in small print."""
        return Message(line, (Note(line),))

    def did_you_mean(self, line: str, choice: Choice) -> Message:
        """Ask before a word is taken from other words: one press confirms."""
        return Message(line, (Text(line), Buttons((choice, topics()))))

    def stopped(self, opened: Position | None) -> Message:
        """Confirm a stop; what was answered is kept."""
        line = say().stopped
        if opened is None:
            return self.line(line)
        resume = Choice(say().resume, Action(ActionType.RESUME), primary=True)
        return Message(line, (Text(line), Text(say().answers_kept)), (resume, forget()))

    def forget(self) -> Message:
        """Ask before everything is deleted."""
        sure = Choice(say().yes_forget, Action(ActionType.FORGET_NOW), danger=True)
        keep = Choice(say().keep_it, Action(ActionType.RESUME))
        return Message(say().forget_sure, (Text(say().forget_sure),), (sure, keep))

    def nothing_kept(self) -> Message:
        """Say that there is nothing to delete."""
        return Message(say().nothing_kept, (Text(say().nothing_kept),), (self.start(), topics()))

    def forgotten(self, installation: Installation, *, wholly: bool = True) -> Message:
        """The receipt of a deletion: what goes, what stays and for how long.

        `wholly` is false once it is known that some of our messages stayed.
        """
        going = {OwnMessages.DELETED: say().messages_go, OwnMessages.HELD: say().messages_held}
        ours = going.get(installation.own_messages, "") if wholly else say().some_left
        log = say().log_unknown
        if installation.log_hours is not None:
            log = say().log_holds.format(hours=installation.log_hours)
        lines = (say().forgotten, *((ours,) if ours else ()))
        parts: tuple[Part, ...] = (*(Text(line) for line in lines), Note(say().not_ours), Note(log))
        return Message(" ".join(lines), parts, (self.start(), topics()))
