"""Publishers' links, which may hold anything: which of them a browser may follow, and where they lead in words."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def web_address(url: str) -> str:
    """The address if a browser may follow it, else nothing: publishers' links may hold any scheme."""
    return url if host(url) else ""


def host(url: str) -> str:
    """`www.example.org` as people say it: example.org. Empty for what is not a web address."""
    try:
        parts = urlsplit(url or "")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return name.removeprefix("www.") + (f":{port}" if port else "")


def named_host(url: str) -> str:
    """The host where it has a name; a bare number tells a reader nothing."""
    try:
        return "" if ip_address(urlsplit(url or "").hostname or "") else host(url)
    except ValueError:
        return host(url)
