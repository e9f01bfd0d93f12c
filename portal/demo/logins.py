"""Who can sign in to the demo network. Made-up people; the passwords are printed by `make run` for all to see."""

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
    summary: str = ""


LOGINS = (
    Login(
        "Ruth Amadi",
        "editor@demo.example",
        "ruth-reads-everything",
        "network_editor",
        "Network editor",
        summary="Looks after the whole network: its pages, its sources and its who's who.",
    ),
    Login(
        "Marcus Oyelaran",
        "officer@demo.example",
        "marcus-on-foot-daily",
        "officer",
        "Programme officer, Community Organisers",
        "community-organisers",
        "Trains organisers in Aldersyke and looks after their programme's pages.",
    ),
    Login(
        "Joan Petty",
        "reporter@demo.example",
        "joan-has-eleven-keys",
        "reporter",
        "Community reporter, Big Local",
        "big-local",
        "Holds the keys and the rota at The Front Room. Writes Kesterfield Corner when something happens.",
    ),
)
