"""Safety: whether a typed line tells of danger or of strain, before anything else is done."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from flows.language.files import LANGUAGE
from flows.language.phrasebook import bare, phrasebook
from flows.language.small_talk import is_slip, is_withdrawn
from flows.nlu.classifier import Classifier, point
from flows.nlu.features import LIMIT, words
from flows.nlu.listed_distress import DANGER, STRAIN, Trouble, listed
from flows.nlu.model_bundle import BROKEN
from flows.nlu.spelling import nearest
from flows.nlu.word_vectors import WORDS, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from flows.pack.examples import Examples

FILE = LANGUAGE / "safety.npz"
"""Where what was learned lies."""
ALARM = 0.4
"""From this score on a line is taken for danger: a miss costs far more than an alarm."""
BESIDE = 0.1
"""So much may strain score above danger where danger is taken all the same."""
HEAVY = 0.5
"""From this score of both together on, a line tells of strain."""
PLAIN = 0.7
"""The score of one sentence among several, for danger or for both; it says less by itself."""

_BREAK = re.compile(r"(?<=[.!?;\n。！？])\s*")
_PARTS = 40
"""Sentences of a long text that are read one by one, beside the listed phrases in all of it."""
_SHORT = 60
_FEW = 8
"""Words of a line that may do no more than take back what was said."""
"""Characters of a text that may be a listed reply."""
_SPELLED = re.compile(r"\b(?:\w[\s.*_-]+){2,}\w\b")
"""A word or more with something between all of its letters."""
_LEET = re.compile(r"(?<=[a-z])[0135](?=[a-z])")
_FIGURES = str.maketrans("0135", "oies")
_STARRED = re.compile(r"(?<=\w)[*#@!$%]+(?=\w)")
"""What stands for a letter that somebody would rather not write."""


class Safety:
    """Reads lines with what was learned from prepared ones, and with the list."""

    def __init__(self, classifier: Classifier | None, vectors: Vectors) -> None:
        self._classifier = classifier
        self._vectors = vectors

    @classmethod
    def read(cls, path: Path = FILE) -> Safety:
        """Read what `meded train` wrote; without it only the list is left, and `check` says so."""
        vectors = Vectors.read(WORDS)
        try:
            with path.open("rb") as raw, np.load(raw) as file:
                arrays = {name: file[name] for name in file.files}
            return cls(Classifier.from_arrays(arrays, "safety"), vectors)
        except BROKEN:
            return cls(None, vectors)

    def trouble(self, text: str, *, plain: bool = False, ordered: bool = False) -> Trouble | None:
        """Tell danger or strain; the whole text counts, and each of its sentences.

        Only what is listed counts in a text that is nothing but a `plain` reply, and in a single
        word: what was learned tells it by what it resembles, as a pond resembles a way to die.
        Where a line is surely `ordered` of the guide, what was learned has to be clear.
        """
        text = self._mended(text)
        found = listed().finds(text)
        plain = plain or listed().is_one_word(text) or _is_reply(text) or _takes_back(text)
        if found == DANGER or self._classifier is None or plain:
            return found
        text = listed().without(text)
        danger, strain = self._scores(text[:LIMIT], self._classifier)
        parts = [self._scores(part, self._classifier) for part in _parts(text)]
        clear = any(one >= PLAIN and one > other for one, other in parts)
        if ordered and not clear and danger + max(strain, 0) < PLAIN:
            return found
        if clear or (danger >= ALARM and danger > strain - BESIDE):
            return DANGER
        heavy = any(one + other >= PLAIN for one, other in parts)
        return STRAIN if heavy or danger + strain >= HEAVY else found

    def _mended(self, text: str) -> str:
        """Join what is spelled out, and mend what is starred or mistyped of the listed words."""
        whole = _SPELLED.sub(lambda found: "".join(words(found[0])), text)
        if len(whole) > LIMIT:
            return whole
        said = [_plain_letters(word) for word in words(_STARRED.sub("", whole))]
        strange = {word for word in said if not self._vectors.knows(word)}
        mends = {word: mend for word in strange if (mend := nearest(word, listed().spelling))}
        changed = mends or said != words(whole)
        return " ".join(mends.get(word, word) for word in said) if changed else whole

    def _scores(self, text: str, classifier: Classifier) -> tuple[float, float]:
        here = point(text, classifier.vocabulary, self._vectors)
        found = dict(zip(classifier.labels, classifier.scores(here), strict=True))
        return float(found[DANGER]), float(found[STRAIN])


def _plain_letters(word: str) -> str:
    """Read figures between letters as the letters that they stand for, as in `su1cide`."""
    return word.translate(_FIGURES) if _LEET.search(word) else word


def _takes_back(text: str) -> bool:
    """Whether a line in few words takes back what was said, as in “I did not mean that”."""
    return is_withdrawn(text) or (len(bare(text)) <= _FEW and is_slip(text))


def _is_reply(text: str) -> bool:
    return len(text) <= _SHORT and bare(text) in phrasebook().replies


def _parts(text: str) -> Iterator[str]:
    split = dict.fromkeys(_BREAK.split(text))  # each once: a long text may repeat itself
    sentences = [part for part in split if " " in part.strip()]
    if len(split) > 1:
        yield from (*sentences[: _PARTS // 2], *sentences[_PARTS // 2 :][-_PARTS // 2 :])
    if len(text) > LIMIT:
        yield text[-LIMIT:]


def digest(packs: Iterable[Examples]) -> str:
    """Name exactly what is learned from: the lines of the language, and those of the packs."""
    found = hashlib.sha256()
    for name in ("safety.yaml", "commands.yaml", "replies.yaml"):
        found.update((LANGUAGE / name).read_bytes())
    for pack in packs:
        for said in (pack.all, pack.aspects, pack.gaps, *pack.answers.values()):
            found.update("\x1e".join(example.text for example in said).encode())
    return found.hexdigest()


def outdated(packs: Iterable[Examples], path: Path = FILE) -> str | None:
    """Say what is wrong with what was learned; None if it is up to date."""
    try:
        with path.open("rb") as raw, np.load(raw) as file:
            current = str(file["digest"]) == digest(packs)
    except FileNotFoundError:
        return "is missing, so only listed phrases show danger; run `meded train`"
    except BROKEN:
        return "can't be read, so only listed phrases show danger; run `meded train`"
    return None if current else "was made from other examples; run `meded train`"


def write(classifier: Classifier, packs: Iterable[Examples], path: Path = FILE) -> None:
    """Write what was learned; the same content gives the same bytes."""
    arrays: Mapping[str, NDArray[Any]] = classifier.arrays("safety")
    np.savez_compressed(path, allow_pickle=False, digest=np.array(digest(packs)), **arrays)
