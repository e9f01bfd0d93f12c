"""The portal's addresses, and the mailbox, for development and the demo. Production never reads this."""

from __future__ import annotations

from django.urls import include, path

from portal.urls import urlpatterns as portal_urlpatterns

urlpatterns = [path("mailbox/", include("portal.mailbox.urls")), *portal_urlpatterns]
