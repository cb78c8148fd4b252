"""What may be of a patient is seen before it is sent, and figures of a career are not."""

from __future__ import annotations

import pytest

from flows.language.identifiers import identifiers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My patient, MRN 00482913, asked about teaching", "a record number"),
        ("mrn: 12-345-6", "a record number"),
        ("chart number is 55821", "a record number"),
        ("DOB 3/14/1952", "a date of birth"),
        ("d.o.b. 03.04.61", "a date of birth"),
        ("born March 3, 1962", "a date of birth"),
        ("date of birth: 3rd March 1962", "a date of birth"),
        ("seen 03/14/1952 for chest pain", "a date of birth"),
        ("I looked after patient Smith last night", "a patient's name"),
        ("pt. Gonzalez asked me", "a patient's name"),
        ("the patient's name is Maria", "a patient's name"),
        ("Patient: Johnson", "a patient's name"),
        ("call me at 555-0100", "a phone number"),
        ("(555) 010-0100", "a phone number"),
        ("555-010-0100 is mine", "a phone number"),
        ("+44 20 7946 0958", "a phone number"),
        ("<tel:5550100100|555-010-0100>", "a phone number"),
        ("123-45-6789", "a social security number"),
        ("SSN 123456789", "a social security number"),
        ("write to rosa.diaz@example.org", "an e-mail address"),
        ("the man in room 412", "a room or bed"),
        ("bed 3B said so", "a room or bed"),
        ("it was 48291374", "a long number"),
    ],
)
def test_what_may_be_of_a_patient_is_told_by_its_kind(text: str, kind: str) -> None:
    assert kind in identifiers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is $15,000-50,000 right?",
        "15,000-50,000",
        "It takes 2 years",
        "I'm a PGY-3 and want to be a program director",
        "60-80% of it at 5-10% of the pain",
        "in 2025-26",
        "10-20 hours a week over 1–3 years",
        "between 2019 and 2026",
        "due 01/15/2027",
        "It costs $1500000",
        "PMID 31234567 says otherwise",
        "https://example.org/articles/31234567?id=12345678",
        "Is Patient Safety a good topic for a thesis?",
        "how patients learn",
        "I see every patient I can",
        "I have a patient. What should I do about teaching?",
        "The patient portal has 40 forms",
        "my pt. Should I teach more?",
        "Is there room for 2 more in the academy?",
        "I'm in the emergency room 10 hours a week",
        "in the emergency room 10-20 hours a week",
        "Could Dr. Lee talk with me about the fellowship?",
        "<@U0123456789> told me about the academy",
        "who pays?",
        "born to teach",
        "I was born in a small town and want to teach 3 days a week",
        "the record of 12 programs",
    ],
)
def test_figures_of_a_career_are_no_identifier(text: str) -> None:
    assert identifiers(text) == ()


def test_each_kind_is_told_once() -> None:
    told = identifiers("MRN 123456, MRN 654321, room 4")
    assert told == ("a record number", "a room or bed")
