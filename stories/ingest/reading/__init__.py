"""Foreign bytes are read and cleaned in a child process, so that no document can hurt the worker.

Reading order: ``frames`` (what goes over the pipes), ``slices`` (which entries are known by their bytes), ``child``
(the process: parse and clean, within limits), ``reader`` (its other end in the worker: several documents under way,
a clock, kill, start again). The child knows no Django, has none of our secrets in its environment, and answers in
plain text: what it says is data, whatever the document has done to it.
"""

from __future__ import annotations

from stories.ingest.reading.frames import Answer, Read, Request
from stories.ingest.reading.reader import LOOKING, Reader, here
from stories.ingest.reading.slices import Known

__all__ = ["LOOKING", "Answer", "Known", "Read", "Reader", "Request", "here"]
