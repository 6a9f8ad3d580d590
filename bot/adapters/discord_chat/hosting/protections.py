"""Which of Discord's own protections a server has on, as far as the bot may see, and what a chat would gain."""

import discord
from discord import AutoModRuleTriggerType as Trigger

from bot.core.base.words import N_, Words

VERIFIED = N_("✅ Verification level: {level}.")
UNVERIFIED = N_(
    "Verification level: none. From “low” on, only accounts with a confirmed email can write, which keeps most waves "
    "of new accounts out: server settings → Safety Setup."
)
SLOW = N_("✅ Slow mode here: one message in {seconds} s.")
NOT_SLOW = N_("Slow mode is off here. A few seconds help where very many write: channel settings → Overview.")
WATCHED = N_("✅ AutoMod looks for: {kinds}. While a chat is on, I tell its hosts when it blocks a message.")
UNWATCHED = N_(
    "AutoMod does not look for: {kinds}. What it blocks never reaches the chat: server settings → Safety Setup → "
    "AutoMod."
)
UNSEEN = N_(
    "I cannot see whether AutoMod is on: that takes the permission *Manage Server*, which I do not need otherwise. "
    "Worth having on: {kinds}. You find it under server settings → Safety Setup → AutoMod."
)
LEVELS = {"low": N_("low"), "medium": N_("medium"), "high": N_("high"), "highest": N_("highest")}
KINDS = {
    Trigger.mention_spam: N_("mention spam"),
    Trigger.spam: N_("suspected spam"),
    Trigger.keyword_preset: N_("common unwanted words"),
}
"""What AutoMod can look for that helps a chat."""


async def protections(interaction: discord.Interaction, words: Words) -> list[str]:
    """Return a line for each protection."""
    guild, here = interaction.guild, interaction.channel
    if guild is None:
        return []
    level = guild.verification_level.name
    known = words.gettext(LEVELS[level]) if level in LEVELS else None
    lines = [words.gettext(VERIFIED).format(level=known) if known else words.gettext(UNVERIFIED)]
    pace = here.slowmode_delay if isinstance(here, discord.TextChannel) else 0
    lines.append(words.gettext(SLOW).format(seconds=pace) if pace else words.gettext(NOT_SLOW))
    return [*lines, *await _automod(guild, words)]


async def _automod(guild: discord.Guild, words: Words) -> list[str]:
    names = {trigger: words.gettext(name) for trigger, name in KINDS.items()}
    try:
        if not guild.me.guild_permissions.manage_guild:
            return [words.gettext(UNSEEN).format(kinds=", ".join(names.values()))]
        rules = await guild.fetch_automod_rules()
    except discord.HTTPException:
        return [words.gettext(UNSEEN).format(kinds=", ".join(names.values()))]
    on = {rule.trigger.type for rule in rules if rule.enabled}
    seen = [name for trigger, name in names.items() if trigger in on]
    unseen = [name for trigger, name in names.items() if trigger not in on]
    lines = [words.gettext(WATCHED).format(kinds=", ".join(seen))] if seen else []
    return [*lines, *([words.gettext(UNWATCHED).format(kinds=", ".join(unseen))] if unseen else [])]
