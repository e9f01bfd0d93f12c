"""What this app adds to the CMS."""

from __future__ import annotations

from wagtail import hooks

from people.choosers import organisation_chooser, person_chooser
from people.viewsets import people_group

hooks.register("register_admin_viewset", lambda: people_group)
hooks.register("register_admin_viewset", lambda: person_chooser)
hooks.register("register_admin_viewset", lambda: organisation_chooser)
