"""What is wrong with a field, in Discord's words.

Discord publishes only examples ("API Reference", Error Messages) and changes the rest at
will; what pydantic finds is put into the codes that its answers are seen to have.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# pydantic's type of an error -> code, message; the message may use the value and the limit.
_WORDS = {
    "missing": ("BASE_TYPE_REQUIRED", "This field is required"),
    "string_too_long": ("BASE_TYPE_MAX_LENGTH", "Must be {max_length} or fewer in length."),
    "string_too_short": ("BASE_TYPE_MIN_LENGTH", "Must be {min_length} or more in length."),
    "too_long": ("BASE_TYPE_MAX_LENGTH", "Must be {max_length} or fewer in length."),
    "too_short": ("BASE_TYPE_MIN_LENGTH", "Must be {min_length} or more in length."),
    "greater_than_equal": ("NUMBER_TYPE_MIN", "Value should be greater than or equal to {ge}."),
    "less_than_equal": ("NUMBER_TYPE_MAX", "Value should be less than or equal to {le}."),
    "literal_error": ("BASE_TYPE_CHOICES", "Value must be one of ({expected})."),
    "enum": ("BASE_TYPE_CHOICES", "Value must be one of ({expected})."),
    "int_type": ("NUMBER_TYPE_COERCE", 'Value "{input}" is not int.'),
    "int_parsing": ("NUMBER_TYPE_COERCE", 'Value "{input}" is not int.'),
    "int_from_float": ("NUMBER_TYPE_COERCE", 'Value "{input}" is not int.'),
    "float_type": ("NUMBER_TYPE_COERCE", 'Value "{input}" is not float.'),
    "float_parsing": ("NUMBER_TYPE_COERCE", 'Value "{input}" is not float.'),
    "bool_type": ("BOOLEAN_TYPE_CONVERT", "Must be either true or false."),
    "bool_parsing": ("BOOLEAN_TYPE_CONVERT", "Must be either true or false."),
    "string_type": ("STRING_TYPE_CONVERT", 'Could not interpret "{input}" as string.'),
    "list_type": ("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"),
    "model_type": ("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"),
    "dict_type": ("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"),
    "datetime_type": ("DATE_TIME_TYPE_PARSE", 'Could not parse "{input}". Should be ISO8601.'),
    "datetime_parsing": ("DATE_TIME_TYPE_PARSE", 'Could not parse "{input}". Should be ISO8601.'),
    "datetime_from_date_parsing": ("DATE_TIME_TYPE_PARSE", 'Could not parse "{input}". Should be ISO8601.'),
}


def in_discords_words(detail: Mapping[str, Any]) -> dict[str, str]:
    """One entry of `_errors` for one thing that pydantic found."""
    if detail["type"] not in _WORDS:
        return {"code": detail["type"].upper(), "message": detail["msg"]}
    code, message = _WORDS[detail["type"]]
    known = {"input": str(detail.get("input"))[:100]} | dict(detail.get("ctx") or {})
    return {"code": code, "message": message.format_map(known)}
