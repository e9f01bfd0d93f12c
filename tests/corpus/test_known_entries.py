"""Entries of real and broken feeds that are known need not be read; the others read as they do in the whole."""

from __future__ import annotations

import pytest

from stories.ingest.reading import Known, Read, Request
from stories.ingest.reading.child import read
from tests.corpus.test_strict_corpus import FETCHED_FROM, bodies

pytestmark = pytest.mark.corpus

# Of 159: JSON Feed, one entry alone, and whatever there is a warning about are always read whole.
CUT_AT_LEAST = 110


@pytest.mark.parametrize("folder", ["real", "social", "broken"])
def test_what_is_left_of_a_known_document_reads_as_it_did_in_the_whole(folder: str) -> None:
    found = bodies(folder)

    assert found
    assert [name for name, body in found.items() if not _reads_alike(body)] == []


def test_most_real_feeds_can_be_cut() -> None:
    answers = [read(Request(body, FETCHED_FROM)) for body in bodies("real", "social").values()]
    cut = [answer for answer in answers if isinstance(answer, Read) and len(answer.marks) > 1]
    assert len(cut) >= CUT_AT_LEAST, len(cut)


def _reads_alike(body: bytes) -> bool:
    """With every other entry known, and with all but the last."""
    whole = read(Request(body, FETCHED_FROM))
    if not isinstance(whole, Read) or len(whole.marks) < 2:
        return True
    entries = dict(zip(whole.marks, whole.entries, strict=True))
    for known in (whole.marks[::2], whole.marks[:-1]):
        part = read(Request(body, FETCHED_FROM, known=Known(whole.context, frozenset(known))))
        expected = tuple(entry for mark, entry in entries.items() if mark not in known)
        if not isinstance(part, Read) or (part.entries, part.document) != (expected, whole.document):
            return False
        if part.familiar != known or part.marks != whole.marks:
            return False
    return True
