"""Names and descriptions of slash commands in the languages that there are catalogues for."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.core.base.words import Words

ENGLISH = (discord.Locale.american_english, discord.Locale.british_english)


class CatalogueTranslator(app_commands.Translator):
    """Looks command texts up in the catalogues; a language without one keeps the English text."""

    def __init__(self, words: Callable[[str], Words]) -> None:
        self._words = words

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        if locale in ENGLISH:
            return None
        translated = self._words(locale.value).gettext(string.message)
        return translated if translated != string.message else None
