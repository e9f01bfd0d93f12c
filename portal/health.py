"""Two addresses for whoever keeps the portal running: is the process up, and can it do its work?"""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Looks at nothing else, so that a database restart does not restart the web too."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The database and the cache answer: 200, else 503 naming what does not."""
    failing = [name for name, probe in (("database", _database), ("cache", _cache)) if not probe()]
    body = {"status": "unavailable" if failing else "ok", "failing": failing}
    return JsonResponse(body, status=503 if failing else 200)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache() -> bool:
    ping = getattr(cache, "ping", None)  # the forgiving cache answers everything else even when Redis is away
    try:
        return bool(ping()) if ping else cache.get("readyz", default=True)
    except (OSError, RedisError):
        return False
