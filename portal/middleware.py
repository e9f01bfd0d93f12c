"""Security headers beyond Django's own: what a page may load, and what it may ask the browser for."""

from __future__ import annotations

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SecurityHeaders(CSPMiddleware):
    """The strict policy everywhere, the CMS's looser one under its own addresses only.

    django-csp writes the header and offers decorators for the odd view that needs more (an embed, say).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        in_cms = request.path_info.startswith(settings.CMS_PREFIX)
        if in_cms and parts.config is None and not report_only:
            parts.config = settings.CONTENT_SECURITY_POLICY_CMS
        return parts
