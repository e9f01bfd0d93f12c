"""The parse child and its reader: real processes, real pipes, documents that kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stories.ingest.clean import clean
from stories.ingest.entry import Document, Unreadable
from stories.ingest.parse import parse
from stories.ingest.reading import Answer, Read, Reader
from stories.models import Code, Source
from tests.fakeweb import FakeWeb, answer, in_turn
from tests.integration.ingest.conftest import Poll

URL = "https://hill.example/feed.xml"
FEEDS = Path(__file__).parents[2] / "feeds"
POISONABLE = (sys.executable, "-m", "tests.poisonable_child")


def feed(word: str) -> bytes:
    return f"<rss version='2.0'><channel><item><title>{word}</title></item></channel></rss>".encode()


def titles(read: Answer) -> list[str]:
    assert isinstance(read, Read), read
    return [entry.title for entry in read.entries]


def read_all(reader: Reader[str], *bodies: bytes) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for body in bodies:
        reader.send(body.decode("utf-8", "replace"), body, url=URL)
        found.update(reader.answers())
    return found | dict(reader.answers(all_of_them=True))


@pytest.fixture
def reader() -> Iterator[Reader[str]]:
    with Reader[str](POISONABLE, wall_seconds=5) as made:
        yield made


def test_child_reads_what_the_stages_read() -> None:
    with Reader[str]() as real:
        for path in sorted(FEEDS.iterdir()):
            real.send(path.name, path.read_bytes(), url=URL)
        found = dict(real.answers(all_of_them=True))

    for name, read in found.items():
        document = parse((FEEDS / name).read_bytes(), url=URL)
        if isinstance(document, Unreadable):
            assert read == document
            continue
        assert isinstance(read, Read)
        assert read.entries == tuple(clean(entry) for entry in document.entries)
        assert read.document == Document(
            title=document.title,
            home_page=document.home_page,
            language=document.language,
            format=document.format,
            warnings=document.warnings,
            set_aside=document.set_aside,
            wait=document.wait,
        )


def test_one_child_reads_many_documents(reader: Reader[str]) -> None:
    read_all(reader, feed("first"))
    pid = reader.pid
    found = read_all(reader, *(feed(f"number {number}") for number in range(40)))

    assert len(found) == 40
    assert all(titles(one) for one in found.values())
    assert reader.pid == pid


@pytest.mark.parametrize("poison", ["segfault", "spin", "sleep", "memory", "nonsense", "endless", "leave"])
def test_c23_poison_kills_the_child_and_nothing_else(reader: Reader[str], poison: str) -> None:
    bad = feed(f"POISON:{poison}")
    good = [feed(f"good {number}") for number in range(6)]

    found = read_all(reader, *good[:2], bad, *good[2:])

    crashed = found.pop(bad.decode())
    assert isinstance(crashed, Unreadable)
    assert crashed.code == "parse_crash"
    assert crashed.reason
    assert {tuple(titles(one)) for one in found.values()} == {(f"good {number}",) for number in range(6)}


def test_who_was_answered_before_the_child_died_is_not_blamed_for_it(reader: Reader[str]) -> None:
    reader.send("good", feed("good"), url=URL)
    reader.send("bad", feed("POISON:segfault"), url=URL)
    assert reader.pid
    os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOWAIT)

    reader.send(
        "late", feed("late"), url=URL
    )  # nobody takes it; the first one's answer has not been looked at
    found = dict(reader.answers(all_of_them=True))

    assert isinstance(found["bad"], Unreadable)
    assert (titles(found["good"]), titles(found["late"])) == (["good"], ["late"])


def test_child_killed_from_outside_costs_no_document(reader: Reader[str]) -> None:
    read_all(reader, feed("first"))
    assert reader.pid
    os.kill(reader.pid, signal.SIGKILL)

    assert [titles(one) for one in read_all(reader, feed("second")).values()] == [["second"]]


def test_large_documents_both_ways_do_not_wait_for_each_other(reader: Reader[str]) -> None:
    bodies = [feed(f"large {number}" + "x" * 250) + b" " * 900_000 for number in range(8)]
    many = "".join(
        f"<item><title>{n}</title><description>{'word ' * 800}</description></item>" for n in range(200)
    )
    bodies += [f"<rss version='2.0'><channel>{many}</channel><!--{n}--></rss>".encode() for n in range(6)]

    found = read_all(reader, *bodies)

    assert all(isinstance(one, Read) for one in found.values())
    assert len(found) == 14


def test_answers_nobody_waited_for_are_never_anothers(reader: Reader[str]) -> None:
    for number in range(3):
        reader.send(f"abandoned {number}", feed("abandoned"), url=URL)
    reader.forget()

    assert read_all(reader, feed("wanted")).keys() == {feed("wanted").decode()}


def test_child_ends_when_its_worker_is_killed() -> None:
    script = (
        "import time; from stories.ingest.reading import Reader; r = Reader();"
        "r.send(1, b'<rss/>', url='https://a.example/'); list(r.answers(all_of_them=True));"
        "print(r.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout
        child = int(worker.stdout.readline())
        worker.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        if Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


def test_child_knows_no_django_and_none_of_our_secrets() -> None:
    script = (
        "import sys, stories.ingest.reading.child; "
        "print([name for name in ('django', 'celery', 'feedparser', 'wagtail') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

    with Reader[str]() as real:
        read_all(real, feed("one"))
        environment = Path(f"/proc/{real.pid}/environ").read_bytes()
    assert {name.partition(b"=")[0] for name in environment.split(b"\0") if name} <= {
        *(b"PATH", b"LANG", b"TZ", b"LD_LIBRARY_PATH"),
        *(b"MALLOC_TRIM_THRESHOLD_", b"MALLOC_MMAP_THRESHOLD_"),
    }


@pytest.mark.django_db
def test_c23_a_source_that_crashes_its_reader_three_times_waits_for_a_person(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll, reader: Reader[Any]
) -> None:
    poll.reader = reader
    poisoned = follow(web.on("/poisoned", answer(feed("POISON:segfault"))))
    healthy = follow(web.on("/healthy", answer(feed("well"))))

    codes = [poll(poisoned).code for _ in range(2)]
    assert poisoned.state == Source.State.APPROVED
    codes.append(poll(poisoned).code)

    assert codes == [Code.PARSE_CRASH] * 3
    assert poisoned.state == Source.State.PAUSED
    assert poll(healthy).code == Code.OK


@pytest.mark.django_db
def test_c23_crashes_that_are_not_in_a_row_pause_nobody(
    web: FakeWeb, follow: Callable[..., Source], poll: Poll, reader: Reader[Any]
) -> None:
    poll.reader = reader
    crash = answer(feed("POISON:leave"))
    source = follow(web.on("/feed", in_turn(crash, crash, answer(feed("well")), crash)))

    assert [poll(source).code for _ in range(4)] == ["parse_crash", "parse_crash", "ok", "parse_crash"]
    assert source.state == Source.State.APPROVED
