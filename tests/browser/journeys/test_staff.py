"""Programme staff curate, by mouse and by keyboard alone. The editor needs JavaScript; the queue does not."""

from __future__ import annotations

import pytest

from portal import roles
from portal.accounts.models import User
from portal.demo import codes
from programmes.models import ProgrammePage
from stories.curating import featuring
from stories.models import Story
from tests.browser.journeys import staff
from tests.browser.journeys.conftest import OFFICER, Small
from tests.browser.journeys.hands import Hand
from tests.factories import NOON, StoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.first, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(small: Small) -> Story:
    roles.reconcile()
    codes.give(User.objects.get(email=OFFICER))
    story: Story = StoryFactory(
        posted=True, title="The sofa is out of the lift", programmes=[small.programme]
    )
    return story


def test_from_the_queue_to_a_page_with_five_kinds_of_block_and_the_story_first(
    small: Small, waiting: Story, hand: Hand
) -> None:
    staff.curate(hand, email=OFFICER, title=waiting.title, programme=small.programme.name)
    assert Story.objects.published().filter(pk=waiting.pk).exists()
    page = ProgrammePage.objects.get(programme=small.programme)
    assert page.live  # the editor's own saving may have left a draft that says the same
    kinds = {block.block_type for block in page.body}
    assert kinds >= {"quote", "facts", "stories", "call", "text"}
    assert featuring.current(small.programme, now=NOON) == [waiting]


def test_the_queue_needs_no_script(waiting: Story, plain_desk: Hand) -> None:
    """By its address: the menu of the CMS is drawn by script."""
    staff.come_into_the_cms(plain_desk, OFFICER, at="/cms/queue/")
    staff.approve(plain_desk, waiting.title)
    assert Story.objects.published().filter(pk=waiting.pk).exists()
