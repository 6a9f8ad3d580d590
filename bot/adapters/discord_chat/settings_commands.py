"""/tchat settings: a server's recurring slots and their packs, how the talk is watched, how long things are kept.

Discord nests commands two deep, hence "slot-add" rather than "slot add".
"""

from functools import cache
from itertools import islice

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, locale_str

from bot.adapters.discord_chat.interactions.choices import (
    MOST,
    case_choices,
    if_readable,
    session_choices,
    slot_choices,
)
from bot.adapters.discord_chat.interactions.replies import Reply, replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.moderating import rule_settings
from bot.adapters.discord_chat.moderating.case_log import FORMATS, send_log, undo
from bot.adapters.discord_chat.reading import retention_settings
from bot.core.base.errors import Refused
from bot.core.base.retention import MOST_DAYS, MOST_MONTHS
from bot.core.base.words import N_
from bot.core.moderation.settings import ACTIONS, PRESETS
from bot.core.moderation.settings_changes import ESCALATION, Changes, numbers_in
from bot.core.moderation.settings_words import ACTIONS as ACTION_NAMES
from bot.core.moderation.settings_words import NAMES
from bot.core.posts.moderating.case_cards import TITLES
from bot.core.script import slot_words
from bot.core.script.slots import Slot, occurrences
from bot.core.session.cases import BURST
from bot.core.when.dates import WEEKDAY_NAMES
from bot.core.when.reader import read_time
from bot.core.when.zones.advice import zone_named
from bot.core.when.zones.known import zone_names
from bot.core.when.zones.zone import clock_of

SHOWN = 3
"""How many of a slot's next times are shown."""

PRESET_NAMES = {"light": N_("light"), "standard": N_("standard"), "strict": N_("strict")}

NOTHING = "-"
"""What empties a queue."""

DAYS = [Choice(name=locale_str(day), value=number) for number, day in enumerate(WEEKDAY_NAMES)]
WHICH = [Choice(name=locale_str(name), value=number) for number, name in slot_words.WHICH.items()]

PRESET_CHOICES = [Choice(name=locale_str(PRESET_NAMES[name]), value=name) for name in PRESETS]
RULE_CHOICES = [
    *(Choice(name=locale_str(name), value=rule.value) for rule, name in NAMES.items()),
    Choice(name=locale_str(TITLES[BURST]), value=BURST),
    Choice(name=locale_str(N_("Repeat offenders")), value=ESCALATION),
]
ACTION_CHOICES = [Choice(name=locale_str(ACTION_NAMES[action]), value=name) for name, action in ACTIONS.items()]


