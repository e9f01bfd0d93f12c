"""A page per source in the CMS: how it is doing, what was tried, what to do; and the buttons that do it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView
from kombu.exceptions import OperationalError
from wagtail.admin.views.generic import InspectView, WagtailAdminTemplateMixin

from portal.accounts.models import User
from programmes import rights
from stories import tasks
from stories.curating import attempts, deciding, progress, queue, standing
from stories.forms.source import SourceForm
from stories.ingest import due
from stories.ingest.discovery import Nothing
from stories.models import Code, Source
from stories.sources import addresses, changing, rediscovering, watching
from stories.views import propose
from stories.views.answering import back, take

log = logging.getLogger(__name__)

ATTEMPTS = 50
GONE = 10  # stories shown that were taken out of the feed


class SourcePage(InspectView):
    """Everything about one source. Each step is a decision with a reason; what it is, is changed beside it."""

    template_name = "stories/cms/source.html"

    def get_object(self, queryset: Any = None) -> Source | None:
        source: Source | None = _theirs(self.request).filter(pk=self.pk).first()
        if source is None:
            self.others = _others(self.request, self.pk)
        return source

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object is None:
            whose = list(self.others.programmes.all())
            return render(request, "stories/cms/not_yours.html", {"whose": whose}, status=404)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_title(self) -> str:
        return str(_("Source"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | _about(
            self.object,
            now=timezone.now(),
            refused=kwargs.get("refused"),
            back_to=self.request.POST.get("next", ""),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An answer given on this page, in the queue or on the desk."""
        if refused := take(request, self.object):
            page: HttpResponse = self.render_to_response(self.get_context_data(refused=refused))
            return page
        return back(request, reverse("source:inspect", args=[self.object.pk]))


