"""Hands out pictures in the sizes pages ask for. Originals and documents, which may be private, are not here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

WEEK = 7 * 24 * 3600  # seconds; not for ever, since people may ask for a picture to go


@require_safe
def picture_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file we encoded ourselves, under a name that is never given to another."""
    answer = serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    answer.headers["Cache-Control"] = f"public, max-age={WEEK}, immutable"
    return answer
