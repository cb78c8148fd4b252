"""What authors do with a pack: check it, begin one, teach it, measure it."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.counting import counted
from bot.cli.local import check_local
from bot.cli.packs import is_shipped, open_pack, several, tell_untrained
from bot.errors import OperatorError
from flows.check.load import load_with_examples
from flows.check.reading import reading_grades
from flows.language.phrasebook import OTHER, UNSURE
from flows.model.issue import BrokenPackError, no_such
from flows.pack.read import packs

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from flows.check.load import Taught
    from flows.pack.examples import Examples
    from flows.pack.pack import Pack
    from flows.training.rows import Row


def check(options: argparse.Namespace) -> int:
    """Print every fault of every pack, and of the language where no pack is picked out."""
    if options.local is not None:
        return check_local(options)
    loaded: list[Taught] = []
    faults = 0
    for path in several(options):
        try:
            taught = load_with_examples(path)
        except BrokenPackError as error:
            print(error, file=sys.stderr)
            faults += 1
            continue
        loaded.append(taught)
        pack, name = taught.pack, path.resolve().name
        faults += _outdated(taught, name, name if is_shipped(path) else str(path))
        for warning in taught.warnings:
            print(f"{name}/{warning}")
        due = pack.about.reviewed_on + timedelta(days=pack.about.review_every)
        today = date.today()  # noqa: DTZ011 - the author's own calendar
        if today > due:
            print(f"{name}/pack.yaml: warning: was to be compared with its document by {due}")
        if today < pack.about.reviewed_on:
            print(f"{name}/pack.yaml: warning: reviewed_on is still to come; give the day it was")
        there = {**pack.counts(), "examples": len(taught.examples.all)}
        counts = ", ".join(counted(many, kind.removesuffix("s")) for kind, many in there.items())
        print(f"{name}: {counts}")
        print(f"{name}: reading grades of {'; '.join(map(str, reading_grades(pack)))}")
    if not options.packs and not options.pack:
        faults += _language(
            [taught.examples for taught in loaded if is_shipped(taught.pack.folder)]
        )
    return int(faults > 0)


def _outdated(taught: Taught, name: str, called: str) -> int:
    """Say what is wrong with what a pack has learned; that it is nothing yet is no fault."""
    from flows.language.examples import command_examples
    from flows.nlu.model_bundle import FILE, outdated

    wrong = outdated(taught.pack, taught.examples, command_examples())
    wrong = wrong and wrong.replace("meded train", f"meded train {called}")
    if wrong and not (taught.pack.folder / FILE).exists():
        print(f"{name}/{FILE}: warning: {wrong}")
    elif wrong:
        print(f"{name}/{FILE}: {wrong}", file=sys.stderr)
        return 1
    return 0


def _language(shipped: list[Examples]) -> int:
    """Check what is said and typed in any pack, and what was learned from those of ours."""
    from flows.check.language import check_language
    from flows.nlu import safety

    issues = check_language()
    for issue in issues:
        print(f"language/en/{issue}", file=sys.stderr)
    wrong = safety.outdated(shipped)
    if wrong and len(shipped) == len(packs()):
        print(f"language/en/{safety.FILE.name}: {wrong}", file=sys.stderr)
        return 1
    return int(bool(issues))


def new(options: argparse.Namespace) -> None:
    """Write a small pack, and say what to do with it."""
    from flows.pack.scaffold import CannotWriteError, write_pack

    try:
        path = write_pack(Path(options.path))
    except CannotWriteError as error:
        raise OperatorError(str(error)) from error
    print(f"{path} is a small pack that works; make source.yaml your document, then the rest")
    print(f"meded check --pack {path}    every fault, with file, line and mend")
    print(f"meded chat --pack {path}     talk to it; `meded train {path}` teaches it the examples")


def train(options: argparse.Namespace) -> None:
    """Learn the examples, and what tells of danger from those of the packs that are ours."""
    from flows.nlu.safety import write
    from flows.training.distress_examples import distress_examples

    try:
        from flows.training.train import learn_safety
    except ImportError as error:
        raise OperatorError(
            f"{error.name} is not installed; training needs the extra `train`"
        ) from error
    paths = several(options)
    for path in paths:
        _learn(path)
    if any(map(is_shipped, paths)):
        _tell("learning what tells of danger and of strain")
        examples = [load_with_examples(path).examples for path in packs()]
        write(learn_safety(distress_examples(examples)), examples)
        print("learned what tells of danger and of strain")


def _learn(path: Path) -> None:
    """Learn the examples of one pack, measure, and write both."""
    from flows.language.examples import command_examples
    from flows.training.cross_validation import cross_validate
    from flows.training.train import learn

    (pack, examples, _), typed = load_with_examples(path), command_examples()
    name = path.resolve().name
    learned = learn(pack, examples, typed, partial(_tell_of, name))
    _tell(f"{name}: measuring on authors held out")
    figures = cross_validate(pack, examples, typed, learned)
    replace(learned.bundle, figures=figures).write(path)
    first, count = figures["questions"]["first"], figures["count"]["questions"]
    print(f"learned the examples of {name}; with their authors held out", end=" ")
    print(f"{first:.1%} of {counted(count, 'question')} understood at first")


def _tell_of(pack: str, model: str) -> None:
    _tell(f"{pack}: learning {model}")


def _tell(what: str) -> None:
    """Say what is being done; it takes a while."""
    print(f"{what} …", flush=True)


def evaluate(options: argparse.Namespace) -> None:
    """Print how well the questions of a file are understood; or replies, or lines of danger."""
    from flows.nlu.matcher import Matcher
    from flows.training.evaluation import evaluate
    from flows.training.reply_evaluation import reply_figures, safety_figures
    from flows.training.rows import REPLY, SAFETY, read_rows

    pack = open_pack(options)
    matcher = Matcher(pack)
    tell_untrained(pack, matcher)
    try:
        lines = Path(options.file).read_bytes().removeprefix(BOM_UTF8).splitlines()
        rows = read_rows(lines, pack.about.main)
        _check_names(pack, rows)
    except OSError as error:
        what = f"{error.strerror}; name a file with a JSON object on each line"
        raise OperatorError(f"{options.file}: {what}") from error
    except ValueError as error:
        raise OperatorError(f"{options.file}: {error}") from error
    sort = rows[0].sort
    if sort == REPLY:
        print(_shares(reply_figures(matcher, pack, rows)))
    elif sort == SAFETY:
        print(_shares(safety_figures(matcher, rows)))
    else:
        print(evaluate(matcher, rows).render())


def _check_names(pack: Pack, rows: Sequence[Row]) -> None:
    """Raise ValueError where a row names what the pack doesn't have."""
    from flows.language.commands import commands
    from flows.training.rows import SAFETY

    labels = {*pack.cards, *(f"@{word}" for word in commands().phrases)}
    asked = {f"{f.id}/{name}": q for f in pack.flows.values() for name, q in f.questions.items()}
    for number, row in enumerate(rows, 1):
        kind, known = "card or command", labels
        if row.question and row.question not in asked:
            raise ValueError(f"line {number}: {no_such('question', row.question, asked)}")
        if row.question:
            kind, known = "answer", {*asked[row.question].answers, UNSURE, OTHER}
        if row.sort != SAFETY and (unknown := sorted({*row.accept} - known)):
            what = no_such(kind, unknown[0], known, "name one that the pack has")
            raise ValueError(f"line {number}: {what}")


def _shares(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:<20}{share:>7.1%}" for name, share in figures.items())