class ChangePage(WagtailAdminTemplateMixin, FormView[SourceForm]):
    """Put a source right; what was approved of it goes back to review where it is changed."""

    http_method_names = ["get", "head", "post"]
    template_name = "stories/cms/change_source.html"
    header_icon = "rss"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.source = get_object_or_404(_theirs(request), pk=kwargs["pk"])
        if not changing.may_change(self.source):
            messages.warning(request, _("This source cannot be changed as it stands."))
            return redirect("source:inspect", self.source.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Change a source"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sources = {"url": reverse("source:index"), "label": capfirst(Source._meta.verbose_name_plural)}
        source = {"url": reverse("source:inspect", args=[self.source.pk]), "label": str(self.source)}
        return [*self.breadcrumbs_items, sources, source, {"url": "", "label": self.get_page_title()}]

    def get_form(self, form_class: Any = None) -> SourceForm:
        return SourceForm(self.request.POST or None, source=self.source, user=self.request.user)

    def form_valid(self, form: SourceForm) -> HttpResponse:
        assert self.request.user.is_authenticated  # noqa: S101  # the CMS lets nobody else in
        seen, by = form.cleaned_data["seen"], self.request.user
        try:
            again = changing.change(self.source, form.wanted(), seen=seen, by=by, now=timezone.now())
        except addresses.Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        self.source.refresh_from_db()  # called by the name it has now
        messages.success(self.request, _changed(self.source, again))
        return redirect("source:inspect", self.source.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"source": self.source}


@require_POST
def follow_found(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask at an address that was found on the home page, once it has been decided about anew."""
    source = get_object_or_404(_theirs(request), pk=pk)
    assert request.user.is_authenticated  # noqa: S101  # the CMS lets nobody else in
    url = request.POST.get("url", "")
    if url not in {feed.url for feed in rediscovering.found(source) or ()}:
        messages.warning(request, _("This address is no longer among those that were found."))
        return redirect("source:inspect", pk)
    try:
        changing.follow_at(
            source, url, seen=request.POST.get("seen", ""), by=request.user, now=timezone.now()
        )
    except addresses.Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _changed(source, again=True))
    return redirect("source:inspect", pk)


def _changed(source: Source, again: bool) -> str:
    if again:
        return _("Saved. “%(source)s” waits for a decision again: nothing is fetched before.") % {
            "source": source
        }
    return _("Saved.")


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask its site while somebody waits: what a proposed one would bring, or where one that is lost may be by now.

    What was found stands on the page of the source.
    """
    source = get_object_or_404(_theirs(request), pk=pk)
    assert request.user.is_authenticated  # noqa: S101  # the CMS lets nobody else in
    try:
        amiss = _look(source, request.user)
    except propose.TooMany as too_many:
        amiss = str(too_many)
    if amiss:
        messages.warning(request, amiss)
    return redirect("source:inspect", pk)


def _look(source: Source, user: User) -> str:
    """Says in words why nothing was found, if that is not said on the page."""
    if source.state == Source.State.PROPOSED:
        found = propose.find(source.url, user)
        return addresses.sentence(found.code) if isinstance(found, Nothing) else ""
    if not source.failures or not changing.may_change(source):
        return _("Its feed is where it was, or nobody asks for it: there is nothing to look for.")
    propose.count_look(user)
    if rediscovering.look_now(source, now=timezone.now):
        return ""
    return _("Its site is being asked at this moment. Please try again in a minute.")


@require_POST
def fetch_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a source due this moment and ring the bell; the row is the truth, the bell only saves waiting."""
    source = get_object_or_404(_theirs(request), pk=pk)
    now = timezone.now()
    if source.last_code == Code.RATE_LIMITED and source.next_fetch_at > now:
        messages.warning(request, _("The site asked us to wait. We ask again when that time has passed."))
    elif due.make_due(source, now=now):
        watching.watch(source, now=now)
        transaction.on_commit(partial(_ring, source))
        messages.success(request, _("Asked for now. What came of it stands here in a moment."))
    else:
        messages.warning(request, _("Only sources that are followed are fetched: resume this one first."))
    return redirect("source:inspect", pk)


@require_GET
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a source's page that changes while somebody waits; asked for by static/js/cms.js."""
    source = get_object_or_404(_theirs(request), pk=pk)
    return render(request, "stories/cms/attempts.html", _about(source, now=timezone.now()))


def _theirs(request: HttpRequest) -> QuerySet[Source]:
    sources = deciding.sources_of(request.user)
    return sources.select_related(
        "host", "steward", "publisher", "proposed_by", "rediscovery"
    ).prefetch_related("programmes", "areas")


def _others(request: HttpRequest, pk: int) -> Source:
    """One that this user does not look after; who looks after no source is not told that there is one."""
    if not rights.curating(request.user):
        raise Http404
    return get_object_or_404(Source, pk=pk)


def _about(source: Source, *, now: datetime, refused: Any = None, back_to: str = "") -> dict[str, Any]:
    decisions = list(source.decisions.select_related("who")[:ATTEMPTS])
    how = standing.standing(source, now=now, last_step=decisions[0] if decisions else None)
    looks = list(source.fetches.order_by("-started_at", "-pk")[:ATTEMPTS])
    row = queue.source_row(
        source,
        now=now,
        # A refused answer came from the queue or the desk, and still leads back there once it is whole.
        next=back_to or reverse("source:inspect", args=[source.pk]),
        typed=refused,
    )
    previews = _previews(source)
    return {
        "source": source,
        "standing": how,
        "attempts": attempts.told(looks),
        "decisions": decisions,
        "row": replace(row, link="") if previews else row,
        "previews": previews,
        "found": rediscovering.found(source),
        "rediscovery": getattr(source, "rediscovery", None),
        "can_change": changing.may_change(source),
        "can_fetch": source.state == Source.State.APPROVED,
        "is_awaited": progress.is_awaited(source, now=now),
        "steps": progress.steps(source, watching.watched(source), looks, now=now),
        "stories_held": source.stories.count(),
        "taken_down": source.takedowns.select_related("who")[:GONE],
        "gone": source.story_sources.gone().select_related("story").order_by("-missing_since", "-pk")[:GONE],
    }


def _previews(source: Source) -> list[dict[str, Any]]:
    """What a proposed one would bring, where somebody has looked a moment ago."""
    if source.state != Source.State.PROPOSED:
        return []
    return propose.previews_of(propose.kept(source.url) or ())


def _ring(source: Source) -> None:
    """Tell the worker not to wait for the scheduler. Where nobody takes the message, the scheduler rings."""
    try:
        tasks.fetch_one.delay(source.pk)
    except OperationalError:
        log.warning("broker away; the scheduler will find what is due")
