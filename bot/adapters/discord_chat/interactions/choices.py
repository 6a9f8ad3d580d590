"""What is offered while a host types: packs, sessions, recurring slots."""

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import discord
from discord import app_commands

from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.errors import StoreError
from bot.core.posts.hosting.chats import choice_label
from bot.core.posts.moderating.case_log import label
from bot.core.requests import rights
from bot.core.script import slot_words
from bot.core.session.facts import Measure
from bot.core.text.shorten import shortened

log = logging.getLogger(__name__)

MOST = 25
"""Discord shows at most this many choices (developer documentation, "Application Command Option Choice")."""

MAX_CHOICE = 100

FINAL = (Measure.FINE, Measure.REJECT)


Given = ParamSpec("Given")
Offered = TypeVar("Offered")


def if_readable(
    offer: Callable[Given, Coroutine[Any, Any, list[Offered]]],
) -> Callable[Given, Coroutine[Any, Any, list[Offered]]]:
    """Offer nothing while the record cannot be read: whoever types can go on without."""

    @wraps(offer)
    async def offered(*given: Given.args, **named: Given.kwargs) -> list[Offered]:
        try:
            return await offer(*given, **named)
        except StoreError as error:
            log.warning("nothing was offered to choose from: %s", error)
            return []

    return offered


@if_readable
async def pack_choices(
    services: Services, guild: int | None, typed: str, *, own: bool = False
) -> list[app_commands.Choice[str]]:
    """Return the packs whose name contains what was typed: all that can be played, or the server's own."""
    known = await services.engine.store.packs(guild or 0) if own else await services.engine.library.names(guild or 0)
    names = [name for name in known if typed.casefold() in name.casefold() and len(name) <= MAX_CHOICE]
    return [app_commands.Choice(name=name, value=name) for name in names[:MOST]]


@if_readable
async def session_choices(
    services: Services, interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[int]]:
    """Return the sessions whose number or title contains what was typed, newest first; no rehearsals.

    Nobody is offered a session of a channel that they cannot view; who is only a host of some chats, just those of them
    that are not archived yet.
    """
    words = services.words(interaction.locale.value)
    asker = services.asker(interaction)
    choices = []
    readers = asker.standing & (rights.READERS & ~rights.Standing.HOST)
    async for session in services.engine.store.search(interaction.guild_id or 0, typed):
        if not asker.views(session.room.channel):
            continue
        if not readers and not services.engine.gate.hosts(asker, session.number):
            continue
        label = shortened(choice_label(session, services.engine.zone, words), MAX_CHOICE)
        choices.append(app_commands.Choice(name=label, value=session.number))
        if len(choices) == MOST:
            break
    return choices


@if_readable
async def slot_choices(
    services: Services, interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[int]]:
    """Return a server's recurring slots, but for those of channels that they cannot view."""
    words = services.words(interaction.locale.value)
    asker = services.asker(interaction)
    choices = []
    for slot in await services.engine.slots.seen_by(asker):
        label = f"{slot.id} · {slot_words.rhythm(slot, words)}"
        if typed.casefold() in label.casefold():
            choices.append(app_commands.Choice(name=shortened(label, MAX_CHOICE), value=slot.id))
    return choices[:MOST]


@if_readable
async def case_choices(
    services: Services, interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[int]]:
    """Return the cases of the session here about which something was done that can be undone, newest first."""
    words = services.words(interaction.locale.value)
    live = services.engine.live.in_channel(interaction.channel_id or 0)
    if live is None or not services.engine.gate.hosts(services.asker(interaction), live.session.number):
        return []
    choices, session = [], live.session
    for case in reversed(await services.engine.store.cases(session.number)):
        name = label(case, words)
        state = session.cases.get(case.id)
        if state and state.measure not in FINAL and typed.casefold() in name.casefold():
            choices.append(app_commands.Choice(name=shortened(name, MAX_CHOICE), value=case.id))
    return choices[:MOST]
