"""What the admins of a club see of its podcast feed, and where it is found."""

from __future__ import annotations

from bot import replies
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.layouts import Voice
from bot.settings.store import Place
from cogs.clubs.api import Club
from cogs.recording.api import Feed
from cogs.recording.refusals import NoPages, NoSecretAddress
from cogs.recording.replay.feeds import PUBLIC, Feeds
from cogs.recording.replay.publishing import Publishing
from cogs.recording.views.forms import Asked


async def change_feed(interaction: Asked, club: Club, access: Feed | None, *, anew: bool) -> None:
    """Open or close a club's feed, give it another address, and say how it stands.

    Raises:
        NoPages: this bot serves none, so there can be no feed.
        NoSecretAddress: there is none to be exchanged.
    """
    bot, feeds = interaction.client, interaction.client.service(Feeds)
    wanted = await feeds.access(club) if access is None else access
    if wanted is not Feed.OFF and bot.web.public_url is None:
        raise NoPages
    if anew and wanted is not Feed.PRIVATE:
        raise NoSecretAddress(feed=wanted)
    if access is not None:
        place = Place(guild_id_of(interaction), "recording", club.id)
        await bot.settings.change(place, {"feed": access.value}, by=interaction.user.id)
    if wanted is Feed.OFF:
        await feeds.take_back(club.id)
    else:
        await bot.service(Publishing).catch_up(club)
    await replies.say(interaction, await _standing(interaction, club, wanted, anew=anew))


async def _standing(interaction: Asked, club: Club, access: Feed, *, anew: bool) -> str:
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    if access is Feed.OFF:
        return voice.say("feed-off", club=club.name)
    feeds: Feeds = interaction.client.service(Feeds)
    lines = [await _found_at(interaction, voice, club, access, anew=anew)]
    lines.append(voice.say("feed-episodes", count=len(await feeds.episodes(club))))
    if not interaction.client.web.outside_url:
        lines.append(voice.say("feed-not-outside"))
    return "\n".join(lines)


async def _found_at(interaction: Asked, voice: Voice, club: Club, access: Feed, *, anew: bool) -> str:
    """Where the feed is; a secret address is said once, since only its digest is kept."""
    feeds: Feeds = interaction.client.service(Feeds)
    place = f"{interaction.client.web.public_url}/recording/feed"
    if access is Feed.PUBLIC:
        return voice.say("feed-public", club=club.name, address=Safe(f"{place}/{PUBLIC}{club.id}.xml"))
    made_at = None if anew else await feeds.made_at(club)
    if made_at is not None:
        return voice.say("feed-private-known", club=club.name, at=made_at)
    address = f"{place}/{await feeds.new_address(club)}.xml"
    return voice.say("feed-private", club=club.name, address=Safe(address))
