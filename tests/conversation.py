"""A conversation with the engine alone: actions in, replies out, every reply checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.load import load
from flows.dialogue.action import Action, ActionType, Visibility, answer
from flows.dialogue.effect import Outcome
from flows.dialogue.parts import Answered, Buttons, Choice, Items, Note, Quote, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.request import Installation, Person, Request
from flows.dialogue.session import Session
from flows.model.contact import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.turns import Committed
    from flows.dialogue.engine import DialogueEngine
    from flows.machine.machine import Machine, Position

IN_SIGHT = 5
SENDS = {ActionType.HUMAN, ActionType.SEND, ActionType.KEEP}
"""What carries somebody's own words along, to be sent if they say so."""


ABOUT = load().about
"""What the pack that comes with the program is called."""
PRIVACY = "Only you see this."
HERE = Installation(PRIVACY)
"""An installation with nobody to ask."""
OFFICE = Contact("C0INTERNAL", "education", public=False, readers=4, who="Dana", otherwise="Lee.")


def request(
    action: Action,
    drawn: int | None = None,
    visibility: Visibility = Visibility.DIRECT,
    installation: Installation = HERE,
) -> Request:
    """Make a request of somebody's, not to be told apart from another by its event."""
    return Request(Person("T1", "U1"), action, "event", installation, drawn, visibility)


def request_by(
    person: Person,
    action: Action,
    event: str,
    drawn: int | None = None,
    visibility: Visibility = Visibility.DIRECT,
) -> Request:
    """Make a request of a person's, once."""
    return Request(person, action, event, HERE, drawn, visibility)


def message_of(committed: Committed) -> Message:
    """Give what was said, which is no form."""
    assert isinstance(committed.reply, Message)
    return committed.reply


class Conversation:
    """One person's conversation, committed and carried out action by action, as turns would."""

    def __init__(
        self,
        engine: DialogueEngine,
        session: Session | None = None,
        installation: Installation = HERE,
    ) -> None:
        self.engine = engine
        self.installation = installation
        self.session = session or Session()
        self.reply = engine.replies.present(self.session, installation.privacy)

    def do(
        self,
        action: Action,
        drawn: int | None = None,
        visibility: Visibility = Visibility.DIRECT,
    ) -> Message:
        asked = request(action, drawn, visibility, self.installation)
        result = self.engine.decide(self.session, asked)
        assert isinstance(result.reply, Message)
        self.reply = result.reply
        self.result = result
        check_form(self.reply)
        after = result.session
        self.session = after.accepted(f"e{after.version}") if after else Session()
        for effect in result.effects:
            if told := self.engine.tell(asked, effect, Outcome(done=True)):
                self.reply = told
                check_form(told)
        self.session = self.session._replace(intent="")
        return self.reply

    def say(self, text: str, visibility: Visibility = Visibility.DIRECT) -> Message:
        return self.do(Action(ActionType.ASK, text=text), visibility=visibility)

    def press(self, label: str, reply: Message | None = None) -> Message:
        """Press a button of the last reply, or of an earlier one as if it were still open."""
        return self.do(pick(reply or self.reply, label).action, self.session.version)

    def start(self) -> Message:
        return self.do(Action(ActionType.BEGIN, "decide"))

    def answer(self, question: str, choice: str, drawn: int | None = None) -> Message:
        return self.do(answer("decide", question, choice), drawn)

    def take(self, path: str) -> Message:
        """Start, then answer the open question by each of these words."""
        reply = self.start()
        for choice in path.split():
            reply = self.answer(self.position.node, choice)
        return reply

    def shown(self) -> Message:
        """Show where somebody is, without any change."""
        return self.engine.replies.present(self.session, self.installation.privacy)

    @property
    def position(self) -> Position:
        found = self.engine.replies.position(self.session)
        assert found is not None
        return found

    @property
    def node(self) -> str:
        return self.position.node

    @property
    def given(self) -> dict[str, str]:
        return dict(self.session.answers_for("decide"))


def choices(reply: Message) -> Iterator[Choice]:
    """Everything that can be pressed or picked, in reading order."""
    return reply.offers()


def pick(reply: Message, label: str) -> Choice:
    return next(choice for choice in choices(reply) if choice.label == label)


def labels(reply: Message) -> list[str]:
    return [choice.label for choice in choices(reply)]


def words(reply: Message) -> str:
    """Everything that can be read, line by line."""
    lines: list[str] = []
    for part in reply.parts:
        if isinstance(part, (Title, Text, Note, Quote, Answered)):
            lines.append(part.text)
        elif isinstance(part, Items):
            lines += [part.lead, *part.items]
    return "\n".join(lines)


def asks(reply: Message) -> list[str]:
    """Name the questions that this reply lets people answer, each once."""
    actions = [c.action for c in choices(reply) if c.action.type == ActionType.ANSWER]
    return list(dict.fromkeys(action.target.split("/")[1] for action in actions))


def check_form(reply: Message) -> None:
    """Check what every reply owes its reader."""
    assert reply.text.strip()
    assert reply.parts
    assert len(reply.choices) <= IN_SIGHT
    assert len(reply.more) <= IN_SIGHT
    for part in reply.parts:
        assert not isinstance(part, Buttons) or len(part.choices) <= IN_SIGHT
    everything = list(choices(reply))
    assert sum(choice.primary for choice in everything) <= 1
    assert all(choice.label.strip() for choice in everything)
    assert all(choice.action.type in SENDS for choice in everything if choice.action.text)


def positions(machine: Machine) -> Iterator[Position]:
    """Every position of a small flow, questions and outcomes."""
    open_ = [machine.fold({})]
    while open_:
        position = open_.pop()
        yield position
        question = machine.flow.questions.get(position.node)
        ways = question.answers if question else ()
        open_ += [machine.fold({**position.answers, position.node: way}) for way in ways]
