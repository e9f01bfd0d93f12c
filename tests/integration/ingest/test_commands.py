"""The commands that whoever runs the portal types: ingest, import_opml, and what sweep does when nobody works."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stories.models import Decision, FormerAddress, Source, Story
from tests.factories import NOON, ProgrammeFactory, SourceFactory
from tests.fakeweb import FakeWeb, answer
from tests.integration.ingest.conftest import Poll
from tests.integration.ingest.feeds import item, rss

pytestmark = pytest.mark.django_db

OPML = '<opml version="2.0"><head/><body>{}</body></opml>'


def opml(to: Path, *addresses: str) -> str:
    outlines = "".join(f'<outline type="rss" text="A &amp; B" xmlUrl="{address}"/>' for address in addresses)
    file = to / "feeds.opml"
    file.write_text(OPML.format(outlines))
    return str(file)


def told(*command: str) -> str:
    """What a command prints, both streams together."""
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=out)
    return out.getvalue()


def test_ingest_tells_every_step_of_one_source(web: FakeWeb, follow: Callable[..., Source]) -> None:
    source = follow(web.on("/feed", answer(rss(item(1), item(2)))))
    words = told("ingest", str(source.pk))
    steps = [f"asking {source.url}", "HTTP 200", "2 entries", "2 new, 0 changed", "outcome: ok; next time:"]
    assert [words.index(step) for step in steps] == sorted(words.index(step) for step in steps)
    assert Story.objects.count() == 2


def test_ingest_takes_an_address_too(web: FakeWeb, follow: Callable[..., Source]) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))
    assert "1 new" in told("ingest", source.url)


def test_ingest_says_in_words_what_it_cannot_do() -> None:
    with pytest.raises(CommandError, match="There is no source"):
        told("ingest", "https://nowhere.example/feed")
    with pytest.raises(CommandError, match="is proposed, so nothing is fetched"):
        told("ingest", str(SourceFactory().pk))


def test_ingest_leaves_a_source_alone_that_a_worker_holds(
    web: FakeWeb, follow: Callable[..., Source]
) -> None:
    from django.utils import timezone

    from stories.ingest import due

    source = follow(web.on("/feed", answer(rss(item(1)))))
    due.claim(now=timezone.now())
    with pytest.raises(CommandError, match="being fetched by a worker right now"):
        told("ingest", str(source.pk))


def test_import_opml_proposes_sources_of_a_programme(tmp_path: Path) -> None:
    programme = ProgrammeFactory(slug="big-local")
    file = opml(tmp_path, "https://a.example/feed", "https://b.example/feed")

    words = told("import_opml", file, "--programme", "big-local")

    assert "2 sources added, 0 known already, 0 refused." in words
    assert set(Source.objects.values_list("state", flat=True)) == {Source.State.PROPOSED}
    assert all(list(source.programmes.all()) == [programme] for source in Source.objects.all())
    assert Source.objects.first().title == "A & B"  # type: ignore[union-attr]  # there are two


def test_import_opml_with_approve_follows_them_and_writes_the_decision_down(tmp_path: Path) -> None:
    ProgrammeFactory(slug="big-local")
    told("import_opml", opml(tmp_path, "https://a.example/feed"), "--programme", "big-local", "--approve")
    source = Source.objects.get()
    assert source.state == Source.State.APPROVED
    decision = Decision.objects.get()
    assert (decision.source, decision.from_state, decision.to_state) == (source, "proposed", "approved")


def test_import_opml_twice_adds_nothing(tmp_path: Path) -> None:
    ProgrammeFactory(slug="big-local")
    file = opml(tmp_path, "https://a.example/feed")
    told("import_opml", file, "--programme", "big-local")
    assert "0 sources added, 1 known already" in told("import_opml", file, "--programme", "big-local")
    assert Source.objects.count() == 1


def test_spellings_of_one_address_are_one_source(tmp_path: Path) -> None:
    ProgrammeFactory(slug="big-local")
    spellings = ("https://a.example/feed", "HTTPS://A.EXAMPLE:443/feed", "http://a.example/feed#top")
    told("import_opml", opml(tmp_path, *spellings), "--programme", "big-local")
    assert Source.objects.count() == 1


def test_import_opml_knows_where_a_source_was_and_where_it_has_moved_to(tmp_path: Path) -> None:
    programme = ProgrammeFactory(slug="big-local")
    source = SourceFactory(url="https://a.example/now", moved_to="https://a.example/next", approved=True)
    FormerAddress.objects.create(source=source, url="https://a.example/then", until=NOON)
    file = opml(tmp_path, "https://a.example/then", "https://a.example/next")
    assert "0 sources added, 1 known already" in told("import_opml", file, "--programme", "big-local")
    assert Source.objects.get().programmes.get() == programme


def test_import_opml_puts_the_stories_of_a_known_source_into_the_programme_too(
    tmp_path: Path, web: FakeWeb, follow: Callable[..., Source], poll: Poll
) -> None:
    source = follow(web.on("/feed", answer(rss(item(1)))))
    poll(source)
    Story.objects.update(search_owed=False)
    programme = ProgrammeFactory(slug="big-local")
    told("import_opml", opml(tmp_path, source.url), "--programme", "big-local")
    story = Story.objects.get(story_programmes__programme=programme)
    assert (story.title, story.search_owed) == ("Story 1", True)


def test_addresses_inside_our_own_network_are_listed_with_a_reason_and_never_asked(tmp_path: Path) -> None:
    ProgrammeFactory(slug="big-local")
    with FakeWeb() as trap:
        refused = (
            trap.url("/feed"),
            "http://169.254.169.254/latest/",
            "file:///etc/passwd",
            "https://me:secret@a.example/f",
        )
        words = told(
            "import_opml", opml(tmp_path, *refused, "https://a.example/feed"), "--programme", "big-local"
        )
        assert trap.connections == 0
    assert "1 sources added, 0 known already, 4 refused." in words
    assert "refused file:///etc/passwd: " in words
    assert "secret" not in words


def test_import_opml_reads_a_list_from_the_web(web: FakeWeb) -> None:
    ProgrammeFactory(slug="big-local")
    address = web.on("/list", answer(OPML.format('<outline xmlUrl="https://a.example/feed"/>').encode()))
    assert "1 sources added" in told("import_opml", address, "--programme", "big-local")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.opml", "--programme", "big-local"], "The file could not be read: No such file"),
        (
            ["missing.opml", "--programme", "nowhere"],
            "There is no programme 'nowhere'. There are: big-local.",
        ),
        (["http://127.0.0.1/list", "--programme", "big-local"], "The list could not be fetched: "),
    ],
)
def test_import_opml_says_in_words_what_went_wrong(arguments: list[str], words: str) -> None:
    ProgrammeFactory(slug="big-local")
    with pytest.raises(CommandError) as problem:
        told("import_opml", *arguments)
    assert words in str(problem.value)


def test_a_file_that_is_no_opml_is_said_to_be_none(tmp_path: Path) -> None:
    ProgrammeFactory(slug="big-local")
    file = tmp_path / "not.opml"
    file.write_bytes(b"<html><body>hello</body></html>")
    with pytest.raises(CommandError, match="No feeds were found in this file"):
        told("import_opml", str(file), "--programme", "big-local")
