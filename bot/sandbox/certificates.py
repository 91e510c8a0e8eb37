"""A certificate authority of the sandbox's own, made anew by each process.

Clients insist on TLS for voice, and discord.py left alone insists on it for
everything. Whoever trusts the authority's file may come in by Discord's own names.
"""

from __future__ import annotations

import functools
import ssl
from pathlib import Path

import trustme

# Every name under which a client may look for Discord.
NAMES = (
    "discord.com",
    "*.discord.com",
    "discordapp.com",
    "*.discordapp.com",
    "*.discordapp.net",
    "discord.gg",
    "*.discord.gg",
    "*.discord.media",
)


class Certificates:
    """The authority, a server certificate for loopback and Discord's names, and who trusts it."""

    def __init__(self, folder: Path) -> None:
        authority, server = _made()
        self.ca_file = folder / "sandbox-ca.pem"
        authority.cert_pem.write_to_path(self.ca_file)
        self.server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.configure_cert(self.server_context)
        self.client_context = ssl.create_default_context(cafile=str(self.ca_file))


@functools.cache
def _made() -> tuple[trustme.CA, trustme.LeafCert]:
    authority = trustme.CA(organization_name="Rostra sandbox")
    return authority, authority.issue_cert("127.0.0.1", "localhost", *NAMES)
