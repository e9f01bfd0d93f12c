"""The living guide: every component stands in it, in its states; staff and developers see it, nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.design import catalogue, tokens, views
from portal.design.example import Component, State
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PARTIALS = {path.stem for path in (Path(__file__).parents[2] / "templates" / "components").glob("*.html")}


def components() -> dict[str, Component]:
    return {component.name: component for group in catalogue.groups() for component in group.components}


def test_every_partial_has_an_example() -> None:
    assert set(components()) | set(catalogue.ONLY_PARTS) == PARTIALS


def test_what_has_no_example_is_no_component_of_its_own() -> None:
    assert not set(components()) & set(catalogue.ONLY_PARTS)
    assert all(catalogue.ONLY_PARTS.values())


def test_every_component_shows_itself_and_the_guide_shows_every_state() -> None:
    shown = [example.state for component in components().values() for example in component.examples]
    assert all(component.examples for component in components().values())
    assert set(shown) == set(State)


@pytest.mark.parametrize("name", sorted(PARTIALS - set(catalogue.ONLY_PARTS)))
def test_a_component_is_drawn_without_a_row_in_the_database(name: str) -> None:
    request = RequestFactory().get("/design/")
    examples = components()[name].examples  # making the samples looks up the pages' content types, once
    with CaptureQueriesContext(connection) as queries:
        drawn = [
            render_to_string(f"components/{name}.html", {**example.inputs}, request) for example in examples
        ]
    assert any(words.strip() for words in drawn)
    assert [query["sql"] for query in queries] == []


def test_staff_see_the_guide(client: Client) -> None:
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    page = client.get("/design/").content.decode()
    assert page.count("<h1") >= 1
    assert all(f'id="{name}"' in page for name in components())
    assert all(f"--{name}<" in page for name in tokens.colours())


def test_members_and_visitors_find_no_such_page(client: Client) -> None:
    assert client.get("/design/").status_code == 404
    client.force_login(UserFactory())
    assert client.get("/design/").status_code == 404


def test_developers_see_the_guide_without_signing_in(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    monkeypatch.setattr(settings, "DEBUG", True)
    assert views.may_see(rf.get("/design/"))


def test_links_of_an_error_summary_lead_to_what_is_wrong() -> None:
    form = components()["error_summary"].examples[0].inputs["form"]
    page = render_to_string("components/post_form.html", {"form": form})
    wrong = [field for field in form.visible_fields() if field.errors]
    assert len(wrong) == 2
    for field in wrong:
        target = f"{field.auto_id}_question" if field.use_fieldset else field.id_for_label
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page
    assert 'value="The sofa has found a home"' in page


def test_a_still_asks_nobody_but_us() -> None:
    for example in components()["embed_still"].examples:
        drawn = render_to_string("components/embed_still.html", {**example.inputs})
        assert "<iframe" not in drawn
        assert 'src="http' not in drawn
        assert "This loads YouTube" in drawn
