"""Every page a visitor can open, and how to make its address.

The list is not kept by hand: the tests walk the URL configuration and the page models, and a route or page type
that neither has an example here nor a reason to be left out fails `tests/unit/test_every_page_is_listed.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, get_page_models

from people.models import Organisation, Person
from portal.accounts.models import User
from portal.mailbox import letters
from portal.mailbox.backend import EmailBackend as Mailbox
from programmes.models import AreaPage, HomePage, PlainPage, ProgrammeIndexPage, ProgrammePage
from stories.models import Story
from tests.browser.network import Network

# The CMS is Wagtail's; what it looks like is Wagtail's business, and its own tests hold it accessible.
CMS_ROUTE = "cms/"


class Who(StrEnum):
    VISITOR = "signed out"
    MEMBER = "member"
    STAFF = "staff"


@dataclass(frozen=True)
class Example:
    """One address at which a page shows itself. `path` gives nothing where the network has nothing to show."""

    path: Callable[[Network], str | None]
    who: frozenset[Who] = frozenset(Who)
    status: int = 200


VISITOR = frozenset({Who.VISITOR})
SIGNED_IN = frozenset({Who.MEMBER, Who.STAFF})


def at(name: str, query: str = "", who: frozenset[Who] = frozenset(Who)) -> Example:
    return Example(lambda network: reverse(name) + query, who)


def page(model: type[Page]) -> Callable[[Network], str | None]:
    """The address of the first page of that type."""

    def path(network: Network) -> str | None:
        found = model.objects.live().order_by("pk").first()
        return found.get_url() if found else None

    return path


def _first(model: type[Person] | type[Organisation]) -> Callable[[Network], str | None]:
    """The address of somebody, where there is anybody."""

    def path(network: Network) -> str | None:
        found = model._default_manager.order_by("pk").first()
        return found.get_absolute_url() if found else None

    return path


def _leave(network: Network) -> str | None:
    """To whoever is not in the who's who it leads back."""
    return reverse("people:leave") if Person.objects.filter(user__email=network.member).exists() else None


def _story(number: int) -> Example:
    return Example(lambda network: network.story_path(number))


def _password_key(network: Network) -> str:
    """A link as in the e-mail; the key moves into the session, so that no later page tells it on."""
    user = User.objects.get(email=network.member)
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


def _letter(network: Network) -> str | None:
    """The newest letter in the mailbox; what the tests send stays in memory, so this one is written for it."""
    if not settings.MAILBOX_DIR:
        return None
    letter = EmailMessage("Your code to sign in", "Hello,\n\n1234-5678\n\n-- \nUs", to=["me@example.org"])
    Mailbox().send_messages([letter])
    return reverse("mailbox:letter", args=[letters.newest()[0].name])


def _own(name: str, *states: str) -> tuple[Example, ...]:
    """A page about each of the member's own stories in these states; to everyone else they do not exist."""

    def example(state: str) -> Example:
        def path(network: Network) -> str | None:
            return reverse(name, args=[network.own[state].pk]) if state in network.own else None

        return Example(path, frozenset({Who.MEMBER}))

    return tuple(example(state) for state in states)


# By the name of the route.
ROUTES: dict[str, tuple[Example, ...]] = {
    "stories:stream": (
        at("stories:stream"),
        at("stories:stream", "?programme=big-local&kind=video"),
        at("stories:stream", "?lang=mi"),
    ),
    "stories:story": tuple(_story(number) for number in range(5)),
    "stories:propose": (
        at("stories:propose", who=SIGNED_IN),
        at("stories:propose", "?address=https%3A%2F%2Fblog.example%2F", who=SIGNED_IN),
    ),
    "stories:post": (at("stories:post", who=SIGNED_IN),),
    "stories:mine": (at("stories:mine", who=SIGNED_IN), at("stories:mine", "?before=1", who=SIGNED_IN)),
    "stories:mine_story": _own("stories:mine_story", *Story.State.values),
    "stories:change": _own("stories:change", "draft", "waiting", "sent_back", "published"),
    "stories:preview": _own("stories:preview", "draft"),
    "stories:withdraw": _own("stories:withdraw", "published", "draft"),
    "people:directory": (
        at("people:directory"),
        at("people:directory", "?programme=big-local&kind=person"),
        at("people:directory", "?view=map"),
        at("people:directory", "?q=nobody-is-called-this"),
    ),
    "people:own": (at("people:own", who=SIGNED_IN),),
    "people:leave": (Example(_leave, frozenset({Who.MEMBER})),),
    "people:person": (Example(_first(Person)),),
    "people:organisation": (Example(_first(Organisation)),),
    "search:search": (
        at("search:search"),
        at("search:search", "?q=minutes"),
        at("search:search", "?q=minutes&kind=story"),
        at("search:search", "?q=nothing+says+this"),
    ),
    # For everyone else it does not exist.
    "design:guide": (at("design:guide", who=frozenset({Who.STAFF})),),
    "mailbox:inbox": (at("mailbox:inbox"),),
    "demo_codes": (at("demo_codes"),),
    "mailbox:letter": (Example(_letter),),
    "account_login": (at("account_login", who=VISITOR),),
    "account_login_password": (at("account_login_password", who=VISITOR),),
    "account_request_login_code": (at("account_request_login_code", who=VISITOR),),
    "account_signup": (at("account_signup", who=VISITOR),),
    "account_logout": (at("account_logout", who=SIGNED_IN),),
    "account_inactive": (at("account_inactive"),),
    "account_reauthenticate": (at("account_reauthenticate", who=SIGNED_IN),),
    "account": (at("account", who=SIGNED_IN),),
    "welcome": (at("welcome", who=SIGNED_IN),),
    "second_step": (at("second_step", who=SIGNED_IN),),
    "account_email": (at("account_email", who=SIGNED_IN),),
    "account_change_password": (at("account_change_password", who=SIGNED_IN),),
    "account_reset_password": (at("account_reset_password"),),
    "account_reset_password_done": (at("account_reset_password_done"),),
    "account_reset_password_from_key": (
        Example(_password_key, VISITOR),
        Example(lambda network: reverse("account_reset_password_from_key", args=["x", "expired"]), VISITOR),
    ),
    "account_reset_password_from_key_done": (at("account_reset_password_from_key_done"),),
}

