"""The kinds of components, and which may stand where.

Source: Discord documentation, "Component Reference", Component Types and each kind's own section.
"""

from __future__ import annotations

from enum import IntEnum

IS_COMPONENTS_V2 = 1 << 15

MOST_COMPONENTS = 40
MOST_ROWS = 5  # "Legacy messages allow up to 5 action rows as top-level components"
MOST_IN_ROW = 5
MOST_IN_MODAL = 5
# OpenAPI bounds one Text Display; the client libraries bound the sum, as the message's content is.
MOST_TEXT = 4000


class ComponentType(IntEnum):
    """Component Types."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


class ButtonStyle(IntEnum):
    """Button Styles; the last two send no interaction."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4
    LINK = 5
    PREMIUM = 6


_T = ComponentType
AUTO_SELECTS = frozenset({_T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT})
SELECTS = AUTO_SELECTS | {_T.STRING_SELECT}
IN_ROW = SELECTS | {_T.BUTTON}
IN_CONTAINER = frozenset(
    {_T.ACTION_ROW, _T.TEXT_DISPLAY, _T.SECTION, _T.MEDIA_GALLERY, _T.SEPARATOR, _T.FILE}
)
TOP_OF_LAYOUT = IN_CONTAINER | {_T.CONTAINER}
IN_LABEL = SELECTS | {_T.TEXT_INPUT, _T.FILE_UPLOAD, _T.RADIO_GROUP, _T.CHECKBOX_GROUP, _T.CHECKBOX}
TOP_OF_MODAL = frozenset({_T.LABEL, _T.TEXT_DISPLAY, _T.ACTION_ROW})
# What a default value of a select stands for.
DEFAULT_KINDS = {
    _T.USER_SELECT: {"user"},
    _T.ROLE_SELECT: {"role"},
    _T.MENTIONABLE_SELECT: {"user", "role"},
    _T.CHANNEL_SELECT: {"channel"},
}
