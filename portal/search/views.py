"""The search page: a box, what was found of each kind, and a way on. Works as a plain GET form."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.search import finding
from portal.search.models import Kind
from portal.search.words import Question

_PAGE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    question = Question.of(request.GET.get("q", ""))
    chosen = request.GET.get("kind", "")
    kind = Kind(chosen) if chosen in Kind.values else None
    page = request.GET.get("page", "")
    if kind is None:
        found = finding.everything(question)
    else:
        found = [finding.of_kind(kind, question, page=int(page) if _PAGE.fullmatch(page) else 1)]
    return render(request, "search/search.html", _context(question, kind, found))


def _context(question: Question, kind: Kind | None, found: list[finding.Found]) -> dict[str, Any]:
    return {
        "question": question,
        "kind": kind,
        "results": [(each, _address(question, kind=each.kind)) for each in found if each.answers],
        "everything": _address(question),
        "next_page": _address(question, kind=kind, page=found[0].next_page)
        if kind and found[0].next_page
        else "",
    }


def _address(question: Question, **more: object) -> str:
    return f"{reverse('search:search')}?{urlencode({'q': question.typed, **more})}"
