"""The cache, which nothing may depend on: while Redis is away pages are slower, not gone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis that answers "not there" when it does not answer. Limits on log-in attempts then do not count."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_attempt(super().add, True, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _attempt(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _attempt(super().set, None, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_attempt(super().delete, False, *args, **kwargs))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        found: dict[Any, Any] = _attempt(super().get_many, {}, keys, version)
        return found

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        unsaved: list[Any] = _attempt(super().set_many, [], *args, **kwargs)
        return unsaved

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        _attempt(super().delete_many, None, *args, **kwargs)

    def ping(self) -> bool:
        """For the health address, which wants to know."""
        return bool(_attempt(self._cache.get_client().ping, False))


def _attempt(operation: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return operation(*args, **kwargs)
    except (RedisError, OSError) as error:
        log.warning("cache away", extra={"operation": operation.__name__, "error": str(error)})
        return otherwise
