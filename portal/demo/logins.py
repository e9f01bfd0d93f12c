"""Who can sign in to the demo network. Made-up people; the passwords are printed by `make run` for all to see.

Their profiles are in `cast/people.csv`, under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Login:
    name: str
    email: str
    password: str
    role: str  # a programmes.Membership.Role
    role_in_words: str
    programme: str = ""  # slug; empty: the whole network


LOGINS = (
    Login("Ruth Amadi", "editor@demo.example", "ruth-reads-everything", "network_editor", "Network editor"),
    Login(
        "Marcus Oyelaran",
        "officer@demo.example",
        "marcus-on-foot-daily",
        "officer",
        "Programme officer, Community Organisers",
        "community-organisers",
    ),
    Login(
        "Joan Petty",
        "reporter@demo.example",
        "joan-has-eleven-keys",
        "reporter",
        "Community reporter, Big Local",
        "big-local",
    ),
    Login(
        "Helen Marchwood",
        "officer2@demo.example",
        "helen-had-soup-for-lunch",
        "officer",
        "Programme officer, Big Local",
        "big-local",
    ),
    Login(
        "Imran Sadiq-Cole",
        "moderator@demo.example",
        "imran-writes-back-kindly",
        "moderator",
        "Moderator, the whole network",
    ),
    Login(
        "Catherine Olufemi-Byrne",
        "funder@demo.example",
        "catherine-reads-the-blog",
        "member",
        "Member, from a funder",
    ),
)
