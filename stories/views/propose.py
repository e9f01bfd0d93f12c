"""Proposing a source: paste an address, see what we would show of it, say whose it is. Staff decide later.

The address is asked while somebody waits, so within `discovery.LIMITS` and so many times only; what was found is
kept for a while, so that asking for it does not ask the site again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from stories.curating import deciding
from stories.forms.proposal import AddressForm, WishForm
from stories.ingest import discovery
from stories.ingest.discovery import Feed, Nothing
from stories.sources import addresses, proposing

KEPT = 15 * 60  # seconds
# Looks per person and ten minutes: enough for somebody with a list, useless for scanning the internet through us.
LOOKS, LOOKS_PER = 20, 10 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def propose_view(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("address", request.GET.get("address", ""))[:2048]
    if not request.user.is_authenticated:
        return redirect_to_login(f"{reverse('stories:propose')}?{urlencode({'address': address})}")
    user = request.user
    asked = AddressForm(request.POST if request.method == "POST" else None, initial={"address": address})
    context: dict[str, Any] = {"asked": asked}
    if request.method != "POST" or not asked.is_valid():
        return render(request, "stories/propose.html", context)
    try:
        found = find(asked.cleaned_data["address"], user)
    except TooMany as too_many:
        return render(request, "stories/propose.html", context | {"nothing": str(too_many)}, status=429)
    if isinstance(found, Nothing):
        return render(request, "stories/propose.html", context | {"nothing": addresses.sentence(found.code)})
    wanted: WishForm | None = WishForm(
        request.POST if "propose" in request.POST else None, feeds=found, user=user
    )
    if wanted and wanted.is_valid():
        try:
            source = proposing.propose(wanted.wish(), by=user, now=timezone.now())
        except addresses.Refused as refused:
            wanted.add_error(None, str(refused))
        else:
            return _thank(request, source)
    previews = previews_of(found)
    if all(each["known"] for each in previews):
        wanted = None
    return render(request, "stories/propose.html", context | {"wanted": wanted, "previews": previews})


class TooMany(Exception):
    """Somebody has asked for more addresses than a person has to; says so in plain words."""


def find(address: str, user: User) -> tuple[Feed, ...] | Nothing:
    """What is behind the address, asked for anew only if nobody did a moment ago. Raises TooMany."""
    if (found := kept(address)) is not None:
        return found
    count_look(user)
    looked = discovery.discover(address, client=discovery.patient_client())
    if not isinstance(looked, Nothing):
        cache.set(_key(address), looked, KEPT)
    return looked


def kept(address: str) -> tuple[Feed, ...] | None:
    """What was found behind it a moment ago; asks nobody."""
    found: tuple[Feed, ...] | None = cache.get(_key(address))
    return found


def _key(address: str) -> str:
    return f"discovered:{hashlib.sha256(address.encode(errors='replace')).hexdigest()}"


def count_look(user: User) -> None:
    """Before a site is asked because somebody pressed a button. Raises TooMany."""
    key = f"discoveries:{user.pk}"
    looks = cache.get(key, 0)
    cache.set(key, looks + 1, LOOKS_PER)
    if looks >= LOOKS:
        raise TooMany(_("Those were many addresses in a short time. Please go on in ten minutes."))


def previews_of(feeds: tuple[Feed, ...]) -> list[dict[str, Any]]:
    """Each feed with its last items, and what we have of it already."""
    previews = []
    for feed in feeds:
        source, held = proposing.known(feed.url), proposing.held(feed.entries)
        items = [{"entry": entry, "held": entry.link in held} for entry in feed.entries]
        known = proposing.where_it_is(source) if source else ""
        previews.append({"feed": feed, "items": items, "known": known})
    return previews


def _thank(request: HttpRequest, source: Any) -> HttpResponse:
    if deciding.on_source(request.user, source):
        messages.success(
            request, _("“%(source)s” is proposed. You may decide about it.") % {"source": source}
        )
        return redirect("source:inspect", source.pk)
    messages.success(
        request,
        _("Thank you. “%(source)s” is proposed; programme staff look at it, and nothing is fetched before.")
        % {"source": source},
    )
    return redirect("stories:propose")
