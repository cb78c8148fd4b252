from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.matching import Matcher

if TYPE_CHECKING:
    from flows.flow import Question
    from flows.library import Library


@pytest.fixture(scope="session")
def matcher(library: Library) -> Matcher:
    return Matcher(library)


@pytest.fixture(scope="session")
def questions(library: Library) -> dict[str, Question]:
    return library.flows["decide"].questions
