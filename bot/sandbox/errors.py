"""Discord's refusals, named after Discord, and the sandbox's own confession of a gap.

* DiscordError    what Discord itself would answer: status, code, message
* SandboxGap      something real clients may do that the sandbox does not model

Source of the codes: Discord documentation, "Opcodes and Status Codes", JSON error codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class DiscordError(Exception):
    """An answer Discord gives to a request it refuses."""

    def __init__(self, status: int, code: int, message: str, errors: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON body that goes with the status."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class SandboxGap(Exception):
    """A client asked for something the sandbox does not model; the message names it."""


def unauthorized() -> DiscordError:
    return DiscordError(401, 0, "401: Unauthorized")


def unknown_channel() -> DiscordError:
    return DiscordError(404, 10003, "Unknown Channel")


def unknown_guild() -> DiscordError:
    return DiscordError(404, 10004, "Unknown Guild")


def unknown_invite() -> DiscordError:
    return DiscordError(404, 10006, "Unknown Invite")


def unknown_member() -> DiscordError:
    return DiscordError(404, 10007, "Unknown Member")


def unknown_message() -> DiscordError:
    return DiscordError(404, 10008, "Unknown Message")


def unknown_overwrite() -> DiscordError:
    return DiscordError(404, 10009, "Unknown Overwrite")


def unknown_role() -> DiscordError:
    return DiscordError(404, 10011, "Unknown Role")


def unknown_user() -> DiscordError:
    return DiscordError(404, 10013, "Unknown User")


def unknown_emoji() -> DiscordError:
    return DiscordError(404, 10014, "Unknown Emoji")


def unknown_webhook() -> DiscordError:
    return DiscordError(404, 10015, "Unknown Webhook")


def unknown_ban() -> DiscordError:
    return DiscordError(404, 10026, "Unknown Ban")


def unknown_sku() -> DiscordError:
    return DiscordError(404, 10027, "Unknown SKU")


def unknown_entitlement() -> DiscordError:
    return DiscordError(404, 10029, "Unknown Entitlement")


def unknown_interaction() -> DiscordError:
    return DiscordError(404, 10062, "Unknown interaction")


def unknown_application_command() -> DiscordError:
    return DiscordError(404, 10063, "Unknown application command")


def unknown_command_permissions() -> DiscordError:
    return DiscordError(404, 10066, "Unknown application command permissions")


def unknown_voice_state() -> DiscordError:
    return DiscordError(404, 10065, "Unknown Voice State")


def unknown_stage_instance() -> DiscordError:
    return DiscordError(404, 10067, "Unknown Stage Instance")


def unknown_scheduled_event() -> DiscordError:
    return DiscordError(404, 10070, "Unknown Guild Scheduled Event")


def bots_cannot_use_endpoint() -> DiscordError:
    return DiscordError(403, 20001, "Bots cannot use this endpoint")


def not_this_application() -> DiscordError:
    return DiscordError(403, 20012, "You are not authorized to perform this action on this application")


def words_not_allowed() -> DiscordError:
    return DiscordError(
        400,
        20031,
        "Your Stage topic, server name, server description, or channel names contain words"
        " that are not allowed",
    )


def too_many(code: int, what: str) -> DiscordError:
    """30xxx: a limit on the number of things was reached."""
    return DiscordError(400, code, f"Maximum number of {what} reached")


def only_consumables() -> DiscordError:
    return DiscordError(400, 40018, "Only consumable SKUs can be consumed")


def only_sandbox_entitlements() -> DiscordError:
    return DiscordError(400, 40019, "You can only delete sandbox entitlements.")


def not_connected_to_voice() -> DiscordError:
    return DiscordError(400, 40032, "Target user is not connected to voice.")


def already_granted() -> DiscordError:
    return DiscordError(400, 40074, "An entitlement has already been granted for this resource")


def already_acknowledged() -> DiscordError:
    return DiscordError(400, 40060, "Interaction has already been acknowledged.")


def missing_access() -> DiscordError:
    return DiscordError(403, 50001, "Missing Access")


def missing_permissions() -> DiscordError:
    return DiscordError(403, 50013, "Missing Permissions")


def wrong_channel_type() -> DiscordError:
    return DiscordError(400, 50024, "Cannot execute action on this channel type")


def invalid_webhook_token() -> DiscordError:
    return DiscordError(401, 50027, "Invalid Webhook Token")


def invalid_form_body(errors: Mapping[str, Any]) -> DiscordError:
    """50035, with the nested description of what is wrong with which field."""
    return DiscordError(400, 50035, "Invalid Form Body", errors)


def invalid_field(path: str, code: str, message: str) -> DiscordError:
    """50035 for one field; `path` is dotted, as in `data.embeds.0.title`."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(path.split(".")):
        errors = {part: errors}
    return invalid_form_body(errors)


def invalid_sku() -> DiscordError:
    return DiscordError(400, 50057, "Invalid SKU")


def wrong_event_type() -> DiscordError:
    return DiscordError(
        400,
        50091,
        "The entity type of the event is different from the entity you are trying to start the event for",
    )


def unknown_sound() -> DiscordError:
    return DiscordError(404, 10097, "Unknown sound")


def muffled() -> DiscordError:
    return DiscordError(
        400, 50167, "Cannot send voice effect when user is server muted, deafened, or suppressed"
    )


def stage_already_open() -> DiscordError:
    return DiscordError(400, 150006, "The Stage is already open")


def finished_event() -> DiscordError:
    return DiscordError(400, 180000, "Cannot update a finished event")


def stage_not_created() -> DiscordError:
    return DiscordError(400, 180002, "Failed to create stage needed for stage event")


def too_large() -> DiscordError:
    return DiscordError(413, 40005, "Request entity too large")


def dm_channel() -> DiscordError:
    return DiscordError(403, 50003, "Cannot execute action on a DM channel")


def not_the_author() -> DiscordError:
    return DiscordError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> DiscordError:
    return DiscordError(400, 50006, "Cannot send an empty message")


def closed_dms() -> DiscordError:
    return DiscordError(403, 50007, "Cannot send messages to this user")


def no_mutual_guilds() -> DiscordError:
    return DiscordError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def not_a_text_channel() -> DiscordError:
    return DiscordError(400, 50008, "Cannot send messages in a non-text channel")


def too_few_or_many_messages() -> DiscordError:
    return DiscordError(
        400,
        50016,
        "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages"
        " to delete",
    )


def system_message() -> DiscordError:
    return DiscordError(403, 50021, "Cannot execute action on a system message")


def invalid_role() -> DiscordError:
    return DiscordError(400, 50028, "Invalid Role")


def invalid_recipient() -> DiscordError:
    return DiscordError(400, 50033, "Invalid Recipient(s)")


def message_too_old() -> DiscordError:
    return DiscordError(400, 50034, "You can only bulk delete messages that are under 14 days old.")


def community_channel() -> DiscordError:
    return DiscordError(400, 50074, "Cannot delete a channel required for Community guilds")


def no_history_to_reply() -> DiscordError:
    return DiscordError(403, 160002, "Cannot reply without permission to read message history")


def bitrate_too_high() -> DiscordError:
    return DiscordError(400, 30052, "Bitrate is too high for channel of this type")


def banned_from_guild() -> DiscordError:
    return DiscordError(403, 40007, "The user is banned from this guild")


def unknown_target_users_job() -> DiscordError:
    return DiscordError(404, 10124, "Unknown invite target users job")


def unknown_target_users() -> DiscordError:
    return DiscordError(404, 10129, "Unknown invite target users")
