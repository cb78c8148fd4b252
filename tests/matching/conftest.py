from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.nlu.matcher import Matcher

if TYPE_CHECKING:
    from flows.model.flow import Question
    from flows.pack.pack import Pack


@pytest.fixture(scope="session")
def matcher(pack: Pack) -> Matcher:
    return Matcher(pack)


@pytest.fixture(scope="session")
def questions(pack: Pack) -> dict[str, Question]:
    return pack.flows["decide"].questions
