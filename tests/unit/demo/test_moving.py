"""The demo moves while one watches, goes on for ever, and tells the same story after a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.demo import noticing, troubles, web
from portal.demo.blogs import Blog, all_blogs, before, by_slug, followed, site_names
from portal.demo.releases import Release, released
from tests.unit.demo.conftest import BEGAN, WHERE, ask

MINUTE = timedelta(minutes=1)


def releases(now: datetime) -> dict[str, Release]:
    """Everything that can be read in a feed at this moment, by its address."""
    blogs = [blog for blog in followed() if blog.trouble != "broken"]
    return {release.link: release for blog in blogs for release in released(blog, WHERE, now=now)}


def test_a_new_post_comes_about_every_minute_and_never_fewer_than_five_in_ten() -> None:
    for start in (*range(0, 121, 3), 600, 1443, 14_400):
        since = BEGAN + start * MINUTE
        new = [one for one in releases(since + 10 * MINUTE).values() if since < one.at]
        assert 5 <= len(new) <= 15, start


def test_at_least_sixty_of_them_were_written_by_hand() -> None:
    new = [one for one in releases(BEGAN + timedelta(minutes=noticing.FIRST)).values() if one.at > BEGAN]
    assert len([one for one in new if "noticed" not in one.link]) >= 60


def test_notes_are_each_of_their_own_and_always_the_same() -> None:
    seen: dict[str, str] = {}
    for later in range(0, 60 * 24, 30):
        for link, one in releases(BEGAN + later * MINUTE).items():
            if "/noticed-" in link:
                assert seen.setdefault(link, one.post.title) == one.post.title
                assert one.post.title.startswith("Noticed ")
    assert len(seen) > 900
    first_two_hours = [title for link, title in seen.items() if int(link.rpartition("-")[2][:-1]) < 187]
    assert len(set(first_two_hours)) == len(first_two_hours)


def test_all_notices_get_their_turn_at_the_spots_they_are_true_of() -> None:
    for fitting in noticing.notices().values():
        turns = {minute * noticing._STRIDE % len(fitting) for minute in range(len(fitting))}
        assert turns == set(range(len(fitting)))
        assert len(fitting) >= 15
    kinds = {spot.partition(": ")[0] for blog in all_blogs() for spot in blog.spots}
    assert kinds == set(noticing.notices())


def test_nothing_is_noticed_twice_within_a_quarter_of_an_hour() -> None:
    out = releases(BEGAN + timedelta(hours=5)).values()
    notes = sorted((one.at, one.post.title.partition(": ")[2]) for one in out if "/noticed-" in one.link)
    for number, (_at, title) in enumerate(notes):
        assert title not in [earlier for _at, earlier in notes[max(0, number - 15) : number]]


def test_a_note_can_be_read_long_after_its_feed_has_dropped_it() -> None:
    turn = noticing._noticing()
    blog = by_slug(turn[noticing.FIRST % len(turn)])
    path = f"/noticed-{noticing.FIRST}/"
    assert ask(blog, path).status == 404
    assert ask(blog, path, later=timedelta(days=3)).status == 200
    for nonsense in ("/noticed-0/", "/noticed-x/", f"/noticed-0{noticing.FIRST}/", "/noticed-99999999999/"):
        assert ask(blog, nonsense, later=timedelta(days=3)).status == 404


def edited() -> tuple[Blog, str]:
    return next((blog, post.slug) for blog in all_blogs() for post in blog.posts if post.edited)


def test_an_edited_post_keeps_address_and_date_and_changes_title_and_words() -> None:
    blog, slug = edited()
    link = f"{WHERE.root(blog.slug)}/{slug}/"
    first, later = releases(BEGAN + 6 * MINUTE)[link], releases(BEGAN + 8 * MINUTE)[link]
    assert (first.at, first.is_edited, later.at, later.is_edited) == (later.at, False, first.at, True)
    assert first.post.title != later.post.title
    assert first.post.html != later.post.html
    feed = [ask(blog, blog.feed_path, later=minutes * MINUTE) for minutes in (6, 8)]
    assert feed[0].etag != feed[1].etag
    assert feed[0].changed_at < feed[1].changed_at


def test_a_round_up_carries_posts_under_their_authors_addresses_after_they_came_out() -> None:
    blog = next(blog for blog in all_blogs() if blog.carries)
    carried = [one for one in released(blog, WHERE, now=BEGAN + timedelta(hours=2)) if one.carried_from]
    assert len(carried) == len(blog.carries)
    homes = {
        one.link
        for home in all_blogs()
        if home is not blog
        for one in released(home, WHERE, now=BEGAN + timedelta(hours=2))
    }
    assert {one.link for one in carried} <= homes
    assert not [one for one in released(blog, WHERE, now=BEGAN + MINUTE) if one.carried_from]


def test_the_old_home_of_a_blog_that_moved_sends_everybody_on() -> None:
    blog = next(blog for blog in all_blogs() if blog.trouble == "moved")
    sites = dict(web.sites(WHERE))
    answer = sites[before(blog)](blog.feed_path, BEGAN)
    assert (answer.status, answer.location) == (301, f"{WHERE.root(blog.slug)}{blog.feed_path}")
    assert sites[blog.slug](blog.feed_path, BEGAN).status == 200


def test_a_broken_feed_is_an_error_page_with_status_200_and_the_pages_still_stand() -> None:
    blog = next(blog for blog in all_blogs() if blog.trouble == "broken")
    feed = ask(blog, blog.feed_path)
    assert (feed.status, feed.body) == (200, troubles.ERROR_PAGE)
    assert ask(blog, "/").body != troubles.ERROR_PAGE


def test_a_site_that_is_away_answers_500_for_a_while_and_comes_back() -> None:
    blog = next(blog for blog in all_blogs() if blog.trouble == "away")
    told = [ask(blog, blog.feed_path, later=minutes * MINUTE).status for minutes in (0, 14, 15, 26, 27, 90)]
    assert told == [200, 200, 500, 500, 200, 200]


def test_every_site_has_an_address_and_the_list_names_every_blog() -> None:
    sites = dict(web.sites(WHERE))
    assert set(sites) == set(site_names())
    page = sites["list-of-all"]("/", BEGAN).body.decode()
    for blog in all_blogs():
        assert f'<a href="{WHERE.root(blog.slug)}/">' in page
    assert "made up" in page
    assert sites["list-of-all"]("/else", BEGAN).status == 404
