"""What the other tests rely on: a clean database each, also after a test that commits."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import Page

from tests.conftest import ON_POSTGRES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(time: int) -> None:
    assert not get_user_model().objects.exists()
    assert Page.objects.filter(depth=1).exists(), "the CMS's root page came with the migrations"
    get_user_model().objects.create_user("someone@portal.example")


@pytest.mark.django_db
@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_writes_is_rolled_back(time: int) -> None:
    assert not get_user_model().objects.exists()
    assert Page.objects.filter(depth=1).exists()
    get_user_model().objects.create_user("someone@portal.example")


@pytest.mark.django_db
def test_the_database_is_the_one_this_run_is_about() -> None:
    assert connection.vendor == ("postgresql" if ON_POSTGRES else "sqlite")
