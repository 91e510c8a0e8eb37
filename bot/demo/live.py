"""What happens, printed as it happens: the demo for somebody who watches a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from bot.demo.evening import Evening
from bot.demo.options import DemoOptions
from bot.demo.report import Step
from bot.demo.runner import run_for_ever
from bot.sandbox.world.interaction import InteractionType
from bot.sandbox.world.state import Happening


async def watch(options: DemoOptions) -> None:
    """Play evenings until cancelled, and print what anybody in the community could see."""
    console = Console()
    console.print(
        Panel(
            "A local Discord, the real bot and a crowd. Nothing leaves this machine.\n"
            "[dim]Ctrl-C ends it.[/dim]",
            title="[bold]Rostra[/bold]",
            border_style="cyan",
            expand=False,
        )
    )

    narrator = Narrator(console)
    await run_for_ever(options, narrator.begin, narrator.ended)


class Narrator:
    """Turns the sandbox's events into lines; crowds of the same event into one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._roles: dict[str, str] = {}
        self._came = 0

    def begin(self, evening: Evening) -> None:
        """Tell everything from now on."""
        evening.sandbox.world.subscribe(self._hear)

    def ended(self, step: Step) -> None:
        """Tell how a step went, after all that happened in it."""
        self._count_in()
        mark = "[green]✓[/green]" if step.ok else "[bold red]✗[/bold red]"
        self._console.print(f"{mark} [bold]{escape(step.name)}[/bold] [dim]{step.seconds:.1f} s[/dim]")
        if not step.ok:
            self._console.print(f"   expected {escape(str(step.expected))}")
            self._console.print(f"   seen     {escape(str(step.seen))}")

    def _hear(self, happening: Happening) -> None:
        line = self._line(happening)
        if line is None:
            return
        self._count_in()
        self._console.print(f"  {line}")

    def _count_in(self) -> None:
        if self._came:
            people = "one person" if self._came == 1 else f"{self._came} people"
            self._console.print(f"  [dim]{people} came to listen[/dim]")
            self._came = 0

    def _line(self, happening: Happening) -> str | None:
        payload = happening.payload
        match happening.name:
            case "STAGE_INSTANCE_CREATE":
                return f"[cyan]the stage is live:[/cyan] {escape(payload['topic'])}"
            case "STAGE_INSTANCE_DELETE":
                return f"[cyan]the stage is closed:[/cyan] {escape(payload['topic'])}"
            case "VOICE_STATE_UPDATE":
                return self._moved(payload)
            case "INTERACTION_CREATE" if payload["type"] == InteractionType.COMMAND:
                return self._asked(payload)
        return None

    def _asked(self, payload: dict[str, Any]) -> str | None:
        typed = _typed(payload["data"])
        if typed == "hand queue":  # the crowd looks again and again; that is no news
            return None
        for user_id, user in payload["data"].get("resolved", {}).get("users", {}).items():
            typed = typed.replace(user_id, f"@{user['global_name'] or user['username']}")
        return f"[dim]{self._name(payload['member']['user'])} /{escape(typed)}[/dim]"

    def _moved(self, payload: dict[str, Any]) -> str | None:
        name = self._name(payload["member"]["user"])
        before = self._roles.get(payload["user_id"])
        role = self._roles[payload["user_id"]] = _role(payload)
        match (before, role):
            case (None | "away", "audience"):
                self._came += 1
                return None
            case ("audience", "asks"):
                return f"[yellow]✋ {name} asks to speak[/yellow]"
            case (_, "invited") if before != "invited":
                return f"[magenta]{name} is invited to speak[/magenta]"
            case (_, "speaks") if before != "speaks":
                return f"[green]🎙 {name} is on stage[/green]"
            case ("invited", "audience"):
                return f"{name} declined"
        return None

    def _name(self, user: dict[str, Any]) -> str:
        return escape(user["global_name"] or user["username"])


def _role(payload: dict[str, Any]) -> str:
    if payload["channel_id"] is None:
        return "away"
    asked = payload["request_to_speak_timestamp"] is not None
    if payload["suppress"]:
        return "asks" if asked else "audience"
    return "invited" if asked else "speaks"


def _typed(data: dict[str, Any]) -> str:
    """A command as it was typed: its words, then its options."""
    words = [data["name"]]
    options = data.get("options", [])
    while options and options[0]["type"] in {1, 2}:
        words.append(options[0]["name"])
        options = options[0].get("options", [])
    return " ".join(words + [f"{option['name']}:{option['value']}" for option in options])
