"""The lobby: what is said outside a flow. Welcome, about, a person, stop and forget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.card_replies import DRAFT, PERSON, QUESTIONS, TOPICS
from flows.dialogue.reply import Buttons, Choice, Items, Note, Part, Quote, Reply, Text, Title
from flows.language.commands import commands
from flows.language.messages import say
from flows.model.claim import read_claim

if TYPE_CHECKING:
    from flows.machine.machine import Position
    from flows.model.contact import Contact
    from flows.model.flow import Flow
    from flows.pack.pack import Pack

RESTART = Choice("Start over", Action(ActionType.RESTART))
FORGET = Choice("Forget me", Action(ActionType.FORGET))
ABOUT = Choice("About", Action(ActionType.ABOUT))
KEEP_IT = Choice("Don't send", Action(ActionType.RESUME))
_NO_PATIENTS = "No patient details, please."
CONFIRM = {
    ActionType.BEGIN: Choice("Start", Action(ActionType.BEGIN)),
    ActionType.RESUME: Choice("Resume", Action(ActionType.RESUME)),
    ActionType.HUMAN: PERSON,
}
"""What asks back when a word is likely meant but its phrase is not listed."""


class SystemMessages:
    """Speaks for one library; `privacy` says who sees what is typed, `contact` who can be asked.

    `support` is to whom people here can turn in danger or under strain.
    """

    def __init__(
        self,
        pack: Pack,
        main: Flow,
        privacy: str,
        contact: Contact | None,
        support: str | None,
    ) -> None:
        self.pack = pack
        self.contact = contact
        self.support = support
        self.main = main
        self.privacy = privacy

    def welcome(self, opened: Position | None) -> Reply:
        """What this is, with Start or Resume as the one primary button."""
        intro = f"{self.main.intro or ''} You can also type a question.".lstrip()
        parts: list[Part] = [Title(self.main.title), Text(intro)]
        choices: tuple[Choice, ...] = (self._start(), TOPICS, ABOUT)
        if opened:
            done = opened.kind == "outcome"
            flow = self.pack.flows[opened.flow]
            where = "your result" if done else f"“{flow.name(opened.node)}”"
            what = "this" if flow is self.main else f"“{flow.title}”"
            parts.append(Text(f"You have {what} open, at {where}."))
            label = "See my result" if done else "Resume"
            choices = (Choice(label, Action(ActionType.RESUME), primary=True), RESTART, TOPICS)
        parts.append(Note(self.privacy))
        others = tuple(
            Choice(flow.title, Action(ActionType.BEGIN, flow.id))
            for flow in self.pack.flows.values()
            if flow is not self.main
        )
        return Reply(f"{self.main.title} {intro}", tuple(parts), choices, others[:5])

    def help(self, opened: Position | None) -> Reply:
        """Say what can be typed, with the same buttons as the welcome."""
        words = ", ".join(word for word in commands() if word not in {"help", "greeting"})
        line = f"Type a question, or one of these words: {words}."
        reply = self.welcome(opened)
        parts = (*reply.parts[:-1], Text(line), Note(self.privacy))
        return replace(reply, text=line, parts=parts)

    def hello(self) -> Reply:
        """Introduce ourselves where everybody reads."""
        source = self.pack.source
        line = (
            f"I answer questions about one document, “{source.title}”. "
            "Ask me here, or take the three questions in private."
        )
        return Reply(line, (Text(line),), (self._start(), TOPICS))

    def offer(self) -> Reply:
        """Offer one's own decision, in private, to somebody who asked where everybody reads."""
        line = "Thinking about it for yourself? Three questions, in private."
        return Reply(line, (Text(line), Note(self.privacy)), (self._start(),))

    def _start(self) -> Choice:
        return Choice("Start", Action(ActionType.BEGIN, self.main.id), primary=True)

    def about(self) -> Reply:
        """Where every answer comes from, and what that document does not say of itself."""
        source = self.pack.source
        line = f"Every answer comes from one document: “{source.title}”, {source.publisher}."
        claims = [read_claim(text) for text in source.about]
        items = Items(tuple(claim.display_text for claim in claims))
        parts = (Title("About"), Text(line), Text(self.privacy), items)
        return Reply(line, parts, (QUESTIONS, TOPICS, FORGET))

    def nobody(self) -> Reply:
        """Say whom to ask when no person is set up here."""
        line = (
            "Nobody is set up here to pass questions to. Good people to ask: your program "
            "director, your department's education lead, or the faculty development office."
        )
        return Reply(line, (Title("Ask a person"), Text(line)), (TOPICS,))

    def draft(self) -> Reply:
        """Ask what to send to a person; nothing is sent yet."""
        line = "What would you like to ask? Write it in your next message."
        note = "Nothing is sent before you have seen it and pressed Send."
        return Reply(
            line, (Title("Ask a person"), Text(line), Note(note)), (KEEP_IT,), personal=True
        )

    def preview(self, text: str) -> Reply:
        """Show exactly what would be sent, where to, and who can read it there."""
        sent = text.strip()[:DRAFT]
        where = self.contact.described if self.contact else ""
        short = f" (its first {DRAFT} characters)" if len(text.strip()) > DRAFT else ""
        line = f"This{short} goes to {where}, with your name:"
        send = Choice("Send", Action(ActionType.SEND, text=sent), primary=True)
        parts = (Title("Ask a person"), Text(line), Quote(sent), Note(_NO_PATIENTS))
        return Reply(line, parts, (send, KEEP_IT), personal=True, typed=True)

    def unpressed(self) -> Reply:
        """Say that only a press sends."""
        line = "Nothing is sent yet: press Send below your question, or leave it."
        return Reply(line, (Text(line),), (KEEP_IT,), personal=True)

    def sent(self) -> Reply:
        """Say what happens after something was sent."""
        contact = self.contact
        if contact is None:
            return self.nobody()
        line = f"Sent to #{contact.name}."
        then = f"{contact.who} usually replies. If nobody does: {contact.otherwise}"
        return Reply(line, (Text(line), Note(then)), (TOPICS,), personal=True)

    def unsent(self, text: str) -> Reply:
        """Say that sending failed, with the text for another try, and whom to ask instead."""
        line = "That could not be sent; nobody has seen it. Try again, or:"
        otherwise = self.contact.otherwise if self.contact else ""
        again = Choice("Try again", Action(ActionType.SEND, text=text), primary=True)
        parts = (Text(f"{line} {otherwise}"), Quote(text))
        return Reply(line, parts, (again, KEEP_IT), personal=True, typed=True)

    def kept(self) -> Reply:
        """Thank for a question that the authors may read."""
        line = "Thank you. The authors can read that question now, without your name."
        return Reply(line, (Text(line),), (TOPICS,))

    def kind(self) -> Reply:
        """Stay kind when somebody is not."""
        line = "I hear you. I only know one document, and I would rather say so than guess."
        return Reply(line, (Text(line),), (TOPICS, PERSON))

    def trouble(self, kind: str, *, public: bool = False) -> Reply:
        """Point somebody in danger, or under strain, to people, and to nothing of ours."""
        here = say(f"{kind}_here", contact=self.support) if self.support else ""
        if kind == "strain" and not here:
            here = say("strain_anywhere")
        lines = (say(kind), here, say("seen_by_others" if public else f"{kind}_alone"))
        parts = tuple(Text(line) for line in lines if line)
        return Reply(" ".join(part.text for part in parts), parts, urgent=True)

    def take_as(self, label: str, take: Action, leave: Action) -> Reply:
        """Ask before an answer that a line only implies is recorded."""
        line = say("take_as", label=label)
        choices = (Choice(say("take"), take, primary=True), Choice(say("ask_again"), leave))
        return Reply(line, (Text(line),), choices, personal=True)

    def outsider(self) -> Reply:
        """Answer somebody for whom nothing is kept."""
        line = "The three questions are for members of this workspace. Topics are for everybody."
        return Reply(line, (Text(line),), (TOPICS,))

    def nod(self, line: str) -> Reply:
        """Answer small talk in one line."""
        return Reply(line, (Text(line),))

    def taken_back(self, action: Action) -> Reply | None:
        """Ask before the last answer is changed; None when its question is gone."""
        flow_id, _, rest = action.target.partition("/")
        question, _, meant = rest.partition("/")
        flow = self.pack.flows.get(flow_id)
        if flow is None or question not in flow.questions:
            return None
        name, answers = flow.name(question), flow.questions[question].answers
        label = f"Make it “{answers[meant].label}”" if meant in answers else f"Change “{name}”"
        line = f"Do you mean your last answer, “{name}”?"
        return Reply(line, (Text(line), Buttons((Choice(label, action),))), personal=True)

    def did_you_mean(self, word: ActionType) -> Reply:
        """Ask before a word is taken from other words: one press confirms."""
        choice = CONFIRM[word]
        line = f"Did you mean: {choice.label.lower()}?"
        return Reply(line, (Text(line), Buttons((choice, TOPICS))))

    def stopped(self, opened: Position | None) -> Reply:
        """Confirm a stop; what was answered is kept."""
        line = "Stopped. I say nothing more until you write or press something."
        if opened is None:
            return Reply(line, (Text(line),))
        kept = Text("Your answers are kept. Resume when you like, or have them deleted.")
        resume = Choice("Resume", Action(ActionType.RESUME), primary=True)
        return Reply(line, (Text(line), kept), (resume, FORGET))

    def forget(self) -> Reply:
        """Ask before everything is deleted."""
        line = "Delete everything kept about you here? This can't be undone."
        sure = Choice("Yes, forget me", Action(ActionType.FORGET_NOW), danger=True)
        return Reply(line, (Text(line),), (sure, Choice("No, keep it", Action(ActionType.RESUME))))

    def forgotten(self) -> Reply:
        """The receipt of a deletion."""
        line = "Done: your answers and your place are deleted."
        left = (
            "Not ours to delete: what you wrote yourself, questions you had sent on to people or "
            "to the authors, and copies your institution exported."
        )
        return Reply(line, (Text(line), Note(left)), (self._start(), TOPICS))
