"""Writes cogs of strangers into a folder, as a stranger would."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

FILES = {
    "__init__.py": '''
        """Notes: what people want to remember of a room."""

        requires = ()


        async def setup(bot):
            from notes.cog import NoteCommands

            await bot.add_cog(NoteCommands(bot))
    ''',
    "tables.py": '''
        """Tables of notes."""

        from sqlalchemy.orm import Mapped, mapped_column

        from bot.storage.base import Table


        class Note(Table):
            """One note."""

            __tablename__ = "notes_note"
            id: Mapped[int] = mapped_column(primary_key=True)
            words: Mapped[str]
    ''',
    "migrations/0001_notes.py": '''
        """Notes."""

        import sqlalchemy as sa
        from alembic import op

        revision = "0001"
        down_revision = None


        def upgrade():
            op.create_table(
                "notes_note",
                sa.Column("id", sa.Integer, nullable=False),
                sa.Column("words", sa.String, nullable=False),
                sa.PrimaryKeyConstraint("id", name="pk_notes_note"),
            )
    ''',
    "cog.py": '''
        """The Discord face of notes."""

        from bot.cog import GroupCog
        from discord import app_commands
        from notes.tables import Note


        class NoteCommands(GroupCog, group_name="note", group_description="Notes of a room"):
            """Lets people keep notes."""

            @app_commands.command()
            async def add(self, interaction, words: str) -> None:
                """Keep a note."""
                async with self.bot.database.transaction() as session:
                    session.add(Note(words=words))
                await self.say(interaction, "note-kept", words=words)
    ''',
    "locale/en.ftl": """
        cog-name = Notes
        cog-description = What was said, to keep
        command-note = note
            .description = Notes of a room
        command-note-add = add
            .description = Keep a note
            .words = words
            .words-description = What to keep
        note-kept = Kept: { $words }
    """,
    "locale/fr.ftl": """
        cog-name = Notes
        cog-description = Ce qui s'est dit, à garder
        command-note = note
            .description = Notes d'un salon
        command-note-add = ajouter
            .description = Garder une note
            .words = mots
            .words-description = Ce qu'il faut garder
        note-kept = Noté : { $words }
    """,
    "cli.py": '''
        """What notes bring to the command line."""

        import typer

        app = typer.Typer(name="notes", help="Look at the notes.")


        @app.command()
        def count() -> None:
            """Count them."""
            typer.echo("no notes yet")
    ''',
}

REMINDERS = '''
    """The Discord face of notes, which come back after an hour."""

    from datetime import timedelta

    from bot.cog import GroupCog
    from discord import app_commands

    KIND = "notes.remind"


    class NoteCommands(GroupCog, group_name="note", group_description="Notes of a room"):
        """Reminds people of their notes."""

        def __init__(self, bot):
            super().__init__(bot)
            bot.timers.on(KIND, self.remind)

        @app_commands.command()
        async def add(self, interaction, words: str) -> None:
            """Keep a note."""
            due_at = self.bot.clock.now() + timedelta(hours=1)
            where = {"channel_id": interaction.channel_id}
            async with self.bot.database.transaction() as session:
                await self.bot.timers.schedule(session, KIND, words, due_at, where)
            await self.say(interaction, "note-kept", words=words)

        async def remind(self, due):
            channel = await self.bot.fetch_channel(due.payload["channel_id"])
            await channel.send(due.key)
'''


def write_notes(folder: Path, **changes: str | None) -> Path:
    """Write the cog `notes`; `changes` replace a file's text by its stem, None leaves it out."""
    for name, text in FILES.items():
        changed = changes.get(Path(name).stem, text)
        if changed is not None:
            write(folder / "notes" / name, changed)
    return folder / "notes"


def write_cog(folder: Path, name: str, init: str) -> None:
    """Write a cog that is nothing but its `__init__.py`."""
    write(folder / name / "__init__.py", init)


def write(file: Path, text: str) -> None:
    """Write one file, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text).lstrip(), encoding="utf-8")
