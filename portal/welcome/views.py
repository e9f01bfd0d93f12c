"""Asks once, after the first signing in, and then leads to where somebody was going."""

from __future__ import annotations

from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal.accounts.models import User
from portal.welcome.forms import WelcomeForm


@never_cache
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)  # by login_required
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if not get_adapter().is_safe_url(onward):
        onward = resolve_url(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST" and request.POST.get("do") == "later":
        user.welcomed_at = timezone.now()
        user.save(update_fields=["welcomed_at"])
        return redirect(onward)
    form = WelcomeForm(request.POST or None, user=user)
    if form.is_valid():
        form.save(now=timezone.now())
        return redirect(onward)
    return render(request, "welcome/welcome.html", {"form": form, "onward": onward})
