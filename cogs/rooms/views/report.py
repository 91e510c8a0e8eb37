"""The report of a room, with its picture and its files; and who spoke in a club over weeks."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Text, Texts
from bot.interactions import guild_id_of, is_steward
from bot.layouts import Voice, framed, row, shortened, shown, words
from bot.views import DynamicItem, LayoutView
from cogs.rooms import charts
from cogs.rooms.api import MarkRow
from cogs.rooms.reports import Balance, Report, Reports, as_csv, as_json

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
MOST_LISTED = 10
# Discord documentation, "Gateway Events", Request Guild Members.
_ASKED_AT_ONCE = 100
_TITLE_CHARACTERS = 80
# Discord documentation, "Component Reference": a message of components holds 4,000 characters of text.
_LINES_ROOM = 1_500


class Export(
    DynamicItem[discord.ui.Button[Any]], template=r"rooms:export:(?P<room>[0-9]{1,18}):(?P<kind>csv|json)"
):
    """Gives the report of a room as a file."""

    def __init__(self, room_id: int, kind: str) -> None:
        label = kind.upper()
        super().__init__(discord.ui.Button(label=label, custom_id=f"rooms:export:{room_id}:{kind}"))
        self.room_id = room_id
        self.kind = kind

    async def callback(self, interaction: Asked) -> None:
        """Put the report together anew, for whoever may read it."""
        await replies.defer(interaction)
        report = await report_for(interaction, self.room_id)
        text = as_csv(report) if self.kind == "csv" else as_json(report)
        file = discord.File(io.BytesIO(text.encode()), filename=f"room-{self.room_id}.{self.kind}")
        said = replies.text(interaction, __name__, "report-file", topic=report.room.topic)
        await replies.say(interaction, said, file=file)


async def report_for(interaction: Asked, room_id: int) -> Report:
    """The report of a room, if whoever asks may read it.

    Raises:
        NoSuchReport: this community had no such room.
        NotHost: it is not theirs to read.
    """
    reports: Reports = interaction.client.service(Reports)
    steward = is_steward(interaction)
    return await reports.of(guild_id_of(interaction), room_id, interaction.user.id, steward=steward)


async def show_report(interaction: Asked, report: Report) -> None:
    """Answer with a report: what can be said in words, its picture, and its files."""
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    names = await _names(interaction, report.speakers[: charts.MOST_NAMED])
    titles = [_row_title(voice, row) for row in report.rows]
    title = _plain_title(report.room.topic, report.club)
    labels = _labels(voice, title, names, titles, span=charts.span_of(report.minutes))
    picture = await asyncio.to_thread(charts.draw_report, report, labels)
    view = _with_picture(
        [
            voice.say("report-head", topic=shown(report.room.topic, 300)[0], club=report.club),
            _facts(voice, report),
            *_added(voice, report),
        ],
        row(Export(report.room.id, "csv"), Export(report.room.id, "json")),
    )
    await replies.say(interaction, view=view, file=discord.File(io.BytesIO(picture), filename="room.png"))


async def show_balance(interaction: Asked, balance: Balance) -> None:
    """Answer with who spoke in a club's rooms, week by week."""
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    if not balance.seconds:
        await replies.say(interaction, voice.say("balance-empty", club=balance.club))
        return
    names = await _names(interaction, list(balance.seconds)[: charts.MOST_BALANCED])
    title = voice.label("balance-title", _TITLE_CHARACTERS, club=balance.club)
    picture = await asyncio.to_thread(charts.draw_balance, balance, _labels(voice, title, names))
    said = [
        voice.say("balance-head", club=balance.club, weeks=len(balance.weeks)),
        *(
            voice.say("balance-line", person=mention(user_id), minutes=sum(weeks) // 60)
            for user_id, weeks in list(balance.seconds.items())[:MOST_LISTED]
        ),
    ]
    file = discord.File(io.BytesIO(picture), filename="room.png")
    await replies.say(interaction, view=_with_picture(["\n".join(said)]), file=file)


def _with_picture(texts: Sequence[str], *rows: discord.ui.ActionRow[Any]) -> LayoutView:
    gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery(
        discord.MediaGalleryItem("attachment://room.png")
    )
    return framed([*map(words, texts), gallery, *rows])


def _facts(voice: Voice, report: Report) -> str:
    facts = [
        voice.say("report-time", at=report.opened_at, minutes=report.minutes),
        voice.say("report-people", people=len(report.people), most=report.most),
        voice.say(
            "report-hands",
            hands=sum(report.hands.values()),
            claps=sum(each.total() for each in report.applause.values()),
        ),
    ]
    spoke = {person.user_id: person.speaking_seconds for person in report.people}
    lines = [
        Text(
            __name__,
            "report-speaker",
            person=mention(user_id),
            minutes=spoke.get(user_id, 0) // 60,
            claps=report.claps_of(user_id),
            **_heard(report, user_id),
        )
        for user_id in report.speakers[:MOST_LISTED]
    ]
    if lines:
        facts.append(voice.say("report-speakers", people=Texts(tuple(lines), "\n")))
    return "\n".join(facts)


def _heard(report: Report, user_id: int) -> dict[str, str]:
    """What was heard of somebody, in minutes and seconds; "none" of whom nobody listened to."""
    talk = report.talk.get(user_id)
    if talk is None:
        return {"talked": "none", "recorded": "none"}
    return {"talked": _clock(talk.talked_seconds), "recorded": _clock(talk.heard_seconds)}


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _added(voice: Voice, report: Report) -> list[str]:
    """What other cogs tell, as one piece; nothing if they tell nothing."""
    told = voice.lines([line for part in report.parts for line in part.lines], _LINES_ROOM)
    return [told] if told else []


def _row_title(voice: Voice, marks: MarkRow) -> str:
    parts = [marks.title] if marks.note is None else [marks.title, marks.note]
    return shortened(" · ".join(map(voice.plain, parts)), _TITLE_CHARACTERS)


def _labels(
    voice: Voice, title: str, names: dict[int, str], row_titles: Sequence[str] = (), *, span: int = 1
) -> charts.Labels:
    return charts.Labels(
        title,
        voice.label("chart-stage"),
        voice.label("chart-listeners"),
        voice.label("chart-hands"),
        voice.label("chart-applause"),
        voice.label("chart-minutes"),
        voice.label("chart-others"),
        names,
        voice.label("chart-bars", minutes=span) if span > 1 else "",
        row_titles,
    )


def _plain_title(topic: str, club: str) -> str:
    return shortened(f"{topic} · {club}", _TITLE_CHARACTERS)


async def _names(interaction: Asked, user_ids: list[int]) -> dict[int, str]:
    """What people are called here; whoever is gone, or not found in time, has no name in the picture."""
    bot: Bot = interaction.client
    guild = None if interaction.guild_id is None else bot.get_guild(interaction.guild_id)
    if guild is None or not user_ids:
        return {}
    try:
        found = await guild.query_members(
            user_ids=user_ids[:_ASKED_AT_ONCE], limit=_ASKED_AT_ONCE, cache=False
        )
    except TimeoutError:
        return {}
    return {member.id: member.display_name for member in found}
