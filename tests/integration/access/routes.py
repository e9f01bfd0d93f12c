"""Every route of the portal, its public pages and the CMS, out of the URL configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern


@dataclass(frozen=True)
class Route:
    """One address pattern. Known by its name with namespaces, or by the pattern where it has no name."""

    key: str
    parts: tuple[RoutePattern | RegexPattern, ...]

    @property
    def parameters(self) -> list[str]:
        return [name for part in self.parts for name in _names(part)]


def every_route(urlconf: str = "portal.urls") -> dict[str, Route]:
    """By key. Where two patterns share a name (a picture in two spellings), the first stands for both."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver(urlconf), (), ""):
        found.setdefault(route.key, route)
    return found


def _walk(
    resolver: URLResolver, before: tuple[RoutePattern | RegexPattern, ...], namespace: str
) -> Iterator[Route]:
    for each in resolver.url_patterns:
        own = () if isinstance(each.pattern, LocalePrefixPattern) else (each.pattern,)
        parts = (*before, *own)
        if isinstance(each, URLPattern):
            pattern = "".join(str(part) for part in parts)
            yield Route(f"{namespace}{each.name}" if each.name else pattern, parts)
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, parts, inner)


def _names(part: RoutePattern | RegexPattern) -> list[str]:
    if isinstance(part, RoutePattern):
        return list(part.converters)
    named = sorted(part.regex.groupindex, key=part.regex.groupindex.__getitem__)
    return named or [f"group {number + 1}" for number in range(part.regex.groups)]
