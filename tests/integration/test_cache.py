"""While Redis is away the portal goes on: nothing listens at the address these tests give."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

FORGIVING = "portal.caching.ForgivingRedisCache"


@pytest.fixture(autouse=True)
def redis_away(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": FORGIVING, "LOCATION": "redis://127.0.0.1:1/0"}}


def test_what_is_asked_of_the_cache_is_simply_not_there() -> None:
    cache.set("colour", "red")
    assert cache.get("colour") is None
    assert cache.get("colour", "blue") == "blue"
    assert cache.get_many(["colour"]) == {}
    assert cache.get_or_set("colour", "green") == "green"
    assert not cache.delete("colour")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/stories/", "/accounts/login/"])
def test_pages_are_shown(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_health_address_says_so(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["cache"])
