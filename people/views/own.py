"""One's own profile: what it says, who may see it, how it looks to them; and the way out."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import consent, entries, own
from people.consent import ANONYMOUS, ShownPerson
from people.forms import OwnProfileForm
from people.models import Person
from portal.accounts.models import User


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_view(request: HttpRequest) -> HttpResponse:
    """Shows the profile to change; saves it, or shows what everyone would see and saves nothing."""
    user = cast(User, request.user)  # by login_required
    person = own.of(user)
    form = OwnProfileForm(request.POST or None, person=person, name=user.name)
    everyone, is_tried = _as_everyone(person), False
    if request.method == "POST" and form.is_valid():
        if "try" not in request.POST:
            own.keep(user, form.chosen(), now=timezone.now())
            messages.success(request, _("Your profile is saved."))
            return redirect("people:own")
        everyone, is_tried = _tried(user, form), True
    context = {
        "form": form,
        "person": person,
        "has_left": person is not None and person.removed_at is not None,
        "everyone": everyone,
        "entry": entries.of_person(everyone) if everyone else None,
        "is_tried": is_tried,
    }
    return render(request, "people/own.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_view(request: HttpRequest) -> HttpResponse:
    """Asked once before what somebody wrote of themselves is deleted."""
    person = own.of(cast(User, request.user))
    if request.method != "POST":
        is_here = person is not None and person.removed_at is None
        return render(request, "people/leave.html") if is_here else redirect("people:own")
    if person is not None:
        own.leave(person, now=timezone.now())
    messages.success(request, _("You are no longer in the who’s who."))
    return redirect("people:own")


def _as_everyone(person: Person | None) -> ShownPerson | None:
    return consent.visible(person, to=ANONYMOUS) if person else None


def _tried(user: User, form: OwnProfileForm) -> ShownPerson | None:
    """What everyone would see: saved for a moment, by the rules that will hold, and taken back."""
    with transaction.atomic():
        person = own.keep(user, form.chosen(), now=timezone.now())
        shown = _as_everyone(Person.objects.select_related("area__programme").get(pk=person.pk))
        transaction.set_rollback(True)
    return shown
