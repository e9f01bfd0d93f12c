"""What a reader sees of a story's pictures: our copies, or a way to them in words; never somebody else's frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from programmes import pictures
from programmes.models import CustomImage
from programmes.pictures import sizes
from stories.models import Enclosure, PictureCopy, Story
from tests.factories import NOON, StoryFactory
from tests.pictures import picture

pytestmark = pytest.mark.django_db

HOME = "https://blog.example"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def image() -> CustomImage:
    """Wider than one size and no wider than it must be: encoding it is most of what these tests cost."""
    kept = pictures.keep(picture(480, 270), title="Chairs", origin=CustomImage.Origin.SOURCE)
    sizes.prepare(kept, now=NOON)
    return kept


def story(html: str = "<p>Words.</p>", licence: str = "full", **fields: object) -> Story:
    made: Story = StoryFactory(published=True, html=html, licence=licence, **fields)
    return made


def copied(of: Story, path: str) -> CustomImage:
    kept = image()
    PictureCopy.objects.create(story=of, url=HOME + path, state=PictureCopy.State.KEPT, image=kept)
    if of.image_url == HOME + path:
        Story.objects.filter(pk=of.pk).update(picture=kept)
    return kept


def page(client: Client, of: Story) -> str:
    return client.get(of.get_absolute_url()).content.decode()


def loads(html: str) -> set[str]:
    """Whatever a browser would fetch for this page by itself, styles and scripts aside."""
    body = html.partition("<body")[2]
    found = re.findall(r'\s(?:src|poster|data)="([^"]+)"', body)
    sets = re.findall(r'srcset="([^"]+)"', body)
    return set(found) | {each.split()[0] for several in sets for each in several.split(", ")}


def test_a_picture_among_the_words_is_our_copy(client: Client) -> None:
    told = story(f'<p>Before <img src="{HOME}/c.jpg?a=1&amp;b=2" alt="Chairs &quot;here&quot;"> after</p>')
    copied(told, "/c.jpg?a=1&b=2")
    html = page(client, told)
    assert re.search(
        r'<p>Before <span class="picture ">.*alt="Chairs &quot;here&quot;".*</span> after</p>', html
    )
    assert "<picture><source" in html
    assert not [address for address in loads(html) if not address.startswith("/")]


def test_until_there_is_a_copy_the_words_lead_to_the_picture(client: Client) -> None:
    told = story(f'<p><img src="{HOME}/c.jpg" alt="Chairs"></p><p><img src="{HOME}/d.jpg"></p>')
    html = page(client, told)
    assert f'<a href="{HOME}/c.jpg" rel="noopener nofollow ugc">Picture at blog.example: Chairs</a>' in html
    assert f'<a href="{HOME}/d.jpg" rel="noopener nofollow ugc">Picture at blog.example</a>' in html
    assert not [address for address in loads(html) if not address.startswith("/")]


def test_a_picture_that_is_a_link_stays_one_link(client: Client) -> None:
    told = story(f'<p><a href="{HOME}/big"><img src="{HOME}/c.jpg" alt="Chairs"></a></p>')
    assert f'<a href="{HOME}/big"><span>Picture at blog.example: Chairs</span></a>' in page(client, told)
    copied(told, "/c.jpg")
    assert re.search(rf'<a href="{HOME}/big"><span class="picture ">.*?</span></a>', page(client, told))


def test_a_smiley_is_a_character_again(client: Client) -> None:
    assert "<p>Well done 🙂!</p>" in page(
        client, story(f'<p>Well done <img src="{HOME}/1f642.png" alt="🙂">!</p>')
    )


def test_a_picture_is_no_wider_than_its_publisher_set_it(client: Client) -> None:
    told = story(f'<p><img src="{HOME}/c.jpg" alt="" width="320" height="999"></p>')
    copied(told, "/c.jpg")
    assert 'width="320" height="180"' in page(client, told)


def test_the_picture_beside_the_title_is_shown_once(client: Client) -> None:
    alone = story(image_url=f"{HOME}/lead.jpg")
    copied(alone, "/lead.jpg")
    assert page(client, alone).count("<picture>") == 1
    among = story(f'<p><img src="{HOME}/lead.jpg" alt="x"></p>', image_url=f"{HOME}/lead.jpg")
    copied(among, "/lead.jpg")
    assert page(client, among).count("<picture>") == 1


@pytest.mark.parametrize(("licence", "shown"), [("full", True), ("excerpt", True), ("link", False)])
def test_cards_and_link_previews_show_our_copy_where_the_publisher_lets_us(
    client: Client, licence: str, shown: bool
) -> None:
    told = story(licence=licence, image_url=f"{HOME}/lead.jpg")
    copied(told, "/lead.jpg")
    card = client.get(reverse("stories:stream")).content.decode()
    assert ('<figure class="story__media">' in card) is shown
    assert ("<source" in card) is shown
    html = page(client, told)
    preview = re.findall(r'<meta property="og:image" content="(http://testserver/media/images/[^"]+)">', html)
    assert bool(preview) is shown
    assert "lead.jpg" not in html


def test_without_a_copy_a_card_has_no_frame(client: Client) -> None:
    story(image_url=f"{HOME}/lead.jpg")
    card = client.get(reverse("stories:stream")).content.decode()
    assert "story__media" not in card and "lead.jpg" not in card


def test_attached_pictures_are_our_copies_or_links(client: Client) -> None:
    told = story()
    for name in ("a.jpg", "b.jpg"):
        Enclosure.objects.create(
            story=told, url=f"{HOME}/{name}", media_type="image/jpeg", alt=f"About {name}"
        )
    copied(told, "/a.jpg")
    html = page(client, told)
    assert html.count("<picture>") == 1 and 'alt="About a.jpg"' in html
    assert f'<a href="{HOME}/b.jpg" rel="noopener">About b.jpg</a>' in html


def test_a_stream_of_pictures_needs_two_queries_more_than_one_without(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stream = reverse("stories:stream")
    story()
    client.get(stream)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as without:
        client.get(stream)
    for number in range(6):
        copied(story(image_url=f"{HOME}/{number}.jpg"), f"/{number}.jpg")
    with django_assert_max_num_queries(len(without) + 2):
        assert client.get(stream).content.decode().count("<picture>") == 6


def test_a_story_with_many_pictures_needs_no_more_queries_than_with_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    told = story("".join(f'<p><img src="{HOME}/{n}.jpg" alt="{n}"></p>' for n in range(8)))
    for number in range(8):
        copied(told, f"/{number}.jpg")
    page(client, told)
    with django_assert_max_num_queries(22):
        assert page(client, told).count("<picture>") == 8


# --- films ----------------------------------------------------------------------------------------------------

FILM = "https://www.youtube.com/watch?v=dQw4-9WgX_Q"
PLAYER = 'data-player="https://www.youtube-nocookie.com/embed/dQw4-9WgX_Q?autoplay=1"'


@pytest.mark.parametrize(("licence", "shown"), [("full", True), ("excerpt", True), ("link", False)])
def test_a_story_that_is_a_film_is_a_still_and_a_button_where_its_publisher_lets_us(
    client: Client, licence: str, shown: bool
) -> None:
    still = "https://i.ytimg.com/vi/dQw4-9WgX_Q/hqdefault.jpg"
    told = story(canonical_url=FILM, image_url=still, licence=licence, title="How to mend a lamp")
    kept = image()
    PictureCopy.objects.create(story=told, url=still, state=PictureCopy.State.KEPT, image=kept)
    Story.objects.filter(pk=told.pk).update(picture=kept)
    html = page(client, told)
    assert (PLAYER in html) is shown
    assert (f'<a class="embed__play" href="{FILM}"' in html) is shown
    assert html.count("<picture>") == (1 if shown else 0)
    assert "<iframe" not in html
    assert not [address for address in loads(html) if not address.startswith("/")]


def test_a_film_among_the_words_is_played_below_the_title_and_listed_nowhere_else(client: Client) -> None:
    told = story()
    for url, kind in ((FILM, "text/html"), (f"{HOME}/notes.pdf", "application/pdf")):
        Enclosure.objects.create(story=told, url=url, media_type=kind)
    html = page(client, told)
    assert html.count(PLAYER) == 1
    assert html.count(f'href="{FILM}"') == 1
    assert f'href="{HOME}/notes.pdf"' in html


def test_a_film_a_reporter_brought_is_shown(client: Client) -> None:
    told = story(video_url="https://youtu.be/dQw4-9WgX_Q")
    assert PLAYER in page(client, told)


def test_a_film_of_a_host_that_is_not_listed_stays_a_link(client: Client) -> None:
    told = story(canonical_url="https://films.example/watch?v=dQw4-9WgX_Q")
    html = page(client, told)
    assert "data-player" not in html
    assert 'href="https://films.example/watch?v=dQw4-9WgX_Q"' in html
