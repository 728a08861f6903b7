"""Every made-up case of tests/cases/evidence: what is borne out, and which words fail and how."""

from __future__ import annotations

import pytest

from beatbook.writing.evidence import check
from tests.writing.evidence_cases import Case, evidence_cases

CASES = list(evidence_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence[:60])
def test_a_sentence_is_judged_as_its_case_says(case: Case) -> None:
    verdict = check(case.sentence, case.evidence, language=case.language, day=case.day)
    found = [(p.kind, p.text) for p in verdict.problems]
    assert verdict.supported == (not found)
    if case.wrong is None:
        assert found == []
        return
    kind, words = case.wrong
    assert any(k == kind and words in text for k, text in found), found
    also = {"unsupported", "name"} if kind == "quotation" else {"unsupported"}
    assert {k for k, _ in found} <= {kind} | also, found


def test_there_are_cases_enough_of_each_kind() -> None:
    assert len(CASES) >= 120
    assert {case.wrong[0] for case in CASES if case.wrong} == {
        "name", "number", "date", "quotation", "negation", "unsupported",
    }  # fmt: skip
    assert {case.language for case in CASES} == {None, "de", "fr", "ko", "zh"}
