"""The letters in the folder, newest first, as something a page can show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

from portal.accounts.adapter import Part, parts_of
from programmes.naming import network_name

NEWEST = 50
_CODE = re.compile(r"^\d{4}-\d{4}$", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    name: str
    subject: str
    to: str
    sent_at: datetime | None
    text: str
    html: str

    @property
    def code(self) -> str:
        """The code somebody waits for, if it holds one."""
        found = _CODE.search(self.text)
        return found[0] if found else ""

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.text, code=self.code)


def newest() -> list[Letter]:
    network = network_name()
    return [_read(path, network) for path in sorted(_folder().glob("*.eml"), reverse=True)[:NEWEST]]


def find(name: str) -> Letter | None:
    path = _folder() / f"{name}.eml"
    return _read(path, network_name()) if path.is_file() else None


def _folder() -> Path:
    return Path(settings.MAILBOX_DIR or "")


def _read(path: Path, network: str) -> Letter:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    sent = message["Date"]
    return Letter(
        name=path.stem,
        subject=str(message["Subject"]).removeprefix(f"{network}: "),
        to=str(message["To"]),
        sent_at=sent.datetime if sent else None,
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
