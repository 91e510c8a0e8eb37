"""`rostra chime`: hear the opening chime without a stage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import OperatorError

app = typer.Typer(name="chime", help="Write the opening chime as a WAV file.")


@app.callback(invoke_without_command=True)
def write(
    file: Annotated[Path, typer.Argument(help="The file to write, for example chime.wav.")],
) -> None:
    """Write the opening chime as a WAV file, as it is before encoding."""
    from cogs.playback.chime import chime

    try:
        with file.open("wb") as out:
            chime().export(out, format="wav")
    except OSError as error:
        raise OperatorError(f"{file}: cannot be written: {error.strerror}") from error
    typer.echo(f"wrote {file}")
