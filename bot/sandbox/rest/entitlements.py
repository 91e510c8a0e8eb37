"""Entitlements and SKUs over REST.

Sources: Discord documentation, "Entitlement Resource" and "SKU Resource".
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.payloads.entitlements import entitlement, sku
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world import entitlements
from bot.sandbox.world.models import Entitlement

ENTITLEMENTS = "/applications/{application_id}/entitlements"
ENTITLEMENT = ENTITLEMENTS + "/{entitlement_id}"

GUILD_OWNER = 1


class TestEntitlement(Form):
    """Create Test Entitlement."""

    __test__ = False  # its name is Discord's; pytest need not look at it

    sku_id: SnowflakeIn
    owner_id: SnowflakeIn
    owner_type: Literal[1, 2]


class ListQuery(Form):
    """List Entitlements."""

    user_id: SnowflakeIn | None = None
    guild_id: SnowflakeIn | None = None
    sku_ids: str | None = None
    before: SnowflakeIn | None = None
    after: SnowflakeIn | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100
    exclude_ended: bool = False
    exclude_deleted: bool = True


@route("GET", "/applications/{application_id}/skus")
def list_skus(call: Call[None]) -> list[dict[str, Any]]:
    """What the application sells."""
    _check_application(call)
    return [sku(call.world.application, each) for each in call.world.skus.values()]


@route("GET", ENTITLEMENTS, query=tuple(ListQuery.model_fields))
def list_entitlements(call: Call[None]) -> list[dict[str, Any]]:
    """A page of entitlements, ascending by id."""
    _check_application(call)
    query = read_form(ListQuery, call.query)
    assert isinstance(query, ListQuery)
    found = [each for each in call.world.entitlements.values() if _fits(call, each, query)]
    page = found[-query.limit :] if query.before is not None else found[: query.limit]
    return [entitlement(each) for each in page]


@route("POST", ENTITLEMENTS, body=TestEntitlement)
def create_test(call: Call[TestEntitlement]) -> dict[str, Any]:
    """Give an entitlement for a test; the answer lacks the dates and the subscription."""
    _check_application(call)
    form = call.body
    owner = {"guild_id" if form.owner_type == GUILD_OWNER else "user_id": form.owner_id}
    payload = entitlement(entitlements.create_test(call.world, form.sku_id, **owner))
    return {
        name: value
        for name, value in payload.items()
        if name not in ("starts_at", "ends_at", "subscription_id")
    }


@route("GET", ENTITLEMENT)
def get_entitlement(call: Call[None]) -> dict[str, Any]:
    """One entitlement."""
    return entitlement(_subject(call))


@route("POST", ENTITLEMENT + "/consume")
def consume(call: Call[None]) -> None:
    """Use up a consumable."""
    entitlements.consume(call.world, _subject(call))


@route("DELETE", ENTITLEMENT)
def delete_test(call: Call[None]) -> None:
    """Take a test entitlement back."""
    entitlements.delete_test(call.world, _subject(call))


def _subject(call: Call[Any]) -> Entitlement:
    _check_application(call)
    return entitlements.entitlement_of(call.world, call.ids["entitlement_id"])


def _check_application(call: Call[Any]) -> None:
    if call.ids["application_id"] != call.world.application.id:
        raise errors.not_this_application()


def _fits(call: Call[Any], subject: Entitlement, query: ListQuery) -> bool:
    ended = subject.ends_at is not None and subject.ends_at <= call.world.clock.now()
    wanted = None if query.sku_ids is None else query.sku_ids.split(",")
    return (
        (query.user_id is None or subject.user_id == query.user_id)
        and (query.guild_id is None or subject.guild_id == query.guild_id)
        and (wanted is None or str(subject.sku_id) in wanted)
        and (query.before is None or subject.id < query.before)
        and (query.after is None or subject.id > query.after)
        and not (query.exclude_ended and ended)
        and not (query.exclude_deleted and subject.deleted)
    )