class SettingsCommands(app_commands.Group):
    """What a server decides once."""

    def __init__(self, services: Services) -> None:
        super().__init__(name=locale_str("settings"), description=locale_str("Recurring chats and moderation"))
        self._services = services
        self._engine = services.engine

    @app_commands.command(name=locale_str("slot-add"), description=locale_str("Add a recurring chat"))
    @app_commands.rename(
        day=locale_str("day"),
        time=locale_str("time"),
        zone=locale_str("zone"),
        every=locale_str("every"),
        which=locale_str("which"),
        channel=locale_str("channel"),
    )
    @app_commands.describe(
        day=locale_str("On which day of the week"),
        time=locale_str("Local time there, for example 19:00 or 7 pm"),
        zone=locale_str("Time zone, for example America/New_York"),
        every=locale_str("Weeks from one chat to the next; every week if left out"),
        which=locale_str("Only on the first, second … such day of each month"),
        channel=locale_str("Which channel, if not this one"),
    )
    @app_commands.choices(day=DAYS, which=WHICH)
    async def slot_add(
        self,
        interaction: discord.Interaction,
        day: int,
        time: Range[str, 1, 20],
        zone: Range[str, 1, 50],
        every: Range[int, 1, slot_words.MOST_WEEKS] | None = None,
        which: int | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        async with replying(interaction, self._services) as reply:
            if every is not None and which is not None:
                raise Refused(N_("Use either every: or which:, not both."))
            where = zone_named(zone)
            by = interaction.user.id
            at = read_time(time, where)
            today = self._engine.clock.now().astimezone(clock_of(where))
            place, server = reply.admitted.channel, reply.admitted.subject.server
            slot = Slot(0, server, place, day, at, where, today.date(), every or 1, which, by)
            await reply.say(await self._overview(await self._engine.slots.add(slot), reply))

    @app_commands.command(name=locale_str("desk"), description=locale_str("Where I talk to this server's hosts"))
    @app_commands.rename(channel=locale_str("channel"))
    @app_commands.describe(channel=locale_str("A channel that only hosts can view; private threads if left out"))
    async def desk(self, interaction: discord.Interaction, channel: discord.TextChannel | None = None) -> None:
        async with replying(interaction, self._services) as reply:
            server, words = reply.admitted.subject.server, reply.words
            if channel is None:
                await self._engine.choose_desk(server, 0)
                await reply.say(
                    words.gettext("From now on I talk to the hosts in a private thread in each chat's channel.")
                )
                return
            if not self._services.room.abilities(channel.id).can_post:
                raise Refused(N_("I cannot post in that channel: let me view it and send messages there."))
            await self._engine.choose_desk(server, channel.id)
            text = words.gettext("From now on I talk to this server's hosts in <#{channel}>.").format(
                channel=channel.id
            )
            everybody = channel.guild.default_role
            if channel.permissions_for(everybody).view_channel:
                text += "\n⚠️ " + words.gettext(
                    "Everyone can read that channel; limit it to hosts in channel settings → Permissions."
                )
            await reply.say(text)

    @app_commands.command(name=locale_str("recap"), description=locale_str("Where I publish this server's recaps"))
    @app_commands.rename(channel=locale_str("channel"))
    @app_commands.describe(channel=locale_str("A channel for announcements; where the chat was if left out"))
    async def recap(self, interaction: discord.Interaction, channel: discord.TextChannel | None = None) -> None:
        async with replying(interaction, self._services) as reply:
            if channel is not None and not self._services.room.abilities(channel.id).can_post:
                raise Refused(N_("I cannot post in that channel: let me view it and send messages there."))
            await self._engine.recap_place.choose(reply.admitted.subject.server, channel.id if channel else 0)
            if channel is None:
                await reply.say(reply.words.gettext("From now on a recap is published where its chat was."))
            else:
                text = reply.words.gettext("From now on this server's recaps are published in <#{channel}>.")
                await reply.say(text.format(channel=channel.id))

    @app_commands.command(
        name=locale_str("slot-list"), description=locale_str("List the recurring chats and their packs")
    )
    async def slot_list(self, interaction: discord.Interaction) -> None:
        async with replying(interaction, self._services) as reply:
            slots = await self._engine.slots.seen_by(self._services.asker(interaction))
            lines = [await self._overview(slot, reply) for slot in slots]
            none = reply.words.gettext("There are no recurring chats; add one with /tchat settings slot-add.")
            await reply.say_lines(lines or [none])

    @app_commands.command(name=locale_str("slot-remove"), description=locale_str("Delete a recurring chat"))
    @app_commands.rename(slot=locale_str("slot"))
    @app_commands.describe(slot=locale_str("Which recurring chat"))
    async def slot_remove(self, interaction: discord.Interaction, slot: int) -> None:
        async with replying(interaction, self._services) as reply:
            found = await self._slot(reply, slot)
            queue = await self._engine.store.queue(found.id)
            await self._engine.slots.remove(found)
            await reply.say(slot_words.removed(found, queue, reply.words))

    @app_commands.command(
        name=locale_str("queue"), description=locale_str("Which packs a recurring chat uses, in order")
    )
    @app_commands.rename(slot=locale_str("slot"), packs=locale_str("packs"), again=locale_str("again"))
    @app_commands.describe(
        slot=locale_str("Which recurring chat"),
        packs=locale_str("Names separated by commas, replacing the queue; - empties it"),
        again=locale_str("Use packs again that were already used"),
    )
    async def queue(
        self, interaction: discord.Interaction, slot: int, packs: Range[str, 1, 2000], again: bool = False
    ) -> None:
        async with replying(interaction, self._services) as reply:
            found = await self._slot(reply, slot)
            names = list(dict.fromkeys(name.strip() for name in packs.split(",") if name.strip() not in ("", NOTHING)))
            await self._engine.slots.set_queue(found, names, again=again)
            await reply.say(await self._overview(found, reply))

    @app_commands.command(
        name=locale_str("privacy"),
        description=locale_str("See or change how long I keep what is about people"),
    )
    @app_commands.rename(
        record=locale_str("record"),
        attachments=locale_str("attachments"),
        cases=locale_str("cases"),
        suggestions=locale_str("suggestions"),
    )
    @app_commands.describe(
        record=locale_str("Months for which I keep what is said in a chat, from its end"),
        attachments=locale_str("Days for which I keep files that members attached"),
        cases=locale_str("Days for which I keep the words of cases"),
        suggestions=locale_str("Days for which I keep suggested questions, once hosts have decided"),
    )
    async def privacy(
        self,
        interaction: discord.Interaction,
        record: Range[int, 1, MOST_MONTHS] | None = None,
        attachments: Range[int, 1, MOST_DAYS] | None = None,
        cases: Range[int, 1, MOST_DAYS] | None = None,
        suggestions: Range[int, 1, MOST_DAYS] | None = None,
    ) -> None:
        asked = {"record": record, "attachments": attachments, "cases": cases, "suggestions": suggestions}
        await retention_settings.show(interaction, self._services, **asked)

    @app_commands.command(
        name=locale_str("moderation"),
        description=locale_str("See or change the moderation rules; you see changes before they are saved"),
    )
    @app_commands.rename(
        preset=locale_str("preset"), rule=locale_str("rule"), action=locale_str("action"), numbers=locale_str("numbers")
    )
    @app_commands.describe(
        preset=locale_str("How strict overall; replaces all earlier changes"),
        rule=locale_str("Which rule to change"),
        action=locale_str("What happens then, gentlest first; each includes those before it"),
        numbers=locale_str("The rule's limits, for example per_minute=5, per_question=20"),
    )
    @app_commands.choices(preset=PRESET_CHOICES, rule=RULE_CHOICES, action=ACTION_CHOICES)
    async def moderation(
        self,
        interaction: discord.Interaction,
        preset: str = "",
        rule: str = "",
        action: str = "",
        numbers: Range[str, 1, 100] = "",
    ) -> None:
        await rule_settings.show(interaction, self._services, Changes(preset, rule, action, numbers))

    @app_commands.command(
        name=locale_str("moderation-log"),
        description=locale_str("What moderation did, newest first"),
    )
    @app_commands.rename(session=locale_str("session"), format=locale_str("format"))
    @app_commands.describe(
        session=locale_str("Which chat; this channel's latest if left out"),
        format=locale_str("Get everything as a file"),
    )
    @app_commands.choices(format=[Choice(name=name, value=name) for name in FORMATS])
    async def moderation_log(
        self, interaction: discord.Interaction, session: int | None = None, format: str = ""
    ) -> None:
        await send_log(interaction, self._services, format)

    @app_commands.command(name=locale_str("moderation-undo"), description=locale_str("Undo what was done in a case"))
    @app_commands.rename(case=locale_str("case"))
    @app_commands.describe(case=locale_str("Which case; its number is in the log"))
    async def moderation_undo(self, interaction: discord.Interaction, case: int) -> None:
        await undo(interaction, self._services, case)

    @moderation.autocomplete("numbers")
    @if_readable
    async def complete_numbers(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        settings = await self._engine.rules.of(interaction.guild_id or 0)
        now = numbers_in(settings, str(interaction.namespace.rule or ""))
        return [Choice(name=each, value=each) for each in dict.fromkeys([typed, now]) if each]

    @moderation_log.autocomplete("session")
    async def complete_session(self, interaction: discord.Interaction, typed: str) -> list[Choice[int]]:
        return await session_choices(self._services, interaction, typed)

    @moderation_undo.autocomplete("case")
    async def complete_case(self, interaction: discord.Interaction, typed: str) -> list[Choice[int]]:
        return await case_choices(self._services, interaction, typed)

    @slot_add.autocomplete("zone")
    async def complete_zone(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        wanted = typed.strip().replace(" ", "_").casefold()
        found = [name for name in _zones() if wanted in name.casefold()]
        return [Choice(name=name, value=name) for name in found[:MOST]]

    @slot_remove.autocomplete("slot")
    @queue.autocomplete("slot")
    async def complete_slot(self, interaction: discord.Interaction, typed: str) -> list[Choice[int]]:
        return await slot_choices(self._services, interaction, typed)

    async def _slot(self, reply: Reply, number: int) -> Slot:
        server = reply.admitted.subject.server
        return next(slot for slot in await self._engine.store.slots() if slot.id == number and slot.guild == server)

    async def _overview(self, slot: Slot, reply: Reply) -> str:
        upcoming = list(islice(occurrences(slot, self._engine.clock.now()), SHOWN))
        queue = await self._engine.store.queue(slot.id)
        slots = self._engine.slots
        state = slot_words.SlotState(
            upcoming,
            queue,
            taken=await slots.taken(slot, upcoming),
            played=await slots.played(slot.guild, queue),
            missing=await slots.missing(slot.guild, queue),
        )
        return slot_words.overview(slot, state, reply.words)


@cache
def _zones() -> tuple[str, ...]:
    """Return the names of all zones that are cities, and UTC."""
    return ("UTC", *sorted(name for name in zone_names().values() if "/" in name and not name.startswith("Etc/")))
