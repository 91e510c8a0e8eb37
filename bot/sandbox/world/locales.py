"""The languages of Discord's client.

Source: Discord documentation, "Reference", Locales; the fallbacks: "Application Commands",
Localization.
"""

from __future__ import annotations

LOCALES = frozenset(
    {
        *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no"),
        *("pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th"),
        *("zh-CN", "ja", "zh-TW", "ko"),
    }
)

FALLBACKS = {"en-US": ("en-GB",), "en-GB": ("en-US",), "es-419": ("es-ES",)}


def localized(default: str, translations: dict[str, str] | None, locale: str) -> str:
    """What a person with that language sees."""
    known = translations or {}
    for candidate in (locale, *FALLBACKS.get(locale, ())):
        if candidate in known:
            return known[candidate]
    return default
