"""The portal's addresses with the mailbox, and the codes of those who are made up."""

from __future__ import annotations

from django.urls import path

from portal.demo import codes
from portal.dev_urls import urlpatterns as dev_urlpatterns

urlpatterns = [path("demo/codes/", codes.page, name="demo_codes"), *dev_urlpatterns]
