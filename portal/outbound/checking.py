"""May we talk to this target? The same questions for a form, a first request and each redirect.

`check` answers at once and asks no name server; the addresses a name resolves to are judged by `admit_all`
when a request is made, immediately before the connection that is pinned to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.outbound import addresses, urls
from portal.outbound.codes import FailureCode, Refused
from portal.outbound.outcomes import Failure, Request
from portal.outbound.policy import Policy
from portal.outbound.urls import Target

# Names that mean something inside a network only (RFC 6761, 6762 appendix G, 7686, 8375; ICANN's .internal).
# They would resolve to addresses that are refused anyway; refusing the name tells the person at once,
# and does not tell the name server what we were asked to look for.
_INSIDE = frozenset(
    {"corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain", "localhost",
     "onion", "private"}
)  # fmt: skip
_LOCALHOST = ("127.0.0.1", "::1")


def check(url: str, policy: Policy | None = None) -> Target | Failure:
    """Judge a pasted address by its text alone; feed: and webcal: are read as https.

    A Target is fit to be stored (`.url`) and asked; whether its name leads to a public address is only
    known when it is asked, and is checked again then.
    """
    text = urls.normalise(url)
    try:
        target = urls.parse(text)
        admit(target, policy or Policy.from_settings())
    except Refused as refused:
        shown = urls.without_credentials(text)
        return Failure(Request(url), refused.code, refused.detail, shown)
    return target


def admit(target: Target, policy: Policy) -> None:
    """Raise Refused unless the host and port may be asked, as far as the text shows."""
    if policy.opens(target.host, target.port):
        return
    if policy.owns(target.host):
        raise Refused(FailureCode.BLOCKED_ADDRESS, "This is an address of our own site.")
    if target.address is not None:
        _refuse_unless_public([target.address])
    elif _is_inside_name(target.host):
        raise Refused(FailureCode.BLOCKED_ADDRESS, "This name only means something inside a network.")
    if target.port not in policy.allowed_ports:
        raise Refused(FailureCode.BAD_PORT, f"Port {target.port} is not one that websites use.")


def known_addresses(target: Target, policy: Policy) -> tuple[str, ...] | None:
    """The addresses of a target that needs no name server; None when it has to be looked up."""
    if target.address is not None:
        return (target.host,)  # in the one form that hosts have
    if target.host == "localhost" and policy.opens(target.host, target.port):
        return _LOCALHOST
    return None


def admit_all(target: Target, resolved: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """The addresses to connect to, in the resolver's order. Raises Refused unless *every* one is allowed.

    One private address among public ones is refused as a whole: which of them would be taken is chance,
    and no honest publisher mixes them.
    """
    if policy.opens(target.host, target.port):
        return tuple(resolved)
    try:
        found = [addresses.read(address) for address in resolved]
    except ValueError:
        raise Refused(FailureCode.DNS, "The name server sent something that is no address.") from None
    if not found:
        raise Refused(FailureCode.DNS, "The name has no address.")
    _refuse_unless_public([address for address, _written in found])
    if any(policy.owns(written) for _address, written in found):
        raise Refused(FailureCode.BLOCKED_ADDRESS, "This name leads to our own site.")
    return tuple(dict.fromkeys(written for _address, written in found))


def _refuse_unless_public(found: Sequence[addresses.Address]) -> None:
    if not all(addresses.is_public(address) for address in found):
        raise Refused(FailureCode.BLOCKED_ADDRESS, "The address is not on the public internet.")


def _is_inside_name(host: str) -> bool:
    """True for single labels (`router`, `postgres`) and for names below the domains kept for inside use."""
    labels = host.split(".")
    return len(labels) == 1 or labels[-1] in _INSIDE or ".".join(labels[-2:]) in _INSIDE
