"""Tables of recordings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Table
from bot.storage.types import RowId, Snowflake, UtcDateTime

IS_RECORDING = text("status = 'recording'")


class ReplayRow(Table):
    """The recording of one room, which has one that runs at most."""

    __tablename__ = "recording_replay"
    __table_args__ = (
        CheckConstraint("status IN ('recording', 'stopped', 'repair')", name="status"),
        CheckConstraint("consent IN ('ask', 'opt-out', 'opt-in')", name="consent"),
        CheckConstraint("reason IN ('host', 'room', 'disk', 'lost')", name="reason"),
        CheckConstraint("feed IN ('off', 'private', 'public')", name="feed"),
        CheckConstraint("(status = 'recording') = (ended_at IS NULL)", name="ended"),
        Index(
            "uq_recording_replay_running",
            "room_id",
            unique=True,
            sqlite_where=IS_RECORDING,
            postgresql_where=IS_RECORDING,
        ),
        Index("ix_recording_replay_club", "guild_id", "club_id", "began_at"),
        Index("ix_recording_replay_starter", "guild_id", "started_by"),
        Index("ix_recording_replay_room", "room_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    club_id: Mapped[int] = mapped_column(RowId)
    room_id: Mapped[int] = mapped_column(RowId)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    topic: Mapped[str] = mapped_column(String(120))
    consent: Mapped[str] = mapped_column(String(10), comment="how people are asked")
    status: Mapped[str] = mapped_column(String(10))
    started_by: Mapped[int] = mapped_column(Snowflake)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="where the room's clock stands at zero")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    milliseconds: Mapped[int | None] = mapped_column(comment="how long it is")
    reason: Mapped[str | None] = mapped_column(String(10), comment="why it ended")
    feed: Mapped[str] = mapped_column(
        String(10), server_default=text("'off'"), comment="how far its people were told that it would go"
    )


class TrackRow(Table):
    """What there is of one person in a replay."""

    __tablename__ = "recording_track"
    __table_args__ = (Index("ix_recording_track_user", "user_id", "replay_id"),)

    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    milliseconds: Mapped[int] = mapped_column(comment="how long they spoke")


class TurnRow(Table):
    """Somebody spoke, from when to when on the room's clock."""

    __tablename__ = "recording_turn"
    __table_args__ = (
        Index("ix_recording_turn_place", "replay_id", "from_ms"),
        Index("ix_recording_turn_user", "user_id", "replay_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"))
    user_id: Mapped[int] = mapped_column(Snowflake)
    from_ms: Mapped[int]
    to_ms: Mapped[int]


class TalkRow(Table):
    """For how long somebody could be heard in a replay, and how much of that they talked."""

    __tablename__ = "recording_talk"
    __table_args__ = (Index("ix_recording_talk_user", "user_id", "replay_id"),)

    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    talked_ms: Mapped[int]
    heard_ms: Mapped[int] = mapped_column(comment="on the stage, while they were recorded")


class TopicRow(Table):
    """What the room was about from some moment on."""

    __tablename__ = "recording_topic"

    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"), primary_key=True)
    at_ms: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(String(120))


class QuestionRow(Table):
    """What somebody asked in writing, and from when on it was answered."""

    __tablename__ = "recording_question"
    __table_args__ = (
        Index("ix_recording_question_place", "replay_id", "at_ms"),
        Index("ix_recording_question_user", "user_id", "replay_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"))
    user_id: Mapped[int] = mapped_column(Snowflake)
    at_ms: Mapped[int]
    question: Mapped[str] = mapped_column(String(300))


class ClipVoiceRow(Table):
    """Somebody is heard in a clip that was posted."""

    __tablename__ = "recording_clip_voice"
    __table_args__ = (
        Index("ix_recording_clip_voice_user", "guild_id", "user_id"),
        Index("ix_recording_clip_voice_replay", "replay_id", "user_id"),
    )

    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    replay_id: Mapped[int] = mapped_column(RowId)
    channel_id: Mapped[int] = mapped_column(Snowflake)


class AnswerRow(Table):
    """What somebody said to being recorded, and when; the newest of theirs holds, and none is changed."""

    __tablename__ = "recording_answer"
    __table_args__ = (
        CheckConstraint("allows IS NOT NULL OR replay_id IS NULL", name="asks_again"),
        Index("ix_recording_answer_user", "guild_id", "user_id", "id"),
        Index("ix_recording_answer_replay", "replay_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    replay_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("recording_replay.id"), comment="empty: for every recording in the community"
    )
    allows: Mapped[bool | None] = mapped_column(comment="empty: be asked each time")
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PostRow(Table):
    """A message in which a replay was posted: it is changed when a voice is taken out, and goes with it."""

    __tablename__ = "recording_post"
    __table_args__ = (Index("ix_recording_post_replay", "replay_id"),)

    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"))


class LinkRow(Table):
    """A secret address at which a file of a replay is found, until its time is over."""

    __tablename__ = "recording_link"
    __table_args__ = (
        CheckConstraint("form IN ('opus', 'mp3', 'wav', 'tracks')", name="form"),
        Index("ix_recording_link_replay", "replay_id"),
    )

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    replay_id: Mapped[int] = mapped_column(RowId, ForeignKey("recording_replay.id"))
    form: Mapped[str] = mapped_column(String(10))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedRow(Table):
    """The secret address at which the podcast feed of a club is found, by its digest."""

    __tablename__ = "recording_feed"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_recording_feed_guild", "guild_id"))

    club_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
