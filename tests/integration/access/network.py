"""A small network in which every route has something to open: what there is belongs to one programme, `ours`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils.regex_helper import normalize
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Site, Task, Workflow

from programmes import site_tree
from programmes.models import CustomDocument, CustomImage, Membership, Programme, ProgrammePage
from stories.models import Story
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    StoryFactory,
    UserFactory,
)
from tests.integration.access.routes import Route

Role = Membership.Role
# Who asks, in the order of the table's columns.
ROLES = ("anonymous", "reporter", "officer", "other_officer", "moderator", "editor")
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass(frozen=True)
class Network:
    clients: dict[str, Client]
    values: dict[
        str, Any
    ]  # what stands for a parameter, by "namespace or route: parameter", then by parameter

    def path(self, route: Route) -> str:
        """The route's address with something real in each parameter."""
        given = {name: str(self._value(route, name)) for name in route.parameters}
        return "/" + "".join(_written(part, given) for part in route.parts)

    def _value(self, route: Route, name: str) -> Any:
        keys = (f"{route.key}: {name}", f"{route.key.rpartition(':')[0]}: {name}", name)
        for key in keys:
            if key in self.values:
                return self.values[key]
        raise LookupError(f"say in tests/integration/access/network.py what stands for one of {keys}")


def make() -> Network:
    ours: Programme = ProgrammeFactory(slug="big-local", name="Big Local")
    theirs: Programme = ProgrammeFactory(slug="community-organisers", name="Community Organisers")
    area = AreaFactory(programme=ours, name="Kesterfield", slug="kesterfield")
    site_tree.plant()
    page = ProgrammePage.objects.get(programme=ours)
    users = {role: UserFactory(email=f"{role}@example.org") for role in ROLES[1:]}
    for role, kind, programme in (
        ("reporter", Role.REPORTER, ours),
        ("officer", Role.OFFICER, ours),
        ("other_officer", Role.OFFICER, theirs),
        ("moderator", Role.MODERATOR, None),
        ("editor", Role.NETWORK_EDITOR, None),
    ):
        Membership.objects.create(user=users[role], role=kind, programme=programme)
    own = Collection.objects.get(name=ours.name)
    image = CustomImage.objects.create(
        title="Kettle", file=ContentFile(PIXEL, "kettle.gif"), collection=own, width=1, height=1
    )
    document = CustomDocument.objects.create(
        title="Minutes", file=ContentFile(b"x", "minutes.txt"), collection=own
    )
    source = SourceFactory(approved=True, programmes=[ours])
    story = StoryFactory(programmes=[ours], areas=[area], published=True, owner_source=source)
    writer = PersonFactory(user=users["reporter"])
    written = StoryFactory(posted=True, author=writer, state=Story.State.WAITING, programmes=[ours])
    person, organisation = PersonFactory(slug="joan"), OrganisationFactory(slug="front-room")
    revision = page.save_revision()
    redirect = Redirect.objects.create(old_path="/old", redirect_page=page, site=Site.objects.get())
    task = Task.objects.first() or Task.objects.create(name="Look")
    workflow = Workflow.objects.first() or Workflow.objects.create(name="Looked at")
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, user in users.items():
        clients[role].force_login(user)
    values: dict[str, Any] = {
        # Pages.
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id"), page.pk),
        "destination_id": ProgrammePage.objects.get(programme=theirs).pk,
        "simple_translation: page_id": page.pk,
        "wagtailadmin_pages: pk": page.pk,
        "wagtailadmin_api:pages: pk": page.pk,
        **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), revision.pk),
        "action_name": "publish",
        "task_state_id": 0,
        "workflow_state_id": 0,
        "task_id": task.pk,
        "content_type_app_name": "programmes",
        "content_type_model_name": "areapage",
        "wagtail_bulk_action: app_label": "wagtailcore",
        "wagtail_bulk_action: model_name": "page",
        "action": "publish",
        # Models by name, for what is written for any of them.
        **dict.fromkeys(("app_label", "app_name"), "programmes"),
        "model_name": "programmepage",
        "wagtailadmin_workflows: app_label": "wagtailcore",
        "wagtailadmin_workflows: model_name": "task",
        "wagtailsettings: model_name": "sitesettings",
        "wagtailsettings: pk": 1,
        "simple_translation: model_name": "programme",
        "simple_translation: pk": ours.pk,
        "wagtailadmin_tag_model_autocomplete: app_name": "taggit",
        "wagtailadmin_tag_model_autocomplete: model_name": "tag",
        "object_id": page.pk,
        "session_id": 0,
        # Files.
        **dict.fromkeys(("image_id", "wagtailimages_chooser: pk", "wagtailadmin_api:images: pk"), image.pk),
        **dict.fromkeys(
            ("document_id", "doc_id", "wagtaildocs_chooser: pk", "wagtailadmin_api:documents: pk"),
            document.pk,
        ),
        "uploaded_file_id": 0,
        "filter_spec": "original",
        "path": "nothing.gif",
        "wagtaildocs_serve: group 1": document.pk,
        "wagtaildocs_serve: group 2": document.filename,
        # Rows, by the name of what shows them.
        "story: pk": story.pk,
        "source: pk": source.pk,
        "featured: pk": ours.pk,
        "organisation: pk": organisation.pk,
        "person: pk": person.pk,
        "erase: pk": person.pk,
        "account": users["reporter"].pk,
        "programme: pk": ours.pk,
        "area: pk": area.pk,
        "person_chooser: pk": person.pk,
        "organisation_chooser: pk": organisation.pk,
        "area_chooser: pk": area.pk,
        "membership: pk": Membership.objects.get(user=users["officer"]).pk,
        "wagtaillocales: pk": Locale.get_default().pk,
        "wagtailsites: pk": Site.objects.get().pk,
        "wagtailusers_users: pk": users["reporter"].pk,
        "wagtailusers_groups: pk": Group.objects.order_by("pk")[0].pk,
        "wagtailadmin_collections: pk": own.pk,
        "collection_id": own.pk,
        "wagtailadmin_workflows: pk": workflow.pk,
        "page_pk": page.pk,
        "redirect_id": redirect.pk,
        # What readers and reporters open.
        "stories: pk": written.pk,
        "stories:story: pk": story.pk,
        "stories:story: slug": story.get_absolute_url().rstrip("/").partition("-")[2] or "story",
        "stories:programme_feed: slug": ours.slug,
        "stories:area_feed: programme": ours.slug,
        "stories:area_feed: slug": area.slug,
        **dict.fromkeys(("stories:person_feed: slug", "people:person: slug"), person.slug),
        **dict.fromkeys(("stories:organisation_feed: slug", "people:organisation: slug"), organisation.slug),
        "form": "atom",
        "section": "pages",
        "theme: version": "0",
        "group 1": "",
        # Keys that were never given out.
        **dict.fromkeys(("uidb36", "uidb64"), "x"),
        **dict.fromkeys(("key", "token"), "expired"),
        **dict.fromkeys(("restriction_id", "page_view_restriction_id"), 0),
        "mfa_remove_webauthn: pk": 0,
        "mfa_edit_webauthn: pk": 0,
    }
    return Network(clients, values)


def _written(part: RoutePattern | RegexPattern, given: dict[str, str]) -> str:
    """One part of a route with its parameters filled in; regular expressions are few and plain."""
    if isinstance(part, RoutePattern):
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: given[found[1]], str(part))
    return _from_regex(part, given)


def _from_regex(part: RegexPattern, given: dict[str, str]) -> str:
    written, names = normalize(part.regex.pattern)[0]
    keys = [name if not name.startswith("_") else f"group {int(name[1:]) + 1}" for name in names]
    return str(written % {name: given.get(key, "") for name, key in zip(names, keys, strict=True)})
