"""The one address of this app that is not a page: the programmes' stylesheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from programmes import theme

_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def theme_css(request: HttpRequest, version: str) -> HttpResponse:
    """The colours as they stand. Kept for ever under their own version; an older address must ask again."""
    current = theme.current()
    response = HttpResponse(current.css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = _FOR_EVER if version == current.version else "no-cache"
    return response
