"""Training: a pack's examples → the arrays that read what is typed.

The same examples give the same bytes on one machine; elsewhere, or with another number of threads
for arithmetic, which then rounds differently, confidences differ by less than 0.02.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from flows.language.normalize import normal
from flows.language.phrasebook import NO, OTHER, UNSURE, YES, phrasebook
from flows.nlu.asked_options import OptionReader
from flows.nlu.calibration import Calibration
from flows.nlu.features import LIMIT, words
from flows.nlu.model import ALIKE, OUTSIDE, Model, Prediction, calibration_features, leaning
from flows.nlu.model_bundle import (
    ASPECTS,
    FOLLOW_UPS,
    GAPS,
    GENERAL,
    NAMING,
    QUESTIONS,
    ModelBundle,
    digest,
    names,
)
from flows.nlu.word_vectors import WORDS, Vectors
from flows.pack.examples import NONE, Example, marked, spoken
from flows.training.distress_examples import CALM
from flows.training.task import FINE_LEVELS, Task, label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flows.nlu.classifier import Classifier
    from flows.pack.examples import Examples
    from flows.pack.pack import Pack

SHORT = 3
"""Words of a reply that means the same whatever was asked."""
SEEN, SEEN_IN_REPLIES, SEEN_IN_DISTRESS = 2, 5, 3
"""A gram must stand in as many examples to count, for questions, replies and distress."""

_EVERY = 6
"""Of what asks or orders something, every so many-th teaches what is no answer."""
_EVERY_ALIKE = 2
"""The same, of replies to other questions."""
_EVERY_APART = 4
"""The same, of longer replies to other questions, which are none to this one."""
_EVERY_NEAR = 4
"""The same, of what is not answered, for what is asked of options."""
_EVERY_DESCRIBED = 2
"""The same, of questions about options, for how these are described: they name many anyway."""
_EVERY_REST = 12
"""The same, of all questions, for what the document leaves out."""
_EVERY_FAR = 2
"""The same, of what comes from elsewhere."""
_TIMES, _FEWEST = 3, 1_000
"""Of all this at most so many times what a question's own replies are, or so many if that is more:
answers with few lines of their own would drown in what is none."""


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What a model says of its own examples when their authors teach it nothing."""

    model: Model
    predictions: Mapping[str, Prediction]

    def cards(self) -> frozenset[str]:
        """Name the cards that it knows."""
        return self.model.cards()

    def read(self, text: str) -> Prediction:
        """Look an example's prediction up; of anything else nothing is known."""
        return self.predictions.get(text) or Prediction("", 0.0, ())


@dataclass(frozen=True, eq=False)
class Learned:
    """What was learned, and the same with all authors held out, for measuring."""

    bundle: ModelBundle
    held_out: ModelBundle


def learn_safety(examples: Sequence[Example]) -> Classifier:
    """Learn to tell danger and strain from all the rest, of which there are far more lines.

    Each of theirs counts twice: a miss costs far more than an alarm.
    """
    twice = [one for one in examples if one.label != CALM]
    return Task.of((*examples, *twice), Vectors.read(WORDS), SEEN_IN_DISTRESS).fitted(FINE_LEVELS)


def learn(
    pack: Pack,
    examples: Examples,
    typed: tuple[Example, ...],
    tell: Callable[[str], object],
) -> Learned:
    """Learn from a pack's examples and names, and from those of the commands.

    `tell` is called with the name of each model before it is learned.
    """
    vectors, found = Vectors.read(WORDS), digest(pack, examples, typed)
    tell(QUESTIONS)
    left_out = (
        replace(one, label=NONE, kind="near") for one in examples.gaps if one.label != OTHER
    )
    everything = (*examples.all, *left_out, *names(pack), *typed)
    questions, questions_held_out = fit(everything, vectors, SEEN)
    aspects, aspects_held_out = _fit_some(asked_of_options(pack, examples), ASPECTS, tell)
    naming, naming_held_out = _fit_some(describing_options(pack, examples), NAMING, tell)
    gaps, gaps_held_out = _fit_some(left_out_or_not(pack, examples), GAPS, tell)
    following = following_options(pack, examples)
    follow_ups, follow_ups_held_out = _fit_some(following, FOLLOW_UPS, tell)
    models: dict[str, Model] = {}
    held_out: dict[str, HeldOut] = {}
    for name in (*examples.answers, GENERAL) if examples.answers else ():
        said = replies(examples, typed, name)
        if any(label_of(example) not in OUTSIDE for example in said):
            tell(f"replies to {name}" if name != GENERAL else "replies to any question")
            models[name], held_out[name] = fit(said, vectors, SEEN_IN_REPLIES)
    return Learned(
        ModelBundle(found, questions, models, aspects, naming, gaps, follow_ups),
        ModelBundle(
            found,
            questions_held_out,
            held_out,
            aspects_held_out,
            naming_held_out,
            gaps_held_out,
            follow_ups_held_out,
        ),
    )


def _fit_some(
    examples: Sequence[Example], name: str, tell: Callable[[str], object]
) -> tuple[Model, HeldOut] | tuple[None, None]:
    """Fit a model where there is anything to learn."""
    if all(label_of(example) in OUTSIDE for example in examples):
        return None, None
    tell(name)
    return fit(examples, Vectors.read(WORDS), SEEN)


