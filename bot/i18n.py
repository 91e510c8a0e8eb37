"""Words in a person's language: one Fluent catalogue a cog and a language.

Texts lie in `<package>/locale/<language>.ftl`. Code names a text by its key and
fills its placeholders; it never puts a sentence together. What a person typed is
escaped on its way in, unless it is `Safe`. A placeholder may itself be a text of some
catalogue (`Text`, `Texts`), which takes the language of whatever it stands in, or know by
itself how a language writes it (`Spoken`). An unknown key is an error, not a text.
"""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.errors import OperatorError, RostraError, UserError
from bot.markdown import Safe, escape, undirected
from bot.undo import undoable

__all__ = ["Safe", "Spoken", "Text", "Texts", "UnknownText", "Words"]

log = logging.getLogger(__name__)

# The language every catalogue has, and the last one looked at.
FALLBACK = "en"
# Every answer says the same few things, and putting one together costs a fifth of an empty command. What is
# longer than the rules on a club's card is said once.
_REMEMBERED = 4_096
_LONGEST_REMEMBERED = 1_000
#: The framework's own words.
OWN_FOLDER = Path(__file__).parent / "locale"


class UnknownText(RostraError):
    """A key that no catalogue of its owner has, or a placeholder that was not given."""


class Spoken:
    """A placeholder that each language writes in its own way, such as an amount of money."""

    __slots__ = ()

    def in_language(self, locale: str) -> str:
        """How a reader with that locale writes it; nothing in it is Markdown."""
        raise NotImplementedError


class Text:
    """A text that is named where nobody knows yet in which language it will be read."""

    __slots__ = ("key", "owner", "placeholders")

    def __init__(self, owner: str, key: str, **placeholders: object) -> None:
        self.owner = owner
        self.key = key
        self.placeholders = placeholders

    def __repr__(self) -> str:
        return f"Text({self.owner}, {self.key})"