EXEMPT: dict[str, str] = {
    "healthz": "a word for machines",
    "readyz": "a word for machines",
    "metrics": "numbers for machines",
    "theme": "a stylesheet",
    "mailbox:html": "a letter as a mail program shows it; tests/integration/test_email.py",
    "scheme": "takes a choice and leads back",
    "stories:news": "a number for a script",
    "people:points": "points for a script",
    "stories:draft": "takes words from a script",
    "stories:send": "takes a press and leads on",
    "stories:restore": "takes a press and leads on",
    "stories:feed": "a feed; tests/integration/test_feeds.py",
    "stories:programme_feed": "a feed",
    "stories:area_feed": "a feed",
    "stories:person_feed": "a feed",
    "stories:organisation_feed": "a feed",
    "stories:sources": "a list for feed readers",
    "robots": "a word for machines",
    "sitemap": "a map for machines",
    "sitemap_part": "a map for machines",
    "media/images/<path:path>": "a picture",
    "wagtaildocs_serve": "a document",
    "wagtaildocs_authenticate_with_password": "the portal puts no password on documents",
    "wagtailcore_authenticate_with_password": "the portal puts no password on pages",
    "wagtailcore_login": "a redirect to account_login",
    "wagtail_serve": "every page of the CMS; listed by page type",
    "account_set_password": "only without a password; a redirect otherwise: tests/browser/test_signing_in.py",
    "sign_out_elsewhere": "takes a choice and leads back",
    "mfa_index": "leads on, or back to account",
    "mfa_list_webauthn": "likewise",
    "mfa_login_webauthn": "takes what a passkey answers and leads on",
    "mfa_download_recovery_codes": "a text file",
    **dict.fromkeys(
        (
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
        ),
        "only on the way to, or with, a second step: tests/browser/test_signing_in.py",
    ),
    "account_confirm_login_code": "only while a code is awaited: tests/browser/test_signing_in.py",
    "account_email_verification_sent": "likewise",
}

# By page model.
PAGE_TYPES: dict[type[Page], tuple[Example, ...]] = {
    HomePage: (Example(page(HomePage)),),
    PlainPage: (Example(page(PlainPage)),),
    ProgrammeIndexPage: (Example(page(ProgrammeIndexPage)),),
    ProgrammePage: (Example(page(ProgrammePage)),),
    AreaPage: (Example(page(AreaPage)),),
}

# What the portal says when something is amiss; `tests/browser/urls.py` makes it say so.
AMISS = tuple(
    Example(lambda network, code=code: f"/amiss/{code}/", status=code)  # type: ignore[misc]  # a bound default
    for code in sorted(
        int(path.stem) for path in (settings.BASE_DIR / "templates").glob("[45][0-9][0-9].html")
    )
)


def public_routes() -> Iterator[str]:
    """The name of every route outside the CMS, or the route itself where it has none."""
    yield from _walk(get_resolver("portal.demo.urls"), "", "")


def public_page_types() -> set[type[Model]]:
    """Wagtail's own base type is never shown."""
    return set(get_page_models()) - {Page}


def paths(network: Network, who: Who) -> Iterator[tuple[str, int]]:
    """Every address this visitor can open in this network, with the status it answers."""
    for examples in (*ROUTES.values(), *PAGE_TYPES.values(), AMISS):
        for example in examples:
            if who in example.who and (path := example.path(network)):
                yield path, example.status


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(CMS_ROUTE):
            continue
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else route
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, route, inner)
