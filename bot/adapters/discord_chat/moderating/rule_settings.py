"""The rules of a server's talk: shown in words as they would be, and saved by a button.

What is to be changed stands in the button's id, "rules:<preset>:<rule>:<action>:<numbers>".
"""

import discord

from bot.adapters.discord_chat.interactions.drawing import button, view_of
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.words import N_, Words
from bot.core.moderation.judged import Judged
from bot.core.moderation.settings import Action as Follows
from bot.core.moderation.settings import Rule, RuleSettings
from bot.core.moderation.settings_changes import Changes
from bot.core.moderation.settings_words import describe, describe_judged
from bot.core.requests.rights import Action

PREFIX = "rules"
FORGET = "judged:forget"
NEW = "➡️ "
"""Before each line that would change."""


async def show(interaction: discord.Interaction, services: Services, asked: Changes) -> None:
    """Show the rules as they are, or as they would be."""
    async with replying(interaction, services) as reply:
        rules, guild = services.engine.rules, interaction.guild_id or 0
        now = await rules.of(guild)
        changes = asked.canonical()
        wanted = await rules.with_changes(guild, changes.settings())
        known = describe(now, reply.words)
        lines = [line if line in known else NEW + line for line in describe(wanted, reply.words)]
        if wanted == now:
            text = N_("It is already set like this:") if changes else N_("This server's moderation rules:")
            await reply.say("\n".join([reply.words.gettext(text), *lines]))
        else:
            text = reply.words.gettext("This server's moderation rules would be these; changes are marked.")
            id = ":".join([PREFIX, changes.preset, changes.rule, changes.action, changes.numbers])
            view = view_of([button(reply.words.gettext("Save"), id, main=True)])
            await reply.say("\n".join([text, *lines]), view=view)
        await _say_what_is_missing(interaction, reply, wanted)
        await _say_what_was_judged(guild, reply, services)


async def saved(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Save the changes. Chats that are on are watched by the new rules from the next message."""
    async with replying(interaction, services, update=True) as reply:
        guild, parts = reply.admitted.subject.server, ("preset", "rule", "action", "numbers")
        settings = await services.engine.rules.change(guild, Changes(*map(action.word, parts)).settings())
        services.engine.watching.begin_anew(lambda server: server == guild)
        text = reply.words.gettext("Saved. From the next message on, these moderation rules apply:")
        await reply.say("\n".join([text, *describe(settings, reply.words)]))


async def forget_judged(interaction: discord.Interaction, services: Services, _: object, __: Action) -> None:
    """Let nothing count any more that hosts decided about other messages."""
    async with replying(interaction, services, update=True) as reply:
        guild = reply.admitted.subject.server
        await services.engine.store.forget_judgements(guild)
        services.engine.watching.begin_anew(lambda server: server == guild)
        await reply.say(reply.words.gettext("Forgotten: messages are judged by the rules alone again."))


async def _say_what_was_judged(guild: int, reply: Reply, services: Services) -> None:
    judged = Judged(await services.engine.store.judgements(guild))
    days = (await services.engine.retentions.of(guild)).cases
    if lines := describe_judged(judged, days, reply.words):
        view = view_of([button(reply.words.gettext("Forget these"), FORGET, danger=True)])
        await reply.more("\n".join(lines), view=view)


async def _say_what_is_missing(interaction: discord.Interaction, reply: Reply, settings: RuleSettings) -> None:
    if lines := _missing(interaction.app_permissions, settings, reply.words):
        await reply.more("\n".join(lines))


def _missing(mine: discord.Permissions, settings: RuleSettings, words: Words) -> list[str]:
    """Return which permissions would have to be given for what the rules and the hosts' buttons do."""
    holds = settings.escalation.up_to is Follows.HOLD or any(settings.action_of(r) is Follows.HOLD for r in Rule)
    lines = []
    if holds and not mine.manage_messages:
        lines.append(
            words.gettext(
                "To hide a message I need the permission *Manage Messages*: server settings → Roles → my role. "
                "Until then it stays in the channel, and the card says so."
            )
        )
    if not mine.moderate_members:
        lines.append(
            words.gettext(
                "For the hosts' button *Time out 10 min* I need the permission *Timeout Members*, and a role above "
                "those of members: server settings → Roles."
            )
        )
    return lines