@dataclass(frozen=True, slots=True)
class Texts:
    """Several of them in one placeholder, with `between` from one to the next."""

    items: tuple[Text, ...]
    between: str = ", "


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of a package as they were read."""

    folder: Path
    languages: dict[str, FluentBundle]


class Words:
    """Every catalogue, by the package that owns it and by language."""

    def __init__(self, default: str = FALLBACK) -> None:
        self._default = default
        self._catalogues: dict[str, dict[str, FluentBundle]] = {}
        self._folders: dict[str, Path] = {}
        self._remembered = functools.lru_cache(_REMEMBERED)(self._put_together)
        self.add("bot", OWN_FOLDER)

    def add(self, owner: str, folder: Path) -> None:
        """Read the catalogues of a package, such as "cogs.hands"; the same twice is read once.

        Raises:
            OperatorError: the English one is missing, or one cannot be read; names file and line.
            RuntimeError: the package has catalogues in another folder already.
        """
        if (known := self._folders.get(owner)) is not None:
            if known != folder:
                raise RuntimeError(f"{owner} has its words in {known} already")
            return
        if not (folder / f"{FALLBACK}.ftl").is_file():
            raise OperatorError(f"{owner} has no words: {folder / FALLBACK}.ftl is missing")
        catalogue = {file.stem: _read(file) for file in sorted(folder.glob("*.ftl"))}
        self.put_back(owner, Catalogue(folder, catalogue))

    def catalogue_of(self, owner: str) -> Catalogue | None:
        """What was read for a package, whatever has become of its files; None if it has no words."""
        return Catalogue(self._folders[owner], self._catalogues[owner]) if owner in self._folders else None

    def put_back(self, owner: str, catalogue: Catalogue) -> None:
        """Give a package the words it had, without reading them again."""
        self._catalogues[owner], self._folders[owner] = catalogue.languages, catalogue.folder
        self._remembered.cache_clear()
        undoable(lambda: self._withdraw(owner))

    def _withdraw(self, owner: str) -> None:
        del self._catalogues[owner], self._folders[owner]
        self._remembered.cache_clear()

    def text(self, owner: str, key: str, locale: str, **placeholders: object) -> Safe:
        """Return a text for a message, in `locale` or the nearest language there is.

        `owner` is a package or any module in it; `key` may be `message.attribute`.
        A text that people typed is escaped, a number is written as the language
        writes it, a moment becomes a timestamp that each reader's Discord shows in
        their own time zone.

        Raises:
            UnknownText: there is no such text, or it has a placeholder that was not given.
            TypeError: a placeholder is something that has no words.
        """
        given = {
            name: _for_a_message(name, self._said(value, locale)) for name, value in placeholders.items()
        }
        return Safe(self._format(owner, key, locale, given))

    def plain(self, owner: str, key: str, locale: str, **placeholders: object) -> str:
        """Return a text for a place without Markdown: a label, a title, a placeholder of a field.

        Raises:
            UnknownText: there is no such text, or it has a placeholder that was not given.
            TypeError: a placeholder is something that has no words.
        """
        given = {
            name: _for_a_label(name, self._said(value, locale, plain=True))
            for name, value in placeholders.items()
        }
        return self._format(owner, key, locale, given)

    def find(self, owner: str, key: str, locale: str) -> str | None:
        """Return a text without placeholders in exactly that language, None if it has none.

        For what Discord itself chooses the language of: names and descriptions of commands.
        """
        catalogue = self._catalogue(owner)
        for language in nearest(locale):
            if language in catalogue and (found := _lookup(catalogue[language], key)) is not None:
                text, errors = catalogue[language].format_pattern(found, {})
                return None if errors else str(text)
        return None

    def languages(self, owner: str) -> frozenset[str]:
        """Say which languages the catalogue of `owner` has; English is always one of them.

        Raises:
            UnknownText: it belongs to no package that has words.
        """
        return frozenset(self._catalogue(owner))

    def spoken(self) -> frozenset[str]:
        """Say which languages there are in any catalogue."""
        return frozenset().union(*self._catalogues.values())

    def require(self, owner: str, keys: Iterable[str]) -> None:
        """Prove that the catalogue of `owner` has these texts in each of its languages.

        Raises:
            OperatorError: it lacks some; names them.
            UnknownText: `owner` belongs to no package that has words.
        """
        catalogue = self._catalogue(owner)
        missing = [
            f"{key} ({language})"
            for key in keys
            for language in sorted(catalogue)
            if _lookup(catalogue[language], key) is None
        ]
        if missing:
            raise OperatorError(f"{owner} lacks words: {', '.join(missing)}")

    def refusal(self, error: UserError, locale: str) -> Safe:
        """Return the words of a refusal, from the catalogue of the package that named its key.

        Raises:
            UnknownText: that catalogue lacks the key, or a placeholder was not given.
        """
        return self.text(_namer(error), error.key, locale, **error.placeholders)

    def plain_refusal(self, error: UserError, locale: str) -> str:
        """Return the words of a refusal for a place without Markdown.

        Raises:
            UnknownText: the catalogue lacks the key, or a placeholder was not given.
        """
        return self.plain(_namer(error), error.key, locale, **error.placeholders)

    def _said(self, value: object, locale: str, *, plain: bool = False) -> object:
        """A text in a placeholder, in the language of the text around it; anything else as it is."""
        if isinstance(value, Texts):
            return Safe(
                value.between.join(str(self._said(item, locale, plain=plain)) for item in value.items)
            )
        if isinstance(value, Text):
            say = self.plain if plain else self.text
            return say(value.owner, value.key, locale, **value.placeholders)
        if isinstance(value, Spoken):
            return Safe(value.in_language(locale))
        return value

    def _format(self, owner: str, key: str, locale: str, given: Mapping[str, object]) -> str:
        say = self._remembered if all(map(_is_short, given.values())) else self._put_together
        return say(owner, key, locale, *itertools.chain.from_iterable(given.items()))

    def _put_together(self, owner: str, key: str, locale: str, *names_and_values: Any) -> str:
        given = dict(zip(names_and_values[::2], names_and_values[1::2], strict=True))
        catalogue = self._catalogue(owner)
        problem = f"{owner} has no text {key!r}"
        for language in self._preferred(locale):
            pattern = _lookup(catalogue[language], key) if language in catalogue else None
            if pattern is None:
                continue
            text, errors = catalogue[language].format_pattern(pattern, given)
            if not errors:
                return str(text)
            problem = f"the text {key!r} of {owner} in {language}: {errors[0]}"
            # Somebody waits for an answer: another language is better than none.
            log.error("%s", problem)
        raise UnknownText(problem)

    def _catalogue(self, owner: str) -> dict[str, FluentBundle]:
        """Find the catalogue of a package by any module in it: the longest name that fits."""
        name = owner
        while name not in self._catalogues:
            name = name.rpartition(".")[0]
            if not name:
                raise UnknownText(f"{owner} belongs to no package that has words")
        return self._catalogues[name]

    def _preferred(self, locale: str) -> Iterator[str]:
        seen: set[str] = set()
        for language in (*nearest(locale), *nearest(self._default), FALLBACK):
            if language not in seen:
                seen.add(language)
                yield language


def _is_short(value: object) -> bool:
    """Whether a value of a placeholder is remembered; others may be equal and yet not be written alike."""
    return type(value) is int or (isinstance(value, str) and len(value) <= _LONGEST_REMEMBERED)


def _namer(error: UserError) -> str:
    return next(kind.__module__ for kind in type(error).__mro__ if "key" in vars(kind))


def nearest(locale: str) -> tuple[str, str]:
    """Take Discord's en-GB apart: the locale itself, then its language."""
    return locale, locale.partition("-")[0]


def _read(file: Path) -> FluentBundle:
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file}: cannot be read: {error}") from error
    return _bundle(file, source)


@functools.lru_cache(maxsize=64)
def _bundle(file: Path, source: str) -> FluentBundle:
    # Parsing takes half of a bot's start: a cog that is loaded again, and a process
    # in which bots come and go, read each text once. Nobody changes a bundle.
    resource = FluentResource(source)
    seen: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
            raise OperatorError(f"{file}: line {line} is not Fluent: {entry.annotations[0].message}")
        if isinstance(entry, ast.Message):
            if entry.id.name in seen:
                raise OperatorError(f"{file}: the text {entry.id.name} is there twice")
            seen.add(entry.id.name)
    # No isolating marks: Discord would count them, and they would break a mention apart.
    bundle = FluentBundle([file.stem], use_isolating=False)
    bundle.add_resource(resource)
    return bundle


def _lookup(bundle: FluentBundle, key: str) -> Any:
    name, _, attribute = key.partition(".")
    if not bundle.has_message(name):
        return None
    message = bundle.get_message(name)
    return (message.attributes or {}).get(attribute) if attribute else message.value


def _for_a_message(name: str, value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"the placeholder {name} is a moment without a time zone")
        # Discord documentation, "Reference", Message Formatting: seconds, in the reader's zone.
        return f"<t:{int(value.timestamp())}:f>"
    if isinstance(value, str) and not isinstance(value, Enum):
        return str(escape(value))
    return _for_a_label(name, value)


def _for_a_label(name: str, value: object) -> object:
    if isinstance(value, Enum):
        # A member of an enumeration chooses between variants; it is never shown as it is.
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return undirected(value)
    if isinstance(value, int | float | Decimal | datetime):
        return value
    raise TypeError(f"the placeholder {name} has no words: {type(value).__name__}")
