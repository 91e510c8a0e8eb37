"""The links of a club: one a line, an https address with or without a name before it.

    Our archive https://example.org/jazz

Whoever sees the card sees where a link leads: its site stands beside its name.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from yarl import URL

from bot.markdown import undirected
from cogs.clubs.refusals import BadLink, TooManyLinks

MOST_LINKS = 5
LONGEST_LABEL = 40
LONGEST_URL = 300

_SITE = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere that a club points to."""

    label: str
    url: str

    @property
    def site(self) -> str:
        """Where it leads, letters of other scripts spelled out: no site passes for another."""
        return URL(self.url).raw_host or ""


def read_links(typed: str) -> tuple[Link, ...]:
    """What was typed, as links.

    Raises:
        BadLink: a line is none; names it.
        TooManyLinks: there are more than a card has room for.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
    return tuple(_read(line) for line in lines)


def write_links(links: tuple[Link, ...]) -> str:
    """The same, to be edited."""
    return "\n".join(link.url if link.label == link.site else f"{link.label} {link.url}" for link in links)


def _read(line: str) -> Link:
    label, _, address = line.rpartition(" ")
    url = _checked(address)
    if url is None:
        raise BadLink(line=line[:LONGEST_URL], most=LONGEST_URL, label=LONGEST_LABEL)
    found = Link(" ".join(undirected(label).split()), str(url))
    if len(found.label) > LONGEST_LABEL or len(found.url) > LONGEST_URL:
        raise BadLink(line=line[:LONGEST_URL], most=LONGEST_URL, label=LONGEST_LABEL)
    return found if found.label else Link(found.site, found.url)


def _checked(address: str) -> URL | None:
    """An https address of a site on the internet, or None."""
    try:
        url = URL(address)
        host, port, user = url.raw_host, url.explicit_port, url.raw_user
    except ValueError:
        return None
    # An address with a name in it, "https://discord.com@elsewhere.org", is made to be misread.
    if url.scheme != "https" or host is None or user is not None or port is not None:
        return None
    if _SITE.fullmatch(host) is None or _is_number(host):
        return None
    return url


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