def following_options(pack: Pack, examples: Examples) -> list[Example]:
    """Collect what teaches to read what is asked of options that were spoken of before.

    Questions that name an option teach it, too, by what stands around the name.
    """
    named = asked_of_options(pack, examples)
    return [*examples.follow_ups, *named] if examples.follow_ups else []


def asked_of_options(pack: Pack, examples: Examples) -> list[Example]:
    """Collect what teaches to read what is asked of options, with a slot for each option.

    What the document leaves out, and what is not answered, teach `other`.
    """
    reader = OptionReader(pack, None, None, Vectors.read(WORDS).knows)
    near = [one for one in examples.all if one.kind == "near"]
    left_out = (one for one in examples.gaps if one.label != OTHER)
    others = [replace(one, label=OTHER) for one in (*left_out, *near)]
    return [
        replace(one, text=reader.slotted(spoken(one.text))) for one in (*examples.aspects, *others)
    ]


def describing_options(pack: Pack, examples: Examples) -> list[Example]:
    """Collect what teaches to tell which option a line is about, however it is described.

    Lines that are marked to name just one teach it, and those of the card that goes by its name;
    what isn't answered, lines that name none, and those of other cards, teach `other`.
    """
    one_each = [
        replace(one, text=spoken(one.text), label=named[0] if named else OTHER)
        for one in examples.aspects[::_EVERY_DESCRIBED]
        if len(named := tuple(dict.fromkeys(marked(one.text)))) <= 1
    ]
    own = {
        one.card: name
        for name, one in pack.options.items()
        if normal(pack.cards[one.card].title) == normal(one.name)
    }
    cards = [replace(one, label=own[one.label]) for one in examples.all if one.label in own]
    others = [replace(one, label=OTHER) for one in examples.all if one.label not in own]
    said = (*one_each, *cards, *others[::_EVERY_NEAR])
    return [replace(one, text=" ".join(words(one.text))) for one in said]


def left_out_or_not(pack: Pack, examples: Examples) -> list[Example]:
    """Collect what teaches to name what the document leaves out, and what it doesn't."""
    if not examples.gaps:
        return []
    asked = [
        Example(text, name, "title", "gap") for name, gap in pack.gaps.items() for text in gap.asked
    ]
    rest = [one for one in examples.all if one.kind in {"direct", "indirect", "near", "far"}]
    aspects = [replace(one, text=spoken(one.text)) for one in examples.aspects]
    others = [replace(one, label=OTHER) for one in (*rest[::_EVERY_REST], *aspects[::_EVERY_NEAR])]
    return [*examples.gaps, *asked, *others]


def replies(examples: Examples, typed: Sequence[Example], name: str) -> list[Example]:
    """Collect what teaches to read answers to one question, its own replies first.

    Short replies to other questions, and hedges, teach what they mean anywhere; longer ones, which
    speak of something else, questions and commands teach `other`. Not so for a question that isn't
    answered by yes or no: what is said to others at length, as in "yes, as a dean", may answer it.
    A question without replies of its own learns from all.
    """
    own = examples.answers.get(name, ())
    others = [
        example
        for question, said in examples.answers.items()
        if question != name
        for example in said
        if example.label in ALIKE
    ]
    alike: list[Example] = []
    apart: list[Example] = []
    for example in others:
        anywhere = example.label == UNSURE or len(words(example.text)) <= SHORT
        (alike if anywhere or not own else apart).append(example)
    if own and not {YES, NO}.intersection(example.label for example in own):
        apart = []
    apart = [replace(example, label=OTHER) for example in apart[::_EVERY_APART]]
    elsewhere = [
        replace(example, label=OTHER)
        for example in (*examples.all, *typed)
        if example.kind == "command" or (example.kind != "far" and phrasebook().asks(example.text))
    ][::_EVERY]
    far = [replace(example, label=OTHER) for example in examples.all if example.kind == "far"]
    beside = [*alike[::_EVERY_ALIKE], *apart, *elsewhere, *far[::_EVERY_FAR]]
    most = max(_TIMES * len(own), _FEWEST) if own else len(beside)
    return [*own, *beside[:: -(-len(beside) // max(1, most)) or 1]]


def fit(examples: Sequence[Example], vectors: Vectors, seen: int) -> tuple[Model, HeldOut]:
    """Fit a classifier, and calibrate it on authors held out."""
    task = Task.of(examples, vectors, seen)
    labels = task.labels
    scores = task.held_out() + np.stack([leaning(one.text, labels) for one in examples])
    pairs = [*zip(scores, task.traits, strict=True)]
    features = np.stack([calibration_features(one, labels, traits) for one, traits in pairs])
    inside = np.array([label not in OUTSIDE for label in labels])
    best = np.where(inside, scores, np.float32(-9)).argmax(axis=1)
    right = np.array(
        [labels[at] == label_of(example) for at, example in zip(best, examples, strict=True)]
    )
    model = Model(task.fitted(), Calibration.fit(features, right), vectors)
    told = (model.predict(one, traits) for one, traits in pairs)
    texts = (example.text[:LIMIT] for example in examples)
    return model, HeldOut(model, dict(zip(texts, told, strict=True)))
